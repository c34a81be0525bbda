// Events that Python has not yet answered, kept in this browser until it has. A form opened later
// at the same place (the page started again, or loaded again) takes over what was left.
function unansweredAt(place, id) {
  const prefix = "lift-elie/unanswered/" + place + "/";
  let list = [];
  const store = () => {
    if (!place) return;
    try {
      if (list.length) localStorage.setItem(prefix + id, JSON.stringify(list));
      else localStorage.removeItem(prefix + id);
    } catch {
      // A full or forbidden store: the events are still in memory.
    }
  };
  return {
    add(event) {
      // Of one field only the last words count.
      const last = list[list.length - 1];
      if (last && last.do === "write" && event.do === "write" && last.name === event.name) list.pop();
      list.push(event);
      store();
    },
    // Whether the last event that waits is this one, pressed before.
    ends(event) {
      const last = list[list.length - 1];
      return Boolean(last) && ["do", "name", "value"].every((part) => last[part] === event[part]);
    },
    done(n) {
      const at = list.findIndex((event) => event.n === n);
      if (at < 0) return;
      list = list.slice(at + 1);
      store();
    },
    left: () => list.length,
    takeOver() {
      const found = [];
      if (!place) return found;
      try {
        const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
        for (const name of names) {
          const kept = JSON.parse(localStorage.getItem(name));
          localStorage.removeItem(name);
          if (Array.isArray(kept)) found.push(...kept);
        }
      } catch {
        // What cannot be read was not written by a form.
      }
      return found;
    },
  };
}

// Whether an editor of this work has words in the browser that are not on the disk yet.
function isUnsaved(work) {
  try {
    return Object.keys(localStorage).some((name) => name.startsWith("lift-elie/unsaved/" + work + "/"));
  } catch {
    return false;
  }
}
