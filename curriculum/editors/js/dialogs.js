// Earlier versions, and taking the fishbone elsewhere.

function dialog(app, title, ...kids) {
  const name = domId("dialog");
  const shut = button("Close", () => el.close(), { class: "le-act" });
  const el = h("dialog", { class: "le-dialog", "aria-labelledby": name }, h("h3", { id: name, text: title }), kids, h("div", { class: "le-dialog-end" }, shut));
  el.addEventListener("close", () => el.remove());
  el.addEventListener("keydown", (event) => event.stopPropagation());
  app.root.append(el);
  el.showModal();
  return el;
}

const KINDS = { saved: "", "handed-in": " · handed in", conflict: " · kept, not saved then" };

async function showHistory(app) {
  app.flush();
  const { versions } = await app.link.ask("history", {});
  const look = h("pre", { class: "le-look", tabindex: "0", "aria-label": "The chosen version", hidden: true });
  const list = h("ul", { class: "le-versions" }, versions.map((version) => {
    const when = `${day(version.when)}, ${clock(version.when)}${KINDS[version.kind] || ""}`;
    const view = button("Look", () => app.safely(async () => {
      const answer = await app.link.ask("look", { version: version.id });
      look.hidden = false;
      look.textContent = answer.text;
    }), { class: "le-link", "aria-label": `Look at the version of ${when}` });
    const back = button("Bring back", () => {
      app.link.send({ op: "restore", version: version.id }, true);
      box.close();
      app.say(`The version of ${when} is back.`, "Undo", app.acts.undo);
    }, { class: "le-link", "aria-label": `Bring back the version of ${when}` });
    return h("li", {}, h("span", { text: when }), view, app.locked ? null : back);
  }));
  const empty = versions.length ? null : h("p", { class: "le-quiet", text: "There is no earlier version yet." });
  const box = dialog(app, "Earlier versions", empty, h("div", { class: "le-two" }, list, look));
}

const FORMATS = [
  ["print", "Print-out for my team"],
  ["png", "Picture (PNG)"],
  ["svg", "Drawing (SVG)"],
  ["markdown", "Text (Markdown)"],
  ["mermaid", "Diagram text (Mermaid)"],
];

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

async function takeAway(app, format) {
  app.flush();
  const answer = await app.link.ask("export", { format }, 60000);
  const url = URL.createObjectURL(new Blob([bytesOf(answer.data)], { type: `${answer.mime};charset=utf-8` }));
  if (format === "print") printPage(app, url);
  else {
    const link = h("a", { href: url, download: answer.file });
    app.root.append(link);
    link.click();
    link.remove();
    app.say(`${answer.file} is in your downloads.`);
  }
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

// A frame without scripts: what is printed is only ever a page of text and drawing.
function printPage(app, url) {
  const frame = h("iframe", { class: "le-print-frame", title: "Print-out", sandbox: "allow-same-origin allow-modals" });
  frame.addEventListener("load", () => {
    frame.contentWindow.focus();
    frame.contentWindow.print();
    setTimeout(() => frame.remove(), 60000);
  });
  frame.src = url;
  app.root.append(frame);
  app.say("The print-out is ready in the print window.");
}

function shareMenu(app) {
  const list = h("div", { class: "le-menu-list" });
  const menu = h("details", { class: "le-menu" }, h("summary", { text: "Print or share" }), list);
  for (const [format, text] of app.options.formats || FORMATS) {
    list.append(button(text, () => {
      menu.open = false;
      menu.querySelector("summary").focus();
      app.safely(() => takeAway(app, format));
    }, { class: "le-menu-item", "data-format": format }));
  }
  menu.addEventListener("toggle", () => {
    // What draws the picture is loaded while the menu is read.
    if (menu.open && app.link.state === "live") app.link.ask("menu", {}).catch(() => {});
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}
