// For the next session.

import { el, fill } from "./parts.js";

export async function show(place) {
  fill(place, el("h1", {}, "For the next session"));
}
