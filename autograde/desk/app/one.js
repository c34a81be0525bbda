// One hand-in.

import { el, fill } from "./parts.js";

export async function show(place) {
  fill(place, el("h1", {}, "One hand-in"));
}
