"""The same hand-ins through plain ``nbgrader autograde``: what is protected there and what is not.

README.md tells coaches what these tests find; keep both in step.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import SAID, Place, honest
from hostile_beside import FOLDERS, GRADED, RAN

from autograde.course import Course, new_course
from autograde.release import release_exercise
from autograde.roster import Learner, write_roster
from autograde.rubrics import load_rubric
from autograde.runner import run

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

EXERCISE = "lift-fishbone"


def _points_for_nothing(place: Place) -> None:
    """An empty piece of work, and a cell that gives itself a point everywhere."""
    GRADED["code in the notebook"][0](place)
    text = place.notebook.read_text(encoding="utf-8")
    place.notebook.write_text(text.replace("99.0", "1.0"), encoding="utf-8")
    place.work.write_bytes(b"{}")


CASES = {
    "our modules": GRADED["our modules"],
    "scripts in the notebook": GRADED["scripts in the notebook"],
    "cells cut and doubled": GRADED["cells cut and doubled"],
    "points for nothing": (_points_for_nothing, ""),
    "another person's": SAID["another person's"],
    "deep": SAID["deep"],
    "a link": FOLDERS["a link"],
}
NAMES = {what: f"hostile-{place}" for place, what in enumerate(CASES)}
ZERO = {f"check-{one.id}": 0.0 for one in load_rubric(EXERCISE).machine}
FULL = {f"check-{one.id}": float(one.points) for one in load_rubric(EXERCISE).machine}


@dataclass(frozen=True)
class Stock:
    """Our run first, then plain nbgrader's, on the same hand-ins."""

    course: Course
    outside: Path
    ours: dict[str, dict[str, float | None]]
    ran_in_ours: bool
    ours_text: dict[str, str]
    stock: dict[str, dict[str, float | None]]


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    home = tmp_path_factory.mktemp("stock")
    write_roster(home / "roster.csv", [Learner(one) for one in ("honest", *NAMES.values())])
    course = new_course(home / "course", home / "roster.csv", "stock", exercises=[EXERCISE])
    release_exercise(EXERCISE, home / "as-released")
    outside = home / "outside"
    outside.mkdir()
    (outside / "secret.json").write_text('"the coach\'s own"\n', encoding="utf-8")
    for what, learner in {"": "honest", **NAMES}.items():
        folder = course.submitted(learner, EXERCISE)
        shutil.copytree(home / "as-released" / EXERCISE, folder)
        place = Place(EXERCISE, learner, folder, outside, honest(EXERCISE, learner))
        place.work.write_bytes(place.honest)
        if what:
            CASES[what][0](place)
    run(course, EXERCISE)
    ours, ran = marks(course), (outside / RAN).exists()
    texts = {one: text(course, one) for one in NAMES.values()}
    shutil.rmtree(course.root / "autograded")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", EXERCISE],
        cwd=course.root,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert "Converting notebook" in done.stderr, done.stderr[-3000:]
    return Stock(course, outside, ours, ran, texts, marks(course))


def marks(course: Course) -> dict[str, dict[str, float | None]]:
    with course.book() as book:
        return {
            learner: {
                cell: one.auto_score
                for cell, one in book.marks(EXERCISE, learner).items()
                if cell.startswith("check-")
            }
            for learner in ("honest", *NAMES.values())
        }


def text(course: Course, learner: str) -> str:
    path = course.autograded(learner, EXERCISE) / f"{EXERCISE}.ipynb"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_honest_and_most_hostile_ones_have_the_same_marks(stock: Stock) -> None:
    assert stock.ours["honest"] == stock.stock["honest"] == FULL
    for what in ("our modules", "scripts in the notebook", "cells cut and doubled"):
        assert stock.stock[NAMES[what]] == stock.ours[NAMES[what]] == FULL, what
    assert stock.stock[NAMES["deep"]] == stock.ours[NAMES["deep"]] == ZERO


def test_risk_code_of_a_learner_runs_and_can_give_itself_points(stock: Stock) -> None:
    assert not stock.ran_in_ours
    assert stock.ours[NAMES["points for nothing"]] == ZERO
    assert (stock.outside / RAN).exists()
    assert set(stock.stock[NAMES["points for nothing"]].values()) == {1.0}


def test_risk_nobody_asks_whose_work_it_is(stock: Stock) -> None:
    assert stock.ours[NAMES["another person's"]] == ZERO
    assert stock.stock[NAMES["another person's"]] == FULL


def test_risk_a_link_is_followed(stock: Stock) -> None:
    learner = NAMES["a link"]
    kept = Place(EXERCISE, learner, stock.course.autograded(learner, EXERCISE), stock.outside, b"")
    assert "coach's own" in kept.work.read_text(encoding="utf-8")
    assert stock.ours[learner] == stock.stock[learner] == ZERO


def test_risk_markdown_and_metadata_of_a_learner_stay_in_what_a_coach_opens(stock: Stock) -> None:
    learner = NAMES["scripts in the notebook"]
    assert "stolen" not in stock.ours_text[learner]
    assert "stolen" in text(stock.course, learner)
