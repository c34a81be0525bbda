// Close the loop: which feedback was acted on, and one learner's version beside the one before.

import { count, drawing, el, fill, way } from "./parts.js";

const MEANS =
  "A comment counts as acted on when the learner handed in again and answered it, or when what it is about is another than before. Whether the change is good is for you to say. A comment on what is already strong is not counted.";
const SIGNS = { added: "+ New", removed: "− Gone", reworded: "~ Reworded", moved: "→ Moved", retagged: "# Tagged" };

export async function show(place, api, go, exercise, learner, round) {
  return learner ? one(place, api, go, exercise, learner, round) : all(place, api, exercise);
}

async function all(place, api, only) {
  const { exercises, whole } = await api.get("loop", { exercise: only });
  fill(
    place,
    el("h1", {}, "Feedback acted on"),
    whole.given
      ? el("p", { class: "headline" }, el("strong", {}, `${whole.done} of ${count(whole.given, "comment")}`), ` acted on${only || exercises.length < 2 ? "" : " in this course"}.`)
      : el("p", {}, "No comment was returned yet."),
    el("p", { class: "quiet" }, MEANS),
    exercises.filter((each) => each.people.length).map((each) => table(each)),
  );
}

function table(each) {
  const order = (one) => [!one.questions, !one.waits, one.name];
  const silent = each.people.filter((one) => !one.given && !one.questions).length;
  const rows = each.people.filter((one) => one.given || one.questions).sort((a, b) => (String(order(a)) < String(order(b)) ? -1 : 1));
  return el(
    "section",
    {},
    el("h2", {}, `${each.title}: ${each.done} of ${each.given} acted on`),
    silent ? el("p", { class: "quiet" }, `${count(silent, "more learner")} had feedback without a comment.`) : null,
    rows.length ? el(
      "table",
      { class: "people" },
      el("thead", {}, el("tr", {}, ["Learner", "Feedback on", "Handed in since", "Acted on", "Still open"].map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, rows.map((one) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, way(one.name, "rounds", each.exercise, one.learner)),
          el("td", { data: { label: "Feedback on" } }, `round ${one.returned}`),
          el("td", { data: { label: "Handed in since" } }, one.later ? `round ${one.later}` : "not yet"),
          el("td", { data: { label: "Acted on" } }, one.given ? `${one.done} of ${one.given}` : "no comments", one.questions ? el("strong", {}, ` · ${count(one.questions, "question")} for you`) : null),
          el("td", one.open.length ? { data: { label: "Still open" } } : {}, one.open.join("; ")),
        ),
      )),
    ) : null,
  );
}

async function one(place, api, go, exercise, learner, round) {
  const data = await api.get("rounds", { exercise, learner, round });
  if (!data.number) {
    fill(place, el("h1", {}, data.name), el("p", {}, `No ${data.artifact} handed in yet.`));
    return {};
  }
  const pick = el(
    "select",
    { id: "round", on: { change: () => go("rounds", exercise, learner, pick.value) } },
    [...data.rounds].reverse().map((each) =>
      el("option", { value: each.number, selected: each.number === data.number }, `Round ${each.number}, ${each.when}`),
    ),
  );
  fill(
    place,
    el(
      "div",
      { class: "heading" },
      el("h1", {}, data.before ? `${data.name}: round ${data.number} beside round ${data.before}` : `${data.name}: round ${data.number}`),
      el("div", { class: "ask" }, el("label", { for: "round" }, "Look at"), pick),
    ),
    el("p", { class: "counts" }, way(`Mark ${data.name}`, "one", exercise, learner), way("Everybody’s feedback", "rounds", exercise)),
    data.problem && el("p", {}, el("strong", {}, data.problem)),
    data.before ? null : el("p", {}, "This is the first round; there is nothing to hold beside it yet."),
    comments(data),
    el("div", { class: "beside" }, changes(data), findings(data)),
    drawings(data),
  );
  return {};
}

function comments(data) {
  if (!data.comments.length) return null;
  return el(
    "section",
    {},
    el("h2", {}, data.said_on ? "What you said, and what came back" : "What you say"),
    el(
      "table",
      { class: "loop" },
      el("thead", {}, el("tr", {}, ["Criterion", data.said_on ? `Your comment on round ${data.said_on}` : "Your comment", "Their answer", "Level"].map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, data.comments.map((row) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, row.title),
          el("td", {}, row.comment ? el("span", { class: "said" }, row.comment) : data.said_on ? el("span", { class: "quiet" }, "no comment") : null),
          el("td", {}, answer(row, data)),
          el("td", { class: "level-then" }, levels(row)),
        ),
      )),
    ),
  );
}

function answer(row, data) {
  if (row.answer) {
    return [
      el("strong", {}, row.answer.says),
      row.answer.text && el("span", { class: "said" }, ` “${row.answer.text}”`),
      row.answer.round !== data.said_on && el("span", { class: "quiet" }, ` (to round ${row.answer.round})`),
    ];
  }
  if (!row.comment || (!row.asks && !row.how)) return null;
  return row.how === "changed" ? "No answer, and it is changed" : el("span", { class: "quiet" }, "No answer, not changed");
}

function levels(row) {
  if (!row.level_then && !row.level_now) return null;
  if (!row.level_now) return `${row.level_then} → not marked yet`;
  if (!row.level_then || row.level_then === row.level_now) return row.level_now;
  return [`${row.level_then} → `, el("strong", {}, row.level_now)];
}

function changes(data) {
  if (!data.before || data.problem) return null;
  return el(
    "section",
    {},
    el("h2", {}, data.changes.length ? `What changed (${data.changes.length})` : "Nothing in the work changed"),
    el("ul", { class: "changes" }, data.changes.map((each) =>
      el(
        "li",
        {},
        el("span", { class: `sort ${each.sort}` }, SIGNS[each.sort]),
        el("div", {}, el("span", { class: "said" }, each.sentence), each.pieces.length ? el("p", { class: "pieces said" }, each.pieces.map(piece)) : null),
      ),
    )),
  );
}

function piece(each) {
  const tag = { old: "del", new: "ins" }[each.piece];
  return tag ? el(tag, {}, each.text) : each.text;
}

function findings(data) {
  const list = (title, texts, open) =>
    texts.length
      ? el("details", { open }, el("summary", {}, `${title}: ${texts.length}`), el("ul", {}, texts.map((text) => el("li", { class: "said" }, text))))
      : null;
  return el(
    "section",
    {},
    el("h2", {}, "What the check sees"),
    list("Went away", data.gone, true),
    list("Came", data.came, true),
    list(data.before ? "Still there" : "Open", data.stayed, !data.before),
    data.gone.length + data.came.length + data.stayed.length ? null : el("p", {}, "Nothing is open."),
  );
}

function drawings(data) {
  const numbers = data.before ? [data.before, data.number] : [data.number];
  const parts = numbers
    .map((number, at) => [number, data.drawings[at], data.alts[at]])
    .filter(([, svg]) => svg)
    .map(([number, svg, alt]) =>
      el("section", {}, el("h2", {}, `Round ${number}`), el("div", { class: "paper", tabindex: 0, role: "region", "aria-label": `Round ${number}, drawn` }, drawing(svg, alt))),
    );
  return el("div", { class: "beside drawn" }, parts.reverse());
}
