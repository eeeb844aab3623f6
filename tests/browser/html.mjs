// Drives a browser over an html report: node html.mjs PAGE.html [PAGE.json]
// The JSON report of the same run says what the filter must find; without it (the page of hostile
// names) only what needs no such knowledge is looked at. BROWSER_TOOLS, CHROMIUM: see html.bats.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brokenLinks, column, filterBy, picture, poorContrast } from "./inside.mjs";

const { chromium } = createRequire(resolve(process.env.BROWSER_TOOLS, "x.js"))("playwright-core");
const file = resolve(process.argv[2]);
const address = pathToFileURL(file).href;
const report = process.argv[3] && JSON.parse(readFileSync(process.argv[3], "utf8"));
const lines = readFileSync(file, "utf8").includes(" services are one line "); // the page is full: not all are told
const services = report ? report.runs.flatMap((run) => run.services) : [];
const WIDTHS = [360, 768, 1440];
// Times are of the processor, and printed for people to read: no test asserts them.

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens the page; `problems` gathers requests, errors and dialogs, none of which may be. */
async function open({ width = 1440, scheme = "light", script = true, headers = null } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: script,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const problems = [];
  const url = headers ? "http://report.example/" : address;
  if (headers) {
    await page.route(url, (route) => route.fulfill({ headers, contentType: "text/html", path: file }));
  }
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) problems.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const work = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find((each) => each.name === "TaskDuration").value;
  };
  await page.goto(url);
  if (script) await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  return { page, problems, work, close: () => context.close() };
}

async function assertFits(page, what) {
  const [needed, there] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(needed <= there, `${what}: ${needed} px wide in ${there}`);
}

/** Calls `look` until what it gives `holds`, which is given; what holds not in time is given too, to be asserted on. */
async function eventually(page, look, holds) {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (holds(found) || tries === 600) return found;
    await page.waitForTimeout(50);
  }
}

/** Where in the page a link led. The browser tells us of a move within a page some time after it was made. */
async function fragment(page) {
  const hash = await eventually(page, () => new URL(page.url()).hash, (each) => each !== "");
  return decodeURIComponent(hash.slice(1));
}

const tests = [];
const test = (name, body) => tests.push({ name, body });

for (const width of WIDTHS) {
  for (const scheme of ["light", "dark"]) {
    test(`${width} px, ${scheme}: fits, is legible, asks for nothing`, async () => {
      const { page, problems, work, close } = await open({ width, scheme });
      const took = await work();
      await assertFits(page, "the page");
      const { poor, looked } = await page.evaluate(poorContrast, 6000);
      assert.ok(looked > 50, `only ${looked} texts`);
      assert.deepEqual(poor, []);
      assert.deepEqual(await page.evaluate(brokenLinks), []);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(paper === "rgb(255, 255, 255)", scheme === "light", paper);
      assert.deepEqual(problems, []);
      await close();
      return `opening took ${Math.round(took)} ms`;
    });
  }
}

test("without script: all is there, and nothing that would not work", async () => {
  for (const width of WIDTHS) {
    const { page, problems, close } = await open({ width, script: false });
    await assertFits(page, "the page");
    assert.equal(await page.locator("#filter").isVisible(), false);
    assert.equal(await page.locator(".matrix button").count(), 0);
    const rows = await page.locator(".matrix tbody tr:not(.group)").count();
    assert.equal(await page.locator(".service").count(), rows);
    if (report) assert.equal(rows, services.length);
    await page.locator(".matrix tbody tr").last().locator("th a").last().click();
    const hash = await fragment(page);
    assert.match(hash, /^(run\d+:)?service:/);
    assert.ok(await page.locator(`[id="${hash}"]`).isVisible());
    assert.deepEqual(problems, []);
    await close();
  }
});

// As Jenkins serves what a build left: no script, no style of the page's own, a sandbox.
test("without script and style: tables, words and links", async () => {
  const { page, close } = await open({
    headers: { "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'self';" },
    script: false,
  });
  assert.equal(await page.locator("#filter").isVisible(), false);
  assert.ok(await page.getByRole("table").first().isVisible());
  assert.ok(await page.getByRole("columnheader", { name: "Verdict" }).first().isVisible());
  assert.ok(await page.getByRole("heading", { name: "Findings and fixes" }).first().isVisible());
  await close();
});

test("roles and names for those who hear the page", async () => {
  for (const width of [360, 1440]) {
    const { page, close } = await open({ width });
    assert.ok(await page.getByRole("search", { name: "Filter services" }).isVisible());
    assert.ok(await page.getByRole("status").isVisible());
    assert.ok(await page.getByRole("region", { name: "Scorecard" }).first().isVisible());
    const table = page.locator(".matrix").first();
    for (const row of (await table.locator("tbody tr:not(.group)").all()).slice(0, 3)) {
      assert.equal(await row.getByRole("rowheader").count(), 1);
      assert.match(await row.locator("td").first().innerText(), /^\S\s+\w+/u); // a sign and its words
    }
    const heads = await table.getByRole("columnheader").count();
    assert.equal(await table.locator("tbody tr:not(.group)").first().locator("th, td").count(), heads);
    await close();
  }
});

test("by keyboard alone", async () => {
  const { page, problems, close } = await open();
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none");
  await page.keyboard.press("Enter");
  assert.equal(await fragment(page), "main");
  await page.locator("#filter-text").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "filter-verdict");
  await page.locator(".matrix thead button").first().focus();
  await page.keyboard.press("Enter");
  assert.equal((await page.evaluate(column, 0)).sort, "ascending");
  assert.deepEqual(problems, []);
  await close();
});

test("sorts by name and by verdict, both ways", async () => {
  const { page, close } = await open();
  const names = new Intl.Collator("en", { numeric: true });
  const order = ["unmet", "undecided", "warned", "waived", "skipped", "met", "none"];
  const sorted = (items, compare) => assert.deepEqual(items, [...items].sort(compare));
  for (const [index, direction] of [[0, 1], [0, -1], [1, 1], [1, -1], [2, 1]]) {
    await page.locator(".matrix").first().locator("thead button").nth(index).click();
    const found = await page.evaluate(column, index);
    assert.equal(found.sort, direction > 0 ? "ascending" : "descending");
    if (index === 0) sorted(found.names, (a, b) => direction * names.compare(a, b));
    else sorted(found.classes, (a, b) => direction * (order.indexOf(a) - order.indexOf(b)));
    if (report) assert.deepEqual([...found.names].sort(), services.map((each) => each.name).sort());
  }
  await close();
});

test("a row opens to the details of its service, and closes", async () => {
  for (const width of [360, 1440]) {
    const { page, problems, close } = await open({ width });
    const row = page.locator(".matrix tbody tr:not(.group)").first();
    const name = await row.locator("th a").innerText();
    const fold = row.getByRole("button", { name: `Details of ${name}` });
    const sections = await page.locator("section.service").count();
    await fold.focus();
    await page.keyboard.press("Enter");
    assert.equal(await fold.getAttribute("aria-expanded"), "true");
    const opened = page.locator(".matrix tr.open section.service");
    assert.ok(await opened.isVisible());
    assert.ok((await opened.locator("h3, h4").first().textContent()).startsWith(name));
    assert.equal(await page.locator("section.service").count(), sections);
    await assertFits(page, "the page with an open row");
    await page.locator(".matrix thead button").first().click(); // sorting closes it first
    assert.equal(await page.locator(".matrix tr.open").count(), 0);
    assert.equal(await page.locator("section.service").count(), sections);
    const again = page.locator(".matrix tbody tr").filter({ has: page.locator("th a", { hasText: new RegExp(`^${name}$`) }) }).locator(".fold");
    await again.click();
    await again.click();
    assert.equal(await page.locator(".matrix tr.open").count(), 0);
    assert.deepEqual(problems, []);
    await close();
  }
});

test("the head says what was judged", async () => {
  const { page, close } = await open();
  const said = await page.locator(".where").first().innerText();
  if (report) {
    const [run] = report.runs;
    for (const part of [report.project ?? "", `branch ${run.branch}`, run.head.slice(0, 10), run.head_day, run.policy.path]) {
      assert.ok(said.includes(part), `${part} is not in: ${said}`);
    }
  }
  await close();
});

const tiers = ["bronze", "silver", "gold"];
const tierOf = (service) => tiers.indexOf(service.tier) + 1;

if (services.some((each) => each.target)) {
  test("services stand by the tier that they reach, and sort by it", async () => {
    const { page, problems, close } = await open();
    const groups = await page.locator(".matrix tbody").evaluateAll((bodies) => bodies.map((body) => ({
      head: body.rows[0].innerText,
      names: [...body.rows].slice(1).map((row) => row.cells[0].querySelector("a").textContent),
    })));
    const heads = ["Below bronze", "Bronze", "Silver", "Gold"];
    const expected = heads.map((head, tier) => ({ head, names: services.filter((each) => tierOf(each) === tier).map((each) => each.name) }))
      .filter((each) => each.names.length);
    assert.equal(groups.length, expected.length);
    groups.forEach(({ head, names: found }, index) => {
      assert.ok(head.startsWith(expected[index].head), head);
      assert.ok(head.includes(String(found.length)), head);
      assert.deepEqual([...found].sort(), expected[index].names.sort());
    });
    await page.locator("#filter-text").fill("no such thing");
    await page.getByText("No service matches").waitFor();
    assert.equal(await page.locator("tr.group:visible").count(), 0);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.locator(".matrix thead button").nth(2).click();
    const order = await page.locator(".matrix tbody tr").evaluateAll((rows) => rows.map((row) => row.cells[0].querySelector("a").textContent));
    const reached = order.map((name) => tierOf(services.find((each) => each.name === name)));
    assert.deepEqual(reached, [...reached].sort());
    assert.deepEqual(problems, []);
    await close();
  });

  test("nine criteria and the gate's own fit at 1440 px", async () => {
    const { page, close } = await open({ width: 1440 });
    const [needed, there, columns] = await page.evaluate(() => {
      const table = document.querySelector(".matrix");
      return [table.scrollWidth, table.parentElement.clientWidth, table.tHead.rows[0].cells.length];
    });
    assert.ok(columns >= 9 + 3, `${columns} columns`);
    // And a tenth, the gate's own.
    if (columns <= 10 + 3) assert.ok(needed <= there, `${needed} px wide in ${there}`);
    await close();
  });
}

test("a cell says how much of its criterion is met", async () => {
  const { page, close } = await open();
  for (const service of services.slice(0, 20)) {
    const cells = await page.locator(".matrix tbody tr:not(.group)")
      .filter({ has: page.locator(`th a[href="#service:${service.name}"]`) }).locator("td:not(.tier)").allInnerTexts();
    service.criteria.forEach((each) => {
      const judged = each.checks.filter((check) => !["not applicable", "next"].includes(check.verdict));
      const share = `${judged.filter((check) => check.verdict === "met").length}/${judged.length}`;
      if (judged.length) assert.ok(cells.some((cell) => cell.includes(share)), `${service.name}: ${share} in ${cells}`);
    });
  }
  await close();
});

/** Names of the services of which the JSON report says so. */
const names = (holds) => services.filter(holds).map((each) => each.name).sort();
const criterion = (service, id) => service.criteria.find((each) => each.id === id);

if (report) {
  test("filters by verdict, criterion and text as the JSON report says", async () => {
    const { page, problems, work, close } = await open();
    const last = services[services.length - 1];
    let slowest = 0;
    for (const [wanted, expected] of [
      [{ verdict: "unmet" }, names((each) => each.verdict === "unmet")],
      [{ verdict: "unmet undecided", criterion: "docs" }, names((each) => criterion(each, "docs").verdict === "unmet")],
      [{ criterion: "logging" }, names((each) => criterion(each, "logging").verdict !== "not applicable")],
      [{ verdict: "none", criterion: "logging" }, names((each) => criterion(each, "logging").verdict === "not applicable")],
      [{ text: last.name }, names((each) => each.name.includes(last.name))],
      [{ text: "RUNBOOK docs.runbook" }, names((each) =>
        criterion(each, "docs").checks.some((check) => check.id === "docs.runbook" && check.verdict === "unmet"))],
      [{ text: "no such thing" }, []],
      [{}, names(() => true)],
    ]) {
      const before = await work();
      const found = await page.evaluate(filterBy, wanted);
      const took = (await work()) - before;
      const what = JSON.stringify(wanted);
      assert.deepEqual([...found.rows].sort(), expected, what);
      assert.equal(found.sections, expected.length, what);
      assert.match(found.said, expected.length
        ? new RegExp(`^${expected.length} of ${services.length} service`) : /^No service matches/, what);
      slowest = Math.max(slowest, took);
    }
    assert.deepEqual(problems, []);
    await close();
    return `at most ${Math.round(slowest)} ms`;
  });

  test("shows all again, also for a link into what is hidden", async () => {
    const { page, close } = await open();
    const service = services[0];
    await page.locator("#filter-text").fill("no such thing");
    await page.getByText("No service matches").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText(`${services.length} of ${services.length} services shown`).waitFor();
    await page.locator("#filter-text").fill("no such thing");
    await page.getByText("No service matches").waitFor();
    await page.evaluate((name) => { location.hash = `service:${name}`; }, service.name);
    await page.getByText(`${services.length} of ${services.length} services shown`).waitFor();
    assert.equal(await page.locator("#filter-text").inputValue(), "");
    assert.ok(await page.locator(`[id="service:${service.name}"]`).isVisible());
    await close();
  });

  test("a cell leads to its findings and fixes", async () => {
    for (const width of WIDTHS) {
      const { page, close } = await open({ width });
      const cell = page.locator(".matrix tbody td.unmet a").nth(1);
      const target = (await cell.getAttribute("href")).slice(1);
      await cell.click();
      const seen = page.locator(`[id="${target}"]`);
      const inView = (box) => box && box.y >= 0 && box.y < 900;
      const box = await eventually(page, () => seen.boundingBox(), inView);
      assert.ok(inView(box), `${target} is at ${box && box.y}`);
      const section = page.locator(".service").filter({ has: seen });
      assert.ok(await section.locator(".check code").first().isVisible());
      const shared = section.locator('.check a[href*="cause:"]');
      if (await shared.count() === 0) {
        assert.ok(await section.locator(".fix").first().isVisible());
      } else {
        await shared.first().focus();
        await page.keyboard.press("Enter");
        const cause = page.locator(`[id="${await eventually(page, () => fragment(page), (each) => each.startsWith("cause:"))}"]`);
        const there = await eventually(page, () => cause.boundingBox(), inView);
        assert.ok(inView(there), `the cause is at ${there && there.y}`);
        assert.ok(await cause.locator(".fix").first().isVisible());
      }
      await close();
    }
  });

  test("what three services or more miss in the same way stands once, and each of them leads there", async () => {
    for (const script of [true, false]) {
      const { page, problems, close } = await open({ script });
      const causes = await page.locator(".cause").evaluateAll((all) => all.map((each) => ({
        id: each.id,
        check: each.querySelector("code").textContent,
        said: Number(/in (\d+) services/.exec(each.querySelector(".who").textContent)[1]),
        named: [...each.querySelectorAll('a[href^="#service:"]')].map((link) => link.textContent),
        led: [...document.querySelectorAll(`.check a[href="#${each.id}"]`)].map((link) => link.closest(".service").querySelector("h3, h4").firstChild.data.trim()),
      })));
      const short = (service, id) => service.criteria.flatMap((each) => each.checks)
        .find((check) => check.id === id && ["unmet", "undecided"].includes(check.verdict));
      for (const cause of causes) {
        assert.ok(cause.said >= 3, cause.id);
        assert.equal(cause.named.length, Math.min(cause.said, 100), cause.id);
        assert.equal(new Set(cause.named).size, cause.named.length, cause.id);
        for (const name of cause.named) assert.ok(short(services.find((each) => each.name === name), cause.check), `${cause.id}: ${name}`);
        if (!lines) assert.equal(cause.led.length, cause.said, cause.id);
        if (!lines) assert.deepEqual(cause.named.filter((name) => !cause.led.includes(name)), [], cause.id);
      }
      assert.ok(causes.length > 0 || services.length < 100, "no cause is shared");
      assert.deepEqual(problems, []);
      await close();
    }
  });
}

/** Calls of the run's sheets: "checkout → billing" with how, as the picture and the table say it. */
function callsOf(run) {
  const calls = new Map();
  for (const service of run.services) {
    for (const call of (service.sheet || { calls: [] }).calls) {
      const key = `${service.name} → ${call.to}`;
      const how = call.style + (call.via ? ` via ${call.via}` : "");
      calls.set(key, calls.has(key) ? `${calls.get(key)}; ${how}` : how);
    }
  }
  return calls;
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

if (report) {
  const calls = callsOf(report.runs[0]);

  test("the picture of who calls whom says what the sheets say", async () => {
    for (const script of [true, false]) {
      const { page, problems, close } = await open({ script });
      const seen = await page.evaluate(picture);
      assert.equal(await page.locator("h2#graph").innerText(), "Who calls whom");
      assert.match(seen.words, new RegExp(`^By their sheets: ${calls.size} calls among \\d+ services`));
      assert.equal(seen.stops, 0); // the table is for the keyboard
      for (const edge of seen.edges) {
        const said = edge.title.replace("; it closes a circle", "");
        const [key, how] = [said.slice(0, said.indexOf(": ")), said.slice(said.indexOf(": ") + 2)];
        assert.equal(how, calls.get(key), edge.title);
        assert.equal(edge.dashed, !/(^|; )sync/.test(how), edge.title);
        const [from, to] = [seen.nodes[edge.from], seen.nodes[edge.to]];
        assert.equal(key, `${from.title.split(": ")[0]} → ${to.title.split(": ")[0]}`);
        assert.ok(edge.back ? from.box.left > to.box.right : from.box.right < to.box.left, edge.title);
      }
      if (seen.edges.length < calls.size) assert.match(seen.words, /Drawn are \d+ services and \d+ calls/);
      else assert.equal(seen.edges.length, calls.size);
      assert.deepEqual(problems, []);
      await close();
    }
  });

  test("boxes stand apart, hold their words, and say a sign besides a colour", async () => {
    for (const width of WIDTHS) {
      const { page, close } = await open({ width });
      const seen = await page.evaluate(picture);
      seen.nodes.forEach((node, index) => {
        assert.ok(node.text.left >= node.box.left && node.text.right <= node.box.right, node.label);
        assert.match(node.label, { met: /^✓/, unmet: /^✗/, warned: /^!/, none: /^–/, waived: /^~/, other: /^○/, external: /^↗/ }[node.kind]);
        for (const other of seen.nodes.slice(index + 1)) assert.ok(!meet(node.box, other.box), `${node.label}, ${other.label}`);
      });
      if (width === 360) assert.ok(seen.scrolls);
      await close();
    }
  });

  test("a box leads to its service, in the picture and in the table", async () => {
    const { page, close } = await open();
    const seen = await page.evaluate(picture);
    for (const node of seen.nodes) {
      const name = node.title.split(": ")[0];
      const judged = services.some((each) => each.name === name);
      assert.equal(node.href, judged && node.kind !== "external" ? `#service:${name}` : null, node.title);
    }
    await page.locator(".node a").first().click();
    const target = await fragment(page);
    assert.ok(await page.locator(`[id="${target}"]`).isVisible());
    await page.locator("details.calls summary").focus();
    await page.keyboard.press("Enter");
    const rows = await page.locator("details.calls tbody tr").evaluateAll((all) => all.map((row) =>
      [...row.cells].map((cell) => (cell.firstElementChild || cell).localName === "small" || !cell.firstElementChild
        ? cell.firstChild.data.trim() : cell.firstElementChild.textContent)));
    for (const [from, to, how] of rows) assert.equal(how, calls.get(`${from} → ${to}`), `${from}, ${to}`);
    assert.equal(rows.length, Math.min(calls.size, 2000));
    await close();
  });

  test("who is pointed at stands out with its neighbours", async () => {
    const { page, close } = await open();
    const seen = await page.evaluate(picture);
    const { from, to } = seen.edges[0];
    await page.locator(`.node[data-node="${from}"]`).hover();
    assert.equal(await page.locator("svg.picked").count(), 1);
    assert.match(await page.locator(`.node[data-node="${to}"]`).getAttribute("class"), /picked/);
    const picked = seen.edges.filter((edge) => edge.from === from || edge.to === from).length;
    assert.equal(await page.locator("path.picked").count(), picked);
    await page.locator("h1").hover();
    assert.equal(await page.locator("svg.picked").count(), 0);
    await close();
  });

  test("experiments and waivers stand by date", async () => {
    const { page, close } = await open();
    const rows = await page.locator("table.dates tbody tr").evaluateAll((all) => all.map((row) => ({
      day: row.querySelector("time").dateTime,
      said: row.querySelector("time").textContent,
      left: row.cells[0].querySelector("small").textContent,
      service: row.cells[1].textContent,
      what: row.cells[2].textContent,
      state: row.cells[3].querySelector("b").textContent,
    })));
    const expected = services.flatMap((service) => [
      ...(service.sheet && service.sheet.stage === "experiment" ? [`${service.sheet.until} ${service.name} experiment`] : []),
      ...service.criteria.flatMap((each) => each.checks).filter((check) => check.waiver)
        .map((check) => `${check.waiver.until} ${service.name} waiver of ${check.id}`),
    ]);
    assert.deepEqual(rows.map((row) => `${row.day} ${row.service} ${row.what}`).sort(), expected.sort());
    assert.deepEqual(rows.map((row) => row.day), rows.map((row) => row.day).sort());
    for (const row of rows) {
      assert.equal(row.said, row.day);
      const days = (Date.parse(row.day) - Date.parse(report.now)) / 86400000;
      assert.ok(row.left.includes(String(Math.abs(days))) || days === 0, `${row.day}: ${row.left}`);
      assert.equal(/^ended/.test(row.left), days < 0);
      if (days < 0) assert.match(row.state, /over|not needed/);
    }
    await close();
  });
}

test("on paper: light, whole, without controls", async () => {
  const { page, close } = await open({ scheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.locator("#filter").isVisible(), false);
  const style = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    clipped: [...document.querySelectorAll(".scroll")].some((each) => each.scrollHeight > each.clientHeight + 2),
  }));
  assert.deepEqual(style, { paper: "rgb(255, 255, 255)", clipped: false });
  await close();
});

let failed = 0;
console.log(`1..${tests.length}`);
for (const [index, { name, body }] of tests.entries()) {
  try {
    const note = await body();
    console.log(`ok ${index + 1} - ${name}${note ? ` (${note})` : ""}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${index + 1} - ${name}\n${String(error.stack || error).split("\n").slice(0, 30).join("\n").replace(/^/gm, "# ")}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
