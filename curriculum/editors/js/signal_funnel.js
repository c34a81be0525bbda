// The funnel: Python draws it and says where each point lies; here one points at it.

const NEAR_PIXELS = 16;

// The funnel as last drawn; asked for again when Python says that it would look different.
function funnelStore(app) {
  let now = null;
  let busy = "";
  return {
    get() {
      const { key } = app.made;
      if (key && now?.key !== key && busy !== key) {
        busy = key;
        app.safely(async () => {
          try {
            const answer = await app.link.ask("funnel", {});
            const places = answer.places.map(([code, x, y, n, rate, side]) => ({ code, x, y, n, rate, side }));
            // What is drawn may be newer than what was asked about: then it is asked again.
            now = { key: answer.key, url: answer.url, alt: answer.alt, places };
          } finally {
            busy = "";
          }
          app.refresh();
        });
      }
      return key ? now : null;
    },
  };
}

function placeWords(place) {
  const where = place.side === "inside" ? "inside the limits" : `${place.side} the limits`;
  return `${place.code}: ${place.n.toLocaleString("en-US")} students, ${place.rate}, ${where}`;
}

function isMarked(app, code) {
  return app.work.outside.some((point) => point.code === code);
}

function toggleMark(app, code) {
  if (!app.locked) app.send({ op: "toggle", code }, true);
}

// The picture. With `mark`, a click puts the nearest point on the list; the table beneath does
// the same for the keyboard.
function funnelPicture(app, look = {}) {
  const image = h("img", { class: "le-image" });
  const tip = h("span", { class: "le-tip", "aria-hidden": "true", hidden: true });
  const stage = h("div", { class: look.mark ? "le-stage le-stage-mark" : "le-stage" }, image, tip);
  const el = h("figure", { class: "le-figure le-chart" }, stage);
  const watch = watchWidth(el);
  let shown = null;

  function nearest(event) {
    if (!shown) return null;
    const box = image.getBoundingClientRect();
    let best = null;
    let least = NEAR_PIXELS;
    for (const place of shown.places) {
      const away = Math.hypot(box.left + place.x * box.width - event.clientX, box.top + place.y * box.height - event.clientY);
      if (away < least) {
        least = away;
        best = place;
      }
    }
    return best;
  }
  stage.addEventListener("pointermove", (event) => {
    const place = nearest(event);
    tip.hidden = !place;
    stage.classList.toggle("le-over", Boolean(place));
    if (!place) return;
    tip.textContent = placeWords(place);
    tip.style.left = `${Math.min(Math.max(place.x, 0.16), 0.84) * 100}%`;
    tip.style.top = `${place.y * 100}%`;
  });
  stage.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
  if (look.mark) {
    stage.addEventListener("click", (event) => {
      const place = nearest(event);
      if (place) toggleMark(app, place.code);
    });
  }
  return {
    el,
    update() {
      shown = app.funnels.get();
      el.hidden = !shown;
      if (!shown) return;
      if (image.getAttribute("src") !== shown.url) image.src = shown.url;
      image.alt = shown.alt;
    },
    drop() {
      watch.disconnect();
    },
  };
}
