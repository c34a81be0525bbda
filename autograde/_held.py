"""What nbgrader's own tables hold of a coach's criteria, and what was changed there by others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from autograde._entries import COUNTING, newest_of_all
from autograde._schema import entries
from autograde.rubrics import LEVELS, load_rubric

_FROM = """
    FROM {table} x
    JOIN base_cell c ON c.id = x.cell_id
    JOIN submitted_notebook n ON n.id = x.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id
    WHERE a.name = :exercise AND c.name LIKE 'coach-%'
"""
_GRADES = f"SELECT s.student_id, c.name, x.id, x.manual_score {_FROM.format(table='grade')}"
_COMMENTS = f"SELECT s.student_id, c.name, x.id, x.manual_comment {_FROM.format(table='comment')}"
_MARK = sa.text("UPDATE grade SET manual_score = :points, needs_manual_grade = :no WHERE id = :id")
_REMARK = sa.text("UPDATE comment SET manual_comment = :text WHERE id = :id")

Place = tuple[str, str]
RoundOf = Callable[[str], int]


@dataclass(slots=True)
class Held:
    """One criterion of one hand-in: the rows of nbgrader's tables, and what stands in them."""

    grade: str | None = None
    points: float | None = None
    remark: str | None = None
    comment: str | None = None

    def mark(self, base: sa.Connection, points: float) -> None:
        """Write points as formgrader does."""
        base.execute(_MARK, {"points": points, "no": False, "id": self.grade})
        self.points = points

    def unmark(self, base: sa.Connection) -> None:
        """Take the points back; the criterion waits for a coach again."""
        base.execute(_MARK, {"points": None, "no": True, "id": self.grade})
        self.points = None

    def say(self, base: sa.Connection, text: str) -> None:
        """Write a comment as formgrader does."""
        base.execute(_REMARK, {"text": text, "id": self.remark})


def held_now(
    base: sa.Connection, exercise: str, learner: str | None = None, criterion: str | None = None
) -> dict[Place, Held]:
    """What stands there now, by learner and criterion."""
    given, only = {"exercise": exercise}, ""
    if learner is not None:
        given["learner"], only = learner, " AND s.student_id = :learner"
    if criterion is not None:
        given["cell"], only = f"coach-{criterion}", f"{only} AND c.name = :cell"
    found: dict[Place, Held] = {}
    for who, cell, key, points in base.execute(sa.text(_GRADES + only), given):
        one = found.setdefault((who, cell.removeprefix("coach-")), Held())
        one.grade, one.points = key, points
    for who, cell, key, text in base.execute(sa.text(_COMMENTS + only), given):
        one = found.setdefault((who, cell.removeprefix("coach-")), Held())
        one.remark, one.comment = key, text
    return found


def changed(
    base: sa.Connection,
    exercise: str,
    round_of: RoundOf,
    learner: str | None = None,
    criterion: str | None = None,
) -> list[dict[str, Any]]:
    """Entries for what was not written by us; empty when there is nothing."""
    held = held_now(base, exercise, learner, criterion)
    newest = newest_of_all(exercise, COUNTING, learner, criterion)
    last = {(row.learner, row.criterion): row for row in base.execute(newest)}
    found: list[dict[str, Any]] = []
    for (who, what), now in held.items():
        then = last.get((who, what))
        points, comment, quotes = (then.points, then.comment, then.quotes) if then else _NOTHING
        if now.points == points and (now.comment or "") == (comment or ""):
            continue
        found.append(
            {
                "at": datetime.now(UTC).replace(tzinfo=None),
                "coach": "",
                "exercise": exercise,
                "learner": who,
                "round": round_of(who) or (then.round if then else 1),
                "criterion": what,
                "kind": "mark",
                "level": level_of(exercise, what, now.points),
                "comment": now.comment,
                "quotes": quotes,
                "source": "formgrader",
                "points": now.points,
            }
        )
    return found


_NOTHING = (None, None, "[]")


def notice(
    base: sa.Connection,
    exercise: str,
    round_of: RoundOf,
    learner: str | None = None,
    criterion: str | None = None,
) -> None:
    """Make entries of what was not written by us."""
    found = changed(base, exercise, round_of, learner, criterion)
    if found:
        base.execute(entries.insert(), found)


def points_of(exercise: str, criterion: str, level: int) -> float:
    """Points of a level, as the rubric says."""
    (own,) = [one for one in load_rubric(exercise).coach if one.id == criterion]
    return own.points_of(LEVELS[level])


def level_of(exercise: str, criterion: str, points: float | None) -> int | None:
    """The level that formgrader's page shows for these points: the nearest."""
    own = [one for one in load_rubric(exercise).coach if one.id == criterion]
    if points is None or not own:
        return None
    top = len(LEVELS) - 1
    return max(0, min(top, int(top * points / own[0].points + 0.5)))
