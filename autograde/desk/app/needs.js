// Who needs me?.

import { el, fill } from "./parts.js";

export async function show(place) {
  fill(place, el("h1", {}, "Who needs me?"));
}
