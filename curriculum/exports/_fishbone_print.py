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
.le-sheet + .le-sheet { margin-top: 2rem; }
.le-sheet header { display: flex; gap: 1.5rem; align-items: baseline;
  justify-content: space-between; border-bottom: 2px solid var(--le-deep);
  margin-bottom: 0.6rem; padding-bottom: 0.2rem; }
.le-sheet header h1, .le-sheet header h2 { margin: 0; }
.le-sheet header p { margin: 0; max-width: none; white-space: nowrap; }
.le-blank { display: inline-block; min-width: 8rem;
  border-bottom: 1px solid var(--le-line-strong); }
.le-people { display: flex; gap: 0.6rem; align-items: baseline; }
.le-people p { margin: 0 0 0.5rem; max-width: none; }
.le-people .le-blank { flex: 1; }
.le-drawing svg { width: auto; margin: 0 auto; }
.le-leaves { table-layout: fixed; }
.le-leaves th:nth-child(1) { width: 37%; }
.le-leaves th:nth-child(2) { width: 31%; }
.le-leaves th:nth-child(3) { width: 18%; }
.le-leaves td { overflow-wrap: break-word; }
.le-leaves tbody th { padding-top: 0.5rem; background: var(--le-tint); color: var(--le-deep); }
.le-leaves tbody th span { font-weight: 400; color: var(--le-ink); }
.le-path { color: var(--le-quiet); }
.le-room td { height: 1.9rem; }
.le-talk { display: grid; grid-template-columns: 2fr 1fr 1fr; gap: 1rem; }
.le-talk h3 { margin: 0 0 0.2rem; color: var(--le-deep); }
.le-talk p { margin: 0; }
.le-rule { height: 1.5rem; border-bottom: 1px solid var(--le-line); }
@media print {
  @page { size: landscape; margin: 11mm 12mm; }
  .le-page { font-size: 9.5pt; }
  .le-page thead th { font-size: 9pt; }
  .le-page .le-quiet { font-size: 8.5pt; }
  .le-page .le-leaves { font-size: 9pt; line-height: 1.25; margin-bottom: 0.5rem; }
  .le-sheet + .le-sheet { break-before: page; margin-top: 0; }
  .le-drawing svg { width: 100%; height: auto; max-height: 162mm; }
  .le-talk section { break-inside: avoid; }
  .le-rule { height: 1.3rem; }
  .le-room td { height: 1.25rem; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

_LANES = {
    "test": ("Test it", "a small change that we can try in a lesson soon"),
    "check": ("Check it", "an assumption: how we find out, and by when"),
    "escalate": ("Escalate it", "outside our influence: who hears of it, and when"),
}
_ROOM = '<tr class="le-room"><td></td><td></td><td></td><td></td></tr>\n'


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
<header><h1>{title}</h1>
<p>{escape(fb.version.capitalize())} · Date <span class="le-blank"></span></p></header>
<div class="le-people"><p><strong>Who was there:</strong> {_people(fb)}</p>
<span class="le-blank"></span></div>
<div class="le-drawing">
{fishbone_svg(fb)}
</div>
</div>
<div class="le-sheet">
<header><h2>What we think, and how we know</h2><p>{_legend()}</p></header>
{_leaf_table(fb)}
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
    lanes = leaves_by_lane(fb)
    spare = 4 if not any(True for _ in fb.leaves()) else 2
    groups = [_lane(lane, placed, spare) for lane, placed in lanes.items()]
    rest = [placed for placed in fb.leaves() if placed.cause.lane is None]
    if rest:
        head = '<tr><th scope="rowgroup" colspan="4">Not in a lane</th></tr>\n'
        groups.append(f"<tbody>\n{head}{''.join(map(_leaf_row, rest))}</tbody>\n")
    return f"""<table class="le-leaves">
<caption>Every leaf (a cause with nothing beneath it), in its lane, with room to write</caption>
<thead><tr><th scope="col">Leaf</th><th scope="col">How we know</th>
<th scope="col">What we do</th><th scope="col">Notes</th></tr></thead>
{"".join(groups)}</table>"""


def _lane(lane: str, leaves: list[Placed], spare: int) -> str:
    title, hint = _LANES[lane]
    head = f"{look.LANES[lane].symbol} {title}: <span>{hint}</span>"
    rows = "".join(map(_leaf_row, leaves)) + _ROOM * max(1, spare - len(leaves))
    return f'<tbody>\n<tr><th scope="rowgroup" colspan="4">{head}</th></tr>\n{rows}</tbody>\n'


def _leaf_row(placed: Placed) -> str:
    cause = placed.cause
    bone = _words(placed.bone.name)
    path = f' <span class="le-path">({bone})</span>' if bone else ""
    return (
        f"<tr><td>{_words(cause.text) or '(not written yet)'}{path}</td>"
        f"<td>{_evidence(cause)}</td><td>{_plan(cause)}</td><td></td></tr>\n"
    )


def _evidence(cause: Cause) -> str:
    sign = look.TAGS.get(cause.evidence.tag or "")
    tag = f"<strong>{sign.symbol} {sign.word}</strong>" if sign else "no evidence tag yet"
    source = ", ".join(
        part for part in (cause.evidence.item or "", _words(cause.evidence.source)) if part
    )
    return f"{tag}: {source}" if source else tag


def _plan(cause: Cause) -> str:
    """What the lane of a leaf asks for, with a blank where nothing is written."""
    blank = '<span class="le-blank"></span>'
    if cause.lane == "check":
        how, by = _words(cause.check.how) or blank, _words(cause.check.by) or blank
        return f"How: {how}<br>By: {by}"
    if cause.lane == "escalate":
        who, on = _words(cause.carried_to.who) or blank, _words(cause.carried_to.on) or blank
        return f"To: {who}<br>On: {on}"
    return ""


def _talk(title: str, text: str, hint: str) -> str:
    written = _words(text)
    body = f"<p>{written}</p>" if written else f'<p class="le-quiet">{hint}</p>'
    rules = "" if written else '<div class="le-rule"></div>' * 3
    return f"<section><h3>{title}</h3>{body}{rules}</section>"
