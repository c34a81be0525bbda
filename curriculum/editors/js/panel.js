// Draws a form that Python describes and sends back what the person does. It decides nothing.
// Text reaches the page through textContent only; a word from a file can never become markup.

const PANEL_CSS = `
.le-panel { box-sizing: border-box; max-width: 46rem; margin: 0.5rem 0 1rem; padding: 1rem 1.25rem 1.1rem;
  border: 1px solid var(--le-line, #c9cdd2); border-radius: 10px; background: var(--le-paper, #fff);
  color: var(--le-ink, #1f2933); font-family: var(--le-font, system-ui, sans-serif);
  font-size: 1rem; line-height: 1.5; }
.le-panel *, .le-panel *::before { box-sizing: border-box; }
.le-panel .le-kicker { margin: 0 0 0.2rem; font-size: 0.85rem; font-weight: 600;
  letter-spacing: 0.02em; color: var(--le-quiet, #4b5563); }
.le-panel h3 { margin: 0 0 0.5rem; font-size: 1.15rem; line-height: 1.35; font-weight: 650;
  color: inherit; }
.le-panel h4 { margin: 1rem 0 0.35rem; font-size: 1rem; color: inherit; }
.le-panel p { margin: 0 0 0.6rem; white-space: pre-line; }
.le-panel .le-quote { margin: 0 0 0.7rem; padding: 0.4rem 0 0.4rem 0.9rem;
  border-left: 4px solid var(--le-line-strong, #7b8794); font-size: 1.02rem; }
.le-panel .le-small { font-size: 0.9rem; color: var(--le-quiet, #4b5563); }
.le-panel .le-note { margin: 0 0 0.7rem; padding: 0.6rem 0.8rem; border-radius: 8px;
  border-left: 5px solid var(--le-accent, #0072b2); background: var(--le-tint, #eef4f8); }
.le-panel .le-note.le-good { border-left-color: var(--le-good, #00785a); }
.le-panel .le-note.le-ask { border-left-color: var(--le-ask, #a85d00); }
.le-panel .le-note.le-trouble { border-left-color: var(--le-miss, #a83200); }
.le-panel .le-note p:last-child { margin-bottom: 0; }
.le-panel .le-mark { font-weight: 650; }
.le-panel fieldset { margin: 0 0 0.7rem; padding: 0; border: 0; min-width: 0; }
.le-panel legend { padding: 0; margin: 0 0 0.35rem; font-weight: 600; }
.le-panel .le-option { display: flex; gap: 0.6rem; align-items: flex-start; margin: 0 0 0.3rem;
  padding: 0.45rem 0.6rem; border: 1px solid var(--le-line, #c9cdd2); border-radius: 8px; cursor: pointer; }
.le-panel .le-option:hover { border-color: var(--le-line-strong, #7b8794); }
.le-panel .le-option input { margin: 0.3rem 0 0; flex: none; width: 1rem; height: 1rem;
  accent-color: var(--le-accent, #0072b2); }
.le-panel .le-option.le-on { border-color: var(--le-accent, #0072b2); background: var(--le-tint, #eef4f8); }
.le-panel .le-field { display: block; margin: 0 0 0.7rem; }
.le-panel .le-field > span { display: block; margin-bottom: 0.25rem; font-weight: 600; }
.le-panel .le-field > .le-help { font-weight: 400; font-size: 0.9rem; color: var(--le-quiet, #4b5563); }
.le-panel textarea, .le-panel input[type="text"] { width: 100%; padding: 0.5rem 0.6rem; font: inherit;
  color: inherit; background: var(--le-paper, #fff); border: 1px solid var(--le-line-strong, #7b8794);
  border-radius: 6px; }
.le-panel textarea { resize: vertical; min-height: 3.5rem; }
.le-panel .le-buttons { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0.2rem 0 0.7rem; }
.le-panel button, .le-panel .le-download { font: inherit; font-weight: 600; padding: 0.45rem 0.95rem;
  border-radius: 8px; border: 1px solid var(--le-line-strong, #7b8794); background: var(--le-paper, #fff);
  color: var(--le-ink, #1f2933); cursor: pointer; text-decoration: none; display: inline-block; }
.le-panel button.le-primary { background: var(--le-accent-deep, #005a8c); border-color: var(--le-accent-deep, #005a8c);
  color: #fff; }
.le-panel button:disabled { opacity: 1; color: var(--le-quiet, #4b5563); background: var(--le-tint, #eef4f8);
  border-style: dashed; cursor: not-allowed; }
.le-panel :focus-visible { outline: 3px solid var(--le-focus, #0072b2); outline-offset: 2px; }
.le-panel ul, .le-panel ol { margin: 0 0 0.7rem; padding-left: 1.4rem; }
.le-panel li { margin: 0 0 0.25rem; }
.le-panel table { border-collapse: collapse; margin: 0 0 0.8rem; width: 100%; font-size: 0.95rem; }
.le-panel caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
.le-panel th, .le-panel td { text-align: left; vertical-align: top; padding: 0.35rem 0.5rem;
  border-bottom: 1px solid var(--le-line, #c9cdd2); }
.le-panel details { margin: 0 0 0.7rem; }
.le-panel summary { cursor: pointer; font-weight: 600; }
.le-panel .le-steps { list-style: none; padding: 0; }
.le-panel .le-steps > li { display: grid; grid-template-columns: 1.8rem 1fr; margin-bottom: 0.45rem; }
.le-panel .le-who { margin: 0.3rem 0 0; padding-top: 0.55rem; border-top: 1px solid var(--le-line, #c9cdd2);
  font-size: 0.9rem; color: var(--le-quiet, #4b5563); }
.le-panel .le-status { min-height: 1.4rem; margin: 0; font-size: 0.9rem; color: var(--le-quiet, #4b5563); }
@media print { .le-panel button, .le-panel .le-status { display: none; } }
`;

const NO_ANSWER = "Not saved yet: this page lost its link to the notebook. Your words are still here. " +
  "Copy them, then reload the page.";

let panelCount = 0;

function el(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = String(text);
  return node;
}

function panelStyle(root) {
  const host = root.getRootNode();
  const where = host instanceof ShadowRoot ? host : document.head;
  if (where.querySelector("style[data-le-panel]")) return;
  const style = document.createElement("style");
  style.setAttribute("data-le-panel", "");
  style.textContent = PANEL_CSS;
  where.appendChild(style);
}

const BLOCKS = {
  text(block) {
    return el("p", block.style === "small" ? "le-small" : "", block.text);
  },
  heading(block) {
    return el("h4", "", block.text);
  },
  quote(block) {
    return el("blockquote", "le-quote", block.text);
  },
  note(block) {
    const box = el("div", "le-note le-" + (block.style || "plain"));
    if (block.mark) box.appendChild(el("p", "le-mark", block.mark));
    for (const line of block.lines || []) box.appendChild(el("p", "", line));
    return box;
  },
  list(block) {
    const list = el(block.ordered ? "ol" : "ul");
    for (const item of block.items) list.appendChild(el("li", "", item));
    return list;
  },
  steps(block) {
    const list = el("ol", "le-steps");
    for (const item of block.items) {
      const row = el("li");
      const mark = el("span", "le-mark", item.done ? "✓" : item.number);
      mark.setAttribute("aria-hidden", "true");
      row.appendChild(mark);
      const body = el("div");
      body.appendChild(el("span", "", (item.done ? "Done: " : "") + item.text));
      if (item.note) {
        const note = BLOCKS.note({ lines: [item.note], style: item.done ? "good" : "ask" });
        body.appendChild(note);
      }
      row.appendChild(body);
      list.appendChild(row);
    }
    return list;
  },
  table(block) {
    const table = el("table");
    if (block.caption) table.appendChild(el("caption", "", block.caption));
    const head = table.createTHead().insertRow();
    for (const name of block.columns) {
      const cell = el("th", "", name);
      cell.scope = "col";
      head.appendChild(cell);
    }
    const body = table.createTBody();
    for (const values of block.rows) {
      const row = body.insertRow();
      for (const value of values) row.appendChild(el("td", "", value));
    }
    return table;
  },
  radio(block, ctx) {
    const set = el("fieldset");
    set.appendChild(el("legend", "", block.legend));
    for (const option of block.options) {
      const label = el("label", "le-option" + (option.value === block.value ? " le-on" : ""));
      const input = el("input");
      input.type = "radio";
      input.name = ctx.id + "-" + block.name;
      input.value = option.value;
      input.checked = option.value === block.value;
      input.dataset.key = block.name + "=" + option.value;
      input.addEventListener("change", () =>
        ctx.send({ do: "choose", name: block.name, value: option.value }));
      label.append(input, el("span", "", option.label));
      set.appendChild(label);
    }
    return set;
  },
  field(block, ctx) {
    const label = el("label", "le-field");
    label.appendChild(el("span", "", block.label));
    if (block.help) label.appendChild(el("span", "le-help", block.help));
    const input = el(block.rows > 1 ? "textarea" : "input");
    if (block.rows > 1) input.rows = block.rows;
    else input.type = "text";
    input.maxLength = block.limit || 600;
    input.value = block.value || "";
    input.dataset.key = block.name;
    input.autocomplete = "off";
    input.addEventListener("input", () => {
      ctx.typed.set(block.name, input.value);
      ctx.later();
    });
    input.addEventListener("blur", () => ctx.flush());
    label.appendChild(input);
    return label;
  },
  check(block, ctx) {
    const label = el("label", "le-option" + (block.value ? " le-on" : ""));
    const input = el("input");
    input.type = "checkbox";
    input.checked = !!block.value;
    input.dataset.key = block.name;
    input.addEventListener("change", () =>
      ctx.send({ do: "choose", name: block.name, value: input.checked }));
    label.append(input, el("span", "", block.label));
    return label;
  },
  buttons(block, ctx) {
    const row = el("div", "le-buttons");
    for (const item of block.items) {
      const button = el("button", item.primary ? "le-primary" : "", item.label);
      button.type = "button";
      button.disabled = !!item.disabled;
      button.dataset.key = "do=" + item.do + (item.value === undefined ? "" : ":" + item.value);
      button.addEventListener("click", () =>
        ctx.send({ do: item.do, value: item.value === undefined ? "" : item.value }));
      row.appendChild(button);
    }
    return row;
  },
  download(block) {
    const link = el("a", "le-download", block.label);
    const bytes = Uint8Array.from(atob(block.base64), (c) => c.charCodeAt(0));
    link.href = URL.createObjectURL(new Blob([bytes], { type: block.type }));
    link.download = block.filename;
    return link;
  },
  copy(block, ctx) {
    const row = el("div", "le-buttons");
    const button = el("button", "", block.label);
    button.type = "button";
    button.addEventListener("click", () => {
      const done = () => { button.textContent = "Copied"; };
      navigator.clipboard.writeText(block.text).then(done, () => {
        const box = el("textarea");
        box.value = block.text;
        box.readOnly = true;
        box.setAttribute("aria-label", block.label);
        row.replaceWith(box);
        box.select();
      });
    });
    row.appendChild(button);
    return row;
  },
  details(block, ctx) {
    const box = el("details");
    box.open = ctx.open.has(block.summary);
    box.addEventListener("toggle", () => {
      if (box.open) ctx.open.add(block.summary);
      else ctx.open.delete(block.summary);
    });
    box.appendChild(el("summary", "", block.summary));
    for (const inner of block.blocks) box.appendChild(draw(inner, ctx));
    return box;
  },
};

function draw(block, ctx) {
  const make = BLOCKS[block.kind];
  return make ? make(block, ctx) : el("p", "", block.text || "");
}

// What a redraw depends on. What stands in a text field is left out: the field already shows it,
// and redrawing it while somebody types would move their cursor.
function shapeOf(blocks) {
  return JSON.stringify(blocks, function (key, value) {
    return key === "value" && this.kind === "field" ? undefined : value;
  });
}

function renderPanel({ model, el: root }) {
  panelStyle(root);
  let timer = 0;
  let watch = 0;
  let drawn = "";
  const ctx = {
    id: "le-panel-" + (panelCount += 1),
    open: new Set(),
    typed: new Map(),
    send: (event) => {
      ctx.flush();
      post(event);
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
  const panel = el("section", "le-panel");
  const title = el("h3");
  title.id = ctx.id + "-title";
  panel.setAttribute("aria-labelledby", title.id);
  const kicker = el("p", "le-kicker");
  const body = el("div");
  const status = el("p", "le-status");
  status.setAttribute("role", "status");
  const who = el("p", "le-who");
  panel.append(kicker, title, body, status, who);
  root.appendChild(panel);

  function post(event) {
    model.send(event);
    clearTimeout(watch);
    watch = setTimeout(() => { status.textContent = NO_ANSWER; }, 8000);
  }

  function answered() {
    clearTimeout(watch);
    if (status.textContent === NO_ANSWER) status.textContent = (model.get("view") || {}).status || "";
  }

  function refresh() {
    const view = model.get("view") || {};
    kicker.textContent = view.kicker || "";
    kicker.hidden = !view.kicker;
    title.textContent = view.title || "";
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
  model.on("change:answered", answered);
  refresh();
  return () => {
    ctx.flush();
    clearTimeout(watch);
    window.removeEventListener("pagehide", leave);
    model.off("change:view", refresh);
    model.off("change:answered", answered);
  };
}
