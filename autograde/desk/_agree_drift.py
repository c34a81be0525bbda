"""Agreement over time: one dot for each day of marking, and a sentence that claims little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from autograde.agreement import ENOUGH, wilson

WIDTH, HEIGHT = 620, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 44
MOST = 12


@dataclass(frozen=True, slots=True)
class Sitting:
    """One day's marks of one coach beside gold or another coach."""

    day: date
    pieces: int
    marks: int
    same: int


@dataclass(frozen=True, slots=True)
class Drift:
    """What the picture shows, in words, and the picture; no picture for a single day."""

    words: str
    alt: str
    drawing: str


def drift(sittings: Sequence[Sitting]) -> Drift:
    """Compare earlier with later days.

    Nothing is claimed with fewer than ten pieces on either side. Above that, a difference is called
    more than chance only where Newcombe's 95 % interval of the difference leaves out zero
    (Newcombe 1998, *Statistics in Medicine* 17, method 10), counting pieces rather than marks: the
    marks of one piece hang together.
    """
    made = sorted(sittings, key=lambda one: one.day)
    if not made:
        return Drift("Nothing was marked for this yet.", "", "")
    words = _words(made)
    if len(made) == 1:
        return Drift(words, _alt(made), "")
    return Drift(words, _alt(made), _drawing(made[-MOST:]))


def _words(made: Sequence[Sitting]) -> str:
    earlier, later = _halves(made)
    few = min(sum(one.pieces for one in part) for part in (earlier, later)) < ENOUGH
    if few:
        return (
            f"Too few pieces to say whether agreement changes; that takes {ENOUGH} earlier and "
            f"{ENOUGH} later ones."
        )
    (same_a, marks_a, pieces_a), (same_b, marks_b, pieces_b) = map(_sums, (earlier, later))
    told = f"Same level on {same_a} of {marks_a} marks earlier, {same_b} of {marks_b} later."
    low, high = _difference(same_a / marks_a, pieces_a, same_b / marks_b, pieces_b)
    if low <= 0 <= high:
        return f"{told} Chance alone often gives a difference like this."
    more = "more" if low > 0 else "less"
    return f"{told} You agree {more} than before; chance seldom gives a difference like this."


def _halves(made: Sequence[Sitting]) -> tuple[Sequence[Sitting], Sequence[Sitting]]:
    """The days cut where both sides have as equal a number of pieces as can be."""
    whole = sum(one.pieces for one in made)
    cuts = range(len(made) + 1)
    cut = min(cuts, key=lambda at: abs(whole - 2 * sum(one.pieces for one in made[:at])))
    return made[:cut], made[cut:]


def _sums(part: Sequence[Sitting]) -> tuple[int, int, int]:
    return (
        sum(one.same for one in part),
        sum(one.marks for one in part),
        sum(one.pieces for one in part),
    )


def _difference(before: float, n: int, after: float, m: int) -> tuple[float, float]:
    low_b, high_b = wilson(round(before * n), n)
    low_a, high_a = wilson(round(after * m), m)
    gap = after - before
    return (
        gap - sqrt((after - low_a) ** 2 + (high_b - before) ** 2),
        gap + sqrt((high_a - after) ** 2 + (before - low_b) ** 2),
    )


def _alt(made: Sequence[Sitting]) -> str:
    days = "; ".join(f"{_day(one.day)}: {one.same} of {one.marks}" for one in made)
    return f"Marks with the same level, by day: {days}."


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"


def _drawing(made: Sequence[Sitting]) -> str:
    """A dot a day, with its interval; hollow where there were fewer than ten pieces."""
    across = (WIDTH - LEFT - RIGHT) / len(made)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="14" fill="#1b2a33">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for share in (0, 50, 100):
        y = _y(share / 100)
        parts.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#d5dde2"/>'
            f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{share}%</text>'
        )
    for place, one in enumerate(made):
        x = LEFT + across * (place + 0.5)
        low, high = wilson(one.same, one.marks)
        fill = "#0072b2" if one.pieces >= ENOUGH else "#fff"
        parts.append(
            f'<path d="M{x:.1f} {_y(low):.1f}V{_y(high):.1f}" stroke="#8aa0ad" stroke-width="2"/>'
            f'<circle cx="{x:.1f}" cy="{_y(one.same / one.marks):.1f}" r="6" fill="{fill}" '
            'stroke="#0072b2" stroke-width="2"/>'
            f'<text x="{x:.1f}" y="{HEIGHT - 24}" text-anchor="middle">{one.day:%b} {one.day.day}'
            f'</text><text x="{x:.1f}" y="{HEIGHT - 7}" text-anchor="middle" fill="#526470">'
            f"{one.same} of {one.marks}</text>"
        )
    return "".join([*parts, "</svg>"])


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
