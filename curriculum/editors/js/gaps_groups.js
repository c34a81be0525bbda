// The table of groups, its pictures, and the gap split by school.

const COLUMNS = ["Group", "Students", "Met", "Rate (95% interval)", "Gap", "Ratio", "Students to close"];
// Cells follow the name of the row.
const GAP_CELL = COLUMNS.indexOf("Gap") - 1;
const SPLIT_MEANS = {
  same: "Not one school’s doing: look for an arrangement that all of them share.",
  reversed: "Where students are enrolled makes the difference: ask what those schools are given. Never show the total alone.",
  mixed: "Ask what the schools without the gap do. With few students, one school’s gap may be chance.",
};

function guessPart(app) {
  const id = domId("n");
  app.guess = app.guess || { group: "", points: "" };
  const group_ = pickOf(app, {
    label: "For which group?",
    none: "Choose a group…",
    options: () => namesOf(app.made.groups.names.slice(1)),
    read: () => app.guess.group,
    choose: (value) => {
      app.guess.group = value;
    },
  });
  const input = h("input", { id, type: "text", inputmode: "decimal", maxlength: 6, autocomplete: "off", class: "le-number", "aria-describedby": `${id}-ask` });
  const ask = h("span", { class: "le-warn", id: `${id}-ask`, role: "status" });
  input.addEventListener("input", () => {
    const value = readNumber(input.value);
    ask.textContent = value === undefined || value > 100 ? "Write a number from 0 to 100, such as 15." : "";
    app.guess.points = ask.textContent ? "" : input.value.trim();
  });
  input.value = app.guess.points;
  return {
    el: h("fieldset", { class: "le-group" }, h("legend", { text: "Predict first" }),
      h("div", { class: "le-pair" }, group_.el, h("div", { class: "le-field le-short" }, h("label", { for: id, text: "How large is the gap, in percentage points?" }), h("span", { class: "le-with-unit" }, input, h("span", { "aria-hidden": "true", text: "points" })), ask)),
      h("p", { class: "le-hint", text: "Your guess stays on this screen: it is not saved and nobody else sees it." })),
    update: group_.update,
    drop() {},
  };
}

function comparisonPart(app) {
  return remade(() => [app.made.groups.names], () => {
    const { names } = app.made.groups;
    const legend = "Whom do you compare each group with?";
    if (!names.length) return [textAt(app, "comparison", { label: legend, hint: "Choose the numbers first; then the groups stand here." }, toField("comparison"))];
    if (names.length > 8) {
      return [placed(pickOf(app, {
        label: legend,
        options: () => namesOf(names),
        read: () => app.work.comparison,
        choose: (value) => app.send({ ...toField("comparison"), value }, true),
      }), "comparison")];
    }
    return [choiceAt(app, "comparison", { legend, options: namesOf(names) }, toField("comparison"))];
  });
}

function measureTabs(app) {
  const list = h("div", { class: "le-pick", role: "group", "aria-label": "Which measure to look at" });
  const tabs = ["outcome", "opportunity"].map((which) => {
    const tab = button("", () => {
      app.which = which;
      app.refresh();
    }, { class: "le-pick-chip", "data-which": which });
    list.append(tab);
    return { which, tab };
  });
  return {
    el: list,
    update() {
      const { measures } = app.made.groups;
      list.hidden = !Object.keys(measures).length;
      for (const { which, tab } of tabs) {
        const words_ = which === "outcome" ? "Outcome" : "Opportunity";
        const title = measures[which] ? measures[which].title : "no numbers yet";
        tab.textContent = title ? `${words_}: ${title}` : words_;
        tab.disabled = !measures[which];
        tab.setAttribute("aria-pressed", app.which === which ? "true" : "false");
      }
    },
  };
}

function groupTable(app) {
  const caption = h("caption", { class: "le-hidden" });
  const body = h("tbody");
  const el = h("div", { class: "le-gap-scroll", role: "group", "aria-label": "Groups", tabindex: "0" },
    h("table", { class: "le-gap-table" }, caption, h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col", text: name })))), body));
  let drawn = "";
  const rowOf = (row) => {
    const head = h("th", { scope: "row", text: row.name });
    if (row.hidden) return h("tr", { class: "le-gap-hidden" }, head, h("td", { colspan: 6, text: "hidden, to protect students" }));
    if (!row.cells.length) return h("tr", {}, head, h("td", { colspan: 6, text: "no numbers yet" }));
    return h("tr", { class: row.comparison ? "le-gap-beside" : "" }, head, row.cells.map((text) => h("td", { text })));
  };
  return placed({
    el,
    update() {
      const told = app.made.groups.measures[app.which];
      el.hidden = !told;
      if (!told) return;
      const now = JSON.stringify(told.rows);
      if (now === drawn) return;
      drawn = now;
      caption.textContent = told.title || "Groups";
      body.replaceChildren(...told.rows.map(rowOf));
    },
  }, "groups");
}

function moreRows(app) {
  return remade(() => app.made.groups.options, () => {
    const { options } = app.made.groups;
    if (!options.length) return [];
    return [chipsAt(app, "groups.more", {
      label: "Show also",
      options: options.map((one) => ({ ...one, text: `${one.text} (${one.rows})` })),
      has: (one) => app.made.also.includes(one.key),
      toggle: (one, on) => app.safely(() => app.link.ask("show", {
        also: on ? [...app.made.also, one.key] : app.made.also.filter((key) => key !== one.key),
      })),
    })];
  });
}

function guessTold(app) {
  return remarkOf(() => {
    const guess = app.guess || {};
    const told = app.made.groups.measures.outcome;
    const row = told && told.rows.find((one) => one.name === guess.group);
    if (!row || !guess.points || app.which !== "outcome") return [];
    if (row.gap === null) return [`You guessed ${guess.points} points for ${guess.group}: that row is hidden, or it is the comparison itself.`];
    return [`You guessed ${guess.points} points for ${guess.group}. The numbers say: ${row.cells[GAP_CELL]}.`];
  });
}

// The numbers wait for a guess, unless they are on the page already or one asks for them.
function waiting(app) {
  const { groups } = app.made;
  return groups.here && !app.looked && !groups.page.some(Boolean) && !(app.guess && app.guess.points);
}

function gapsGroupsPage(app) {
  app.which = app.which || "outcome";
  const first = h("p", { text: "Predict first, one page back: how large is the gap? Or" });
  const gate = {
    el: h("div", { class: "le-remark" }, first, button("show the numbers without a guess", () => {
      app.looked = true;
      app.refresh();
    }, { class: "le-act" })),
    update() {
      this.el.hidden = !waiting(app) || !app.work.comparison;
    },
  };
  const put = {
    el: button("Put these on the page", () => {
      app.flush();
      app.send({ op: "put_rows", also: app.made.also }, true);
    }, { class: "le-act le-go" }),
    update() {
      const { groups } = app.made;
      this.el.hidden = !groups.here;
      this.el.disabled = app.locked || Boolean(groups.over) || !Object.keys(groups.measures).length;
    },
  };
  const there = {
    el: h("span", { class: "le-quiet", role: "status" }),
    update() {
      const [outcome, opportunity] = app.made.groups.page;
      this.el.textContent = outcome + opportunity ? `On your page: ${outcome} rows for the outcome, ${opportunity} for the opportunity.` : "Nothing is on your page yet.";
    },
  };
  const inner = group({ class: "le-stack" }, [
    measureTabs(app),
    guessTold(app),
    groupTable(app),
    remarkOf(() => [app.made.groups.over, app.made.groups.stale].filter(Boolean), { class: "le-asks" }),
    group({ class: "le-acts le-put" }, [put, there]),
    remarkOf(() => app.made.groups.notes, { quiet: true, class: "le-plain" }),
    words("p", `Students to close: ${app.made.groups.warning}`, "le-hint"),
    moreRows(app),
    foldedAway("Why is a row hidden?", [words("p", app.made.groups.why_hidden)]),
  ]);
  const table = {
    ...inner,
    update() {
      inner.el.hidden = waiting(app) || !Object.keys(app.made.groups.measures).length;
      inner.update();
    },
  };
  return [remarkOf(() => groupsMissing(app), { class: "le-asks" }), gate, table];
}

function groupsMissing(app) {
  const { groups } = app.made;
  if (groups.gone) return [groups.gone];
  if (groups.problem) return [groups.problem];
  if (!groups.here && !groups.page.some(Boolean)) return ["Choose the numbers first, on the first page."];
  if (groups.here && !app.work.comparison.trim()) return ["Choose whom you compare with first, one page back."];
  return [];
}

function gapsPicturePage(app) {
  const one = (which) => pictureOf(app, () => app.made.groups.measures[which]?.picture, { class: "le-chart" });
  return [remarkOf(() => groupsMissing(app), { class: "le-asks" }), one("outcome"), one("opportunity")];
}

function splitPart(app) {
  const picked = app.split || { group: "", other: "", by: "", answer: null };
  app.split = picked;
  const level = (by) => app.made.groups.split.groups.filter(([attribute]) => attribute !== by).map(([, name]) => name);
  const begin = () => {
    const { split } = app.made.groups;
    if (picked.by || !split.by) return;
    picked.by = split.by.find((name) => /school|site|campus/i.test(name)) || split.by[1];
    const names = level(picked.by);
    picked.other = names.includes(app.work.comparison) ? app.work.comparison : names[1] || "";
    const guessed = app.guess && names.includes(app.guess.group) ? app.guess.group : "";
    picked.group = guessed && guessed !== picked.other ? guessed : names.find((name) => name !== picked.other) || "";
  };
  let asked = "";
  const ask = () => {
    const wish = { group: picked.group, other: picked.other, by: picked.by };
    const now = JSON.stringify([wish, app.work.source, app.work.floor, app.made.groups.names]);
    if (now === asked || !app.made.groups.here || app.link.state !== "live") return;
    asked = now;
    app.safely(async () => {
      picked.answer = await app.link.ask("split", wish);
      app.refresh();
    });
  };
  const pick = (part, label) => pickOf(app, {
    label,
    options: () => namesOf(part === "by" ? app.made.groups.split.by || [] : level(picked.by)),
    read: () => picked[part],
    choose: (value) => {
      picked[part] = value;
      app.refresh();
    },
  });
  const inner = group({ class: "le-three" }, [pick("group", "The gap of"), pick("other", "beside"), pick("by", "looked at by")]);
  return {
    ...inner,
    update() {
      begin();
      inner.el.hidden = !app.made.groups.split.by;
      if (!app.made.groups.split.by) return;
      inner.update();
      ask();
    },
  };
}

function gapsSplitPage(app) {
  const answer = () => (app.split && app.split.answer) || {};
  const choose = placed(choices(app, {
    legend: "What do you see?",
    options: [
      { value: "same", text: "The same way round in every school shown" },
      { value: "reversed", text: "Turned round in every school shown" },
      { value: "mixed", text: "One way in some, the other way in others" },
    ],
    read: () => app.work.split,
    choose: (value) => {
      if (app.split && app.split.by) app.send({ ...toField("split_by"), value: app.split.by }, true);
      return app.send({ ...toField("split"), value: value || "" }, true);
    },
  }), "split");
  return [
    remarkOf(() => {
      const { groups } = app.made;
      if (groups.gone) return [groups.gone];
      if (!groups.here) return ["Choose the numbers first, on the first page."];
      return groups.split.by ? [] : ["These counts are not crossed with schools, so the gap cannot be looked at school by school. Bring counts by group and school to do so."];
    }, { class: "le-asks" }),
    splitPart(app),
    remarkOf(() => (answer().problem ? [answer().problem] : []), { class: "le-asks" }),
    pictureOf(app, () => (app.made.groups.here ? answer().picture : null), { class: "le-split" }),
    choose,
    remarkOf(() => (app.work.split ? [answer().sentence, SPLIT_MEANS[app.work.split]].filter(Boolean) : [])),
    textAt(app, "split_words", { label: "What does that mean for your district?", hint: "For example: at every school it is the same way round, so we look at the placement rule that all schools use.", rows: 2 }, toField("split_words")),
  ];
}
