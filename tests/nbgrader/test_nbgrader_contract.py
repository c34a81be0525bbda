"""What we use of nbgrader; a new nbgrader that changes it fails here, by name."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import autograde

pytestmark = pytest.mark.nbgrader


def test_what_the_gradebook_must_have() -> None:
    from nbgrader.api import Gradebook

    for name in (
        "update_or_create_student",
        "update_or_create_submission",
        "find_assignment",
        "find_submission",
        "find_grade",
        "find_comment",
        "assignment_submissions",
        "students",
        "assignments",
        "close",
    ):
        assert hasattr(Gradebook, name), name
    assert list(inspect.signature(Gradebook.__init__).parameters)[1:3] == ["db_url", "course_id"]


def test_what_the_interface_must_have() -> None:
    from nbgrader.apps import NbGraderAPI

    for name in (
        "generate_assignment",
        "release_assignment",
        "get_released_assignments",
        "unrelease",
        "release_feedback",
    ):
        assert hasattr(NbGraderAPI, name), name


def test_what_the_exchange_must_have() -> None:
    from nbgrader.exchange import ExchangeFactory

    names = ExchangeFactory().trait_names()
    assert {"submit", "fetch_feedback", "fetch_assignment"} <= set(names)
    for name in ("Submit", "FetchFeedback", "FetchAssignment"):
        assert hasattr(ExchangeFactory, name), name


def test_what_formgrader_must_have() -> None:
    from nbgrader.server_extensions.formgrader import formgrader, handlers

    source = inspect.getsource(formgrader.FormgradeExtension.init_tornado_settings)
    assert "nbgrader_exporter=" in source
    assert "nbgrader_jinja2_env=" in source
    script = handlers.static_path + "/js/formgrade.js"
    with open(script, encoding="utf-8") as file:
        assert "MathJax.Hub.Startup.signal.Interest" in file.read()


def test_a_number_as_output_is_the_grade() -> None:
    from nbformat.v4 import new_code_cell, new_output
    from nbgrader.utils import determine_grade

    cell = new_code_cell("score()", metadata={"nbgrader": {"grade": True, "points": 4}})
    cell.outputs = [new_output("execute_result", data={"text/plain": "1.33"}, execution_count=1)]
    assert determine_grade(cell) == (1.33, 4.0)


def test_nbgrader_is_imported_late() -> None:
    code = (
        "import sys, autograde.cli, autograde.course, autograde.runner, autograde.feedback\n"
        "assert not [n for n in sys.modules if n.split('.')[0] in ('nbgrader', 'sqlalchemy')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_these_modules_import_nbgrader() -> None:
    home = Path(autograde.__file__).parent
    imports = re.compile(r"^\s*(?:from|import) nbgrader\b(?!')", re.MULTILINE)
    found = [
        path.relative_to(home).as_posix()
        for path in home.rglob("*.py")
        if imports.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(found) == ["_nbgrader.py", "_nbgrader_commands.py"]
