"""Commands that take long say what they are at: on a terminal with a bar, elsewhere in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograde.cli import app
from autograde.course import new_course
from autograde.release import exercises

EXERCISE = "lift-fishbone"
TWO = (("Building", ""), ("Preparing", " for learners"))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    (tmp_path / "roster.csv").write_text("id\nlead-ash\n", encoding="utf-8")
    return tmp_path / "roster.csv"


def test_every_step_of_a_new_course_is_told(roster: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    new_course(tmp_path / "course", roster, progress=lambda *step: told.append(step))
    every = exercises()
    assert len(every) >= 4
    steps = [f"{step} {one}{rest}" for one in every for step, rest in TWO]
    said = ["Making the gradebook", *steps, ""]
    assert told == [(done, 1 + 2 * len(every), text) for done, text in enumerate(said)]


@pytest.mark.parametrize("terminal", [True, False])
def test_the_command_shows_them_on_a_terminal(
    roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
    else:
        monkeypatch.delenv("FORCE_COLOR", raising=False)
    result = CliRunner().invoke(app, ["new", str(tmp_path / "c"), "--roster", str(roster)])
    assert result.exit_code == 0
    assert (f"Preparing {EXERCISE} for learners" in result.output) is terminal
    assert "Made the course “c”" in result.output


def test_when_it_fails_the_sentence_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    result = CliRunner().invoke(app, ["new", str(tmp_path / "c"), "--roster", "none.csv"])
    assert result.exit_code == 1
    assert result.output.strip().startswith("none.csv cannot be opened")
