// GitLab's Code Quality: a part of Code Climate's issues, whose types the compiler holds the report to.
import assert from "node:assert/strict";
import { areCauses, text } from "./case.mjs";
import { found } from "./types.mjs";

const issues = JSON.parse(text);
assert.ok(Array.isArray(issues));
areCauses(issues.length);
assert.equal(new Set(issues.map((issue) => issue.fingerprint)).size, issues.length, "fingerprints are not unique");
for (const issue of issues) {
  assert.ok(issue.description && issue.location.path && issue.location.lines.begin > 0);
  // A member of our own, for names that JSON cannot say; GitLab passes over what it does not know.
  delete issue.location.path_bytes_hex;
}

// Of many that have the same shape one is enough.
const shape = (issue) => JSON.stringify(issue, (key, value) =>
  key === "severity" || typeof value === "object" ? value : typeof value);
const shapes = new Map(issues.map((issue) => [shape(issue), issue]));
assert.deepEqual(found(`import type { Issue } from "codeclimate-types";
type Known = Required<Pick<Issue, "description" | "check_name" | "fingerprint" | "severity" | "location">>;
export const issues: Known[] = ${JSON.stringify([...shapes.values()])};`), []);
