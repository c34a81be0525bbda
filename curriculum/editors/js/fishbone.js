// Puts the parts together.

const GONE_TEXT = "The notebook stopped, so this editor is resting. What you wrote is kept in this browser and comes back when the notebook starts again.";
const AWAY_TEXT = "The notebook is not answering, so this editor waits. What you wrote is kept in this browser.";
const RESTART_TEXT = "In the menu above choose Kernel, then “Restart Kernel and Run All Cells…”.";
const WHO = "Only you see this until you hand it in.";
const SAVING = `Saving… ${WHO}`;

function createApp(model, el) {
  const app = {
    model,
    options: model.get("options"),
    fields: new Set(),
    shut: new Set(),
    asks: new Map(),
    selected: null,
    locked: false,
    goTo: null,
    keep: null,
  };
  const root = h("div", { class: "le-editor le-fishbone", "data-lm-suppress-shortcuts": "true", lang: "en" });
  app.root = root;
  el.append(root);

  app.visible = () => {
    const out = [];
    let skip = -1;
    for (const entry of app.index.order) {
      if (skip >= 0 && entry.depth > skip) continue;
      skip = app.shut.has(entry.id) ? entry.depth : -1;
      out.push(entry);
    }
    return out;
  };
  app.reindex = () => {
    app.index = indexOf(app.fishbone);
  };
  app.flush = () => {
    for (const field of app.fields) field.flush();
  };
  app.send = (intent) => (app.locked ? 0 : app.link.send(intent));
  app.setLocalText = (id, text) => {
    const entry = app.index.byId.get(id);
    if (entry && !app.locked) entry.node[entry.kind === "bone" ? "name" : "text"] = text;
  };
  app.open = (id) => {
    app.shut.delete(id);
  };
  app.toggle = (id) => {
    if (!app.shut.delete(id)) app.shut.add(id);
    app.renderTree();
  };
  app.select = (id, how = {}) => {
    for (let up = app.index.byId.get(id)?.parent; up; up = app.index.byId.get(up)?.parent) app.shut.delete(up);
    if (app.selected !== id) app.outline.endEdit(false);
    app.selected = id;
    app.renderTree();
    app.drawing.reveal(id);
    if (how.edit) app.outline.edit(id);
    else if (how.focus) app.outline.focus();
    else if (how.details) app.details.focus();
  };
  app.renderTree = () => {
    app.outline.render();
    app.details.render();
  };
  app.left = (id) => {
    const entry = app.index.byId.get(id);
    if (!app.options.has_check || app.locked || !entry || !isLeaf(entry) || !entry.node.text.trim()) return;
    app.link.ask("coach", { id }).then((answer) => app.details.near(id, answer.findings), () => {});
  };
  app.goWhere = (where) => {
    if (app.index.byId.has(where)) {
      app.select(where, { focus: true });
      return;
    }
    const [group, part] = where.split(".");
    if (group === "problem_statement") app.statement.focus(part);
    else app.ending.focus(group);
  };
  app.safely = (call) => Promise.resolve().then(call).catch((error) => app.trouble(error));
  app.acts = createActs(app);
  return app;
}

function createBars(app) {
  const undo = button("↶ Undo", () => app.acts.undo(), { class: "le-act", title: "Ctrl + Z" });
  const redo = button("↷ Redo", () => app.acts.redo(), { class: "le-act", title: "Ctrl + Y" });
  const older = button("Earlier versions", () => app.safely(() => showHistory(app)), { class: "le-act" });
  const check = button("Check my work", () => app.safely(() => runCheck(app)), { class: "le-primary" });
  const saved = h("span", { class: "le-saved", role: "status" });
  const notice = h("div", { class: "le-notice", role: "status", hidden: true });
  const banner = h("div", { class: "le-banner", role: "alert", hidden: true });
  app.say = (text, action, call) => {
    notice.replaceChildren(h("span", { text }));
    if (action) notice.append(button(action, () => {
      notice.hidden = true;
      call();
    }, { class: "le-link" }));
    notice.append(button("×", () => {
      notice.hidden = true;
    }, { class: "le-link", "aria-label": "Close this note" }));
    notice.hidden = false;
  };
  app.trouble = (error) => {
    const details = error.details;
    app.say(error.message, details ? "Copy details" : null, () => navigator.clipboard.writeText(details));
  };
  const bar = h(
    "div",
    { class: "le-bar", role: "toolbar", "aria-label": "Fishbone" },
    undo,
    redo,
    older,
    shareMenu(app),
    h("span", { class: "le-space" }),
    saved,
    app.options.has_check ? check : null,
  );
  app.unsaved = () => {
    if (app.link.state === "live") saved.textContent = SAVING;
  };
  return {
    top: [banner, bar, notice],
    render(status) {
      undo.disabled = app.locked || !status.can_undo;
      redo.disabled = app.locked || !status.can_redo;
      check.disabled = app.link.state !== "live";
      older.disabled = app.link.state !== "live";
      saved.textContent = savedText(app, status);
      renderBanner(app, banner, status);
      if (status.notice !== app.lastNotice && !status.conflict) {
        app.lastNotice = status.notice;
        if (status.notice) app.say(status.notice);
      }
    },
  };
}

function savedText(app, status) {
  if (app.link.state !== "live") return "Kept in this browser.";
  if (status.conflict) return "Not saved yet: choose above.";
  if (status.dirty || app.link.unsaved) return SAVING;
  return status.saved_at ? `Saved ${clock(status.saved_at)}. ${WHO}` : WHO;
}

function renderBanner(app, banner, status) {
  const kids = [];
  if (app.link.state === "gone") {
    const help = h("span", {});
    kids.push(h("p", { text: GONE_TEXT }), help, button("Start again", () => {
      const wish = new CustomEvent("lift-elie:start", { bubbles: true, cancelable: true });
      // The lab's own extension restarts and takes the event; elsewhere say how.
      if (app.root.dispatchEvent(wish)) help.textContent = RESTART_TEXT;
    }, { class: "le-act" }));
  } else if (app.link.state === "away") kids.push(h("p", { text: AWAY_TEXT }));
  else if (status.conflict) {
    const choose = (op) => () => {
      app.flush();
      app.link.send({ op }, true);
    };
    kids.push(
      h("p", { text: "This fishbone was also changed in another window. Nothing was overwritten; both versions are kept. Which one do you want to go on with?" }),
      button("Keep mine", choose("keep_mine"), { class: "le-act" }),
      button("Open the other", choose("open_other"), { class: "le-act" }),
    );
  } else if (status.read_only) kids.push(h("p", { text: status.notice }));
  else if (app.options.other_case) {
    kids.push(h("p", { text: "This fishbone was started with another case, so its evidence will not match the papers here." }));
  }
  const words = kids.map((kid) => kid.textContent).join("\n");
  if (words === app.lastBanner) return;
  app.lastBanner = words;
  banner.replaceChildren(...kids);
  banner.hidden = !kids.length;
}

async function runCheck(app) {
  app.outline.endEdit(false);
  app.flush();
  const answer = await app.link.ask("check", {});
  app.root.dataset.checkMs = answer.ms;
  app.coach.show(answer.findings);
}

function render({ model, el }) {
  const app = createApp(model, el);
  const readDoc = () => {
    const doc = model.get("doc");
    if (doc === app.doc) return;
    app.doc = doc;
    app.fishbone = structuredClone(doc.fishbone);
    app.reindex();
  };
  readDoc();
  app.link = createLink(model, app.options.file, {
    onState: () => refresh(),
    onSend: () => app.unsaved(),
    onMessage: (message) => {
      if (message.type === "refused") app.say(message.sentences[0]);
      if (message.type === "trouble") app.trouble({ message: message.sentence, details: message.details });
    },
  });
  app.selected = app.index.order.length ? app.index.order[0].id : null;
  app.outline = createOutline(app);
  app.drawing = createDrawing(app);
  app.details = createDetails(app);
  app.coach = createCoach(app);
  app.statement = createStatement(app);
  app.ending = createEnding(app);
  const bars = createBars(app);
  const addBone = button("+ bone", () => app.acts.addBone(), { class: "le-act le-add-bone" });

  function follow() {
    const lost = !app.index.byId.has(app.selected);
    const next = app.goTo && app.index.byId.has(app.goTo) ? app.goTo : null;
    const first = app.index.order.length ? app.index.order[0].id : null;
    app.goTo = null;
    if (lost) app.selected = next || first;
  }

  function refresh() {
    const start = performance.now();
    const status = model.get("status");
    app.link.onStatus(status, model.get("doc"));
    app.locked = app.link.state !== "live" || status.read_only;
    app.root.classList.toggle("le-locked", app.locked);
    // A row that was made here and that Python has not seen yet must not vanish for a moment.
    if (app.link.shown >= app.link.structSeq) {
      const fresh = model.get("doc") !== app.doc;
      readDoc();
      if (fresh) follow();
      app.outline.render();
      app.drawing.render(app.doc.layout);
      if (app.keep) {
        app.drawing.reveal(app.keep);
        if (app.root.contains(document.activeElement) && !app.outline.editing) app.outline.focus();
        app.keep = null;
      }
    }
    app.details.render();
    app.statement.render();
    app.ending.render();
    app.coach.render();
    addBone.disabled = app.locked;
    bars.render(status);
    app.root.dataset.renderMs = Math.round(performance.now() - start);
  }

  app.root.append(
    ...bars.top,
    app.statement.el,
    app.drawing.el,
    h(
      "div",
      { class: "le-work" },
      h("section", { class: "le-outline", "aria-label": "Outline" }, app.outline.el, addBone, keyHelp()),
      app.details.el,
    ),
    app.coach.el,
    app.ending.el,
  );
  app.root.addEventListener("keydown", (event) => {
    if (commonKey(app, event)) event.preventDefault();
    // The notebook has uses of its own for arrows and letters; here they belong to the editor.
    event.stopPropagation();
  });
  let lastLook = 0;
  const look = () => {
    if (Date.now() - lastLook > 4000) {
      lastLook = Date.now();
      app.link.probe();
    }
  };
  app.root.addEventListener("focusin", look);
  window.addEventListener("focus", look);
  const leave = () => app.flush();
  window.addEventListener("pagehide", leave);
  model.on("change", refresh);
  refresh();
  const found = app.link.adopt();
  if (found) app.say("Words that were not saved before are back.");
  return () => {
    app.flush();
    model.off("change", refresh);
    window.removeEventListener("focus", look);
    window.removeEventListener("pagehide", leave);
    app.drawing.drop();
    app.link.close();
  };
}

export default { render };
