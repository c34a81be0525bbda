// A screen's own stylesheet, loaded with the screen.

import { el } from "./parts.js";

export function sheet(name) {
  const href = new URL(name, import.meta.url).href;
  const there = [...document.styleSheets].some((one) => one.href === href) || document.querySelector(`link[href="${href}"]`);
  if (!there) document.head.append(el("link", { rel: "stylesheet", href }));
}
