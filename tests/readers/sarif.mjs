// SARIF against its own JSON schema; the SARIF SDK's validator is asked beside this (formats.bats).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { need, areCauses, text } from "./case.mjs";

const { default: Ajv } = need("ajv/dist/2020");
const path = need.resolve("@microsoft/sarif-multitool-linux/sarif-2.1.0.json");
const schema = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
const ajv = new Ajv({ strict: false, allErrors: true });
need("ajv-formats")(ajv);
const validate = ajv.compile(schema);
const sarif = JSON.parse(text);
assert.ok(validate(sarif), JSON.stringify(validate.errors?.slice(0, 5)));
assert.equal(sarif.version, "2.1.0");
areCauses(sarif.runs.flatMap((run) => run.results).length);
