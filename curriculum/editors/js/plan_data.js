// What is counted, by whom, and where the class is now.

const BASELINE = { path: "data.baseline", name: "baseline" };

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
      add.el.focus(); // this button goes, and the keyboard stays where it was
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
        text("data.who", { label: "Who collects it?", hint: "For example: Ms. Park; a colleague sorts five again" }),
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
