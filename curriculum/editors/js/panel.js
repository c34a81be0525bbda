// Shows a form that Python describes and sends back what the person does. It decides nothing.

const NO_ANSWER = "Not saved yet: this page lost its link to the notebook. Your words are still here. " +
  "Copy them, then reload the page.";
const KEPT = "Not saved yet: this page lost its link to the notebook. Your words are kept in this " +
  "browser. Press “Start again”, or reload the page, and they will be saved.";

function renderPanel({ model, el: root }) {
  const place = model.get("place") || "";
  const lostLink = () => (place ? (model.get("view") || {}).lost || KEPT : NO_ANSWER);
  let count = 0;
  let closed = false;
  let timer = 0;
  let watch = 0;
  let drawn = "";
  let said = null;
  const ctx = {
    // Each widget has a module of its own, so a counter would begin at one in each of them.
    id: "le-panel-" + Math.random().toString(36).slice(2),
    open: new Set(),
    typed: new Map(),
    send: (event) => {
      ctx.flush();
      // A press that is already on its way is not made twice.
      if (!unanswered.ends(event)) post(event);
    },
    later: () => {
      clearTimeout(timer);
      timer = setTimeout(ctx.flush, 350);
    },
    flush: () => {
      clearTimeout(timer);
      for (const [name, value] of ctx.typed) post({ do: "write", name, value });
      ctx.typed.clear();
    },
  };
  const panel = make("div", "le-panel");
  panel.setAttribute("role", "group");
  const title = make("h3");
  title.id = ctx.id + "-title";
  panel.setAttribute("aria-labelledby", title.id);
  const kicker = make("p", "le-kicker");
  const body = make("div");
  const status = make("p", "le-status");
  status.setAttribute("role", "status");
  const restart = make("button", "", "Start again");
  restart.type = "button";
  restart.hidden = true;
  restart.addEventListener("click", () => {
    ctx.flush();
    if (!startAgain(root, kernelOf(model))) window.location.reload();
  });
  const who = make("p", "le-who");
  panel.append(kicker, title, body, status, restart, who);
  root.appendChild(panel);

  const unanswered = unansweredAt(place, ctx.id);

  function post(event) {
    count += 1;
    const numbered = { ...event, n: ctx.id + ":" + count };
    unanswered.add(numbered);
    clearTimeout(watch);
    watch = setTimeout(lost, 8000);
    try {
      model.send(numbered);
    } catch {
      lost();
    }
  }

  function lost() {
    status.textContent = lostLink();
    said = status.textContent;
    restart.hidden = !place;
  }

  function answered() {
    unanswered.done(model.get("done"));
    if (closed) {
      if (!unanswered.left()) model.off("change:done", answered);
      return;
    }
    if (unanswered.left()) return;
    clearTimeout(watch);
    restart.hidden = true;
    if (status.textContent === said) status.textContent = (model.get("view") || {}).status || "";
  }

  function sendAgain() {
    const work = (model.get("view") || {}).work;
    for (const event of unanswered.takeOver()) {
      const sent = { ...event, again: true, first: event.first || event.n };
      if (work) sent.unsaved = isUnsaved(work);
      post(sent);
      const box = Array.from(body.querySelectorAll("input[type=text], textarea"))
        .find((one) => event.do === "write" && one.dataset.key === event.name);
      if (box) box.value = event.value;
    }
  }

  function refresh() {
    const view = model.get("view") || {};
    kicker.textContent = view.kicker || "";
    kicker.hidden = !view.kicker;
    title.textContent = view.title || "";
    panel.classList.toggle("le-stays", !!view.stays);
    if (status.textContent !== (view.status || "")) status.textContent = view.status || "";
    who.textContent = view.who || "";
    who.hidden = !view.who;
    const shape = shapeOf(view.blocks || []);
    if (shape === drawn) return;
    drawn = shape;
    const active = root.getRootNode().activeElement;
    const inside = active && body.contains(active) ? active : null;
    const key = inside ? inside.dataset.key : null;
    const range = inside && "selectionStart" in inside && inside.type !== "radio"
      && inside.type !== "checkbox" ? [inside.selectionStart, inside.selectionEnd] : null;
    const draft = inside && (inside.type === "text" || inside.tagName === "TEXTAREA") ? inside.value : null;
    body.replaceChildren(...(view.blocks || []).map((block) => draw(block, ctx)));
    if (key === null || key === undefined) return;
    const again = Array.from(body.querySelectorAll("[data-key]")).find((n) => n.dataset.key === key);
    if (!again || again.disabled) {
      panel.tabIndex = -1;
      panel.focus({ preventScroll: true });
      return;
    }
    if (draft !== null) again.value = draft;
    again.focus({ preventScroll: true });
    if (range && "setSelectionRange" in again) again.setSelectionRange(range[0], range[1]);
  }

  const leave = () => ctx.flush();
  window.addEventListener("pagehide", leave);
  model.on("change:view", refresh);
  model.on("change:done", answered);
  refresh();
  sendAgain();
  return () => {
    closed = true;
    ctx.flush();
    clearTimeout(watch);
    window.removeEventListener("pagehide", leave);
    model.off("change:view", refresh);
    // What the page sent as it closed is forgotten here only once Python has it.
    if (!unanswered.left()) model.off("change:done", answered);
  };
}
