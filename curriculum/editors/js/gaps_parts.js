// Parts of the gaps editor: rows of words, a choice from many, the floor.

// A choice that is only on this screen, or one that is sent.
function pickOf(app, look) {
  const id = domId("s");
  const select = h("select", { id });
  let drawn = "";
  select.addEventListener("change", () => look.choose(select.value));
  return {
    el: h("div", { class: "le-field" }, h("label", { for: id, text: look.label }),
      look.hint ? h("span", { class: "le-hint", text: look.hint }) : null, select),
    input: select,
    update() {
      const options = look.options();
      const now = JSON.stringify(options);
      if (now !== drawn) {
        drawn = now;
        select.replaceChildren(h("option", { value: "", text: look.none || "Choose…" }), ...options.map((one) => h("option", { value: one.value, text: one.text })));
      }
      select.value = look.read() || "";
      select.disabled = app.locked;
    },
    drop() {},
  };
}

function namesOf(list) {
  return list.map((name) => ({ value: name, text: name }));
}

// Rows of words, such as voices: each with its fields and a button that takes it away.
function wordRows(app, list, look) {
  const rows = remade(() => app.work[list].length, () => app.work[list].map((_, place) => {
    const parts = look.fields.map(([field, label]) => {
      const made = textAt(app, `${list}.${place}.${field}`, { label, rows: field === "words" || field === "what" ? 2 : 0 }, toRow(list, place, field));
      made.input.dataset.key = `${list}-${place}-${field}`;
      return made;
    });
    const name = `${look.one} ${place + 1}`;
    const remove = button("×", () => app.send({ op: "remove_row", list, row: place, rows: app.work[list].length }, true), { class: "le-act le-remove", "aria-label": `Remove ${name}` });
    return {
      el: h("div", { class: "le-word-row", role: "group", "aria-label": name, "data-where": `${list}.${place}` }, parts.map((part) => part.el), remove),
      update() {
        for (const part of parts) part.update();
        remove.disabled = app.locked;
      },
      drop() {
        for (const part of parts) part.drop();
      },
    };
  }));
  const add = {
    el: button(look.add, () => app.send({ op: "add_row", list, rows: app.work[list].length }, true), { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  return [words("p", look.hint, "le-hint"), placed(rows, list), group({ class: "le-acts" }, [add])];
}

// The floor is sent when it is whole: on its way to 15 it is 1.
function floorPart(app) {
  const id = domId("n");
  const input = h("input", { id, type: "text", inputmode: "numeric", maxlength: 4, autocomplete: "off", class: "le-number" });
  const ask = h("span", { class: "le-warn", id: `${id}-ask`, role: "status" });
  input.setAttribute("aria-describedby", `${id}-hint ${id}-ask`);
  let sent = 0;
  const say = (text) => {
    ask.textContent = text;
    input.setAttribute("aria-invalid", text ? "true" : "false");
  };
  input.addEventListener("change", () => {
    const value = readNumber(input.value);
    if (!Number.isInteger(value) || value < 11 || value > 1000) say("Write 11 or a larger whole number: your district may be stricter, never laxer.");
    else {
      say("");
      if (!app.locked && value !== app.work.floor) sent = app.send({ op: "set_floor", value }, true);
    }
  });
  return placed({
    el: h("div", { class: "le-field le-short" }, h("label", { for: id, text: "Smallest group that may be shown" }),
      h("span", { class: "le-hint", id: `${id}-hint`, text: app.options.has_case ? "11 students, or the district’s own stricter rule: it is in your folder" : "11 students, or your district’s own stricter rule" }), h("span", { class: "le-with-unit" }, input, h("span", { "aria-hidden": "true", text: "students" })), ask),
    input,
    update() {
      input.readOnly = app.locked;
      if (document.activeElement === input || app.link.shown < sent || ask.textContent) return;
      input.value = String(app.work.floor);
    },
    drop() {},
  }, "floor");
}

function measureCard(app, which, legend, means, hints) {
  const fields = [
    ["name", "Its name"],
    ["counted", "What is counted"],
    ["out_of", "Out of whom"],
    ["period", "When"],
    ["source", "Where the numbers come from"],
  ].map(([field, label]) => textAt(app, `${which}.${field}`, { label, hint: hints[field] }, toField(`${which}.${field}`)));
  const inner = group({}, fields);
  return placed({
    ...inner,
    el: h("fieldset", { class: "le-group" }, h("legend", { text: legend }), h("p", { class: "le-hint", text: means }), inner.el),
  }, which);
}
