"""Draws the chart of an evidence item as a small SVG, and says the same in words.

The picture is plain SVG text, so that a case folder needs no drawing library: the same case gives
the same bytes everywhere. Groups differ by marker, dash or hatching as well as by color, every
point carries its number, and the axis starts at zero.
"""

from __future__ import annotations

import re
from html import escape

from curriculum.simulate.cases import EvidenceItem

WIDTH = 720
COLORS = ("#0072B2", "#B34700", "#3D3D3D")
DASHES = ("", "8 5", "2 4")
INK, GRID = "#1A1A1A", "#D9D9D9"
OVER_TIME = ("Week of", "Week", "Day", "Lesson", "Month")

_TEXT = 'font-family="system-ui, Segoe UI, Arial, sans-serif"'


def evidence_svg(item: EvidenceItem) -> str:
    """The chart of an item, as one SVG element.

    Parameters
    ----------
    item : EvidenceItem
        With ``form`` "chart": the first column names the point in time or the category, each
        further column is one group or measure. Lines are drawn where the first column is a time,
        bars otherwise.

    Returns
    -------
    str
        Self-contained and escaped; 720 units wide.

    Raises
    ------
    ValueError
        If the item has no rows of numbers to draw.
    """
    series = _series(item)
    draw = _lines if item.columns[0] in OVER_TIME else _bars
    height, body = draw(item, series)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img">'
        f"<title>{escape(item.title)}</title><desc>{escape(evidence_alt(item))}</desc>"
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>{"".join(body)}</svg>'
    )


def evidence_alt(item: EvidenceItem) -> str:
    """The chart in words, with every number in it.

    Raises
    ------
    ValueError
        If the item has no rows of numbers.
    """
    series = _series(item)
    over_time = item.columns[0] in OVER_TIME
    kind = "Line chart" if over_time else "Bar chart"
    parts = [f"{kind}. {item.title.rstrip('.')}."]
    for name, values in zip(item.columns[1:], series, strict=True):
        points = ", ".join(f"{row[0]} {_say(v)}" for row, v in zip(item.rows, values, strict=True))
        parts.append(f"{name}: {points}.")
    return " ".join(parts)


def _series(item: EvidenceItem) -> list[list[float]]:
    columns = [[row[i] for row in item.rows] for i in range(1, len(item.columns))]
    numbers = [[v for v in column if isinstance(v, int | float)] for column in columns]
    if not numbers or any(len(n) < len(item.rows) for n in numbers) or not item.rows:
        raise ValueError(f"{item.id} has no rows of numbers to draw.")
    if len(numbers) > len(COLORS):
        raise ValueError(f"{item.id} has more groups than one chart can show.")
    return numbers


def _say(value: float) -> str:
    return f"{value:g}"


def _ceiling(top: float) -> int:
    """The end of the axis: a round number with room above the highest point."""
    for step in (4, 8, 12, 20, 40, 60, 80, 100, 120, 160, 200, 400, 600, 800, 1000):
        if top * 1.08 <= step:
            return step
    return int(top * 1.2) + 1


def _label(x: float, y: float, text: str, size: int = 15, **more: str) -> str:
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    fill = "" if "fill" in more else f' fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {_TEXT}{fill}{attributes}>' + (
        f"{escape(text)}</text>"
    )


def _marker(shape: int, x: float, y: float, color: str) -> str:
    if shape == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{color}"/>'
    if shape == 1:
        return (
            f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" '
            f'fill="#FFFFFF" stroke="{color}" stroke-width="2.5"/>'
        )
    points = f"{x:.1f},{y - 7:.1f} {x - 6:.1f},{y + 5:.1f} {x + 6:.1f},{y + 5:.1f}"
    return f'<polygon points="{points}" fill="{color}"/>'


def _legend(item: EvidenceItem, bars: bool) -> list[str]:
    body, x = [], 24.0
    for i, name in enumerate(item.columns[1:]):
        if bars:
            body.append(_bar(x, 12, 28, 16, i))
        else:
            body.append(_stroke([(x, 20), (x + 36, 20)], i))
            body.append(_marker(i, x + 18, 20, COLORS[i]))
        body.append(_label(x + 44, 25, name, 16))
        x += 44 + 8.6 * len(name) + 30
    return body


def _stroke(points: list[tuple[float, float]], i: int) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{DASHES[i]}"' if DASHES[i] else ""
    return f'<polyline points="{path}" fill="none" stroke="{COLORS[i]}" stroke-width="2.5"{dash}/>'


def _lines(item: EvidenceItem, series: list[list[float]]) -> tuple[int, list[str]]:
    height, left, right, top, bottom = 360, 56, WIDTH - 40, 56, 300
    end = _ceiling(max(map(max, series)))

    def place(i: int, value: float) -> tuple[float, float]:
        across = (i + 0.5) / len(item.rows)
        return left + across * (right - left), bottom - value / end * (bottom - top)

    body = _legend(item, bars=False)
    for part in range(5):
        value = end * part / 4
        y = bottom - part / 4 * (bottom - top)
        color = INK if part == 0 else GRID
        body.append(f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="{color}"/>')
        body.append(_label(left - 8, y + 5, _say(value), text_anchor="end"))
    for i, row in enumerate(item.rows):
        body.append(_label(place(i, 0)[0], bottom + 24, str(row[0]), text_anchor="middle"))
    body.append(
        _label((left + right) / 2, bottom + 48, item.columns[0].lower(), 15, text_anchor="middle")
    )
    for s, values in enumerate(series):
        points = [place(i, value) for i, value in enumerate(values)]
        body.append(_stroke(points, s))
        for i, (x, y) in enumerate(points):
            below = any(other[i] > values[i] for other in series)
            body.append(_marker(s, x, y, COLORS[s]))
            body.append(
                _label(
                    x,
                    y + (23 if below else -12),
                    _say(values[i]),
                    fill=COLORS[s],
                    text_anchor="middle",
                    font_weight="600",
                )
            )
    return height, body


def _bar(x: float, y: float, width: float, height: float, i: int) -> str:
    """A filled bar; the second kind is outlined with slanted strokes, the third is hollow."""
    color = COLORS[i]
    fill = (color, "#FFFFFF", "#E6E6E6")[i]
    bar = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
        f'fill="{fill}" stroke="{color}" stroke-width="2"/>'
    )
    if i != 1:
        return bar
    slants = []
    at = x
    while at + height / 2 < x + width:
        slants.append(f"M{at:.1f} {y + height:.1f}l{height / 2:.1f} {-height:.1f}")
        at += 9
    return f'{bar}<path d="{"".join(slants)}" stroke="{color}" stroke-width="1.5" fill="none"/>'


def _wrap(text: str, width: int) -> list[str]:
    """Lines of about ``width`` characters; what stands in brackets stays together."""
    lines = [""]
    for word in re.findall(r"\([^)]*\)|\S+", text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _bars(item: EvidenceItem, series: list[list[float]]) -> tuple[int, list[str]]:
    left, right, top, thick = 250, WIDTH - 64, 52, 22
    step = thick * len(series) + 6 * (len(series) - 1) + 22
    height = top + step * len(item.rows) + 10
    end = max(max(map(max, series)), 1) * 1.02
    body = _legend(item, bars=True)
    for i, row in enumerate(item.rows):
        y = top + i * step
        lines = _wrap(str(row[0]), 24)
        middle = y + (step - 22) / 2 + 5 - 9 * (len(lines) - 1)
        for n, line in enumerate(lines):
            body.append(_label(left - 12, middle + 18 * n, line, text_anchor="end"))
        for s, values in enumerate(series):
            at = y + s * (thick + 6)
            width = values[i] / end * (right - left)
            body.append(_bar(left, at, width, thick, s))
            body.append(_label(left + width + 8, at + 16, _say(values[i]), 15, font_weight="600"))
    bottom = height - 14
    body.append(f'<line x1="{left}" x2="{left}" y1="{top - 6}" y2="{bottom}" stroke="{INK}"/>')
    return height, body
