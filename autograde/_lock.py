"""One writer at a time: a lock that the operating system releases when a process dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

BUSY = (
    "Another autograde command is working on this course right now; wait until it is done, then "
    "start this one again."
)


class CourseError(RuntimeError):
    """Something about a course is not as it should be; one plain sentence that says what to do."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the course in ``folder`` for writing.

    Raises
    ------
    CourseError
        When another process holds it.
    """
    try:
        handle = (folder / ".autograde.lock").open("a+b")
    except OSError as error:
        raise CourseError(
            f"The course in {folder} cannot be written to; check the folder's permissions."
        ) from error
    with handle:
        _hold(handle)
        yield


def _hold(handle: IO[bytes]) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CourseError(BUSY) from error
