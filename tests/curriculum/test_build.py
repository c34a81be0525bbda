"""Generated files: fresh in this clone, and a stale one is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curriculum.build import build, index
from curriculum.content import content_root
from curriculum.series import load_series


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the content, to make stale."""
    for name in ("lift", "elie", "exercises"):
        shutil.copytree(content_root() / name, tmp_path / name)
    return tmp_path


def test_this_clone_is_up_to_date() -> None:
    assert build(check=True) == []


def test_a_stale_file_is_named_and_made_anew(clone: Path) -> None:
    build(clone)
    notebook = clone / "lift" / "fishbone" / "module.ipynb"
    source = notebook.with_suffix(".md")
    source.write_text(source.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    (clone / "elie" / "README.md").unlink()
    before = notebook.read_bytes()
    assert build(clone, check=True) == ["lift/fishbone/module.ipynb", "elie/README.md"]
    assert notebook.read_bytes() == before
    build(clone)
    assert build(clone, check=True) == []
    assert "One more line." in notebook.read_text(encoding="utf-8")


def test_an_index_says_what_series_toml_says() -> None:
    lines = index(load_series("lift")).splitlines()
    fishbone = next(line for line in lines if "Fishbone" in line)
    assert "[Fishbone](fishbone/module.md)" in fishbone
    assert "| 40 | available |" in fishbone
    assert any("| A 30, B 35 | coming |" in line for line in lines)
