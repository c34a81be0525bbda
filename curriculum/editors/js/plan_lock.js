// The last page: read it once more, lock it, and see what changed after that.

function planLockPage(app, { page }) {
  const summary = remade(() => app.made.summary, () => {
    const rows = app.made.summary.filter(([, told]) => told.trim());
    if (!rows.length) return [words("p", "Nothing is written yet.", "le-quiet")];
    const lines = rows.map(([label, told]) => h("div", {}, h("dt", { text: label }), h("dd", { text: told })));
    return [{ el: h("dl", { class: "le-summary" }, lines) }];
  });

  const ask = h("div", { class: "le-lock-ask", role: "group", "aria-label": "Lock this plan" });
  const begin = button("Lock this plan", () => {
    app.flush();
    ask.replaceChildren(
      h("p", { text: "After this you can still edit, and every change shows as “changed after lock”. There is no unlocking." }),
      yes,
      button("Not yet", () => {
        ask.replaceChildren(begin);
        begin.focus();
      }, { class: "le-act" }),
    );
    yes.focus();
  }, { class: "le-act le-go" });
  const yes = button("Yes, lock it now", () => {
    app.send({ op: "lock" }, true);
    app.lockAsked = true;
  }, { class: "le-act le-go" });
  const before = {
    el: h("div", {},
      h("p", { class: "le-quiet", text: "Lock it before the first lesson. Then nobody, not even you, can remember it differently." }),
      ask),
    update() {
      this.el.hidden = Boolean(app.work.lock);
      begin.disabled = yes.disabled = app.locked;
      if (!ask.childNodes.length || app.work.lock) ask.replaceChildren(begin);
    },
  };

  const state = h("div", { class: "le-locked-note", tabindex: "-1", role: "status" });
  const changes = h("div", {});
  const again = button("Start a new plan from this one", () => app.send({ op: "start_again" }, true), { class: "le-act" });
  let drawn = "";
  const after = {
    el: h("div", {}, state, changes, h("p", { class: "le-quiet", text: "To predict something else, start a new plan. This one is kept." }), again),
    update() {
      const told = app.made.lock;
      this.el.hidden = !app.work.lock;
      again.disabled = app.locked;
      const now = JSON.stringify(told);
      if (now === drawn) return;
      drawn = now;
      if (!told) return;
      state.replaceChildren(...[told.problem || `Locked on ${momentWords(told.at)}.`, told.problem ? "" : told.then].filter(Boolean).map((line) => h("p", { text: line })));
      state.classList.toggle("le-bad", Boolean(told.problem));
      changes.replaceChildren(...changedTable(told.changed));
      if (app.lockAsked) {
        app.lockAsked = false;
        state.focus();
      }
    },
  };

  return page("lock", "Lock", "Read it once more, then lock it", "", ["lock", "version", "who_was_there", "school", "help_wanted"], () => [
    group({ class: "le-read" }, [summary]),
    remarkOf(() => app.made.open),
    ...teamParts(app),
    ...helpParts(app),
    before,
    after,
  ]);
}

function changedTable(rows) {
  if (!rows.length) return [];
  return [
    h("h4", { text: "Changed after lock" }),
    h("table", { class: "le-changed" },
      h("thead", {}, h("tr", {}, ["What", "Locked", "Now"].map((name) => h("th", { scope: "col", text: name })))),
      h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row", text: row.field }), h("td", { text: row.before || "(empty)" }), h("td", { text: row.after || "(empty)" }))))),
  ];
}
