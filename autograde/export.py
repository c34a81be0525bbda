"""Marks as CSV: everything of one exercise for a spreadsheet, or points for a learning system."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograde._nbgrader import Book
from autograde.about import about
from autograde.acting import acted
from autograde.course import Course
from autograde.exchange import spoken
from autograde.feedback import rounds_answered
from autograde.graded import level_of
from autograde.kinds import KINDS
from autograde.rounds import rounds_in
from autograde.rubrics import LEVELS, RubricError, load_rubric
from autograde.runner import graded_round
from curriculum.content import ContentError

COLUMNS: dict[str, str] = {
    "id": "the learner's id, as on the roster and in nbgrader",
    "name": "as on the roster; empty when there is none",
    "coach": "the coach's id on the roster",
    "rounds": "how many versions were handed in",
    "graded round": "the version that the marks belong to",
    "handed in": "when that version came, in UTC",
    "check: … (of …)": "points of one machine criterion",
    "coach: …": f"the level of one coach criterion ({', '.join(LEVELS)}); empty until it is marked",
    "points": "all points together, as in nbgrader's gradebook",
    "of": "how many points there are",
    "waits for coach": "yes while a coach's criterion is open",
    "cannot be marked": "why, in words",
    "rounds with feedback": "numbers of the versions that were answered",
    "comments": "comments returned in all rounds",
    "acted on": "how many of them the learner acted on",
}
LMS_COLUMNS: dict[str, str] = {
    "id": "the learner's id, as on the roster",
    "name": "as on the roster",
    "email": "as on the roster",
    "… (of …)": "one column for each exercise: points; empty while anything is open",
}
_STARTS = ("=", "+", "-", "@")


def export(course: Course, exercise: str, path: Path) -> int:
    """Write one line per learner of the roster; the columns are those of ``COLUMNS``.

    Returns
    -------
    int
        How many learners have handed in.
    """
    with course.book() as book:
        text, handed_in = exercise_csv(course, book, exercise)
    path.write_text(text, encoding="utf-8-sig", newline="")
    return handed_in


def exercise_csv(course: Course, book: Book, exercise: str) -> tuple[str, int]:
    """The same as text, and how many learners have handed in.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    course.require(exercise)
    rubric = load_rubric(exercise)
    loop = acted(course, exercise)
    everybody = book.all_marks(exercise)
    rows: list[Sequence[object]] = [
        [
            *("id", "name", "coach", "rounds", "graded round", "handed in"),
            *(f"check: {one.id} (of {one.points:g})" for one in rubric.machine),
            *(f"coach: {one.id}" for one in rubric.coach),
            *("points", "of", "waits for coach", "cannot be marked", "rounds with feedback"),
            *("comments", "acted on"),
        ]
    ]
    handed_in = 0
    for learner in course.learners():
        marks = everybody.get(learner.id, {})
        made = graded_round(course, learner.id, exercise)
        trouble = about(course.autograded(learner.id, exercise)).trouble if marks else ""
        handed_in += bool(marks)
        if trouble:
            marks = {}  # of an earlier round, or of nothing
        coach = [marks.get(f"coach-{one.id}") for one in rubric.coach]
        own = loop.get(learner.id)
        rows.append(
            [
                *(learner.id, learner.name, learner.coach),
                len(rounds_in(course.rounds(learner.id, exercise))),
                made.number if made else "",
                spoken(made.handed_in) if made else "",
                *(marks[f"check-{one.id}"].score if marks else "" for one in rubric.machine),
                *(
                    level_of(mark.score, mark.max_score)
                    if mark is not None and not mark.needs_coach
                    else ""
                    for mark in coach
                ),
                round(sum(one.score for one in marks.values()), 2) if marks else "",
                rubric.total if marks else "",
                "yes" if any(mark and mark.needs_coach for mark in coach) else "",
                trouble,
                " ".join(map(str, rounds_answered(course, learner.id, exercise))),
                own.given if own else "",
                own.done if own else "",
            ]
        )
    return _csv(rows), handed_in


def write_points(course: Course, path: Path) -> int:
    """Write :func:`lms_csv` of all exercises with a rubric of ours; how many there are."""
    known = [one for one in course.exercises() if has_rubric(one)]
    with course.book() as book:
        text = lms_csv(course, book, known)
    path.write_text(text, encoding="utf-8-sig", newline="")
    return len(known)


def has_rubric(exercise: str) -> bool:
    """Whether an exercise is one of ours; a course may hold others, which formgrader shows."""
    try:
        return load_rubric(exercise).artifact in KINDS
    except (RubricError, ContentError):
        return False


def lms_csv(course: Course, book: Book, exercises: Sequence[str]) -> str:
    """Points for a learning-management system: a line a learner, a column an exercise.

    The columns are those of ``LMS_COLUMNS``. A cell stays empty while a coach's criterion is open
    or the hand-in cannot be marked, so that no half mark is imported.
    """
    rubrics = [load_rubric(one) for one in exercises]
    everybody = {one: book.all_marks(one) for one in exercises}
    rows: list[Sequence[object]] = [
        ["id", "name", "email", *(f"{one.exercise} (of {one.total:g})" for one in rubrics)]
    ]
    for learner in course.learners():
        points: list[object] = []
        for rubric in rubrics:
            marks = everybody[rubric.exercise].get(learner.id, {})
            open_ = any(one.needs_coach for one in marks.values())
            if marks and (open_ or about(course.autograded(learner.id, rubric.exercise)).trouble):
                marks = {}
            points.append(round(sum(one.score for one in marks.values()), 2) if marks else "")
        rows.append([learner.id, learner.name, learner.email, *points])
    return _csv(rows)


def _csv(rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return buffer.getvalue()


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula, and that stays in its line."""
    if not isinstance(cell, str):
        return cell
    plain = "".join(one if one.isprintable() else " " for one in cell)
    # Full-width signs, and signs behind blanks, are read as formulas by some programs too.
    first = unicodedata.normalize("NFKC", plain.lstrip())[:1]
    return f"'{plain}" if first in _STARTS and first else plain
