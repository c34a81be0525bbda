// The team's own file: picked, read by Python, and told back before anything is used.

const MOST_BYTES = 5000000;
const PARTS_OF_FILE = { day: "Which column has the dates?", count: "Which column has the counts?", of: "Which column says out of how many?" };

function fileParts(app) {
  const id = domId("file");
  const input = h("input", { id, type: "file", accept: ".csv,.xlsx,text/csv" });
  const told = h("div", { class: "le-file-told", "aria-live": "polite" });
  const el = h("div", { class: "le-field" }, h("label", { for: id, text: "Your own numbers" }),
    h("span", { class: "le-hint", text: "A sheet (.xlsx or .csv) with one row for each lesson: day, how many, of how many. Names of students are left out while reading." }), input, told);
  const wish = { data: "", answers: {}, day: "", count: "", of: "" };

  const read = () => app.safely(async () => show(await app.link.ask("file", wish, 60000)));

  input.addEventListener("change", () => app.safely(async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > MOST_BYTES) {
      show({ problem: "The file is over 5 MB: keep only the sheet with the lessons.", told: [], said: [], questions: [], columns: {}, points: [] });
      return;
    }
    Object.assign(wish, { data: await fileText(file), answers: {}, day: "", count: "", of: "" });
    await read();
  }));

  function ask(legend, options, choose) {
    return fileQuestion(legend, options, (value) => {
      choose(value);
      read();
    });
  }

  function columns(answer) {
    if (!answer.problem) return [];
    return Object.entries(PARTS_OF_FILE)
      .filter(([part]) => (answer.columns[part] || []).length > 1 && !wish[part])
      .map(([part, legend]) => ask(legend, answer.columns[part].map((name) => ({ value: name, text: name })), (value) => {
        wish[part] = value;
      }));
  }

  function use(answer) {
    app.flush();
    app.send({ op: "replace_rows", list: "points", value: answer.points }, true);
    app.send({ ...toField("measure"), value: answer.measure }, true);
    app.send({ ...toField("source"), value: "own" }, true);
    told.replaceChildren();
    input.value = "";
    app.say(`${answer.points.length} lessons are in your study.`, "Undo", () => {
      for (let step = 0; step < 3; step += 1) app.acts.undo();
    });
  }

  function show(answer) {
    const kids = answer.said.map((line) => h("p", { text: line }));
    if (answer.problem) kids.push(h("p", { class: "le-warn", text: answer.problem }));
    kids.push(...answer.questions.map((one) => ask(one.text, one.options, (value) => {
      wish.answers[one.id] = value;
    })), ...columns(answer));
    if (answer.points.length) {
      kids.push(button(`Use these ${answer.points.length} lessons`, () => use(answer), { class: "le-act le-go" }));
    }
    if (answer.told.length) {
      kids.push(h("details", { class: "le-fold" }, h("summary", { text: "How each column was read" }), answer.told.map((line) => h("p", { text: line }))));
    }
    told.replaceChildren(h("h4", { text: "What was understood" }), ...kids);
  }

  return {
    el,
    update() {
      input.disabled = app.locked;
    },
    drop() {},
  };
}
