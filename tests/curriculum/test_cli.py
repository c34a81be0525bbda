"""The command `curriculum`, as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import curriculum
from curriculum import build as building
from curriculum.cli import app

RUN = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
    return tmp_path


def test_version() -> None:
    result = RUN.invoke(app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"curriculum {curriculum.__version__}\n")


def test_learn_makes_a_folder(home: Path) -> None:
    folder = home / "School improvement"
    result = RUN.invoke(app, ["learn", str(folder), "--no-browser", "--prepare-only"])
    assert result.exit_code == 0, result.output
    assert f"Your folder is {folder}" in result.output.replace("\n", " ")
    assert (folder / "Start here.ipynb").is_file()
    assert (folder / "3 Fishbone.ipynb").is_file()


def test_learn_says_in_one_sentence_what_is_wrong(home: Path) -> None:
    (home / "file").write_text("I am a file")
    result = RUN.invoke(app, ["learn", str(home / "file"), "--prepare-only"])
    assert result.exit_code == 1
    assert "is a file; choose a folder." in result.output
    assert "Traceback" not in result.output


def test_build_check_names_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "build", lambda *, check: ["lift/README.md"])
    result = RUN.invoke(app, ["build", "--check"])
    assert result.exit_code == 1
    assert "lift/README.md" in result.output
    assert "Run `curriculum build`" in result.output


def test_build_check_is_content_with_this_clone() -> None:
    result = RUN.invoke(app, ["build", "--check"])
    assert (result.exit_code, result.output) == (0, "Everything is up to date.\n")
