// The pages of a disaggregation: numbers, measures, comparison, groups, schools, words, goal.

const OUTCOME_HINTS = {
  name: "For example: Algebra 1 passed by the end of Grade 9",
  counted: "For example: passed with a C or better",
  out_of: "For example: students of that grade",
  period: "For example: 2023–24",
};
const OPPORTUNITY_HINTS = {
  name: "For example: a Grade 8 course that leads to Algebra",
  counted: "For example: enrolled in it",
  out_of: "The same students",
};

function gapsNumbersPage(app) {
  const use = {
    el: button("Use the district’s counts", () => app.send({ op: "use_district" }, true), { class: "le-act le-go" }),
    update() {
      this.el.hidden = app.work.source === "simulated";
      this.el.disabled = app.locked;
    },
  };
  const given = [
    words("p", "The papers in your folder hold every count, small groups included: they are for the cabinet only. On your page small groups are hidden from the start.", "le-quiet"),
    group({ class: "le-acts" }, [use]),
  ];
  return [
    ...(app.options.has_case ? given : ownParts(app)),
    remarkOf(() => (app.made.groups.gone ? [app.made.groups.gone] : []), { class: "le-asks" }),
    remarkOf(() => app.made.groups.lines),
    remarkOf(() => (app.made.groups.problem ? [app.made.groups.problem] : []), { class: "le-asks" }),
    group({ class: "le-pair" }, [floorPart(app), ...(app.options.has_case || app.options.team ? [] : [textAt(app, "district", { label: "District", hint: "As it should stand on the page" }, toField("district"))])]),
  ];
}

function gapsMeasuresPage(app) {
  return [group({ class: "le-pair le-measures" }, [
    measureCard(app, "outcome", "Outcome", "What came of it for students", app.options.has_case ? {} : OUTCOME_HINTS),
    measureCard(app, "opportunity", "Opportunity", "What the district offered them", app.options.has_case ? {} : OPPORTUNITY_HINTS),
  ])];
}

function gapsComparePage(app) {
  return [
    guessPart(app),
    comparisonPart(app),
    remarkOf(() => (app.made.groups.problem ? [app.made.groups.problem] : []), { class: "le-asks" }),
    textAt(app, "comparison_why", { label: "Why this comparison?", hint: "Whom one compares with is a choice. For example: they sit in the same schools and grade, and the placement rule treats the two differently.", rows: 2 }, toField("comparison_why")),
  ];
}

function gapsSayPage(app) {
  return [
    textAt(app, "finding_words", { label: "What do the numbers say?", hint: "Say what the district reached, with both counts. For example: the district reached 142 of 310 students who ride the bus (46%) and 301 of 512 other students (59%).", rows: 3 }, toField("finding_words")),
    textAt(app, "system_words", { label: "What does your system do that produces this?", hint: "A rule, a schedule, a route, a list: something the district arranged and can change. For example: placement rests on a spring test and a teacher’s signature.", rows: 3 }, toField("system_words")),
    words("p", "Read it once as a parent of that group would. Does any sentence say what children lack, where it could say what they were given?", "le-quiet"),
  ];
}

function gapsVoicesPage(app) {
  const rows = wordRows(app, "voices", {
    one: "Voice",
    add: "+ voice",
    hint: "Who: a role, never a name, such as a Grade 9 student or a parent. Words: as they said it, without what would tell who it was.",
    fields: [["who", "Who says it?"], ["words", "In their own words"]],
  });
  return [...rows, remarkOf(() => app.made.names, { class: "le-asks" })];
}

function gapsGoalPage(app) {
  return [
    textAt(app, "goal", { label: "The goal, the same for everyone", hint: "For example: by June, 70% of all our ninth graders pass Algebra 1", rows: 2 }, toField("goal")),
    words("h4", "What will you do for whom, so that all get there?"),
    ...wordRows(app, "strategies", {
      one: "Strategy",
      add: "+ strategy",
      hint: "For those who are reached least today. For example: place every student in the course by default.",
      fields: [["for_whom", "For whom"], ["what", "What the district does"]],
    }),
    words("p", "A strategy that names a race or ethnicity is one for your counsel before it is written. And a memo to a board may be a public record: write as if it were read aloud.", "le-remark"),
  ];
}

function gapsNextPage(app) {
  return [
    textAt(app, "next_step", { label: "The next step", hint: "Small enough for this month. For example: walk one day’s schedule with two principals and two students.", rows: 2 }, toField("next_step")),
    group({ class: "le-pair" }, [
      textAt(app, "next_who", { label: "Who does it?", hint: "A role, such as director of data" }, toField("next_who")),
      dateAt(app, "next_by", { label: "By when?", hint: "A day soon enough to be kept" }, toField("next_by")),
    ]),
    ...teamParts(app, { roles: "director of data, two principals", field: "district", label: "District" }),
    ...helpParts(app),
  ];
}

function gapsPages(app) {
  const page = (id, step, title, lead, holds, make) => ({ id, step, title, lead, holds, make: () => make(app) });
  const groups = page("groups", "Groups", "The groups, and what may be shown", "", [], gapsGroupsPage);
  // A finding about one row names the row.
  Object.defineProperty(groups, "holds", { get: () => ["groups", ...app.work.groups.map((row) => row.id)] });
  return [
    page("numbers", "Numbers", "Which numbers?", "", ["source", "floor"], gapsNumbersPage),
    page("measures", "Numbers", "Two measures, not one", "An outcome alone is heard as a story about children. The opportunity beside it asks about the system.", ["outcome", "opportunity"], gapsMeasuresPage),
    page("compare", "Compare", "Compared with whom?", "", ["comparison", "comparison_why"], gapsComparePage),
    groups,
    page("picture", "Groups", "The picture", "A dot is the rate, its line the interval: with few students chance alone moves it far.", [], gapsPicturePage),
    page("schools", "By school", "Look again, school by school", "A gap can shrink, vanish or turn round when one looks inside the total.", ["split", "split_by", "split_words"], gapsSplitPage),
    page("say", "Say it", "Say it about the system", "", ["finding_words", "system_words"], gapsSayPage),
    page("voices", "Say it", "Who says it in their own words?", "Numbers tell how many. Students and families tell what it is like.", ["voices"], gapsVoicesPage),
    page("goal", "Goal", "One goal for all, different ways to it", "", ["goal", "strategies"], gapsGoalPage),
    page("next", "Goal", "What happens next?", "", ["next_step", "next_who", "next_by", "version", "who_was_there", "district", "help_wanted"], gapsNextPage),
  ];
}
