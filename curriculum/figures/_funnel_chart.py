"""The funnel as plain shapes: points by size, both limits, and names where there is room."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from curriculum.charts.funnel import Funnel, funnel
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Mark, Stroke, Words, cut
from curriculum.figures.metrics import text_width

Side = Literal["above", "below", "inside"]
WIDTH, HEIGHT = 900.0, 528.0
LEFT, TOP, BOTTOM, RIGHT = 62.0, 66.0, 452.0, 792.0
GRID, DOT = "#e7ebef", "#5c6b7a"
MOST_NAMES, NAMES_IN_A_CROWD, CROWD = 40, 14, 60
_CURVE = 160
_STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 1000000)


@dataclass(frozen=True, slots=True)
class FunnelData:
    """What a funnel is drawn from: one code, count and denominator per school or district."""

    codes: tuple[str, ...]
    met: tuple[int, ...]
    of: tuple[int, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class FunnelPlace:
    """One point: where it lies in the picture (from 0 to 1, from the upper left corner).

    ``rate`` is from 0 to 1; ``side`` is by the limits that were asked for.
    """

    code: str
    x: float
    y: float
    n: int
    rate: float
    side: Side


@lru_cache(maxsize=64)
def computed(data: FunnelData, adjusted: bool) -> Funnel:
    """The funnel of these counts."""
    return funnel(
        data.met, data.of, names=data.codes, measure=data.measure, overdispersion=adjusted
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """From students and rates to pixels."""

    low: float
    high: float
    bottom: float
    top: float
    spread: bool

    def x(self, n: float) -> float:
        """Where so many students stand."""
        if self.spread:
            at = math.log(n / self.low) / math.log(self.high / self.low)
        else:
            at = (n - self.low) / (self.high - self.low)
        return LEFT + at * (RIGHT - LEFT)

    def y(self, rate: float) -> float:
        """Where this rate stands."""
        return BOTTOM - (rate - self.bottom) / (self.top - self.bottom) * (BOTTOM - TOP)


def scale_of(found: Funnel) -> Scale:
    """A scale on which every point lies; by equal ratios where sizes differ much."""
    n = found.denominator[found.denominator > 0]
    rates = found.rate[found.denominator > 0]
    spread = bool(n.max() > 12 * n.min())
    low, high = (n.min() / 1.25, n.max() * 1.15) if spread else (0.0, float(n.max()) * 1.06)
    bottom = max(0.0, math.floor(float(rates.min()) * 10 - 0.3) / 10)
    top = min(1.0, math.ceil(float(rates.max()) * 10 + 0.3) / 10)
    if top - bottom < 0.2:
        bottom, top = max(0.0, bottom - 0.1), min(1.0, top + 0.1)
    return Scale(float(low), float(high), bottom, top, spread)


def sides(found: Funnel, limits: str) -> tuple[Side, ...]:
    """Which side each point lies on; a count that chance readily gives is never far outside."""
    out = found.outside95 if limits == "95" else found.outside998 & ~found.too_few
    return tuple(
        "inside" if not flag else "above" if rate > found.target else "below"
        for flag, rate in zip(out.tolist(), found.rate.tolist(), strict=True)
    )


def places(data: FunnelData, limits: str, adjusted: bool) -> tuple[FunnelPlace, ...]:
    """Every point that has students, in the order of the data."""
    found = computed(data, adjusted)
    scale = scale_of(found)
    return tuple(
        FunnelPlace(code, scale.x(n) / WIDTH, scale.y(met / n) / HEIGHT, n, met / n, side)
        for code, met, n, side in zip(
            data.codes, data.met, data.of, sides(found, limits), strict=True
        )
        if n > 0
    )


def funnel_drawing(
    data: FunnelData, limits: str, adjusted: bool, marked: Collection[str]
) -> Drawing:
    """The funnel with its points; those outside or marked are larger, and named where they fit."""
    found = computed(data, adjusted)
    scale = scale_of(found)
    drawing = Drawing(WIDTH, HEIGHT, title=data.measure.strip() or "Funnel plot")
    drawing.add(Words(LEFT, 24, cut(drawing.title, WIDTH - 90, 17, True), 17, bold=True))
    _axes(drawing, scale)
    _limits(drawing, found, scale, limits)
    spots = places(data, limits, adjusted)
    many = len(spots) > 400
    chosen = frozenset(marked)
    size = 2.2 if many else 2.8 if len(spots) > 100 else 3.6
    far = [one for one in spots if one.side != "inside" or one.code in chosen]
    quiet = [one for one in spots if one.side == "inside" and one.code not in chosen]
    for one in quiet:
        drawing.add(Mark(one.x * WIDTH, one.y * HEIGHT, "dot", size - 1, DOT))
    crowd = len(far) > CROWD
    for one in far:
        form: Literal["diamond", "square"] = "square" if one.side == "inside" else "diamond"
        wide = 4.0 if crowd and one.code not in chosen else 6.0
        ink = look.ACCENT_DEEP if one.code in chosen else look.INK
        drawing.add(Mark(one.x * WIDTH, one.y * HEIGHT, form, wide, ink))
    _names(drawing, spots, far, chosen, found, scale)
    return drawing


def _axes(drawing: Drawing, scale: Scale) -> None:
    step = 0.1 if scale.top - scale.bottom > 0.35 else 0.05
    for at in range(round((scale.top - scale.bottom) / step) + 1):
        rate = scale.bottom + at * step
        y = scale.y(rate)
        drawing.add(Stroke(((LEFT, y), (RIGHT, y)), GRID))
        drawing.add(Words(LEFT - 8, y + 5, f"{100 * rate:.0f}%", 13, look.QUIET, anchor="end"))
    drawing.add(Stroke(((LEFT, BOTTOM), (RIGHT, BOTTOM)), look.LINE_STRONG))
    for n in _ticks(scale):
        x = scale.x(n)
        drawing.add(Stroke(((x, BOTTOM), (x, BOTTOM + 5)), look.LINE_STRONG))
        drawing.add(Words(x, BOTTOM + 21, f"{n:,}", 13, look.QUIET, anchor="middle"))
    middle = (LEFT + RIGHT) / 2
    drawing.add(Words(middle, BOTTOM + 44, "Students (small ones left, large ones right)", 14,
                      look.QUIET, anchor="middle"))  # fmt: skip


def _ticks(scale: Scale) -> list[int]:
    if scale.spread:
        return [n for n in _STEPS if scale.low <= n <= scale.high]
    step = next(step for step in _STEPS if scale.high / step <= 8)
    return list(range(0, int(scale.high) + 1, step))


def _limits(drawing: Drawing, found: Funnel, scale: Scale, limits: str) -> None:
    steps = np.geomspace if scale.spread else np.linspace
    first = max(scale.low, scale.high / _CURVE if not scale.spread else 1.0, 1.0)
    # Exact limits are those of whole students.
    sizes = np.unique(np.round(steps(first, scale.high, _CURVE)))
    target = scale.y(found.target)
    drawing.add(Stroke(((LEFT, target), (RIGHT, target)), look.BLUE, 2))
    drawing.add(Words(RIGHT + 8, target + 5, f"all: {100 * found.target:.0f}%", 13, look.BLUE))
    for name, level, dashed in (("99.8", 0.998, False), ("95", 0.95, True)):
        thick = 2.4 if limits == name else 1.2
        for line in found.limits(sizes, level):
            points = [
                (scale.x(float(n)), scale.y(float(rate)))
                for n, rate in zip(sizes, line, strict=True)
            ]
            for part in _inside(points):
                drawing.add(Stroke(part, look.VERMILLION, thick, dashed=dashed))
    _key(drawing, limits)


def _inside(points: list[tuple[float, float]]) -> list[tuple[tuple[float, float], ...]]:
    """The stretches of a curve that lie in the picture."""
    parts: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if TOP - 0.01 <= y <= BOTTOM + 0.01:
            parts[-1].append((x, y))
        elif parts[-1]:
            parts.append([])
    return [tuple(part) for part in parts if len(part) > 1]


def _key(drawing: Drawing, limits: str) -> None:
    x, y = LEFT, 46.0
    for name, dashed in (("99.8", False), ("95", True)):
        thick = 2.4 if limits == name else 1.2
        drawing.add(Stroke(((x, y - 4), (x + 36, y - 4)), look.VERMILLION, thick, dashed=dashed))
        told = f"{name}% limits" + (" (in force)" if limits == name else "")
        drawing.add(Words(x + 44, y, told, 13, look.INK, limits == name))
        x += 60 + text_width(told, 13, limits == name) + 20
    drawing.add(Mark(x + 6, y - 4, "diamond", 5, look.INK))
    drawing.add(Words(x + 18, y, "outside", 13))
    drawing.add(Mark(x + 92, y - 4, "dot", 2.6, DOT))
    drawing.add(Words(x + 102, y, "inside", 13))


Box = tuple[float, float, float, float]


def _names(
    drawing: Drawing, spots: tuple[FunnelPlace, ...], far: list[FunnelPlace],
    chosen: frozenset[str], found: Funnel, scale: Scale,
) -> None:  # fmt: skip
    """Names of marked points first, then of those farthest out, where nothing is covered."""
    score = dict(zip(found.names, np.abs(np.nan_to_num(found.z)).tolist(), strict=True))
    order = sorted(far, key=lambda one: (one.code not in chosen, -score[one.code], one.code))
    taken: list[Box] = [
        (one.x * WIDTH - 4, one.y * HEIGHT - 4, one.x * WIDTH + 4, one.y * HEIGHT + 4)
        for one in spots
    ]
    most = NAMES_IN_A_CROWD if len(far) > CROWD else MOST_NAMES
    written = 0
    for one in order:
        if written >= most:
            break
        bold = one.code in chosen
        text = cut(one.code, 150, 13, bold)
        box = _room(one, text_width(text, 13, bold), taken)
        if box is None:
            continue
        taken.append(box)
        drawing.add(Words(box[0], box[3] - 3, text, 13, look.ACCENT_DEEP if bold else look.INK,
                          bold))  # fmt: skip
        written += 1
    if written < len(order):
        told = f"{written} of the {len(order)} points outside are named in the picture."
        drawing.add(Words(RIGHT, BOTTOM + 62, told, 13, look.QUIET, anchor="end"))


def _room(one: FunnelPlace, wide: float, taken: list[Box]) -> Box | None:
    x, y = one.x * WIDTH, one.y * HEIGHT
    tries: list[Callable[[], Box]] = [
        lambda: (x + 9, y - 8, x + 9 + wide, y + 8),
        lambda: (x - 9 - wide, y - 8, x - 9, y + 8),
        lambda: (x - wide / 2, y - 25, x + wide / 2, y - 9),
        lambda: (x - wide / 2, y + 9, x + wide / 2, y + 25),
        lambda: (x + 6, y - 23, x + 6 + wide, y - 7),
        lambda: (x + 6, y + 7, x + 6 + wide, y + 23),
        lambda: (x - 6 - wide, y - 23, x - 6, y - 7),
        lambda: (x - 6 - wide, y + 7, x - 6, y + 23),
    ]
    for made in tries:
        box = made()
        if box[0] < LEFT or box[2] > WIDTH - 4 or box[1] < TOP - 12 or box[3] > BOTTOM:
            continue
        if not any(_meet(box, other) for other in taken):
            return box
    return None


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
