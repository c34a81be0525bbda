"""The fishbone as a picture (SVG, matplotlib) and as the text that tells the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Protocol, TypeVar

from curriculum.artifacts.fishbone import Cause, Fishbone, Placed
from curriculum.figures import look
from curriculum.figures.layout import layout
from curriculum.figures.metrics import clean, text_width
from curriculum.figures.shapes import HEAD_ID, PAD, Box, Segment, text_place

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SMALL = 13.5
_CORNER = 5.0


class Marked(Protocol):
    """What a drawing needs to know of a finding."""

    @property
    def status(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def where(self) -> str: ...


M = TypeVar("M", bound=Marked)


def numbered(findings: Iterable[M]) -> list[tuple[int, M]]:
    """The findings that ask or miss something, numbered as the drawing marks them."""
    open_ones = [finding for finding in findings if finding.status != "passed"]
    return list(enumerate(open_ones, start=1))


def fishbone_svg(fb: Fishbone, findings: Sequence[Marked] = (), width: float = 1200) -> str:
    """A fishbone as a self-contained SVG picture.

    Parameters
    ----------
    fb : Fishbone
    findings : sequence of findings, optional
        Those that are asked or missed are marked on their box with the number that ``numbered``
        gives them.
    width : float
        Wanted width in CSS pixels.

    Returns
    -------
    str
        SVG; every text in it is escaped, nothing in it is loaded or run.
    """
    plan = layout(fb, width)
    notes = {placed.cause.id: _evidence_words(placed.cause) for placed in fb.leaves()}
    marks = _marks(findings)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="le-fishbone" '
        f'viewBox="0 0 {plan.width:g} {plan.height:g}" width="{plan.width:g}" '
        f'height="{plan.height:g}" style="max-width:100%;height:auto" '
        f'aria-label="{_text(_title(fb))}" font-family="{escape(look.FONTS)}">',
        f"<title>{_text(_title(fb))}</title>",
        f"<desc>{_text(fishbone_alt(fb))}</desc>",
        f'<rect width="{plan.width:g}" height="{plan.height:g}" fill="{look.PAPER}"/>',
    ]
    parts.extend(_line_svg(line) for line in plan.lines)
    for box in plan.boxes:
        parts.append(_box_svg(box, notes.get(box.id, "")))
    for box in plan.boxes:
        parts.extend(_marks_svg(box, marks.get(box.id, [])))
    parts.append("</svg>")
    return "\n".join(parts)


def fishbone_figure(fb: Fishbone) -> Figure:
    """A fishbone as a matplotlib figure, from the same layout as the SVG.

    The figure is 96 dots per inch for the layout's width; it belongs to no window.
    """
    from curriculum.figures._fishbone_mpl import draw

    return draw(layout(fb))


def fishbone_alt(fb: Fishbone) -> str:
    """Everything the picture shows, as text in reading order."""
    lines = [f"{_title(fb)}."]
    lines.append(f"Problem statement: {_or_open(fb.problem_statement.text, 'not written yet')}")
    if not fb.bones:
        lines.append("There are no bones yet.")
    total = len(fb.bones)
    for number, bone in enumerate(fb.bones, start=1):
        name = _or_open(bone.name, "not named yet")
        if not bone.causes:
            lines.append(f"Bone {number} of {total}: {name}. No causes yet.")
            continue
        lines.append(f"Bone {number} of {total}: {name}.")
        for cause in bone.causes:
            lines.extend(_cause_lines(cause, 0))
    return "\n".join(lines)


def leaves_by_lane(fb: Fishbone) -> dict[str, list[Placed]]:
    """The leaves of each lane, in the order test, check, escalate."""
    lanes: dict[str, list[Placed]] = {lane: [] for lane in look.LANES}
    for placed in fb.leaves():
        if placed.cause.lane is not None:
            lanes[placed.cause.lane].append(placed)
    return lanes


def _cause_lines(cause: Cause, depth: int) -> list[str]:
    word = "Cause" if depth == 0 else "Why" + (f" (level {depth})" if depth > 1 else "")
    line = f"{'  ' * (depth + 1)}{word}: {_or_open(cause.text, 'not written yet')}"
    if cause.is_leaf:
        line += f" [{_evidence_words(cause)}]"
    found = [line]
    for why in cause.whys:
        found.extend(_cause_lines(why, depth + 1))
    return found


def _evidence_words(cause: Cause) -> str:
    evidence = cause.evidence
    words = f"evidence: {evidence.tag}" if evidence.tag else "no evidence tag yet"
    source = " ".join(clean(evidence.source).split())
    if evidence.item:
        words += f", {evidence.item}"
    if source:
        words += f", {source}"
    if cause.lane:
        words += f"; lane: {cause.lane}"
    return words


def _title(fb: Fishbone) -> str:
    school = " ".join(clean(fb.school).split())
    of = f" of {school}" if school else ""
    return f"Fishbone{of}, {fb.version}"


def _or_open(text: str, instead: str) -> str:
    return " ".join(clean(text).split()) or instead


def _marks(findings: Sequence[Marked]) -> dict[str, list[tuple[int, Marked]]]:
    marks: dict[str, list[tuple[int, Marked]]] = {}
    for number, finding in numbered(findings):
        place = HEAD_ID if finding.where.startswith(HEAD_ID) else finding.where
        marks.setdefault(place, []).append((number, finding))
    return marks


def _text(text: str) -> str:
    return escape("\n".join(clean(line) for line in text.split("\n")), quote=True)


_STROKES = {
    "spine": f'stroke="{look.DEEP}" stroke-width="6"',
    "tail": f'stroke="{look.DEEP}" stroke-width="4"',
    "bone": f'stroke="{look.BLUE}" stroke-width="3.5"',
    "branch": f'stroke="{look.BLUE}" stroke-width="1.6"',
    "why": f'stroke="{look.QUIET}" stroke-width="1.2"',
}


def _line_svg(line: Segment) -> str:
    return (
        f'<line x1="{line.x1:g}" y1="{line.y1:g}" x2="{line.x2:g}" y2="{line.y2:g}" '
        f'stroke-linecap="round" {_STROKES[line.kind]}/>'
    )


def _box_svg(box: Box, note: str) -> str:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}"'
    if box.kind in ("head", "bone"):
        corner = 18 if box.kind == "head" else min(box.h / 2, 16)
        fill = look.DEEP if box.kind == "head" else look.ACCENT_DEEP
        words = _lines_svg(box, f'font-weight="600" fill="{look.PAPER}"')
        return f'<g><rect {place} rx="{corner:g}" fill="{fill}"/>{words}</g>'
    sign = look.TAGS.get(box.tag or "")
    dash = ' stroke-dasharray="5 3"' if box.tag == "assumption" else ""
    fill = look.PAPER if box.kind == "cause" else look.TINT
    parts = [
        f"<g><title>{_text(note)}</title>" if note else "<g>",
        f'<rect {place} rx="{_CORNER:g}" fill="{fill}" stroke="{look.LINE}" '
        f'stroke-width="1.3"{dash}/>',
    ]
    if sign:
        parts.append(
            f'<rect x="{box.x:g}" y="{box.y:g}" width="5" height="{box.h:g}" rx="2.5" '
            f'fill="{sign.color}"/>'
        )
    parts.append(_lines_svg(box, f'fill="{look.INK}"'))
    parts.extend(
        f'<text x="{x:g}" y="{y:g}" font-size="{SMALL:g}" fill="{look.INK}" '
        f'font-weight="{weight}" text-anchor="{anchor}">{_text(words)}</text>'
        for x, y, words, anchor, weight in footer(box)
    )
    parts.append("</g>")
    return "".join(parts)


def footer(box: Box) -> list[tuple[float, float, str, str, int]]:
    """What stands at the bottom of a leaf: ``(x, y, words, anchor, weight)`` each.

    Symbol and word where there is room, symbol and letter where there is not.
    """
    if not box.foot:
        return []
    tag, lane = look.TAGS.get(box.tag or ""), look.LANES.get(box.lane or "")
    y = box.y + box.h - 7
    room = box.w - 2 * PAD - 12
    first = f"{tag.symbol} {tag.word}" if tag else ""
    last = f"{lane.symbol} {lane.word}" if lane else ""
    if tag and _together(first, last) > room:
        first = f"{tag.symbol} {tag.letter}"
    if lane and _together(first, last) > room:
        last = f"{lane.symbol} {lane.letter}"
    found = []
    if first:
        found.append((box.x + PAD + 1, y, first, "start", 400))
    if last:
        found.append((box.x + box.w - PAD, y, last, "end", 700))
    return found


def _together(first: str, last: str) -> float:
    return text_width(first, SMALL) + text_width(last, SMALL, bold=True)


def _lines_svg(box: Box, attributes: str) -> str:
    at = text_place(box)
    spans = "".join(
        f'<tspan x="{at.x:g}" y="{at.y + i * at.step:g}">{_text(line)}</tspan>'
        for i, line in enumerate(box.lines)
    )
    anchor = "middle" if at.centered else "start"
    return f'<text font-size="{at.size:g}" text-anchor="{anchor}" {attributes}>{spans}</text>'


def _marks_svg(box: Box, marks: Sequence[tuple[int, Marked]]) -> list[str]:
    found = []
    for place, (number, finding) in enumerate(marks):
        missed = finding.status == "missed"
        words = f"{'!' if missed else '?'}{number}"
        wide = 17 + 8 * len(str(number))
        x = box.x + box.w - wide + 9 - place * (wide + 3)
        y = box.y - 13
        fill, ink = (look.MISS, look.PAPER) if missed else (look.PAPER, look.INK)
        found.append(
            f"<g><title>{_text(finding.what)}</title>"
            f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="19" rx="9.5" fill="{fill}" '
            f'stroke="{look.MISS if missed else look.INK}" stroke-width="1.5"/>'
            f'<text x="{x + wide / 2:g}" y="{y + 14:g}" font-size="13" font-weight="700" '
            f'fill="{ink}" text-anchor="middle">{words}</text></g>'
        )
    return found
