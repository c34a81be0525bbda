"""Make a learner's folder and keep its notebooks up to date, without ever touching work.

Notebooks are disposable: an upgrade replaces them. What a learner makes is in ``work/`` and
``.history/`` and is never opened here.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Prepared:
    """A folder that is ready.

    `said` are sentences for the person who started this: what is missing, if anything. `code`
    holds the text of every cell that we placed there to run by itself.
    """

    said: list[str] = field(default_factory=list)
    code: set[str] = field(default_factory=set)


def default_folder() -> Path:
    """``School improvement`` among the user's documents."""
    return platformdirs.user_documents_path() / FOLDER


def prepare(root: Path) -> Prepared:
    """Make or upgrade a learner's folder.

    Parameters
    ----------
    root : Path
        The folder; made when it is not there.

    Raises
    ------
    FolderError
        When the folder lies inside our own files or cannot be written.
    """
    root = root.expanduser().resolve()
    _refuse_ours(root)
    ready = Prepared()
    notebooks = {START_PAGE: build_start(HERE / "start.md")}
    for module in _available():
        notebooks[module.notebook] = _module(module)
        if module.exercise:
            notebook = _exercise(module.exercise)
            if notebook is None:
                ready.said.append(
                    f"The exercise of {module.label} needs the grading part, "
                    "which is not installed."
                )
            else:
                notebooks[f"{module.exercise}/{module.exercise}.ipynb"] = notebook
    try:
        _made(root)
        notary = NotebookNotary(data_dir=str(_made(data_folder(lab_home()))))
        with contextlib.closing(notary.store):
            for name, notebook in notebooks.items():
                _made((root / name).parent)
                place(root / name, notebook, notary)
                ready.code |= code_of(notebook)
    except OSError as error:
        raise FolderError(
            f"The folder {root} cannot be written ({error.strerror or error}); "
            "choose another folder or make room on the disk."
        ) from None
    return ready


def code_of(notebook: NotebookNode) -> set[str]:
    """The text of the cells that run by themselves."""
    return {
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and {"setup", "run"} & set(cell.metadata.get("tags", []))
    }


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


def _module(module: Module) -> NotebookNode:
    path = module.folder / "module.ipynb"
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        raise FolderError(
            f"The notebook of {module.label} is missing or damaged in this installation; "
            "run `curriculum build` in a clone, or install again."
        ) from None
    return notebook


def _exercise(exercise: str) -> NotebookNode | None:
    """The learner's copy of an exercise, if grading is installed."""
    release = _release()
    if release is None:
        return None
    with tempfile.TemporaryDirectory() as made:
        notebook: NotebookNode = nbformat.read(release(exercise, Path(made)), as_version=4)
    return notebook


def _release() -> Release | None:
    """What builds an exercise without its solution; grading provides it."""
    for point in entry_points(group="lift_elie.release"):
        with contextlib.suppress(ImportError):
            release: Release = point.load()
            return release
    return None


def place(path: Path, notebook: NotebookNode, notary: NotebookNotary) -> None:
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
