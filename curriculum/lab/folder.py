"""Make a learner's folder and keep its notebooks up to date, without ever touching work.

Notebooks are disposable: an upgrade replaces them. What a learner makes is in ``work/`` and
``.history/`` and is never opened here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import platformdirs
from nbformat.notebooknode import NotebookNode
from nbformat.sign import NotebookNotary

from curriculum.content import ContentError, content_root
from curriculum.lab.server import HERE, START_PAGE, data_folder, lab_home
from curriculum.notebooks import build_start, to_text
from curriculum.series import Module, all_series

FOLDER = "School improvement"

Release = Callable[[str, Path], Path]


class FolderError(ContentError):
    """A learner's folder cannot be made; one plain sentence."""


def default_folder() -> Path:
    """``School improvement`` among the user's documents."""
    return platformdirs.user_documents_path() / FOLDER


def prepare(root: Path) -> list[str]:
    """Make or upgrade a learner's folder.

    Parameters
    ----------
    root : Path
        The folder; made when it is not there.

    Returns
    -------
    list of str
        Sentences for the person who started this: what is missing, if anything.

    Raises
    ------
    FolderError
        When the folder lies inside our own files or cannot be written.
    """
    root = root.expanduser().resolve()
    _refuse_ours(root)
    said: list[str] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        notary = NotebookNotary(data_dir=str(_made(data_folder(lab_home()))))
        _place(root / START_PAGE, build_start(HERE / "start.md"), notary)
        for module in _available():
            notebook = nbformat.read(module.folder / "module.ipynb", as_version=4)
            _place(root / module.notebook, notebook, notary)
            if module.exercise:
                said += _exercise(root, module, notary)
    except OSError as error:
        raise FolderError(
            f"The folder {root} cannot be written ({error.strerror or error}); "
            "choose another folder or make room on the disk."
        ) from None
    return said


def _available() -> list[Module]:
    return [module for series in all_series() for module in series.module if module.available]


def _refuse_ours(root: Path) -> None:
    ours = content_root()
    if root == ours or ours in root.parents:
        raise FolderError(
            f"{root} lies inside the program's own folder; choose a folder outside {ours}, "
            "so that an upgrade can never touch your work."
        )
    if root.exists() and not root.is_dir():
        raise FolderError(f"{root} is a file; choose a folder.")


def _exercise(root: Path, module: Module, notary: NotebookNotary) -> list[str]:
    """Put an exercise's notebook in its own folder, if grading is installed."""
    release = _release()
    if release is None:
        return [f"The exercise of {module.label} needs the grading part, which is not installed."]
    with tempfile.TemporaryDirectory() as made:
        notebook = nbformat.read(release(module.exercise, Path(made)), as_version=4)
    folder = root / module.exercise
    _made(folder / "work")
    _place(folder / f"{module.exercise}.ipynb", notebook, notary)
    return []


def _release() -> Release | None:
    """What builds an exercise without its solution; grading provides it."""
    for point in entry_points(group="lift_elie.release"):
        release: Release = point.load()
        return release
    return None


def _place(path: Path, notebook: NotebookNode, notary: NotebookNotary) -> None:
    """Write a notebook and sign it, unless the same one is there and trusted."""
    if path.is_file() and _same(path, notebook, notary):
        return
    part = path.with_name(f".{path.name}.part")
    part.write_text(to_text(notebook), encoding="utf-8")
    os.replace(part, path)
    notary.sign(nbformat.read(path, as_version=4))


def _same(path: Path, notebook: NotebookNode, notary: NotebookNotary) -> bool:
    try:
        old: NotebookNode = nbformat.read(path, as_version=4)
    except Exception:  # a learner's copy may hold anything; it is replaced
        return False
    return _source(old) == _source(notebook) and bool(notary.check_signature(old))


def _source(notebook: NotebookNode) -> list[tuple[str, str, str]]:
    return [(cell.get("id", ""), cell.cell_type, cell.source) for cell in notebook.cells]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
