// Two questions on two pages: did the prediction hold, and does the series signal?

function studyHeldPage(app) {
  const choose = remade(() => [app.made.plan.choices, app.work.prediction_id], () => {
    const rows = app.made.plan.choices || [];
    if (rows.length < 2) return [];
    return [choiceAt(app, "prediction_id", { legend: "Which prediction is this about?", options: rows }, toField("prediction_id"))];
  });
  return [
    choose,
    group({ class: "le-beside" }, [
      group({}, [
        remarkOf(() => app.made.sums, { quiet: true }),
        numberAt(app, "result", { label: "Your result", hint: "Since the change, in the unit of your prediction. For example: 43 of 104 is 41" }, toField("result")),
        choiceAt(app, "held", {
          legend: "Is the result inside your range?",
          options: [
            { value: "held", text: "Held", means: "inside, ends included" },
            { value: "missed", text: "Missed", means: "outside: that teaches something" },
            { value: "unclear", text: "Cannot be said", means: "the number is not there" },
          ],
        }, toField("held")),
      ]),
      pictureOf(app, () => app.made.held),
    ]),
    words("p", "This is only about one number and its range. Whether the lessons show a signal is another question, on the next page.", "le-quiet"),
  ];
}

function annotationRows(app) {
  return remade(() => app.work.annotations.length, () => app.work.annotations.map((_, place) => {
    const day = dateAt(app, `annotations.${place}.day`, { label: `Note ${place + 1}: day` }, toRow("annotations", place, "day"));
    const text = textAt(app, `annotations.${place}.text`, { label: `Note ${place + 1}: what happened` }, toRow("annotations", place, "text"));
    const remove = button("×", () => app.send({ op: "remove_row", list: "annotations", row: place, rows: app.work.annotations.length }, true), { class: "le-act le-remove", "aria-label": `Remove note ${place + 1}` });
    day.input.dataset.key = `a-${place}-day`;
    text.input.dataset.key = `a-${place}-text`;
    return {
      el: h("div", { class: "le-note-row" }, day.el, text.el, remove),
      update() {
        day.update();
        text.update();
        remove.disabled = app.locked;
      },
      drop() {
        day.drop();
        text.drop();
      },
    };
  }));
}

function studyNotesPage(app) {
  const add = {
    el: button("+ note on the chart", () => app.send({ op: "add_row", list: "annotations", rows: app.work.annotations.length }, true), { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  return [
    pictureOf(app, () => app.made.run, { class: "le-chart" }),
    remarkOf(() => app.made.problems, { class: "le-asks" }),
    group({ class: "le-pair" }, [dateAt(app, "change_day", { label: "First lesson with the change", hint: "The dashed line on the chart" }, toField("change_day"))]),
    placed(annotationRows(app), "annotations"),
    group({ class: "le-acts" }, [add]),
  ];
}

function studySignalPage(app) {
  const number = (part, label, hint, whole) => numberAt(app, `signal_reading.${part}`, { label, hint, whole }, toField(`signal_reading.${part}`));
  return [
    pictureOf(app, () => app.made.run, { class: "le-chart" }),
    remarkOf(() => app.made.rules.slice(0, 1), { quiet: true }),
    foldedAway("The other common set of rules", [remarkOf(() => app.made.rules.slice(1), { quiet: true, class: "le-plain" })]),
    group({ class: "le-four" }, [
      number("median", "Median before", "The blue line"),
      number("useful", "Useful points", "Not on the line", true),
      number("longest_run", "Longest run", "On one side", true),
      number("crossings", "Crossings", "Of the line", true),
    ]),
    choiceAt(app, "signal_reading.signal", {
      legend: "By the rule in force, does the series signal?",
      options: [
        { value: "yes", text: "Signal" },
        { value: "no", text: "No signal" },
        { value: "too_few", text: "Too few points to say" },
      ],
    }, toField("signal_reading.signal")),
    textAt(app, "signal_reading.words", { label: "In your words (optional)", hint: "For example: the last 9 lessons lie above the median of 32%", rows: 2 }, toField("signal_reading.words")),
  ];
}
