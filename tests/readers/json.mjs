// The JSON report against our own published schema; and the lines of ndjson, put together, are that report.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { need, report, text } from "./case.mjs";

const { default: Ajv } = need("ajv/dist/2020");
const schema = JSON.parse(readFileSync(new URL("../../config/report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema);

// A run's services come before the line that sums it up.
function whole(lines) {
  const { type, runs: nrRuns, ...rest } = lines.pop();
  const services = [];
  const about = [];
  const runs = [];
  for (const { type: each, schema: version, run, ...line } of lines) {
    assert.equal(version, 2);
    services[run] ??= [];
    if (each === "service") {
      const { service, ...context } = line;
      services[run].push(service);
      about.push(context);
    } else {
      assert.deepEqual([each, run], ["run", runs.length]);
      runs.push({ ...line, services: services[run] });
      // Each service's line says of its run what the run's line says.
      for (const context of about.splice(0)) {
        for (const key of Object.keys(context)) assert.deepEqual(context[key], line[key], key);
      }
    }
  }
  if (type === "error") {
    // The line of an error says less than the report of one: what there is must be the same.
    for (const key of Object.keys(rest)) assert.deepEqual(rest[key], report[key]);
    return report;
  }
  assert.deepEqual([type, nrRuns], ["report", runs.length]);
  return { ...rest, runs };
}

const lines = text.trimEnd().split("\n");
const isOne = lines.length === 1 && !lines[0].startsWith('{"type"') || lines[0] === "{";
const read = isOne ? JSON.parse(text) : whole(lines.map((line) => JSON.parse(line)));
assert.ok(validate(read), JSON.stringify(validate.errors));
assert.deepEqual(read, report);
