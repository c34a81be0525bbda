// A text field that is bound to one place of the fishbone. Typing never waits: what is under the
// cursor is only replaced when nothing typed is still on its way.

function boundText(app, input, read, intent, same) {
  let dirty = false;
  let sent = 0;
  const push = throttle(150, () => {
    dirty = false;
    sent = app.link.send(intent(input.value));
  });
  const field = {
    input,
    get busy() {
      return dirty || app.link.shown < sent;
    },
    flush() {
      if (dirty) push.flush();
    },
    update() {
      const value = read();
      if (value === undefined) return;
      input.readOnly = app.locked;
      const equal = same ? same(input.value, value) : input.value === value;
      if (!field.busy && !equal) {
        input.value = value;
        grow(input);
      }
    },
    drop() {
      field.flush();
      app.fields.delete(field);
    },
  };
  input.addEventListener("input", () => {
    if (app.locked) return;
    dirty = true;
    app.unsaved();
    grow(input);
    push();
  });
  input.addEventListener("blur", () => field.flush());
  app.fields.add(field);
  input.value = read() ?? "";
  field.update();
  return field;
}

// Fits a text area to its text where the browser cannot do it by itself.
function grow(input) {
  if (input.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + 2}px`;
}

function labeled(app, { label, hint, rows, max, read, intent, same, wide }) {
  const id = domId("f");
  const input = rows
    ? h("textarea", { id, rows, maxlength: max || 4000 })
    : h("input", { id, type: "text", maxlength: max || 600, autocomplete: "off" });
  const hintEl = hint ? h("span", { class: "le-hint", id: `${id}-hint`, text: hint }) : null;
  if (hintEl) input.setAttribute("aria-describedby", hintEl.id);
  const field = boundText(app, input, read, intent, same);
  const el = h("div", { class: wide ? "le-field le-wide" : "le-field" }, h("label", { for: id, text: label }), hintEl, input);
  requestAnimationFrame(() => grow(input));
  return { el, input, update: field.update, drop: field.drop };
}

// A row of choices that can also be taken back.
function choices(app, { legend, options, read, choose, none }) {
  const name = domId("choice");
  const inputs = [];
  let sent = 0;
  const rows = [...options, ...(none ? [{ value: "", text: none }] : [])].map((option) => {
    const input = h("input", { type: "radio", name, value: option.value, id: domId("r") });
    input.addEventListener("change", () => {
      if (input.checked && !app.locked) sent = choose(option.value || null);
    });
    inputs.push(input);
    const symbol = option.symbol
      ? h("span", { class: "le-symbol", "aria-hidden": "true", text: option.symbol })
      : null;
    const means = option.means ? h("span", { class: "le-means", text: option.means }) : null;
    return h("label", { class: "le-choice", for: input.id }, input, symbol, h("span", { text: option.text }), means);
  });
  const el = h("fieldset", { class: "le-choices" }, h("legend", { text: legend }), h("div", { class: "le-choice-rows" }, rows));
  return {
    el,
    inputs,
    update() {
      const value = read();
      if (value === undefined) return;
      for (const input of inputs) {
        // A choice that is still on its way stays as the person made it.
        if (app.link.shown >= sent) input.checked = input.value === (value || "");
        input.disabled = app.locked;
      }
    },
    drop() {},
  };
}
