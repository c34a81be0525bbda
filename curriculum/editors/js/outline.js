// The outline: an ARIA tree. Rows are kept by id, so only what changed is touched.

const EMPTY = { bone: "Name this bone", cause: "Write a cause…", why: "Why does this happen?" };

function createOutline(app) {
  const rows = new Map();
  const tree = h("div", { role: "tree", class: "le-tree", "aria-label": "Fishbone outline" });
  let edited = null;

  function makeRow(id) {
    const label = h("span", { class: "le-row-text" });
    const chips = h("span", { class: "le-chips" });
    const twist = h("span", { class: "le-twist", "aria-hidden": "true" });
    const quick = h("span", { class: "le-quick" });
    const el = h("div", { role: "treeitem", class: "le-row", tabindex: "-1" }, twist, label, chips, quick);
    const row = { id, el, label, chips, twist, quick, signature: "" };
    twist.addEventListener("click", (event) => {
      event.stopPropagation();
      app.toggle(id);
    });
    el.addEventListener("click", (event) => {
      if (event.target.closest("button, textarea")) return;
      const again = app.selected === id && edited === null;
      app.select(id, { focus: true });
      if (again || event.detail > 1) edit(id);
    });
    rows.set(id, row);
    return row;
  }

  function paint(row, entry) {
    const kids = kidsOf(entry).length;
    const shut = app.shut.has(entry.id);
    const words = textOf(entry);
    const { node } = entry;
    const leaf = isLeaf(entry);
    const hint = app.asks.get(entry.id);
    const signature = JSON.stringify([
      words, entry.depth, entry.place, entry.of, kids, shut, entry.kind, app.selected === entry.id, hint,
      leaf && node.evidence.tag, leaf && node.lane, app.locked,
    ]);
    if (signature === row.signature) return;
    row.signature = signature;
    put(row.el, {
      "aria-level": entry.depth + 1,
      "aria-posinset": entry.place + 1,
      "aria-setsize": entry.of,
      "aria-selected": app.selected === entry.id ? "true" : "false",
      "data-id": entry.id,
      "data-kind": entry.kind,
    });
    row.el.style.setProperty("--depth", entry.depth);
    if (kids) row.el.setAttribute("aria-expanded", shut ? "false" : "true");
    else row.el.removeAttribute("aria-expanded");
    row.twist.textContent = kids ? (shut ? "▸" : "▾") : entry.kind === "bone" ? "" : "•";
    row.label.textContent = words || EMPTY[entry.kind];
    row.label.classList.toggle("le-empty", !words);
    row.chips.replaceChildren();
    if (leaf && node.evidence.tag) row.chips.append(chip(TAGS[node.evidence.tag], "le-tag"));
    if (leaf && node.lane) row.chips.append(chip(LANES[node.lane], `le-lane le-lane-${node.lane}`));
    if (hint) row.chips.append(h("span", { class: "le-chip le-ask", text: "to look at" }));
    row.quick.replaceChildren();
    if (!app.locked && entry.kind === "bone") {
      row.quick.append(quickButton("+ cause", `Add a cause to ${words || "this bone"}`, () => app.acts.addCause(entry.id)));
    } else if (!app.locked && app.selected === entry.id) {
      row.quick.append(quickButton("+ why", `Add a why to ${words || "this line"}`, () => app.acts.addWhy(entry.id)));
    }
  }

  function chip(kind, name) {
    return h("span", { class: `le-chip ${name}` }, h("span", { "aria-hidden": "true", text: `${kind.symbol} ` }), kind.text);
  }

  function quickButton(text, label, click) {
    return button(text, click, { class: "le-quick-button", tabindex: "-1", "aria-label": label });
  }

  function render() {
    const hadFocus = tree.contains(document.activeElement) ? document.activeElement : null;
    const entries = app.visible();
    const wanted = new Set(entries.map((entry) => entry.id));
    if (edited && !wanted.has(edited.id)) endEdit(false);
    for (const [id, row] of rows) {
      if (!wanted.has(id)) {
        row.el.remove();
        rows.delete(id);
      }
    }
    let cursor = tree.firstChild;
    for (const entry of entries) {
      const row = rows.get(entry.id) || makeRow(entry.id);
      paint(row, entry);
      if (row.el === cursor) cursor = cursor.nextSibling;
      else tree.insertBefore(row.el, cursor);
    }
    const stop = wanted.has(app.selected) ? app.selected : entries.length ? entries[0].id : null;
    for (const [id, row] of rows) row.el.tabIndex = id === stop ? 0 : -1;
    if (edited) edited.field.update();
    if (hadFocus && !tree.contains(document.activeElement)) {
      if (tree.contains(hadFocus)) hadFocus.focus({ preventScroll: true });
      else focus();
    }
  }

  function focus() {
    const row = rows.get(app.selected);
    if (row) {
      row.el.focus({ preventScroll: true });
      row.el.scrollIntoView({ block: "nearest" });
    }
  }

  function edit(id, extra) {
    if (app.locked) return;
    if (edited && edited.id === id) return;
    endEdit(false);
    const entry = app.index.byId.get(id);
    const row = rows.get(id);
    if (!entry || !row) return;
    const area = h("textarea", {
      class: "le-row-edit",
      rows: 1,
      maxlength: 600,
      "aria-label": entry.kind === "bone" ? "Name of the bone" : entry.kind === "cause" ? "Cause" : "Why",
      placeholder: EMPTY[entry.kind],
    });
    const read = () => {
      const now = app.index.byId.get(id);
      return now ? textOf(now) : undefined;
    };
    const field = boundText(app, area, read, (text) => {
      app.setLocalText(id, text);
      return { op: "set_text", id, text };
    });
    edited = { id, area, field, fresh: !textOf(entry) };
    row.label.hidden = true;
    row.label.after(area);
    area.addEventListener("keydown", (event) => editKey(event));
    area.addEventListener("blur", () => setTimeout(() => {
      if (edited && edited.area === area && document.activeElement !== area) endEdit(false);
    }, 0));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    if (extra) document.execCommand("insertText", false, extra);
    row.el.scrollIntoView({ block: "nearest" });
    grow(area);
  }

  function endEdit(toTree) {
    if (!edited) return;
    const { id, area, field } = edited;
    edited = null;
    const row = rows.get(id);
    field.drop();
    const entry = app.index.byId.get(id);
    if (entry) app.setLocalText(id, area.value);
    if (row) {
      row.label.hidden = false;
      row.signature = "";
      if (toTree) row.el.focus({ preventScroll: true });
      area.remove();
      if (entry) paint(row, entry);
    } else area.remove();
    app.left(id);
  }

  function editKey(event) {
    const { id, area, fresh } = edited;
    const entry = app.index.byId.get(id);
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      const empty = !area.value.trim();
      endEdit(true);
      if (event.shiftKey || event.ctrlKey || event.metaKey) app.acts.addWhy(id);
      else if (!empty) app.acts.addSibling(id);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      const forget = fresh && !area.value && entry && !kidsOf(entry).length && entry.kind !== "bone";
      endEdit(true);
      if (forget) app.acts.remove(id);
    } else if (event.altKey && MOVES[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      endEdit(true);
      app.acts.move(id, MOVES[event.key]);
    } else if (!commonKey(app, event)) return;
    else event.preventDefault();
    event.stopPropagation();
  }

  tree.addEventListener("keydown", (event) => treeKey(app, event, { edit }));
  return {
    el: tree,
    render,
    focus,
    edit,
    endEdit,
    get editing() {
      return edited !== null;
    },
  };
}
