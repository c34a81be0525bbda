// Out: the report for the next session, marks for a learning system, one learner's page.

import { count, el, fill } from "./parts.js";

const TICK = 400;

export async function show(place, api) {
  const { exercises, columns, lms_columns } = await api.get("out");
  const all = { closed: false };
  const state = el("p", { role: "status" });
  const bar = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "Making the report" });
  const which = choice("report-of", "Exercise", [["", "All exercises"], ...named(exercises)]);
  const marks = choice("marks-of", "Exercise", named(exercises));
  const page = choice("page-of", "Exercise", named(exercises));
  const who = choice("page-for", "Learner", []);
  const make = el(
    "button",
    { on: { click: () => take({ what: "page", exercise: page.select.value, learner: who.select.value }) } },
    "Save the page",
  );
  page.select.addEventListener("change", people);
  people();

  function people() {
    const chosen = exercises.find((one) => one.id === page.select.value);
    fill(
      who.select,
      (chosen ? chosen.learners : []).map((one) =>
        el("option", { value: one.id }, `${one.name} (${count(one.rounds, "round")})`),
      ),
    );
    make.disabled = !who.select.options.length;
  }

  async function report() {
    bar.hidden = false;
    bar.removeAttribute("value");
    state.textContent = "Making the report …";
    try {
      await api.post("report-begin", { exercise: which.select.value });
      for (;;) {
        const now = await api.get("report");
        if (all.closed) return;
        if (now.ready) {
          save(now);
          state.textContent = `Saved ${now.name}. Open it in a browser; it prints on a few pages.`;
          break;
        }
        bar.value = now.done / Math.max(now.whole, 1);
        state.textContent = `${now.what} (${now.done} of ${now.whole})`;
        await new Promise((done) => setTimeout(done, TICK));
      }
    } catch (error) {
      state.textContent = "";
      api.trouble(error.message);
    }
    bar.hidden = true;
  }

  async function take(args) {
    api.trouble("");
    try {
      const made = await api.get("file", args);
      save(made);
      api.say(`Saved ${made.name}`);
    } catch (error) {
      api.trouble(error.message);
    }
  }

  const begin = el("button", { class: "primary", on: { click: report } }, "Make the report");
  fill(
    place,
    el("h1", {}, "For the next session"),
    section(
      "What to teach again",
      "The misconceptions of this cohort, how many learners have each, and for each one a question to open with and an activity. Nobody is named.",
      el("div", { class: "ask" }, which, begin),
      bar,
      state,
    ),
    section(
      "One learner’s page",
      "All rounds in one file: the drawings, your words, the answers, what changed. To get a PDF, open it and print it.",
      el("div", { class: "ask" }, page, who, make),
    ),
    section(
      "Points for a learning-management system",
      "One line for each learner, one column for each exercise. A cell stays empty while anything is open.",
      el("div", { class: "ask" }, el("button", { on: { click: () => take({ what: "lms" }) } }, "Save the points (CSV)")),
      explained(lms_columns),
    ),
    section(
      "Everything about one exercise",
      "Criteria, levels, rounds, and what was acted on, for a spreadsheet. nbgrader’s own “nbgrader export” works, too.",
      el("div", { class: "ask" }, marks, el("button", { on: { click: () => take({ what: "marks", exercise: marks.select.value }) } }, "Save the table (CSV)")),
      explained(columns),
    ),
  );
  return {
    leave() {
      all.closed = true;
    },
  };
}

function named(exercises) {
  return exercises.map((one) => [one.id, one.title]);
}

function section(title, text, ...parts) {
  return el("section", { class: "out-part" }, el("h2", {}, title), el("p", {}, text), parts);
}

function choice(id, label, options) {
  const select = el("select", { id }, options.map(([value, text]) => el("option", { value }, text)));
  const made = el("span", { class: "ask" }, el("label", { for: id }, label), select);
  made.select = select;
  return made;
}

function explained(columns) {
  return el(
    "details",
    {},
    el("summary", {}, "What the columns say"),
    el("dl", { class: "columns" }, columns.map(([name, text]) => [el("dt", {}, name), el("dd", {}, text)])),
  );
}

function save({ name, type, text }) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
