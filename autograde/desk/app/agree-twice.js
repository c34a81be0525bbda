// The same hand-in twice: a second coach marks blind; what differs is seen side by side and settled.

import { figures, overTime } from "./agree-gold.js";
import { Levels, side } from "./agree-mark.js";
import { address, count, el, fill } from "./parts.js";

export async function blind({ place, api, go, exercise }) {
  let levels = null;

  async function draw() {
    const data = await api.get("agree-blind", { exercise: exercise.id, coach: api.coach() });
    if (!data.piece) {
      levels = null;
      fill(
        place,
        el("h1", {}, `${exercise.title}: nothing more for you to mark a second time`),
        el("p", {}, el("a", { class: "primary", href: address("agree", "twice", exercise.id) }, "See how far you agree →")),
        el("p", {}, el("a", { href: address("agree") }, "Back to “Do we judge alike?”")),
      );
      return;
    }
    levels = new Levels({
      api,
      exercise,
      given: data.given,
      label: data.left === 1 ? "Done →" : "Next hand-in →",
      save: (criterion, level) =>
        api.post("agree-mark-blind", { exercise: exercise.id, learner: data.learner, round: data.round, levels: { [criterion]: level } }),
      next: () => void draw().catch((error) => api.trouble(error.message)),
    });
    fill(
      place,
      el("header", { class: "top" }, el("h1", {}, `${exercise.title}: a second, blind mark`), el("p", {}, `${count(data.left, "hand-in")} left. Another coach has marked this one; neither of you sees the other’s marks before you are done.`)),
      el(
        "div",
        { class: "sides" },
        side(data.piece, exercise, el("h2", { class: "whose" }, "A hand-in")),
        el("div", { class: "judge", role: "region", "aria-label": "Your part", tabindex: -1 }, levels.node),
      ),
    );
    window.scrollTo(0, 0);
  }

  await draw();
  return {
    keys: (event) => levels?.keys(event),
    leave: () => levels?.saving,
  };
}

export async function together({ place, api, exercise }) {
  const asked = { exercise: exercise.id, coach: api.coach() };
  const data = await api.get("agree-twice", asked);
  const open = data.settle.reduce((sum, one) => sum + one.pairs.length, 0);
  fill(
    place,
    el("h1", {}, `${exercise.title}: two coaches, one hand-in`),
    el("h2", {}, "To settle"),
    open
      ? el("p", {}, `${count(open, "mark")} of ${count(data.settle.length, "hand-in")} differ. Look at the work together: each says what in it led to the level. Then press the level you agree on; it counts from then on.`)
      : el("p", {}, data.settled ? `Everything is settled (${count(data.settled, "mark")}).` : "Nothing differs that has to be settled."),
    data.settle.map((one) => handIn(one, api, exercise)),
    el("h2", {}, "How far you agree"),
    data.criteria.map((one) => el("section", {}, el("h3", {}, one.title), el("p", { class: "agree-words" }, one.words), el("p", { class: "le-quiet" }, one.means))),
    el("h2", {}, "Over time"),
    overTime(data.drift),
    figures(api, { ...asked, of: "twice" }),
    el("p", {}, el("a", { href: address("agree") }, "Back to “Do we judge alike?”")),
  );
  return {};
}

function handIn(one, api, exercise) {
  const shown = el("div");
  const work = el("details", { class: "agree-work" }, el("summary", {}, "Show the work"), shown);
  work.addEventListener("toggle", () => {
    if (work.open && !shown.childElementCount) fill(shown, side(one.piece, exercise, null));
  });
  return el(
    "article",
    { class: "agree-pair" },
    el("h3", {}, `${one.name}, round ${one.round}`),
    el("p", { class: "le-quiet" }, one.returned ? "The learner has the first coach’s answer. A corrected page comes with the next “autograde feedback”." : "Not given back yet: settle this one first."),
    work,
    one.pairs.map((pair) => settle(pair, one, api, exercise)),
  );
}

function settle(pair, one, api, exercise) {
  const names = api.course.levels;
  const rubric = exercise.criteria.find((each) => each.id === pair.criterion);
  const box = el("textarea", { id: `say-${one.learner}-${pair.criterion}`, rows: 2 });
  box.value = pair.first.comment;
  const done = el("p", { role: "status" });
  let seen = pair.seen;
  let busy = false;
  const column = (mark) =>
    el(
      "div",
      {},
      el("p", {}, el("strong", {}, `${mark.coach}: ${names[mark.level]}`)),
      el("p", { class: "le-quiet" }, rubric.levels[mark.level]),
      mark.quotes.map((quote) => el("blockquote", { class: "theirs" }, quote.text)),
    );
  const buttons = names.map((name, level) => el("button", { type: "button", "aria-pressed": "false", title: rubric.levels[level], on: { click: () => void give(level) } }, name));
  async function give(level) {
    if (busy) return;
    busy = true;
    try {
      api.say("Saving …");
      const comment = box.value.trim() === pair.first.comment.trim() ? null : box.value.trim();
      const entry = await api.post("agree-settle", { exercise: exercise.id, learner: one.learner, round: one.round, criterion: pair.criterion, level, comment, seen });
      seen = entry.id;
      buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === level)));
      done.textContent = `✓ Settled: ${names[level]}. It counts now.`;
      api.say("Saved");
      api.trouble("");
    } catch (error) {
      api.say("");
      if (error.entry) seen = error.entry.id;
      api.trouble(error.entry ? `${error.message} Press again if yours should stand.` : error.message);
    } finally {
      busy = false;
    }
  }
  return el(
    "section",
    { class: "agree-settle", "aria-label": `${rubric.title}, ${one.name}` },
    el("h4", {}, rubric.title),
    el("div", { class: "agree-both" }, column(pair.first), column(pair.second)),
    el("label", { for: box.id }, "Comment for the learner, as the first coach wrote it"),
    box,
    el("div", { class: "agree-choose", role: "group", "aria-label": "The level you agree on" }, el("span", {}, "We agree on"), buttons),
    done,
  );
}
