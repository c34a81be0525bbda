// What a learner wrote, as text that a coach can quote from; quoted phrases are marked in it.

import { el, fill } from "./parts.js";

const SHORTEST = 3;

/** The learner's words of one hand-in, wherever they stand on the screen. */
export class Words {
  constructor() {
    this.places = [];
    this.quotes = [];
  }

  /** A block with the learner's text; `where` says which part of the work it is. */
  block(text, where, tag = "blockquote") {
    const node = el(tag, { class: "theirs", data: { where } });
    this.places.push({ node, text, where });
    this.#paint(this.places.at(-1));
    return node;
  }

  /** Marks these phrases in every block: [{ text, where, title }]. */
  show(quotes) {
    this.quotes = quotes;
    for (const place of this.places) this.#paint(place);
  }

  #paint({ node, text, where }) {
    const spans = [];
    for (const one of this.quotes.filter((each) => each.where === where)) {
      const at = text.indexOf(one.text);
      if (at >= 0 && one.text) spans.push([at, at + one.text.length, one.title]);
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const parts = [];
    let done = 0;
    for (const [from, to, title] of spans) {
      if (from < done) continue;
      parts.push(text.slice(done, from), el("mark", { title: `Evidence: ${title}` }, text.slice(from, to)));
      done = to;
    }
    fill(node, parts, text.slice(done));
  }
}

/** The phrase that is selected in a learner's words: { text, where }, or null. */
export function selected() {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const home = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".theirs");
  const from = home(chosen.anchorNode);
  const text = chosen.toString().trim();
  if (!from || from !== home(chosen.focusNode) || text.length < SHORTEST) return null;
  return { text, where: from.dataset.where };
}

/** A button that appears beside a selected phrase; `take(quote)` gets it. Returns what ends it. */
export function offerQuotes(place, label, take) {
  const button = el("button", { type: "button", class: "quote-this", hidden: true }, "");
  const look = () => {
    const quote = selected();
    button.hidden = !quote;
    if (!quote) return;
    const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
    button.textContent = `Keep as evidence: ${label()}`;
    button.style.top = `${window.scrollY + box.bottom + 6}px`;
    button.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - 340))}px`;
  };
  // A press would end the selection before the click comes.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const quote = selected();
    document.getSelection().removeAllRanges();
    button.hidden = true;
    if (quote) take(quote);
  });
  document.addEventListener("selectionchange", look);
  place.append(button);
  return () => document.removeEventListener("selectionchange", look);
}
