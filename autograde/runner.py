"""Grade many: read saved work as data, check it, draw it, record it. No learner's code runs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograde import __name__ as package_name
from autograde._lock import CourseError, writing
from autograde._nbgrader import Book
from autograde._quick import quick_imports
from autograde.about import ABOUT, About, about, ask_again, start_again
from autograde.collect import put_newest, round_of_submitted
from autograde.course import Course
from autograde.exchange import format_timestamp, spoken
from autograde.graded import graded_notebook
from autograde.intake import IntakeError
from autograde.reader import Reader, Reading
from autograde.release import Cells, cells_of
from autograde.rounds import Round, replace_folder, rounds_in, write_json
from autograde.rubrics import Rubric, load_rubric

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

MARKER = "graded.json"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A hand-in that needs a look: whose, which criterion (or all), and why, in plain words."""

    learner: str
    reason: str
    criterion: str = "all"

    def __str__(self) -> str:
        return f"{self.learner}, {self.criterion}: {self.reason}"


@dataclass(slots=True)
class RunReport:
    """What a run did."""

    graded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    """Hand-ins that were not scored, with the reason; they are in the gradebook without points."""
    notes: list[Trouble] = field(default_factory=list)
    """Hand-ins that were scored, and something is worth knowing."""


@dataclass(frozen=True)
class _Job:
    course: Course
    exercise: str
    rubric: Rubric
    released: NotebookNode
    cells: Cells
    book: Book
    reader: Reader
    again: bool


def run(
    course: Course,
    exercise: str,
    *,
    again: bool = False,
    seconds: float | None = None,
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
    """
    course.require(exercise)
    released = _read_release(course.release_notebook(exercise), exercise)
    texts = {str(cell.id): str(cell.source) for cell in released.cells}
    limit = {} if seconds is None else {"seconds": seconds}
    report = RunReport()
    with writing(course.root), course.book() as book, Reader(exercise, texts, **limit) as reader:
        job = _Job(
            course=course,
            exercise=exercise,
            rubric=load_rubric(exercise),
            released=released,
            cells=cells_of(released, exercise),
            book=book,
            reader=reader,
            again=again,
        )
        learners = list(_waiting(course, exercise, report))
        for place, learner in enumerate(learners):
            if progress:
                progress(place, len(learners), learner)
            try:
                _one(job, learner, report)
            except (IntakeError, OSError, ValueError) as error:
                reason = str(error) or type(error).__name__
                report.troubles.append(Trouble(learner, f"{reason[:1].upper()}{reason[1:]}."))
        if progress:
            progress(len(learners), len(learners), "")
    return report


def _waiting(course: Course, exercise: str, report: RunReport) -> Iterator[str]:
    on_roster = {one.id for one in course.learners()}
    for learner in sorted(on_roster):
        put_newest(course, learner, exercise)
    for folder in sorted((course.root / "submitted").glob(f"*/{exercise}")):
        learner = folder.parent.name
        if learner in on_roster:
            yield learner
        elif not learner.startswith("."):
            report.troubles.append(
                Trouble(
                    learner[:64],
                    "Nobody of this id is on the roster, so it was left out; add the learner with "
                    "“autograde roster” and start this again.",
                )
            )


def _one(job: _Job, learner: str, report: RunReport) -> None:
    try:
        made = round_of_submitted(job.course, learner, job.exercise)
    except IntakeError as error:
        _record_unreadable(job, learner, f"It was not read: {error}.", report)
        return
    target = job.course.autograded(learner, job.exercise)
    state = {"round": made.number, "digest": made.digest, "version": version(job.exercise)}
    before = _marker(target)
    unusable = bool(about(target).trouble)
    if before == state and not job.again:
        report.unchanged.append(learner)
        if problem := _problem(made):
            report.troubles.append(Trouble(learner, problem))
        return
    reading = job.reader.read(made.submitted, learner)
    _write(job, learner, made, reading, state)
    job.book.record(
        job.exercise,
        learner,
        made.handed_in,
        _scores(job, reading),
        new_version=unusable or before.get("digest") != made.digest,
        to_mark=not reading.problem,
    )
    if reading.failed:
        report.troubles.append(Trouble(learner, reading.failed))
        return
    write_json(target / MARKER, state)
    report.graded.append(learner)
    if reading.problem:
        report.troubles.append(Trouble(learner, reading.problem))
    elif reading.changed:
        report.notes.append(Trouble(learner, reading.changed))


def _write(job: _Job, learner: str, made: Round, reading: Reading, state: dict[str, Any]) -> None:
    known = _about(job, learner, reading, made)
    notebook = graded_notebook(job.released, job.cells, job.rubric, reading, known)
    files = {
        f"{job.exercise}.ipynb": _text(notebook),
        ABOUT: known.as_bytes(),
        "timestamp.txt": format_timestamp(made.handed_in).encode(),
    }
    secret = made.submitted / "submission_secret.txt"
    if secret.is_file():
        files["submission_secret.txt"] = secret.read_bytes()
    replace_folder(job.course.autograded(learner, job.exercise), files)
    if not (made.folder / "feedback.html").exists():
        write_json(
            made.folder / "findings.json",
            {
                "graded_with": state["version"],
                "problem": reading.problem,
                "note": reading.changed,
                "scores": dict(reading.scores),
                "findings": [one.as_dict() for one in reading.findings],
                "statement": reading.statement,
                "words": dict(reading.words),
                "alt": reading.alt,
            },
        )
        (made.folder / "drawing.svg").write_text(reading.drawing, encoding="utf-8")


def _record_unreadable(job: _Job, learner: str, reason: str, report: RunReport) -> None:
    reading = Reading(problem=reason)
    known = _about(job, learner, reading)
    notebook = graded_notebook(job.released, job.cells, job.rubric, reading, known)
    files = {f"{job.exercise}.ipynb": _text(notebook), ABOUT: known.as_bytes()}
    replace_folder(job.course.autograded(learner, job.exercise), files)
    job.book.record(
        job.exercise, learner, None, _scores(job, reading), new_version=True, to_mark=False
    )
    report.troubles.append(Trouble(learner, reason))


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


def _text(notebook: NotebookNode) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def _problem(made: Round) -> str:
    """Why an earlier run could not score this round; empty if it could."""
    try:
        found = json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
        return str(found["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _marker(target: Path) -> dict[str, Any]:
    try:
        data = json.loads((target / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


@cache
def version(exercise: str) -> str:
    """One digest of all that decides a mark: checks, word lists, cases, rubric, this runner."""
    import curriculum
    from curriculum.content import content_root

    ours = Path(__file__).parent
    makes = Path(curriculum.__file__).parent
    folders = [ours, makes / "artifacts", makes / "simulate", makes / "figures"]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in _COUNTS]
    files += list((content_root() / "exercises" / exercise).glob("*.toml"))
    files += [*content_root().glob("lift/*/cases/*.toml"), content_root() / "lift" / "series.toml"]
    whole = hashlib.blake2b(package_name.encode(), digest_size=16)
    for path in sorted(files):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


_COUNTS = {".py", ".toml", ".txt", ".json"}


def graded_round(course: Course, learner: str, exercise: str) -> Round | None:
    """The round that the marks in the gradebook belong to; None when nothing is graded."""
    state = _marker(course.autograded(learner, exercise))
    rounds = rounds_in(course.rounds(learner, exercise))
    return next((one for one in rounds if one.number == state.get("round")), None)
