"""Where every learner's hand-in stands: the one list that the desk's screens are made from."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from autograde._nbgrader import Book
from autograde.about import About, about
from autograde.acting import facts_of
from autograde.course import Course
from autograde.exchange import parse_timestamp
from autograde.rounds import Round
from autograde.rubrics import Rubric

State = Literal["waits", "unread", "trouble", "marked", "returned", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One learner's newest version of one exercise.

    Parameters
    ----------
    learner : str
    state : str
        ``waits`` (for a coach), ``unread`` (came, and was not checked yet), ``trouble`` (cannot be
        marked), ``marked`` (the answer is not given back yet), ``returned`` (and no next version
        came), ``none`` (not handed in).
    round : Round or None
        The version that a coach reads.
    known : About
        Beside it: what stands in the way, and what to do.
    waits : frozenset of str
        Criteria that wait for a level.
    notebook : str
        formgrader's id of it; empty when there is none.
    """

    learner: str
    state: State
    round: Round | None = None
    known: About = field(default_factory=About)
    waits: frozenset[str] = frozenset()
    notebook: str = ""

    @property
    def handed_in(self) -> datetime | None:
        """When the version came."""
        return self.round.handed_in if self.round else None

    @property
    def facts(self) -> dict[str, Any]:
        """What grading kept of it; empty when it was not graded."""
        return facts_of(self.round) if self.round else {}

    @property
    def help(self) -> str:
        """What the learner asks the coach; empty when nothing."""
        if self.round is None:
            return ""
        path = self.round.folder / "findings.json"
        try:
            return _help(path, path.stat().st_mtime_ns)
        except (OSError, ValueError):
            return ""


def standings(course: Course, book: Book, rubric: Rubric) -> list[Standing]:
    """Everyone on the roster, in its order, with the newest version of this exercise.

    Who has left the course needs nobody any more; their work is still found by its address.
    """
    waiting = book.waiting_cells(rubric.exercise)
    return [
        _standing(course, one.id, rubric, *waiting.get(one.id, ("", frozenset())))
        for one in course.learners()
        if not one.left
    ]


def standing(course: Course, book: Book, rubric: Rubric, learner: str) -> Standing | None:
    """One learner's; None when nobody of this id is on the roster."""
    if learner not in {one.id for one in course.learners()}:
        return None
    found = book.waiting_cells(rubric.exercise).get(learner, ("", frozenset()))
    return _standing(course, learner, rubric, *found)


def queue(found: list[Standing]) -> list[Standing]:
    """Those that wait for a coach, longest first."""
    waits = [one for one in found if one.state == "waits"]
    return sorted(waits, key=lambda one: one.handed_in or datetime.max.replace(tzinfo=UTC))


def _standing(
    course: Course, learner: str, rubric: Rubric, notebook: str, cells: frozenset[str]
) -> Standing:
    made = newest_round(course.rounds(learner, rubric.exercise))
    known = about(course.autograded(learner, rubric.exercise))
    open_ones = frozenset(one.id for one in rubric.coach if f"coach-{one.id}" in cells)
    state: State
    if known.trouble and (made is None or known.round in (0, made.number)):
        state = "trouble"
    elif made is None:
        state = "none"
    elif known.round != made.number:
        state = "unread"
    elif open_ones:
        state = "waits"
    else:
        state = "returned" if (made.folder / "feedback.html").is_file() else "marked"
    return Standing(learner, state, made, known, open_ones, notebook)


@lru_cache(maxsize=8192)
def _help(path: Path, _stamp: int) -> str:
    """The question alone; most have none, and then nothing has to be taken apart."""
    raw = path.read_bytes()
    # In a text the quotation marks would be escaped, so these stand for an empty field only.
    if b'"help": ""' in raw:
        return ""
    found = json.loads(raw)
    return str(found.get("words", {}).get("help", "")).strip()


def newest_round(folder: Path) -> Round | None:
    """The last version handed in, without reading the others; None when there is none."""
    try:
        with os.scandir(folder) as entries:
            number = max((int(one.name) for one in entries if one.name.isdigit()), default=0)
    except OSError:
        return None
    return _round(folder / str(number)) if number else None


@lru_cache(maxsize=8192)
def _round(folder: Path) -> Round | None:
    """A round never changes, so it is read once."""
    try:
        data = json.loads((folder / "round.json").read_text(encoding="utf-8"))
        time = parse_timestamp(data["handed_in"]) or datetime.fromtimestamp(0, UTC)
        by, origin, digest = (str(data[name]) for name in ("by", "origin", "digest"))
        return Round(folder, int(folder.name), time, by, origin, digest)
    except (OSError, ValueError, KeyError, TypeError):
        return None
