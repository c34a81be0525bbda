"""Groups with their intervals beside a comparison, and a gap part by part, as plain shapes."""

from __future__ import annotations

from collections.abc import Callable

from curriculum.artifacts.disaggregation import Disaggregation, Which
from curriculum.charts.gap_words import HIDDEN
from curriculum.charts.simpson import Reversal
from curriculum.figures import look
from curriculum.figures._gap_told import Told, told_rows
from curriculum.figures._sheet_draw import Drawing, Mark, Rect, Stroke, Words, cut, widest
from curriculum.figures.metrics import text_width, wrap

GRID = "#e7ebef"
_SIZE, _SMALL, _STEP, _LINE = 14.0, 12.5, 30.0, 16.0
_NOT_YET = "no numbers yet"


def gap_drawing(
    made: Disaggregation, which: Which, width: float, *, most: int = 80
) -> Drawing | None:
    """One dot with its interval per group on a scale from 0 to 100%; None without groups."""
    rows = told_rows(made, which)
    if not rows:
        return None
    left_out = max(0, len(rows) - most)
    rows = rows[:most]
    name = getattr(made, which).name.strip() or f"{which} measure"
    drawing = Drawing(width, title=name)
    y = drawing.write(10, 22, name, width - 20, size=16, bold=True, most=2)
    y = _key(drawing, made, rows, y)
    left, right = _sides(rows, width)

    def x(percent: float) -> float:
        return left + percent / 100.0 * (right - left)

    top = y + 18
    bottom = _grid(drawing, rows, top, (left, right), x)
    _comparison(drawing, rows, top, bottom, x)
    y = top
    for row in rows:
        height = _height(row, left)
        _row(drawing, row, y + height / 2, left, right, x)
        y += height
    for percent in (0, 25, 50, 75, 100):
        drawing.add(Words(x(percent), bottom + 17, f"{percent}%", 12.5, look.QUIET,
                          anchor="middle"))  # fmt: skip
    drawing.height = bottom + 28
    if left_out:
        told = f"{left_out} more rows stand in the table."
        drawing.height = drawing.write(10, bottom + 38, told, width - 20, size=13) - 4
    return drawing


def _key(drawing: Drawing, made: Disaggregation, rows: tuple[Told, ...], y: float) -> float:
    """What the signs mean, in the words of the page."""
    beside = made.comparison.strip()
    told = "Dot: the rate. Line: where it may lie, allowing for chance (95%)."
    if beside and any(row.is_comparison and row.percent is not None for row in rows):
        told += f" Dashed: {beside}."
    return drawing.write(10, y, told, drawing.width - 20, size=_SMALL, color=look.QUIET)


def _sides(rows: tuple[Told, ...], width: float) -> tuple[float, float]:
    room = min(widest([row.name for row in rows], _SIZE, True) + 22, width * 0.37)
    right = 212.0 if width > 600 else 62.0
    return max(room, 90.0), width - right


def _height(row: Told, left: float) -> float:
    return _STEP + (len(_name_lines(row, left)) - 1) * _LINE


def _name_lines(row: Told, left: float) -> list[str]:
    """The name beside the row, in three lines at the most."""
    room = left - 20
    lines = list(wrap(row.name or "a group without a name", room, _SIZE, row.is_comparison))
    if len(lines) > 3:
        lines = [*lines[:2], cut(" ".join(lines[2:]), room, _SIZE, row.is_comparison)]
    return lines


def _grid(
    drawing: Drawing, rows: tuple[Told, ...], top: float, sides: tuple[float, float],
    x: Callable[[float], float],
) -> float:  # fmt: skip
    bottom = top + sum(_height(row, sides[0]) for row in rows)
    for percent in (0, 25, 50, 75, 100):
        color = look.LINE_STRONG if percent == 0 else GRID
        drawing.add(Stroke(((x(percent), top), (x(percent), bottom)), color))
    drawing.add(Stroke(((x(0), bottom), (x(100), bottom)), look.LINE_STRONG))
    return bottom


def _comparison(
    drawing: Drawing, rows: tuple[Told, ...], top: float, bottom: float, x: Callable[[float], float]
) -> None:
    for row in rows:
        if row.is_comparison and row.percent is not None:
            at = x(row.percent)
            drawing.add(Stroke(((at, top - 4), (at, bottom)), look.BLUE, 2, dashed=True))
            return


def _row(
    drawing: Drawing, row: Told, y: float, left: float, right: float, x: Callable[[float], float]
) -> None:
    lines = _name_lines(row, left)
    start = y + 5 - (len(lines) - 1) * _LINE / 2
    for at, line in enumerate(lines):
        drawing.add(Words(10, start + at * _LINE, line, _SIZE, look.INK, row.is_comparison))
    if row.percent is None:
        told = HIDDEN if row.hidden else _NOT_YET
        # On a ground of its own: the comparison's line would cross the words.
        drawing.add(Rect(left + 4, y - 9, text_width(told, 13) + 8, 20, look.PAPER))
        drawing.add(Words(left + 8, y + 5, told, 13, look.QUIET))
        return
    ink = look.BLUE if row.is_comparison else look.INK
    if row.low is not None and row.high is not None:
        drawing.add(Stroke(((x(row.low), y), (x(row.high), y)), ink, 3))
        for end in (row.low, row.high):
            drawing.add(Stroke(((x(end), y - 5), (x(end), y + 5)), ink, 2))
    form = "diamond" if row.is_comparison else "dot"
    drawing.add(Mark(x(row.percent), y, form, 6.5 if row.is_comparison else 5, ink))  # type: ignore[arg-type]
    wide = drawing.width > 600
    counts = f"{row.percent:.0f}%"
    if wide:
        counts += f" of {row.n:,}"
    drawing.add(Words(right + 16, y + 5, counts, _SIZE, ink, True))
    if wide and row.gap is not None and not row.is_comparison:
        told = "same" if round(row.gap) == 0 else f"{row.gap:+.0f} points".replace("-", "−")
        drawing.add(Words(drawing.width - 8, y + 5, told, 13, look.QUIET, anchor="end"))


def split_drawing(found: Reversal, width: float) -> Drawing:
    """The gap all together and in each part: which way round each of them points."""
    drawing = Drawing(width, title=f"{found.group} beside {found.other}, part by part")
    y = drawing.write(10, 22, f"{found.group} beside {found.other}", width - 20, size=16, bold=True)
    drawing.add(Words(10, y, "Gap in percentage points", 13, look.QUIET))
    names = ["All together", *(part.part for part in found.parts)]
    gaps = [found.overall, *(part.gap for part in found.parts)]
    reach = max(10.0, *(abs(gap) for gap in gaps)) * 1.4
    left = min(widest(names, _SIZE, True) + 22, width * 0.37)
    right = width - 20

    def x(gap: float) -> float:
        return left + (gap + reach) / (2 * reach) * (right - left)

    top = y + 34
    bottom = top + len(names) * _STEP + 10
    middle = x(0.0)
    drawing.add(Words(middle - 10, top - 8, "reached less often ←", 13, look.QUIET, anchor="end"))
    drawing.add(Words(middle + 10, top - 8, "→ more often", 13, look.QUIET))
    drawing.add(Stroke(((middle, top - 20), (middle, bottom)), look.LINE_STRONG, 2))
    for at, (name, gap) in enumerate(zip(names, gaps, strict=True)):
        whole = at == 0
        y = top + at * _STEP + 15 + (0 if whole else 10)
        ink = look.BLUE if whole else look.INK
        drawing.add(Words(10, y + 5, cut(name, left - 20, _SIZE, whole), _SIZE, look.INK, whole))
        drawing.add(Stroke(((middle, y), (x(gap), y)), ink, 5 if whole else 3))
        drawing.add(Mark(x(gap), y, "diamond" if whole else "dot", 7 if whole else 5, ink))
        side = 12 if gap >= 0 else -12
        drawing.add(Words(x(gap) + side, y + 5, f"{gap:+.0f}".replace("-", "−"), _SIZE, ink, True,
                          "start" if gap >= 0 else "end"))  # fmt: skip
    drawing.add(Stroke(((10, top + _STEP + 4), (right, top + _STEP + 4)), look.LINE))
    drawing.height = bottom + 12
    if found.hidden:
        told = f"{found.hidden} {'part is' if found.hidden == 1 else 'parts are'} hidden."
        drawing.add(Words(10, bottom + 14, told, 13, look.QUIET))
        drawing.height += 16
    return drawing
