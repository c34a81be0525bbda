// The points as a table, for the keyboard and for who looks for a name; and what is read into them.

const MOST_ROWS = 100;
const WHICH = [["outside", "Outside the limits"], ["marked", "On my list"], ["all", "All"]];

function pointFinder(app) {
  const id = domId("find");
  const name = domId("which");
  const find = h("input", { id, type: "text", maxlength: 80, autocomplete: "off" });
  let which = "outside";
  const radios = WHICH.map(([value, text]) => {
    const radio = h("input", { type: "radio", name, value, id: domId("r"), checked: value === which });
    radio.addEventListener("change", () => {
      which = value;
      draw();
    });
    return h("label", { class: "le-choice", for: radio.id }, radio, h("span", { text }));
  });
  const body = h("tbody", {});
  const count = h("p", { class: "le-quiet", role: "status" });
  const head = ["Name", "Students", "Rate", "Limits", "My list"].map((text) => h("th", { scope: "col", text }));
  const table = h("div", { class: "le-scroll", tabindex: "0", role: "group", "aria-label": "Points of the funnel" },
    h("table", { class: "le-points le-found" }, h("thead", {}, h("tr", {}, head)), body));
  const el = h("div", { class: "le-finder" },
    h("div", { class: "le-finder-ask" }, h("fieldset", { class: "le-choices" }, h("legend", { text: "Show" }), h("div", { class: "le-choice-rows" }, radios)),
      h("div", { class: "le-field" }, h("label", { for: id, text: "Find a name" }), find)),
    table, count);
  let drawn = "";

  function row(place) {
    const on = isMarked(app, place.code);
    const mark = button(on ? "✓ on my list" : "Mark", () => toggleMark(app, place.code), {
      class: "le-act", "aria-pressed": on ? "true" : "false", "aria-label": `Mark ${place.code}`, "data-key": `mark-${place.code}`,
    });
    mark.disabled = app.locked;
    return h("tr", {}, h("th", { scope: "row", text: place.code }), h("td", { text: place.n.toLocaleString("en-US") }), h("td", { text: place.rate }), h("td", { text: place.side }), h("td", {}, mark));
  }

  function draw() {
    const shown = app.funnels.get();
    el.hidden = !shown;
    if (!shown) return;
    const wanted = find.value.trim().toLowerCase();
    const fits = (place) => (which === "all" || (which === "marked" ? isMarked(app, place.code) : place.side !== "inside"))
      && (!wanted || place.code.toLowerCase().includes(wanted));
    // By size, never by rate: this is no ranking.
    const rows = shown.places.filter(fits).sort((a, b) => b.n - a.n || a.code.localeCompare(b.code));
    const now = JSON.stringify([shown.key, app.locked, rows.length, which, wanted, app.work.outside.map((point) => point.code)]);
    if (now === drawn) return;
    drawn = now;
    const active = body.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    const before = table.scrollTop;
    body.replaceChildren(...rows.slice(0, MOST_ROWS).map(row));
    table.scrollTop = before;
    if (active) (body.querySelector(`[data-key="${CSS.escape(active)}"]`) || find).focus({ preventScroll: true });
    const { unit } = app.made;
    count.textContent = rows.length > MOST_ROWS
      ? `The ${MOST_ROWS} largest of ${rows.length.toLocaleString("en-US")} ${unit}. Write a name to find another.`
      : `${rows.length} of ${shown.places.length.toLocaleString("en-US")} ${unit}, the largest first.`;
  }
  find.addEventListener("input", draw);
  return placed({ el, update: draw, drop() {} }, "outside");
}

function signalPointCard(app, place) {
  const point = app.work.outside[place];
  const facts = h("span", { class: "le-quiet" });
  const reading = choiceAt(app, `outside.${place}.reading`, {
    legend: "How do you read it?",
    options: [
      { value: "special", text: "Special cause", means: "more than chance: something is different" },
      { value: "common", text: "Common cause", means: "what the system gives to all" },
      { value: "too_small", text: "Too small to tell", means: "few students: look at several years" },
    ],
  }, toRow("outside", place, "reading"));
  const asks = textAt(app, `outside.${place}.words`, { label: "One question you would ask there" }, toRow("outside", place, "words"));
  asks.input.dataset.key = `point-${place}-words`;
  const remove = button("Take it off the list", () => app.send({ op: "remove_row", list: "outside", row: place, rows: app.work.outside.length }, true), { class: "le-link", "aria-label": `Take ${point.code} off the list` });
  return {
    el: h("section", { class: "le-group le-point", "data-where": `outside.${place}`, "aria-label": point.code },
      h("div", { class: "le-point-head" }, h("h4", { text: point.code }), facts, h("span", { class: "le-space" }), remove), reading.el, asks.el),
    update() {
      reading.update();
      asks.update();
      facts.textContent = app.made.facts[place] || "";
      remove.disabled = app.locked;
    },
    drop() {
      asks.drop();
    },
  };
}

function signalPointCards(app) {
  return remade(() => app.work.outside.map((point) => point.code), () => {
    if (!app.work.outside.length) return [words("p", "No point is on your list. Go back one page to mark those outside the limits, or go on: “no point stands out” is an answer too.", "le-quiet")];
    return app.work.outside.map((_, place) => signalPointCard(app, place));
  });
}
