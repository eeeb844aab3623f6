// Checkstyle's XML, by the plugin of Danger that comments pull requests from it.
import assert from "node:assert/strict";
import { need, areCauses, text } from "./case.mjs";

const { xml2js } = need("xml-js");
const { parseCheckstyle } = need("danger-plugin-lint-report/dist/parse/checkstyle_parser");
const violations = parseCheckstyle(xml2js(text), "/nowhere");
for (const violation of violations) {
  assert.ok(violation.file && violation.message && violation.line > 0);
  assert.match(violation.severity, /^(error|warning)$/);
}
areCauses(violations.length);
