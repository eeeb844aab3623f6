// Azure's issues, by the parser of Azure's own task library: what it reads, it writes back the same.
import assert from "node:assert/strict";
import { need, areCauses, text } from "./case.mjs";

const { commandFromString } = need("azure-pipelines-task-lib/taskcommand");
let issues = 0;
for (const line of text.split("\n")) {
  // The agent looks for its prefix anywhere in a line.
  if (!line.includes("##")) continue;
  assert.ok(line.startsWith("##vso[task.logissue "), line);
  const command = commandFromString(line);
  assert.equal(command.command, "task.logissue");
  assert.deepEqual(Object.keys(command.properties), ["type", "sourcepath", "linenumber", "columnnumber", "code"]);
  assert.match(command.properties.type, /^(error|warning)$/);
  assert.match(command.properties.linenumber, /^[1-9]\d*$/);
  assert.ok(command.properties.sourcepath && command.message);
  assert.equal(command.toString(), line);
  issues++;
}
areCauses(issues);
