// TAP, by node-tap's parser, strictly: what is no TAP is an error.
import assert from "node:assert/strict";
import { checks, need, report, text } from "./case.mjs";

const { Parser } = need("tap-parser");
const results = await new Promise((done) => {
  const parser = new Parser({ strict: true }, done);
  const names = new Set();
  parser.on("assert", (test) => {
    assert.ok(test.name && !names.has(test.name), `twice: ${test.name}`);
    names.add(test.name);
  });
  parser.on("version", (version) => assert.equal(version, 14));
  parser.end(text);
});
if (report.error) {
  assert.ok(results.bailout);
} else {
  const is = (verdict) => checks.filter((check) => !check.skipped && check.verdict === verdict);
  assert.equal(results.bailout, false);
  assert.equal(results.count, checks.length);
  assert.equal(results.failures.filter((failure) => failure.tapError).length, 0);
  assert.equal(results.todo, is("unmet").filter((check) => check.level === "warning").length);
  assert.equal(results.failures.length, is("unmet").length - results.todo);
  assert.equal(results.skip, checks.length - is("unmet").length - is("met").length);
}
