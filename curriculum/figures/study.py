"""A study as a picture (prediction beside result, and the run chart), and the same as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.problems import study_problems
from curriculum.artifacts.study import GroupResult, Study
from curriculum.artifacts.study_window import earlier_lessons, own_lessons
from curriculum.charts import alternative
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Words, moved, to_figure, to_svg
from curriculum.figures._sheet_marks import marks_beside
from curriculum.figures._sheet_rows import Row, draw_rows, listed, rows_told
from curriculum.figures._study_chart import (
    held_drawing,
    notes_of,
    predicted,
    run_drawing,
    short_day,
    study_chart,
)
from curriculum.figures.fishbone import Marked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "SMALLEST_GROUP",
    "VERDICTS",
    "group_words",
    "held_alt",
    "held_svg",
    "predicted",
    "run_alt",
    "run_svg",
    "study_alt",
    "study_chart",
    "study_figure",
    "study_rows",
    "study_svg",
]

SMALLEST_GROUP = 11
VERDICTS = {
    "signal_predicted": "Signal in the predicted direction",
    "signal_other": "Signal the other way",
    "no_signal": "No signal",
    "too_early": "Too early to tell",
    "": "",
}
_HELD = {"held": "Held", "missed": "Missed", "unclear": "Cannot be said", "": ""}
_DONE = {"yes": "Done as planned", "partly": "Partly done", "no": "Mostly not done", "": ""}
_SIGNAL = {"yes": "signal", "no": "no signal", "too_few": "too few points", "": ""}
_WIDTH, _LABEL = 1000.0, 170.0
_SIGN = {"percent": "%", "count": "", "minutes": " min"}


def group_words(one: GroupResult) -> str:
    """One group in words; of fewer than eleven students no number is told."""
    name = one.name.strip() or "a group without a name"
    if one.n is None:
        return f"{name}: how many students is not written yet"
    if one.n < SMALLEST_GROUP:
        return f"{name} (n = {one.n}): too few for a number; {one.words.strip() or 'look together'}"
    before, after = one.before.percent, one.after.percent
    told = [
        f"{word} {tally.count} of {tally.of} ({value:.0f}%)"
        for word, tally, value in (("before", one.before, before), ("since", one.after, after))
        if value is not None
    ]
    words = f". {one.words.strip()}" if one.words.strip() else ""
    return f"{name} (n = {one.n}): {', '.join(told) or 'no counts yet'}{words}"


def study_rows(study: Study, plan: Plan | None = None) -> list[Row]:
    """The study's parts in reading order: label, words, the fields that they show."""
    one = predicted(study, plan)
    sign = _SIGN[one.unit] if one is not None else ""
    result = f"result {study.result:g}{sign}" if study.result is not None else ""
    reading = study.signal_reading
    counted = listed(
        f"median {reading.median:g}" if reading.median is not None else "",
        f"{reading.useful} useful points" if reading.useful is not None else "",
        f"longest run {reading.longest_run}" if reading.longest_run is not None else "",
        f"{reading.crossings} crossings" if reading.crossings is not None else "",
        _SIGNAL[reading.signal],
        reading.words,
    )
    missing = f"{study.missing_count} student-lessons" if study.missing_count is not None else ""
    return [
        ("Did it happen?", listed(_DONE[study.fidelity], study.deviations),
         ("fidelity", "deviations", "log")),
        ("Prediction", listed(_HELD[study.held], result), ("held", "result", "prediction_id")),
        ("The chart", counted, ("signal_reading", "rules", "points", "change_day")),
        ("Groups", "; ".join(group_words(group) for group in study.groups), ("groups",)),
        ("Missing", listed(missing, study.missing_words), ("missing_count", "missing_words")),
        ("Other reasons", "; ".join(t for t in study.other_explanations if t.strip()),
         ("other_explanations",)),
        ("Beside it", study.balancing, ("balancing",)),
        ("Verdict", listed(VERDICTS[study.verdict], study.verdict_words),
         ("verdict", "verdict_words")),
        ("Our theory now", study.theory_change, ("theory_change",)),
    ]  # fmt: skip


def study_drawing(
    study: Study, plan: Plan | None = None, findings: Sequence[Marked] = (), width: float = _WIDTH
) -> Drawing:
    """The shapes of `study_svg`."""
    drawing = Drawing(width, 0, _title(study), study_alt(study, plan))
    drawing.add(Words(20, 34, _title(study), 20, look.DEEP, True))
    y = 52.0
    held = held_drawing(study, plan, 460)
    if held is not None:
        drawing.add(*moved(held.shapes, 10, y))
        y += held.height + 6
    run = run_drawing(study, width - 30, plan)
    if run is not None:
        drawing.add(*moved(run.shapes, 10, y))
        y += run.height + 6
    marks = marks_beside(findings)
    y = draw_rows(drawing, study_rows(study, plan), y, _LABEL, marks)
    marks.draw_rest(drawing, y)
    drawing.height = y + 12
    return drawing


def study_svg(
    study: Study, plan: Plan | None = None, findings: Sequence[Marked] = (), width: float = _WIDTH
) -> str:
    """A study as one self-contained SVG picture.

    Parameters
    ----------
    study : Study
    plan : Plan, optional
        The locked plan; its prediction is drawn beside the result.
    findings : sequence of findings, optional
        Those that are asked or missed are marked beside the part that they are about.
    width : float
        In CSS pixels.

    Returns
    -------
    str
        SVG; every text in it is escaped, nothing in it is loaded or run.
    """
    return to_svg(study_drawing(study, plan, findings, width), "le-study-picture")


def study_figure(study: Study, plan: Plan | None = None) -> Figure:
    """The same picture as a matplotlib figure."""
    return to_figure(study_drawing(study, plan))


def run_svg(study: Study, plan: Plan | None = None, width: float = 900.0) -> str:
    """The run chart alone; "" without points."""
    drawing = run_drawing(study, width, plan)
    if drawing is None:
        return ""
    drawing.alt = run_alt(study, plan)
    return to_svg(drawing, "le-run")


def held_svg(study: Study, plan: Plan | None, width: float = 520.0) -> str:
    """The range beside the result alone; "" without a range."""
    drawing = held_drawing(study, plan, width)
    if drawing is None:
        return ""
    drawing.alt = held_alt(study, plan)
    return to_svg(drawing, "le-held")


def held_alt(study: Study, plan: Plan | None) -> str:
    """The range beside the result in words."""
    one = predicted(study, plan)
    if one is None or one.low is None or one.high is None:
        return "No range was predicted."
    sign = _SIGN[one.unit]
    guess = f", best guess {one.best_guess:g}{sign}" if one.best_guess is not None else ""
    told = f"Predicted: {one.low:g} to {one.high:g}{sign}{guess}."
    if study.result is None:
        return f"{told} The result is not written yet."
    return f"{told} Result: {study.result:g}{sign}."


def run_alt(study: Study, plan: Plan | None = None, *, reading: bool = False) -> str:
    """The run chart in words: every point and note; with ``reading`` also what the rule says."""
    if not study.points:
        return "There are no points yet."
    lines = []
    earlier = earlier_lessons(study, plan)
    parts = [("Before the change", study.phase("baseline"))]
    parts += [("Since the change, in the cycle before", earlier)] if earlier else []
    parts += [("In this cycle" if earlier else "Since the change", own_lessons(study, plan))]
    for name, points in parts:
        told = ", ".join(
            f"{short_day(p.day)} " + ("missing" if p.value is None else f"{p.value:.0f}")
            for p in points
        )
        lines.append(f"{name}: {told or 'no lesson'}.")
    found = study_chart(study, plan)
    if found is not None:
        lines.append(f"Median before the change: {found.said(float(found.analysis.center[0][0]))}.")
        if reading:
            lines.append(alternative(found))
    else:
        lines += [one.text for one in study_problems(study, plan) if one.stops]
    notes = [f"{short_day(study.points[at].day)}: {text}" for at, text in notes_of(study)]
    lines += [f"Notes: {'; '.join(notes)}."] if notes else []
    return " ".join(lines)


def study_alt(study: Study, plan: Plan | None = None) -> str:
    """Everything the picture shows, as text in reading order."""
    lines = [f"{_title(study)}.", held_alt(study, plan), run_alt(study, plan)]
    lines += rows_told(study_rows(study, plan))
    return "\n".join(" ".join(line.split()) for line in lines)


def _title(study: Study) -> str:
    of = f" of {study.school}" if study.school.strip() else ""
    return f"Study{of}, {study.version}"
