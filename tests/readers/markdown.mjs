// Markdown as cmark-gfm renders it, GitHub's own program: REPORT is its HTML, the folder has the source; of the
// format "markdown", or of the one that is named.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { folder, services, text } from "./case.mjs";

const format = process.argv[4] ?? "markdown";
const source = readFileSync(resolve(folder, format), "utf8");
assert.ok(source.startsWith("<!-- git-done -->\n"), "no mark for a bot to find");
assert.ok([...source].length <= 65536, "longer than a comment may be");

// What is not markup of ours is text: no element, link or mention that repository or policy wrote.
const ours = new Set(["h2", "h3", "p", "br", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "code", "pre",
  "ul", "li", "details", "summary", "hr"]);
const open = [];
for (const [, slash, name, rest] of text.replace(/<!--.*?-->/gs, "").matchAll(/<(\/?)([a-zA-Z][\w-]*)([^>]*)>/g)) {
  assert.ok(ours.has(name), `<${name}${rest}>`);
  assert.match(rest, /^( align="\w+"| class="language-text"| \/)*$/, `<${name}${rest}>`);
  if (name === "br" || name === "hr") continue;
  if (slash) assert.equal(open.pop(), name);
  else open.push(name);
}
assert.deepEqual(open, []);

const rows = [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map((row) => row[1].match(/<t[hd]/g).length);
assert.ok(rows.every((cells) => cells === rows[0]), "rows of different width");
if (format === "comment") {
  const causes = new Set(services.flatMap((each) => each.criteria).flatMap((each) => each.checks)
    .filter((check) => check.verdict === "undecided" || (check.verdict === "unmet" && check.level === "error"))
    .map((check) => check.id));
  const said = rows.length - 1;
  assert.equal(rows.length > 0, causes.size > 0, "a table where there are causes");
  assert.ok(said <= 20, `${said} causes`);
  if (said > 0 && said < 20) for (const id of causes) assert.ok(text.includes(`<strong>${id}</strong>`), id);
} else if (services.length > 0) {
  const left = Number(/and (\d+) more services?, none worse than these/.exec(source)?.[1] ?? 0);
  assert.equal(rows.length - 1 + left, services.length);
} else {
  assert.equal(rows.length, 0);
}
