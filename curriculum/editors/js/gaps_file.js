// A district's own file: read by Python on this computer, told back before anything is used.

const MOST_OF_FILE = 7000000;
const COLUMN_ROLES = [
  { value: "group", text: "groups" },
  { value: "school", text: "schools" },
  { value: "category", text: "the type of group" },
  { value: "people", text: "how many students" },
  { value: "met", text: "how many met the mark, or yes and no" },
  { value: "aside", text: "not used" },
];

function countsFile(app, which, label, hint) {
  const id = domId("file");
  const input = h("input", { id, type: "file", accept: ".csv,.xlsx,text/csv", "aria-describedby": `${id}-hint` });
  const told = h("div", { class: "le-file-told", role: "status" });
  const el = h("div", { class: "le-field" }, h("label", { for: id, text: label }), h("span", { class: "le-hint", id: `${id}-hint`, text: hint }), input, told);
  // The file itself, not what stands in it: that is read anew for each question.
  const wish = { file: null, answers: {}, roles: {} };
  const nothing = { said: [], questions: [], columns: [], problem: "", choose: false, ready: false };

  const read = () => app.safely(async () => {
    told.replaceChildren(h("p", { text: "Reading the file on this computer…" }));
    const data = await fileText(wish.file);
    show(await app.link.ask("file", { which, data, answers: wish.answers, roles: wish.roles }, 60000));
  });

  function clear() {
    Object.assign(wish, { file: null, answers: {}, roles: {} });
    told.replaceChildren();
    input.value = "";
  }

  input.addEventListener("change", () => {
    const file = input.files[0];
    if (!file) return;
    Object.assign(wish, { file, answers: {}, roles: {} });
    if (file.size > MOST_OF_FILE) show({ ...nothing, problem: "The file is over 7 MB: keep only the columns with the school, the group and the result." });
    else read();
  });

  function ask(one) {
    return fileQuestion(one.text, one.options, (value) => {
      wish.answers[one.id] = value;
      read();
    });
  }

  function columns(answer) {
    if (!answer.columns.length) return [];
    const rows = answer.columns.map(([heading, role]) => {
      const select = h("select", { "aria-label": `“${heading}” holds` }, role ? null : h("option", { value: "", text: "Choose…" }), COLUMN_ROLES.map((one) => h("option", { value: one.value, text: one.text })));
      select.value = role;
      select.addEventListener("change", () => {
        wish.roles[heading] = select.value;
        read();
      });
      return h("tr", {}, h("th", { scope: "row", text: heading }), h("td", {}, select));
    });
    const fold = h("details", { class: "le-fold" }, h("summary", { text: "What each column holds" }), h("table", { class: "le-changed" }, h("tbody", {}, rows)));
    fold.open = answer.choose;
    return [fold];
  }

  function show(answer) {
    const use = answer.ready ? button(`Use these counts for the ${which}`, () => {
      app.flush();
      app.send({ op: "use_file", which }, true);
      clear();
    }, { class: "le-act le-go" }) : null;
    told.replaceChildren(
      h("h4", { text: answer.problem ? "This file cannot be used yet" : "What was understood" }),
      ...answer.said.map((line) => h("p", { text: line })),
      ...(answer.problem ? [h("p", { class: "le-warn", text: answer.problem })] : []),
      ...answer.questions.map(ask),
      ...columns(answer),
      ...(use ? [use] : []),
    );
  }

  return {
    el,
    update() {
      input.disabled = app.locked;
    },
    drop: clear,
  };
}

function ownParts(app) {
  const forget = {
    el: button("Forget the counts of my file", () => app.send({ op: "forget_file" }, true), { class: "le-link" }),
    update() {
      this.el.hidden = !(app.work.source === "own" && app.made.groups.here);
      this.el.disabled = app.locked;
    },
  };
  const simulated = {
    el: button("Use a simulated district (fictional)", () => app.send({ op: "use_district" }, true), { class: "le-act" }),
    update() {
      this.el.hidden = app.work.source === "simulated";
      this.el.disabled = app.locked;
    },
  };
  const hint = "CSV or Excel: counts by group (and school), or one row for each student with yes or no";
  return [
    h("p", { class: "le-local" }, app.options.local),
    group({ class: "le-pair le-files" }, [
      countsFile(app, "outcome", "Outcome: your file", hint),
      countsFile(app, "opportunity", "Opportunity: your file", "With the same groups and schools: what students were offered"),
    ]),
    group({ class: "le-acts" }, [simulated, forget]),
  ].map((part) => (part.el ? part : { el: part }));
}
