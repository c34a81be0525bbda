"""The run chart of a study, and its prediction beside its result, as plain shapes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from curriculum.artifacts.plan import Plan, Prediction
from curriculum.artifacts.problems import stops, study_problems
from curriculum.artifacts.study import Study
from curriculum.artifacts.study_window import cycle_start, earlier_lessons
from curriculum.charts import Chart, ChartError, chart
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Mark, Rect, Stroke, Words, cut

_SIGN = {"percent": "%", "count": "", "minutes": " min"}
_HEIGHT = 190.0
MOST_NOTES = 8


def study_chart(study: Study, plan: Plan | None = None) -> Chart | None:
    """The run chart by the rules in force; None where nothing may be computed from the points."""
    if stops(study_problems(study, plan)):
        return None
    points = study.points
    before = sum(point.phase == "baseline" for point in points)
    percent = any(point.of is not None for point in points)
    counted = [point.count is not None and (not percent or bool(point.of)) for point in points]
    y = [float(p.count or 0) if yes else None for p, yes in zip(points, counted, strict=True)]
    n = [float(p.of or 0) if yes else None for p, yes in zip(points, counted, strict=True)]
    try:
        return chart(
            "run",
            y,
            n if percent else None,
            multiply=100.0 if percent else 1.0,
            freeze=before,
            rules=study.rules,
            measure=study.measure,
            unit="%" if percent else "",
        )
    except ChartError:
        return None


def notes_of(study: Study) -> list[tuple[int, str]]:
    """What stands on the chart: the place of the point, counted from 0, and the words."""
    place = {point.day: at for at, point in enumerate(study.points) if point.day}
    found = [(at, point.note) for at, point in enumerate(study.points) if point.note.strip()]
    seen = {text.strip() for _, text in found}
    for one in study.annotations:
        if one.day in place and one.text.strip() and one.text.strip() not in seen:
            found.append((place[one.day], one.text))
    return sorted(found)


def short_day(day: str) -> str:
    """A day as it stands under a chart: "Nov 3"."""
    if not day:
        return "?"
    when = date.fromisoformat(day)
    return f"{when:%b} {when.day}"


def run_drawing(study: Study, width: float, plan: Plan | None = None) -> Drawing | None:
    """The points, the median of the baseline, the change and the notes; None without points.

    The median and its dashed continuation are drawn only where the points may be read.
    """
    values = [point.value for point in study.points]
    seen = [value for value in values if value is not None]
    if not seen:
        return None
    percent = any(point.of is not None for point in study.points)
    low, high = (0.0, 100.0) if percent else (0.0, max(seen) * 1.15 or 1.0)
    left, right, top, bottom = 52.0, width - 96.0, 54.0, 54.0 + _HEIGHT
    step = (right - left) / max(len(values), 1)

    def x(at: int) -> float:
        return left + (at + 0.5) * step

    def y(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    drawing = Drawing(width, title="Run chart")
    name = study.measure.strip() or "measure"
    drawing.add(Words(left, 20, cut(name, width - 60, 15, True), bold=True))
    _axes(drawing, low, high, percent, (left, right, bottom), y)
    change = next((i for i, p in enumerate(study.points) if p.phase == "cycle"), len(values))
    if 0 < change < len(values):
        at = left + change * step
        drawing.add(Stroke(((at, top - 6), (at, bottom)), look.ACCENT_DEEP, 2, dashed=True))
        drawing.add(Words(at + 5, top - 8, f"change, {short_day(study.points[change].day)}", 14,
                          look.ACCENT_DEEP, True))  # fmt: skip
    earlier = len(earlier_lessons(study, plan))
    if earlier:
        at = left + (change + earlier) * step
        own = f"this cycle, {short_day(cycle_start(study, plan))}"
        drawing.add(Stroke(((at, top + 12), (at, bottom)), look.QUIET, 1.5, dashed=True))
        drawing.add(Words(at + 5, top + 10, own, 14, look.QUIET))
    _median(drawing, study, plan, change, (left, right, step), y)
    _points(drawing, values, x, y, bottom)
    for number, (at, _) in enumerate(notes_of(study)[:MOST_NOTES], start=1):
        value = values[at]
        spot = y(value) - 12 if value is not None else bottom - 22
        drawing.add(Words(x(at), spot, f"({number})", 14, look.ASK, True, "middle"))
    nth = max(1, -(-len(values) // max(1, int((right - left) / 58))))
    for at in range(0, len(values), nth):
        drawing.add(Words(x(at), bottom + 20, short_day(study.points[at].day), 13, look.QUIET,
                          anchor="middle"))  # fmt: skip
    end = bottom + 42
    for number, (at, text) in enumerate(notes_of(study)[:MOST_NOTES], start=1):
        told = f"({number}) {short_day(study.points[at].day)}: {text}"
        end = drawing.write(left, end, told, width - left - 20, size=14, most=2)
    drawing.height = end
    return drawing


def _axes(
    drawing: Drawing, low: float, high: float, percent: bool,
    sides: tuple[float, float, float], y: Callable[[float], float],
) -> None:  # fmt: skip
    left, right, bottom = sides
    for part in range(5):
        value = low + (high - low) * part / 4
        height = y(value)
        color = look.LINE_STRONG if part == 0 else "#e7ebef"
        drawing.add(Stroke(((left, height), (right, height)), color))
        said = f"{value:.0f}%" if percent else f"{value:.3g}"
        drawing.add(Words(left - 8, height + 5, said, 13, look.QUIET, anchor="end"))
    drawing.add(Stroke(((left, bottom), (right, bottom)), look.LINE_STRONG))


def _median(
    drawing: Drawing, study: Study, plan: Plan | None, change: int,
    across: tuple[float, float, float], y: Callable[[float], float],
) -> None:  # fmt: skip
    found = study_chart(study, plan)
    if found is None:
        return
    left, right, step = across
    middle = float(found.analysis.center[0][0])
    height, end = y(middle), left + change * step
    drawing.add(Stroke(((left, height), (end, height)), look.BLUE, 2))
    drawing.add(Stroke(((end, height), (right, height)), look.BLUE, 2, dashed=True))
    drawing.add(Words(right + 6, height - 3, "median", 13, look.BLUE))
    drawing.add(Words(right + 6, height + 13, f"before {found.said(middle)}", 13, look.BLUE))


def _points(
    drawing: Drawing, values: list[float | None], x: Callable[[int], float],
    y: Callable[[float], float], bottom: float,
) -> None:  # fmt: skip
    row: list[tuple[float, float]] = []
    for at, value in enumerate([*values, None]):
        if value is not None:
            row.append((x(at), y(value)))
            continue
        if len(row) > 1:
            drawing.add(Stroke(tuple(row), look.QUIET, 1.5))
        row = []
    for at, value in enumerate(values):
        if value is None:
            drawing.add(Mark(x(at), bottom - 9, "cross", 5, look.MISS))
        else:
            drawing.add(Mark(x(at), y(value), "dot", 4.5, look.INK))


def predicted(study: Study, plan: Plan | None) -> Prediction | None:
    """The prediction that a study is about."""
    if plan is None or not plan.predictions:
        return None
    return plan.prediction(study.prediction_id) or plan.predictions[0]


def held_drawing(study: Study, plan: Plan | None, width: float) -> Drawing | None:
    """The predicted range with the result on the same axis; None without a prediction."""
    one = predicted(study, plan)
    if one is None or one.low is None or one.high is None:
        return None
    sign = _SIGN[one.unit]
    numbers = [one.low, one.high, *(v for v in (one.best_guess, study.result) if v is not None)]
    inside = one.unit == "percent" and min(numbers) >= 0 and max(numbers) <= 100
    low, high = (0.0, 100.0) if inside else (min(0.0, *numbers), max(numbers) * 1.1 or 1.0)
    left, right = 16.0, width - 16.0

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    drawing = Drawing(width, 0, "Prediction beside result")
    guess = f", best guess {one.best_guess:g}{sign}" if one.best_guess is not None else ""
    drawing.add(Words(16, 20, f"Predicted: {one.low:g} to {one.high:g}{sign}{guess}", bold=True))
    drawing.add(Rect(x(one.low), 30, max(x(one.high) - x(one.low), 2), 18, "#bfe0f2", look.BLUE, 2))
    if one.best_guess is not None:
        drawing.add(Mark(x(one.best_guess), 39, "diamond", 9, look.ACCENT_DEEP))
    y = 60.0
    if study.result is not None:
        spot = x(study.result)
        drawing.add(Stroke(((spot, 26), (spot, 76)), look.INK, 2))
        drawing.add(Mark(spot, 76, "square", 6, look.INK))
        anchor = "end" if spot > width * 0.7 else "start"
        place = spot + (-12 if anchor == "end" else 12)
        drawing.add(Words(place, 82, f"Result: {study.result:g}{sign}", bold=True,
                          anchor="end" if anchor == "end" else "start"))  # fmt: skip
        y = 96.0
    drawing.add(Stroke(((left, y), (right, y)), look.LINE_STRONG))
    for part in range(6):
        value = low + (high - low) * part / 5
        side = "start" if part == 0 else "end" if part == 5 else "middle"
        drawing.add(Stroke(((x(value), y), (x(value), y + 5)), look.LINE_STRONG))
        drawing.add(Words(x(value), y + 21, f"{value:.3g}{sign.strip()}", 13, look.QUIET,
                          anchor="start" if side == "start" else "end" if side == "end"
                          else "middle"))  # fmt: skip
    drawing.height = y + 30
    return drawing
