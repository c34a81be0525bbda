"""Machine marks that we write ourselves are the rows that nbgrader would have written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from classroom import EXERCISE, Classroom

from autograde._lock import CourseError
from autograde._recording import Scored

pytestmark = pytest.mark.nbgrader

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SCORES = {"check-lanes": 4.0, "check-causes": 0.0}
QUERY = """
    SELECT c.name, c.type, x.* FROM {table} x
    JOIN base_cell c ON c.id = x.cell_id
    JOIN submitted_notebook b ON b.id = x.notebook_id
    JOIN submitted_assignment s ON s.id = b.assignment_id
    WHERE s.student_id = ? ORDER BY c.name, c.type
"""
SUBMISSION = """
    SELECT s.timestamp, s.extension, b.flagged, b.late_submission_penalty, n.name
    FROM submitted_assignment s
    JOIN submitted_notebook b ON b.assignment_id = s.id
    JOIN notebook n ON n.id = b.notebook_id WHERE s.student_id = ?
"""


def rows(room: Classroom, learner: str) -> dict[str, list[tuple[Any, ...]]]:
    """What the database holds of one learner, without the ids that are drawn by lot."""
    drawn = {"id", "notebook_id"}
    found = {}
    with closing(sqlite3.connect(room.course.root / "gradebook.db")) as base:
        for table in ("grade", "comment"):
            answer = base.execute(QUERY.format(table=table), (learner,))
            names = [one[0] for one in answer.description]
            kept = [place for place, name in enumerate(names) if name not in drawn]
            found[table] = [tuple(row[place] for place in kept) for row in answer]
        found["submission"] = base.execute(SUBMISSION, (learner,)).fetchall()
    return found


@pytest.mark.filterwarnings("ignore:Object of type <Submitted")
def test_a_first_hand_in_has_nbgraders_rows(room: Classroom) -> None:
    from nbgrader.api import Gradebook

    url = f"sqlite:///{room.course.root}/gradebook.db"
    with Gradebook(url, "lift-test") as theirs:
        made = theirs.add_submission(EXERCISE, "lead-ash", timestamp=NOON.replace(tzinfo=None))
        for grade in made.notebooks[0].grades:
            if grade.name in SCORES:
                grade.auto_score = SCORES[grade.name]
                grade.needs_manual_grade = False
        theirs.db.commit()
    with room.course.book() as book:
        assert book.record_all(EXERCISE, [Scored("lead-beech", NOON, SCORES)]) == ()
    assert rows(room, "lead-beech") == rows(room, "lead-ash")
    assert len(rows(room, "lead-ash")["grade"]) == 8


def test_a_coachs_marks_are_kept_and_flagged_as_they_must(room: Classroom) -> None:
    with room.course.book() as book:
        book.record(EXERCISE, "lead-ash", NOON, SCORES, new_version=True)
        book.mark(EXERCISE, "lead-ash", "check-lanes", score=2)
        book.mark(EXERCISE, "lead-ash", "coach-missing-view", score=1, comment="Whose?")

        def flags() -> dict[str, bool]:
            found = book.marks(EXERCISE, "lead-ash")
            assert found["check-lanes"].manual_score == 2
            assert found["coach-missing-view"].manual_score == 1
            assert found["coach-missing-view"].comment == "Whose?"
            names = ("check-lanes", "check-causes", "coach-missing-view", "coach-reads-backward")
            return {one: found[one].needs_coach for one in names}

        book.record(EXERCISE, "lead-ash", NOON, {"check-lanes": 3.0}, new_version=False)
        assert list(flags().values()) == [True, True, False, True]
        book.record(EXERCISE, "lead-ash", NOON, SCORES, new_version=True)
        assert list(flags().values()) == [True, False, True, True]
        book.record(EXERCISE, "lead-ash", None, SCORES, new_version=True, to_mark=False)
        assert list(flags().values()) == [False, False, False, False]
        assert book.marks(EXERCISE, "lead-ash")["check-lanes"].auto_score == 4
    ((time, *_),) = rows(room, "lead-ash")["submission"]
    assert time.startswith("2026-11-20 12:00:00")


def test_many_at_once_and_somebody_unknown(room: Classroom) -> None:
    with room.course.book() as book:
        who = ("lead-ash", "stranger", "lead-cherry")
        scored = [Scored(one, NOON, SCORES) for one in who]
        assert book.record_all(EXERCISE, scored) == ("stranger",)
        assert book.record_all(EXERCISE, []) == ()
        assert book.handed_in(EXERCISE) == ["lead-ash", "lead-cherry"]
        assert book.marks(EXERCISE, "stranger") == {}
        with pytest.raises(CourseError, match="autograde roster"):
            book.record(EXERCISE, "stranger", NOON, SCORES, new_version=True)
