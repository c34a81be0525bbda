// One criterion to judge: four levels, a comment, lines to begin with, phrases as evidence.
// Everything is saved as it is given; what another coach gave meanwhile is never overwritten unseen.

import { el, fill } from "./parts.js";

const PAUSE = 1500;

/**
 * @param how.api, how.exercise, how.learner, how.round
 * @param how.rubric the criterion: id, title, question, levels, comments; no levels for “fix first”
 * @param how.state  id, waits, entry (what is marked so far)
 * @param how.lines  lines that coaches kept
 * @param how.changed called after every save, with the card
 * @param how.next   called when Enter is pressed in the comment
 */
export class Card {
  constructor(how) {
    Object.assign(this, how);
    this.id = this.rubric.id;
    this.entry = this.state.entry;
    this.waits = Boolean(this.state.waits);
    this.saving = Promise.resolve();
    this.kept = [...(this.lines || [])];
    this.node = el("section", { class: "card", "aria-labelledby": `title-${this.id}` });
    this.#build();
    this.paint();
  }

  get level() {
    return this.entry && !this.waits ? this.entry.level : null;
  }

  get quotes() {
    return this.entry ? this.entry.quotes : [];
  }

  get done() {
    return this.level !== null;
  }

  #build() {
    const { rubric } = this;
    const names = this.api.course.levels;
    this.says = el("span", { class: "says" });
    this.head = el("h2", { id: `title-${this.id}` }, el("button", { type: "button", class: "title", on: { click: () => this.wanted?.(this) } }, rubric.title), this.says);
    this.buttons = rubric.levels.map((text, place) =>
      el(
        "button",
        { type: "button", class: "level", "aria-pressed": "false", "aria-label": names[place], title: text, on: { click: () => void this.give(place) } },
        el("kbd", {}, place + 1),
        el("span", {}, el("strong", {}, names[place]), " ", el("span", { class: "means" }, text)),
      ),
    );
    this.old = el("p", { class: "old-note", hidden: true });
    this.box = el("textarea", {
      id: `comment-${this.id}`,
      rows: rubric.levels.length ? 1 : 2,
      on: {
        input: () => this.#typed(),
        blur: () => void this.saveComment(),
        keydown: (event) => this.#key(event),
      },
    });
    this.box.value = this.entry?.comment || "";
    this.bank = el("div", { class: "lines" });
    this.evidence = el("ul", { class: "evidence", "aria-label": "Evidence" });
    this.clash = el("div", { class: "clash", role: "alert", hidden: true });
    this.rest = el(
      "div",
      { class: "rest" },
      rubric.question && el("p", { class: "question" }, rubric.question),
      this.buttons.length > 0 && el("div", { class: "levels", role: "group", "aria-labelledby": `title-${this.id}` }, this.buttons),
      this.old,
      this.evidence,
      el("label", { for: this.box.id }, rubric.label || "Comment"),
      this.box,
      el("details", { class: "bank" }, el("summary", {}, "Lines to begin with"), this.bank),
    );
    fill(this.node, this.head, this.clash, this.rest);
    this.#lines();
  }

  /** Open, with everything to judge it by; or only its name and what was given. */
  set open(open) {
    this.node.classList.toggle("open", open);
    this.rest.hidden = !open;
    this.head.firstChild.setAttribute("aria-expanded", String(open));
  }

  paint() {
    const { entry, level } = this;
    const names = this.api.course.levels;
    const old = entry && entry.level !== null && this.waits;
    this.buttons.forEach((button, place) => {
      button.setAttribute("aria-pressed", String(place === level));
      button.classList.toggle("was", Boolean(old) && place === entry.level);
    });
    this.node.classList.toggle("done", this.done);
    const by = entry && entry.coach !== this.api.coach() ? ` (${entry.coach})` : "";
    if (this.buttons.length) fill(this.says, this.done ? `✓ ${names[level]}${by}` : "to mark");
    this.old.hidden = !old;
    if (old) this.old.textContent = `For an earlier version: “${names[entry.level]}”. Does it still hold? Press it again, or another. A comment below is from then, too.`;
    fill(
      this.evidence,
      this.quotes.map((one) =>
        el(
          "li",
          {},
          `“${one.text}” `,
          el("button", { type: "button", class: "link", "aria-label": `Take away “${one.text}”`, on: { click: () => void this.unquote(one) } }, "×"),
        ),
      ),
    );
    if (document.activeElement !== this.box && !this.typing) this.box.value = entry?.comment || "";
  }

  #lines() {
    const begin = (text, own) => {
      const use = el("button", { type: "button", class: "line", on: { click: () => this.insert(text) } }, text);
      if (!own) return use;
      return el(
        "div",
        { class: "own" },
        use,
        el("button", { type: "button", class: "link", "aria-label": `Let go of the line “${text}”`, on: { click: () => void this.#keep(text, true) } }, "×"),
      );
    };
    fill(
      this.bank,
      (this.rubric.comments || []).map((text) => begin(text, false)),
      this.kept.map((text) => begin(text, true)),
      el("button", { type: "button", class: "link", on: { click: () => void this.#keep(this.box.value, false) } }, "Keep my comment as a line for next time"),
    );
  }

  async #keep(text, away) {
    try {
      const answer = await this.api.post("line", { exercise: this.exercise, criterion: this.id, text, away });
      this.kept = answer.lines;
      this.#lines();
      this.api.say(away ? "The line is gone" : "Line kept");
    } catch (error) {
      this.api.trouble(error.message);
    }
  }

  /** Puts a line into the comment; the first gap in it is selected, to be written over. */
  insert(text) {
    const before = this.box.value.trimEnd();
    this.box.value = before ? `${before}\n${text}` : text;
    this.box.focus();
    const gap = this.box.value.indexOf("...", before.length);
    if (gap >= 0) this.box.setSelectionRange(gap, gap + 3);
    this.#typed();
  }

  #typed() {
    this.typing = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.saveComment(), PAUSE);
  }

  #key(event) {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.saveComment();
      this.next?.(this);
    } else if (event.key === "Escape") {
      this.box.blur();
    }
    event.stopPropagation();
  }

  // Saving

  give(level) {
    return this.save({ level });
  }

  saveComment() {
    clearTimeout(this.timer);
    this.typing = false;
    const comment = this.box.value.trim();
    if (comment === (this.entry?.comment || "")) return this.saving;
    return this.save({ comment });
  }

  quote(one) {
    if (this.quotes.some((each) => each.text === one.text && each.where === one.where)) return this.saving;
    return this.save({ quotes: [...this.quotes, one] });
  }

  unquote(one) {
    return this.save({ quotes: this.quotes.filter((each) => each !== one) });
  }

  /** Back to what was before the last change here. */
  restore({ entry, waits }) {
    const then = { comment: entry?.comment || "", quotes: entry?.quotes || [] };
    if (waits || !entry || entry.level === null) then.unmark = this.buttons.length > 0;
    else then.level = entry.level;
    this.box.value = then.comment;
    return this.save(then, false);
  }

  /** One change after the other; resolves to whether it is saved. */
  save(change, undoable = true) {
    const then = async () => {
      const before = { entry: this.entry, waits: this.waits };
      this.api.say("Saving …");
      try {
        const entry = await this.api.post("mark", {
          exercise: this.exercise,
          learner: this.learner,
          criterion: this.id,
          round: this.round,
          seen: this.entry?.id || 0,
          ...change,
        });
        this.entry = entry;
        if (change.unmark) this.waits = true;
        else if (change.level !== undefined) this.waits = false;
        this.failed = false;
        this.clash.hidden = true;
        this.api.trouble("");
        this.api.say("Saved");
        this.paint();
        this.changed?.(this, undoable ? before : null);
        return true;
      } catch (error) {
        this.api.say("");
        if (error.entry) this.#clashed(error.entry, change);
        else {
          this.failed = true;
          this.api.trouble(`Not saved. ${error.message}`);
        }
        return false;
      }
    };
    this.saving = this.saving.then(then);
    return this.saving;
  }

  /** Another coach was here: both versions, and a choice. */
  #clashed(entry, change) {
    const names = this.api.course.levels;
    const told = (level, comment) => [level === null || level === undefined ? "no level" : names[level], comment && `“${comment}”`].filter(Boolean).join(", ");
    const mine = { level: this.level, comment: this.box.value.trim(), ...change };
    const keep = (put) => async () => {
      this.entry = entry;
      if (entry.level !== null) this.waits = false;
      this.clash.hidden = true;
      if (put) {
        await this.save({ ...change });
      } else {
        this.box.value = entry.comment;
        this.typing = false;
        this.paint();
        this.changed?.(this, null);
        this.api.say("Kept as it was");
      }
    };
    fill(
      this.clash,
      el("p", {}, el("strong", {}, `${entry.coach} marked this while you had it open. Yours is not saved yet.`)),
      el("p", {}, `Theirs (${entry.when}): ${told(entry.level, entry.comment)}.`),
      el("p", {}, `Yours: ${told(mine.level, mine.comment)}.`),
      el("button", { type: "button", on: { click: keep(false) } }, "Keep theirs"),
      " ",
      el("button", { type: "button", on: { click: keep(true) } }, "Put mine instead"),
    );
    this.clash.hidden = false;
  }

  /** Before leaving: everything saved, or an error that says what is not. */
  async flush() {
    await this.saveComment();
    await this.saving;
    if (this.failed) throw new Error("Your last change is not saved; press or write it again before you go on.");
    if (!this.clash.hidden) throw new Error("Another coach marked this too; choose which mark stays before you go on.");
  }
}

/** The last changes on a screen, to take back one by one. */
export class Undo {
  constructor() {
    this.done = [];
  }

  add(card, before) {
    if (before) this.done.push([card, before]);
  }

  async last() {
    const [card, before] = this.done.pop() || [];
    if (!card) return null;
    await card.restore(before);
    return card;
  }
}
