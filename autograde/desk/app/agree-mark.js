// One piece of work and its levels: keys 1 to 4, one criterion after the other, Enter for the next.

import { el, fill } from "./parts.js";
import { Words } from "./words.js";
import { findings, paper, written } from "./work.js";

/** The work on the left: what they wrote for each criterion, the drawing, the rest, the check. */
export function side(piece, exercise, heading) {
  const words = new Words();
  const said = exercise.criteria
    .filter((one) => one.id in piece.said)
    .map((one) => [
      el("h3", {}, `For “${one.title}”`),
      piece.said[one.id].trim() ? words.block(piece.said[one.id], `words.${one.id}`) : el("p", { class: "le-quiet" }, "Nothing is written here."),
    ]);
  return el(
    "div",
    { class: "work" },
    heading,
    said,
    paper(piece.drawing, piece.alt, piece.artifact),
    written(piece, words, null),
    findings(piece),
  );
}

/**
 * The levels of one piece.
 * @param how.given   levels so far, by criterion
 * @param how.save    async (criterion, level) => void
 * @param how.next    called for the next piece, once every criterion has a level
 */
export class Levels {
  constructor(how) {
    Object.assign(this, how);
    this.given = { ...how.given };
    this.saving = Promise.resolve(true);
    this.node = el("div", { class: "agree-levels" });
    this.onward = el("button", { type: "button", class: "primary", on: { click: () => void this.go() } }, this.label || "Next piece →");
    this.at = this.#open();
    this.paint();
  }

  get done() {
    return this.exercise.criteria.every((one) => this.given[one.id] !== undefined);
  }

  #open() {
    const found = this.exercise.criteria.findIndex((one) => this.given[one.id] === undefined);
    return found < 0 ? this.exercise.criteria.length - 1 : found;
  }

  paint(focus = false) {
    const names = this.api.course.levels;
    const cards = this.exercise.criteria.map((one, place) => {
      const level = this.given[one.id];
      const open = place === this.at;
      const turn = () => {
        this.at = place;
        this.paint(true);
      };
      return el(
        "section",
        { class: `card${open ? " open" : ""}${level === undefined ? "" : " done"}`, "aria-labelledby": `title-${one.id}` },
        el(
          "h2",
          { id: `title-${one.id}` },
          el("button", { type: "button", class: "title", "aria-expanded": String(open), on: { click: turn } }, one.title),
          el("span", { class: "says" }, level === undefined ? "to mark" : `✓ ${names[level]}`),
        ),
        open && el("p", { class: "question" }, one.question),
        open &&
          el(
            "div",
            { class: "levels", role: "group", "aria-labelledby": `title-${one.id}` },
            one.levels.map((text, number) =>
              el(
                "button",
                { type: "button", class: "level", "aria-pressed": String(number === level), on: { click: () => void this.give(number) } },
                el("kbd", {}, number + 1),
                el("span", {}, el("strong", {}, names[number]), " ", el("span", { class: "means" }, text)),
              ),
            ),
          ),
      );
    });
    this.onward.disabled = !this.done;
    fill(this.node, cards, el("p", { class: "onward" }, this.onward), KEYS());
    if (focus) this.node.querySelector(".card.open .level[aria-pressed='true'], .card.open .level")?.focus({ preventScroll: true });
  }

  async give(level) {
    const { id } = this.exercise.criteria[this.at];
    const before = this.given[id];
    this.given[id] = level;
    if (this.exercise.criteria.some((one) => this.given[one.id] === undefined)) this.at = this.#open();
    this.paint(true);
    if (this.done) this.onward.focus({ preventScroll: true });
    this.saving = this.saving.then(async () => {
      try {
        this.api.say("Saving …");
        await this.save(id, level);
        this.api.say("Saved");
        this.api.trouble("");
        return true;
      } catch (error) {
        this.api.say("");
        if (before === undefined) delete this.given[id];
        else this.given[id] = before;
        this.at = this.exercise.criteria.findIndex((one) => one.id === id);
        this.paint(true);
        this.api.trouble(`Not saved. ${error.message}`);
        return false;
      }
    });
    return this.saving;
  }

  async go() {
    await this.saving;
    if (this.done) this.next();
    else this.api.say("A level is still missing");
  }

  keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    if (/^[1-4]$/.test(event.key)) {
      event.preventDefault();
      void this.give(Number(event.key) - 1);
    } else if (event.key === "Enter" && !event.target.closest?.("a, summary, button")) {
      event.preventDefault();
      void this.go();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (event.target.closest?.(".paper")) return;
      event.preventDefault();
      const last = this.exercise.criteria.length - 1;
      this.at = Math.min(last, Math.max(0, this.at + (event.key === "ArrowUp" ? -1 : 1)));
      this.paint(true);
    }
  }
}

const KEYS = () =>
  el(
    "p",
    { class: "le-quiet keys" },
    el("kbd", {}, "1"), "–", el("kbd", {}, "4"), " level  ",
    el("kbd", {}, "↑"), " ", el("kbd", {}, "↓"), " criterion  ",
    el("kbd", {}, "Enter"), " next",
  );
