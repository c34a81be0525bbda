// The pages of a plan: Question, Change, Data, Prediction, Lock. One idea on each.

const SCALE = {
  belief: {
    legend: "How sure are we that it will work?",
    options: [
      { value: "low", text: "Not sure", means: "nobody here has tried it" },
      { value: "medium", text: "Half sure", means: "it has worked for someone we know" },
      { value: "high", text: "Quite sure", means: "we have seen it work with students like ours" },
    ],
  },
  cost: {
    legend: "If it fails, what is lost?",
    options: [
      { value: "low", text: "Little", means: "ten minutes of one lesson" },
      { value: "high", text: "Much", means: "a unit, or somebody’s trust" },
    ],
  },
  readiness: {
    legend: "How ready are the people who would do it?",
    options: [
      { value: "low", text: "Not ready", means: "they have not asked for it" },
      { value: "medium", text: "Curious", means: "willing, with help" },
      { value: "high", text: "Ready", means: "they want to begin" },
    ],
  },
};
const SIZES = [
  { value: "one_student", text: "One student or one lesson" },
  { value: "one_class", text: "One class" },
  { value: "few_classes", text: "A few classes" },
  { value: "whole_school", text: "The whole school" },
];

function planPages(app) {
  const text = (path, look) => textAt(app, path, look, toField(path));
  const number = (path, look) => numberAt(app, path, look, toField(path));
  const day = (path, look) => dateAt(app, path, look, toField(path));
  const choice = (path, look) => choiceAt(app, path, look, toField(path));

  const causes = (name, label, hint) => {
    const rows = app.made.causes.filter((one) => name === "informed_by" || one.lane === "test" || at(app.work, name).some((c) => c.id === one.id));
    return chipsAt(app, name, {
      label,
      hint,
      options: rows,
      has: (one) => at(app.work, name).some((cause) => cause.id === one.id),
      toggle: (one, on) => app.send(on ? { op: "add_row", list: name, new: one.id, text: one.text } : { op: "remove_row", list: name, id: one.id }, true),
    });
  };

  function question() {
    const chosen = app.made.causes.some((one) => one.lane === "test");
    return [
      chosen
        ? causes("from_causes", "Which cause do you want to learn about?", app.options.case_points ? "The team of this case chose these to test. One is enough." : "From your fishbone, the ones you chose to test. One is enough.")
        : words("p", "Your fishbone has no cause in the lane “Test it” yet. You can write the question anyway.", "le-quiet"),
      text("question", {
        label: "Your question",
        hint: "For example: If partners explain before any answer is shown, will more students write a math reason?",
        rows: 3,
      }),
      ...(app.made.causes.length ? [foldedAway("Other causes that shape it (optional)", [causes("informed_by", "What else did you keep in mind?", "")])] : []),
    ];
  }

  function change() {
    return [
      chipsAt(app, "change.idea_card", {
        label: "An idea to begin with (optional)",
        options: app.options.cards,
        has: (card) => app.work.change.idea_card === card.id,
        toggle: (card, on) => app.send({ ...toField("change.idea_card"), value: on ? card.id : "" }, true),
      }),
      text("change.text", {
        label: "What will be different in the lesson?",
        hint: "For example: a 10-minute opener with one open task: 2 minutes alone, 3 with a partner, 5 together; answers go on the board last.",
        rows: 3,
      }),
    ];
  }

  function who() {
    return [
      group({ class: "le-pair" }, [
        text("who", { label: "Who does it?", hint: "For example: Ms. Park teaches; a colleague looks on twice" }),
        text("where", { label: "Where?", hint: "For example: Room 15" }),
        text("group", { label: "Which students?", hint: "For example: everyone in Room 15" }),
        number("group_n", { label: "How many students?", hint: "All of them, also those often absent", whole: true }),
      ]),
      text("when", { label: "When?", hint: "For example: Tuesdays and Thursdays, right after the bell" }),
      group({ class: "le-three" }, [
        day("start", { label: "First lesson with it" }),
        day("end", { label: "Last lesson" }),
        number("lessons", { label: "How many lessons?", whole: true }),
      ]),
    ];
  }

  function scale() {
    return [
      group({ class: "le-three le-scale" }, ["belief", "cost", "readiness"].map((name) => choice(`scale.${name}`, SCALE[name]))),
      remarkOf(() => app.made.size_hint),
      choice("scale.size", { legend: "So we begin with", options: SIZES }),
      text("scale.why", { label: "Why this size?", hint: "For example: one class shows by Friday whether it is worth more", rows: 2 }),
    ];
  }

  const page = (id, step, title, lead, holds, make) => ({ id, step, title, lead, holds, make });
  return [
    page("question", "Question", "What do you want to find out?", "", ["question", "from_causes", "informed_by"], question),
    page("change", "Change", "What will you try?", "One change, small enough to say aloud.", ["change.text", "change.idea_card"], change),
    page("who", "Change", "Who, where, and when?", "", ["who", "where", "group", "group_n", "when", "start", "end", "lessons"], who),
    page("scale", "Change", "How small can it be?", "A small test costs little and answers soon.", ["scale.belief", "scale.cost", "scale.readiness", "scale.size", "scale.why"], scale),
    ...planDataPages(app, { page, text, number }),
    ...planPredictionPages(app, { page, text }),
    planLockPage(app, { page }),
  ];
}
