"""A team's own file as the points of a study.

`curriculum.data.read_file` says what a file holds; here its columns become lessons: a day, a
count, out of how many. Nothing is guessed: where two columns could be meant, the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from curriculum.artifacts.measure_names import same_measure
from curriculum.artifacts.plan import MAX_COUNT, MAX_POINTS, Plan
from curriculum.artifacts.study import StudyPoint

if TYPE_CHECKING:
    from curriculum.data.report import Column, Import

_OF = re.compile(r"\b(present|out of|of|total|students?|enrolled|slips|n|denominator)\b", re.I)
_ABSENT = re.compile(r"\b(absent|missing|away)\b", re.I)


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """What came of a file.

    Attributes
    ----------
    points : tuple of StudyPoint
        In the order of their days; empty while there is a problem.
    measure : str
        The heading that was counted.
    sentences : tuple of str
        What was understood and what was left out.
    problem : str
        Why there are no points yet, and what to do; "" if there are.
    days, counts, denominators : tuple of str
        Headings that can be chosen for each.
    """

    points: tuple[StudyPoint, ...] = ()
    measure: str = ""
    sentences: tuple[str, ...] = ()
    problem: str = ""
    days: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    denominators: tuple[str, ...] = ()


class _CannotUse(Exception):
    """Why a file has no points; one plain sentence."""


def own_points(
    read: Import,
    plan: Plan,
    change_day: str = "",
    *,
    day: str = "",
    count: str = "",
    of: str = "",
) -> OwnPoints:
    """The points of a study, from a file that was read.

    Parameters
    ----------
    read : Import
        From `curriculum.data.read_file`, all its questions answered.
    plan : Plan
        Its measure's name finds the column.
    change_day : str
        ISO; the plan's first day by default. Lessons from this day on are since the change.
    day, count, of : str
        Headings that a person chose.

    Returns
    -------
    OwnPoints
        Never raises for a file that does not fit: ``problem`` says what to do.
    """
    if read.problem:
        return OwnPoints(problem=read.problem)
    if read.questions:
        return OwnPoints(problem="Answer the questions about the file first.")
    days = tuple(column.name for column in read.columns if column.kind == "date")
    counts = tuple(c.name for c in read.columns if c.kind in ("fraction", "count"))
    of_names = tuple(c.name for c in read.columns if c.kind == "count")
    offered = OwnPoints(days=days, counts=counts, denominators=of_names)
    try:
        day_column = _pick(read, ("date",), day, "dates", "Which column has the dates?")
        measured = _measured(read, plan, count)
        below = None if measured.kind == "fraction" else _denominator(read, measured, of)
        points, sentences = _points(read, day_column, measured, below, change_day or plan.start)
    except _CannotUse as why:
        return replace(offered, problem=str(why))
    return replace(offered, points=points, measure=measured.name, sentences=sentences)


def _pick(read: Import, kinds: Sequence[str], chosen: str, what: str, question: str) -> Column:
    found = [column for column in read.columns if column.kind in kinds]
    if chosen:
        found = [column for column in found if column.name == chosen]
        if not found:
            raise _CannotUse(f"There is no column “{chosen[:60]}” with {what}: choose another.")
    if not found:
        raise _CannotUse(f"The file has no column with {what}: add one and choose the file again.")
    if len(found) > 1:
        raise _CannotUse(f"{question} {_listed(found)}")
    return found[0]


def _measured(read: Import, plan: Plan, chosen: str) -> Column:
    kinds = ("fraction", "count")
    if chosen:
        return _pick(read, kinds, chosen, "counts", "Which column has the counts?")
    found = [c for c in read.columns if c.kind in kinds and not _ABSENT.search(c.name)]
    measure = plan.data.measure
    named = [c for c in found if measure and same_measure(c.name, measure)]
    fractions = [c for c in named or found if c.kind == "fraction"]
    if len(fractions) == 1:
        return fractions[0]
    if len(named) > 1:
        # "Reason slips" beside "Students present who handed in slips": the second is out of.
        named = [c for c in named if not _OF.search(c.name)] or named
    if len(named) == 1:
        return named[0]
    if not found:
        if any(column.kind in ("percent", "number") for column in read.columns):
            raise _CannotUse(
                "The file has percents but no counts, and a percent does not say of how many: add "
                "a column with how many did it and one with how many were there."
            )
        raise _CannotUse("The file has no column with counts: add one and choose the file again.")
    if not named and measure:
        raise _CannotUse(
            f"No heading names the planned measure, “{measure[:80]}”. Which column has its counts? "
            f"{_listed(found)}"
        )
    raise _CannotUse(f"Which column has the counts? {_listed(named or found)}")


def _denominator(read: Import, measured: Column, chosen: str) -> Column:
    others = [c for c in read.columns if c.kind == "count" and c.name != measured.name]
    if chosen:
        others = [c for c in others if c.name == chosen]
        if not others:
            raise _CannotUse(f"There is no column “{chosen[:60]}” with counts: choose another.")
        return others[0]
    named = [c for c in others if _OF.search(c.name) and not _ABSENT.search(c.name)]
    if len(named) == 1:
        return named[0]
    if not others:
        raise _CannotUse(
            f"“{measured.name[:60]}” is a count, and the file does not say out of how many: add a "
            "column with how many were there."
        )
    raise _CannotUse(f"Which column says out of how many? {_listed(named or others)}")


def _listed(columns: Sequence[Column]) -> str:
    return " ".join(f"“{column.name[:60]}”" for column in columns[:8])


def _points(
    read: Import, day: Column, measured: Column, below: Column | None, change_day: str
) -> tuple[tuple[StudyPoint, ...], tuple[str, ...]]:
    frame = read.frame
    fields = measured.fields if below is None else (measured.fields[0], below.fields[0])
    away = next((c for c in read.columns if c.kind == "count" and _ABSENT.search(c.name)), None)
    days = [_day(value) for value in frame[day.fields[0]].tolist()]
    counts, of = ([_whole(value) for value in frame[name].tolist()] for name in fields)
    absent = [_whole(v) for v in frame[away.fields[0]].tolist()] if away else [None] * len(days)
    rows = [row for row in zip(days, counts, of, absent, strict=True) if row[0]]
    said = [f"“{measured.name[:60]}” is counted, by “{day.name[:60]}”."]
    if below is not None:
        said.append(f"“{below.name[:60]}” says out of how many.")
    gone = len(days) - len(rows)
    if gone:
        said.append(f"{gone} {'row has' if gone == 1 else 'rows have'} no date and is left out.")
        said[-1] = said[-1] if gone == 1 else said[-1].replace("is left", "are left")
    if not rows:
        raise _CannotUse(f"No row has a date in “{day.name[:60]}”: fill them in.")
    if len(rows) > MAX_POINTS:
        raise _CannotUse(
            f"The file has {len(rows)} lessons, and a study holds {MAX_POINTS}: keep the latest, "
            "or one row for each week."
        )
    if any(number is not None and number > MAX_COUNT for row in rows for number in row[1:3]):
        raise _CannotUse(f"A count is above {MAX_COUNT:,}: check that the right column is chosen.")
    rows.sort(key=lambda row: row[0])
    blank = sum(row[1] is None or row[2] is None for row in rows)
    if blank:
        lessons = "lesson has" if blank == 1 else "lessons have"
        said.append(f"{blank} {lessons} no count: missing, never 0.")
    points = tuple(
        StudyPoint(
            day=when,
            count=made if whole is not None else None,
            of=whole,
            absent=min(gone_that_day or 0, MAX_COUNT),
            phase="cycle" if change_day and when >= change_day else "baseline",
        )
        for when, made, whole, gone_that_day in rows
    )
    said.append(f"{len(points)} lessons from {points[0].day} to {points[-1].day}.")
    return points, tuple(said)


def _day(value: Any) -> str:
    """ISO, or "" where there is no date."""
    when = getattr(value, "date", None)
    if when is None or value != value:  # a missing date is not equal to itself
        return ""
    found = when()
    return found.isoformat() if isinstance(found, date) else ""


def _whole(value: Any) -> int | None:
    """A count, or None where nothing stands (pandas' missing values print as <NA> or nan)."""
    if value is None or str(value) in ("<NA>", "nan", "NaT"):
        return None
    number = int(value)
    return number if number >= 0 else None
