// Asks the server. What goes wrong comes back as an Error whose message is one plain sentence;
// a conflict also carries the other coach's `entry`.

const BASE = new URL("../api/", import.meta.url).href;
const GONE = "The desk does not answer. See whether the window with the server is still open, then try again.";

let coach = "";

/** Who is at this page; every write says so. */
export function sitting(name) {
  if (name !== undefined) coach = name;
  return coach;
}

async function ask(name, how, query = "") {
  let answer;
  try {
    answer = await fetch(`${BASE}${name}${query}`, { credentials: "same-origin", ...how });
  } catch {
    throw new Error(GONE);
  }
  let data = null;
  try {
    data = await answer.json();
  } catch {
    data = null;
  }
  if (answer.ok && data !== null) return data;
  const error = new Error((data && data.error) || `${GONE} (${answer.status})`);
  error.status = answer.status;
  error.entry = (data && data.entry) || null;
  throw error;
}

/** Reads: `get("needs", { exercise })`. */
export function get(name, args = {}) {
  const query = new URLSearchParams(
    Object.entries(args).filter(([, value]) => value !== undefined && value !== null),
  );
  return ask(name, {}, `?${query}`);
}

/** Writes: `post("mark", { exercise, learner, ... })`; the coach's name is added. */
export function post(name, body = {}) {
  const cookie = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie);
  return ask(name, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-XSRFToken": cookie ? cookie[1] : "" },
    body: JSON.stringify({ coach, ...body }),
  });
}
