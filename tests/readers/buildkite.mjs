// A Buildkite pipeline, as JSON, against the types of Buildkite's SDK:   node buildkite.mjs PIPELINE.json
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { found } from "./types.mjs";

const pipeline = JSON.parse(readFileSync(process.argv[2], "utf8"));
assert.deepEqual(Object.keys(pipeline), ["steps"]);
assert.deepEqual(found(`import type { CommandStep } from "@buildkite/buildkite-sdk/src/commandStep";
export const steps: CommandStep[] = ${JSON.stringify(pipeline.steps)};`), []);
