// The bar with what one needs all the time, and what is said above it.

const GONE_TEXT = "The notebook stopped, so this editor is resting. What you wrote is kept in this browser and comes back when the notebook starts again.";
const AWAY_TEXT = "The notebook is not answering, so this editor waits. What you wrote is kept in this browser.";
const RESTART_TEXT = "In the menu above choose Kernel, then “Restart Kernel and Run All Cells…”.";
const WHO = { true: "Only you see this until you hand it in.", false: "Only you see this." };

function createBars(app) {
  const undo = button("↶ Undo", () => app.acts.undo(), { class: "le-act", title: "Ctrl + Z" });
  const redo = button("↷ Redo", () => app.acts.redo(), { class: "le-act", title: "Ctrl + Y" });
  const older = button("Earlier versions", () => app.safely(() => showHistory(app)), { class: "le-act" });
  const check = button("Check my work", () => app.safely(() => runCheck(app)), { class: "le-primary" });
  const saved = h("span", { class: "le-saved", role: "status" });
  const notice = h("div", { class: "le-notice", role: "status", hidden: true });
  const banner = h("div", { class: "le-banner", role: "alert", hidden: true });
  let passing = false;
  let shown = "";
  let refused = "";
  app.hush = () => {
    if (passing) notice.hidden = true;
  };
  app.say = (text, action, call) => {
    passing = Boolean(action);
    shown = text;
    notice.replaceChildren(h("span", { text }));
    if (action) notice.append(button(action, () => {
      notice.hidden = true;
      call();
    }, { class: "le-link" }));
    notice.append(button("×", () => {
      notice.hidden = true;
    }, { class: "le-link", "aria-label": "Close this note" }));
    notice.hidden = false;
  };
  app.trouble = (error) => {
    const details = error.details;
    app.say(error.message, details ? "Copy details" : null, () => navigator.clipboard.writeText(details));
  };
  const bar = h(
    "div",
    { class: "le-bar", role: "toolbar", "aria-label": app.options.title || "Fishbone" },
    undo,
    redo,
    older,
    shareMenu(app),
    h("span", { class: "le-space" }),
    saved,
    app.options.has_check ? check : null,
  );
  app.unsaved = () => {
    const waits = refused || app.conflict;
    if (app.link.state === "live" && !waits) saved.textContent = `Saving… ${WHO[Boolean(app.options.handed_in)]}`;
  };
  return {
    top: h("div", { class: "le-top" }, banner, bar, notice),
    render(status) {
      undo.disabled = app.locked || !status.can_undo;
      redo.disabled = app.locked || !status.can_redo;
      check.disabled = app.link.state !== "live";
      older.disabled = app.link.state !== "live";
      saved.textContent = savedText(app, status);
      app.conflict = status.conflict;
      renderBanner(app, banner, status);
      // That a save failed is no longer true once one went well; other notes wait to be closed.
      if (refused && !status.refused && shown === refused) notice.hidden = true;
      refused = status.refused ? status.notice : "";
      if (status.notice !== app.lastNotice && !status.conflict) {
        app.lastNotice = status.notice;
        if (status.notice) app.say(status.notice);
      }
    },
  };
}

function savedText(app, status) {
  const who = WHO[Boolean(app.options.handed_in)];
  if (app.link.state !== "live") return "Kept in this browser.";
  if (status.conflict) return "Not saved yet: look above.";
  if (status.read_only) return app.link.unsaved ? "Kept in this browser." : who;
  if (status.refused) return "Not saved yet. It is tried again.";
  if (status.dirty || app.link.unsaved) return `Saving… ${who}`;
  return status.saved_at ? `Saved ${clock(status.saved_at)}. ${who}` : who;
}

function renderBanner(app, banner, status) {
  const kids = [];
  if (app.link.state === "gone") {
    const help = h("span", {});
    kids.push(h("p", { text: GONE_TEXT }), help, button("Start again", () => {
      if (!startAgain(app.root, kernelOf(app.model))) help.textContent = RESTART_TEXT;
    }, { class: "le-act" }));
  } else if (app.link.state === "away") kids.push(h("p", { text: AWAY_TEXT }));
  else if (status.conflict) {
    const choose = (op) => () => {
      app.flush();
      app.link.send({ op }, true);
    };
    kids.push(h("p", { text: status.notice }));
    if (status.found === "newer") kids.push(button("Try again", choose("keep_mine"), { class: "le-act" }));
    else {
      kids.push(
        button("Keep mine", choose("keep_mine"), { class: "le-act" }),
        button("Open the other", choose("open_other"), { class: "le-act" }),
      );
    }
  } else if (status.read_only) kids.push(h("p", { text: status.notice }));
  else if (app.options.other_case) {
    kids.push(h("p", { text: `This ${app.options.noun || "fishbone"} was started with another case, so its evidence will not match the papers here.` }));
  }
  const words = kids.map((kid) => kid.textContent).join("\n");
  if (words === app.lastBanner) return;
  app.lastBanner = words;
  banner.replaceChildren(...kids);
  banner.hidden = !kids.length;
}

async function runCheck(app) {
  app.outline.endEdit(false);
  app.flush();
  const answer = await app.link.ask("check", {});
  app.root.dataset.checkMs = answer.ms;
  app.coach.show(answer.findings);
}
