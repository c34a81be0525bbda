"""Chart figures: held by pictures with a tolerance, and readable whatever is charted.

After a wanted change of the drawing: ``LE_UPDATE_GOLDEN=1 python -m pytest
tests/curriculum/figures/test_chart_figures.py``, and look at the new pictures in ``golden/``.
"""

from __future__ import annotations

import gc
import io
import os
import resource
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from curriculum.charts import chart, funnel, pareto
from curriculum.figures import look
from curriculum.figures._canvas import fit, numbers, spread, steps, wide
from curriculum.figures.charts import (
    chart_figure,
    funnel_figure,
    line_up_figure,
    pareto_figure,
    png,
)

GOLDEN = Path(__file__).parent / "golden"
#: Root mean square of the difference in gray levels (0 to 255) that fonts of another version of
#: the drawing library may make; a point moved by its own width makes more.
TOLERANCE = 4.0
BEFORE = [8, 12, 5, 10, 13, 6, 9, 11, 7, 7, 13, 6]
SINCE = [12, 7, 14, 10, 15, 10, 14, 17, 10, 17, 13, 11]
Y = [*BEFORE, *SINCE]
N = [26, 27, 25, 26, 27, 25, 27, 26, 27, 24, 26, 25, 26, 25, 27, 26, 25, 26, 24, 27, 25, 27, 22, 23]
HOSTILE = "$x^2$ $\\frac{<script>alert(1)</script>\n\x1b[31m ‮ 教育 🙂 _{" + "w" * 300
NOISE = np.random.default_rng(12).normal(50, 8, (20, 24)).round(1)


def study(**more: Any) -> Figure:
    given: dict[str, Any] = {"multiply": 100, "unit": "%", "measure": "slips with a reason"}
    kind = more.pop("kind", "run")
    return chart_figure(chart(kind, Y, N, **given | more))


def schools() -> Figure:
    n = np.array([9, 12, 20, 33, 48, 60, 75, 110, 140, 180, 260, 340, 420, 600])
    k = np.round(n * [0.8, 0.4, 0.5, 0.6, 0.5, 0.6, 0.5, 0.55, 0.9, 0.5, 0.55, 0.35, 0.56, 0.53])
    names = [f"School {letter} (fictional)" for letter in "ABCDEFGHIJKLMN"]
    return funnel_figure(funnel(k, n, names=names, measure="on track in Grade 9"))


def constant() -> Figure:
    return chart_figure(chart("i", [92.4] * 9, measure="attendance", unit="%"))


def sixty() -> Figure:
    y: list[float | None] = [float(v) for v in NOISE.ravel()[:60]]
    y[10], y[11], y[44] = None, None, 120.0
    x = [f"{at:02} lesson with a long name" for at in range(60)]
    notes = {11: "nobody counted", 45: "field day"}
    return chart_figure(
        chart("i", y, x=x, measure="minutes of talk", unit="min", notes=notes, rules="anhoej")
    )


PICTURES: dict[str, Callable[[], Figure]] = {
    "run-frozen": lambda: study(freeze=12, notes={15: "new opener"}),
    "p-split-frozen": lambda: study(
        kind="p", parts=[12], freeze={2: 18}, exclude=[5], notes={5: "fire drill", 15: "opener"}
    ),
    "i-sixty": sixty,
    "constant": constant,
    "funnel": schools,
    "pareto": lambda: pareto_figure(
        pareto(["time"] * 22 + ["materials"] * 13 + ["schedule"] * 6 + ["bus"], measure="causes")
    ),
    "line-up": lambda: line_up_figure(NOISE, np.median(NOISE, axis=1), mark=7),
}


def hostile() -> Figure:
    y: list[float | None] = [float(v) for v in NOISE.ravel()[:60]]
    y[0] = y[30] = y[59] = None
    return chart_figure(
        chart(
            "i",
            y,
            x=[f"{at:02}{HOSTILE}" for at in range(60)],
            measure=HOSTILE,
            unit=HOSTILE,
            notes=dict.fromkeys(range(1, 61), HOSTILE),
            parts=[7, 20],
            freeze={2: 12},
            exclude=[3, 59],
        )
    )


HARD: dict[str, Callable[[], Figure]] = PICTURES | {
    "hostile": hostile,
    "hostile end": lambda: chart_figure(chart("i", [1, 2, 9], measure=HOSTILE, unit=HOSTILE)),
    "hostile pareto": lambda: pareto_figure(pareto([HOSTILE, "b", *map(str, range(60))]), HOSTILE),
    "hostile funnel": lambda: funnel_figure(
        funnel([90, 20, 45], [100, 100, 90], names=[HOSTILE] * 3, measure=HOSTILE)
    ),
    "one point": lambda: chart_figure(chart("run", [3])),
    "all missing": lambda: chart_figure(chart("i", [None, None])),
    "ten parts": lambda: chart_figure(
        chart("c", list(range(1, 31)), parts=list(range(3, 30, 3)), measure="questions")
    ),
    "huge and tiny": lambda: chart_figure(chart("i", [1e9, 1e-9, -3e8, 2.5e9])),
    "tiny funnel": lambda: funnel_figure(funnel([0, 1, 0], [1, 1, 2])),
}


@cache
def canvas(name: str) -> FigureCanvasAgg:
    made = FigureCanvasAgg(HARD[name]())
    made.draw()
    return made


def pixels(name: str) -> Any:
    return np.asarray(canvas(name).buffer_rgba())[..., :3].astype(float)


def words(name: str) -> list[Text]:
    return [
        text
        for text in canvas(name).figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text.axes is None
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_stay_as_they_are(name: str) -> None:
    path = GOLDEN / f"{name}.png"
    drawn = Image.open(io.BytesIO(png(PICTURES[name](), dpi=50))).convert("L")
    if os.environ.get("LE_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        drawn.quantize(16).save(path, optimize=True)
    kept = Image.open(path).convert("L")
    assert drawn.size == kept.size
    gap = np.asarray(drawn, dtype=float) - np.asarray(kept, dtype=float)
    assert float(np.sqrt((gap**2).mean())) < TOLERANCE


def test_a_moved_point_is_noticed() -> None:
    moved = Y.copy()
    moved[19] -= 3
    one, other = (
        np.asarray(
            Image.open(
                io.BytesIO(
                    png(
                        chart_figure(
                            chart("run", y, N, freeze=12, multiply=100, notes={15: "new opener"})
                        ),
                        dpi=50,
                    )
                )
            ).convert("L"),
            dtype=float,
        )
        for y in (Y, moved)
    )
    assert float(np.sqrt(((one - other) ** 2).mean())) > TOLERANCE


@pytest.mark.parametrize("name", HARD)
def test_all_words_are_on_the_page_and_large_enough(name: str) -> None:
    page = canvas(name).figure.bbox
    found = words(name)
    assert found
    for text in found:
        box = text.get_window_extent()
        said = text.get_text()[:40]
        assert box.x0 >= -1, said
        assert box.x1 <= page.x1 + 1, said
        assert box.y0 >= -1, said
        assert box.y1 <= page.y1 + 1, said
        # A notebook column of 700 pixels shows 900 of them smaller.
        assert text.get_fontsize() * 100 / 72 * 700 / 900 >= 11, said
        assert not text.get_parse_math(), said


@pytest.mark.parametrize("name", [name for name in HARD if name not in ("i-sixty", "hostile")])
def test_words_do_not_run_over_each_other(name: str) -> None:
    boxes = [(text.get_text(), text.get_window_extent()) for text in words(name)]
    for at, (said, one) in enumerate(boxes):
        for other_said, other in boxes[at + 1 :]:
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            along = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across <= 1 or along <= 4, f"{said!r} over {other_said!r}"


@pytest.mark.parametrize("name", ["run-frozen", "p-split-frozen", "i-sixty", "funnel"])
def test_signs_differ_without_color(name: str) -> None:
    axes = canvas(name).figure.axes[0]
    signs = {
        (line.get_marker(), line.get_markerfacecolor() == "none")
        for line in axes.lines
        if line.get_marker() not in ("None", None, "")
    }
    marked = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    assert len(signs) == len(marked)
    lines = [line for line in axes.lines if line.get_marker() in ("None", None, "")]
    colors_of: dict[Any, set[str]] = {}
    for line in lines:
        style = (str(line._dash_pattern), line.get_linewidth())
        colors_of.setdefault(style, set()).add(line.get_color())
    assert all(len(colors) == 1 for colors in colors_of.values()), colors_of


def test_ink_is_dark_enough_in_gray() -> None:
    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for color in (look.INK, look.QUIET, look.BLUE, look.MISS):
        assert 1.05 / (light(color) + 0.05) >= 4.5
    assert 1.05 / (light(look.VERMILLION) + 0.05) >= 3  # marks, not words


def test_freeze_split_exclusion_and_notes_show_together() -> None:
    said = [text.get_text() for text in words("p-split-frozen")]
    for piece in ("part 1", "part 2", "baseline ends", "fire drill", "opener", "× left out"):
        assert piece in said
    assert "center 33.1%" in said
    assert "upper 74.9%" in said


def test_missing_points_are_gaps() -> None:
    axes = canvas("i-sixty").figure.axes[0]
    trace = next(line for line in axes.lines if len(line.get_ydata()) == 60)
    assert np.flatnonzero(np.isnan(np.asarray(trace.get_ydata(), dtype=float))).tolist() == [10, 11]


def test_helpers_of_the_page() -> None:
    assert fit("short", 500) == "short"
    assert fit("two\nlines", 500) == "two lines"
    assert wide(fit("w" * 400, 120)) <= 120
    assert fit("wide", 1) == ""
    assert steps(0, 100, 5) == [0, 20, 40, 60, 80, 100]
    assert steps(3, 3) == [3]
    assert numbers([1000000.0, 1000001.0]) == ["1000000", "1000001"]
    moved = spread([50, 50, 50, 90], 0, 100, 10)
    assert all(b - a >= 10 - 1e-3 for a, b in pairwise(moved))
    assert moved[-1] <= 100


@pytest.mark.slow
def test_many_figures_leave_nothing_behind() -> None:
    def some(count: int) -> None:
        for _ in range(count):
            png(study(freeze=12, notes={15: "new opener"}), dpi=50)
        gc.collect()

    some(15)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    some(60)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    # 20 MB a thousand would be 1.2 MB for these; pages come in larger pieces.
    assert grown < 5
