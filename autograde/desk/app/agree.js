// Agree: calibrate on gold pieces, mark some hand-ins twice, settle what differs.

import { gold, again } from "./agree-gold.js";
import { blind, together } from "./agree-twice.js";
import { address, count, el, fill } from "./parts.js";
import { sheet } from "./sheet.js";

sheet("agree.css");

const SCREENS = { gold, again, blind, twice: together };

export async function show(place, api, go, screen, exercise, name) {
  const known = api.course.exercises.find((one) => one.id === exercise);
  if (known && SCREENS[screen]) return SCREENS[screen]({ place, api, go, exercise: known, name });
  return overview(place, api, go);
}

async function overview(place, api, go) {
  const data = await api.get("agree", { coach: api.coach() });
  const title = (id) => api.course.exercises.find((one) => one.id === id)?.title || id;
  const share = el(
    "select",
    { id: "share", on: { change: () => void save() } },
    data.shares.map((one) => el("option", { value: one, selected: one === data.share }, `${one} in 100`)),
  );
  async function save() {
    try {
      await api.post("agree-share", { share: Number(share.value) });
      api.say("Saved");
      go("agree");
    } catch (error) {
      api.trouble(error.message);
    }
  }
  fill(
    place,
    el("h1", {}, "Do we judge alike?"),
    el("p", {}, "The same work should get the same level from every coach. Begin alone with gold pieces; then some hand-ins are marked twice, and what differs is talked over."),
    el("h2", {}, "1. Alone: gold pieces"),
    el("p", {}, "Ten pieces of practice work, about two minutes each. Mark them before you mark learners, and again at mid-season. The desk shows what you gave under your name only, and no learner’s mark changes."),
    table(
      ["Exercise", "You", "Next"],
      data.exercises.map((one) => [title(one.id), state(one), one.pieces ? steps(one) : ""]),
    ),
    el("h2", {}, "2. Together: the same hand-in twice"),
    el(
      "div",
      { class: "ask" },
      el("label", { for: "share" }, "A second coach marks"),
      share,
      el("span", {}, "hand-ins without seeing the first marks. The lot decides which."),
    ),
    table(
      ["Exercise", "Drawn", "Marked twice", "For you to mark", "To settle"],
      data.exercises.map((one) => [
        title(one.id),
        one.drawn,
        one.done,
        one.yours ? el("a", { href: address("agree", "blind", one.id) }, `Mark ${count(one.yours, "hand-in")}`) : "none",
        one.done || one.settle ? el("a", { href: address("agree", "twice", one.id) }, one.settle ? `Settle ${count(one.settle, "mark")}` : "See how far you agree") : "nothing yet",
      ]),
    ),
    el("p", { class: "le-quiet" }, "A hand-in waits here for a second coach once the first has given all three levels at the desk. Marks made in formgrader carry no name, so they are left out."),
    el("p", { class: "le-quiet" }, "Feedback never waits for this: the learner gets the first coach’s answer. If settling changes a level, “autograde feedback” writes a corrected page beside it."),
  );
  return {};
}

function state(one) {
  if (!one.pieces) return "no gold pieces yet";
  if (one.marked) return `${one.marked} of ${one.pieces} marked`;
  if (one.attempts) return one.attempts === 1 ? "done once" : `done ${one.attempts} times`;
  return "not begun";
}

function steps(one) {
  const begin = one.marked ? "Go on" : one.attempts ? "Mark them again" : "Begin";
  const parts = one.marked || !one.attempts ? [] : ["again"];
  const mark = el("a", { href: address("agree", "gold", one.id, ...parts) }, begin);
  const see = (one.attempts > 0 || one.marked > 0) && el("a", { href: address("agree", "gold", one.id, "result") }, "See how far you agree");
  return el("span", { class: "steps" }, mark, see);
}

function table(heads, rows) {
  return el(
    "table",
    { class: "agree-table" },
    el("thead", {}, el("tr", {}, heads.map((one) => el("th", { scope: "col" }, one)))),
    el("tbody", {}, rows.map(([first, ...others]) => el("tr", {}, el("th", { scope: "row" }, first), others.map((one) => el("td", {}, one))))),
  );
}
