// The desk: one page, and a screen for each address after #. A screen is a module with
//   export async function show(place, api, go, ...parts)
// `place` is the empty main part of the page, `parts` what stands in the address behind the name,
// `go("one", exercise, learner)` leads to another screen. It may return { keys(event), leave() }:
// keys for this screen alone, and a last word before another one comes (leave may be async).
//
// api: get, post (see api.js), course (exercises, levels, learners), coach(), say(text) for the
// line below ("Saved"), trouble(text) for the line on top ("" takes it away).

import { get, post, sitting } from "./api.js";
import { keysOn } from "./keys.js";
import { address, el, fill } from "./parts.js";

const SCREENS = {
  needs: "Who needs me?",
  across: "One question, all learners",
  agree: "Agree",
  rounds: "Feedback acted on",
  out: "For the next session",
  help: "Guide",
};
const KNOWN = [...Object.keys(SCREENS), "one"];

const place = document.getElementById("place");
const trouble = document.getElementById("trouble");
const saved = document.getElementById("saved");
let now = {};
let turn = 0;
let here = null;

const api = {
  get,
  post,
  course: null,
  coach: () => sitting(),
  say(text) {
    saved.textContent = text;
  },
  trouble(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  },
};

export function go(...parts) {
  const next = address(...parts);
  if (window.location.hash === next) void open();
  else window.location.hash = next;
}

function ways(name) {
  fill(
    document.getElementById("ways"),
    Object.entries(SCREENS).map(([one, text]) =>
      el("a", { href: address(one), "aria-current": one === name ? "page" : null }, text),
    ),
  );
}

function who() {
  const button = document.getElementById("who");
  button.hidden = !sitting();
  button.textContent = `You mark as ${sitting()}`;
  button.title = "Somebody else? Press to change the name.";
}

/** Asks for the coach's name, once on this computer. */
function introduce() {
  const field = el("input", { id: "name", maxlength: 60, autocomplete: "name", required: true });
  field.value = sitting();
  const done = async (event) => {
    event.preventDefault();
    try {
      sitting((await post("coach", { name: field.value })).name);
      api.trouble("");
      who();
      await open();
    } catch (error) {
      api.trouble(error.message);
    }
  };
  fill(
    place,
    el("h1", {}, "Who is at the desk?"),
    el("p", {}, "Your name stands with every mark you give, so that another coach sees whose it is."),
    el(
      "form",
      { class: "ask", on: { submit: done } },
      el("label", { for: "name" }, "Your name"),
      field,
      el("button", { class: "primary" }, "Begin"),
    ),
  );
  field.focus();
}

async function open() {
  const asking = window.location.hash;
  if (asking === here && now.stay) return;
  const mine = (turn += 1);
  const [asked = "", ...parts] = window.location.hash.replace(/^#\/?/, "").split("/").map(read);
  const name = KNOWN.includes(asked) ? asked : "needs";
  try {
    await now.leave?.();
  } catch (error) {
    // Something is not saved: stay, and say so.
    now.stay = true;
    window.location.hash = here;
    api.trouble(error.message);
    return;
  }
  if (mine !== turn) return;
  now = {};
  here = asking;
  api.trouble("");
  api.say("");
  ways(name);
  document.body.dataset.screen = name;
  document.body.dataset.keys = keysOn() ? "on" : "off";
  document.body.dataset.ready = "";
  try {
    api.course = await get("course");
    if (!sitting()) sitting((await get("coach")).name);
    if (!sitting()) return introduce();
    who();
    const screen = await import(`./${name}.js`);
    if (mine !== turn) return;
    // A slow answer of the screen before must not write into this one's place.
    const mark = el("div", { class: `screen ${name}` });
    fill(place, mark);
    window.scrollTo(0, 0);
    now = (await screen.show(mark, api, go, ...parts)) || {};
    document.title = `${mark.querySelector("h1")?.textContent || "The coach’s desk"} · The coach’s desk`;
    document.body.dataset.ready = name;
  } catch (error) {
    if (mine === turn) {
      fill(place, el("h1", {}, "This cannot be shown now"), el("p", {}, error.message));
    }
  }
}

function read(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

document.getElementById("who").addEventListener("click", introduce);
document.addEventListener("keydown", (event) => keysOn() && now.keys?.(event));
window.addEventListener("hashchange", () => void open());
window.addEventListener("unhandledrejection", (event) => {
  api.trouble(event.reason?.message || "Something on this page went wrong; load it again.");
});
void open();
