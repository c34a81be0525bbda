"""Turn `module.md` and `exercise.md` (MyST Markdown) into notebooks, and refuse bad ones.

A notebook is built from its source alone: no outputs, no tool versions, and cell ids that are the
cells' names, so that a moved cell keeps its id and a rebuilt notebook differs only where the
source does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode

from curriculum.content import ContentError

KERNEL = {"name": "lift-elie", "display_name": "School improvement", "language": "python"}
NAME = re.compile(r"^[a-z][a-z0-9-]{1,47}$")
TAGS = ("setup", "run", "manual")
OPTIONS = ("name", "criterion", "coach", "tags")


class NotebookError(ContentError):
    """A notebook's source breaks a rule; one plain sentence with file and cell name."""


@dataclass(frozen=True, slots=True)
class RubricCells:
    """Points that a rubric gives, by criterion id: what the machine scores, what a coach judges."""

    machine: Mapping[str, float] = field(default_factory=dict)
    coach: Mapping[str, float] = field(default_factory=dict)


def build_module(folder: Path) -> NotebookNode:
    """The notebook of a module.

    Parameters
    ----------
    folder : Path
        Folder with ``module.md``.

    Raises
    ------
    NotebookError
        When the source breaks a rule, naming file and cell.
    """
    where = f"{folder.parent.name}/{folder.name}/module.md"
    notebook = _read(folder / "module.md", where)
    for cell in notebook.cells:
        if "criterion" in cell.metadata or "coach" in cell.metadata:
            raise NotebookError(
                f"{where}, cell {cell.id!r}: only an exercise has criteria; move it there."
            )
        _lint_code(cell, where)
    return _finish(notebook, f"{folder.parent.name}/{folder.name}")


def build_start(source: Path) -> NotebookNode:
    """The notebook of the start page, from its own MyST source."""
    notebook = _read(source, source.name)
    for cell in notebook.cells:
        _lint_code(cell, source.name)
    built = _finish(notebook, "start")
    # What is done changes while another notebook is in front.
    built.metadata["lift_elie"]["refresh"] = True
    return built


def build_exercise(folder: Path, rubric_cells: RubricCells) -> NotebookNode:
    """The source notebook of an nbgrader assignment.

    Every cell is locked: what a learner makes is in ``work/*.json``. A code cell that names a
    criterion becomes a graded cell, a Markdown cell that names a coach's criterion a task cell;
    their points come from the rubric.

    Parameters
    ----------
    folder : Path
        Folder with ``exercise.md``; its name is the exercise's id.
    rubric_cells : RubricCells
        Criteria and points. Each must be used exactly once.

    Raises
    ------
    NotebookError
        When the source breaks a rule or does not fit the rubric, naming file and cell.
    """
    where = f"exercises/{folder.name}/exercise.md"
    notebook = _read(folder / "exercise.md", where)
    used: list[str] = []
    for cell in notebook.cells:
        criterion, coach = cell.metadata.get("criterion"), cell.metadata.get("coach")
        if criterion is not None:
            _lint_graded(cell, where, folder.name, rubric_cells.machine)
            cell.source = score_cell(folder.name, criterion)
            grader = {
                "grade": True,
                "task": False,
                "points": float(rubric_cells.machine[criterion]),
            }
        elif coach is not None:
            _lint_coach(cell, where, rubric_cells.coach)
            grader = {"grade": False, "task": True, "points": float(rubric_cells.coach[coach])}
        else:
            grader = {"grade": False, "task": False}
            _lint_code(cell, where)
        used += [str(name) for name in (criterion, coach) if name is not None]
        cell.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": cell.id,
            "locked": True,
            "solution": False,
            "cell_type": cell.cell_type,
            **grader,
        }
    for name in (*rubric_cells.machine, *rubric_cells.coach):
        if used.count(name) != 1:
            raise NotebookError(
                f"{where}: the rubric's criterion {name!r} has {used.count(name)} cells; "
                "give it exactly one."
            )
    return _finish(notebook, folder.name)


def score_cell(exercise: str, criterion: str) -> str:
    """The only text that a graded cell may have."""
    return f'from autograde import score\nscore("{exercise}", "{criterion}")'


def to_text(notebook: NotebookNode) -> str:
    """The notebook as it is written to disk, the same on every machine."""
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def _read(path: Path, where: str) -> NotebookNode:
    """Read a source and name every cell."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotebookError(f"{where} is missing; a notebook is built from it.") from None
    except UnicodeDecodeError:
        raise NotebookError(f"{where} is not UTF-8 text; save it as UTF-8.") from None
    try:
        notebook: NotebookNode = jupytext.reads(text, fmt="md:myst")
    except Exception as error:  # jupytext lets its parsers' own errors through
        raise NotebookError(f"{where} is not MyST Markdown: {_first_line(error)}.") from None
    if not notebook.cells:
        raise NotebookError(f"{where} is empty; a notebook needs at least one cell.")
    before, seen = "opening", set()
    for cell in notebook.cells:
        cell.id = _name(cell, before, where)
        if cell.id in seen:
            raise NotebookError(f"{where}: two cells are called {cell.id!r}; rename one.")
        seen.add(cell.id)
        before = f"after-{cell.id}" if "name" in cell.metadata else ""
        unknown = next((key for key in cell.metadata if key not in OPTIONS), None)
        if unknown:
            raise NotebookError(
                f"{where}, cell {cell.id!r}: {unknown!r} is not an option of ours; use one of "
                f"{', '.join(OPTIONS)}."
            )
    return notebook


def _name(cell: NotebookNode, fallback: str, where: str) -> str:
    """The cell's own name; prose may go by the name of the cell before it."""
    name = cell.metadata.get("name")
    if name is None and cell.cell_type != "code" and fallback and "coach" not in cell.metadata:
        return fallback
    if name is None:
        start = _first_line(cell.source)[:40]
        how = ":name: some-name" if cell.cell_type == "code" else '+++ {"name": "some-name"}'
        raise NotebookError(f"{where}: the cell {start!r} has no name; add {how}.")
    if not isinstance(name, str) or not NAME.match(name):
        raise NotebookError(
            f"{where}: a cell is called {name!r}; use 2 to 48 small letters, digits and hyphens, "
            "a letter first."
        )
    return name


def _lint_code(cell: NotebookNode, where: str) -> None:
    """A code cell names a tool and a case in at most two lines; logic belongs in a package."""
    if cell.cell_type != "code":
        return
    here = f"{where}, cell {cell.id!r}"
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if not 1 <= len(lines) <= 2:
        raise NotebookError(
            f"{here} has {len(lines)} lines of code; write one or two, "
            "and put logic in the package."
        )
    try:
        statements = ast.parse(cell.source).body
    except SyntaxError:
        raise NotebookError(f"{here} is not Python; mend its code.") from None
    if any(_is_logic(statement) for statement in statements):
        raise NotebookError(
            f"{here} has logic in it; a cell only imports and calls, so move it to the package."
        )
    if any(isinstance(node, ast.Name) and node.id == "score" for node in _nodes(statements)):
        raise NotebookError(f"{here} scores without a criterion; add :criterion: to it.")
    tags = cell.metadata.get("tags", [])
    wrong = next((tag for tag in tags if tag not in TAGS), None)
    if wrong is not None:
        raise NotebookError(f"{here} has the tag {wrong!r}; use {', '.join(TAGS)}.")


def _is_logic(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Import | ast.ImportFrom | ast.Expr | ast.Assign):
        return True
    logic = (ast.Lambda, ast.IfExp, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
    return any(isinstance(node, logic) for node in ast.walk(statement))


def _nodes(statements: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in statements:
        yield from ast.walk(statement)


def _lint_graded(
    cell: NotebookNode, where: str, exercise: str, criteria: Mapping[str, float]
) -> None:
    here, criterion = f"{where}, cell {cell.id!r}", cell.metadata["criterion"]
    if cell.cell_type != "code":
        raise NotebookError(f"{here} is prose; only a code cell can have a machine criterion.")
    if criterion not in criteria:
        raise NotebookError(
            f"{here} names the criterion {criterion!r}, which the rubric does not have; "
            f"it has {', '.join(criteria) or 'none'}."
        )
    whole = score_cell(exercise, criterion)
    if cell.source.strip() not in (whole, whole.splitlines()[1]):
        raise NotebookError(
            f"{here} is a graded cell, so it must say exactly: {whole.splitlines()[1]}"
        )


def _lint_coach(cell: NotebookNode, where: str, criteria: Mapping[str, float]) -> None:
    here, criterion = f"{where}, cell {cell.id!r}", cell.metadata["coach"]
    if cell.cell_type != "markdown":
        raise NotebookError(f"{here} is code; a coach's criterion is a Markdown cell.")
    if criterion not in criteria:
        raise NotebookError(
            f"{here} names the coach's criterion {criterion!r}, which the rubric does not have; "
            f"it has {', '.join(criteria) or 'none'}."
        )


def _finish(notebook: NotebookNode, name: str) -> NotebookNode:
    """Keep only what the notebook needs: nothing of the tools that built it."""
    built: NotebookNode = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": dict(KERNEL),
            "language_info": {"name": "python"},
            "lift_elie": {"name": name, "hide_code": True, "autorun": True},
        }
    )
    built.cells = [_finish_cell(cell) for cell in notebook.cells]
    try:
        nbformat.validate(built)
    except nbformat.ValidationError as error:
        raise NotebookError(f"{name}: the notebook is not valid: {_first_line(error)}.") from None
    return built


def _finish_cell(cell: NotebookNode) -> NotebookNode:
    metadata: dict[str, Any] = {"deletable": False, "editable": False}
    if "nbgrader" in cell.metadata:
        metadata["nbgrader"] = cell.metadata["nbgrader"]
    made: NotebookNode
    if cell.cell_type == "code":
        tags = list(cell.metadata.get("tags", []))
        # A score is for the machine; what a learner sees of it is the hand-in panel.
        default = "manual" if "criterion" in cell.metadata else "run"
        metadata |= {"tags": tags or [default], "jupyter": {"source_hidden": True}}
        made = nbformat.v4.new_code_cell(cell.source, id=cell.id, metadata=metadata)
    else:
        made = nbformat.v4.new_markdown_cell(cell.source, id=cell.id, metadata=metadata)
    return made


def _first_line(thing: object) -> str:
    return next(iter(str(thing).strip().splitlines()), "").rstrip(".")
