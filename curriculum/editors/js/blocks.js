// What a form is made of: one function for each kind of block that Python describes.
// Text reaches the page through textContent only; a word from a file can never become markup.

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = String(text);
  return node;
}

const BLOCKS = {
  text(block) {
    return make("p", block.style === "small" ? "le-small" : "", block.text);
  },
  heading(block) {
    return make("h4", "", block.text);
  },
  quote(block) {
    return make("blockquote", "le-quote", block.text);
  },
  note(block) {
    const box = make("div", "le-note le-" + (block.style || "plain"));
    if (block.mark) box.appendChild(make("p", "le-mark", block.mark));
    for (const line of block.lines || []) box.appendChild(make("p", "", line));
    return box;
  },
  list(block) {
    const list = make(block.ordered ? "ol" : "ul");
    for (const item of block.items) list.appendChild(make("li", "", item));
    return list;
  },
  table(block) {
    const table = make("table");
    if (block.caption) table.appendChild(make("caption", "", block.caption));
    const head = table.createTHead().insertRow();
    for (const name of block.columns) {
      const cell = make("th", "", name);
      cell.scope = "col";
      head.appendChild(cell);
    }
    const body = table.createTBody();
    for (const values of block.rows) {
      const row = body.insertRow();
      for (const value of values) row.appendChild(make("td", "", value));
    }
    return table;
  },
  radio(block, ctx) {
    const set = make("fieldset");
    set.appendChild(make("legend", block.quiet ? "le-heard" : "", block.legend));
    for (const option of block.options) {
      const label = make("label", "le-option" + (option.value === block.value ? " le-on" : ""));
      const input = make("input");
      input.type = "radio";
      input.name = ctx.id + "-" + block.name;
      input.value = option.value;
      input.checked = option.value === block.value;
      input.dataset.key = block.name + "=" + option.value;
      input.addEventListener("change", () =>
        ctx.send({ do: "choose", name: block.name, value: option.value }));
      label.append(input, make("span", "", option.label));
      set.appendChild(label);
    }
    return set;
  },
  field(block, ctx) {
    const label = make("label", "le-field");
    label.appendChild(make("span", "", block.label));
    if (block.help) label.appendChild(make("span", "le-help", block.help));
    const input = make(block.rows > 1 ? "textarea" : "input");
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
    const label = make("label", "le-option" + (block.value ? " le-on" : ""));
    const input = make("input");
    input.type = "checkbox";
    input.checked = !!block.value;
    input.dataset.key = block.name;
    input.addEventListener("change", () =>
      ctx.send({ do: "choose", name: block.name, value: input.checked }));
    label.append(input, make("span", "", block.label));
    return label;
  },
  buttons(block, ctx) {
    const row = make("div", "le-buttons");
    for (const item of block.items) {
      const button = make("button", item.primary ? "le-primary" : "", item.label);
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
    const link = make("a", "le-download", block.label);
    const bytes = Uint8Array.from(atob(block.base64), (c) => c.charCodeAt(0));
    link.href = URL.createObjectURL(new Blob([bytes], { type: block.type }));
    link.download = block.filename;
    return link;
  },
  file(block, ctx) {
    const label = make("label", "le-field");
    label.appendChild(make("span", "", block.label));
    const input = make("input");
    input.type = "file";
    input.accept = block.accept || "";
    input.dataset.key = "file:" + block.do;
    const told = make("span", "le-help");
    told.setAttribute("role", "status");
    input.addEventListener("change", () => {
      const file = input.files[0];
      if (!file) return;
      told.textContent = "";
      if (file.size > block.limit) {
        told.textContent = "This file is too large to be such a page; choose another one.";
        return;
      }
      file.text().then(
        (value) => ctx.send({ do: block.do, value }),
        () => { told.textContent = "This file cannot be read; choose it again."; },
      );
    });
    label.append(input, told);
    return label;
  },
  page(block, ctx) {
    const box = make("details");
    box.open = ctx.open.has(block.summary);
    box.appendChild(make("summary", "", block.summary));
    const show = () => {
      if (!box.open || box.querySelector("iframe")) return;
      const bytes = Uint8Array.from(atob(block.base64), (c) => c.charCodeAt(0));
      const frame = make("iframe", "le-frame");
      // An empty sandbox: nothing in the page can run, load the lab or leave its frame.
      frame.setAttribute("sandbox", "");
      frame.title = block.summary;
      frame.srcdoc = new TextDecoder().decode(bytes);
      box.append(frame, BLOCKS.download({ ...block, label: "Save this page", type: "text/html" }));
    };
    box.addEventListener("toggle", () => {
      if (box.open) ctx.open.add(block.summary);
      else ctx.open.delete(block.summary);
      show();
    });
    show();
    return box;
  },
  copy(block, ctx) {
    const row = make("div", "le-buttons");
    const button = make("button", "", block.label);
    button.type = "button";
    button.addEventListener("click", () => {
      const done = () => { button.textContent = "Copied"; };
      navigator.clipboard.writeText(block.text).then(done, () => {
        const box = make("textarea");
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
  alert(block, ctx) {
    const box = make("div", "le-note le-trouble");
    box.setAttribute("role", "alert");
    box.append(make("p", "", block.text), BLOCKS.copy({ label: block.label, text: block.details }, ctx));
    return box;
  },
  details(block, ctx) {
    const box = make("details");
    box.open = ctx.open.has(block.summary);
    box.addEventListener("toggle", () => {
      if (box.open) ctx.open.add(block.summary);
      else ctx.open.delete(block.summary);
    });
    box.appendChild(make("summary", "", block.summary));
    for (const inner of block.blocks) box.appendChild(draw(inner, ctx));
    return box;
  },
};

function draw(block, ctx) {
  const kind = BLOCKS[block.kind];
  return kind ? kind(block, ctx) : make("p", "", block.text || "");
}

// What a redraw depends on. What stands in a text field is left out: the field already shows it,
// and redrawing it while somebody types would move their cursor.
function shapeOf(blocks) {
  return JSON.stringify(blocks, function (key, value) {
    return key === "value" && this.kind === "field" ? undefined : value;
  });
}
