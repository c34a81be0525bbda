"""How long the record of what coaches did takes to answer, with 300 learners and five rounds."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde._nbgrader import Book
from autograde._schema import entries
from autograde.records import FIX_FIRST, Records
from autograde.rubrics import load_rubric

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "autograde"))
from marked_book import EXERCISE, in_folder

LEARNERS = [f"lead-{at:03d}" for at in range(300)]
CRITERIA = [*(one.id for one in load_rubric(EXERCISE).coach), FIX_FIRST]
ROUNDS = 5
RUNS = 5


def measure() -> dict[str, tuple[float, float]]:
    """For each question: seconds, and seconds of processor; the middle one of five runs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Book(in_folder(Path(folder), LEARNERS), "lift-test") as book,
    ):
        with book.engine.begin() as base:
            base.execute(entries.insert(), _rows())
        records = Records(book)
        asked: dict[str, Callable[[], Any]] = {
            "last of all": lambda: records.last(EXERCISE),
            "entries of all": lambda: records.entries(EXERCISE),
            "entries of one learner": lambda: records.entries(EXERCISE, learner=LEARNERS[7]),
            "a mark": lambda: records.write(
                exercise=EXERCISE,
                learner=LEARNERS[7],
                criterion=CRITERIA[0],
                coach="Ines",
                round=ROUNDS,
                level=2,
                comment="Read it aloud.",
                seen=None,
            ),
        }
        return {name: _middle(work) for name, work in asked.items()}


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "at": datetime.now(UTC).replace(tzinfo=None),
            "coach": ("Ines", "Noor")[number % 2],
            "exercise": EXERCISE,
            "learner": learner,
            "round": number,
            "criterion": criterion,
            "kind": "mark",
            "level": None if criterion == FIX_FIRST else number % 4,
            "comment": None,
            "quotes": '[["no time to retry", "c1"]]',
            "source": "desk",
            "points": None,
        }
        for number in range(1, ROUNDS + 1)
        for learner in LEARNERS
        for criterion in CRITERIA
    ]


def _middle(work: Callable[[], Any]) -> tuple[float, float]:
    found = []
    for _ in range(RUNS):
        began = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    return sorted(found)[RUNS // 2]
