"""Take files that strangers sent: bounded, without links, and only the kinds that we know."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

MAX_FILE = 10_000_000
MAX_ALL = 25_000_000
MAX_FILES = 60
_WORK = re.compile(r"work/(?!practice-)(?P<name>[A-Za-z0-9][A-Za-z0-9_-]{0,60})\.json\Z")
# Names that Windows takes for devices: a course may be moved there.
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
_NBGRADER = ("timestamp.txt", "submission_secret.txt")


class IntakeError(ValueError):
    """A hand-in that cannot be taken; one plain sentence."""


def is_wanted(name: str, exercise: str) -> bool:
    """Whether a file of this name belongs to a hand-in of this exercise."""
    if name in (f"{exercise}.ipynb", *_NBGRADER):
        return True
    work = _WORK.match(name)
    return work is not None and not _RESERVED.fullmatch(work["name"])


def take_folder(folder: Path, exercise: str) -> dict[str, bytes]:
    """Read a handed-in folder that may be hostile.

    Parameters
    ----------
    folder : Path
        For example ``submitted/<learner>/<exercise>`` or a folder in the exchange.
    exercise : str
        Names the notebook that belongs to it.

    Returns
    -------
    dict of str to bytes
        Files by their path inside the folder, with forward slashes; files that do not belong to a
        hand-in are left out.

    Raises
    ------
    IntakeError
        When it holds links, is too large, or cannot be read.
    """
    files: dict[str, bytes] = {}
    folded: set[str] = set()
    whole = seen = 0
    try:
        if folder.is_symlink():
            raise IntakeError("it is a link to somewhere else")
        for name, path in _walk(folder, folder, 0):
            seen += 1
            if seen > 20 * MAX_FILES:
                raise IntakeError("it holds too many files")
            if not is_wanted(name, exercise):
                continue
            if name.casefold() in folded:
                raise IntakeError("two of its files differ only by capital letters")
            folded.add(name.casefold())
            files[name] = read_bounded_file(path)
            whole += len(files[name])
            if whole > MAX_ALL or len(files) > MAX_FILES:
                raise IntakeError("it is too large")
    except OSError as error:
        raise IntakeError("it cannot be read") from error
    return files


def read_bounded_file(path: Path) -> bytes:
    """A plain file's bytes, never following a link, never more than ``MAX_FILE``."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise IntakeError(f"{path.name} is not a plain file")
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise IntakeError(f"{path.name} is larger than {MAX_FILE // 1_000_000} MB")
    return content


def _walk(folder: Path, root: Path, depth: int) -> Iterator[tuple[str, Path]]:
    if depth > 3:
        raise IntakeError("its folders are nested too deeply")
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                raise IntakeError("it holds a link to somewhere else")
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in (".history", ".ipynb_checkpoints", "feedback", "__pycache__"):
                    yield from _walk(path, root, depth + 1)
            else:
                yield path.relative_to(root).as_posix(), path
