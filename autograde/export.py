"""Marks as CSV, for a spreadsheet or a learning-management system."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from autograde.about import about
from autograde.course import Course
from autograde.exchange import spoken
from autograde.feedback import rounds_answered
from autograde.graded import level_of
from autograde.rounds import rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import graded_round


def export(course: Course, exercise: str, path: Path) -> int:
    """Write one line per learner of the roster.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.

    Returns
    -------
    int
        How many learners have handed in.
    """
    course.require(exercise)
    rubric = load_rubric(exercise)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(
        [
            *("id", "name", "coach", "rounds", "graded round", "handed in"),
            *(f"check: {one.id} (of {one.points:g})" for one in rubric.machine),
            *(f"coach: {one.id}" for one in rubric.coach),
            *("points", "of", "waits for coach", "cannot be marked", "rounds with feedback"),
        ]
    )
    handed_in = 0
    with course.book() as book:
        for learner in course.learners():
            marks = book.marks(exercise, learner.id)
            made = graded_round(course, learner.id, exercise)
            trouble = about(course.autograded(learner.id, exercise)).trouble if marks else ""
            handed_in += bool(marks)
            if trouble:
                marks = {}  # of an earlier round, or of nothing
            coach = [marks.get(f"coach-{one.id}") for one in rubric.coach]
            cells: list[object] = [
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
            ]
            writer.writerow([_safe(cell) for cell in cells])
    path.write_text(buffer.getvalue(), encoding="utf-8-sig", newline="")
    return handed_in


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell
