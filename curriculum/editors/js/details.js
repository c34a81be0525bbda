// What is known about the chosen line, and everything that can be done with it by mouse.

function createDetails(app) {
  const body = h("div", { class: "le-details-body" });
  const coach = h("div", { class: "le-near", "aria-live": "polite" });
  const el = h("section", { class: "le-details", "aria-label": "Details of the chosen line" }, body);
  let shown = null;
  let shape = "";
  let parts = [];

  const at = () => app.index.byId.get(shown);
  const of = (read) => () => {
    const entry = at();
    return entry ? read(entry.node) : undefined;
  };

  function section(title, ...kids) {
    return h("div", { class: "le-section" }, h("h4", { text: title }), kids);
  }

  function add(part) {
    parts.push(part);
    return part.el;
  }

  function line(label, part, op, hint) {
    const id = shown;
    const group = op === "set_check" ? "check" : "carried_to";
    return add(labeled(app, {
      label,
      hint,
      read: of((node) => node[group][part]),
      intent: (text) => ({ op, id, part, text }),
    }));
  }

  function textField(entry) {
    const id = shown;
    const label = entry.kind === "bone" ? "Bone" : entry.kind === "cause" ? "Cause" : "Why";
    return add(labeled(app, {
      label,
      rows: entry.kind === "bone" ? 1 : 2,
      max: 600,
      read: () => (at() ? textOf(at()) : undefined),
      intent: (text) => {
        app.setLocalText(id, text.replace(/\n/g, " "));
        return { op: "set_text", id, text: text.replace(/\n/g, " ") };
      },
    }));
  }

  function acts(entry) {
    const id = shown;
    const act = (text, call, title) => button(text, call, { class: "le-act", title });
    const moves = entry.kind === "bone" ? [["↑", "up"], ["↓", "down"]] : [["↑", "up"], ["↓", "down"], ["← out", "out"], ["→ in", "in"]];
    return h(
      "div",
      { class: "le-acts" },
      entry.kind === "bone"
        ? act("Add a cause", () => app.acts.addCause(id))
        : [
          act("Add a why beneath", () => app.acts.addWhy(id), "Shift + Enter"),
          act("Add another beside", () => app.acts.addSibling(id), "Enter"),
        ],
      h("span", { class: "le-moves", role: "group", "aria-label": "Move" }, moves.map(([text, way]) => {
        const one = act(text, () => app.acts.move(id, way), `Move ${way} (Alt + arrow)`);
        one.setAttribute("aria-label", `Move ${way}`);
        return one;
      })),
      act("Remove", () => app.acts.remove(id), "Delete"),
    );
  }

  function evidence() {
    const id = shown;
    const tags = Object.entries(TAGS).map(([value, kind]) => ({ value, ...kind }));
    const kids = [
      add(choices(app, {
        legend: "How do you know?",
        options: tags,
        none: "Not said yet",
        read: of((node) => node.evidence.tag),
        choose: (value) => app.send({ op: "set_evidence", id, part: "tag", value }),
      })),
    ];
    if (app.options.folder.length) kids.push(folder(id));
    kids.push(add(labeled(app, {
      label: "Where does it come from?",
      hint: "Name the paper, the people or the lesson, and the numbers.",
      rows: 1,
      max: 600,
      read: of((node) => node.evidence.source),
      intent: (text) => ({ op: "set_evidence", id, part: "source", text: text.replace(/\n/g, " ") }),
    })));
    return section("Evidence", kids);
  }

  function folder(id) {
    const name = domId("paper");
    const select = h("select", { id: name }, h("option", { value: "", text: "No paper chosen" }));
    for (const paper of app.options.folder) {
      select.append(h("option", { value: paper.id, text: `${paper.id} · ${paper.title}` }));
    }
    let sent = 0;
    select.addEventListener("change", () => {
      sent = app.send({ op: "set_evidence", id, part: "item", value: select.value || null });
    });
    return add({
      el: h("div", { class: "le-field" }, h("label", { for: name, text: "Paper in the folder" }), select),
      update() {
        const entry = at();
        if (!entry) return;
        select.disabled = app.locked;
        if (app.link.shown >= sent) select.value = entry.node.evidence.item || "";
      },
      drop() {},
    });
  }

  function lane(entry) {
    const id = shown;
    const lanes = Object.entries(LANES).map(([value, kind]) => ({ value, ...kind }));
    const kids = [
      add(choices(app, {
        legend: "What will you do with it?",
        options: lanes,
        none: "Not chosen",
        read: of((node) => node.lane),
        choose: (value) => app.send({ op: "set_lane", id, value }),
      })),
    ];
    if (entry.node.lane === "check") {
      kids.push(line("How will you find out?", "how", "set_check"), line("By when?", "by", "set_check"));
    }
    if (entry.node.lane === "escalate") {
      kids.push(line("Who will you carry it to?", "who", "set_carried"), line("When?", "on", "set_carried"));
    }
    return section("Lane", kids);
  }

  function build(entry) {
    for (const part of parts) part.drop();
    parts = [];
    body.replaceChildren();
    if (!entry) {
      body.append(h("p", { class: "le-quiet", text: "Choose a line in the outline or a box in the drawing." }));
      return;
    }
    body.append(textField(entry), acts(entry), coach);
    if (isLeaf(entry)) body.append(evidence(), lane(entry));
    else if (entry.kind !== "bone") {
      body.append(h("p", {
        class: "le-quiet",
        text: "Evidence and lane belong to the last why of this chain. Choose that one to say how you know.",
      }));
    }
  }

  return {
    el,
    render() {
      const entry = app.index.byId.get(app.selected) || null;
      const next = entry ? `${entry.id}/${entry.kind}/${isLeaf(entry)}/${entry.node.lane || ""}` : "";
      if (next !== shape) {
        const inside = body.contains(document.activeElement) ? document.activeElement.value : null;
        const same = shown === app.selected;
        shown = entry ? entry.id : null;
        shape = next;
        build(entry);
        if (inside !== null && same) {
          const again = [...body.querySelectorAll("input")].find((input) => input.type === "radio" && input.value === inside && input.value);
          (again || body.querySelector("textarea") || body).focus?.();
        }
        coach.replaceChildren();
      }
      for (const part of parts) part.update();
      for (const one of body.querySelectorAll(".le-acts button")) one.disabled = app.locked;
    },
    focus() {
      body.querySelector("textarea")?.focus();
    },
    near(id, findings) {
      if (id !== shown) return;
      coach.replaceChildren(...findings.slice(0, 1).map((row) => softNote(app, row)));
    },
  };
}
