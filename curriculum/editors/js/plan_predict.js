// The predictions: a best guess and a range beside the noise, then for whom, by when, because.

const DIRECTIONS = [
  { value: "up", text: "go up", symbol: "↑" },
  { value: "down", text: "go down", symbol: "↓" },
  { value: "same", text: "stay about the same", symbol: "→" },
];
const UNITS = [
  { value: "percent", text: "percent" },
  { value: "count", text: "a count" },
  { value: "minutes", text: "minutes" },
];
const SIGN = { percent: "%", count: "", minutes: "min" };

function planPredictionPages(app, { page, text }) {
  const chosen = () => {
    const rows = app.work.predictions;
    return rows.find((one) => one.id === app.prediction) || rows[0] || null;
  };
  app.prediction = null;
  app.aim = (place) => {
    const found = /^predictions\.([^.]+)/.exec(place);
    if (found && app.work.predictions.some((one) => one.id === found[1])) app.prediction = found[1];
  };

  // Which prediction the page is about, where there are several.
  function chooser() {
    return remade(() => [app.work.predictions.map((one) => one.id), chosen()?.id], () => {
      const rows = app.work.predictions;
      if (rows.length < 2) return [];
      const tabs = rows.map((one, place) => button(`Prediction ${place + 1}`, () => {
        app.flush();
        app.prediction = one.id;
        app.refresh();
      }, { class: "le-pick-chip", "aria-pressed": one.id === chosen()?.id ? "true" : "false", "data-key": `tab-${one.id}` }));
      return [{ el: h("div", { class: "le-acts", role: "group", "aria-label": "Predictions" }, tabs) }];
    });
  }

  // One prediction more, or less.
  function moreOrLess() {
    return remade(() => [app.work.predictions.length, chosen()?.id], () => {
      const rows = app.work.predictions;
      const more = button(rows.length ? "+ another prediction" : "+ prediction", () => {
        const id = newId("p");
        app.prediction = id;
        app.send({ op: "add_row", list: "predictions", new: id }, true);
      }, { class: "le-act", "data-key": "more" });
      const less = rows.length > 1
        ? button("Remove this one", () => {
          app.send({ op: "remove_row", list: "predictions", id: chosen().id }, true);
          app.say("The prediction is removed.", "Undo", app.acts.undo);
        }, { class: "le-act", "data-key": "less" })
        : null;
      return [{
        el: h("div", { class: "le-acts", role: "group", "aria-label": "More predictions" }, more, less),
        update() {
          more.disabled = app.locked || rows.length >= 8;
          if (less) less.disabled = app.locked;
        },
      }];
    });
  }

  const ofChosen = (make) => remade(() => chosen()?.id, () => {
    const one = chosen();
    return one ? make(`predictions.${one.id}`, (part) => toRow("predictions", one.id, part)) : [];
  });

  function numbers() {
    return [chooser(), ofChosen((path, to) => {
      const sign = () => SIGN[chosen()?.unit] ?? "";
      const use = {
        el: button("", () => app.send({ ...to("measure"), text: app.work.data.measure }, true), { class: "le-link" }),
        update() {
          const name = app.work.data.measure;
          this.el.hidden = !name || Boolean(chosen()?.measure);
          this.el.textContent = `Use “${name}” from your data plan`;
          this.el.disabled = app.locked;
        },
      };
      return [group({ class: "le-beside" }, [
        group({}, [
          textAt(app, `${path}.measure`, { label: "I expect that", hint: "What you count, over all planned lessons together. For example: reason slips, four days together" }, to("measure")),
          use,
          choiceAt(app, `${path}.direction`, { legend: "will", options: DIRECTIONS }, to("direction")),
          group({ class: "le-three" }, [
            numberAt(app, `${path}.best_guess`, { label: "Best guess", unit: sign }, to("best_guess")),
            numberAt(app, `${path}.low`, { label: "Range from", unit: sign }, to("low")),
            numberAt(app, `${path}.high`, { label: "to", unit: sign }, to("high")),
          ]),
          words("p", "So wide that it would hold the result 4 times in 5.", "le-hint"),
          choiceAt(app, `${path}.unit`, { legend: "counted in", options: UNITS }, to("unit")),
        ]),
        pictureOf(app, () => (app.made.ranges || {})[chosen()?.id]),
      ])];
    }), moreOrLess()];
  }

  function because() {
    return [chooser(), ofChosen((path, to) => [
      textAt(app, `${path}.because`, {
        label: "Because",
        hint: "What makes it so, from your causes. For example: answers were up before partner talk in 9 of 12 lessons; if the answer comes last, there is still something to explain",
        rows: 3,
      }, to("because")),
      group({ class: "le-three" }, [
        textAt(app, `${path}.group`, { label: "For whom?", hint: "For example: all students in Room 15" }, to("group")),
        numberAt(app, `${path}.n`, { label: "How many students?", hint: "In this group", whole: true }, to("n")),
        dateAt(app, `${path}.by`, { label: "By when will you know?", hint: "The last day you count" }, to("by")),
      ]),
    ])];
  }

  const parts = (names) => names.map((name) => `predictions.${name}`);
  return [
    page("numbers", "Prediction", "What do you expect to see?", "", parts(["measure", "direction", "best_guess", "low", "high", "unit"]), numbers),
    page("because", "Prediction", "Why, for whom, by when?", "", parts(["because", "group", "n", "by"]), because),
    page("surprise", "Prediction", "What would surprise you?", "", ["surprise"], () => [
      text("surprise", {
        label: "Which result would make you say “we were wrong about this”?",
        hint: "For example: under 40%. Then order of talk is not what holds reasons back, and we look again at seating.",
        rows: 3,
      }),
    ]),
  ];
}
