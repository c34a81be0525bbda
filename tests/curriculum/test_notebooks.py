"""The notebook builder on tiny good and bad sources."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from curriculum.notebooks import (
    NotebookError,
    RubricCells,
    build_exercise,
    build_module,
    build_start,
    score_cell,
    to_text,
)

MODULE = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
    format_version: '0.13'
    jupytext_version: 1.0.0
kernelspec:
  name: python3
  display_name: Python 3 (ipykernel)
---

+++ {"name": "scene"}

# A scene

Words.

```{code-cell} ipython3
:name: decide
from curriculum.editors import decide
decide("fishbone/first")
```

More words.
"""

EXERCISE = """
+++ {"name": "title"}

# An exercise

```{code-cell} ipython3
:name: editor
:tags: [setup]
from curriculum.editors import fishbone_editor
fishbone_editor("fishbone")
```

```{code-cell} ipython3
:name: check-causes
:criterion: causes
score("lift-tiny", "causes")
```

+++ {"name": "coach-backward", "coach": "backward"}

Reads true backward.
"""

RUBRIC = RubricCells(machine={"causes": 4}, coach={"backward": 3})


def module(tmp_path: Path, text: str = MODULE) -> Path:
    folder = tmp_path / "lift" / "tiny"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "module.md").write_text(text, encoding="utf-8")
    return folder


def exercise(tmp_path: Path, text: str = EXERCISE) -> Path:
    folder = tmp_path / "exercises" / "lift-tiny"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exercise.md").write_text(text, encoding="utf-8")
    return folder


def test_a_module_has_named_cells_and_nothing_of_the_tools(tmp_path: Path) -> None:
    notebook = build_module(module(tmp_path))
    assert [cell.id for cell in notebook.cells] == ["scene", "decide", "after-decide"]
    assert notebook.metadata == {
        "kernelspec": {
            "name": "lift-elie",
            "display_name": "School improvement",
            "language": "python",
        },
        "language_info": {"name": "python"},
        "lift_elie": {"name": "lift/tiny", "hide_code": True, "autorun": True},
    }
    code = notebook.cells[1]
    assert (code.outputs, code.execution_count) == ([], None)
    assert code.metadata["tags"] == ["run"]
    assert all(cell.metadata["deletable"] is False for cell in notebook.cells)
    nbformat.validate(notebook)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = module(tmp_path)
    assert to_text(build_module(folder)) == to_text(build_module(folder))


def test_a_moved_cell_keeps_its_id(tmp_path: Path) -> None:
    extra = '+++ {"name": "opening-note"}\n\nFirst.\n\n+++ {"name": "scene"}'
    text = MODULE.replace('+++ {"name": "scene"}', extra)
    before = {cell.source: cell.id for cell in build_module(module(tmp_path)).cells}
    after = {cell.source: cell.id for cell in build_module(module(tmp_path, text)).cells}
    assert before.items() <= after.items()


def test_a_start_page_is_shown_anew(tmp_path: Path) -> None:
    path = tmp_path / "start.md"
    path.write_text('```{code-cell} ipython3\n:name: season\nprint("hello")\n```\n')
    notebook = build_start(path)
    assert notebook.metadata["lift_elie"]["refresh"] is True


def test_an_exercise_is_what_nbgrader_expects(tmp_path: Path) -> None:
    notebook = build_exercise(exercise(tmp_path), RUBRIC)
    MetadataValidatorV3().validate_nb(notebook)
    by_id = {cell.id: cell for cell in notebook.cells}
    graded = by_id["check-causes"]
    assert (
        graded.source
        == ('from autograde import score\nscore("lift-tiny", "causes")')
        == score_cell("lift-tiny", "causes")
    )
    assert graded.metadata["tags"] == ["manual"]
    assert graded.metadata["nbgrader"] == {
        "schema_version": 3,
        "grade_id": "check-causes",
        "grade": True,
        "locked": True,
        "points": 4.0,
        "solution": False,
        "task": False,
        "cell_type": "code",
    }
    task = by_id["coach-backward"].metadata["nbgrader"]
    assert (task["task"], task["grade"], task["points"]) == (True, False, 3.0)
    for cell in notebook.cells:
        assert cell.metadata["nbgrader"]["locked"] is True
        assert cell.metadata["nbgrader"]["grade_id"] == cell.id
        assert cell.metadata["editable"] is False


BAD_MODULES = {
    "three lines": (
        'decide("fishbone/first")',
        'decide("a")\ndecide("b")',
        "has 3 lines of code",
    ),
    "no code": (
        'from curriculum.editors import decide\ndecide("fishbone/first")\n',
        "",
        "has 0 lines of code",
    ),
    "loop": ('decide("fishbone/first")', "for i in range(3): print(i)", "has logic in it"),
    "comprehension": ('decide("fishbone/first")', "[print(i) for i in 'ab']", "has logic in it"),
    "lambda": ('decide("fishbone/first")', "decide(lambda: 1)", "has logic in it"),
    "not Python": ('decide("fishbone/first")', "decide(", "is not Python"),
    "score": (
        'decide("fishbone/first")',
        'score("lift-tiny", "causes")',
        "scores without a criterion",
    ),
    "same name": (":name: decide", ":name: scene", "two cells are called 'scene'"),
    "no name": (":name: decide\n", "", "has no name; add :name: some-name"),
    "odd name": (":name: decide", ":name: Decide_1", "small letters, digits and hyphens"),
    "odd option": (":name: decide", ":name: decide\n:cell: 4", "'cell' is not an option of ours"),
    "odd tag": (":name: decide", ":name: decide\n:tags: [hide]", "has the tag 'hide'"),
    "criterion": (":name: decide", ":name: decide\n:criterion: causes", "only an exercise has"),
    "two nameless texts": (
        "More words.",
        "More words.\n\n+++\n\nAnd more.",
        "has no name; add +++",
    ),
}


@pytest.mark.parametrize("case", BAD_MODULES, ids=str)
def test_a_bad_module_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    old, new, says = BAD_MODULES[case]
    assert old in MODULE
    with pytest.raises(NotebookError) as caught:
        build_module(module(tmp_path, MODULE.replace(old, new)))
    assert says in str(caught.value)
    assert str(caught.value).startswith("lift/tiny/module.md")
    assert "\n" not in str(caught.value)


BAD_EXERCISES = {
    "graded by hand": ('score("lift-tiny", "causes")', "4.0", "so it must say exactly"),
    "another exercise": (
        'score("lift-tiny", "causes")',
        'score("x", "causes")',
        "must say exactly",
    ),
    "unknown criterion": (":criterion: causes", ":criterion: effects", "the rubric does not have"),
    "unknown coach": ('"coach": "backward"', '"coach": "forward"', "the rubric does not have"),
    "criterion unused": (":criterion: causes\n", "", "scores without a criterion"),
    "coach unused": (', "coach": "backward"', "", "'backward' has 0 cells"),
}


@pytest.mark.parametrize("case", BAD_EXERCISES, ids=str)
def test_a_bad_exercise_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    old, new, says = BAD_EXERCISES[case]
    assert old in EXERCISE
    with pytest.raises(NotebookError) as caught:
        build_exercise(exercise(tmp_path, EXERCISE.replace(old, new)), RUBRIC)
    assert says in str(caught.value)
    assert str(caught.value).startswith("exercises/lift-tiny/exercise.md")


def test_a_criterion_used_twice_is_refused(tmp_path: Path) -> None:
    again = EXERCISE.replace("check-causes", "check-again").split("```")[3]
    text = EXERCISE + f"\n```{again}```\n"
    with pytest.raises(NotebookError, match="'causes' has 2 cells"):
        build_exercise(exercise(tmp_path, text), RUBRIC)


@pytest.mark.parametrize(
    ("data", "says"),
    [(None, "is missing"), (b"\xff\xfe\x00", "is not UTF-8"), (b"", "is empty")],
)
def test_an_unreadable_source_is_refused(tmp_path: Path, data: bytes | None, says: str) -> None:
    folder = module(tmp_path)
    path = folder / "module.md"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(NotebookError, match=says):
        build_module(folder)
