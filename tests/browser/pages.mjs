// Drives a browser over any page of git-done: node pages.mjs PAGE.html...
// What holds of all of them: the scorecard, the index of several repositories, the history.
// BROWSER_TOOLS, CHROMIUM: see html.bats.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brokenLinks, poorContrast } from "./inside.mjs";

const { chromium } = createRequire(resolve(process.env.BROWSER_TOOLS, "x.js"))("playwright-core");
const WIDTHS = [390, 820, 1440];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(file, { width = 820, scheme = "light", forced = "none", media = "screen" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, forcedColors: forced });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  await page.emulateMedia({ media });
  await page.goto(pathToFileURL(resolve(file)).href);
  return { page, close: () => context.close() };
}

/** What somebody who cannot see the page, or has no mouse, would miss. */
function unheard() {
  const missing = [];
  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby");
    return (element.getAttribute("aria-label") || (by && document.getElementById(by) && document.getElementById(by).textContent) ||
      (element.labels && [...element.labels].map((each) => each.textContent).join("")) || element.textContent || "").trim();
  };
  for (const element of document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")) {
    if (!nameOf(element)) missing.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const element of document.querySelectorAll("svg, img, canvas, [role=img]")) {
    const hidden = element.closest("[aria-hidden=true]");
    if (!hidden && !element.getAttribute("aria-label") && !element.querySelector("title")) missing.push(`no words: ${element.outerHTML.slice(0, 120)}`);
    if (hidden && element.querySelector("a:not([tabindex='-1'])")) missing.push(`hidden, but reached by keyboard: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    for (const head of table.querySelectorAll("thead th")) if (head.scope !== "col") missing.push(`no scope: ${head.outerHTML.slice(0, 120)}`);
    if (!table.tHead) missing.push(`a table without heads: ${table.outerHTML.slice(0, 120)}`);
    for (const row of table.querySelectorAll("tbody tr:not(.open)")) if (!row.querySelector("th[scope]")) missing.push(`a row without a head: ${row.innerHTML.slice(0, 120)}`);
    const box = table.closest("[role=region]");
    if (!table.closest("details") && !(box && nameOf(box) && box.tabIndex === 0)) missing.push(`a table that scrolls, without a name or the keyboard: ${table.className}`);
  }
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) missing.push(`h${level} is followed by h${next}: ${heading.textContent}`);
    level = next;
  }
  for (const [selector, number] of [["h1", 1], ["main", 1], ["header", 1], ["html[lang]", 1], ["title", 1]]) {
    const found = document.querySelectorAll(selector).length;
    if (selector === "title" ? !document.title : found !== number) missing.push(`${found} of ${selector}`);
  }
  return missing;
}

/** Boxes that say something by their colour alone, and have none. */
function colourless() {
  const plain = new Set(["rgba(0, 0, 0, 0)", getComputedStyle(document.body).backgroundColor]);
  return [...document.querySelectorAll(".legend i")].filter((each) => plain.has(getComputedStyle(each).backgroundColor)).length +
    [...document.querySelectorAll("h1[class]:not(.none)")].filter((each) => getComputedStyle(each).borderTopStyle === "none").length;
}

const looks = [];
const look = (name, body) => looks.push({ name, body });

for (const width of WIDTHS) {
  for (const scheme of ["light", "dark"]) {
    look(`${width} px, ${scheme}: fits and is legible`, async (file) => {
      const { page, close } = await open(file, { width, scheme });
      const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(needed <= there, `${needed} px wide in ${there}`);
      const { poor, looked } = await page.evaluate(poorContrast, 3000);
      assert.ok(looked > 20, `only ${looked} texts`);
      assert.deepEqual(poor, []);
      // A word is broken only where it has a place to break at.
      const broken = await page.evaluate(() => [...document.querySelectorAll("thead th")].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent));
      assert.deepEqual(broken, []);
      await close();
    });
  }
}

look("for those who hear it", async (file) => {
  const { page, close } = await open(file);
  assert.deepEqual(await page.evaluate(unheard), []);
  assert.deepEqual((await page.evaluate(brokenLinks)).filter((each) => !each.includes(".pages/")), []);
  await close();
});

look("by keyboard: in the order of the page, each with a mark", async (file) => {
  const { page, close } = await open(file);
  let before = null;
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const at = document.activeElement;
      const all = [...document.querySelectorAll("*")];
      const box = at.getBoundingClientRect();
      return { place: all.indexOf(at), name: at.outerHTML.slice(0, 80), mark: getComputedStyle(at).outlineStyle,
        seen: at === document.body || (box.bottom > 0 && box.top < innerHeight && box.width > 0) };
    });
    if (now.name.startsWith("<body")) break;
    assert.ok(before === null || now.place > before, `${now.name} comes after what stands behind it`);
    assert.notEqual(now.mark, "none", now.name);
    assert.ok(now.seen, `${now.name} is out of sight`);
    before = now.place;
  }
  assert.ok(before !== null, "nothing is reached");
  await close();
});

look("in colours that the system forces: nothing is said by a colour that is gone", async (file) => {
  const { page, close } = await open(file, { forced: "active" });
  assert.equal(await page.evaluate(colourless), 0);
  await close();
});

// A4 without margins, and with those that browsers leave.
for (const width of [794, 718]) look(`on paper of ${width} px: light, whole`, async (file) => {
  const { page, close } = await open(file, { scheme: "dark", media: "print", width });
  const style = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    clipped: [...document.querySelectorAll(".scroll")].filter((each) =>
      each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2).map((each) => each.textContent.slice(0, 40)),
  }));
  assert.deepEqual(style, { paper: "rgb(255, 255, 255)", clipped: [] });
  await close();
});

let failed = 0;
for (const file of process.argv.slice(2)) {
  for (const { name, body } of looks) {
    try {
      await body(file);
      console.log(`ok - ${basename(file)}: ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok - ${basename(file)}: ${name}\n${String(error.stack || error).split("\n").slice(0, 30).join("\n").replace(/^/gm, "# ")}`);
    }
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
