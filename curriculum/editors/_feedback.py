"""What the coach panel of an editor gets, and the one place where exceptions are caught."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from curriculum.artifacts import Fishbone

FIELDS = ("id", "status", "what", "why", "next", "misconception", "where", "quote")
HINT_LEVELS = 3
ORDER = {"missed": 0, "asked": 1, "passed": 2}


class FindingLike(Protocol):
    """What a check returns, as far as an editor needs it."""

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data."""


Check = Callable[[Fishbone], Sequence[FindingLike]]


def as_data(findings: Sequence[FindingLike]) -> list[dict[str, Any]]:
    """Findings as plain text for the browser: what to look at first, then what is there.

    Each has the fields of `FIELDS` as strings and ``hints`` with at most three levels.
    """
    rows = []
    for finding in findings:
        data = finding.as_dict()
        row: dict[str, Any] = {name: str(data.get(name) or "") for name in FIELDS}
        row["hints"] = [str(hint) for hint in tuple(data.get("hints") or ())[:HINT_LEVELS]]
        rows.append(row)
    return sorted(rows, key=lambda row: ORDER.get(row["status"], 1))


def near(findings: Sequence[dict[str, Any]], node_id: str) -> list[dict[str, Any]]:
    """The findings about one bone or cause that ask for something (for coaching while writing)."""
    return [row for row in findings if row["where"] == node_id and row["status"] != "passed"]


def trouble(error: BaseException) -> dict[str, str]:
    """One plain sentence for the person, and the details that a helper can be sent.

    Parameters
    ----------
    error : BaseException

    Returns
    -------
    dict
        ``sentence`` and ``details`` (versions and where it happened, none of the person's words).
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"{frame.name}, line {frame.lineno}" for frame in frames[-8:])
    return {
        "sentence": (
            "Something went wrong in the program, not in your work. What you wrote is kept; "
            "try again, and if it happens again, send the details to your coach."
        ),
        "details": f"{type(error).__name__}\nPython {platform.python_version()}\n{where}",
    }
