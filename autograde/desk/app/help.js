// Help: the coach's guide.

import { keysOn, setKeys } from "./keys.js";
import { el, fill } from "./parts.js";
import { sheet } from "./sheet.js";

sheet("help.css");

export async function show(place, api) {
  const { blocks } = await api.get("guide");
  let number = 0;
  const named = blocks.map((one) => ({ ...one, id: one.kind === "h2" ? `part-${(number += 1)}` : null }));
  const jump = (id) => (event) => {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  };
  const parts = el(
    "nav",
    { class: "guide-parts", "aria-label": "Parts of the guide" },
    el("ul", {}, named.filter((one) => one.id).map((one) => el("li", {}, el("a", { href: "#/help", on: { click: jump(one.id) } }, text(one.text))))),
  );
  const [title, ...rest] = named.map(block);
  fill(place, el("article", { class: "guide" }, title, keys(api), parts, rest));
  return {};
}

/** Single keys on or off, for this computer. */
function keys(api) {
  const box = el("input", {
    type: "checkbox",
    id: "keys",
    checked: keysOn(),
    on: {
      change: () => {
        if (!setKeys(box.checked)) return api.trouble("This browser keeps no settings, so the keys stay on.");
        return api.say(box.checked ? "Single keys mark and move." : "Single keys do nothing now.");
      },
    },
  });
  return el("p", { class: "setting" }, box, " ", el("label", { for: "keys" }, "Mark and move with single keys (on this computer)"));
}

function block(one) {
  if (one.kind === "ul" || one.kind === "ol") return el(one.kind, {}, one.items.map((each) => el("li", {}, text(each))));
  if (one.kind === "table") {
    return el(
      "table",
      {},
      el("thead", {}, el("tr", {}, one.head.map((each) => el("th", { scope: "col" }, text(each))))),
      el("tbody", {}, one.rows.map((row) => el("tr", {}, row.map((each) => el("td", {}, text(each)))))),
    );
  }
  return el(one.kind, { id: one.id, tabindex: one.id ? -1 : null }, text(one.text));
}

function text(spans) {
  return spans.map((one) => (one.as ? el(one.as, {}, one.text) : one.text));
}
