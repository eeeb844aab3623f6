// The html report: filter and sort. All that is said stands in the page without it.
(() => {
  "use strict";

  const form = document.getElementById("filter");
  const tables = [...document.querySelectorAll("table.matrix")];
  if (!form || !tables.length) return;
  const text = document.getElementById("filter-text");
  const verdict = document.getElementById("filter-verdict");
  const criterion = document.getElementById("filter-criterion");
  const count = document.getElementById("filter-count");
  const UNFOLDED = "▾", FOLDED = "▸";
  const order = ["unmet", "undecided", "warned", "owed", "waived", "skipped", "met", "none"];

  const nameOf = (row) => row.cells[0].querySelector("a").textContent;

  // The first class is the state; the second says how much of it is met.
  function stateOf(cell) {
    return cell.classList[0];
  }

  // A row opens to the service's details: they are moved there, and back to where they stand.
  function addFold(entry) {
    const fold = document.createElement("button");
    fold.type = "button";
    fold.className = "fold";
    fold.textContent = FOLDED;
    fold.setAttribute("aria-expanded", "false");
    fold.setAttribute("aria-label", `Details of ${nameOf(entry.row)}`);
    entry.row.cells[0].prepend(fold);
    entry.fold = fold;
    fold.addEventListener("click", () => (entry.open ? foldUp : unfold)(entry));
  }

  function unfold(entry) {
    const row = document.createElement("tr");
    const cell = document.createElement("td");
    row.className = "open";
    cell.colSpan = entry.row.cells.length;
    entry.home = document.createComment("");
    entry.section.replaceWith(entry.home);
    cell.append(entry.section);
    row.append(cell);
    entry.row.after(row);
    entry.open = row;
    entry.fold.textContent = UNFOLDED;
    entry.fold.setAttribute("aria-expanded", "true");
  }

  function foldUp(entry) {
    entry.home.replaceWith(entry.section);
    entry.open.remove();
    entry.open = null;
    entry.fold.textContent = FOLDED;
    entry.fold.setAttribute("aria-expanded", "false");
  }

  // One entry a service: its row, its details, the states of its cells by criterion ("": its own).
  const entries = [];
  const titles = new Map();
  for (const table of tables) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.criterion);
    for (const head of table.tHead.rows[0].cells) {
      if (head.dataset.criterion) titles.set(head.dataset.criterion, head.textContent);
    }
    for (const row of table.querySelectorAll("tbody tr:not(.group)")) {
      const states = new Map();
      for (let i = 1; i < row.cells.length; i++) {
        if (row.cells[i].dataset.tier === undefined) states.set(heads[i] || "", stateOf(row.cells[i]));
      }
      const id = row.cells[0].firstElementChild.getAttribute("href").slice(1);
      const entry = { table, row, section: document.getElementById(id), states, words: null, shown: true, open: null };
      entries.push(entry);
      if (entry.section) addFold(entry);
    }
  }
  for (const [id, title] of titles) criterion.append(new Option(title, id));

  // What stands once for many services is said of each: the words of a cause, but for their names.
  const causes = new Map();
  function wordsOfCause(link) {
    const id = link.getAttribute("href").slice(1);
    if (!causes.has(id)) {
      const parts = document.getElementById(id).querySelectorAll("h3, h4, p:not(.who, details p), .fix");
      causes.set(id, [...parts].map((each) => each.textContent).join("\n"));
    }
    return causes.get(id);
  }

  // Name, path and what falls short; read when it is first asked for.
  function wordsOf(entry) {
    if (entry.words === null) {
      const parts = [entry.row.cells[0].textContent];
      if (entry.section) {
        for (const part of entry.section.querySelectorAll(".about, .check")) parts.push(part.textContent);
        for (const link of entry.section.querySelectorAll('.check a[href*="cause:"]')) parts.push(wordsOfCause(link));
      }
      entry.words = parts.join("\n").toLowerCase();
    }
    return entry.words;
  }

  function matches(entry, wanted) {
    const state = entry.states.get(wanted.criterion);
    if (state === undefined) return false;
    if (wanted.states.length ? !wanted.states.includes(state) : wanted.criterion && state === "none") return false;
    return wanted.words.every((word) => wordsOf(entry).includes(word));
  }

  function filter() {
    const wanted = {
      words: text.value.toLowerCase().split(/\s+/).filter(Boolean),
      states: verdict.value.split(" ").filter(Boolean),
      criterion: criterion.value,
    };
    let shown = 0;
    for (const entry of entries) {
      const show = matches(entry, wanted);
      shown += show;
      if (show === entry.shown) continue;
      entry.shown = show;
      if (entry.open) foldUp(entry);
      entry.row.hidden = !show;
      if (entry.section) entry.section.hidden = !show;
    }
    for (const group of document.querySelectorAll("tr.group")) {
      const rows = [...group.parentElement.rows];
      group.hidden = rows.every((row) => row === group || row.hidden);
    }
    count.textContent = shown
      ? `${shown} of ${entries.length} ${entries.length === 1 ? "service" : "services"} shown`
      : `No service matches, of ${entries.length}`;
  }

  let pending = 0;
  function filterSoon() {
    clearTimeout(pending);
    pending = setTimeout(filter, 60);
  }

  const names = new Intl.Collator(undefined, { numeric: true });
  const rankOf = (row, column) => {
    const { tier } = row.cells[column].dataset;
    return tier === undefined ? order.indexOf(stateOf(row.cells[column])) : Number(tier);
  };

  // First click: names from A, states from the worst on. The next one turns it round.
  function sort(table, column) {
    const head = table.tHead.rows[0].cells[column];
    const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const rows = [];
    for (const entry of entries) {
      if (entry.table !== table) continue;
      if (entry.open) foldUp(entry);
      rows.push({ row: entry.row, name: nameOf(entry.row), rank: column ? rankOf(entry.row, column) : 0 });
    }
    rows.sort((a, b) => direction * (a.rank - b.rank || (column ? 0 : names.compare(a.name, b.name)))
      || names.compare(a.name, b.name));
    for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    // In this order there are no groups any more.
    for (const group of table.querySelectorAll("tr.group")) group.remove();
    table.tBodies[0].append(...rows.map((each) => each.row));
  }

  for (const table of tables) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => sort(table, column));
    });
  }

  // Who is pointed at in the picture stands out, with whom it calls and who calls it.
  for (const graph of document.querySelectorAll("svg.picture")) {
    const nodes = [...graph.querySelectorAll(".node")];
    const edges = [...graph.querySelectorAll("[data-from]")];
    graph.addEventListener("pointerover", (event) => {
      const at = event.target.closest(".node");
      const number = at && at.dataset.node;
      graph.classList.toggle("picked", Boolean(at));
      for (const node of nodes) node.classList.toggle("picked", node === at);
      for (const edge of at ? edges : []) {
        const { from, to } = edge.dataset;
        const touches = from === number || to === number;
        edge.classList.toggle("picked", touches);
        if (touches) for (const end of [from, to]) nodes[end].classList.add("picked");
      }
    });
    graph.addEventListener("pointerleave", () => graph.classList.remove("picked"));
  }

  // A link into what the filter hides shows it again.
  function reveal() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // no id of this page
    }
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  text.addEventListener("input", filterSoon);
  verdict.addEventListener("change", filter);
  criterion.addEventListener("change", filter);
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
  form.hidden = false;
  filter();
})();
