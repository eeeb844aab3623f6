// Functions that run inside the page: each is handed to the browser as text and uses nothing else.

/** Texts whose colours are too near to each other, at most `most` of them looked at. */
export function poorContrast(most) {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (front, back) => ({
    r: front.r * front.a + back.r * (1 - front.a),
    g: front.g * front.a + back.g * (1 - front.a),
    b: front.b * front.a + back.b * (1 - front.a),
    a: 1,
  });
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) layers.push(parse(getComputedStyle(each).backgroundColor));
    return layers.reverse().reduce((back, front) => over(front, back), parse("rgb(255, 255, 255)"));
  };
  const poor = [];
  let looked = 0;
  // In a picture what is behind a text is the box that it stands in.
  const under = (element) => {
    const box = element.closest("svg") && element.parentElement.querySelector("rect, path");
    return box ? over(parse(getComputedStyle(box).fill), behind(element.closest("svg"))) : behind(element);
  };
  const judge = (element, color, what, least) => {
    const found = ratio(over(parse(color), under(element)), under(element));
    if (found < least) poor.push(`${what}: ${found.toFixed(2)} < ${least} (${color})`);
    looked++;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && looked < most) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest("script, style, [hidden], option, meter, svg title")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    judge(element, element.closest("svg") ? style.fill : style.color, texts.currentNode.data.trim().slice(0, 40), large ? 3 : 4.5);
  }
  for (const input of document.querySelectorAll("input, select, button")) {
    judge(input, getComputedStyle(input).color, input.id || input.textContent, 4.5);
    if (input.placeholder) judge(input, getComputedStyle(input, "::placeholder").color, "placeholder", 4.5);
    if (input.closest("form")) judge(input.parentElement, getComputedStyle(input).borderTopColor, "border", 3);
  }
  for (const line of document.querySelectorAll("svg .edges path")) {
    judge(line.closest("svg").parentElement, getComputedStyle(line).stroke, `line ${line.className.baseVal}`, 3);
  }
  return { poor, looked };
}

/** Fragments that lead nowhere, and links that leave the page. */
export function brokenLinks() {
  const broken = [];
  for (const link of document.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (href.startsWith("#") ? !document.getElementById(href.slice(1)) : !/^https?:\/\//.test(href)) broken.push(href);
  }
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const seen = new Set();
  for (const id of ids) {
    if (seen.has(id)) broken.push(`twice: ${id}`);
    seen.add(id);
  }
  return broken;
}

/** Sets the filter, waits until it is painted, and tells what is shown. */
export async function filterBy(wanted) {
  const set = (id, value, event) => {
    const input = document.getElementById(id);
    if (input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  set("filter-verdict", wanted.verdict || "", "change");
  set("filter-criterion", wanted.criterion || "", "change");
  const typed = document.getElementById("filter-text").value !== (wanted.text || "");
  set("filter-text", wanted.text || "", "input");
  if (typed) await new Promise((done) => setTimeout(done, 70)); // it waits for the next letter
  await painted();
  const visible = (selector) => [...document.querySelectorAll(selector)].filter((each) => !each.hidden);
  return {
    rows: visible(".matrix tbody tr:not(.group)").map((row) => row.cells[0].querySelector("a").textContent),
    sections: visible(".service").length,
    said: document.getElementById("filter-count").textContent,
  };
}

/** Names and classes down a column of the first matrix, with what its head says of the order. */
export function column(index) {
  const table = document.querySelector(".matrix");
  return {
    sort: table.tHead.rows[0].cells[index].getAttribute("aria-sort"),
    names: [...table.tBodies[0].rows].map((row) => row.cells[0].querySelector("a").textContent),
    classes: [...table.tBodies[0].rows].map((row) => row.cells[index].classList[0]),
  };
}

/** The first picture: its boxes and lines as the browser has them, in pixels of the page. */
export function picture() {
  const svg = document.querySelector("svg.picture");
  if (!svg) return null;
  const box = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return {
    width: svg.getBoundingClientRect().width,
    scrolls: svg.parentElement.scrollWidth > svg.parentElement.clientWidth,
    stops: svg.querySelectorAll("a:not([tabindex='-1'])").length,
    words: document.getElementById("graph").nextElementSibling.textContent,
    nodes: [...svg.querySelectorAll(".node")].map((node) => ({
      box: box(node.querySelector("rect, path")),
      text: box(node.querySelector("text")),
      title: node.querySelector("title").textContent,
      label: node.querySelector("text").textContent,
      kind: node.getAttribute("class").replace("node ", ""),
      href: node.querySelector("a") && node.querySelector("a").getAttribute("href"),
    })),
    edges: [...svg.querySelectorAll("[data-from]")].map((edge) => ({
      from: Number(edge.dataset.from),
      to: Number(edge.dataset.to),
      dashed: getComputedStyle(edge).strokeDasharray !== "none",
      back: edge.classList.contains("back"),
      title: edge.querySelector("title").textContent,
    })),
  };
}
