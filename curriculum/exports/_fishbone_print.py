"""The team's print-out of a fishbone: two landscape sheets, nothing loaded from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

from curriculum.artifacts.fishbone import Cause, Fishbone, Placed
from curriculum.exports.escape import one_line
from curriculum.figures import fishbone_svg, look
from curriculum.figures.fishbone import leaves_by_lane

_STYLE = Path(__file__).resolve().parent.parent / "lab" / "style" / "lift-elie.css"
_HERE = """
.le-sheet { display: block; }
.le-sheet + .le-sheet { margin-top: 2rem; }
.le-sheet header { display: flex; gap: 1.5rem; align-items: baseline; justify-content: space-between;
  border-bottom: 2px solid var(--le-deep); margin-bottom: 0.6rem; padding-bottom: 0.2rem; }
.le-sheet header h1, .le-sheet header h2 { margin: 0; }
.le-sheet header p { margin: 0; max-width: none; white-space: nowrap; }
.le-blank { display: inline-block; min-width: 9rem; border-bottom: 1px solid var(--le-line-strong); }
.le-people { display: flex; gap: 0.6rem; align-items: baseline; }
.le-people p { margin: 0 0 0.5rem; max-width: none; }
.le-people .le-blank { flex: 1; }
.le-leaves td:nth-child(1) { width: 40%; }
.le-leaves td:nth-child(2) { width: 30%; }
.le-leaves td:nth-child(3) { width: 9%; }
.le-path { display: block; color: var(--le-quiet); font-size: 0.85em; }
.le-lanes { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.8rem; margin: 0.6rem 0; }
.le-lanes section { border: 1px solid var(--le-line-strong); border-radius: 8px; padding: 0.5rem 0.7rem; }
.le-lanes h3 { margin: 0 0 0.2rem; color: var(--le-deep); }
.le-lanes ul { margin: 0 0 0.3rem; padding-left: 1.1rem; }
.le-rule { height: 1.55rem; border-bottom: 1px solid var(--le-line); }
.le-talk { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.8rem; }
.le-talk h3 { margin: 0 0 0.2rem; color: var(--le-deep); }
.le-talk p { margin: 0; }
.le-drawing svg { width: auto; margin: 0 auto; }
@media print {
  @page { size: landscape; margin: 11mm 12mm; }
  .le-page { font-size: 9.5pt; }
  .le-sheet + .le-sheet { break-before: page; margin-top: 0; }
  .le-drawing svg { width: 100%; height: auto; max-height: 158mm; }
  .le-lanes section, .le-talk section { break-inside: avoid; }
  .le-lanes, .le-talk { gap: 4mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

_LANES = {
    "test": ("Test it", "A small change that we can try in a lesson soon."),
    "check": ("Check it", "An assumption: how we find out, and by when."),
    "escalate": ("Escalate it", "Outside our influence: who hears of it, and when."),
}


def print_html(fb: Fishbone) -> str:
    """The page; every word of the fishbone is escaped, and nothing in it runs."""
    school = _words(fb.school)
    title = f"Fishbone: {school}" if school else "Fishbone"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{_stylesheet()}
{_HERE}
</style>
</head>
<body>
<main class="le-page">
<p class="le-screen-only le-callout">Print this page with your browser (Ctrl+P, on a Mac ⌘P).
It fits on landscape sheets of A4 or letter paper.</p>
<div class="le-sheet">
<header><h1>{title}</h1><p>{escape(fb.version.capitalize())} · Date <span class="le-blank"></span></p></header>
<div class="le-people"><p><strong>Who was there:</strong> {_people(fb)}</p><span class="le-blank"></span></div>
<div class="le-drawing">
{fishbone_svg(fb)}
</div>
</div>
<div class="le-sheet">
<header><h2>What we think, and how we know</h2><p>{_legend()}</p></header>
{_leaf_table(fb)}
<div class="le-lanes">
{"".join(_lane(lane, placed) for lane, placed in leaves_by_lane(fb).items())}
</div>
<div class="le-talk">
{_talk("Read backward", fb.reads_backward, "Start at a leaf and say “therefore” at each step.")}
{_talk("What surprised us", fb.surprise, "What did we not expect when we began?")}
{_talk("Whose view is missing", fb.whose_view_is_missing, "Who was not asked yet?")}
</div>
</div>
</main>
</body>
</html>
"""


@lru_cache(maxsize=1)
def _stylesheet() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _words(text: str) -> str:
    return escape(one_line(text), quote=True)


def _people(fb: Fishbone) -> str:
    return ", ".join(_words(name) for name in fb.who_was_there if one_line(name))


def _legend() -> str:
    return " &nbsp; ".join(f"{sign.symbol} {sign.word}" for sign in look.TAGS.values())


def _leaf_table(fb: Fishbone) -> str:
    rows = "\n".join(_leaf_row(placed) for placed in fb.leaves())
    if not rows:
        rows = '<tr><td colspan="4">No causes yet: write them here with your team.</td></tr>' + (
            '<tr><td><div class="le-rule"></div></td><td></td><td></td><td></td></tr>' * 6
        )
    return f"""<table class="le-leaves">
<caption>Every leaf (a cause with nothing beneath it), its evidence, and room for notes</caption>
<thead><tr><th scope="col">Leaf</th><th scope="col">How we know</th><th scope="col">Lane</th>
<th scope="col">Notes</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>"""


def _leaf_row(placed: Placed) -> str:
    cause = placed.cause
    above = [placed.bone.name, *(one.text for one in placed.above)]
    path = " › ".join(_words(text) for text in above if one_line(text))
    lane = look.LANES.get(cause.lane or "")
    return (
        f'<tr><td>{_words(cause.text) or "(not written yet)"}<span class="le-path">{path}</span></td>'
        f"<td>{_evidence(cause)}</td>"
        f"<td>{f'{lane.symbol} {lane.word}' if lane else ''}</td><td></td></tr>"
    )


def _evidence(cause: Cause) -> str:
    sign = look.TAGS.get(cause.evidence.tag or "")
    tag = f"<strong>{sign.symbol} {sign.word}</strong>" if sign else "no evidence tag yet"
    source = ": ".join(
        part for part in (cause.evidence.item or "", _words(cause.evidence.source)) if part
    )
    return f"{tag}<br>{source}" if source else tag


def _lane(lane: str, leaves: list[Placed]) -> str:
    title, hint = _LANES[lane]
    items = "".join(f"<li>{_lane_words(placed.cause)}</li>" for placed in leaves)
    rules = '<div class="le-rule"></div>' * max(1, 3 - len(leaves))
    return (
        f"<section><h3>{look.LANES[lane].symbol} {title}</h3>"
        f'<p class="le-quiet">{hint}</p>{f"<ul>{items}</ul>" if items else ""}{rules}</section>\n'
    )


def _lane_words(cause: Cause) -> str:
    words = _words(cause.text) or "(not written yet)"
    blank = '<span class="le-blank"></span>'
    if cause.lane == "check":
        words += (
            f"<br>How: {_words(cause.check.how) or blank} By: {_words(cause.check.by) or blank}"
        )
    elif cause.lane == "escalate":
        who, on = _words(cause.carried_to.who) or blank, _words(cause.carried_to.on) or blank
        words += f"<br>To: {who} On: {on}"
    return words


def _talk(title: str, text: str, hint: str) -> str:
    written = _words(text)
    body = f"<p>{written}</p>" if written else f'<p class="le-quiet">{hint}</p>'
    rules = '<div class="le-rule"></div>' * (1 if written else 3)
    return f"<section><h3>{title}</h3>{body}{rules}</section>"
