// What the outline, the drawing and the details panel do together: one selection, one set of acts.

function createActs(app) {
  const entry = (id) => app.index.byId.get(id);

  // A new row is there at once; Python makes the same one and has the last word.
  function grow(op, id, letter, place) {
    if (app.locked) return;
    app.flush();
    const fresh = newId(letter);
    place(fresh);
    app.link.send({ op, id, new: fresh }, true);
    app.reindex();
    app.renderTree();
    app.select(fresh, { edit: true });
  }

  const acts = {
    addBone() {
      grow("add_bone", null, "b", (fresh) => {
        app.fishbone.bones.push({ id: fresh, name: "", causes: [] });
      });
    },
    addCause(id) {
      app.open(id);
      grow("add_cause", id, "c", (fresh) => entry(id).node.causes.push(blankCause(fresh)));
    },
    addWhy(id) {
      const at = entry(id);
      if (at.kind === "bone") return acts.addCause(id);
      app.open(id);
      return grow("add_why", id, "c", (fresh) => at.node.whys.push(blankCause(fresh)));
    },
    addSibling(id) {
      const at = entry(id);
      if (at.kind === "bone") return acts.addCause(id);
      return grow("add_sibling", id, "c", (fresh) => at.rows.splice(at.place + 1, 0, blankCause(fresh)));
    },
    move(id, direction) {
      if (app.locked) return;
      app.flush();
      if (direction === "in") {
        const at = entry(id);
        if (at.kind !== "bone" && at.place > 0) app.open(at.rows[at.place - 1].id);
      }
      app.link.send({ op: "move", id, direction }, true);
      app.keep = id;
    },
    remove(id) {
      const at = entry(id);
      if (!at || app.locked) return;
      app.flush();
      const rows = app.visible();
      const here = rows.findIndex((row) => row.id === id);
      const before = rows[here - 1];
      const after = rows.slice(here + 1).find((row) => row.depth <= at.depth);
      app.link.send({ op: "remove", id }, true);
      app.goTo = after && after.parent === at.parent ? after.id : before ? before.id : after && after.id;
      const words = textOf(at).trim();
      app.say(`${words ? `“${words}”` : "The empty line"} is removed.`, "Undo", acts.undo);
    },
    undo() {
      if (app.locked) return;
      app.flush();
      app.link.send({ op: "undo" }, true);
    },
    redo() {
      if (app.locked) return;
      app.flush();
      app.link.send({ op: "redo" }, true);
    },
    save() {
      app.flush();
      app.link.send({ op: "save" });
    },
  };
  return acts;
}

const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

// Keys that mean the same everywhere in the editor. Returns true if it did something.
function commonKey(app, event) {
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && !event.altKey && letter === "z") {
    if (event.shiftKey) app.acts.redo();
    else app.acts.undo();
    return true;
  }
  if (command && !event.altKey && letter === "y") {
    app.acts.redo();
    return true;
  }
  if (command && !event.altKey && letter === "s") {
    app.acts.save();
    return true;
  }
  return false;
}
