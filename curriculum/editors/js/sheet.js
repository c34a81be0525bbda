// A piece of work on pages: one idea at a time, a stepper above, the same bar as the fishbone.
// The pages themselves are in the part that follows; nothing here decides anything.

function at(work, path) {
  return path.split(".").reduce((value, name) => {
    if (value === null || value === undefined) return undefined;
    return Array.isArray(value) ? value.find((one) => one.id === name) ?? value[name] : value[name];
  }, work);
}

function pageKey(app) {
  return `lift-elie/page/${app.options.file}`;
}

function rememberedPage(app) {
  try {
    return localStorage.getItem(pageKey(app));
  } catch {
    return null;
  }
}

function rememberPage(app, id) {
  try {
    localStorage.setItem(pageKey(app), id);
  } catch {
    // A forbidden store: the first page opens next time.
  }
}

function createSheetApp(model, el, name) {
  const app = {
    model,
    options: model.get("options"),
    fields: new Set(),
    asks: new Map(),
    locked: false,
    index: { byId: new Map() },
    outline: { endEdit() {} },
    renderTree() {},
    setLocalText() {},
  };
  app.root = h("div", {
    class: `le-editor le-sheet le-${name}`,
    "data-lm-suppress-shortcuts": "true",
    lang: "en",
  });
  el.append(app.root);
  app.flush = () => {
    for (const field of app.fields) field.flush();
  };
  app.send = (intent, struct) => (app.locked ? 0 : app.link.send(intent, struct));
  app.safely = (call) => Promise.resolve().then(call).catch((error) => app.trouble(error));
  const step = (op) => () => {
    app.flush();
    app.send({ op }, true);
  };
  app.acts = { undo: step("undo"), redo: step("redo"), save: step("save") };
  return app;
}

// The steps as a row of buttons; each says in words whether something is still open in it.
function createStepper(app, pages) {
  const steps = [...new Set(pages.map((page) => page.step))];
  const buttons = new Map();
  const list = h("ol", { class: "le-steps" }, steps.map((step, place) => {
    const state = h("span", { class: "le-step-state" });
    const one = button("", () => app.goTo(pages.find((page) => page.step === step).id), { class: "le-step" });
    one.append(h("span", { class: "le-step-number", "aria-hidden": "true", text: place + 1 }), h("span", { text: step }), state);
    buttons.set(step, { one, state });
    return h("li", {}, one);
  }));
  return {
    el: h("nav", { class: "le-stepper", "aria-label": "Steps" }, list),
    render(current) {
      const told = (app.made && app.made.steps) || {};
      for (const [step, { one, state }] of buttons) {
        if (step === current.step) one.setAttribute("aria-current", "step");
        else one.removeAttribute("aria-current");
        const words = told[step] || "";
        if (state.textContent !== words) state.textContent = words;
        one.classList.toggle("le-step-done", words === "✓ done");
      }
    },
  };
}

// One page at a time. A page is {id, step, title, lead, make(app) -> parts}; a part has el,
// update() and drop(), and may name the places (`where` of a finding) that it holds.
function createPages(app, pages) {
  const title = h("h3", { class: "le-page-title", tabindex: "-1" });
  const lead = h("p", { class: "le-page-lead" });
  const count = h("span", { class: "le-quiet" });
  const body = h("div", { class: "le-page-body" });
  const back = button("← Back", () => move(-1), { class: "le-act" });
  const next = button("Next →", () => move(1), { class: "le-act le-go" });
  const el = h("section", { class: "le-page-now", "aria-label": "This step" }, title, lead, body,
    h("div", { class: "le-foot" }, back, count, h("span", { class: "le-space" }), next));
  let now = pages.find((page) => page.id === rememberedPage(app)) || pages[0];
  let parts = [];

  function move(by) {
    const page = pages[pages.indexOf(now) + by];
    if (page) app.goTo(page.id);
  }

  function build() {
    for (const part of parts) part.drop?.();
    title.textContent = now.title;
    lead.textContent = now.lead || "";
    lead.hidden = !now.lead;
    parts = now.make(app);
    body.replaceChildren(...parts.map((part) => part.el));
    const place = pages.indexOf(now);
    back.disabled = place === 0;
    next.hidden = place === pages.length - 1;
    const of = pages.filter((page) => page.step === now.step);
    count.textContent = of.length > 1 ? `${now.step}: page ${of.indexOf(now) + 1} of ${of.length}` : "";
  }

  app.goTo = (id, focus = true) => {
    const page = pages.find((one) => one.id === id);
    if (!page) return;
    app.flush();
    now = page;
    rememberPage(app, id);
    // What was said belongs to the page that is left.
    app.root.querySelector(".le-notice")?.setAttribute("hidden", "");
    build();
    app.refresh();
    if (focus) {
      title.focus({ preventScroll: true });
      app.root.scrollIntoView({ block: "nearest" });
    }
  };
  // "data.tool" may be held by "data.tool" or, failing that, by "data".
  app.goWhere = (place) => {
    app.aim?.(place);
    // Rows have ids or numbers; a page holds all rows of a list.
    const where = place.replace(/^(predictions|groups|points|log|annotations)\.[^.]+/, "$1");
    for (let key = where; key; key = key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "") {
      const page = pages.find((one) => (one.holds || []).some((held) => held === key || held.startsWith(`${key}.`)));
      if (!page) continue;
      app.goTo(page.id, false);
      const spot = [...body.querySelectorAll("[data-where]")];
      const found = spot.find((one) => one.dataset.where === place) || spot.find((one) => one.dataset.where.startsWith(key));
      const target = found && (found.matches("input, textarea, button") ? found : found.querySelector("input, textarea, button"));
      (target || title).focus();
      (found || title).scrollIntoView({ block: "center" });
      return;
    }
  };
  return {
    el,
    get now() {
      return now;
    },
    build,
    render() {
      for (const part of parts) part.update?.();
    },
    drop() {
      for (const part of parts) part.drop?.();
    },
  };
}

function sheetKey(app, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "s") {
    app.acts.save();
    return true;
  }
  if (app.locked) return false;
  if (key === "z") {
    if (event.shiftKey) app.acts.redo();
    else app.acts.undo();
    return true;
  }
  if (key === "y") {
    app.acts.redo();
    return true;
  }
  return false;
}

// One thought about a text when it is left, beneath it; nothing while it is written.
// None about a number: the other end of a range may be missing still, and the picture answers it.
function coachNearby(app) {
  let before = "";
  app.root.addEventListener("focusin", (event) => {
    before = event.target.value;
  });
  app.root.addEventListener("focusout", (event) => {
    const { target } = event;
    const spot = target.closest("[data-where]");
    const written = spot && target.matches("textarea, input[type=text]:not(.le-number)") && !target.closest("table");
    if (!written || !app.options.has_check || app.locked) return;
    if (!target.value.trim() || target.value === before) return;
    app.flush();
    const where = spot.dataset.where;
    app.link.ask("coach", { id: where }).then((answer) => {
      spot.querySelector(":scope > .le-near")?.remove();
      const rows = answer.findings.slice(0, 1);
      if (rows.length && spot.isConnected) spot.append(h("div", { class: "le-near", role: "status" }, rows.map((row) => softNote(app, row))));
    }, () => {});
  });
}

function renderSheet({ model, el }, name, pagesOf) {
  const app = createSheetApp(model, el, name);
  const readDoc = () => {
    const doc = model.get("doc");
    if (doc === app.doc) return;
    app.doc = doc;
    app.work = doc.work;
    app.made = doc.made;
    // What the shared coach panel compares, to know whether something changed since it looked.
    app.fishbone = app.work;
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
  const pages = pagesOf(app);
  app.coach = createCoach(app);
  const bars = createBars(app);
  const stepper = createStepper(app, pages);
  const sheet = createPages(app, pages);

  function refresh() {
    const status = model.get("status");
    app.link.onStatus(status, model.get("doc"));
    app.locked = app.link.state !== "live" || status.read_only;
    app.root.classList.toggle("le-locked", app.locked);
    if (app.link.shown >= app.link.structSeq) readDoc();
    stepper.render(sheet.now);
    sheet.render();
    app.coach.render();
    bars.render(status);
  }
  app.refresh = refresh;

  app.root.append(bars.top, stepper.el, sheet.el, app.coach.el);
  app.root.addEventListener("keydown", (event) => {
    if (sheetKey(app, event)) event.preventDefault();
    // The notebook has uses of its own for arrows and letters; here they belong to the editor.
    event.stopPropagation();
  });
  coachNearby(app);
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
  sheet.build();
  refresh();
  if (app.link.adopt()) app.say("Words that were not saved before are back.");
  return () => {
    app.flush();
    model.off("change", refresh);
    window.removeEventListener("focus", look);
    window.removeEventListener("pagehide", leave);
    sheet.drop();
    app.link.close();
  };
}
