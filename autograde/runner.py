"""Grade many: read saved work as data, check it, draw it, record it. No learner's code runs."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from autograde import troubles
from autograde._lock import CourseError, writing
from autograde._nbgrader import Book
from autograde._quick import quick_imports
from autograde._written import (
    MARKER,
    as_bytes,
    graded_round,
    marker,
    problem_of,
    replace,
    sweep,
    version,
)
from autograde.about import ABOUT, About, about, ask_again, start_again
from autograde.collect import put_newest, round_of_submitted
from autograde.course import Course
from autograde.exchange import format_timestamp, spoken
from autograde.graded import graded_notebook
from autograde.intake import IntakeError
from autograde.reader import Readers, Reading
from autograde.release import Cells, cells_of
from autograde.rounds import Round, replace_folder, write_json
from autograde.rubrics import Rubric, load_rubric
from autograde.troubles import RunReport, Trouble

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

    from autograde._recording import Scored

__all__ = ["MARKER", "RunReport", "Trouble", "graded_round", "run", "version"]

BATCH = 25
"""So many hand-ins are recorded in one transaction: short enough that a coach at the desk who
marks meanwhile notices nothing."""
_STOPS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
Progress = Callable[[int, int, str], None]
_T = TypeVar("_T")


@dataclass(frozen=True)
class _Job:
    course: Course
    exercise: str
    rubric: Rubric
    released: NotebookNode
    cells: Cells
    book: Book
    readers: Readers
    again: bool
    report: RunReport
    pending: list[_Read] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A hand-in that is being read."""

    learner: str
    made: Round
    state: dict[str, Any]
    new_version: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A hand-in whose folder is written, and whose marks are not yet."""

    scored: Scored
    reading: Reading
    state: dict[str, Any] | None


def run(
    course: Course,
    exercise: str,
    *,
    again: bool = False,
    seconds: float | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Grade every hand-in of an exercise that is new or changed.

    Parameters
    ----------
    course : Course
    exercise : str
        Its id.
    again : bool
        Grade unchanged ones too.
    seconds : float, optional
        How long reading one hand-in may take.
    workers : int, optional
        How many processes read; by default one for each processor, at most four.
    progress : callable, optional
        Called with (done, all, learner) before each hand-in and once at the end.

    Returns
    -------
    RunReport
        One hand-in that fails never stops the rest.

    Raises
    ------
    CourseError
        When the exercise is not prepared, or another command is writing to this course.
    OSError
        When the disk is full or cannot be written to; what was finished stays.
    """
    course.require(exercise)
    released = _read_release(course.release_notebook(exercise), exercise)
    texts = {str(cell.id): str(cell.source) for cell in released.cells}
    readers = Readers(exercise, texts, seconds, workers)
    with writing(course.root), course.book() as book, readers:
        job = _Job(
            course=course,
            exercise=exercise,
            rubric=load_rubric(exercise),
            released=released,
            cells=cells_of(released, exercise),
            book=book,
            readers=readers,
            again=again,
            report=RunReport(),
        )
        sweep(course.root, exercise)
        _all(job, progress or _silent)
        found = sorted(job.report.troubles, key=lambda one: one.learner)
        job.report.troubles[:] = found
        job.report.file = troubles.keep(course.root, exercise, found)
    return job.report


def _silent(done: int, whole: int, who: str) -> None:
    """Nobody is watching."""


def _all(job: _Job, progress: Progress) -> None:
    """Some are being read while others are written; what is under way is bounded."""
    under_way: deque[tuple[_Taken, Future[Reading]]] = deque()
    learners = list(_waiting(job))
    for place, learner in enumerate(learners):
        progress(place, len(learners), learner)
        taken = _one_safely(job, learner, partial(_take, job, learner))
        if taken is not None:
            under_way.append((taken, job.readers.read(taken.made.submitted, learner)))
        while len(under_way) > job.readers.ahead:
            _finish(job, *under_way.popleft())
    while under_way:
        _finish(job, *under_way.popleft())
    _settle(job)
    progress(len(learners), len(learners), "")


def _waiting(job: _Job) -> Iterator[str]:
    root, exercise = job.course.root, job.exercise
    on_roster = {one.id for one in job.course.learners()}
    places = [*(root / "submitted").glob(f"*/{exercise}"), *(root / "rounds").glob(f"*/{exercise}")]
    for learner in sorted({place.parent.name for place in places}):
        if learner in on_roster:
            yield learner
        elif not learner.startswith(".") and (root / "submitted" / learner / exercise).is_dir():
            _trouble(
                job,
                troubles.shown(learner)[:64],
                "Nobody of this id is on the roster, so it was left out; add the learner with "
                "“autograde roster” and start this again.",
                f"Add the learner with “autograde roster”, then start “autograde run {exercise}”.",
            )


def _one_safely(job: _Job, learner: str, work: Callable[[], _T]) -> _T | None:
    """Whatever is the matter with one hand-in, the others go on."""
    try:
        return work()
    except CourseError:
        raise  # the gradebook, not this hand-in
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _STOPS:
            raise
        reason = str(error) if isinstance(error, IntakeError | OSError | ValueError) else ""
        reason = reason or f"It could not be looked at ({type(error).__name__})"
        said = f"{reason[:1].upper()}{reason[1:300]}."
        _trouble(job, learner, said, start_again(job.exercise))
        return None


def _trouble(job: _Job, learner: str, reason: str, to_do: str) -> None:
    made = Trouble(learner, reason, exercise=job.exercise, to_do=to_do)
    job.report.troubles.append(made)


def _take(job: _Job, learner: str) -> _Taken | None:
    """What has to be read of a learner; None when there is nothing new."""
    put_newest(job.course, learner, job.exercise)
    if not os.path.lexists(job.course.submitted(learner, job.exercise)):
        return None
    try:
        made = round_of_submitted(job.course, learner, job.exercise)
    except IntakeError as error:
        _write_unreadable(job, learner, f"It was not read: {error}.")
        return None
    target = job.course.autograded(learner, job.exercise)
    state = {"round": made.number, "digest": made.digest, "version": version(job.exercise)}
    before = marker(target)
    if before == state and not job.again:
        job.report.unchanged.append(learner)
        if problem := problem_of(made):
            _trouble(job, learner, problem, ask_again(learner))
        return None
    unusable = bool(about(target).trouble)
    return _Taken(learner, made, state, unusable or before.get("digest") != made.digest)


def _finish(job: _Job, taken: _Taken, answer: Future[Reading]) -> None:
    reading = answer.result()
    _one_safely(job, taken.learner, partial(_write, job, taken, reading))
    if len(job.pending) >= BATCH:
        _settle(job)


def _settle(job: _Job) -> None:
    """Record the marks of what was written; only then is it marked as done."""
    unknown = set(job.book.record_all(job.exercise, [one.scored for one in job.pending]))
    for one in job.pending:
        learner, reading = one.scored.learner, one.reading
        if learner in unknown:
            _trouble(
                job,
                learner,
                "The learner is on the roster and not in the gradebook, so nothing was recorded.",
                f"Start “autograde roster roster.csv”, then “autograde run {job.exercise}”.",
            )
            continue
        if one.state is not None and not reading.failed:
            write_json(job.course.autograded(learner, job.exercise) / MARKER, one.state)
            job.report.graded.append(learner)
        if reading.failed:
            _trouble(job, learner, reading.failed, start_again(job.exercise))
        elif reading.problem:
            _trouble(job, learner, reading.problem, ask_again(learner))
        elif reading.changed:
            job.report.notes.append(Trouble(learner, reading.changed, exercise=job.exercise))
    job.pending.clear()


def _write(job: _Job, taken: _Taken, reading: Reading) -> None:
    from autograde._recording import Scored

    learner, made = taken.learner, taken.made
    known = _about(job, learner, reading, made)
    notebook = graded_notebook(job.released, job.cells, job.rubric, reading, known)
    files = {
        f"{job.exercise}.ipynb": as_bytes(notebook),
        ABOUT: known.as_bytes(),
        "timestamp.txt": format_timestamp(made.handed_in).encode(),
    }
    secret = made.submitted / "submission_secret.txt"
    if secret.is_file():
        files["submission_secret.txt"] = secret.read_bytes()
    replace_folder(job.course.autograded(learner, job.exercise), files)
    if not (made.folder / "feedback.html").exists():
        findings = {
            "graded_with": taken.state["version"],
            "problem": reading.problem,
            "note": reading.changed,
            "scores": dict(reading.scores),
            "findings": [one.as_dict() for one in reading.findings],
            "statement": reading.statement,
            "words": dict(reading.words),
            "alt": reading.alt,
        }
        replace(made.folder / "findings.json", as_bytes(findings))
        replace(made.folder / "drawing.svg", reading.drawing.encode("utf-8", "replace"))
        if reading.team:
            replace(made.folder / "team.svg", reading.team.encode("utf-8", "replace"))
    scored = Scored(
        learner, made.handed_in, _scores(job, reading), taken.new_version, not reading.problem
    )
    job.pending.append(_Read(scored, reading, taken.state))


def _write_unreadable(job: _Job, learner: str, reason: str) -> None:
    from autograde._recording import Scored

    reading = Reading(problem=reason)
    known = _about(job, learner, reading)
    notebook = graded_notebook(job.released, job.cells, job.rubric, reading, known)
    files = {f"{job.exercise}.ipynb": as_bytes(notebook), ABOUT: known.as_bytes()}
    replace_folder(job.course.autograded(learner, job.exercise), files)
    scored = Scored(learner, None, _scores(job, reading), to_mark=False)
    job.pending.append(_Read(scored, reading, None))


def _about(job: _Job, learner: str, reading: Reading, made: Round | None = None) -> About:
    to_do = ask_again(learner) if reading.problem else ""
    if reading.failed:
        to_do = start_again(job.exercise)
    return About(
        round=made.number if made else 0,
        handed_in=spoken(made.handed_in) if made else "",
        trouble=reading.failed or reading.problem,
        to_do=to_do,
        note=reading.changed,
    )


def _scores(job: _Job, reading: Reading) -> dict[str, float]:
    if reading.failed:
        return {}
    return {
        cell: 0.0 if reading.problem else float(reading.scores.get(criterion, 0.0))
        for cell, criterion in job.cells.machine.items()
    }


def _read_release(path: Path, exercise: str) -> NotebookNode:
    quick_imports()
    import nbformat

    if not path.is_file():
        raise CourseError(
            f"The exercise {exercise} is not prepared; start: autograde release {exercise}"
        )
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook
