// TeamCity's service messages: no registry has their parser, so they are read as the documentation says,
// and escaped again by a writer of them that many reporters use.
import assert from "node:assert/strict";
import { areCauses, need, report, shown, text } from "./case.mjs";

const { Message } = need("teamcity-service-messages");
const codes = { n: "\n", r: "\r", x: "\u0085", l: "\u2028", p: "\u2029", "|": "|", "'": "'", "[": "[", "]": "]" };
const value = "(?:[^'|\\[\\]\\n\\r]|\\|(?:[nrxlp|'\\[\\]]|0x[0-9A-Fa-f]{4}))*";
const message = new RegExp(`^##teamcity\\[(\\w+)((?: \\w+='${value}')+)\\]$`);
const attribute = new RegExp(` (\\w+)='(${value})'`, "g");
const unescape = (raw) => raw.replace(/\|(?:0x([0-9A-Fa-f]{4})|(.))/g, (_, hex, code) =>
  hex ? String.fromCharCode(parseInt(hex, 16)) : codes[code]);
// The writer leaves what is not ASCII as it is; TeamCity reads both.
const ascii = (raw) => raw.replace(/[^ -~]/g, (unit) => `|0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);

const count = {};
const types = new Set();
for (const line of text.split("\n")) {
  if (!line.includes("##teamcity")) continue;
  const found = message.exec(line);
  assert.ok(found, line);
  const attributes = {};
  for (const [, name, raw] of found[2].matchAll(attribute)) {
    attributes[name] = unescape(raw);
    const again = ascii(Message.prototype.escape(attributes[name]).replace(/\|([xlp])/g, (_, code) => codes[code]));
    assert.equal(raw, again);
  }
  count[found[1]] = (count[found[1]] ?? 0) + 1;
  if (found[1] === "inspectionType") types.add(attributes.id);
  if (found[1] === "inspection") {
    assert.ok(types.has(attributes.typeId), `${attributes.typeId} is not declared`);
    assert.ok(attributes.file && attributes.message);
    assert.match(attributes.SEVERITY, /^(ERROR|WARNING)$/);
  }
}
if (report.error)
  assert.equal(count.inspection ?? 0, 0);
else
  areCauses(count.inspection ?? 0);
assert.equal(count.buildProblem ?? 0, shown > 0 ? 1 : 0);
