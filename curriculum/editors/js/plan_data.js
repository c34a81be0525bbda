// What is counted, by whom, and where the class is now.

const BASELINE = { path: "data.baseline", name: "baseline" };

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

function planDataPages(app, { page, text, number }) {
  const add = {
    el: button("+ lesson", () => app.send({ op: "add_row", list: "baseline", rows: app.work.data.baseline.length }, true), { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  const fromCase = {
    el: button("Copy the numbers from the folder", () => app.safely(async () => {
      const answer = await app.link.ask("case_points", {});
      app.send({ op: "replace_rows", list: "baseline", value: answer.points }, true);
      app.say(answer.sentence);
    }), { class: "le-act" }),
    update() {
      this.el.hidden = !app.options.case_points || app.work.data.baseline.length > 0;
      this.el.disabled = app.locked;
    },
  };
  return [
    page("measure", "Data", "What will you count?", "Something two people in the same room would count alike.", ["data.measure", "data.numerator", "data.denominator"], () => [
      text("data.measure", { label: "Name of the measure", hint: "For example: reason slips" }),
      text("data.numerator", { label: "What counts as one?", hint: "For example: a slip that states a math reason (a because, a so, or a labeled drawing)", rows: 2 }),
      text("data.denominator", { label: "Out of which?", hint: "For example: students present" }),
    ]),
    page("collect", "Data", "Who counts, and how?", "Five minutes of a lesson at most.", ["data.who", "data.when", "data.tool", "data.missing", "data.minutes"], () => [
      group({ class: "le-pair" }, [
        text("data.who", { label: "Who collects it?", hint: "For example: Ms. Duarte; the coach sorts five again" }),
        text("data.when", { label: "When in the lesson?", hint: "For example: the last four minutes" }),
        text("data.tool", { label: "With what?", hint: "For example: a paper slip, one for each student" }),
        number("data.minutes", { label: "Minutes a lesson", unit: () => "min" }),
      ]),
      text("data.missing", { label: "What if a student is not there?", hint: "For example: absent or pulled out is written down as missing, never as “no reason”" }),
    ]),
    page("baseline", "Data", "Where are you now?", "The same count before the change. Six lessons or more tell something.", ["data.baseline", "data.baseline_text"], () => [
      pointTable(app, BASELINE, {
        label: "Lessons before the change",
        columns: ["Day", "How many", "Of how many"],
        empty: "No lesson counted yet.",
      }),
      group({ class: "le-acts" }, [fromCase, add]),
      pasteBox(app, BASELINE),
      remarkOf(() => app.made.baseline),
      text("data.baseline_text", { label: "In words (optional)", hint: "For example: 107 of 311 slips (34%) on 12 days; median 32%", rows: 2 }),
    ]),
    page("beside", "Data", "Two more things to watch", "", ["data.process", "data.balancing"], () => [
      text("data.process", { label: "Did the change happen?", hint: "How you will know for each lesson. For example: opener run in the planned order, yes or no and one line why", rows: 2 }),
      text("data.balancing", { label: "What could get worse?", hint: "For example: minutes left for the main lesson", rows: 2 }),
    ]),
  ];
}
