"""Machine marks into nbgrader's tables, many hand-ins in one short transaction.

nbgrader's own way writes one hand-in with some forty statements and several commits, which at the
size of a network takes longer than everything else together. The rows are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Scored:
    """What the machine says of one hand-in.

    Parameters
    ----------
    learner : str
    handed_in : datetime, optional
        In UTC; None leaves the time that is there.
    scores : mapping of str to float
        Points by cell; a cell that is left out keeps its points.
    new_version : bool
        Whether a coach has to look again at what was judged before.
    to_mark : bool
        Whether there is anything for a coach to mark.
    """

    learner: str
    handed_in: datetime | None
    scores: Mapping[str, float] = field(default_factory=dict)
    new_version: bool = True
    to_mark: bool = True


def _sql(text: str, *, many: bool = False, time: bool = False) -> sa.TextClause:
    made = sa.text(text)
    if many:
        made = made.bindparams(sa.bindparam("learners", expanding=True))
    return made.bindparams(sa.bindparam("at", type_=sa.DateTime)) if time else made


# Writes nothing new, and from here on nobody else writes: what is read below stays so.
_HOLD = _sql("UPDATE assignment SET name = name WHERE name = :exercise")
_ASSIGNMENT = _sql("SELECT id FROM assignment WHERE name = :exercise")
_CELLS = _sql(
    "SELECT c.id, c.name, c.type, c.notebook_id FROM base_cell c "
    "JOIN notebook n ON n.id = c.notebook_id WHERE n.assignment_id = :assignment"
)
_KNOWN = _sql("SELECT id FROM student WHERE id IN :learners", many=True)
_THERE = _sql(
    "SELECT student_id FROM submitted_assignment "
    "WHERE assignment_id = :assignment AND student_id IN :learners",
    many=True,
)
_GRADES = _sql(
    "SELECT s.student_id, g.id, g.cell_id FROM grade g "
    "JOIN submitted_notebook b ON b.id = g.notebook_id "
    "JOIN submitted_assignment s ON s.id = b.assignment_id "
    "WHERE s.assignment_id = :assignment AND s.student_id IN :learners",
    many=True,
)
_ADD = _sql(
    "INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp) "
    "VALUES (:id, :assignment, :learner, :at)",
    time=True,
)
_ADD_NOTEBOOK = _sql(
    "INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) "
    "VALUES (:id, :submission, :notebook, :no)"
)
_ADD_GRADE = _sql(
    "INSERT INTO grade (id, notebook_id, cell_id, needs_manual_grade) "
    "VALUES (:id, :notebook, :cell, :yes)"
)
_ADD_COMMENT = _sql("INSERT INTO comment (id, notebook_id, cell_id) VALUES (:id, :notebook, :cell)")
_TIME = _sql(
    "UPDATE submitted_assignment SET timestamp = :at "
    "WHERE assignment_id = :assignment AND student_id = :learner",
    time=True,
)
_COMMENTS = _sql(
    "UPDATE comment SET auto_comment = NULL WHERE auto_comment IS NOT NULL AND notebook_id IN ("
    "SELECT b.id FROM submitted_notebook b JOIN submitted_assignment s ON s.id = b.assignment_id "
    "WHERE s.assignment_id = :assignment AND s.student_id IN :learners)",
    many=True,
)
# A machine's mark that a coach had overruled is flagged; so is, after a new version, what a coach
# had judged. The coach's own marks are never written here.
_SCORE = _sql(
    "UPDATE grade SET auto_score = :score, "
    "needs_manual_grade = CASE WHEN manual_score IS NULL THEN :no ELSE :mark END WHERE id = :id"
)
_FLAG = _sql(
    "UPDATE grade SET needs_manual_grade = CASE WHEN :mark = :no THEN :no "
    "WHEN manual_score IS NULL OR :new = :yes THEN :yes ELSE needs_manual_grade END WHERE id = :id"
)


def record(engine: sa.Engine, exercise: str, scored: Sequence[Scored]) -> tuple[str, ...]:
    """Write these hand-ins' machine marks, all in one transaction.

    Parameters
    ----------
    engine : Engine
        The gradebook's.
    exercise : str
        As in the gradebook.
    scored : sequence of Scored
        One for each learner.

    Returns
    -------
    tuple of str
        Learners who are not in the gradebook; nothing was written for them.
    """
    if not scored:
        return ()
    with engine.begin() as base:
        base.execute(_HOLD, {"exercise": exercise})
        assignment = base.execute(_ASSIGNMENT, {"exercise": exercise}).scalar_one()
        cells = base.execute(_CELLS, {"assignment": assignment}).all()
        learners = [one.learner for one in scored]
        known = set(base.execute(_KNOWN, {"learners": learners}).scalars())
        wanted = {one.learner: one for one in scored if one.learner in known}
        asked = {"assignment": assignment, "learners": list(wanted) or [""]}
        there = set(base.execute(_THERE, asked).scalars())
        new = [one for one in wanted.values() if one.learner not in there]
        _add(base, assignment, cells, new)
        _run(
            base,
            _TIME,
            (
                {"assignment": assignment, "learner": one.learner, "at": _plain(one.handed_in)}
                for one in wanted.values()
                if one.learner in there and one.handed_in
            ),
        )
        names = {cell.id: cell.name for cell in cells}
        rows = [
            (wanted[row.student_id], names.get(row.cell_id, ""), row.id)
            for row in base.execute(_GRADES, asked)
        ]
        _run(
            base,
            _SCORE,
            (
                {"score": float(one.scores[name]), "mark": one.to_mark, "no": False, "id": row}
                for one, name, row in rows
                if name in one.scores
            ),
        )
        _run(
            base,
            _FLAG,
            (
                {"mark": one.to_mark, "new": one.new_version, "yes": True, "no": False, "id": row}
                for one, name, row in rows
                if name not in one.scores
            ),
        )
        base.execute(_COMMENTS, asked)
    return tuple(one for one in learners if one not in known)


def _add(base: sa.Connection, assignment: str, cells: Sequence[Any], new: Sequence[Scored]) -> None:
    """What nbgrader makes for a first hand-in: empty marks and comments for every cell."""
    submissions, notebooks, grades, comments = [], [], [], []
    for one in new:
        submission = uuid4().hex
        submissions.append(
            {
                "id": submission,
                "assignment": assignment,
                "learner": one.learner,
                "at": _plain(one.handed_in),
            }
        )
        own = {name: uuid4().hex for name in sorted({cell.notebook_id for cell in cells})}
        notebooks += [
            {"id": mine, "submission": submission, "notebook": name, "no": False}
            for name, mine in own.items()
        ]
        for cell in cells:
            place = {"notebook": own[cell.notebook_id], "cell": cell.id}
            if cell.type in ("GradeCell", "TaskCell"):
                grades.append({"id": uuid4().hex, "yes": True, **place})
            if cell.type in ("SolutionCell", "TaskCell"):
                comments.append({"id": uuid4().hex, **place})
    for statement, rows in (
        (_ADD, submissions),
        (_ADD_NOTEBOOK, notebooks),
        (_ADD_GRADE, grades),
        (_ADD_COMMENT, comments),
    ):
        _run(base, statement, rows)


def _run(base: sa.Connection, statement: sa.TextClause, rows: Iterable[dict[str, Any]]) -> None:
    many = list(rows)
    if many:
        base.execute(statement, many)


def _plain(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=None) if time else None
