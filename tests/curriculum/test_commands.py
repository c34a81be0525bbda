"""Handing in and taking out from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from curriculum.artifacts import empty_fishbone
from curriculum.cli import app
from curriculum.packet import read_packet
from curriculum.workspace import Workspace, set_identity

RUN = CliRunner()
EXERCISE = "lift-fishbone"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder with a fishbone of the team's and one in the exercise."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "no-course-here"))
    root = tmp_path / "School improvement"
    for folder in (root, root / EXERCISE):
        folder.mkdir()
        Workspace(folder).save("fishbone", empty_fishbone(), "")
    return root


def said(*words: str) -> tuple[int, str]:
    result = RUN.invoke(app, list(words))
    assert "Traceback" not in result.output
    return result.exit_code, result.output.replace("\n", " ")


@pytest.mark.parametrize(
    ("to", "begins"),
    [
        ("html", b"<!doctype html>"),
        ("md", b"#"),
        ("mermaid", b"ishikawa"),
        ("png", b"\x89PNG"),
        ("svg", b"<svg"),
    ],
)
def test_export(root: Path, tmp_path: Path, to: str, begins: bytes) -> None:
    out = tmp_path / "out" / f"fishbone.{to}"
    code, output = said("export", "--to", to, "--folder", str(root), "--out", str(out))
    assert code == 0, output
    assert out.read_bytes().lower().lstrip().startswith(begins.lower())


def test_export_says_what_is_wrong(root: Path, tmp_path: Path) -> None:
    assert said("export", "--to", "docx", "--folder", str(root))[0] == 1
    code, output = said("export", "--folder", str(tmp_path))
    assert code == 1
    assert "no fishbone in this folder yet" in output


def test_a_packet_holds_the_work(root: Path, tmp_path: Path) -> None:
    set_identity(root, "lead-17")
    code, output = said("packet", EXERCISE, "--folder", str(root), "--out", str(tmp_path / "out"))
    assert code == 0, output
    (made,) = (tmp_path / "out").iterdir()
    packet = read_packet(made)
    assert (packet.exercise, packet.key) == (EXERCISE, "lead-17")
    assert "work/fishbone.json" in packet.files


def test_without_a_course_handing_in_makes_a_packet(root: Path) -> None:
    set_identity(root, "lead-17")
    code, output = said("hand-in", EXERCISE, "--folder", str(root))
    assert code == 0, output
    assert "packet file" in output
    assert len(list((root / EXERCISE / "packets").iterdir())) == 1


def test_handing_in_needs_a_code_and_an_exercise(root: Path) -> None:
    assert "type the code from your coach" in said("hand-in", EXERCISE, "--folder", str(root))[1]
    assert "no exercise called" in said("packet", "lift-nothing", "--folder", str(root))[1]
