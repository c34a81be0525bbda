// Lessons in a table: day, how many, of how many; one by one, or typed at once.

// A row of a lesson's count: day, how many, of how many.
function pointRow(app, list, place, more) {
  const one = (part, look, make) => {
    const made = make(app, `${list.path}.${place}.${part}`, look, toRow(list.name, place, part));
    made.input.dataset.key = `${place}-${part}`;
    return made;
  };
  const name = `Lesson ${place + 1}`;
  const parts = [
    one("day", { label: `${name}: day` }, dateAt),
    one("count", { label: `${name}: how many`, whole: true }, numberAt),
    one("of", { label: `${name}: of how many`, whole: true }, numberAt),
    ...(more ? more(one, name) : []),
  ];
  const remove = button("×", () => app.send({ op: "remove_row", list: list.name, row: place, rows: at(app.work, list.path).length }, true), {
    class: "le-act le-remove",
    "aria-label": `Remove lesson ${place + 1}`,
  });
  return {
    el: h("tr", {}, parts.map((part) => h("td", {}, part.el)), h("td", {}, remove)),
    update() {
      for (const part of parts) part.update();
      remove.disabled = app.locked;
    },
    drop() {
      for (const part of parts) part.drop();
    },
  };
}

function pointTable(app, list, look) {
  const rows = remade(() => at(app.work, list.path).length, () => {
    const points = at(app.work, list.path);
    const lines = points.map((_, place) => pointRow(app, list, place, look.more));
    const head = h("tr", {}, look.columns.map((name) => h("th", { scope: "col", text: name })), h("th", {}, h("span", { class: "le-hidden", text: "Remove" })));
    const table = h("table", { class: "le-points" }, h("thead", {}, head), h("tbody", {}, lines.map((line) => line.el)));
    return [{
      el: points.length ? h("div", { class: "le-scroll", tabindex: "0", role: "group", "aria-label": look.label }, table) : words("p", look.empty, "le-quiet").el,
      update() {
        for (const line of lines) line.update();
      },
      drop() {
        for (const line of lines) line.drop();
      },
    }];
  });
  return placed(rows, list.path);
}

// Several lessons at once, as they stand on a sheet of paper.
function pasteBox(app, list) {
  const id = domId("paste");
  const box = h("textarea", { id, rows: 3, maxlength: 4000, placeholder: "" });
  const add = button("Add these lessons", () => app.safely(async () => {
    app.flush();
    const answer = await app.link.ask("read_points", { text: box.value });
    if (answer.points.length) {
      const value = [...at(app.work, list.path), ...answer.points];
      app.send({ op: "replace_rows", list: list.name, value }, true);
      box.value = "";
      box.closest("details").open = false;
    }
    app.say(answer.sentence);
  }), { class: "le-act" });
  return {
    el: h("details", { class: "le-fold" }, h("summary", { text: "Type several lessons at once" }),
      h("div", { class: "le-field" }, h("label", { for: id, text: "One lesson a line" }),
        h("span", { class: "le-hint", text: "Day, how many, of how many. For example: Sep 22, 8 of 26" }), box),
      add),
    update() {
      add.disabled = app.locked;
      box.readOnly = app.locked;
    },
    drop() {},
  };
}
