// The line to Python: numbered changes, kept in this browser until they are on the disk.

const ACK_MS = 2500;
const PROBE_MS = 3000;
const ASK_MS = 10000;
const DEAF_MS = 15000;
const STALE_MS = 20000;
const STORE = "lift-elie/unsaved/";
const GONE = new Set(["dead", "restarting", "autorestarting", "terminating"]);

function liveClients() {
  window.__liftElieLive = window.__liftElieLive || new Set();
  return window.__liftElieLive;
}

// Whether a kernel still has this widget; yes unless it says that it has not.
async function knows(kernel, id) {
  if (!isWell(kernel)) return true;
  try {
    const asked = kernel.requestCommInfo({ target_name: "jupyter.widget" });
    const late = new Promise((resolve) => setTimeout(resolve, ASK_MS, null));
    const reply = await Promise.race([asked, late]);
    return !reply || reply.content.status !== "ok" || id in reply.content.comms;
  } catch {
    return true;
  }
}

function readStore(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function writeStore(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the changes are still in memory and on their way.
  }
}

function pageId() {
  try {
    const id = sessionStorage.getItem("lift-elie/tab") || newId("t");
    sessionStorage.setItem("lift-elie/tab", id);
    return id;
  } catch {
    return "t";
  }
}

// state: "live"; "away" (no answer: keeps asking); "gone" (this kernel will not answer again).
function createLink(model, file, hooks) {
  const client = newId("w");
  const prefix = `${STORE}${file}/`;
  const key = prefix + client;
  const page = pageId();
  const live = liveClients();
  const asked = new Map();
  const adopted = new Map();
  let queue = [];
  let seq = 0;
  let acked = 0;
  let state = "live";
  let structSeq = 0;
  let shown = 0;
  let watch = null;
  let closed = false;
  let deafSince = 0;
  live.add(client);

  const persist = (at = Date.now()) => {
    writeStore(key, queue.length ? { client, page, at, items: queue } : null);
  };
  // A page that is closed leaves what it could not save to the next one.
  const leave = () => persist(0);

  const post = (content) => {
    try {
      model.send(content);
      return true;
    } catch {
      setState("gone");
      return false;
    }
  };

  function setState(next) {
    if (closed || state === next || state === "gone") return;
    state = next;
    if (next === "gone") live.delete(client);
    hooks.onState(next);
    if (next === "away") setTimeout(probe, PROBE_MS);
    if (next === "live") resend();
  }

  function expect() {
    if (watch !== null || closed) return;
    watch = setTimeout(() => {
      watch = null;
      if (acked < seq) probe();
    }, ACK_MS);
  }

  function resend() {
    const items = queue.filter((item) => item.seq > acked);
    if (items.length && post({ type: "edit", client, items })) expect();
  }

  function probe() {
    if (closed || state === "gone") return;
    const kernel = kernelOf(model);
    if (kernel && (kernel.isDisposed || GONE.has(kernel.status))) {
      setState("gone");
      return;
    }
    ask("ping", {}, ACK_MS).then(
      () => {
        deafSince = 0;
        setState("live");
        resend();
      },
      () => {
        // An idle kernel that does not know us is a new one; one that knows us is only slow.
        knows(kernel, model.get("own_id")).then((known) => {
          if (isWell(kernel)) deafSince = deafSince || Date.now();
          // Well, and silent for so long: what we send no longer reaches it.
          const deaf = deafSince && Date.now() - deafSince > DEAF_MS;
          if (!known || deaf) setState("gone");
          else if (state === "away") setTimeout(probe, PROBE_MS);
          else setState("away");
        });
      },
    );
  }

  function send(intent, struct) {
    seq += 1;
    if (struct) structSeq = seq;
    const item = { seq, intent };
    queue.push(item);
    persist();
    if (state === "live" && post({ type: "edit", client, items: [item] })) expect();
    hooks.onSend();
    return seq;
  }

  function ask(type, payload, ms) {
    const rid = newId("r");
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        asked.delete(rid);
        reject(new Error("The notebook did not answer; your work is kept. Try again in a moment."));
      }, ms || 20000);
      asked.set(rid, { resolve, reject, timer });
      if (!post({ type, rid, ...payload })) {
        clearTimeout(timer);
        asked.delete(rid);
        reject(new Error("The notebook is not running; your work is kept."));
      }
    });
  }

  function onStatus(status, doc) {
    shown = Math.max(shown, doc.acks[client] || 0);
    acked = Math.max(acked, status.acks[client] || 0);
    const saved = status.saved_acks[client] || 0;
    const left = queue.filter((item) => item.seq > saved);
    if (left.length !== queue.length) {
      queue = left;
      persist();
    }
    for (const [otherKey, record] of adopted) {
      const last = record.items[record.items.length - 1].seq;
      if ((status.saved_acks[record.client] || 0) >= last) {
        writeStore(otherKey, null);
        adopted.delete(otherKey);
      }
    }
    if (state === "away") setState("live");
  }

  function onMessage(message) {
    // On a slow computer an answer may come after we have stopped waiting for it: late is not deaf.
    deafSince = 0;
    const waiting = message && asked.get(message.rid);
    if (waiting) {
      clearTimeout(waiting.timer);
      asked.delete(message.rid);
      if (message.type === "trouble") {
        const error = new Error(message.sentence);
        error.details = message.details;
        waiting.reject(error);
      } else if (message.type === "refused") waiting.reject(new Error(message.sentences[0]));
      else waiting.resolve(message);
    } else if (message && message.type !== "pong") hooks.onMessage(message);
  }

  // Words that an earlier editor on this file could not save, from this page or a closed one.
  function adopt() {
    let found = 0;
    let keys = [];
    try {
      keys = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    } catch {
      return 0;
    }
    const records = keys.map((name) => [name, readStore(name)]).filter(([name, record]) => {
      if (!record || !Array.isArray(record.items) || !record.items.length) return false;
      if (live.has(record.client) || adopted.has(name)) return false;
      return record.page === page || Date.now() - record.at > STALE_MS;
    });
    records.sort((a, b) => a[1].at - b[1].at);
    for (const [name, record] of records) {
      adopted.set(name, record);
      post({ type: "edit", client: record.client, items: record.items });
      found += record.items.length;
    }
    return found;
  }

  const kernel = kernelOf(model);
  const onKernel = (_sender, status) => {
    if (GONE.has(status)) setState("gone");
  };
  const onWire = (_sender, wire) => {
    if (wire === "connected" && state === "away") probe();
  };
  const onComm = () => probe();
  if (kernel && kernel.statusChanged) {
    kernel.statusChanged.connect(onKernel);
    kernel.connectionStatusChanged.connect(onWire);
  }
  model.on("comm_live_update", onComm);
  model.on("msg:custom", onMessage);
  window.addEventListener("pagehide", leave);
  const beat = setInterval(() => {
    if (queue.length) persist();
    if (state === "live") adopt();
    if (state === "live" && document.visibilityState === "visible") probe();
  }, 15000);

  return {
    send,
    ask,
    probe,
    adopt,
    onStatus,
    get state() {
      return state;
    },
    // Up to which of our changes the fishbone that we have includes them.
    get shown() {
      return shown;
    },
    get structSeq() {
      return structSeq;
    },
    get unsaved() {
      return queue.length;
    },
    close() {
      closed = true;
      persist(0);
      window.removeEventListener("pagehide", leave);
      live.delete(client);
      clearInterval(beat);
      clearTimeout(watch);
      for (const { timer } of asked.values()) clearTimeout(timer);
      model.off("comm_live_update", onComm);
      model.off("msg:custom", onMessage);
      if (kernel && kernel.statusChanged) {
        kernel.statusChanged.disconnect(onKernel);
        kernel.connectionStatusChanged.disconnect(onWire);
      }
    },
  };
}
