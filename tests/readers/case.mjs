// What the readers here share: other people's programs (tests/tools installs them into the folder that
// DONE_TOOLS names) and what the JSON report of the same run says, which no other format may drop.
//   node <reader>.mjs CASE REPORT       CASE: a folder of report_cases.sh; REPORT: the file to read
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

export const need = createRequire(resolve(process.env.DONE_TOOLS, "x.js"));
export const [folder, file] = process.argv.slice(2);
export const bytes = readFileSync(file);
export const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
assert.ok(!text.startsWith("\uFEFF"), "a byte-order mark");

export const report = JSON.parse(readFileSync(resolve(folder, "json"), "utf8"));
export const services = (report.runs ?? []).flatMap((run) => run.services);
export const checks = services.flatMap((service) => service.criteria.flatMap((criterion) => criterion.checks));

// How many lines a format has that shows each finding, and those that were only counted as one more.
// What is wrong with no service, and what ends soon, are lines too.
const told = (report.runs ?? []).flatMap((run) => run.notes).filter((note) => note.level !== "note").length;
const isShown = (check) => check.verdict === "unmet" && !check.skipped;
export const shown = report.error ? 1 : told + checks.reduce(
  (sum, check) => sum + (isShown(check) ? check.findings.length + (check.dropped > 0) : 0), 0);

// What platforms hang on files is one a cause: never less than one a check and run.
const fewest = report.error ? 1 : told + (report.runs ?? []).reduce((sum, run) => sum + new Set(
  run.services.flatMap((service) => service.criteria.flatMap((criterion) => criterion.checks))
    .filter((check) => isShown(check) && check.findings.length).map((check) => check.id)).size, 0);
export function areCauses(nr) {
  assert.ok(nr >= fewest && nr <= shown, `${nr} of ${shown} findings, of at least ${fewest} causes`);
}
