"""What formgrader's other pages show is escaped once we dressed them, whoever named it."""

from __future__ import annotations

import nbgrader.server_extensions.formgrader.handlers as formgrader
import pytest
from jinja2 import Environment, FileSystemLoader

from autograde.cohort import SCRIPT
from autograde.desk import dress

pytestmark = pytest.mark.nbgrader


def test_names_on_formgraders_pages_are_only_text() -> None:
    theirs = Environment(loader=FileSystemLoader([formgrader.template_path]))
    settings = {"nbgrader_jinja2_env": theirs, "nbgrader_exporter": object()}
    named = {"assignment_id": SCRIPT, "notebook_id": SCRIPT, "student_id": SCRIPT}
    pages = [one for one in theirs.list_templates() if one.endswith("submissions.tpl")]
    plain = [theirs.get_template(one).render(base_url="", **named) for one in pages]
    assert any(SCRIPT in one for one in plain), "nbgrader escapes now: ours may go"
    assert dress(settings)
    theirs.cache.clear()
    for page in pages:
        assert SCRIPT not in theirs.get_template(page).render(base_url="", **named)


def test_without_formgrader_nothing_is_dressed() -> None:
    assert not dress({})
