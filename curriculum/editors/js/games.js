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
  say();
  box.append(label, input, shown);
  return box;
};

BLOCKS.image = (block) => {
  const image = make("img", "le-image");
  image.src = "data:image/png;base64," + block.base64;
  image.alt = block.alt;
  return image;
};
