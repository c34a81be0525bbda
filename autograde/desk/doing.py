"""How far a command of the course is: told in lines by the command, asked for by the page."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograde._nbgrader import Book
from autograde.course import Course

#: Begins a line that is no result: the sign that ASCII has for separating records.
MARK = "\x1e"

_lock = threading.Lock()
_now: dict[Path, dict[str, Any]] = {}


def told(done: int, whole: int, what: str) -> str:
    """A line of a running command: how many of how many, and what it does."""
    return MARK + json.dumps({"done": done, "of": whole, "what": what})


def heard(line: str) -> dict[str, Any] | None:
    """What such a line says; None for a line of the result."""
    if not line.startswith(MARK):
        return None
    try:
        found = json.loads(line[len(MARK) :])
        return {"done": int(found["done"]), "of": int(found["of"]), "what": str(found["what"])}
    except (ValueError, KeyError, TypeError):
        return {"done": 0, "of": 0, "what": ""}


def set_doing(root: Path, state: dict[str, Any] | None) -> None:
    """Say what goes on in a course now; None when it is over."""
    with _lock:
        if state is None:
            _now.pop(root, None)
        else:
            _now[root] = state


def doing(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """What goes on in the course: ``what``, ``done``, ``of`` (0: not known); empty for nothing."""
    with _lock:
        return dict(_now.get(course.root, {}))
