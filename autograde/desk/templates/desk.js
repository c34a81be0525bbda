// The page of one hand-in, beside nbgrader's own scripts (which save marks and comments).
(function () {
  "use strict";

  function cards() {
    return Array.from(document.querySelectorAll(".le-card"));
  }

  function levels(card) {
    return Array.from(card.querySelectorAll(".le-level"));
  }

  /** Show the level that is saved; a mark from the round before is shown and asked about. */
  function paint(ui) {
    var buttons = ui.el ? levels(ui.el) : [];
    if (!buttons.length) return;
    var mark = ui.model.get("manual_score");
    var most = Number(buttons[buttons.length - 1].dataset.points);
    var chosen = mark === null ? -1 : Math.max(0, Math.min(3, Math.round((3 * mark) / most)));
    var old = chosen >= 0 && Boolean(ui.model.get("needs_manual_grade"));
    buttons.forEach(function (button, place) {
      button.disabled = false;
      button.setAttribute("aria-pressed", String(place === chosen && !old));
      button.classList.toggle("le-old", place === chosen && old);
      button.tabIndex = place === Math.max(chosen, 0) ? 0 : -1;
    });
    ui.el.classList.toggle("le-marked", chosen >= 0 && !old);
    ui.el.querySelector(".le-kept").hidden = !old;
  }

  /** Where a coach goes on: the next criterion that has no level yet, or else "fix this first". */
  function goOn(after) {
    var all = cards();
    var rest = all.slice(all.indexOf(after) + 1).concat(all.slice(0, all.indexOf(after)));
    var next = rest.find(function (card) {
      return levels(card).length && !card.classList.contains("le-marked");
    });
    var place = next
      ? next.querySelector('.le-level[tabindex="0"]')
      : document.querySelector(".le-first textarea");
    if (place) show(place);
  }

  function show(place) {
    place.focus({ preventScroll: true });
    var card = place.closest(".le-card");
    var part = card.parentElement;
    // On a wide screen the part scrolls by itself, and the fishbone beside it must not move.
    if (part.scrollHeight > part.clientHeight) {
      part.scrollTop = card.previousElementSibling?.matches(".le-card") ? card.offsetTop - 8 : 0;
    } else card.scrollIntoView({ block: "nearest" });
  }

  function say(text) {
    var line = document.getElementById("statusmessage");
    line.textContent = text;
    line.style.display = text ? "block" : "none";
  }

  /** Leave only when everything is saved. */
  function leave(address) {
    if ($.active) $(document).one("ajaxStop", function () { leave(address); });
    else if (!document.body.dataset.unsaved) window.location = address;
  }

  /** The next hand-in in the list that waits for a coach; the list when none does. */
  function nextThatWaits(list) {
    $.getJSON(base_url + "/api/submitted_notebooks/" + encodeURIComponent(assignment_id) + "/" + encodeURIComponent(notebook_id))
      .done(function (all) {
        var at = all.findIndex(function (one) { return one.id === submission_id; });
        var next = all.slice(at + 1).concat(all.slice(0, Math.max(at, 0))).find(function (one) {
          return one.needs_manual_grade;
        });
        leave(next ? base_url + "/submissions/" + next.id + "/" : list);
      })
      .fail(function () { leave(list); });
  }

  $(document).on("click", ".le-level", function () {
    $(document.getElementById(this.dataset.cell)).val(this.dataset.points).trigger("change");
  });

  $(document).on("click", ".le-line", function () {
    var box = this.closest(".le-card").querySelector("textarea");
    box.value = box.value ? box.value + "\n" + this.textContent : this.textContent;
    $(box).trigger("change");
    autosize.update(box);
    box.focus();
  });

  $(document).on("click", "a.le-go", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    var way = this;
    // A comment is sent when its field is left, which a click does just before.
    setTimeout(function () {
      if (way.classList.contains("le-waits")) nextThatWaits(way.href);
      else leave(way.href);
    }, 0);
  });

  $(document).on("ajaxError", function (_, __, sent) {
    if (sent.type === "GET") return say("This page did not load whole. Load it again before you mark.");
    document.body.dataset.unsaved = "yes";
    say("That was not saved. See whether the server still runs, then press or write it again.");
  });
  $(document).on("ajaxSuccess", function (_, __, sent) {
    if (sent.type === "GET" || !document.body.dataset.unsaved) return;
    delete document.body.dataset.unsaved;
    say("Saved.");
  });

  // Tab and Enter do what they do everywhere; nbgrader would keep them to the fields of points.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Tab" || event.key === "Enter") event.stopPropagation();
  }, true);

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea")) return;
    var card = event.target.closest(".le-card");
    var all = card ? levels(card) : [];
    if (!all.length) return;
    var step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && event.target.classList.contains("le-level")) {
      all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
      event.preventDefault();
    } else if (/^[1-4]$/.test(event.key) && !all[Number(event.key) - 1].disabled) {
      event.preventDefault();
      $(card).one("le:marked", function () { goOn(card); });
      all[Number(event.key) - 1].click();
    }
  });

  $(window).on("load", function () {
    document.querySelectorAll('a[tabindex="-1"]').forEach(function (one) {
      one.removeAttribute("tabindex");
    });
    (function ready() {
      if (!formgrader.grades.loaded || !formgrader.comments.loaded) return setTimeout(ready, 30);
      formgrader.grade_uis.forEach(function (ui) {
        paint(ui);
        ui.listenTo(ui.model, "change", function () { paint(ui); });
        ui.listenTo(ui.model, "sync", function () { paint(ui); $(ui.el).trigger("le:marked"); });
      });
      document.querySelectorAll("textarea.comment").forEach(function (one) { one.placeholder = ""; });
      var wide = window.matchMedia("(min-width: 64rem)").matches;
      if (wide && document.activeElement === document.body) goOn(null);
    })();
  });
})();
