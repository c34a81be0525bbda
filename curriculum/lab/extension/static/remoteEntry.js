// JupyterLab's face for practice notebooks, written by hand: no build step.
//
// A prebuilt extension is a module-federation container: an object with `init` and `get` under
// `window._JUPYTERLAB[<name>]`. It takes JupyterLab's own modules from the shared scope.
//
// A notebook whose metadata says `lift_elie: {hide_code, autorun}` is shown as a page: no code, no
// prompts, no tools. Its cells tagged `setup` or `run` run once the kernel is idle (a request sent
// earlier is lost without a word), and only if every code cell is trusted.
(() => {
  "use strict";

  const NAME = "lift-elie";
  const BASE = new URL(".", document.currentScript.src).href;
  const PATIENCE = 45000;
  const ASKING = 8000;
  const SAY = {
    waiting: "Getting this page ready…",
    slow: "This page is taking longer than usual to get ready. Your saved work is safe.",
    untrusted: "This page did not come from your course on this computer. Start it only if you know who gave it to you.",
    stopped: "This page has to be started again. Your saved work is safe.",
    failed: "A part of this page did not load. Your saved work is safe.",
    lost: "This page has lost its connection. Your saved work is safe. If it does not come back by itself, load the page again.",
  };

  let scope = null;

  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const ahead = new Set();
  let pointing = 0;

  /**
   * Starts the kernel of one of our own pages before JupyterLab asks for it, which then finds it
   * running: more than a second less to wait. No cell runs before JupyterLab is there and has
   * looked whether the page is trusted.
   */
  function kernelAhead(path) {
    const name = path.split("/").pop();
    if (ahead.has(path) || !(config.liftElieNotebooks || []).includes(name)) return;
    ahead.add(path);
    const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie);
    // Only a head start: without it JupyterLab starts the kernel itself.
    fetch(`${config.baseUrl}api/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-XSRFToken": xsrf ? xsrf[1] : "" },
      body: JSON.stringify({ path, name, type: "notebook", kernel: { name: NAME } }),
    }).catch(() => null);
  }

  /** While JupyterLab loads: the page that the address names. */
  function pageAhead() {
    const parts = window.location.pathname.split("/tree/").slice(1);
    kernelAhead(decodeURIComponent(parts.join("/tree/")));
  }

  /**
   * On the start page: the page whose link somebody points at, a moment before the click. A kernel
   * takes 120 MB, so a hand that wanders over the list starts two at most.
   */
  function linkAhead(event) {
    clearTimeout(pointing);
    const link = event.target.closest?.("a[href]");
    const files = `${window.location.origin}${config.baseUrl}files/`;
    if (!link?.href.startsWith(files) || ahead.size > 2) return;
    const path = link.href.slice(files.length).split("?")[0];
    pointing = setTimeout(() => kernelAhead(decodeURIComponent(path)), 60);
  }

  try {
    pageAhead();
    for (const sign of ["pointerover", "focusin"]) document.addEventListener(sign, linkAhead);
  } catch {
    // An address that cannot be read: JupyterLab says so itself.
  }

  async function shared(name) {
    const versions = Object.values(scope[name]);
    const version = versions.find((entry) => entry.loaded) || versions[0];
    return (await version.get())();
  }

  function stylesheet(file) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = BASE + file;
    document.head.append(link);
  }

  /** Only our own launcher asks for this: side bars closed, and gone where nobody needs them. */
  function calm(shell, face) {
    shell.collapseLeft?.();
    shell.collapseRight?.();
    if (face !== "learner") return;
    document.body.classList.add("lift-elie-learner");
    for (const side of ["left", "right"]) {
      if (shell.isSideTabBarVisible?.(side)) shell.toggleSideTabBarVisibility(side);
    }
  }

  /** Resolves to true once the kernel is idle, to false when it takes too long. */
  function idle(session) {
    return new Promise((resolve) => {
      const done = (answer) => {
        clearTimeout(timer);
        session.statusChanged.disconnect(look);
        resolve(answer);
      };
      const look = () => {
        if (session.session?.kernel?.status === "idle") done(true);
      };
      const timer = setTimeout(() => done(false), PATIENCE);
      session.statusChanged.connect(look);
      look();
    });
  }

  /**
   * Whether a kernel is idle. One that was replaced without JupyterLab's notice may stand as
   * "starting" for good, because nobody asks it anything: so it is asked.
   */
  async function answers(kernel) {
    if (kernel?.connectionStatus !== "connected") return false;
    if (kernel.status !== "idle") {
      const late = new Promise((resolve) => setTimeout(resolve, ASKING));
      await Promise.race([kernel.requestKernelInfo().catch(() => null), late]);
    }
    return kernel.status === "idle";
  }

  /** The coach's desk in a tab of its own; one that is open already comes to the front at its start. */
  function desk(app, lab) {
    const url = `${lab.PageConfig.getBaseUrl()}coach/desk`;
    const open = [...app.shell.widgets("main")].find((one) => one.id === "lift-elie-desk");
    if (open) {
      open.content.url = `${url}?${Date.now()}`;
      return app.shell.activateById(open.id);
    }
    const content = new lab.IFrame({
      sandbox: ["allow-scripts", "allow-same-origin", "allow-forms", "allow-downloads", "allow-popups", "allow-modals"],
    });
    content.url = url;
    const tab = new lab.MainAreaWidget({ content });
    tab.id = "lift-elie-desk";
    tab.title.label = "The coach’s desk";
    tab.title.closable = true;
    content.node.querySelector("iframe").title = "The coach’s desk";
    app.shell.add(tab, "main");
    return app.shell.activateById(tab.id);
  }

  class Page {
    constructor(panel, wish, lab) {
      this.panel = panel;
      this.lab = lab;
      this.wish = wish;
      this.gone = false;
      this.busy = false;
      panel.addClass("lift-elie-page");
      this.banner = new lab.Widget({ node: document.createElement("div") });
      this.banner.addClass("lift-elie-banner");
      this.banner.node.setAttribute("role", "status");
      panel.contentHeader.addWidget(this.banner);
      this.banner.hide();
      if (wish.hide_code) this.hideCode();
      panel.node.addEventListener("keydown", (event) => this.guard(event));
      // An editor that has lost its kernel asks for the same as our own button.
      panel.node.addEventListener("lift-elie:start", (event) => {
        event.preventDefault();
        this.again();
      });
    }

    get hidden() {
      return this.panel.hasClass("lift-elie-hide-code");
    }

    /** One of waiting, start, ready, stopped: what the page is now (read by tests, too). */
    state(state, words = "", button = "", action = null) {
      this.panel.node.dataset.liftElie = state;
      this.banner.node.replaceChildren();
      this.banner.node.dataset.kind = button ? "ask" : "quiet";
      this.banner.setHidden(!words);
      this.panel.contentHeader.fit();
      if (!words) return;
      const text = document.createElement("span");
      text.textContent = words;
      this.banner.node.append(text);
      if (!button) return;
      const press = document.createElement("button");
      press.type = "button";
      press.textContent = button;
      press.addEventListener("click", action);
      this.banner.node.append(press);
    }

    hideCode() {
      const tool = new this.lab.Widget({ node: document.createElement("div") });
      const press = document.createElement("button");
      press.type = "button";
      tool.addClass("lift-elie-tool");
      tool.node.append(press);
      const show = (hidden) => {
        this.panel.toggleClass("lift-elie-hide-code", hidden);
        press.textContent = hidden ? "Show the code" : "Hide the code";
      };
      press.addEventListener("click", () => show(!this.hidden));
      show(true);
      this.panel.toolbar.addItem("lift-elie-code", tool);
    }

    /** A page is read and typed into: no key may cut, split, run or insert a cell. */
    guard(event) {
      if (!this.hidden) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain || event.key === "Enter") event.stopPropagation();
    }

    cells() {
      return this.panel.content.widgets.filter((cell) => {
        const tags = cell.model.getMetadata("tags") || [];
        return cell.model.type === "code" && (tags.includes("setup") || tags.includes("run"));
      });
    }

    /** Trusted by JupyterLab, and, where our own launcher says which code is ours, ours. */
    trusted() {
      const code = Array.from(this.panel.model.cells).filter((cell) => cell.type === "code");
      const ours = JSON.parse(this.lab.PageConfig.getOption("liftElieCode") || "null");
      return (
        code.every((cell) => cell.trusted) &&
        (!ours || this.cells().every((cell) => ours.includes(cell.model.sharedModel.getSource())))
      );
    }

    async open() {
      const { panel } = this;
      await panel.revealed;
      const session = panel.sessionContext;
      session.statusChanged.connect((_, status) => this.follow(status));
      session.kernelChanged.connect((_, change) => {
        if (change.oldValue && !this.busy) this.stop();
      });
      session.connectionStatusChanged.connect((_, status) => {
        if (status === "disconnected") this.lose();
      });
      if (!this.wish.autorun) return this.state("ready");
      const trusted = this.trusted();
      if (trusted) {
        // A widget of an earlier sitting has nothing behind it any more.
        this.lab.NotebookActions.clearAllOutputs(panel.content);
        return this.run();
      }
      return this.state("start", SAY.untrusted, "Start", () => this.run());
    }

    /**
     * Sends all cells at once; the kernel runs them in order. After one that fails, the kernel
     * drops those behind it: they are then run one by one, so that each has had its turn.
     */
    async runAll(content, session) {
      const { runCells } = this.lab.NotebookActions;
      const cells = this.cells();
      const went = await Promise.all(cells.map((cell) => runCells(content, [cell], session)));
      const first = went.indexOf(false);
      if (first < 0) return true;
      for (const cell of cells.slice(first + 1)) {
        if (this.gone) break;
        await runCells(content, [cell], session);
      }
      return false;
    }

    /** Runs the cells in order; one that fails does not keep the next from running. */
    async run(aloud = true) {
      const { panel } = this;
      const { sessionContext: session, content } = panel;
      this.busy = true;
      this.gone = false;
      if (aloud) this.state("waiting", SAY.waiting);
      await session.ready;
      if (!(await idle(session))) {
        this.busy = false;
        return this.state("stopped", SAY.slow, "Start again", () => this.again());
      }
      const well = await this.runAll(content, session);
      this.busy = false;
      if (this.gone) return this.stop();
      // What was shown is not work: nothing to save, and no question on closing the tab.
      if (this.hidden) panel.model.dirty = false;
      if (well) return this.state("ready");
      return this.state("failed", SAY.failed, "Start again", () => this.again());
    }

    /** Follows the kernel: a restarted one is empty, a dead one answers nothing. */
    follow(status) {
      if (["restarting", "autorestarting", "dead", "terminating"].includes(status)) {
        this.gone = true;
        if (status === "autorestarting") setTimeout(() => this.lab.Dialog.flush(), 0);
        if (!this.busy) this.stop();
      }
    }

    /** Shows again what may have changed while another page was in front. */
    async refresh() {
      if (this.panel.node.dataset.liftElie === "ready") await this.run(false);
    }

    stop() {
      this.state("stopped", SAY.stopped, "Start again", () => this.again());
    }

    lose() {
      this.state("lost", SAY.lost, "Load the page again", () => window.location.reload());
    }

    async again() {
      const session = this.panel.sessionContext;
      const kernel = session.session?.kernel;
      this.busy = true;
      this.state("waiting", SAY.waiting);
      // Well, as far as JupyterLab knows, and yet the page does not work: the kernel was replaced
      // without its notice, and it goes on sending to threads that only the old one had.
      if (!this.gone && (await answers(kernel))) return window.location.reload();
      const status = kernel?.status;
      this.lab.NotebookActions.clearAllOutputs(this.panel.content);
      if (!status || ["dead", "terminating", "unknown"].includes(status)) {
        await session.changeKernel({ name: session.prevKernelName || NAME });
      }
      return this.run();
    }
  }

  async function plugin() {
    const [notebook, widgets, apputils, coreutils] = await Promise.all(
      ["@jupyterlab/notebook", "@lumino/widgets", "@jupyterlab/apputils", "@jupyterlab/coreutils"]
        .map(shared),
    );
    // Notebook 7 has no launcher.
    const launchers = scope["@jupyterlab/launcher"] ? await shared("@jupyterlab/launcher") : {};
    const lab = {
      NotebookActions: notebook.NotebookActions,
      Widget: widgets.Widget,
      Dialog: apputils.Dialog,
      IFrame: apputils.IFrame,
      MainAreaWidget: apputils.MainAreaWidget,
      PageConfig: coreutils.PageConfig,
    };
    return {
      id: "lift-elie:page",
      description: "Shows a practice notebook without code and starts it when it is opened.",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      optional: launchers.ILauncher ? [launchers.ILauncher] : [],
      activate(app, tracker, launcher) {
        stylesheet("lab.css");
        stylesheet("lift-elie.css");
        app.commands.addCommand("lift-elie:hand-ins", {
          label: "Mark what was handed in",
          caption: "The coach’s desk: who needs you, and what they handed in",
          execute: () => desk(app, lab),
        });
        if (launcher && lab.PageConfig.getOption("liftElieFace") === "coach") {
          launcher.add({ command: "lift-elie:hand-ins", category: "Other", rank: 0 });
        }
        const face = lab.PageConfig.getOption("liftElieFace");
        if (face) void app.restored.then(() => calm(app.shell, face));
        const attach = async (panel) => {
          await panel.context.ready;
          const wish = panel.model?.getMetadata("lift_elie");
          if (!wish || typeof wish !== "object") return;
          const page = new Page(panel, wish, lab);
          await page.open();
          if (!wish.refresh) return;
          tracker.currentChanged.connect((_, current) => {
            if (current === panel) void page.refresh();
          });
        };
        tracker.forEach((panel) => void attach(panel));
        tracker.widgetAdded.connect((_, panel) => void attach(panel));
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init(shareScope) {
      scope = shareScope;
    },
    async get(module) {
      if (module !== "./extension") throw new Error(`lift-elie has no module ${module}`);
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
