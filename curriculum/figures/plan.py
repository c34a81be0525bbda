"""A plan as a picture, and as the text that tells the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from curriculum.artifacts.lock import changed_after_lock, lock_problem, locked_at
from curriculum.artifacts.plan import Plan, Prediction
from curriculum.figures import look
from curriculum.figures._plan_range import (
    range_alt,
    range_drawing,
    range_svg,
    range_view,
    range_words,
)
from curriculum.figures._sheet_draw import Drawing, Rect, Words, moved, to_figure, to_svg
from curriculum.figures._sheet_marks import marks_beside
from curriculum.figures._sheet_rows import OPEN, Row, draw_rows, listed, rows_told
from curriculum.figures.fishbone import Marked
from curriculum.times import long_day, long_days, moment

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "plan_alt",
    "plan_figure",
    "plan_rows",
    "plan_svg",
    "prediction_sentence",
    "range_alt",
    "range_svg",
    "range_view",
    "range_words",
]

WIDTH = 1000.0
_LABEL = 150.0
_SIGN = {"percent": "%", "count": "", "minutes": " min"}
_WAY = {"up": "goes up", "down": "goes down", "same": "stays about the same", "": ""}
_SIZES = {
    "one_student": "one student or one lesson",
    "one_class": "one class",
    "few_classes": "a few classes",
    "whole_school": "the whole school",
    "": "",
}


def plan_rows(plan: Plan) -> list[Row]:
    """The plan's parts in reading order, without its predictions."""
    data, scale = plan.data, plan.scale
    count = " out of ".join(text for text in (data.numerator, data.denominator) if text)
    dates = long_days(plan.start, plan.end)
    lessons = f"{plan.lessons} lessons" if plan.lessons else ""
    n = f"{plan.group_n} students" if plan.group_n is not None else ""
    minutes = f"{data.minutes:g} minutes" if data.minutes is not None else ""
    causes = "; ".join(one.text for one in plan.from_causes)
    if plan.informed_by:
        causes += f" (informed by: {'; '.join(one.text for one in plan.informed_by)})"
    judged = ", ".join(
        f"{name} {value}"
        for name, value in (
            ("belief", scale.belief),
            ("cost of a failure", scale.cost),
            ("readiness", scale.readiness),
        )
        if value
    )
    return [
        ("Question", plan.question, ("question",)),
        ("Cause", causes, ("from_causes", "informed_by")),
        ("Change", plan.change.text, ("change",)),
        ("Who, where", listed(plan.who, plan.where, plan.group, n),
         ("who", "where", "group", "group_n")),
        ("When", listed(plan.when, dates, lessons), ("when", "start", "end", "lessons")),
        ("How small", listed(_SIZES[scale.size], scale.why, judged), ("scale",)),
        ("We count", ": ".join(text for text in (data.measure, count) if text),
         ("data.measure", "data.numerator", "data.denominator", "data")),
        ("How", listed(data.who, data.when, data.tool, minutes),
         ("data.who", "data.when", "data.tool", "data.minutes")),
        ("Missing", data.missing, ("data.missing",)),
        ("Before", listed(_baseline(plan), data.baseline_text),
         ("data.baseline", "data.baseline_text")),
        ("Beside it", listed(data.process, data.balancing),
         ("data.process", "data.balancing")),
    ]  # fmt: skip


def _baseline(plan: Plan) -> str:
    used = [p for p in plan.data.baseline if p.count is not None and p.of]
    count, of = sum(p.count or 0 for p in used), sum(p.of or 0 for p in used)
    return f"{count} of {of} ({100 * count / of:.0f}%) in {len(used)} lessons" if of else ""


def prediction_sentence(one: Prediction) -> str:
    """What is predicted, in one sentence, without its because."""
    sign = _SIGN[one.unit]
    parts = [f"{one.measure or 'no measure yet'} {_WAY[one.direction]}".strip()]
    if one.best_guess is not None:
        parts.append(f"best guess {one.best_guess:g}{sign}")
    if one.low is not None and one.high is not None:
        parts.append(f"80% range {one.low:g} to {one.high:g}{sign}")
    if one.group or one.n is not None:
        parts.append(listed(one.group, f"n = {one.n}" if one.n is not None else ""))
    if one.by:
        parts.append(f"by {long_day(one.by)}")
    return "; ".join(parts)


def lock_sentence(plan: Plan, zone: tzinfo | None = None) -> str:
    """Whether the plan is locked, since when, and whether anything changed.

    Parameters
    ----------
    plan : Plan
    zone : tzinfo, optional
        Where the reader is; the time zone of this computer when left out.
    """
    if plan.lock is None:
        return "Not locked yet."
    problem = lock_problem(plan)
    if problem:
        return problem
    at = locked_at(plan)
    when = f"Locked on {moment(at.astimezone(zone))}." if at else "Locked."
    changed = changed_after_lock(plan)
    if not changed:
        return f"{when} Nothing changed after the lock."
    names = ", ".join(one.field for one in changed)
    return f"{when} Changed after lock: {names}."


def plan_drawing(plan: Plan, findings: Sequence[Marked] = (), width: float = WIDTH) -> Drawing:
    """The shapes of `plan_svg`."""
    drawing = Drawing(width, title=_title(plan), alt=plan_alt(plan))
    drawing.add(Words(20, 34, _title(plan), 20, look.DEEP, True))
    y = drawing.write(20, 58, lock_sentence(plan), width - 40, color=look.QUIET) + 4
    marks = marks_beside(findings)
    y = draw_rows(drawing, plan_rows(plan), y, _LABEL, marks)
    for number, one in enumerate(plan.predictions, start=1):
        y = _prediction(drawing, plan, one, number, y)
        marks.draw(drawing, (f"predictions.{one.id}", one.id, "predictions"), y)
    surprise = ("A surprise", plan.surprise, ("surprise", "lock"))
    y = draw_rows(drawing, [surprise], y, _LABEL, marks)
    marks.draw_rest(drawing, y)
    drawing.height = y + 12
    return drawing


def _prediction(drawing: Drawing, plan: Plan, one: Prediction, number: int, y: float) -> float:
    drawing.add(Rect(20, y, drawing.width - 40, 1, look.LINE))
    label = "Prediction" if len(plan.predictions) == 1 else f"Prediction {number}"
    drawing.add(Words(20, y + 22, label, bold=True))
    picture = range_drawing(plan, one.id, 400)
    room = drawing.width - _LABEL - 60 - (430 if picture else 0)
    end = drawing.write(20 + _LABEL, y + 22, prediction_sentence(one), room, bold=True)
    because = f"Because: {one.because.strip() or OPEN}"
    end = drawing.write(20 + _LABEL, end + 6, because, room) - 6
    if picture is None:
        return end
    drawing.add(*moved(picture.shapes, drawing.width - 420, y + 4))
    return max(end, y + picture.height + 8)


def plan_svg(plan: Plan, findings: Sequence[Marked] = (), width: float = WIDTH) -> str:
    """A plan as one self-contained SVG picture.

    Parameters
    ----------
    plan : Plan
    findings : sequence of findings, optional
        Those that are asked or missed are marked beside the part that they are about, with the
        number that `curriculum.figures.numbered` gives them.
    width : float
        In CSS pixels.

    Returns
    -------
    str
        SVG; every text in it is escaped, nothing in it is loaded or run.
    """
    return to_svg(plan_drawing(plan, findings, width), "le-plan-picture")


def plan_figure(plan: Plan) -> Figure:
    """The same picture as a matplotlib figure."""
    return to_figure(plan_drawing(plan))


def plan_alt(plan: Plan) -> str:
    """Everything the picture shows, as text in reading order."""
    lines = [f"{_title(plan)}.", lock_sentence(plan)]
    lines += rows_told(plan_rows(plan))
    for number, one in enumerate(plan.predictions, start=1):
        lines.append(f"Prediction {number}: {prediction_sentence(one)}")
        lines.append(f"  Because: {one.because.strip() or OPEN}")
        told = range_alt(plan, one.id)
        lines += [f"  {told}"] if told else []
    lines.append(f"What would surprise us: {plan.surprise.strip() or OPEN}")
    return "\n".join(" ".join(line.split()) if line[:1] != " " else line for line in lines)


def _title(plan: Plan) -> str:
    of = f" of {plan.school}" if plan.school.strip() else ""
    return f"Plan{of}, {plan.version}"
