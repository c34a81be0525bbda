"""What a run says afterward: what was graded, and what needs a person; also kept as a table."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HEADER = ("learner", "exercise", "criterion", "what is the matter", "what to do")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A hand-in that needs a look, in plain words.

    Parameters
    ----------
    learner : str
    reason : str
        What is the matter, one sentence.
    criterion : str
        Which criterion it is about; ``all`` for the whole hand-in.
    exercise : str
    to_do : str
        What a coach does about it.
    """

    learner: str
    reason: str
    criterion: str = "all"
    exercise: str = ""
    to_do: str = ""

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
    file: Path | None = None
    """The same troubles as a table that a spreadsheet opens; None when there are none."""


def table_of(root: Path, exercise: str) -> Path:
    """Where a course keeps the table of what could not be scored."""
    return root / "reports" / f"{exercise}-not-scored.csv"


def keep(root: Path, exercise: str, troubles: Iterable[Trouble]) -> Path | None:
    """Write the table of what could not be scored; without troubles the old one is removed.

    Parameters
    ----------
    root : Path
        The course's folder.
    exercise : str
    troubles : iterable of Trouble

    Returns
    -------
    Path or None
        The table, for every spreadsheet; None when nothing is the matter.
    """
    path = table_of(root, exercise)
    rows = [(one.learner, one.exercise, one.criterion, one.reason, one.to_do) for one in troubles]
    if not rows:
        path.unlink(missing_ok=True)
        return None
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    path.parent.mkdir(exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.new")
    half.write_text(buffer.getvalue(), "utf-8-sig", errors="replace", newline="")
    os.replace(half, path)
    return path


def shown(text: str) -> str:
    """A stranger's name for the terminal and for a table: in one line, nothing that is obeyed."""
    return "".join(one if one.isprintable() else "�" for one in text)


def _plain(cell: str) -> str:
    text = shown(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
