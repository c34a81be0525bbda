"""Agree: calibration on gold pieces, blind double-marking, what to settle, and drift.

Gold and blind marks are records of their own: they never touch a learner's mark. What two coaches
settle on does. Feedback is not held back while a pair is open: a learner should not wait for two
coaches to meet. It goes out with the first coach's level, and where settling changes that, the next
``autograde feedback`` writes a corrected page beside the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.agreement import alpha
from autograde.course import Course
from autograde.desk import _agree_gold as calibration
from autograde.desk._agree_asked import SHARE, TWICE, asked, levels_in, number_in, share_of
from autograde.desk._agree_drift import drift
from autograde.desk._agree_pairs import SHARES, marked_twice
from autograde.desk._agree_twice import (
    blind,
    coaches_of,
    criterion_of,
    drawn_here,
    mark_blind,
    open_here,
    ordered,
    settle,
    to_settle,
    twice,
    whole,
)
from autograde.desk._agree_words import figures, row
from autograde.desk.about_course import known_exercises
from autograde.gold import load_gold
from autograde.records import Records
from autograde.rubrics import Rubric, RubricError, load_rubric

__all__ = [
    "agree",
    "agree_figures",
    "blind",
    "gold",
    "gold_piece",
    "gold_result",
    "mark_blind",
    "mark_gold",
    "set_share",
    "settle",
    "twice",
]


def agree(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """What there is to do, for every exercise.

    Returns
    -------
    dict
        ``share`` and ``shares``; ``exercises``: ``id``, ``pieces`` and ``marked`` gold pieces of
        the running attempt, ``attempts`` finished, ``drawn`` hand-ins, ``done`` of them twice,
        ``yours`` to mark blind, ``settle`` criteria that differ.
    """
    coach, records = str(given["coach"]), Records(book)
    share = share_of(records)
    found = []
    for exercise in known_exercises(course):
        rubric = load_rubric(exercise)
        entries = records.entries(exercise, kinds=TWICE)
        here = drawn_here(course, book, rubric, entries, share)
        pairs = marked_twice(entries)
        found.append(
            {
                "id": exercise,
                **_gold_progress(records, rubric, coach),
                "drawn": len(here),
                "done": sum(whole(one, pairs, rubric) for one in here),
                "yours": sum(open_here(one, entries, rubric, coach) for one in here),
                "settle": len(to_settle(course, book, rubric, pairs)),
            }
        )
    return {"share": share, "shares": list(SHARES), "exercises": found}


def set_share(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """How many in 100 hand-ins are marked twice, for the whole course."""
    share = given["share"]
    if share not in SHARES:
        raise CourseError(f"Between {SHARES[0]} and {SHARES[-1]} in 100 hand-ins are marked twice.")
    Records(book).put(SHARE, share)
    return {"share": share}


# Calibration


def gold(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The next gold piece for a coach; ``piece`` is None when this attempt is finished.

    Returns
    -------
    dict
        ``attempt`` (from 1), ``number`` and ``of``, ``name``, ``piece``, and ``given``: levels of
        this piece so far.
    """
    exercise, coach, rubric, records = asked(course, book, given)
    known = load_gold(exercise)
    before = calibration.attempts(records.entries(exercise, kinds=("gold",)), coach, known)
    attempt, marks = calibration.newest(before)
    names = calibration.order(known, exercise, coach, attempt)
    done = calibration.complete(names, marks, rubric)
    if len(done) == len(names) and given.get("again"):
        attempt, marks, done = attempt + 1, {}, []
        names = calibration.order(known, exercise, coach, attempt)
    name = next((one for one in names if one not in done), None)
    return {
        "attempt": attempt,
        "number": len(done) + 1,
        "of": len(names),
        "name": name,
        "piece": calibration.shown(known.pieces[name], exercise) if name else None,
        "given": {one: level for (piece, one), level in marks.items() if piece == name},
    }


def mark_gold(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record a coach's level of a gold piece; it counts nowhere else."""
    exercise, coach, rubric, records = asked(course, book, given)
    name = str(given["name"])
    if name not in load_gold(exercise).pieces:
        raise CourseError("There is no such gold piece any more; load the page again.")
    for criterion, level in levels_in(given["levels"], rubric).items():
        records.write(
            exercise=exercise,
            learner=name,
            criterion=criterion,
            coach=coach,
            round=number_in(given["attempt"]),
            kind="gold",
            level=level,
            comment="",
            quotes=(),
        )
    return {"saved": True}


def gold_result(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The newest attempt beside gold, in words.

    Returns
    -------
    dict
        ``marked`` and ``of`` pieces, ``attempt``, ``set_by``, ``criteria`` (words, and where they
        differ with gold's reason), ``drift``.
    """
    exercise, coach, rubric, records = asked(course, book, given)
    known = load_gold(exercise)
    entries = records.entries(exercise, kinds=("gold",))
    before = calibration.attempts(entries, coach, known)
    attempt, marks = calibration.newest(before)
    names = calibration.order(known, exercise, coach, attempt)
    done = calibration.complete(names, marks, rubric)
    marks = {(name, one): level for (name, one), level in marks.items() if name in done}
    return {
        "attempt": attempt,
        "marked": len(done),
        "of": len(names),
        "set_by": known.set_by,
        "criteria": [calibration.compared(known, marks, one, names) for one in rubric.coach],
        "drift": drift(calibration.sittings(entries, coach, known)),
    }


def gold_piece(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """A gold piece to look at again, with what it is worth."""
    exercise, _, rubric, _ = asked(course, book, given)
    found = load_gold(exercise).pieces.get(str(given["name"]))
    if found is None:
        raise CourseError("There is no such gold piece any more; load the page again.")
    marks = {one.id: found.marks[one.id] for one in rubric.coach}
    return {"piece": calibration.shown(found, exercise), "gold": marks}


# Figures


def agree_figures(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Chance-corrected figures for those who want them, by criterion: ``of`` gold or twice."""
    exercise, coach, rubric, records = asked(course, book, given)
    found = []
    if given.get("of") == "gold":
        known = load_gold(exercise)
        before = calibration.attempts(records.entries(exercise, kinds=("gold",)), coach, known)
        _, marks = calibration.newest(before)
        for one in rubric.coach:
            rows = figures(calibration.pairs_of(known, marks, one.id))
            found.append({"title": one.title, "figures": rows})
        return {"criteria": found}
    pairs = marked_twice(records.entries(exercise, kinds=TWICE))
    two = len({frozenset(coaches_of(one)) for one in pairs}) == 1
    for one in rubric.coach:
        levels = [ordered(pair) for pair in pairs if criterion_of(pair) == one.id]
        rows = figures(levels) if two else []
        rows.append(row("Krippendorff's alpha", alpha(levels)))
        found.append({"title": one.title, "figures": rows})
    return {"criteria": found}


def _gold_progress(records: Records, rubric: Rubric, coach: str) -> dict[str, int]:
    try:
        known = load_gold(rubric.exercise)
    except RubricError:
        return {"pieces": 0, "marked": 0, "attempts": 0}
    entries = records.entries(rubric.exercise, kinds=("gold",))
    before = calibration.attempts(entries, coach, known)
    done = [len(calibration.complete(list(known.pieces), one, rubric)) for one in before.values()]
    whole = sum(one == len(known.pieces) for one in done)
    running = done[-1] if done and done[-1] < len(known.pieces) else 0
    return {"pieces": len(known.pieces), "marked": running, "attempts": whole}
