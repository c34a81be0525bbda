"""How long the desk's first screens take to answer with 300 learners and three exercises."""

from __future__ import annotations

import contextlib
import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from autograde.about import ABOUT, About
from autograde.checks.spoiling import spoiled
from autograde.course import Course, new_course
from autograde.desk.across import across, progress
from autograde.desk.handlers import plain
from autograde.desk.marking import mark
from autograde.desk.needs import needs
from autograde.desk.one import drawn, one
from autograde.kinds import kind_of
from autograde.rounds import add_round
from autograde.rubrics import load_rubric

EXERCISES = ("lift-fishbone", "lift-predict", "lift-study")
LEARNERS = 300
MADE = 12
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


Spent = tuple[float, float]


def measure(learners: int = LEARNERS) -> dict[str, tuple[Spent, Spent]]:
    """For each screen, at the first call and at the second: seconds, and the processor's."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="lift-elie-bench-") as folder:
        course = cohort(Path(folder), [f"lead-{at:03}" for at in range(learners)])
        here = {"exercise": EXERCISES[0], "learner": "lead-007"}
        asked = {"exercise": EXERCISES[0], "criterion": "missing-view"}
        given = here | asked | {"coach": "Ana", "round": 1, "level": 2, "seen": None}
        with course.book() as book:

            def marked() -> Any:
                seen = one(course, book, here)["criteria"][2]["entry"]
                return mark(course, book, given | {"seen": seen["id"] if seen else 0})

            calls: dict[str, Callable[[], Any]] = {
                "who needs me": lambda: needs(course, book, {}),
                "one question across all": lambda: across(course, book, asked),
                "which questions": lambda: progress(course, book, {}),
                "one hand-in": lambda: one(course, book, here),
                "one drawing": lambda: drawn(course, book, here),
                "open one and mark it": marked,
            }
            return {what: (_timed(call), _timed(call)) for what, call in calls.items()}


def _timed(call: Callable[[], Any]) -> Spent:
    begin, clock = time.perf_counter(), time.process_time()
    json.dumps(call(), default=plain)  # what the server does with it, too
    return time.perf_counter() - begin, time.process_time() - clock


def cohort(folder: Path, ids: list[str]) -> Course:
    """Everybody has handed in everything: a dozen of each are checked, the others are copies."""
    roster = folder / "roster.csv"
    roster.write_text("id\n" + "\n".join(ids) + "\n", encoding="utf-8")
    course = new_course(folder / "course", roster, "bench", exercises=EXERCISES)
    for exercise in EXERCISES:
        made = list(_made(exercise))
        for at, learner in enumerate(ids):
            facts, drawing = made[at % len(made)]
            when = AT + timedelta(minutes=at)
            files = {load_rubric(exercise).file: learner.encode()}
            new = add_round(course.rounds(learner, exercise), files, when, "exchange", "bench")
            (new.folder / "findings.json").write_text(facts, encoding="utf-8")
            (new.folder / "drawing.svg").write_text(drawing, encoding="utf-8")
            beside = course.autograded(learner, exercise)
            beside.mkdir(parents=True)
            (beside / ABOUT).write_bytes(About(1, "today").as_bytes())
        with course.book() as book:
            for learner in ids:
                book.record(exercise, learner, AT, {}, new_version=True)
    return course


def _made(exercise: str) -> Iterator[tuple[str, str]]:
    """What grading keeps of some different hand-ins: findings and drawing."""
    kind = kind_of(exercise)
    for at in range(MADE):
        case = kind.draw(exercise, f"made-{at}", 0)
        work = kind.solution(case)
        with contextlib.suppress(ValueError):
            work = spoiled(work, case, [kind.operators[at].name], kind.operators)
        found = kind.check(work, case=case)
        shown = kind.show(work, case, found)
        facts = {
            "problem": "",
            "note": "",
            "scores": {},
            "findings": [each.as_dict() for each in found],
            "statement": shown.statement,
            "words": dict(shown.words),
            "alt": shown.alt,
        }
        yield json.dumps(facts), shown.drawing


if __name__ == "__main__":
    for what, told in measure().items():
        print(what, [f"{1000 * all_of_it:.0f} ms ({1000 * own:.0f})" for all_of_it, own in told])
