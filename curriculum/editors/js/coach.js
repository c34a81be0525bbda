// What a check said, kindly: the person's own words, why it matters, one thing to try.

function softNote(app, row) {
  return h(
    "div",
    { class: "le-note" },
    h("strong", { text: "A thought while you write" }),
    h("p", { text: row.what }),
    row.next ? h("p", { class: "le-next", text: row.next }) : null,
  );
}

function hintsOf(row) {
  if (!row.hints.length) return [];
  let given = 0;
  const list = h("ol", { class: "le-hints", "aria-live": "polite" });
  const more = button("Give me a hint", () => {
    list.append(h("li", { text: row.hints[given] }));
    given += 1;
    more.textContent = "Give me another hint";
    if (given >= row.hints.length) more.remove();
  }, { class: "le-link" });
  return [list, more];
}

function findingCard(app, row) {
  const known = app.index.byId.has(row.where);
  const go = button(known ? "Show me the place" : "Go there", () => app.goWhere(row.where), { class: "le-link" });
  return h(
    "li",
    { class: `le-finding le-${row.status}`, "data-finding": row.id, "data-where": row.where },
    h("p", { class: "le-kind", text: row.status === "asked" ? "A question for you" : "To work on" }),
    row.quote && !row.what.includes(row.quote) ? h("blockquote", { text: row.quote }) : null,
    h("p", { text: row.what }),
    row.why ? h("p", { class: "le-why" }, h("strong", { text: "Why it matters: " }), row.why) : null,
    row.next ? h("p", { class: "le-next" }, h("strong", { text: "One thing to try: " }), row.next) : null,
    h("div", { class: "le-finding-acts" }, hintsOf(row), row.where ? go : null),
  );
}

const FIRST = 3;

function createCoach(app) {
  const list = h("ul", { class: "le-findings" });
  const lead = h("p", { class: "le-lead" });
  const stale = h("p", { class: "le-quiet", hidden: true, text: "You have changed something since. Check again when you like." });
  const more = h("div", {});
  const good = h("div", {});
  const title = h("h3", { tabindex: "-1", text: "About your work" });
  const el = h("section", { class: "le-coach", "aria-label": "About your work", hidden: true }, title, lead, stale, list, more, good);
  let shown = "";

  function show(findings) {
    const open = findings.filter((row) => row.status !== "passed");
    const passed = findings.filter((row) => row.status === "passed" && row.what);
    el.hidden = false;
    stale.hidden = true;
    shown = JSON.stringify(app.fishbone);
    lead.textContent = open.length
      ? "Here is what to look at first. Take one, change it, and check again."
      : app.options.all_good || "Nothing to fix here. Read your chains aloud from the last why to the head, with “therefore” between them: do they hold?";
    list.replaceChildren(...open.slice(0, FIRST).map((row) => findingCard(app, row)));
    more.replaceChildren();
    if (open.length > FIRST) {
      const rest = button("Show what comes after that", () => {
        list.append(...open.slice(FIRST).map((row) => findingCard(app, row)));
        rest.remove();
        list.children[FIRST].querySelector("button")?.focus();
      }, { class: "le-link" });
      more.append(rest);
    }
    good.replaceChildren();
    if (passed.length) {
      good.append(h(
        "details",
        { class: "le-good" },
        h("summary", { text: "What already works" }),
        h("ul", {}, passed.map((row) => h("li", { text: row.what }))),
      ));
    }
    app.asks = new Map(open.filter((row) => row.where).map((row) => [row.where, row.what]));
    app.renderTree();
    title.focus();
    el.scrollIntoView({ block: "nearest" });
  }

  return {
    el,
    show,
    render() {
      if (el.hidden || !stale.hidden) return;
      stale.hidden = JSON.stringify(app.fishbone) === shown;
    },
  };
}
