// The parts that pages are made of. Each has el, update() and drop(); words go in as text only.

function placed(part, where) {
  part.el.dataset.where = where;
  return part;
}

// A text at a path of the work.
function textAt(app, path, look, intent) {
  const { label, hint, rows, max } = look;
  return placed(labeled(app, {
    label,
    hint,
    rows,
    max: max || (rows ? 4000 : 600),
    read: () => at(app.work, path) ?? "",
    intent: (text) => ({ ...intent, text }),
  }), path);
}

function readNumber(text) {
  const bare = text.trim().replace(/\s*%$/, "");
  const plain = /^\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  if (!plain) return null;
  return /^-?\d{1,6}(\.\d{0,6})?$/.test(plain) ? Number(plain) : undefined;
}

// A number at a path; what is no number stays in the field and is asked about, not sent.
function numberAt(app, path, look, intent) {
  const id = domId("n");
  const input = h("input", { id, type: "text", inputmode: "decimal", maxlength: 12, autocomplete: "off", class: "le-number" });
  const ask = h("span", { class: "le-warn", id: `${id}-ask`, role: "status" });
  input.setAttribute("aria-describedby", `${id}-hint ${id}-ask`);
  const bad = () => {
    const value = readNumber(input.value);
    const wrong = value === undefined || (look.whole && value !== null && !Number.isInteger(value));
    ask.textContent = wrong ? look.ask || (look.whole ? "Write a whole number, such as 27." : "Write a number, such as 52.") : "";
    input.setAttribute("aria-invalid", wrong ? "true" : "false");
    return wrong;
  };
  const read = () => {
    const value = at(app.work, path);
    return value === null || value === undefined ? "" : String(value);
  };
  const field = boundText(app, input, read, (text) => ({ ...intent, text: String(readNumber(text) ?? "") }), (a, b) => readNumber(a) === readNumber(b) || bad());
  // Only numbers are sent: boundText asks for the intent when it pushes, so stop it before.
  input.addEventListener("input", (event) => {
    if (bad()) event.stopImmediatePropagation();
  }, { capture: true });
  const el = h("div", { class: "le-field le-short" }, h("label", { for: id, text: look.label }),
    look.hint ? h("span", { class: "le-hint", id: `${id}-hint`, text: look.hint }) : null,
    h("span", { class: "le-with-unit" }, input, look.unit ? h("span", { "aria-hidden": "true", text: look.unit() }) : null), ask);
  const unit = el.querySelector(".le-with-unit > span");
  return placed({
    el,
    input,
    update() {
      field.update();
      if (unit) unit.textContent = look.unit();
    },
    drop: field.drop,
  }, path);
}

function dateAt(app, path, look, intent) {
  const id = domId("d");
  const input = h("input", { id, type: "date" });
  const field = boundText(app, input, () => at(app.work, path) ?? "", (text) => ({ ...intent, text }));
  return placed({
    el: h("div", { class: "le-field le-short" }, h("label", { for: id, text: look.label }),
      look.hint ? h("span", { class: "le-hint", text: look.hint }) : null, input),
    input,
    update: field.update,
    drop: field.drop,
  }, path);
}

function choiceAt(app, path, look, intent) {
  return placed(choices(app, {
    ...look,
    read: () => at(app.work, path) ?? "",
    choose: (value) => app.send({ ...intent, value: value || "" }, true),
  }), path);
}

// Things to pick from, each one pressed or not.
function chipsAt(app, where, look) {
  const rows = new Map();
  const list = h("div", { class: "le-pick", role: "group", "aria-label": look.label });
  for (const one of look.options) {
    const chip = button("", () => {
      if (!app.locked) look.toggle(one, !look.has(one));
    }, { class: one.means ? "le-card" : "le-pick-chip" });
    chip.append(h("span", { class: "le-tick", "aria-hidden": "true" }), h("span", { class: "le-pick-name", text: one.text }));
    if (one.means) chip.append(h("span", { class: "le-pick-means", text: one.means }));
    rows.set(one, chip);
    list.append(chip);
  }
  return placed({
    el: h("div", { class: "le-field" }, h("span", { class: "le-label", text: look.label }),
      look.hint ? h("span", { class: "le-hint", text: look.hint }) : null, list),
    update() {
      for (const [one, chip] of rows) {
        const on = look.has(one);
        chip.setAttribute("aria-pressed", on ? "true" : "false");
        chip.querySelector(".le-tick").textContent = on ? "✓" : "";
        chip.disabled = app.locked;
      }
    },
    drop() {},
  }, where);
}

// A chart is not made smaller than it can be read: on a narrow screen one moves it sideways, with
// the arrows too.
function watchWidth(el) {
  const watch = new ResizeObserver(() => {
    if (el.scrollWidth > el.clientWidth) el.tabIndex = 0;
    else el.removeAttribute("tabindex");
  });
  watch.observe(el);
  return watch;
}

// A picture that Python drew; in an image nothing can run.
function pictureOf(app, read, look = {}) {
  const image = h("img", { class: "le-image" });
  const words = h("p", { class: "le-picture-words" });
  const el = h("figure", { class: `le-figure ${look.class || ""}` }, image, words);
  const watch = watchWidth(el);
  return {
    el,
    update() {
      const told = read();
      el.hidden = !told;
      if (!told) return;
      if (image.getAttribute("src") !== told.url) image.src = told.url;
      image.alt = told.alt;
      words.textContent = told.words || "";
      words.hidden = !told.words;
    },
    drop() {
      watch.disconnect();
    },
  };
}

// What the browser sends: one change of a field, or of a row in a list.
function toField(field) {
  return { op: "set", field };
}

function toRow(list, which, field) {
  return { op: "set_row", list, ...(typeof which === "number" ? { row: which } : { id: which }), field };
}

// Lines that Python worked out, shown while there are any.
function remarkOf(read, look = {}) {
  const el = h("div", { class: `le-remark ${look.class || ""}`, "aria-live": look.quiet ? "off" : "polite" });
  let shown = "";
  return {
    el,
    update() {
      const lines = read() || [];
      el.hidden = !lines.length;
      const now = JSON.stringify(lines);
      if (now === shown) return;
      shown = now;
      el.replaceChildren(...lines.map((line) => h("p", { text: line })));
    },
    drop() {},
  };
}

// Parts beside each other, or under a heading.
function group(look, parts) {
  const el = h(look.tag || "div", { class: look.class || "" }, look.title ? h("h4", { text: look.title }) : null, parts.map((part) => part.el));
  return {
    el,
    update() {
      for (const part of parts) part.update?.();
    },
    drop() {
      for (const part of parts) part.drop?.();
    },
  };
}

function foldedAway(summary, parts) {
  const inner = group({}, parts);
  const el = h("details", { class: "le-fold" }, h("summary", { text: summary }), inner.el);
  return { ...inner, el };
}

// Parts that are made again when their shape changes; focus stays where it was, or goes to `next`.
function remade(shape, make, look = {}) {
  const el = h("div", { class: look.class || "" });
  let parts = [];
  let drawn;
  return {
    el,
    update() {
      const now = JSON.stringify(shape());
      if (now !== drawn) {
        const active = document.activeElement;
        const inside = el.contains(active) ? active.dataset.key || "" : null;
        drawn = now;
        for (const part of parts) part.drop?.();
        parts = make();
        el.replaceChildren(...parts.map((part) => part.el));
        if (inside !== null) {
          const again = inside && el.querySelector(`[data-key="${CSS.escape(inside)}"]`);
          (again || el.querySelector("input, button"))?.focus({ preventScroll: true });
        }
      }
      for (const part of parts) part.update?.();
    },
    drop() {
      for (const part of parts) part.drop?.();
    },
  };
}

// When something was, in the time zone of who reads it (a notebook may run somewhere else).
function momentWords(seconds) {
  return `${day(seconds)}, ${new Date(seconds * 1000).getFullYear()} at ${clock(seconds)}`;
}

function words(tag, text, look) {
  return { el: h(tag, { class: look || "", text }) };
}

const SCHOOL_TEAM = { roles: "two Grade 5 teachers, math coach", field: "school", label: "School" };

// Which draft this is, and who was there (a team's own work only).
function teamParts(app, look = SCHOOL_TEAM) {
  if (!app.options.team) return [];
  const people = (text) => text.split(",").map((name) => name.trim()).filter(Boolean).join("\n");
  return [group({ class: "le-team" }, [
    placed(choices(app, {
      legend: "Whose version is this?",
      options: [{ value: "my draft", text: "My draft" }, { value: "with my team", text: "With my team" }],
      read: () => app.work.version,
      choose: (value) => app.send({ op: "set_version", value }, true),
    }), "version"),
    placed(labeled(app, {
      label: "Who was there?",
      hint: `Roles, with commas between: ${look.roles}`,
      read: () => app.work.who_was_there.join(", "),
      intent: (text) => ({ op: "set_who", text }),
      same: (a, b) => people(a) === people(b),
    }), "who_was_there"),
    textAt(app, look.field, { label: look.label }, toField(look.field)),
  ])];
}

// What a coach is asked (only in work that is handed in).
function helpParts(app) {
  if (!app.options.handed_in) return [];
  return [textAt(app, "help_wanted", { label: "Ask my coach for help (optional)", hint: "Your coach reads this when you hand in.", rows: 2 }, toField("help_wanted"))];
}

// What was built into a simulated case, once it is read; `early` says what is missing before.
function truthPart(app, look) {
  const list = h("div", { class: "le-truth", tabindex: "-1", hidden: true });
  const go = button("Tell me what was underneath", () => app.safely(async () => {
    app.flush();
    const answer = await app.link.ask("truth", {});
    if (!answer.lines.length) {
      app.say(look.early);
      return;
    }
    list.replaceChildren(h("h4", { text: "What was underneath" }), ...answer.lines.map((line) => h("p", { text: line })));
    list.hidden = false;
    list.focus();
  }), { class: "le-act le-go" });
  return {
    el: h("div", {}, go, list),
    update() {
      this.el.hidden = !look.shown();
      go.disabled = app.locked || !look.ready();
    },
  };
}
