"""One prepared course for the session, a fresh copy of it for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from classroom import EXERCISE, LEARNERS, Classroom

from autograde.course import Course, new_course, release_to_learners


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course with three learners."""
    home = tmp_path_factory.mktemp("prepared")
    roster = home / "roster.csv"
    roster.write_text("id\n" + "\n".join(LEARNERS) + "\n", encoding="utf-8")
    course = new_course(home / "course", roster, "lift-test", exercises=[EXERCISE])
    release_to_learners(course, EXERCISE)
    return course.root


@pytest.fixture
def room(prepared: Path, tmp_path: Path) -> Classroom:
    """A copy of the prepared course, and a place for learners' folders."""
    shutil.copytree(prepared, tmp_path / "course", symlinks=True)
    return Classroom(Course.at(tmp_path / "course"), tmp_path / "learners")
