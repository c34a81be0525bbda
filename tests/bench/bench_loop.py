"""How long the desk takes to close the loop with 300 learners, and to make the report."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde.course import Course, new_course
from autograde.desk.out import file, out
from autograde.desk.rounds import loop, rounds
from autograde.report import cohort_report
from autograde.rubrics import load_rubric

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "autograde"))
from paper_course import give_back, hand_in, say, solved

EXERCISE = "lift-fishbone"
LEARNERS = 300
MADE = 10


def measure(learners: int = LEARNERS) -> dict[str, tuple[float, float, float]]:
    """For each screen and file: seconds at the first call, of the processor, at the second."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        course = _cohort(Path(folder), [f"lead-{at:03d}" for at in range(learners)])
        one = {"exercise": EXERCISE, "learner": "lead-005"}
        with course.book() as book:
            calls: dict[str, Callable[[], Any]] = {
                "feedback acted on": lambda: loop(course, book, {}),
                "two rounds beside each other": lambda: rounds(course, book, one),
                "what can be taken along": lambda: out(course, book, {}),
                "a learner's page": lambda: file(course, book, {"what": "page", **one}),
                "points as CSV": lambda: file(course, book, {"what": "lms"}),
                "an exercise as CSV": lambda: file(course, book, {"what": "marks", **one}),
                "the cohort report": lambda: cohort_report(course),
            }
            return {what: (*_timed(call), _timed(call)[0]) for what, call in calls.items()}


def _timed(call: Callable[[], Any]) -> tuple[float, float]:
    begin = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - begin[0], time.process_time() - begin[1]


def _cohort(folder: Path, ids: list[str]) -> Course:
    """Two rounds of everybody, the first with feedback: ten are made, the others are copies."""
    roster = folder / "roster.csv"
    roster.write_text("id\n" + "\n".join(ids) + "\n", encoding="utf-8")
    course = new_course(folder / "course", roster, "bench", exercises=[EXERCISE])
    for at, learner in enumerate(ids[:MADE]):
        hand_in(course, learner, solved(learner))
        give_back(course, learner, {"fix-first": "Look again.", "missing-view": "Who else?"})
        work = solved(learner).model_copy(update={"surprise": "Seats." if at % 2 else ""})
        hand_in(course, learner, work, say(1, fix_first="changed"))
    for at, learner in enumerate(ids[MADE:]):
        shutil.copytree(course.rounds(ids[at % MADE], EXERCISE), course.rounds(learner, EXERCISE))
    scores = {f"check-{one.id}": one.points for one in load_rubric(EXERCISE).machine}
    with course.book() as book:
        for learner in ids:
            book.record(EXERCISE, learner, datetime.now(UTC), scores, new_version=True)
    return course


if __name__ == "__main__":
    for what, (first, processor, again) in measure().items():
        print(f"{what:32} {first:6.2f} s (processor {processor:.2f} s), then {again:6.2f} s")
