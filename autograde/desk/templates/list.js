// The list of hand-ins: those that wait first, then what cannot be marked, then what is done.
(function () {
  "use strict";

  var known = JSON.parse(document.getElementById("known").textContent);
  var where = JSON.parse(document.getElementById("where").textContent);
  var STATES = [
    { name: "waits", says: "◐ Waits for you" },
    { name: "trouble", says: "✗ Cannot be marked: " },
    { name: "done", says: "✓ Marked" },
  ];

  function name(one) {
    return [one.first_name, one.last_name].filter(Boolean).join(" ") || one.student;
  }

  function state(one) {
    if ((known[one.student] || {}).trouble) return 1;
    return one.needs_manual_grade ? 0 : 2;
  }

  function points(got, most) {
    return Math.round(got * 100) / 100 + " of " + Math.round(most * 100) / 100;
  }

  function cell(row, text, kind) {
    var made = document.createElement(kind || "td");
    made.textContent = text;
    row.append(made);
    return made;
  }

  function row(one) {
    var about = known[one.student] || {};
    var at = state(one);
    var made = document.createElement("tr");
    made.className = "le-is-" + STATES[at].name;
    var link = document.createElement("a");
    link.href = where.base + "/formgrader/submissions/" + one.id + "/";
    link.textContent = name(one);
    var head = cell(made, "", "th");
    head.scope = "row";
    head.append(link);
    cell(made, STATES[at].says + (at === 1 ? about.trouble : ""));
    cell(made, about.round ? String(about.round) : "").dataset.label = "Round";
    cell(made, about.handed_in || "").dataset.label = "Handed in";
    cell(made, at === 1 ? "" : points(one.code_score, one.max_code_score)).dataset.label = "Check";
    cell(made, at === 2 ? points(one.task_score, one.max_task_score) : "").dataset.label = "Coach";
    return made;
  }

  function fill(all) {
    all.sort(function (a, b) {
      return state(a) - state(b) || name(a).localeCompare(name(b));
    });
    var counts = [0, 0, 0];
    var body = document.querySelector("#hand-ins tbody");
    all.forEach(function (one) {
      counts[state(one)] += 1;
      body.append(row(one));
    });
    var text = counts[0] + (counts[0] === 1 ? " waits" : " wait") + " for you, " + counts[2] + " marked";
    if (counts[1]) text += ", " + counts[1] + " cannot be marked";
    document.getElementById("how-many").textContent = all.length ? text + "." : "Nothing is handed in yet.";
    document.getElementById("hand-ins").hidden = !all.length;
    if (counts[0]) {
      var begin = document.getElementById("begin");
      begin.href = body.querySelector("a").href;
      begin.hidden = false;
    }
  }

  var part = encodeURIComponent;
  fetch(where.base + "/formgrader/api/submitted_notebooks/" + part(where.exercise) + "/" + part(where.notebook))
    .then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    })
    .then(fill)
    .catch(function () {
      document.getElementById("how-many").textContent =
        "The list did not load. See whether the server still runs, then load this page again.";
    });
})();
