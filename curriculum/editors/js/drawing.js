// The drawing. Python says where everything goes; boxes are kept by id.

const BOX_RADIUS = 6;

function createDrawing(app) {
  const boxes = new Map();
  const lines = svg("g", { class: "le-lines" });
  const shapes = svg("g", {});
  const picture = svg(
    "svg",
    { class: "le-picture", role: "img", "aria-label": "Drawing of the fishbone. The outline says the same." },
    lines,
    shapes,
  );
  const pane = h("div", { class: "le-pane", tabindex: "0", role: "group", "aria-label": "Drawing, can be scrolled" }, picture);
  let zoom = null;
  let seen = null;
  let lineSignature = "";

  const zoomBy = (factor) => {
    zoom = Math.min(3, Math.max(0.2, scale() * factor));
    size();
    reveal(app.selected);
  };
  const whole = button("Whole fish", () => {
    zoom = zoom === "whole" ? null : "whole";
    size();
  }, { "aria-pressed": "false" });
  const bar = h(
    "div",
    { class: "le-zoom", role: "group", "aria-label": "Size of the drawing" },
    button("−", () => zoomBy(0.8), { "aria-label": "Smaller" }),
    button("+", () => zoomBy(1.25), { "aria-label": "Larger" }),
    whole,
  );

  function fit() {
    const wide = ((pane.clientWidth || 900) - 4) / seen.width;
    return Math.min(1, wide, zoom === "whole" ? 336 / seen.height : 1);
  }

  function scale() {
    return typeof zoom === "number" ? zoom : fit();
  }

  function size() {
    if (!seen) return;
    whole.setAttribute("aria-pressed", String(zoom === "whole"));
    put(picture, {
      width: Math.round(seen.width * scale()),
      height: Math.round(seen.height * scale()),
      viewBox: `0 0 ${seen.width} ${seen.height}`,
    });
  }

  function paint(box) {
    const size = box.kind === "head" ? 16 : 15;
    const step = box.kind === "head" ? 21 : 19;
    const text = svg("text", { class: "le-box-text", "font-size": size });
    box.lines.forEach((line, i) => {
      text.append(svg("tspan", { x: box.x + 8, y: box.y + 8 + step * i + size - 1 }, line));
    });
    const shape = svg("rect", { class: "le-box-shape", x: box.x, y: box.y, width: box.w, height: box.h, rx: BOX_RADIUS });
    const foot = svg("text", { class: "le-box-foot", x: box.x + 8, y: box.y + box.h - 7, "font-size": 13 });
    const parts = [];
    if (box.tag) parts.push(`${TAGS[box.tag].symbol} ${TAGS[box.tag].letter}`);
    if (box.lane) parts.push(`${LANES[box.lane].symbol} ${LANES[box.lane].text}`);
    foot.textContent = parts.join("   ");
    // Clicks between the letters must land too.
    const cover = svg("rect", { class: "le-box-cover", x: box.x, y: box.y, width: box.w, height: box.h, fill: "transparent" });
    return svg("g", { class: `le-box le-box-${box.kind}`, "data-id": box.id }, shape, text, foot, cover);
  }

  function render(layout) {
    if (layout !== seen) {
      seen = layout;
      const wanted = new Set();
      for (const box of layout.boxes) {
        wanted.add(box.id);
        const signature = JSON.stringify(box);
        const old = boxes.get(box.id);
        if (old && old.signature === signature) continue;
        const el = paint(box);
        if (old) old.el.replaceWith(el);
        else shapes.append(el);
        boxes.set(box.id, { el, signature, box });
      }
      for (const [id, { el }] of boxes) {
        if (!wanted.has(id)) {
          el.remove();
          boxes.delete(id);
        }
      }
      const signature = JSON.stringify(layout.lines);
      if (signature !== lineSignature) {
        lineSignature = signature;
        lines.replaceChildren(...layout.lines.map((line) => svg("line", {
          class: `le-line le-line-${line.kind}`, x1: line.x1, y1: line.y1, x2: line.x2, y2: line.y2,
        })));
      }
      size();
    }
    mark();
  }

  function mark() {
    for (const [id, { el }] of boxes) el.classList.toggle("le-selected", id === app.selected);
  }

  function reveal(id) {
    const found = boxes.get(id);
    mark();
    if (!found) return;
    const { x, y, w, h: high } = found.box;
    const k = scale();
    const gentle = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const left = x * k < pane.scrollLeft || (x + w) * k > pane.scrollLeft + pane.clientWidth;
    const top = y * k < pane.scrollTop || (y + high) * k > pane.scrollTop + pane.clientHeight;
    if (left || top) {
      pane.scrollTo({
        left: left ? (x + w / 2) * k - pane.clientWidth / 2 : pane.scrollLeft,
        top: top ? (y + high / 2) * k - pane.clientHeight / 2 : pane.scrollTop,
        behavior: gentle ? "smooth" : "auto",
      });
    }
  }

  shapes.addEventListener("click", (event) => {
    const group = event.target.closest("[data-id]");
    if (!group) return;
    const id = group.getAttribute("data-id");
    if (app.index.byId.has(id)) app.select(id, { details: event.detail > 1, scroll: true });
    else app.statement.focus();
  });
  const watcher = new ResizeObserver(() => size());
  watcher.observe(pane);
  return {
    el: h("section", { class: "le-drawing", "aria-label": "Drawing" }, h("div", { class: "le-drawing-head" }, h("h3", { text: "Drawing" }), bar), pane),
    render,
    reveal,
    drop: () => watcher.disconnect(),
  };
}
