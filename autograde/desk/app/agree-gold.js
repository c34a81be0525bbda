// Gold pieces: marked one after another without a word, then seen beside what they are worth.

import { Levels, side } from "./agree-mark.js";
import { address, count, drawing, el, fill } from "./parts.js";

export async function gold({ place, api, go, exercise, name }) {
  if (name === "result") return result({ place, api, exercise });
  const asked = { exercise: exercise.id, coach: api.coach() };
  let levels = null;

  async function draw(again) {
    const data = await api.get("agree-gold", { ...asked, again });
    if (!data.piece) return go("agree", "gold", exercise.id, "result");
    levels = new Levels({
      api,
      exercise,
      given: data.given,
      label: data.number === data.of ? "See how far you agree →" : "Next piece →",
      save: (criterion, level) =>
        api.post("agree-mark-gold", { exercise: exercise.id, name: data.name, attempt: data.attempt, levels: { [criterion]: level } }),
      next: () => void draw().catch((error) => api.trouble(error.message)),
    });
    const heading = el("h2", { class: "whose" }, `Piece ${data.number} of ${data.of}`);
    fill(
      place,
      el("header", { class: "top" }, el("h1", {}, `${exercise.title}: gold pieces`), el("p", {}, "Give each criterion the level that you would give a learner. What each is worth comes at the end.")),
      el(
        "div",
        { class: "sides" },
        side(data.piece, exercise, heading),
        el("div", { class: "judge", role: "region", "aria-label": "Your part", tabindex: -1 }, levels.node),
      ),
    );
    window.scrollTo(0, 0);
    document.body.dataset.piece = String(data.number);
    return null;
  }

  await draw(name === "again" ? "yes" : undefined);
  return {
    keys: (event) => levels?.keys(event),
    async leave() {
      await levels?.saving;
      delete document.body.dataset.piece;
    },
  };
}

async function result({ place, api, exercise }) {
  const asked = { exercise: exercise.id, coach: api.coach() };
  const data = await api.get("agree-gold-result", asked);
  const rest = data.of - data.marked;
  fill(
    place,
    el("h1", {}, `${exercise.title}: you and the gold marks`),
    el(
      "p",
      {},
      rest ? `${data.marked} of ${count(data.of, "piece")} marked. ` : "",
      el("a", { class: rest ? "primary" : "", href: rest ? address("agree", "gold", exercise.id) : address("agree", "gold", exercise.id, "again") }, rest ? "Go on →" : "Mark them again"),
      rest ? "" : ", best in a few weeks: the order will be another.",
    ),
    data.criteria.map((one) => criterion(one, api, exercise)),
    el("h2", {}, "Over time"),
    overTime(data.drift),
    figures(api, { ...asked, of: "gold" }),
    el("p", { class: "le-quiet" }, `The gold marks were set by ${data.set_by}. Another careful coach may see it otherwise: where you can say why, talk about it with the others.`),
    el("p", {}, el("a", { href: address("agree") }, "Back to “Do we judge alike?”")),
  );
  return {};
}

function criterion(one, api, exercise) {
  const names = api.course.levels;
  return el(
    "section",
    {},
    el("h2", {}, one.title),
    el("p", { class: "agree-words" }, one.words),
    el("p", { class: "le-quiet" }, one.means),
    one.differ.length > 0 &&
      el(
        "table",
        { class: "agree-table" },
        el("thead", {}, el("tr", {}, ["Piece", "You", "Gold", "Why gold says so"].map((text) => el("th", { scope: "col" }, text)))),
        el(
          "tbody",
          {},
          one.differ.map((each) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, el("a", { href: address("agree", "again", exercise.id, each.name) }, `Piece ${each.piece}`)),
              el("td", {}, names[each.yours]),
              el("td", {}, names[each.gold]),
              el("td", {}, each.why),
            ),
          ),
        ),
      ),
  );
}

/** A gold piece to look at again, with its levels and reasons. */
export async function again({ place, api, exercise, name }) {
  const data = await api.get("agree-gold-piece", { exercise: exercise.id, coach: api.coach(), name });
  const names = api.course.levels;
  fill(
    place,
    el("header", { class: "top" }, el("h1", {}, `${exercise.title}: a gold piece again`), el("p", {}, el("a", { href: address("agree", "gold", exercise.id, "result") }, "Back to your result"))),
    el(
      "div",
      { class: "sides" },
      side(data.piece, exercise, null),
      el(
        "div",
        { class: "judge", role: "region", "aria-label": "What it is worth", tabindex: -1 },
        exercise.criteria.map((one) => {
          const mark = data.gold[one.id];
          return el(
            "section",
            { class: "card open done" },
            el("h2", {}, el("span", {}, one.title), el("span", { class: "says" }, names[mark.level])),
            el("p", {}, mark.why),
            el("p", { class: "le-quiet" }, `${names[mark.level]}: ${one.levels[mark.level]}`),
          );
        }),
      ),
    ),
  );
  return {};
}

/** The picture with its words; for a single day only the words. */
export function overTime(drift) {
  return el(
    "div",
    {},
    el("p", {}, drift.words),
    drift.drawing && el("figure", { class: "agree-drift" }, drawing(drift.drawing, drift.alt), el("figcaption", { class: "le-quiet" }, "Share of marks with the same level, by day, with 95 % intervals. Hollow: fewer than ten pieces.")),
  );
}

/** Chance-corrected figures, asked for only when somebody opens them. */
export function figures(api, asked) {
  const box = el("div");
  const details = el("details", {}, el("summary", {}, "Kappa, for those who want it"), box);
  details.addEventListener("toggle", () => {
    if (!details.open || box.childElementCount) return;
    fill(box, el("p", {}, "One moment …"));
    void load().catch((error) => fill(box, el("p", {}, error.message)));
  });
  async function load() {
    const { criteria } = await api.get("agree-figures", asked);
    fill(
      box,
      el(
        "table",
        { class: "agree-table" },
        el("thead", {}, el("tr", {}, ["Criterion", "Figure", "Value", "95 % interval", "Pieces"].map((text) => el("th", { scope: "col" }, text)))),
        el(
          "tbody",
          {},
          criteria.flatMap((one) =>
            one.figures.map((each) =>
              el("tr", {}, el("th", { scope: "row" }, one.title), el("td", {}, each.name), each.why_not && !each.value ? el("td", { colspan: 2 }, each.why_not) : [el("td", {}, each.value), el("td", {}, each.interval || each.why_not)], el("td", {}, each.pieces)),
            ),
          ),
        ),
      ),
      el("p", { class: "le-quiet" }, "1 is full agreement, 0 is what chance alone would give. With quadratic weights two levels apart weigh four times as much as one. With ten to twenty pieces the true figure lies in the interval about 9 times in 10."),
    );
  }
  return details;
}
