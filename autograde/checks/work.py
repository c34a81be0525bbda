"""Opens what a learner made for an exercise, as hostile data, and checks it against their case."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde.findings import Finding
from autograde.kinds import DrawCase, kind_of
from autograde.rubrics import load_rubric
from curriculum.artifacts.base import MAX_BYTES, ArtifactError


@dataclass(frozen=True, slots=True)
class Work:
    """What a learner made, and what the check says of it.

    Parameters
    ----------
    artifact : artifact or None
        Of the exercise's kind; None when it could not be read.
    case : case or None
        The learner's case, drawn again; None when there is a problem.
    findings : list of Finding
        Empty when there is a problem: then nothing is scored.
    problem : str
        One plain sentence, or "".
    """

    artifact: Any
    case: Any
    findings: list[Finding]
    problem: str


def load_work(exercise: str, folder: Path, key: str | None = None) -> Work:
    """Read a learner's work for an exercise and check it. Never raises for what a learner made.

    Parameters
    ----------
    exercise : str
        The exercise's id.
    folder : Path
        The exercise folder, which holds ``work/``.
    key : str, optional
        Whose work it must be; compared with what the file says.

    Returns
    -------
    Work

    Raises
    ------
    RubricError
        If there is no such exercise.
    """
    kind = kind_of(exercise)
    try:
        raw = read_file(folder, load_rubric(exercise).file)
        artifact = kind.model.from_json(raw)
    except ArtifactError as error:
        return Work(None, None, [], str(error))
    try:
        case = case_of(artifact, exercise, key, kind.draw)
    except ArtifactError as error:
        return Work(artifact, None, [], str(error))
    return Work(artifact, case, kind.check(artifact, case), "")


def read_file(folder: Path, name: str) -> bytes:
    """A small file inside a folder: an ordinary file, reached without links, of bounded size.

    Raises
    ------
    ArtifactError
        With one plain sentence.
    """
    path = folder
    for part in Path(name).parts:
        path = path / part
        if part == ".." or path.is_symlink():
            raise ArtifactError(f"{name} is a link to another place; it was not opened.")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError as error:
        raise ArtifactError(
            f"There is no {name} yet; open the exercise and make something in the editor."
        ) from error
    except (OSError, ValueError) as error:
        raise ArtifactError(f"{name} cannot be opened.") from error
    try:
        return _read(handle, name)
    except OSError as error:
        raise ArtifactError(f"{name} cannot be read.") from error
    finally:
        os.close(handle)


def _read(handle: int, name: str) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise ArtifactError(f"{name} is not an ordinary file; it was not opened.")
    if status.st_size > MAX_BYTES:
        raise ArtifactError(f"{name} is too large to be a saved piece of work (over 1 MB).")
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(MAX_BYTES + 1)


def case_of(artifact: Any, exercise: str, key: str | None, draw_case: DrawCase) -> Any:
    """The case that an artifact says it belongs to, drawn again and compared.

    Raises
    ------
    ArtifactError
        With one plain sentence that says why this work is not scored.
    """
    named = artifact.case
    if named is None:
        raise ArtifactError(
            "This work does not say which practice case it belongs to; "
            "open the exercise's own editor and make it there."
        )
    if named.exercise != exercise:
        raise ArtifactError(
            f'This work was made for "{named.exercise}", so it is not scored as "{exercise}".'
        )
    if named.draw != 0:
        raise ArtifactError(
            "This is a practice round; hand in the case that the exercise opens with."
        )
    if key is not None and named.key != key:
        raise ArtifactError("This work names the case of another person, so it is not scored.")
    case = draw_case(exercise, named.key, named.draw)
    if case.digest != named.digest:
        raise ArtifactError(
            "This work belongs to another version of the practice case, so it is not scored; "
            "open the exercise again to get the present one."
        )
    return case
