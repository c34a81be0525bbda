// Keys in the outline while no text is being edited. Tab is left alone: it leads out of the tree.

function treeKey(app, event, outline) {
  if (event.target.closest("textarea, button") || event.isComposing) return;
  const id = app.selected;
  const at = app.index.byId.get(id);
  if (!at) return;
  if (commonKey(app, event) || moveKey(app, event, id) || goKey(app, event, at) || makeKey(app, event, id, outline)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function moveKey(app, event, id) {
  if (!(event.altKey || event.ctrlKey || event.metaKey) || !MOVES[event.key]) return false;
  app.acts.move(id, MOVES[event.key]);
  return true;
}

function goKey(app, event, at) {
  const rows = app.visible();
  const here = rows.findIndex((row) => row.id === at.id);
  const go = (row) => {
    if (row) app.select(row.id, { focus: true });
    return true;
  };
  const kids = kidsOf(at);
  const shut = app.shut.has(at.id);
  switch (event.key) {
    case "ArrowDown":
      return go(rows[here + 1]);
    case "ArrowUp":
      return go(rows[here - 1]);
    case "Home":
      return go(rows[0]);
    case "End":
      return go(rows[rows.length - 1]);
    case "ArrowRight":
      if (kids.length && shut) app.toggle(at.id);
      else if (kids.length) go(app.index.byId.get(kids[0].id));
      return true;
    case "ArrowLeft":
      if (kids.length && !shut) app.toggle(at.id);
      else if (at.parent) go(app.index.byId.get(at.parent));
      return true;
    default:
      return false;
  }
}

function makeKey(app, event, id, outline) {
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Enter") {
    if (event.shiftKey || command) app.acts.addWhy(id);
    else app.acts.addSibling(id);
    return true;
  }
  if (event.key === "F2") {
    outline.edit(id);
    return true;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    app.acts.remove(id);
    return true;
  }
  if (event.key.length === 1 && !command && !event.altKey) {
    outline.edit(id, event.key);
    return true;
  }
  return false;
}

const KEY_HELP = [
  ["↑ ↓ Home End", "go through the outline; ← → closes and opens a branch"],
  ["type, or F2", "write in the chosen line"],
  ["Enter", "a new line beside it (on a bone: a new cause)"],
  ["Shift + Enter", "a why beneath it"],
  ["Alt + arrow", "move it up, down, in or out"],
  ["Delete", "remove it (undo brings it back)"],
  ["Ctrl + Z, Ctrl + Y", "undo, redo"],
  ["Esc", "stop writing"],
  ["Tab", "go on to the details of the chosen line"],
];

function keyHelp() {
  return h(
    "details",
    { class: "le-help" },
    h("summary", { text: "Keys" }),
    h("dl", {}, KEY_HELP.map(([key, text]) => h("div", {}, h("dt", { text: key }), h("dd", { text })))),
  );
}
