// The head of the fish, and the words around it.

function createStatement(app) {
  const part = (name, label, hint, wide) => labeled(app, {
    label,
    hint,
    wide,
    rows: wide ? 2 : 0,
    max: wide ? 4000 : 600,
    read: () => app.fishbone.problem_statement[name],
    intent: (text) => ({ op: "set_statement", part: name, text }),
  });
  const fields = [
    part("text", "Problem statement", "What is happening, without why and without what to do about it.", true),
    part("group", "Who?", "Which students, and how many"),
    part("measure", "What was counted?", "The measure, in plain words"),
    part("number", "How much?", "A count and a share, such as 98 of 306 (32%)"),
    part("period", "Since when?", "From which day to which day"),
  ];
  const el = h(
    "section",
    { class: "le-statement", "aria-label": "Problem statement" },
    fields[0].el,
    h("div", { class: "le-four" }, fields.slice(1).map((field) => field.el)),
  );
  return {
    el,
    focus(name) {
      const at = { text: 0, group: 1, measure: 2, number: 3, period: 4 }[name] || 0;
      fields[at].input.focus();
      fields[at].input.scrollIntoView({ block: "center" });
    },
    render() {
      for (const field of fields) field.update();
    },
  };
}

function createEnding(app) {
  const field = (name, label, hint) => labeled(app, {
    label,
    hint,
    rows: 2,
    wide: true,
    read: () => app.fishbone[name],
    intent: (text) => ({ op: "set_field", field: name, text }),
  });
  const named = {
    reads_backward: field("reads_backward", "Read one chain backward", "From the last why to the head, with “therefore” in between."),
    surprise: field("surprise", "What surprised you?", "What did you think at first, and what changed your mind?"),
    whose_view_is_missing: field("whose_view_is_missing", "Whose view is missing?", "Who has not been asked or seen yet?"),
  };
  // Where nothing is handed in, no coach would ever read it.
  if (app.options.handed_in) {
    named.help_wanted = field("help_wanted", "Ask my coach for help", "Optional. Your coach reads this when you hand in.");
  }
  const fields = Object.values(named);
  const team = [];
  if (app.options.team) {
    const people = (text) => text.split(",").map((name) => name.trim()).filter(Boolean).join("\n");
    team.push(
      choices(app, {
        legend: "Whose version is this?",
        options: [{ value: "my draft", text: "My draft" }, { value: "with my team", text: "With my team" }],
        read: () => app.fishbone.version,
        choose: (value) => app.send({ op: "set_version", value }),
      }),
      labeled(app, {
        label: "Who was there?",
        hint: "Roles, with commas between: two Grade 5 teachers, math coach",
        read: () => app.fishbone.who_was_there.join(", "),
        intent: (text) => ({ op: "set_who", text }),
        same: (a, b) => people(a) === people(b),
      }),
      labeled(app, {
        label: "School",
        read: () => app.fishbone.school,
        intent: (text) => ({ op: "set_field", field: "school", text }),
      }),
    );
  }
  const el = h(
    "section",
    { class: "le-ending", "aria-label": "Around the fishbone" },
    team.length ? h("div", { class: "le-team" }, team.map((one) => one.el)) : null,
    h("div", { class: "le-pair" }, fields.map((one) => one.el)),
  );
  return {
    el,
    focus(name) {
      const found = named[name];
      if (found) {
        found.input.focus();
        found.input.scrollIntoView({ block: "center" });
      }
      return Boolean(found);
    },
    render() {
      for (const one of [...fields, ...team]) one.update();
    },
  };
}
