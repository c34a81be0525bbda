"""The course and the gradebook that a running desk works on, opened once and looked at again."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from autograde._gradebook import file_of
from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from curriculum.lab.server import lab_home

_LOOK_AGAIN = 300.0
MAX_NAME = 60


class Desk:
    """One course, opened when it is first asked for.

    Parameters
    ----------
    root : Path
        The course's folder.
    db_url, course_id : str
        As formgrader has them, so that both write into the same gradebook.
    """

    def __init__(self, root: Path, db_url: str, course_id: str) -> None:
        self.root = root
        self._url = db_url
        self._id = course_id
        self._book: Book | None = None
        self._file = file_of(db_url)
        self._seen: tuple[int, int] | None = None
        self._looked = 0.0

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Desk:
        """The desk of a running server; made at the first call."""
        found = settings.get("lift_elie_desk")
        if isinstance(found, cls):
            return found
        place = settings["nbgrader_formgrader"].coursedir
        made = cls(Path(str(place.root)), str(place.db_url), str(place.course_id))
        settings["lift_elie_desk"] = made
        return made

    @property
    def course(self) -> Course:
        """The course, read anew: its roster may have changed.

        Raises
        ------
        CourseError
            When the folder that JupyterLab serves is no course.
        """
        return Course.at(self.root)

    @property
    def book(self) -> Book:
        """The gradebook as it is now, also after another program wrote to it.

        Raises
        ------
        BookError
            When it is missing or damaged; it is looked for again at the next call.
        """
        now = self._stamp()
        due = time.monotonic() - self._looked > _LOOK_AGAIN
        if self._book is not None and (now is None or now != self._seen or due):
            self.close()
        if self._book is None:
            self._book = Book(self._url, self._id, root=self.root)
            self._seen, self._looked = self._stamp(), time.monotonic()
        self._book.forget()
        return self._book

    def close(self) -> None:
        """Let go of the gradebook; the next call opens it again."""
        book, self._book = self._book, None
        if book is not None:
            book.close()

    def _stamp(self) -> tuple[int, int] | None:
        if self._file is None:
            return (0, 0)
        try:
            found = os.stat(self._file)
        except OSError:
            return None
        return (found.st_dev, found.st_ino)

    # Who sits here

    def coach(self) -> str:
        """The name given at this computer for this course; empty when nobody was asked yet."""
        return str(self._names().get(str(self.root.resolve()), ""))

    def set_coach(self, name: str) -> str:
        """Keep the coach's name for this course on this computer.

        Raises
        ------
        CourseError
            When the name is empty or too long.
        """
        name = " ".join("".join(one if one.isprintable() else " " for one in name).split())
        if not name or len(name) > MAX_NAME:
            raise CourseError(f"Please write your name, with at most {MAX_NAME} letters.")
        file = _names_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f".{file.name}.{os.getpid()}")
        text = json.dumps({**self._names(), str(self.root.resolve()): name}, ensure_ascii=False)
        half.write_text(text, encoding="utf-8")
        os.replace(half, file)
        return name

    def _names(self) -> dict[str, Any]:
        try:
            found = json.loads(_names_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _names_file() -> Path:
    return lab_home() / "coaches.json"
