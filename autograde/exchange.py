"""Handing in through nbgrader's exchange, from a learner's folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde import _nbgrader
from autograde.roster import id_problem
from curriculum.times import moment

_IGNORE = [".ipynb_checkpoints", "__pycache__", "feedback", ".history", ".*", "practice-*"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a learner is told after handing in."""

    exercise: str
    key: str
    time: datetime
    message: str


class Exchange:
    """nbgrader's exchange, as the hand-in panel and ``curriculum hand-in`` use it."""

    def available(self, folder: Path) -> str:
        """Why handing in here is not possible; empty when it is.

        Parameters
        ----------
        folder : Path
            The learner's exercise folder, ``<workspace>/<exercise>``, or the workspace.
        """
        if sys.platform == "win32":
            return "On Windows you hand in with a packet file."
        config = _config(folder)
        root, course = _root(config), _course(config)
        if not root or not course:
            return "No course is set up on this computer; hand in with a packet file."
        inbound = Path(root) / course / "inbound"
        if not inbound.is_dir():
            return "Your course has not opened its exchange yet; hand in with a packet file."
        if not os.access(inbound, os.W_OK | os.X_OK):
            return (
                "You may not write to your course's exchange; hand in with a packet file and "
                "tell your coach."
            )
        return ""

    def submit(self, folder: Path, exercise: str, key: str) -> Receipt:
        """Hand in the exercise folder as it is on disk now.

        Parameters
        ----------
        folder : Path
            The exercise folder, or the workspace that holds it.
        exercise, key : str
            The exercise's id and the learner's.

        Raises
        ------
        NbgraderError
            With a plain sentence; nothing was handed in.
        """
        home = self._home(folder, exercise)
        problem = self.available(home) or id_problem(key)
        if problem:
            raise _nbgrader.NbgraderError(problem)
        released = Path(_root(_config(home))) / _course(_config(home)) / "outbound" / exercise
        if not released.is_dir():
            raise _nbgrader.NbgraderError(
                "Your course has not released this exercise; hand in with a packet file."
            )
        stamp = _nbgrader.submit(_learner_config(home, key), exercise, key, home.parent)
        time = parse_timestamp(stamp) or datetime.now(UTC)
        return Receipt(exercise, key, time, f"Handed in on {moment(time.astimezone())}.")

    def fetch_feedback(self, folder: Path, exercise: str, key: str) -> tuple[Path, ...]:
        """Bring the feedback pages into ``<exercise folder>/feedback/``, newest first."""
        home = self._home(folder, exercise)
        problem = self.available(home)
        if problem:
            raise _nbgrader.NbgraderError(problem)
        returned = Path(_root(_config(home))) / _course(_config(home)) / "feedback"
        if returned.is_dir():
            _nbgrader.fetch_feedback(_learner_config(home, key), exercise, key, home.parent)
        pages = (home / "feedback").glob("*/*.html")
        return tuple(sorted(pages, key=lambda page: page.parent.name, reverse=True))

    def fetch(self, folder: Path, exercise: str, key: str) -> Path:
        """Bring the released exercise into ``<workspace>/<exercise>/``; work is never touched."""
        home = self._home(folder, exercise)
        problem = self.available(home.parent)
        if problem:
            raise _nbgrader.NbgraderError(problem)
        return _nbgrader.fetch_assignment(_learner_config(home, key), exercise, key, home.parent)

    @staticmethod
    def _home(folder: Path, exercise: str) -> Path:
        folder = folder.resolve()
        return folder if folder.name == exercise else folder / exercise


def parse_timestamp(text: str) -> datetime | None:
    """nbgrader's ``timestamp.txt`` as a time in UTC; None when it is no time."""
    cleaned = text.strip()[:64].removesuffix("UTC").strip()
    for form in ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(cleaned, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    try:
        time = datetime.fromisoformat(cleaned)
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def format_timestamp(time: datetime) -> str:
    """A time as nbgrader writes it."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def spoken(time: datetime) -> str:
    """A time as one says it where this computer stands: November 6, 2026 at 6:05 AM PST."""
    local = time.astimezone()
    return f"{moment(local)} {local.tzname()}"


def _config(folder: Path) -> Any:
    return _nbgrader.load_config(folder.resolve().parent, folder.resolve())


def _root(config: Any) -> str:
    return str(config.Exchange.get("root", ""))


def _course(config: Any) -> str:
    return str(config.CourseDirectory.get("course_id", ""))


def _learner_config(home: Path, key: str) -> Any:
    config = _config(home)
    config.CourseDirectory.root = str(home.parent)
    config.CourseDirectory.ignore = _IGNORE
    config.CourseDirectory.include = ["*.ipynb", "*.json"]
    # nbgrader would otherwise return everybody's feedback to whoever shares an account.
    config.Exchange.cache = str(home.parent / ".handed-in" / key)
    config.Exchange.path_includes_course = False
    return config
