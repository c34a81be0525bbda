"""All that this project uses of nbgrader, in one place.

Importing nbgrader costs a second, so every import stands inside a function. Contract tests in
``tests/nbgrader`` fail when a new nbgrader changes what is used here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograde import _gradebook
from autograde._lock import CourseError
from autograde._nbgrader_commands import (
    NbgraderError,
    fetch_assignment,
    fetch_feedback,
    generate,
    load_config,
    release,
    release_feedback,
    submit,
    tools_on_path,
)
from autograde._quick import quick_imports
from autograde.about import about
from autograde.roster import Learner

if TYPE_CHECKING:
    from autograde._recording import Scored

__all__ = [
    "Book",
    "Mark",
    "NbgraderError",
    "fetch_assignment",
    "fetch_feedback",
    "generate",
    "load_config",
    "release",
    "release_feedback",
    "submit",
    "tools_on_path",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell's mark in the gradebook: what the machine gave, what a coach gave or wrote."""

    cell: str
    max_score: float
    auto_score: float | None
    manual_score: float | None
    needs_coach: bool
    comment: str
    extra: float = 0.0

    @property
    def score(self) -> float:
        """What counts: the coach's mark, or else the machine's; as nbgrader adds it up."""
        if self.manual_score is not None:
            return self.manual_score + self.extra
        return self.auto_score + self.extra if self.auto_score is not None else 0.0


class Book:
    """The gradebook of one course; one engine, kept open, one writer.

    Parameters
    ----------
    db_url, course_id : str
        As in nbgrader's settings.
    new : bool
        Make it; otherwise it must be there and whole.
    root : Path, optional
        The course's folder; the gradebook file's own when left out.

    Raises
    ------
    BookError
        From here and from the end of a ``with`` block: what is wrong with the file, in plain
        words. What was not yet recorded then is left out as a whole.
    """

    def __init__(
        self, db_url: str, course_id: str, *, new: bool = False, root: Path | None = None
    ) -> None:
        quick_imports()
        from nbgrader.api import Gradebook

        from autograde._schema import settle

        self._file = _gradebook.file_of(db_url)
        self._root = root or (self._file.parent if self._file else None)
        if self._file is not None and not new:
            _gradebook.look_over(self._file)
        elif not new:
            _gradebook.look_over_server(db_url)
        with tools_on_path(), _gradebook.plainly(self._file):
            self._book = Gradebook(_gradebook.patient(db_url), course_id)
            settle(self._book.engine, self._file, new=new)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.close()
        told = _gradebook.told_plainly(error, self._file)
        if told is not None:
            raise told from error

    def close(self) -> None:
        """Let go of the file."""
        with _gradebook.plainly(self._file):
            self._book.close()

    @property
    def engine(self) -> Any:
        """The database itself, for :mod:`autograde.records`."""
        return self._book.engine

    @property
    def file(self) -> Path | None:
        """The gradebook's file; None when it is on a database server."""
        return self._file

    def round_of(self, exercise: str, learner: str) -> int:
        """Which round was graded last; 0 where that is not known."""
        return about(self._root / "autograded" / learner / exercise).round if self._root else 0

    def forget(self) -> None:
        """Read anew from here on: another program may have written meanwhile."""
        self._book.db.remove()

    def put_learners(self, learners: Sequence[Learner]) -> None:
        """Add or update these learners; nobody is removed."""
        for one in learners:
            first, _, last = one.name.rpartition(" ")
            # nbgrader shows a name only when both parts are there; one of them may be empty.
            self._book.update_or_create_student(
                one.id,
                first_name=first if last else None,
                last_name=last or None,
                email=one.email or None,
            )

    def learner_ids(self) -> list[str]:
        """Everyone in the gradebook, sorted."""
        return sorted(str(one.id) for one in self._book.students)

    def exercises(self) -> list[str]:
        """Everything that was prepared for learners, sorted."""
        return sorted(str(one.name) for one in self._book.assignments)

    def record(
        self,
        exercise: str,
        learner: str,
        handed_in: datetime | None,
        scores: Mapping[str, float],
        *,
        new_version: bool,
        to_mark: bool = True,
    ) -> None:
        """Write one submission's machine marks; see :meth:`record_all`.

        Raises
        ------
        CourseError
            When the learner is not in the gradebook.
        """
        from autograde._recording import Scored

        scored = Scored(learner, handed_in, scores, new_version, to_mark)
        if self.record_all(exercise, [scored]):
            raise CourseError(
                f"{learner[:64]} is not in the gradebook; start “autograde roster” with the "
                "course's roster, then this again."
            )

    def record_all(self, exercise: str, scored: Sequence[Scored]) -> tuple[str, ...]:
        """Write many submissions' machine marks in one transaction, as nbgrader's autograder does.

        A coach's marks are kept; a machine mark that a coach had overruled is flagged again, and
        after a new version so is everything a coach judged; nothing is when there is nothing
        ``to_mark``. Returns who is not in the gradebook; nothing was written for them.
        """
        from autograde import _recording

        with _gradebook.plainly(self._file):
            unknown = _recording.record(self.engine, exercise, scored)
        self.forget()
        return unknown

    def waiting(self) -> dict[str, int]:
        """How many hand-ins of each exercise wait for a coach; the newest hand-in comes first."""
        found: dict[str, tuple[datetime, int]] = {}
        for one in self._book.assignments:
            handed_in = self._book.assignment_submissions(one.name)
            if handed_in:
                newest = max(each.timestamp or datetime.min for each in handed_in)
                count = sum(bool(each.needs_manual_grade) for each in handed_in)
                found[str(one.name)] = (newest, count)
        order = sorted(found, key=lambda name: found[name][0], reverse=True)
        return {name: found[name][1] for name in order}

    def waiting_cells(self, exercise: str) -> dict[str, tuple[str, frozenset[str]]]:
        """By learner: formgrader's id of the hand-in, and the cells that wait for a coach."""
        from nbgrader.api import (
            Assignment,
            BaseCell,
            Grade,
            SubmittedAssignment,
            SubmittedNotebook,
        )

        handed_in = self._book.db.query(SubmittedAssignment.student_id, SubmittedNotebook.id)
        handed_in = handed_in.filter(
            SubmittedNotebook.assignment_id == SubmittedAssignment.id,
            SubmittedAssignment.assignment_id == Assignment.id,
            Assignment.name == exercise,
        )
        waits = self._book.db.query(Grade.notebook_id, BaseCell.name).filter(
            Grade.cell_id == BaseCell.id,
            Grade.needs_manual_grade.is_(True),
            Grade.notebook_id.in_(handed_in.with_entities(SubmittedNotebook.id)),
        )
        with _gradebook.plainly(self._file):
            cells: dict[str, set[str]] = {}
            for notebook, name in waits.all():
                cells.setdefault(str(notebook), set()).add(str(name))
            return {
                str(learner): (str(notebook), frozenset(cells.get(str(notebook), ())))
                for learner, notebook in handed_in.all()
            }

    def all_marks(self, exercise: str) -> dict[str, dict[str, Mark]]:
        """Everybody's marks by learner and cell in one query, without the comments."""
        from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook

        rows = self._book.db.query(
            SubmittedAssignment.student_id,
            Grade.cell_id,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
            Grade.extra_credit,
        ).filter(
            Grade.notebook_id == SubmittedNotebook.id,
            SubmittedNotebook.assignment_id == SubmittedAssignment.id,
            SubmittedAssignment.assignment_id == Assignment.id,
            Assignment.name == exercise,
        )
        found: dict[str, dict[str, Mark]] = {}
        with _gradebook.plainly(self._file):
            cells = {
                str(cell.id): (str(cell.name), float(cell.max_score))
                for notebook in self._book.find_assignment(exercise).notebooks
                for cell in [*notebook.grade_cells, *notebook.task_cells]
            }
            for learner, cell, auto, manual, waits, extra in rows.all():
                name, most = cells[str(cell)]
                mark = Mark(name, most, auto, manual, bool(waits), "", float(extra or 0.0))
                found.setdefault(str(learner), {})[name] = mark
        return found

    def handed_in(self, exercise: str) -> list[str]:
        """Learners with a submission in the gradebook, sorted."""
        found = self._book.assignment_submissions(exercise)
        return sorted(str(one.student.id) for one in found)

    def marks(self, exercise: str, learner: str) -> dict[str, Mark]:
        """All marks and comments of one submission by cell; empty if there is none."""
        from nbgrader.api import MissingEntry

        try:
            submission = self._book.find_submission(exercise, learner)
        except MissingEntry:
            return {}
        found: dict[str, Mark] = {}
        for notebook in submission.notebooks:
            comments = {one.name: str(one.manual_comment or "") for one in notebook.comments}
            for grade in notebook.grades:
                found[grade.name] = Mark(
                    cell=grade.name,
                    max_score=float(grade.cell.max_score),
                    auto_score=grade.auto_score,
                    manual_score=grade.manual_score,
                    needs_coach=bool(grade.needs_manual_grade),
                    comment=comments.pop(grade.name, ""),
                    extra=float(grade.extra_credit or 0.0),
                )
            for name, text in comments.items():
                found[name] = Mark(name, 0.0, None, None, False, text)
        return found

    def mark(
        self,
        exercise: str,
        learner: str,
        cell: str,
        *,
        score: float | None = None,
        comment: str | None = None,
    ) -> None:
        """A coach's mark or comment, exactly as formgrader writes it."""
        if score is not None:
            grade = self._book.find_grade(cell, exercise, exercise, learner)
            grade.manual_score = float(score)
            grade.needs_manual_grade = False
        if comment is not None:
            self._book.find_comment(cell, exercise, exercise, learner).manual_comment = comment
        self._book.db.commit()
