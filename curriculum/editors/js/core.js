// Small helpers. Everything a person wrote reaches the page as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

const TAGS = {
  data: { symbol: "▦", letter: "D", text: "Data", means: "numbers or documents you can point to" },
  interview: { symbol: "❝", letter: "I", text: "Interview", means: "what people told you" },
  observation: { symbol: "◉", letter: "O", text: "Observation", means: "what you saw happen" },
  assumption: { symbol: "?", letter: "A", text: "Assumption", means: "a hunch, not yet checked" },
};

const LANES = {
  test: { symbol: "▸", text: "Test it", means: "we can change it in a lesson soon" },
  check: { symbol: "✓", text: "Check it", means: "a hunch to find out about first" },
  escalate: { symbol: "↑", text: "Escalate it", means: "outside the team; carry it to the sponsor" },
};

function put(el, props) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, call] of Object.entries(value)) el.addEventListener(event, call);
    } else if (name === "text") el.textContent = value;
    else if (name === "value" || name === "checked") el[name] = value;
    else el.setAttribute(name, value === true ? "" : String(value));
  }
  return el;
}

function fill(el, kids) {
  for (const kid of kids.flat(Infinity)) {
    if (kid !== null && kid !== undefined) el.append(kid);
  }
  return el;
}

function h(tag, props, ...kids) {
  return fill(put(document.createElement(tag), props), kids);
}

function svg(tag, props, ...kids) {
  return fill(put(document.createElementNS(SVG, tag), props), kids);
}

function button(text, click, props) {
  return h("button", { type: "button", ...props, on: { click } }, text);
}

let idCount = 0;

function domId(stem) {
  idCount += 1;
  return `le-${stem}-${idCount}`;
}

function newId(letter) {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return letter + Array.from(bytes, (b) => (b % 36).toString(36)).join("") + Date.now().toString(36).slice(-3);
}

// Calls at once, then at most once in `ms`; the last call is never lost.
function throttle(ms, call) {
  let timer = null;
  let again = false;
  const fire = () => {
    timer = null;
    if (again) run();
  };
  const run = () => {
    again = false;
    timer = setTimeout(fire, ms);
    call();
  };
  const throttled = () => {
    if (timer === null) run();
    else again = true;
  };
  throttled.flush = () => {
    if (again) {
      clearTimeout(timer);
      timer = null;
      again = false;
      call();
    }
  };
  return throttled;
}

// Every bone, cause and why by id, in reading order, with its place.
function indexOf(fishbone) {
  const byId = new Map();
  const order = [];
  const add = (entry) => {
    byId.set(entry.id, entry);
    order.push(entry);
  };
  const walk = (rows, parent, bone, depth) => {
    rows.forEach((node, place) => {
      const kind = depth === 1 ? "cause" : "why";
      add({ id: node.id, kind, node, parent, bone, depth, place, of: rows.length, rows });
      walk(node.whys, node.id, bone, depth + 1);
    });
  };
  fishbone.bones.forEach((node, place) => {
    const of = fishbone.bones.length;
    add({ id: node.id, kind: "bone", node, parent: null, bone: node, depth: 0, place, of, rows: fishbone.bones });
    walk(node.causes, node.id, node, 1);
  });
  return { byId, order };
}

function kidsOf(entry) {
  return entry.kind === "bone" ? entry.node.causes : entry.node.whys;
}

function textOf(entry) {
  return entry.kind === "bone" ? entry.node.name : entry.node.text;
}

function isLeaf(entry) {
  return entry.kind !== "bone" && entry.node.whys.length === 0;
}

function blankCause(id) {
  return {
    id,
    text: "",
    whys: [],
    evidence: { tag: null, source: "", item: null },
    lane: null,
    check: { how: "", by: "" },
    carried_to: { who: "", on: "" },
  };
}

function clock(seconds) {
  const time = new Date(seconds * 1000);
  const hours = time.getHours();
  const minutes = String(time.getMinutes()).padStart(2, "0");
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

function day(seconds) {
  return new Date(seconds * 1000).toLocaleDateString("en-US", { month: "long", day: "numeric" });
}
