// The numbers: from the locked plan's cycle, from the team's own file, or typed.

const POINTS = { path: "points", name: "points" };
const DONE = [
  { value: "yes", text: "yes" },
  { value: "partly", text: "partly" },
  { value: "no", text: "no" },
];

function lockedCard(app, read) {
  return remade(read, () => {
    const told = read();
    const rows = told.rows.map(([label, text]) => h("div", {}, h("dt", { text: label }), h("dd", { text })));
    return [{
      el: h("div", { class: told.locked ? "le-card-locked" : "le-remark" }, h("p", { text: told.at ? `Locked on ${momentWords(told.at)}, before these numbers were known.` : told.said }), rows.length ? h("dl", { class: "le-summary" }, rows) : null),
    }];
  });
}

// A choice that stands in a table cell.
function selectAt(app, path, look, intent) {
  const id = domId("s");
  const select = h("select", { id }, h("option", { value: "", text: look.none || "–" }), look.options.map((one) => h("option", { value: one.value, text: one.text })));
  let sent = 0;
  select.addEventListener("change", () => {
    sent = app.send({ ...intent, value: select.value }, true);
  });
  return placed({
    el: h("div", { class: "le-field" }, h("label", { for: id, text: look.label }), select),
    input: select,
    update() {
      select.disabled = app.locked;
      if (app.link.shown >= sent) select.value = at(app.work, path) ?? "";
    },
    drop() {},
  }, path);
}

function studyNumbersPage(app) {
  const bind = {
    el: button("Bring in my locked plan", () => app.send({ op: "bind_plan" }, true), { class: "le-act le-go" }),
    update() {
      this.el.hidden = !app.made.can_bind;
      this.el.disabled = app.locked;
    },
  };
  const add = {
    el: button("+ lesson", () => app.send({ op: "add_row", list: "points", rows: app.work.points.length }, true), { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  const more = (one, name) => [
    one("phase", { label: `${name}: when`, none: "", options: [{ value: "baseline", text: "before" }, { value: "cycle", text: "since" }] }, selectAt),
    one("absent", { label: `${name}: absent`, whole: true }, numberAt),
    one("note", { label: `${name}: note` }, textAt),
  ];
  const own = remade(() => [app.made.simulated, app.made.plan.locked], () => [
    app.made.simulated
      ? words("p", "The lessons of your plan have been taught. These are the counts that came in, together with the team’s log.", "le-quiet")
      : group({}, [fileParts(app)]),
  ]);
  return [
    lockedCard(app, () => app.made.plan),
    bind,
    own,
    group({ class: "le-pair" }, [
      dateAt(app, "change_day", { label: "First lesson with the change" }, toField("change_day")),
      textAt(app, "measure", { label: "What these numbers count" }, toField("measure")),
    ]),
    remade(() => app.made.simulated, () => {
      const table = pointTable(app, POINTS, {
        label: "All lessons",
        columns: ["Day", "How many", "Of how many", "Before or since", "Absent", "Note"],
        empty: "No lesson yet.",
        more,
      });
      // Counts that came in from the class are there to be read.
      if (app.made.simulated) return [foldedAway("Look at all lessons", [table])];
      return [table, group({ class: "le-acts" }, [add]), pasteBox(app, POINTS)];
    }),
    remarkOf(() => app.made.problems, { class: "le-asks" }),
  ];
}

function studyHappenedPage(app) {
  const list = { path: "log", name: "log" };
  const row = (place) => {
    const one = (part, look, make) => {
      const made = make(app, `log.${place}.${part}`, look, toRow("log", place, part));
      made.input.dataset.key = `log-${place}-${part}`;
      return made;
    };
    const name = `Lesson ${place + 1}`;
    const parts = [
      one("day", { label: `${name}: day` }, dateAt),
      one("done", { label: `${name}: done as planned`, options: DONE }, selectAt),
      one("words", { label: `${name}: one line` }, textAt),
      one("minutes", { label: `${name}: minutes` }, numberAt),
    ];
    const remove = button("×", () => app.send({ op: "remove_row", list: "log", row: place, rows: app.work.log.length }, true), { class: "le-act le-remove", "aria-label": `Remove lesson ${place + 1}` });
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
  };
  const table = remade(() => at(app.work, list.path).length, () => {
    const rows = app.work.log.map((_, place) => row(place));
    if (!rows.length) return [words("p", "No lesson in the log yet.", "le-quiet")];
    const head = ["Day", "As planned?", "What happened, in one line", "Minutes"].map((name) => h("th", { scope: "col", text: name }));
    return [{
      el: h("div", { class: "le-scroll", tabindex: "0", role: "group", "aria-label": "Lesson log" },
        h("table", { class: "le-points le-log" }, h("thead", {}, h("tr", {}, head, h("th", {}, h("span", { class: "le-hidden", text: "Remove" })))), h("tbody", {}, rows.map((one) => one.el)))),
      update() {
        for (const one of rows) one.update();
      },
      drop() {
        for (const one of rows) one.drop();
      },
    }];
  });
  const add = {
    el: button("+ today’s lesson (thirty seconds)", () => {
      const now = new Date();
      const day = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
      app.send({ op: "add_row", list: "log", rows: app.work.log.length, day }, true);
    }, { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  return [
    placed(table, "log"),
    group({ class: "le-acts" }, [add]),
    remarkOf(() => app.made.log),
    choiceAt(app, "fidelity", {
      legend: "All in all, did the change happen as planned?",
      options: [
        { value: "yes", text: "Yes", means: "nearly every lesson" },
        { value: "partly", text: "Partly", means: "about half of them" },
        { value: "no", text: "No", means: "mostly not" },
      ],
    }, toField("fidelity")),
    textAt(app, "deviations", { label: "What was different from the plan, and on which day?", hint: "For example: November 5, cut to 4 minutes by a fire drill. Kept on the chart.", rows: 2 }, toField("deviations")),
  ];
}
