// Who needs me? Everyone by what a coach has to do for them.

import { address, count, el, fill, way } from "./parts.js";

const FIRST = 25;
const KEPT = "lift-elie-desk-exercise";

export async function show(place, api, go) {
  let { people } = await api.get("needs");
  const exercises = api.course.exercises;
  let chosen = exercises.some((one) => one.id === kept()) ? kept() : "";
  const screen = el("div");
  const said = el("div", { role: "status" });
  /** Runs a command of the course; what it says stays on the screen. */
  async function run(button, name, body) {
    button.disabled = true;
    const stop = follow(said, api);
    try {
      const answer = await api.post(name, body);
      ({ people } = await api.get("needs"));
      fill(said, el("ul", { class: "le-callout said" }, answer.said.map((line) => el("li", {}, line))));
    } catch (error) {
      fill(said, el("p", { class: "le-callout le-miss" }, error.message));
    }
    stop();
    button.disabled = false;
    paint(chosen);
  }
  const command = (text, name, body = {}) => {
    const button = el("button", { type: "button", on: { click: () => void run(button, name, body) } }, text);
    return button;
  };
  const filter = el(
    "select",
    { id: "exercise", on: { change: () => paint(filter.value) } },
    el("option", { value: "" }, "All exercises"),
    exercises.map((one) => el("option", { value: one.id, selected: one.id === chosen }, one.title)),
  );
  const many = exercises.length > 1;

  function paint(name) {
    chosen = name;
    remember(name);
    const mine = people.filter((one) => !name || one.exercise === name);
    const of = (...states) => mine.filter((one) => states.includes(one.state));
    const waits = of("waits");
    const asks = mine.filter((one) => one.help);
    const show_ = many && !name;
    const first = waits[0];
    fill(
      screen,
      el("p", { class: "counts", role: "status" }, counts(waits, asks, of("trouble"), of("unread"), of("marked"), of("returned"), of("none"))),
      first
        ? el("p", { class: "onward" }, el("a", { class: "primary", href: address("one", first.exercise, first.learner) }, `Begin with ${first.name} →`), command("Take in what is new", "take-in"))
        : el("p", { class: "onward" }, el("strong", {}, "Nobody waits for you."), command("Take in what is new", "take-in")),
      said,
      section("They ask you something", asks, show_, (one) => [since(one.at), el("q", { class: "theirs" }, one.help)], ["Waits", "Question"]),
      section("Handed in and waiting, longest first", waits, show_, (one) => [since(one.at), one.round, `${one.open} of ${one.of}`], ["Waits", "Round", "To mark"]),
      section("Cannot be marked", of("trouble"), show_, (one) => [one.why, one.to_do], ["Why", "What to do"]),
      section("Came in, and not checked yet", of("unread"), show_, (one) => [since(one.at), one.round], ["Came", "Round"]),
      section("Marked, and not given back yet", of("marked"), show_, (one) => [since(one.at), one.round], ["Handed in", "Round"], giveBack(of("marked"), command)),
      section("Has your feedback, and no next version came yet", of("returned"), show_, (one) => [since(one.returned * 1000), one.round], ["Given back", "Round"]),
      absent(of("none"), show_),
    );
  }

  fill(
    place,
    el("div", { class: "heading" }, el("h1", {}, "Who needs me?"), many && el("div", { class: "ask" }, el("label", { for: "exercise" }, "Exercise"), filter)),
    screen,
  );
  paint(chosen);
  return {
    keys(event) {
      if (event.key === "Enter" && event.target === document.body) {
        const first = people.find((one) => one.state === "waits" && (!chosen || one.exercise === chosen));
        if (first) go("one", first.exercise, first.learner);
      }
    },
  };
}

/** Shows how far a command is, until the function that comes back is called. */
function follow(place, api) {
  const bar = el("progress", { "aria-label": "How far it is" });
  const words = el("span", {}, "This takes a moment …");
  fill(place, el("p", { class: "le-callout doing", "aria-live": "off" }, bar, " ", words));
  // Reading the course at each look costs little; a lost answer is made up for by the next.
  const timer = setInterval(async () => {
    const now = await api.get("doing").catch(() => ({}));
    if (!now.what) return;
    words.textContent = now.what;
    if (now.of) Object.assign(bar, { max: now.of, value: now.done });
    else bar.removeAttribute("value");
  }, 700);
  return () => clearInterval(timer);
}

function counts(waits, asks, trouble, unread, marked, returned, none) {
  const parts = [
    [waits.length, "wait for you", "waits for you"],
    [asks.length, "ask you something", "asks you something"],
    [trouble.length, "cannot be marked", "cannot be marked"],
    [unread.length, "not checked yet", "not checked yet"],
    [marked.length, "to give back", "to give back"],
    [returned.length, "have feedback, no next version yet", "has feedback, no next version yet"],
    [none.length, "not handed in yet", "not handed in yet"],
  ];
  const told = parts.filter(([number], place) => number || !place);
  return told.map(([number, all, one]) => el("span", {}, el("strong", {}, number), ` ${number === 1 ? one : all}`));
}

/** One press for each exercise that has something to give back. */
function giveBack(people, command) {
  const titles = new Map(people.map((one) => [one.exercise, one.title]));
  const text = (title) => (titles.size > 1 ? `Give back: ${title}` : "Give back");
  return [...titles].map(([exercise, title]) => command(text(title), "give-back", { exercise }));
}

function section(title, people, withExercise, cells, heads, after = []) {
  if (!people.length) return null;
  const body = el("tbody");
  const row = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, way(one.name, "one", one.exercise, one.learner)),
      withExercise && el("td", {}, one.title),
      cells(one).map((cell, place) => el("td", { data: { label: heads[place] } }, cell)),
    );
  const put = (some) => body.append(...some.map(row));
  put(people.slice(0, FIRST));
  const rest = people.slice(FIRST);
  const more = el("button", { type: "button", class: "link" }, `Show the other ${rest.length}`);
  more.addEventListener("click", () => {
    put(rest);
    more.remove();
  });
  return el(
    "section",
    {},
    el("h2", {}, title, el("span", { class: "number" }, people.length)),
    el(
      "table",
      { class: `people ${withExercise ? "wide" : ""} ${heads[0] === "Why" ? "told" : ""}` },
      el("caption", { class: "sr-only" }, title),
      el("thead", {}, el("tr", {}, ["Learner", ...(withExercise ? ["Exercise"] : []), ...heads].map((text) => el("th", { scope: "col" }, text)))),
      body,
    ),
    rest.length > 0 && el("p", {}, more),
    after.length > 0 && el("p", { class: "onward" }, after),
  );
}

/** Only who: how somebody works before handing in is their own. */
function absent(people, withExercise) {
  if (!people.length) return null;
  const by = new Map();
  for (const one of people) by.set(one.title, [...(by.get(one.title) || []), one.name]);
  return el(
    "details",
    { class: "absent" },
    el("summary", {}, `Not handed in yet: ${count(people.length, "learner")}`),
    [...by].map(([title, names]) => el("p", {}, withExercise && el("strong", {}, `${title}: `), names.join(", "))),
  );
}

/** How long ago, as one says it. */
export function since(time) {
  const then = new Date(time);
  if (!time || Number.isNaN(then.getTime())) return "";
  const days = Math.floor((Date.now() - then.getTime()) / 86_400_000);
  if (days < 1) return new Date().getDate() === then.getDate() ? "today" : "yesterday";
  return days === 1 ? "1 day" : `${days} days`;
}

function kept() {
  try {
    return window.localStorage.getItem(KEPT) || "";
  } catch {
    return "";
  }
}

function remember(name) {
  try {
    window.localStorage.setItem(KEPT, name);
  } catch {
    // A browser that keeps nothing starts with all exercises.
  }
}
