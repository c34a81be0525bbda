// The pages of a funnel reading: data, predict, funnel, points, the whole, act, say.

// What was not predicted yet is not shown yet.
function afterGuess(app, make) {
  return remade(() => [app.made.has_data, app.made.seen], () => {
    if (!app.made.has_data) return [toPage(app, "Choose the data first.", "data", "Go to the data")];
    if (!app.made.seen) return [toPage(app, "First predict, then look: a guess that is made afterward teaches nothing.", "predict", "Go to the prediction")];
    return make();
  }, { class: "le-after" });
}

function toPage(app, text, page, label) {
  return { el: h("div", { class: "le-remark" }, h("p", { text }), button(label, () => app.goTo(page), { class: "le-act" })) };
}

function aboutData(app) {
  return foldedAway("What these districts are, how old, and what they cannot say", [{
    el: h("div", {}, app.options.given.about.map((line) => h("p", { text: line }))),
  }]);
}

function chooseData(app) {
  const use = button("Take the 303 California districts of 1998 (real)", () => {
    app.flush();
    app.send({ op: "use_star98" }, true);
  }, { class: "le-act" });
  return {
    el: h("div", { class: "le-acts" }, use),
    update() {
      use.disabled = app.locked || app.work.source === "star98";
    },
  };
}

function signalDataPage(app) {
  const { case: practice, choose, given } = app.options;
  const parts = [];
  if (practice) {
    parts.push(remade(() => app.made.units, () => [words("p", `The counts of ${app.made.units} schools (fictional) are in the folder above: E1 has every school, E2 what the newspaper printed.`, "le-remark")]));
  } else {
    parts.push(remade(() => [app.work.source, app.made.units], () => {
      const now = { star98: "You work with the 303 unified districts of California in 1998. Real, and old: they say nothing about any district today.", own: app.made.units ? `You work with your own file: ${app.made.units.toLocaleString("en-US")} schools. They are kept in your own folder (own-data), and never handed in.` : "Pick your own file below." }[app.work.source];
      return now ? [words("p", now, "le-remark")] : [];
    }));
    if (choose === "") parts.push(chooseData(app));
    if (choose !== "star98") parts.push(schoolFile(app));
    if (given) parts.push(remade(() => app.work.source === "star98", () => (app.work.source === "star98" ? [aboutData(app)] : [])));
  }
  const example = practice ? "36 schools, counts of the network’s data office, January 2025" : "303 unified districts of California, spring 1998; nothing about today";
  return [
    ...parts,
    remarkOf(() => (app.made.left_out ? [app.made.left_out] : []), { quiet: true }),
    textAt(app, "measure", { label: "What is counted?", hint: "Who counts as having met the mark, out of whom" }, toField("measure")),
    textAt(app, "data_words", { label: "Whose counts are these, and of when?", hint: `For example: ${choose === "own" ? "28 schools of our district, attendance of May 2026" : example}` }, toField("data_words")),
  ];
}

function givenTable(caption, columns, rows, share) {
  const bar = (value) => {
    const inner = h("span", { class: "le-bar-fill" });
    inner.style.width = `${value}%`;
    return h("span", { class: "le-bar-track", "aria-hidden": "true" }, inner);
  };
  const cells = (row) => row.map((text, place) => (place === 0
    ? h("th", { scope: "row", text })
    : h("td", {}, share === place ? bar(Number(text)) : null, h("span", { text: place >= 1 && columns[place].includes("%") ? `${text}%` : text }))));
  return h("table", { class: "le-given" }, h("caption", { text: caption }), h("thead", {}, h("tr", {}, columns.map((text) => h("th", { scope: "col", text: text.replace(" (%)", "") })))), h("tbody", {}, rows.map((row) => h("tr", {}, cells(row)))));
}

function signalGivenPage(app) {
  const { given } = app.options;
  return [remade(() => app.work.source === "star98", () => {
    if (app.work.source !== "star98" || !given.poverty.length) return [words("p", "This page is about the California districts. For your own schools: what were the largest and the smallest given? Write it down for yourself before you look at any result.", "le-quiet")];
    return [{
      el: h("div", {},
        givenTable("Districts by their share of students from low-income families, in fifths", ["Low-income students", "Districts", "Students above the national median, all together (%)"], given.poverty, 2),
        h("p", { text: given.said[0] }),
        givenTable("Districts by the number of students tested, in fifths", ["Students tested", "Lowest district (%)", "Highest district (%)"], given.size, -1),
        h("p", { text: given.said[1] })),
    }];
  })];
}

function guessPart(app) {
  const id = domId("guess");
  const input = h("input", { id, type: "text", inputmode: "numeric", maxlength: 6, autocomplete: "off", class: "le-number" });
  const label = h("label", { for: id });
  const go = button("This is my guess: show me the funnel", () => app.safely(async () => {
    // A choice that is still on its way arrives before the guess does.
    if (!app.work.limits && app.link.shown >= app.link.structSeq) {
      app.say("Choose the limits first, then guess.");
      return;
    }
    const value = readNumber(input.value);
    if (!Number.isInteger(value) || value < 0) {
      app.say("Write a whole number, such as 2.");
      input.focus();
      return;
    }
    app.flush();
    const answer = await app.link.ask("guess", { value });
    app.made = answer.made;
    app.goTo("funnel");
  }), { class: "le-act le-go" });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go.click();
  });
  return {
    el: h("div", { class: "le-field le-short" }, label, h("span", { class: "le-hint", text: "Nobody sees it, and a wrong guess costs nothing." }), h("span", { class: "le-with-unit le-guess" }, input, go)),
    update() {
      const { units, unit } = app.made;
      label.textContent = `If nothing but chance made the ${units.toLocaleString("en-US")} ${unit} differ, how many would lie outside these limits?`;
      input.readOnly = app.locked;
      go.disabled = app.locked;
    },
    drop() {},
  };
}

function signalPredictPage(app) {
  return [
    remade(() => app.made.has_data, () => (app.made.has_data ? [] : [toPage(app, "Choose the data first.", "data", "Go to the data")])),
    words("p", "A funnel has a line, what all have together, and limits around it: how far chance alone carries a result. The limits are wide for few students and narrow for many."),
    choiceAt(app, "limits", {
      legend: "Which limits will you act by? Choose before you look.",
      options: [
        { value: "95", text: "95% limits", means: "1 in 20 lies outside by chance alone" },
        { value: "99.8", text: "99.8% limits", means: "2 in 1,000 lie outside by chance alone" },
      ],
    }, toField("limits")),
    remade(() => [app.made.seen, app.made.has_data, app.made.guess_words], () => {
      if (!app.made.has_data) return [];
      return app.made.seen ? [words("p", app.made.guess_words, "le-remark")] : [guessPart(app)];
    }),
  ];
}

function signalFunnelPage(app) {
  return [afterGuess(app, () => [
    remarkOf(() => [app.made.guess_words], { quiet: true }),
    funnelPicture(app),
    remarkOf(() => app.made.crowd, { class: "le-asks" }),
    group({ class: "le-pair" }, [
      numberAt(app, "target", { label: "The line that all are compared with", hint: "Read it off the picture: all students together, not an average of percents", unit: () => "%" }, toField("target")),
      numberAt(app, "units", { label: "How many are compared", whole: true, unit: () => app.made.unit }, toField("units")),
    ]),
  ])];
}

function signalWidePage(app) {
  const why = remade(() => app.work.adjusted, () => (app.work.adjusted === "yes"
    ? [textAt(app, "adjusted_why", { label: "Why wider limits, and what do they hide?", hint: "For example: most districts lie outside, in step with poverty. Wider limits show who differs beyond that. That does not make the spread fair.", rows: 3 }, toField("adjusted_why"))]
    : []));
  return [afterGuess(app, () => [
    words("p", "Where very many points lie outside, something that all share spreads them: poverty, size of classes, who teaches there. This is called over-dispersion. One may widen the limits by it, to see who differs even so. One need not."),
    remarkOf(() => app.made.wide, { class: "le-asks" }),
    choiceAt(app, "adjusted", {
      legend: "Do your limits allow for over-dispersion?",
      options: [
        { value: "no", text: "No", means: "limits of chance alone" },
        { value: "yes", text: "Yes, wider limits", means: "and I say why" },
      ],
    }, toField("adjusted")),
    why,
    funnelPicture(app),
  ])];
}

function signalMarkPage(app) {
  return [afterGuess(app, () => [
    remarkOf(() => app.made.crowd, { class: "le-asks" }),
    funnelPicture(app, { mark: true }),
    pointFinder(app),
  ])];
}

function signalReadPage(app) {
  return [afterGuess(app, () => [placed(signalPointCards(app), "outside")])];
}

function signalWholePage(app) {
  return [
    choiceAt(app, "whole", {
      legend: "All in all, what makes the points differ?",
      options: [
        { value: "common", text: "All common cause", means: "no point stands out" },
        { value: "both", text: "Mostly common cause, with some special", means: "the points on my list stand out" },
      ],
    }, toField("whole")),
    textAt(app, "cause_words", { label: "Say it to somebody who has never seen a funnel", hint: "Which ones differ by more than chance, and what the order of all others means", rows: 3 }, toField("cause_words")),
    textAt(app, "fair_words", { label: "What do the limits not say?", hint: "Inside means alike, not fair: a stable system can be stably unjust. Is the common level good enough, and for whom is it not?", rows: 3 }, toField("fair_words")),
  ];
}

function signalActPage(app) {
  return [
    textAt(app, "system_action", { label: "One thing that all share, and that you will change", hint: "A schedule, a guide, a route: what the system decides for everyone. Not a plan for a single school", rows: 2 }, toField("system_action")),
    group({ class: "le-pair" }, [
      textAt(app, "system_who", { label: "Who does it", hint: "One person, by role" }, toField("system_who")),
      dateAt(app, "system_by", { label: "By when", hint: "One date" }, toField("system_by")),
    ]),
    textAt(app, "not_to_do", { label: "What will you not do, though somebody will propose it?", hint: "For example: no plans for schools by rank, no prize for the first", rows: 2 }, toField("not_to_do")),
  ];
}

function signalSayPage(app) {
  return [
    textAt(app, "principal", { label: "To a principal whose school lies inside", hint: "What the result can and cannot say about the school; what you will not ask", rows: 3 }, toField("principal")),
    textAt(app, "board", { label: "To the board", hint: "How many differ by more than chance, and what the system does about the level", rows: 3 }, toField("board")),
    textAt(app, "newspaper", { label: "To a newspaper that wants a ranking", hint: "One sentence that can be printed in its place", rows: 3 }, toField("newspaper")),
    truthPart(app, {
      early: "Read the whole first (step “Whole”): choose, and say it in words.",
      shown: () => app.options.case,
      ready: () => true,
    }),
    ...teamParts(app, { roles: "superintendent, director of data", field: "district", label: "District" }),
    ...helpParts(app),
  ];
}

function signalPages(app) {
  app.funnels = funnelStore(app);
  const page = (id, step, title, lead, holds, make) => ({ id, step, title, lead, holds, make: () => make(app) });
  return [
    page("data", "Data", "Which numbers, and how old?", "", ["source", "data_words", "measure"], signalDataPage),
    ...(app.options.given ? [page("given", "Data", "First: what were they given?", "Poverty and size, before anybody looks at a single district.", [], signalGivenPage)] : []),
    page("predict", "Predict", "Before you look", "", ["limits"], signalPredictPage),
    page("funnel", "Funnel", "The funnel", "", ["target", "units"], signalFunnelPage),
    page("wide", "Funnel", "Wider limits? (optional)", "", ["adjusted", "adjusted_why"], signalWidePage),
    page("mark", "Points", "Which points stand out?", "Click a point in the picture, or mark it in the table. Click again to take it off.", [], signalMarkPage),
    page("read", "Points", "Read each point, and ask", "Outside the limits says “look here.” It never says why.", ["outside"], signalReadPage),
    page("whole", "Whole", "What does the whole show?", "", ["whole", "cause_words", "fair_words"], signalWholePage),
    page("act", "Act", "Act on the system", "For common cause, an action on one school moves one point, and chance moves it back.", ["system_action", "system_who", "system_by", "not_to_do"], signalActPage),
    page("say", "Say", "Three who will hear of it", "", ["principal", "board", "newspaper", "version", "who_was_there", "district", "help_wanted"], signalSayPage),
  ];
}
