// Parts of a page. Text is only ever text: nothing here takes markup.

/**
 * An element: `el("button", { class: "go", on: { click } }, "Begin")`. Children are elements, texts,
 * or nothing (null, undefined and false are left out).
 */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  const { class: kind, on = {}, data = {}, ...attributes } = given;
  if (kind) made.className = kind;
  Object.assign(made.dataset, data);
  for (const [name, does] of Object.entries(on)) made.addEventListener(name, does);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts these in the place of everything in it. */
export function fill(place, ...children) {
  place.replaceChildren();
  add(place, children);
  return place;
}

/** A drawing of ours as a picture: a picture runs nothing and loads nothing. */
export function drawing(svg, alt) {
  const bytes = new TextEncoder().encode(svg);
  let text = "";
  for (const one of bytes) text += String.fromCharCode(one);
  return el("img", { src: `data:image/svg+xml;base64,${btoa(text)}`, alt, class: "drawing" });
}

/** A link to a screen: `way("Ash", "one", exercise, learner)`. */
export function way(text, ...parts) {
  return el("a", { href: address(...parts) }, text);
}

export function address(...parts) {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** “1 hand-in”, “2 hand-ins”. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
