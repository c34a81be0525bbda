// The same question together: one criterion across all learners, one after the other.

import { Card, Undo } from "./card.js";
import { address, count, el, fill } from "./parts.js";
import { findings, paper, request, written } from "./work.js";
import { Words, offerQuotes } from "./words.js";

const NAMES = "lift-elie-desk-hide-names";
const ALIKE = "lift-elie-desk-alike";

export async function show(place, api, go, exercise, criterion) {
  if (!criterion) return choose(place, api);
  const known = api.course.exercises.find((one) => one.id === exercise);
  const rubric = known?.criteria.find((one) => one.id === criterion);
  if (!rubric) return choose(place, api);
  const data = await api.get("across", { exercise, criterion });
  const all = data.hand_ins;
  const undo = new Undo();
  const drawings = new Map();
  const marked = new Map(all.map((one) => [one.learner, !one.waits && Boolean(one.entry) && one.entry.level !== null]));
  let hidden = setting(NAMES, false);
  let alike = setting(ALIKE, true);
  let order = [];
  let at = 0;
  let card = null;
  let end = () => {};
  let moving = false;

  const called = (one) => (hidden ? `Hand-in ${all.indexOf(one) + 1}` : one.name);
  function sort() {
    const now = order[at];
    order = alike ? [...all].sort((a, b) => a.group - b.group || all.indexOf(a) - all.indexOf(b)) : [...all];
    at = Math.max(0, order.indexOf(now));
  }
  const picture = (one) => {
    if (!drawings.has(one.learner)) {
      drawings.set(one.learner, api.get("drawing", { exercise, learner: one.learner }).then((got) => got.drawing));
    }
    return drawings.get(one.learner);
  };

  const state = el("span", { role: "status" });
  const bar = el("progress", { max: Math.max(all.length, 1), "aria-label": "Marked" });
  const undoing = el("button", { type: "button", class: "link", hidden: true, on: { click: () => void takeBack() } }, "Undo");
  const screen = el("div");
  const list = el("details", { class: "everyone" });
  fill(
    place,
    el("header", { class: "top" }, el("h1", {}, rubric.title), el("p", {}, rubric.question)),
    el(
      "div",
      { class: "tools" },
      el("a", { href: address("across") }, "All questions"),
      toggle("Hide names", hidden, (on) => {
        hidden = keep(NAMES, on);
        void draw();
      }),
      toggle("Similar answers together", alike, (on) => {
        alike = keep(ALIKE, on);
        sort();
        void draw();
      }),
      el("span", { class: "progress" }, bar, " ", state),
      undoing,
    ),
    screen,
    list,
  );
  sort();
  if (!all.length) {
    fill(screen, el("p", {}, "Nobody has handed in something to read here yet."));
    return {};
  }
  at = Math.max(0, order.findIndex((one) => !marked.get(one.learner)));

  function tell() {
    const done = [...marked.values()].filter(Boolean).length;
    bar.value = done;
    state.textContent = `${done} of ${all.length} marked`;
    undoing.hidden = !undo.done.length;
    fill(
      list,
      el("summary", {}, "All hand-ins"),
      byGroup(order, alike).map(([group, some]) => [
        el("h3", {}, group === null ? "" : data.groups[group] || "Each different"),
        el(
          "ol",
          {},
          some.map((one) =>
            el(
              "li",
              {},
              el("button", { type: "button", class: "link", "aria-current": one === order[at] ? "true" : null, on: { click: () => void to(order.indexOf(one)) } }, called(one)),
              marked.get(one.learner) ? " ✓" : "",
            ),
          ),
        ),
      ]),
    );
  }

  async function draw(focus = true) {
    const one = order[at];
    end();
    const words = new Words();
    const highlight = () => words.show(card.quotes.map((each) => ({ ...each, title: rubric.title })));
    card = new Card({
      api,
      exercise,
      learner: one.learner,
      round: one.round,
      rubric: { ...rubric, question: "" },
      state: one,
      lines: data.lines,
      changed(mine, before) {
        one.entry = mine.entry;
        one.waits = mine.waits;
        data.lines = mine.kept;
        marked.set(one.learner, mine.done);
        if (before) undo.add({ restore: (then) => revive(one, then) }, before);
        highlight();
        tell();
      },
      next: () => void onward(),
    });
    card.open = true;
    const frame = el("div", { class: "drawn" }, el("p", { class: "le-quiet" }, "One moment …"));
    const why = alike ? data.groups[one.group] : "";
    const several = order.filter((each) => each.group === one.group).length;
    fill(
      screen,
      el(
        "div",
        { class: "sides" },
        el(
          "div",
          { class: "work" },
          el("h2", { class: "whose" }, called(one), el("span", { class: "le-quiet" }, ` ${at + 1} of ${order.length}`)),
          why && several > 1 && el("p", { class: "alike" }, `${why} (${count(several, "hand-in")} together).`),
          request(one, words),
          one.said !== null && one.said !== undefined &&
            el("div", { class: "answer" }, el("h3", {}, "They wrote"), one.said.trim() ? words.block(one.said, one.where) : el("p", { class: "le-quiet" }, "Nothing is written here.")),
          frame,
          written(one, words, null),
          findings(one),
        ),
        el(
          "div",
          { class: "judge", role: "region", "aria-label": "Your part", tabindex: -1 },
          card.node,
          el(
            "p",
            { class: "onward" },
            el("button", { type: "button", class: "primary", on: { click: () => void onward() } }, "Next →"),
            at > 0 && el("button", { type: "button", on: { click: () => void to(at - 1) } }, "← Before"),
            el("a", { href: address("one", exercise, one.learner) }, "The whole hand-in"),
          ),
          el(
            "p",
            { class: "le-quiet keys" },
            el("kbd", {}, "1"), "–", el("kbd", {}, "4"), " level  ",
            el("kbd", {}, "C"), " comment  ",
            el("kbd", {}, "Enter"), " next  ",
            el("kbd", {}, "←"), " ", el("kbd", {}, "→"), " turn  ",
            el("kbd", {}, "Z"), " undo",
          ),
        ),
      ),
    );
    end = offerQuotes(screen, () => rubric.title, (quote) => void card.quote(quote));
    highlight();
    tell();
    document.body.dataset.learner = one.learner;
    if (focus && window.matchMedia("(min-width: 64rem)").matches) {
      card.buttons[card.level ?? 0].focus({ preventScroll: true });
    }
    const svg = await picture(one).catch(() => "");
    if (order[at] === one) fill(frame, paper(svg, one.alt, one.artifact));
    const soon = order[at + 1];
    if (soon) void picture(soon).catch(() => "");
  }

  /** Saved first; another hand-in is shown only then. */
  async function to(place_) {
    if (moving || !order[place_]) return;
    moving = true;
    try {
      await card.flush();
      at = place_;
      window.scrollTo(0, 0);
      void draw();
    } catch (error) {
      api.trouble(error.message);
    } finally {
      moving = false;
    }
  }

  /** The next that has no level; at the end, what was left out; then the list of questions. */
  async function onward() {
    await card.flush().catch((error) => api.trouble(error.message));
    const open = (one) => !marked.get(one.learner);
    const later = order.findIndex((one, place_) => place_ > at && open(one));
    const left = later >= 0 ? later : order.findIndex((one) => open(one) && one !== order[at]);
    if (left >= 0) await to(left);
    else if (open(order[at])) api.say("This one has no level yet");
    else go("across");
  }

  /** Takes back a change on a hand-in that may no longer be the one on screen. */
  async function revive(one, then) {
    at = order.indexOf(one);
    await draw();
    await card.restore(then);
  }

  async function takeBack() {
    const [target, before] = undo.done.pop() || [];
    if (target) await target.restore(before);
    tell();
  }

  await draw();
  return {
    keys(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
      const does = {
        ArrowRight: () => void to(at + 1),
        ArrowLeft: () => void to(at - 1),
        c: () => card.box.focus(),
        n: () => void onward(),
        z: () => void takeBack(),
      }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (/^[1-4]$/.test(event.key)) {
        event.preventDefault();
        void card.give(Number(event.key) - 1);
      } else if (event.key === "Enter" && !event.target.closest?.("a, summary, button:not(.level)")) {
        event.preventDefault();
        void onward();
      } else if (does && !event.target.closest?.(".paper")) {
        event.preventDefault();
        does();
      }
    },
    async leave() {
      await card.flush();
      end();
      delete document.body.dataset.learner;
    },
  };
}

/** Which question? With how many of the hand-ins wait for it. */
async function choose(place, api) {
  const { criteria } = await api.get("progress");
  const of = (exercise, id) => criteria.find((one) => one.exercise === exercise && one.criterion === id);
  const row = (exercise, one) => {
    const { all, waits } = of(exercise.id, one.id) || { all: 0, waits: 0 };
    return el(
      "li",
      {},
      all ? el("a", { href: address("across", exercise.id, one.id) }, one.title) : one.title,
      el("span", { class: "le-quiet" }, all ? ` ${waits ? `${waits} of ${all} to mark` : `all ${all} marked`}` : " nothing to read yet"),
    );
  };
  fill(
    place,
    el("h1", {}, "One question, all learners"),
    el("p", {}, "Read the answers to one question one after the other. The order is mixed, and stays the same."),
    api.course.exercises.map((exercise) =>
      el("section", {}, el("h2", {}, exercise.title), el("ul", { class: "questions" }, exercise.criteria.map((one) => row(exercise, one)))),
    ),
  );
  return {};
}

function byGroup(order, alike) {
  if (!alike) return [[null, order]];
  const found = new Map();
  for (const one of order) found.set(one.group, [...(found.get(one.group) || []), one]);
  return [...found];
}

function toggle(text, on, does) {
  const box = el("input", { type: "checkbox", checked: on, on: { change: () => does(box.checked) } });
  return el("label", { class: "toggle" }, box, ` ${text}`);
}

function setting(name, otherwise) {
  try {
    return JSON.parse(window.localStorage.getItem(name) ?? String(otherwise));
  } catch {
    return otherwise;
  }
}

function keep(name, on) {
  try {
    window.localStorage.setItem(name, String(on));
  } catch {
    // A browser that keeps nothing starts as at first.
  }
  return on;
}
