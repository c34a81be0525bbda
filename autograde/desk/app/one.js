// One hand-in: read, three levels, one thing to fix first, next.

import { Card, Undo } from "./card.js";
import { address, drawing, el, fill } from "./parts.js";
import { findings, paper, request, written } from "./work.js";
import { Words, offerQuotes } from "./words.js";

const FIX = { id: "fix-first", title: "Fix this first", label: "One thing, in your words", levels: [], comments: [] };

export async function show(place, api, go, exercise, learner) {
  const data = await api.get("one", { exercise, learner });
  const known = api.course.exercises.find((one) => one.id === exercise);
  const words = new Words();
  const undo = new Undo();
  const rest = data.queue.filter((one) => one !== learner);
  const at = data.queue.indexOf(learner);
  const next = at >= 0 ? data.queue[at + 1] || rest[0] : rest[0];
  const back = at > 0 ? data.queue[at - 1] : null;
  const top = head(data, known, rest.length, exercise);
  if (["trouble", "unread", "none"].includes(data.state)) {
    fill(place, top, stopped(data), el("div", { class: "work" }, paper(data.drawing, data.alt, data.artifact)));
    return {};
  }

  const onward = () => (next ? go("one", exercise, next) : go("needs"));
  const cards = [];
  const changed = (card, before) => {
    undo.add(card, before);
    undoing.hidden = !undo.done.length;
    words.show(cards.flatMap((one) => one.quotes.map((each) => ({ ...each, title: one.rubric.title }))));
  };
  const make = (rubric, state) =>
    new Card({ api, exercise, learner, round: data.round, rubric, state, lines: data.lines[rubric.id], changed });
  for (const state of data.criteria) cards.push(make(known.criteria.find((one) => one.id === state.id), state));
  const judged = [...cards];
  const fix = make(FIX, { entry: data.fix_first, waits: false });
  cards.push(fix);

  let active = judged.find((one) => !one.done) || judged[0];
  const activate = (card, focus = true) => {
    active = card;
    for (const one of judged) one.open = one === card;
    fix.node.classList.toggle("open", card === fix);
    if (!focus) return;
    const target = card === fix ? fix.box : card.buttons[card.level ?? 0];
    target.focus({ preventScroll: true });
    card.node.scrollIntoView({ block: "nearest" });
  };
  // After a level: the next criterion without one, or else "fix this first".
  const onFrom = (card) => {
    const order = [...judged.slice(judged.indexOf(card) + 1), ...judged];
    activate(order.find((one) => !one.done && one !== card) || fix);
  };
  for (const card of judged) {
    card.wanted = (one) => activate(one);
    card.next = onFrom;
    const give = card.give.bind(card);
    card.give = async (level) => {
      const saved = await give(level);
      if (saved && active === card) onFrom(card);
      return saved;
    };
  }
  fix.wanted = () => activate(fix);
  fix.next = onward;
  fix.open = true;

  const undoing = el("button", { type: "button", class: "link", hidden: true, on: { click: () => void back_() } }, "Undo");
  async function back_() {
    const card = await undo.last();
    undoing.hidden = !undo.done.length;
    if (card) activate(card);
  }

  const said = data.criteria.filter((one) => one.said !== undefined && one.said !== null);
  fill(
    place,
    el(
      "div",
      { class: "sides" },
      el(
        "div",
        { class: "work" },
        top,
        request(data, words),
        data.note && el("p", { class: "le-callout le-ask" }, data.note),
        paper(data.drawing, data.alt, data.artifact),
        written(
          data,
          words,
          said.map((one) => [
            el("h3", {}, known.criteria.find((each) => each.id === one.id).title),
            one.said.trim() ? words.block(one.said, one.where) : el("p", { class: "le-quiet" }, "Nothing is written here."),
          ]),
        ),
        findings(data),
        data.team && el("details", {}, el("summary", {}, `Their own team’s ${data.artifact} (to read, no points)`), drawing(data.team, `The ${data.artifact} of the team`)),
      ),
      el(
        "div",
        { class: "judge", role: "region", "aria-label": "Your part", tabindex: -1 },
        before(data, known),
        judged.map((one) => one.node),
        fix.node,
        el(
          "p",
          { class: "onward" },
          el("button", { type: "button", class: "primary", on: { click: onward } }, next ? "Next hand-in →" : "Back to the list"),
          back && el("button", { type: "button", on: { click: () => go("one", exercise, back) } }, "← Before"),
          undoing,
        ),
        el(
          "p",
          { class: "le-quiet keys" },
          el("kbd", {}, "1"), "–", el("kbd", {}, "4"), " level, and on  ",
          el("kbd", {}, "C"), " comment  ",
          el("kbd", {}, "F"), " fix first  ",
          el("kbd", {}, "Enter"), " done, next  ",
          el("kbd", {}, "Z"), " undo",
        ),
      ),
    ),
  );
  const end = offerQuotes(place, () => (active === fix ? judged[0] : active).rubric.title, (quote) => void (active === fix ? judged[0] : active).quote(quote));
  words.show(cards.flatMap((one) => one.quotes.map((each) => ({ ...each, title: one.rubric.title }))));
  activate(judged.every((one) => one.done) ? fix : active, false);
  if (window.matchMedia("(min-width: 64rem)").matches) activate(judged.every((one) => one.done) ? fix : active);

  const step = (by) => {
    const at_ = cards.indexOf(active) + by;
    if (cards[at_]) activate(cards[at_]);
  };
  return {
    keys(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
      const does = {
        ArrowDown: () => step(1),
        ArrowUp: () => step(-1),
        ArrowRight: onward,
        ArrowLeft: () => back && go("one", exercise, back),
        c: () => active.box.focus(),
        f: () => activate(fix),
        n: onward,
        z: () => void back_(),
      }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (/^[1-4]$/.test(event.key) && active !== fix) {
        event.preventDefault();
        void active.give(Number(event.key) - 1);
      } else if (event.key === "Enter" && !event.target.closest?.("button, a, summary")) {
        event.preventDefault();
        onward();
      } else if (does && !event.target.closest?.(".paper")) {
        event.preventDefault();
        does();
      }
    },
    async leave() {
      for (const card of cards) await card.flush();
      end();
    },
  };
}

function head(data, known, others, exercise) {
  const more = others ? `${others} more ${others === 1 ? "waits" : "wait"}` : "nobody else waits";
  const base = new URL("../../formgrader/", import.meta.url).pathname;
  return el(
    "header",
    { class: "top" },
    el("h1", {}, data.name),
    el(
      "p",
      { class: "le-quiet" },
      [known.title, data.round && `round ${data.round}`, data.when && `handed in on ${data.when}`, more].filter(Boolean).join(" · "),
      " · ",
      el("a", { href: address("rounds", exercise, data.learner) }, "All rounds"),
      data.notebook && [" · ", el("a", { href: `${base}submissions/${data.notebook}/` }, "In formgrader")],
    ),
  );
}

function stopped(data) {
  const say = {
    none: "Nothing is handed in yet.",
    unread: "This came in and was not checked yet. Press “Take in what is new” on the list.",
    trouble: data.why,
  }[data.state];
  return el(
    "div",
    { class: "le-callout le-miss" },
    el("p", {}, el("strong", {}, "There is nothing to mark here. "), say),
    data.to_do && el("p", {}, data.to_do),
  );
}

/** What was returned last time, and what the learner answered to it. */
function before(data, known) {
  if (!data.before) return null;
  const { round, criteria, fix_first: first, answers } = data.before;
  const answer = (id) => answers[id] && el("span", { class: "answer" }, ` — ${answers[id].says}${answers[id].text ? `: ${answers[id].text}` : ""}`);
  const row = (id, title) => {
    const one = criteria[id];
    return el("li", {}, el("strong", {}, `${title}: `), one.level, one.comment && `, “${one.comment}”`, answer(id));
  };
  return el(
    "details",
    { class: "before", open: Boolean(first) },
    el("summary", {}, `What you answered in round ${round}`),
    first && el("p", {}, el("strong", {}, "Fix this first: "), `“${first}”`, answer("fix-first")),
    el("ul", {}, known.criteria.map((one) => row(one.id, one.title))),
  );
}
