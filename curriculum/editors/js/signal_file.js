// The district's own schools: a file is picked, read by Python on this computer, and told back
// before anything is used. Counts of schools do not come here; Python keeps those that may be shown.

const MOST_FILE_BYTES = 5000000;
const COLUMN_ROLES = [["school", "the school"], ["people", "students counted"], ["met", "of them, those who met the mark"], ["group", "a group of students (added up)"], ["aside", "not used"]];

function schoolFile(app) {
  const id = domId("file");
  const input = h("input", { id, type: "file", accept: ".csv,.xlsx,text/csv", "aria-describedby": `${id}-local` });
  const told = h("div", { class: "le-file-told", "aria-live": "polite" });
  const el = h("div", { class: "le-field" }, h("label", { for: id, text: "Your own file" }),
    h("span", { class: "le-hint", text: "A sheet (.csv or .xlsx) with one row for each school: the school, how many students were counted, how many of them met the mark. Counts, never percents." }),
    input, h("p", { class: "le-local", id: `${id}-local`, text: app.options.local }), told);
  const wish = { data: "", answers: {}, means: {} };

  const read = () => app.safely(async () => {
    told.replaceChildren(h("p", { text: "Reading your file…" }));
    show(await app.link.ask("file", wish, 60000));
  });

  input.addEventListener("change", () => app.safely(async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > MOST_FILE_BYTES) {
      show({ problem: "The file is over 5 MB: keep only the sheet with the schools.", said: [], questions: [], columns: [], ready: "" });
      return;
    }
    Object.assign(wish, { data: await fileText(file), answers: {}, means: {} });
    read();
  }));

  function question(one) {
    return fileQuestion(one.text, one.options, (value) => {
      wish.answers[one.id] = value;
      read();
    });
  }

  // Where the headings do not tell: a person says what each column is.
  function columns(answer) {
    if (!answer.columns.length) return null;
    const rows = answer.columns.map(([name, role]) => {
      const select = h("select", { id: domId("c") }, h("option", { value: "", text: "–" }), COLUMN_ROLES.map(([value, text]) => h("option", { value, text })));
      const known = wish.means[name] || role;
      select.value = COLUMN_ROLES.some(([value]) => value === known) ? known : "";
      select.addEventListener("change", () => {
        if (select.value) wish.means[name] = select.value;
        else delete wish.means[name];
      });
      return h("div", { class: "le-column" }, h("label", { for: select.id, text: `“${name}” is` }), select);
    });
    return h("details", { class: "le-fold", open: Boolean(answer.problem) }, h("summary", { text: "Say what each column is" }), rows, button("Read it again", read, { class: "le-act" }));
  }

  function use(answer) {
    app.flush();
    app.send({ op: "use_own" }, true);
    told.replaceChildren();
    input.value = "";
    app.say(`${answer.ready} are in your funnel.`);
  }

  function show(answer) {
    const kids = [];
    if (answer.problem) kids.push(h("p", { class: "le-warn", text: answer.problem }));
    kids.push(...answer.said.map((line) => h("p", { text: line })), ...answer.questions.map(question));
    if (answer.ready) kids.push(button(`Use these ${answer.ready}`, () => use(answer), { class: "le-act le-go" }));
    kids.push(columns(answer));
    told.replaceChildren(h("h4", { text: answer.problem ? "This file cannot be used as it is" : "What was understood" }), ...kids.filter(Boolean));
  }

  return {
    el,
    update() {
      input.disabled = app.locked;
    },
    drop() {},
  };
}
