// Puts the parts together.

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
    onSend: () => {
      app.unsaved();
      app.hush();
    },
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
    return lost;
  }

  function refresh() {
    const start = performance.now();
    let moved = false;
    const status = model.get("status");
    app.link.onStatus(status, model.get("doc"));
    app.locked = app.link.state !== "live" || status.read_only;
    app.root.classList.toggle("le-locked", app.locked);
    // A row that was made here and that Python has not seen yet must not vanish for a moment.
    if (app.link.shown >= app.link.structSeq) {
      const fresh = model.get("doc") !== app.doc;
      readDoc();
      moved = fresh && follow() && app.outline.el.contains(document.activeElement);
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
    if (moved) app.outline.focus();
    app.root.dataset.renderMs = Math.round(performance.now() - start);
  }

  app.root.append(
    bars.top,
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
