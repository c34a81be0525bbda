// What the games of noise add to a form: a number to set, and a picture with its words.

BLOCKS.slider = (block, ctx) => {
  const box = make("div", "le-slider");
  // Without this the notebook takes the arrow keys for itself.
  box.setAttribute("data-lm-suppress-shortcuts", "true");
  const label = make("label", "", block.label);
  const input = make("input");
  input.type = "range";
  input.id = label.htmlFor = ctx.id + "-" + block.name;
  input.min = block.low;
  input.max = block.high;
  input.step = block.step;
  // An answer to an earlier setting must not take back what was set since.
  input.value = ctx.typed.has(block.name) ? ctx.typed.get(block.name) : block.value;
  input.dataset.key = block.name;
  const shown = make("span", "le-value");
  shown.setAttribute("aria-hidden", "true");
  const say = () => {
    shown.textContent = input.value + (block.unit || "");
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  input.addEventListener("input", say);
  // On release or after an arrow key, not while dragging: a redraw would take the handle away.
  input.addEventListener("change", () => {
    ctx.typed.set(block.name, input.value);
    ctx.later();
  });
  // The notebook prevents what arrow keys do by themselves, so the slider moves itself.
  input.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const end = { Home: block.low, End: block.high }[event.key];
    if ((!by && end === undefined) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    input.value = end === undefined ? Number(input.value) + by * block.step : end;
    input.dispatchEvent(new Event("input"));
    input.dispatchEvent(new Event("change"));
  });
  say();
  box.append(label, input, shown);
  return box;
};

BLOCKS.image = (block) => {
  const image = make("img", "le-image");
  image.src = "data:" + (block.mime || "image/png") + ";base64," + block.base64;
  image.alt = block.alt;
  return image;
};
