// GitHub's annotations. The runner's parser is on no registry, so it is read as the documentation says, and
// GitHub's own toolkit must write what was read byte for byte.
import assert from "node:assert/strict";
import { need, shown, text } from "./case.mjs";

const { issueCommand } = need("@actions/core/lib/command.js");
const data = (value) => value.replace(/%0D/g, "\r").replace(/%0A/g, "\n").replace(/%25/g, "%");
const property = (value) => data(value.replace(/%3A/g, ":").replace(/%2C/g, ","));

function written(...command) {
  const write = process.stdout.write;
  let out = "";
  process.stdout.write = (part) => (out += part);
  try {
    issueCommand(...command);
  } finally {
    process.stdout.write = write;
  }
  return out.trimEnd();
}

const count = { error: 0, warning: 0 };
for (const line of text.split("\n")) {
  const found = /^::(error|warning) ([^:]*)::(.+)$/.exec(line);
  if (!found) {
    // The runner takes a command with blanks before it, and the older form anywhere.
    assert.doesNotMatch(line, /^\s*::|##\[/);
    continue;
  }
  const properties = Object.fromEntries(found[2].split(",").map((each) => {
    const at = each.indexOf("=");
    return [each.slice(0, at), property(each.slice(at + 1))];
  }));
  assert.ok(properties.file && properties.title);
  assert.equal(written(found[1], properties, data(found[3])), line.trimEnd());
  count[found[1]]++;
}
assert.ok(count.error <= 10 && count.warning <= 10, "more than a step shows");
assert.equal(count.error + count.warning > 0, shown > 0);
