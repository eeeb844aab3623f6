// The report for `git done merge`: with what it leaves out of services put back, it is the JSON report. What is left out is null,
// false, 0 or an empty list; and of a check or criterion what the run's bar says of it.
import assert from "node:assert/strict";
import { report, text } from "./case.mjs";

const { form, ...read } = JSON.parse(text);
if (report.error) {
  assert.deepEqual({ form, ...read }, { form: undefined, ...report });
} else {
  assert.equal(form, "merge");
}

const isNothing = (value) => value === null || value === false || value === 0 || (Array.isArray(value) && !value.length);

function assertSame(brief, whole, bar, path) {
  if (Array.isArray(whole)) {
    assert.equal(brief.length, whole.length, path);
    whole.forEach((item, i) => assertSame(brief[i], item, bar.get(item?.id), `${path}[${i}]`));
  } else if (whole && typeof whole === "object") {
    for (const key of Object.keys(brief)) assert.ok(key in whole && !isNothing(brief[key]), `${path}.${key}`);
    for (const [key, value] of Object.entries(whole)) {
      if (key in brief) assertSame(brief[key], value, key === "criteria" || key === "checks" ? bars : new Map(), `${path}.${key}`);
      else assert.ok(isNothing(value) || (bar && value === bar[key === "policy_level" ? "level" : key]), `${path}.${key} is left out`);
    }
  } else {
    assert.equal(brief, whole, path);
  }
}

const bars = new Map();
for (const [i, run] of (report.runs ?? []).entries()) {
  bars.clear();
  for (const criterion of run.bar?.criteria ?? []) {
    bars.set(criterion.id, criterion);
    for (const check of criterion.checks) bars.set(check.id, check);
  }
  assertSame(read.runs[i].services, run.services, new Map(), `runs[${i}].services`);
  assert.deepEqual({ ...read.runs[i], services: [] }, { ...run, services: [] });
}
if (!report.error) assert.deepEqual({ ...read, runs: [] }, { ...report, runs: [] });
