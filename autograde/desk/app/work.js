// The learner's side of a screen: what they ask, the drawing, their words, what the check saw.

import { drawing, el } from "./parts.js";

const SIGNS = { missed: "✗ missing", asked: "? asked" };
const MANY = 6;

/** The drawing, as wide as there is room; a press shows it in full size. */
export function paper(svg, alt, artifact) {
  if (!svg) return el("p", { class: "le-quiet" }, `There is no drawing of this ${artifact}.`);
  const frame = el("div", { class: "paper", tabindex: 0, role: "region", "aria-label": `The ${artifact}` }, drawing(svg, `The ${artifact}; all of it stands as text below.`));
  const larger = el("button", { type: "button", class: "link" }, "Larger");
  larger.addEventListener("click", () => {
    larger.textContent = frame.classList.toggle("large") ? "Smaller" : "Larger";
  });
  return el("div", { class: "work-drawing" }, frame, larger);
}

/** The question to the coach, first of all. */
export function request(data, words) {
  if (!data.help) return null;
  return el("div", { class: "le-callout le-ask" }, el("p", {}, el("strong", {}, "They ask you:")), words.block(data.help, "help", "p"));
}

/** Statement, words and the whole work as text, to quote from. */
export function written(data, words, said) {
  return el(
    "div",
    { class: "written" },
    said && [el("h2", {}, "What they wrote"), said],
    data.statement && [el("h3", {}, "In one sentence"), words.block(data.statement, "statement")],
    data.words.map((one) => [el("h3", {}, one.title), words.block(one.text, one.where)]),
    data.alt && el("details", {}, el("summary", {}, `The ${data.artifact} as text, to quote from`), words.block(data.alt, "text", "div")),
  );
}

/** What the check asked and missed, most certain first; what is in place is only counted. */
export function findings(data) {
  const item = (one) =>
    el(
      "li",
      {},
      el("strong", { class: one.status }, SIGNS[one.status]),
      ` ${one.what} `,
      el("span", { class: "le-quiet" }, [one.why, one.next].filter(Boolean).join(" ")),
    );
  const first = data.look.slice(0, MANY);
  const more = data.look.slice(MANY);
  return el(
    "section",
    { class: "findings" },
    el("h2", {}, "What the check saw"),
    first.length ? el("ul", {}, first.map(item)) : el("p", {}, "Nothing to ask and nothing missing."),
    more.length > 0 && el("details", {}, el("summary", {}, `${more.length} more`), el("ul", {}, more.map(item))),
    data.good?.length > 0 &&
      el("details", {}, el("summary", {}, `${data.good.length} in place`), el("ul", {}, data.good.map((text) => el("li", {}, text)))),
  );
}
