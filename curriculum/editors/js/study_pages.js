// The pages of a study: numbers, what happened, prediction, chart, who, other reasons, verdict.

const GROUP_PARTS = [
  ["name", "Group", textAt],
  ["n", "Students", numberAt],
  ["before.count", "Before: how many", numberAt],
  ["before.of", "of", numberAt],
  ["after.count", "Since: how many", numberAt],
  ["after.of", "of", numberAt],
];

function groupCard(app, place) {
  const parts = GROUP_PARTS.map(([part, label, make]) => {
    const made = make(app, `groups.${place}.${part}`, { label, whole: make === numberAt }, toRow("groups", place, part));
    made.input.dataset.key = `g-${place}-${part}`;
    return made;
  });
  const told = textAt(app, `groups.${place}.words`, { label: "What you saw" }, toRow("groups", place, "words"));
  told.input.dataset.key = `g-${place}-words`;
  const small = h("p", { class: "le-warn", text: "Under 11 students: no verdict and no share for this group. Look at their work together, and pool more lessons." });
  const remove = button("Remove this group", () => app.send({ op: "remove_row", list: "groups", row: place, rows: app.work.groups.length }, true), { class: "le-link" });
  return {
    el: h("fieldset", { class: "le-group" }, h("legend", { text: `Group ${place + 1}` }), h("div", { class: "le-six" }, parts.map((part) => part.el)), small, told.el, remove),
    update() {
      for (const part of [...parts, told]) part.update();
      small.hidden = !app.made.small[place];
      remove.disabled = app.locked;
    },
    drop() {
      for (const part of [...parts, told]) part.drop();
    },
  };
}

function studyWhoPage(app) {
  const add = {
    el: button("+ group", () => app.send({ op: "add_row", list: "groups", rows: app.work.groups.length }, true), { class: "le-act" }),
    update() {
      this.el.disabled = app.locked;
    },
  };
  const copy = {
    el: button("Copy the groups from the folder", () => app.safely(async () => {
      const answer = await app.link.ask("groups", {});
      app.send({ op: "replace_rows", list: "groups", value: answer.rows }, true);
    }), { class: "le-act" }),
    update() {
      this.el.hidden = !app.made.has_groups || app.work.groups.length > 0;
      this.el.disabled = app.locked;
    },
  };
  return [
    placed(remade(() => app.work.groups.length, () => app.work.groups.map((_, place) => groupCard(app, place))), "groups"),
    group({ class: "le-acts" }, [copy, add]),
  ];
}

function studyMissingPage(app) {
  return [
    remarkOf(() => app.made.missing, { quiet: true }),
    numberAt(app, "missing_count", { label: "How many times was a student not counted since the change?", hint: "Absent, pulled out, or a lesson nobody counted: all added up", whole: true }, toField("missing_count")),
    textAt(app, "missing_words", { label: "Who is missing, and could they change the picture?", hint: "For example: 9 retries not counted, 6 of them on the field-trip day. If none of the 9 had been used, that day would be 31%, below the median.", rows: 3 }, toField("missing_words")),
  ];
}

function studyReasonsPage(app) {
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
  return [
    placed(labeled(app, {
      label: "What else could have done it? One reason a line",
      hint: "For example: report cards came out that week; the class next door got them too, and its line did not move",
      rows: 4,
      max: 4000,
      read: () => app.work.other_explanations.join("\n"),
      intent: (text) => ({ op: "set_explanations", text }),
      same: (a, b) => lines(a) === lines(b),
    }), "other_explanations"),
    textAt(app, "balancing", { label: "Did anything get worse?", hint: "For example: main lesson 34 minutes before, 31 since (medians)", rows: 2 }, toField("balancing")),
  ];
}

function studyVerdictPage(app) {
  return [
    choiceAt(app, "verdict", {
      legend: "Your verdict, by the chart and the rule in force",
      options: [
        { value: "signal_predicted", text: "Signal in the predicted direction" },
        { value: "signal_other", text: "Signal the other way" },
        { value: "no_signal", text: "No signal", means: "enough lessons, nothing beyond chance" },
        { value: "too_early", text: "Too early to tell", means: "too few lessons, or it hardly happened" },
      ],
    }, toField("verdict")),
    textAt(app, "verdict_words", { label: "Say it to a colleague", hint: "What the lessons show, and what one room cannot show. For example: more students in Room 15 write a reason since answers came last; one room cannot show that the opener alone did it.", rows: 3 }, toField("verdict_words")),
    textAt(app, "theory_change", { label: "What do you think now about your cause?", hint: "For example: order of talk matters more than we thought; seating is untested", rows: 2 }, toField("theory_change")),
    truthPart(app, {
      early: "Choose a verdict and say why first.",
      shown: () => app.made.simulated,
      ready: () => app.work.verdict && app.work.verdict_words.trim(),
    }),
    ...teamParts(app),
    ...helpParts(app),
  ];
}

function studyPages(app) {
  const page = (id, step, title, lead, holds, make) => ({ id, step, title, lead, holds, make: () => make(app) });
  const reading = ["median", "useful", "longest_run", "crossings", "signal", "words"].map((part) => `signal_reading.${part}`);
  return [
    page("numbers", "Numbers", "Your prediction meets its numbers", "", ["points", "measure", "source", "plan_digest", "change_day"], studyNumbersPage),
    page("happened", "Done?", "Did the change happen?", "A test that was not run cannot fail or succeed.", ["log", "fidelity", "deviations"], studyHappenedPage),
    page("held", "Prediction", "Did the prediction hold?", "", ["held", "result", "prediction_id"], studyHeldPage),
    page("notes", "Chart", "Mark the chart", "What happened on which day belongs on it, good days and bad.", ["annotations"], studyNotesPage),
    page("signal", "Chart", "Does the series signal?", "", [...reading, "rules", "signal_reading"], studySignalPage),
    page("who", "Who", "For whom?", "Look at groups to see, never to rank.", ["groups"], studyWhoPage),
    page("missing", "Who", "Who is missing?", "", ["missing_count", "missing_words"], studyMissingPage),
    page("reasons", "Reasons", "What else could it be?", "", ["other_explanations", "balancing"], studyReasonsPage),
    page("verdict", "Verdict", "What may you say?", "", ["verdict", "verdict_words", "theory_change", "version", "who_was_there", "school", "help_wanted"], studyVerdictPage),
  ];
}
