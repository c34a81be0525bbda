"""A learner's folder: made, upgraded, and its work never touched."""

from __future__ import annotations

import stat
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from curriculum.content import content_root
from curriculum.lab import folder as folders
from curriculum.lab.folder import FolderError, code_of, prepare
from curriculum.lab.server import data_folder, lab_home
from curriculum.series import all_series

START = "Start here.ipynb"
MODULE = "3 Fishbone.ipynb"
EXERCISE = "lift-fishbone/lift-fishbone.ipynb"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
    return tmp_path / "School improvement"


def test_notebooks_lie_flat_and_are_trusted(root: Path) -> None:
    ready = prepare(root)
    assert ready.said == []
    built = [m for series in all_series() for m in series.module if m.available]
    flat = [name for m in built for name in (m.notebook, m.exercise) if name]
    assert {MODULE, "lift-fishbone"} <= set(flat)
    assert sorted(path.name for path in root.iterdir()) == sorted([START, *flat])
    notary = NotebookNotary(data_dir=str(data_folder(lab_home())))
    for name in (START, MODULE, EXERCISE):
        notebook = nbformat.read(root / name, as_version=4)
        assert notary.check_signature(notebook), name
        assert code_of(notebook) <= ready.code
        assert notebook.metadata["lift_elie"]["autorun"] is True


def test_an_upgrade_replaces_notebooks_and_leaves_work(root: Path) -> None:
    prepare(root)
    kept = {
        root / "work" / "fishbone.json": b'{"mine": 1}',
        root / ".history" / "fishbone" / "a.json": b"old",
        root / "lift-fishbone" / "work" / "fishbone.json": b"{broken",
        root / "My notes.ipynb": b"not even a notebook",
    }
    for path, raw in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    (root / MODULE).write_text("an older notebook", encoding="utf-8")
    prepare(root)
    assert {path: path.read_bytes() for path in kept} == kept
    assert nbformat.read(root / MODULE, as_version=4).cells


def test_what_is_fresh_is_left_alone(root: Path) -> None:
    prepare(root)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")}
    prepare(root)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")} == before


def test_a_changed_cell_is_put_back_and_signed(root: Path) -> None:
    prepare(root)
    notebook = nbformat.read(root / START, as_version=4)
    notebook.cells[0].source = "import os"
    nbformat.write(notebook, root / START)
    prepare(root)
    assert "curriculum.lab" in nbformat.read(root / START, as_version=4).cells[0].source


def test_our_own_folder_is_refused(root: Path) -> None:
    with pytest.raises(FolderError, match="inside the program's own folder"):
        prepare(content_root() / "mine")
    assert not (content_root() / "mine").exists()


def test_a_file_is_refused(root: Path) -> None:
    root.write_text("I am a file")
    with pytest.raises(FolderError, match="is a file; choose a folder"):
        prepare(root)


def test_a_folder_that_cannot_be_written_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "place", full)
    with pytest.raises(FolderError, match="No space left on device"):
        prepare(root)


def test_without_grading_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "entry_points", lambda *, group: ())
    ready = prepare(root)
    assert ready.said == [
        f"The exercise of {module.label} needs the grading part, which is not installed."
        for series in all_series()
        for module in series.module
        if module.available and module.exercise
    ]
    assert (root / MODULE).is_file()


def test_a_missing_module_notebook_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(folders.nbformat, "read", broken)
    with pytest.raises(FolderError, match="missing or damaged in this installation"):
        prepare(root)


def test_the_key_to_trust_is_the_users_alone(root: Path) -> None:
    prepare(root)
    secret = data_folder(lab_home()) / "notebook_secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
