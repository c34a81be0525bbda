"""What is known of a learner's newest hand-in, beside the notebook that a coach opens."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """Which round it is, when it came, and what stands in the way of marking it.

    With ``trouble`` there is nothing to mark: the reason stands there, and what to do in ``to_do``.
    """

    round: int = 0
    handed_in: str = ""
    trouble: str = ""
    to_do: str = ""
    note: str = ""

    def as_bytes(self) -> bytes:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode("utf-8")


def about(folder: Path) -> About:
    """Read it from ``autograded/<learner>/<exercise>``; empty where plain nbgrader graded."""
    try:
        data: Any = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return About(
            round=int(data["round"]),
            **{name: str(data[name]) for name in ("handed_in", "trouble", "to_do", "note")},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return About()


def ask_again(learner: str) -> str:
    """What to do about a hand-in that is no use as it is."""
    return (
        f"Ask {learner} to open the exercise, look whether everything is there, and hand in once "
        "more. There is nothing to mark here. What was sent is kept, and “autograde feedback” "
        "tells the learner the same."
    )


def start_again(exercise: str) -> str:
    """What to do about a hand-in that may be good, and could not be looked at this time."""
    return (
        f"Start “autograde run {exercise}” again. If it stays so, ask the learner to hand in once "
        "more. There is nothing to mark here until then."
    )
