"""A course: an nbgrader course folder made from ``exercises/`` and a roster.

The folder is nbgrader's own (``source``, ``release``, ``submitted``, ``autograded``, ``feedback``,
``gradebook.db``, ``nbgrader_config.py``), with three things beside it: ``roster.csv``, ``packets``
(where hand-ins that came as files are put) and ``rounds`` (every version handed in, for good).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograde import _gradebook, _nbgrader, release
from autograde._lock import CourseError, writing
from autograde._settings import COURSE_CONFIG, DATABASE_CONFIG, LEARNER_CONFIG
from autograde.exchange import Exchange, Receipt
from autograde.release import release_exercise
from autograde.roster import Learner, read_roster, write_roster
from autograde.roster_update import RosterChange, planned_change, update_roster

__all__ = [
    "Course",
    "CourseError",
    "Exchange",
    "Receipt",
    "RosterChange",
    "new_course",
    "planned_change",
    "release_exercise",
    "release_to_learners",
    "update_roster",
]

Progress = Callable[[int, int, str], None]
_COURSE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\Z")


@dataclass(frozen=True)
class Course:
    """One course folder.

    Raises
    ------
    CourseError
        From :meth:`at`, when the folder is not a course.
    """

    root: Path

    @classmethod
    def at(cls, folder: Path) -> Course:
        """The course in this folder."""
        root = folder.resolve()
        if not (root / "nbgrader_config.py").is_file() or not (root / "roster.csv").is_file():
            raise CourseError(
                f"{root} is not a course; go to the course's folder or name it with --course. To "
                "make a new one: autograde new FOLDER --roster FILE"
            )
        return cls(root)

    @cached_property
    def config(self) -> Any:
        """nbgrader's settings of this course."""
        config = _nbgrader.load_config(self.root)
        config.CourseDirectory.root = str(self.root)
        return config

    @property
    def id(self) -> str:
        """The course's id in the exchange."""
        return str(self.config.CourseDirectory.course_id)

    @property
    def exchange(self) -> Path:
        """Where hand-ins and feedback pass through, as nbgrader is told."""
        return Path(str(self.config.Exchange.root))

    def book(self, *, new: bool = False) -> _nbgrader.Book:
        """The gradebook, opened; see :class:`autograde._nbgrader.Book`."""
        url = self.config.CourseDirectory.get("db_url", f"sqlite:///{self.root}/gradebook.db")
        return _nbgrader.Book(str(url), self.id, new=new, root=self.root)

    def learners(self) -> tuple[Learner, ...]:
        """Everyone on the roster, in its order."""
        return read_roster(self.root / "roster.csv")

    def exercises(self) -> tuple[str, ...]:
        """Exercises of this course, by id."""
        return tuple(sorted(one.name for one in (self.root / "source").iterdir() if one.is_dir()))

    def require(self, exercise: str) -> None:
        """Say so when this course does not have the exercise."""
        if exercise not in self.exercises():
            have = ", ".join(self.exercises()) or "none yet"
            raise CourseError(f"This course has no exercise “{exercise[:60]}”; it has {have}.")

    def release_notebook(self, exercise: str) -> Path:
        """What learners were given."""
        return self.root / "release" / exercise / f"{exercise}.ipynb"

    def submitted(self, learner: str, exercise: str) -> Path:
        """The newest version that a learner handed in."""
        return self.root / "submitted" / learner / exercise

    def autograded(self, learner: str, exercise: str) -> Path:
        """What a coach opens."""
        return self.root / "autograded" / learner / exercise

    def feedback(self, learner: str, exercise: str) -> Path:
        """What nbgrader returns to a learner."""
        return self.root / "feedback" / learner / exercise

    def rounds(self, learner: str, exercise: str) -> Path:
        """Every version handed in, by number."""
        return self.root / "rounds" / learner / exercise


def new_course(
    folder: Path,
    roster: Path,
    course_id: str = "",
    exchange: Path | None = None,
    exercises: Sequence[str] = (),
    progress: Progress | None = None,
    database: str = "",
) -> Course:
    """Make a course from a roster; either all of it, or nothing.

    Parameters
    ----------
    folder : Path
        Where; it must not exist yet, or be empty.
    roster : Path
        See :func:`autograde.roster.read_roster`.
    course_id : str
        Small letters, digits, hyphens; by default from the folder's name.
    exchange : Path, optional
        nbgrader's exchange on a shared machine; by default a folder inside the course.
    exercises : sequence of str
        By default every exercise that comes with this program.
    progress : callable, optional
        Called with (done, all, what is being done now) before each step and once at the end.
    database : str
        Address of an empty database on a server that keeps the gradebook, such as
        ``postgresql://coach@localhost/lift``; by default a file in the course's folder.

    Raises
    ------
    RosterError, CourseError
        Plain sentences; then nothing was made.
    """
    learners = read_roster(roster)
    folder = folder.resolve()
    course_id = course_id or re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")
    if not _COURSE_ID.match(course_id):
        raise CourseError(
            f"“{course_id[:40]}” cannot be a course's id; use up to 40 small letters, digits and "
            "hyphens, for example --course-id lift-2026."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} already holds something; name a folder that is new or empty.")
    wanted = tuple(exercises) or release.exercises()
    for exercise in wanted:
        release.exercise_folder(exercise)
    database = _gradebook.new_database(database) if database else ""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise CourseError(f"{folder} cannot be made; check the folder above it.") from error
    try:
        half.chmod(0o755)
        _write_settings(half, folder, course_id, exchange, database)
        _fill(half, learners, wanted, progress or _silent)
        if folder.exists():
            folder.rmdir()
        os.replace(half, folder)
    except BaseException:
        if database:
            with suppress(CourseError):
                _gradebook.empty(database)
        raise
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return Course.at(folder)


def _silent(done: int, whole: int, what: str) -> None:
    """Nobody is watching."""


def _write_settings(
    root: Path, final: Path, course_id: str, exchange: Path | None, database: str
) -> None:
    root_text = repr(str(exchange.resolve())) if exchange else 'str(HERE / "exchange")'
    text = COURSE_CONFIG.format(
        course_id=course_id, exchange=root_text, stub=release.FIX_FIRST_TEXT
    )
    path = root / "nbgrader_config.py"
    if database:
        text += DATABASE_CONFIG.format(database=repr(database))
        path.touch(mode=0o600)  # a password may stand in it
    path.write_text(text, encoding="utf-8")
    (root / "for-learners").mkdir()
    shared = exchange.resolve() if exchange else final / "exchange"
    write_learner_settings(root / "for-learners", course_id, shared)


def _fill(root: Path, learners: Sequence[Learner], exercises: Sequence[str], say: Progress) -> None:
    for name in ("packets", "rounds", "submitted", "autograded", "feedback"):
        (root / name).mkdir()
    write_roster(root / "roster.csv", learners)
    course = Course.at(root)
    steps = 2 * len(exercises) + 1
    say(0, steps, "Making the gradebook")
    with course.book(new=True) as book:
        book.put_learners(learners)
    for place, exercise in enumerate(exercises):
        say(2 * place + 1, steps, f"Building {exercise}")
        release.write_source(exercise, root / "source" / exercise)
        say(2 * place + 2, steps, f"Preparing {exercise} for learners")
        _nbgrader.generate(course.config, exercise)
    course.book().close()  # looked over, and its first copy kept
    say(steps, steps, "")


def write_learner_settings(folder: Path, course_id: str, exchange: Path) -> None:
    """Write the ``nbgrader_config.py`` with which learners find the exchange."""
    (folder / "nbgrader_config.py").write_text(
        LEARNER_CONFIG.format(course_id=course_id, exchange=repr(str(exchange))), encoding="utf-8"
    )


def release_to_learners(course: Course, exercise: str) -> Path:
    """Put an exercise into the exchange, from where learners fetch it.

    Returns
    -------
    Path
        The released notebook.

    Raises
    ------
    CourseError, NbgraderError
        Plain sentences; also on Windows, where nbgrader has no exchange.
    """
    course.require(exercise)
    if sys.platform == "win32":
        raise CourseError(
            "nbgrader's exchange does not work on Windows, so there is nothing to release; your "
            "learners open the exercise from their own start page and send you packet files."
        )
    with writing(course.root):
        course.book().close()  # looked over here: nbgrader itself would answer with a traceback
        _nbgrader.release(course.config, exercise)
    return course.release_notebook(exercise)
