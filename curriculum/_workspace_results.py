"""What the workspace answers, and the sentences it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, TypeVar

from curriculum.artifacts.base import Artifact

A = TypeVar("A", bound=Artifact)
Found = Literal["same", "gone", "newer", "damaged", "changed"]
"""What became of a file: nothing; it is no longer there; a newer version of the program wrote it;
it cannot be read; it was changed and can be read."""

UNKNOWN = "unreadable"
"""Revision of a file that the system did not open."""


class WorkspaceError(ValueError):
    """A wrong name or version was asked for; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[A]):
    """What was found.

    Parameters
    ----------
    artifact : Artifact or None
        None if there is nothing to open.
    revision : str
        What to name as ``base_revision`` at the next save; "" if there is no file.
    message : str
        One plain sentence for the person, or "".
    read_only : bool
        True if nothing can be saved here (a file from a newer version of the program).
    """

    artifact: A | None
    revision: str
    message: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save.

    Parameters
    ----------
    revision : str
        The revision of the file on the disk now. After a conflict it is the other window's: saving
        again with it as ``base_revision`` replaces that version (which stays in the history).
    message : str
        One plain sentence for the person, or "".
    conflict : bool
        True if something stands in the file that must not be overwritten.
    saved : bool
        True if the work is on the disk, in the file itself.
    kept : str
        Id of the conflict copy: the caller's version in the history; or "".
    found : Found
        What had become of the file since the base revision.
    """

    revision: str
    message: str = ""
    conflict: bool = False
    saved: bool = True
    kept: str = ""
    found: Found = "same"


NO_HISTORY = (
    "Your work is saved, but no earlier version of it can be kept; free some space on this disk."
)


def not_saved(reason: str) -> str:
    """A disk that refused, and what to do."""
    return (
        f"{reason}, so your last changes are not saved yet; keep this window open and it will be "
        "tried again."
    )


def newer(name: str, when: str = "") -> str:
    """A file that only a newer version of the program understands."""
    told = f"The saved file {name} comes from a newer version of the program and was not touched; "
    if not when:
        return told + "update the program to open it."
    return told + f"you see your last version before it, {when}, so update the program to go on."


def refuse_newer(revision: str, kept: str = "") -> Saved:
    """A file of a newer version is in the way; ``kept`` is the conflict copy, if there is one."""
    end = (
        "what you have here is kept among the earlier versions, so update the program and go on."
        if kept
        else "update the program to go on with it."
    )
    return Saved(
        revision,
        "The saved file comes from a newer version of the program, so it was not overwritten; "
        + end,
        conflict=True,
        saved=False,
        kept=kept,
        found="newer",
    )


def unreadable(path: Path, error: OSError) -> str:
    """A file that the system does not open."""
    return f"The saved file {path.name} cannot be opened ({error.strerror or 'unknown reason'})."


def conflict(revision: str, kept: str) -> Saved:
    """Another window has saved meanwhile; ``kept`` is the conflict copy, "" if it failed."""
    message = (
        "This work was also changed in another window or program, so nothing was overwritten; "
        "your version is kept, and you can choose which one to go on with."
        if kept
        else "This work was also changed in another window or program and your version could not "
        "be stored; "
        "copy what you need before you close this window."
    )
    return Saved(revision, message, conflict=True, saved=False, kept=kept, found="changed")


def gone(name: str) -> str:
    """A file that was there and is no longer, while its work was open."""
    return (
        f"The saved file {name} was deleted or moved by somebody or another program, "
        "so it was saved again from what you see here."
    )


def folder_gone(folder: str) -> str:
    """The folder of the work is no longer there, while its work was open."""
    return (
        f"The folder {folder} was deleted, moved or renamed, so nothing more is saved until you "
        "change something here; if it has a new place, open your work there."
    )


def damaged_meanwhile(name: str, aside: str) -> str:
    """A file that another program damaged while its work was open."""
    return (
        f"The saved file {name} was damaged by another program, so it was saved again from what "
        f"you see here; the damaged file is kept beside it as {aside}."
    )


def damaged(name: str, when: str, where: str) -> str:
    """A damaged file, and a good version of it in the history."""
    return (
        f"The saved file {name} is damaged, so the last good version, {when}, is open; "
        f"the damaged file {where}."
    )


def damaged_without_history(name: str, where: str) -> str:
    """A damaged file, and nothing in the history."""
    return (
        f"The saved file {name} is damaged and no earlier version is at hand, so you start anew; "
        f"the damaged file {where}."
    )
