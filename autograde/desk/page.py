"""Formgrader's two pages that a coach works on: the list of hand-ins, and one hand-in."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import curriculum
from autograde.about import about
from autograde.roster import id_problem
from autograde.rubrics import LEVELS, RubricError, load_rubric
from curriculum.content import ContentError

TEMPLATES = Path(__file__).parent / "templates"


def desk_exporter(folders: list[str], settings: dict[str, Any] | None = None) -> Any:
    """An nbconvert exporter with our template.

    Parameters
    ----------
    folders : list of str
        Where templates are: ours first, then nbgrader's.
    settings : dict, optional
        Of the web application; formgrader keeps its gradebook there.
    """
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    class DeskExporter(HTMLExporter):
        """Gives every page its own nonce, without which no script on it runs."""

        def from_filename(self, filename: str, resources: Any = None, **more: Any) -> Any:
            forget(settings or {})
            resources = {
                **(resources or {}),
                "desk_nonce": secrets.token_urlsafe(18),
                "desk_style": style(),
                "desk_script": script("desk.js"),
            }
            return super().from_filename(filename, resources=resources, **more)

        def from_notebook_node(self, nb: Any, resources: Any = None, **more: Any) -> Any:
            resources = resources or {}
            resources["desk_criteria"] = criteria(nb, str(resources.get("assignment_id", "")))
            return super().from_notebook_node(nb, resources=resources, **more)

    config = Config()
    config.HTMLExporter.template_name = "desk"
    config.HTMLExporter.extra_template_basedirs = folders
    exporter: Any = DeskExporter
    return exporter(config=config)


def criteria(notebook: Any, exercise: str) -> dict[str, dict[str, Any]]:
    """What a coach judges, by grade id: our rubric, and what the learner wrote for it.

    A notebook that plain nbgrader graded may hold anything, so of it only text is taken.
    """
    try:
        rubric = load_rubric(exercise)
    except (RubricError, ContentError):
        return {}
    said: dict[str, Any] = {}
    for cell in notebook.cells:
        grader, ours = cell.metadata.get("nbgrader"), cell.metadata.get("lift_elie")
        if isinstance(grader, dict) and isinstance(ours, dict):
            said[str(grader.get("grade_id"))] = ours.get("said")
    return {
        f"coach-{one.id}": {
            "title": one.title,
            "question": one.question,
            "said": text if isinstance(text := said.get(f"coach-{one.id}"), str) else None,
            "levels": [(name, one.points_of(name), one.levels[name]) for name in LEVELS],
            "comments": one.comments,
        }
        for one in rubric.coach
    }


def dress_list(environment: Any, settings: dict[str, Any]) -> None:
    """Have formgrader's Jinja environment find our list of hand-ins, and what it shows."""
    from markupsafe import Markup

    environment.loader.searchpath.insert(0, str(TEMPLATES))
    environment.globals |= {
        "desk_known": lambda exercise: known_of(settings, exercise),
        "desk_nonce": lambda: secrets.token_urlsafe(18),
        "desk_style": lambda: Markup(style()),
        "desk_script": lambda name: Markup(script(name)),
    }


def known_of(settings: dict[str, Any], exercise: str) -> dict[str, dict[str, Any]]:
    """For the list: round, time and trouble of every learner's newest hand-in, by id."""
    forget(settings)
    formgrader = settings.get("nbgrader_formgrader")
    if formgrader is None or id_problem(exercise):
        return {}
    folder = Path(formgrader.coursedir.root) / "autograded"
    if not folder.is_dir():
        return {}
    found = {one.name: about(one / exercise) for one in sorted(folder.iterdir()) if one.is_dir()}
    return {
        learner: {"round": one.round, "handed_in": one.handed_in, "trouble": one.trouble}
        for learner, one in found.items()
    }


def forget(settings: dict[str, Any]) -> None:
    """Have formgrader read its gradebook again: a command may have written to it meanwhile."""
    book = settings.get("nbgrader_gradebook")
    if book is not None:
        book.db.expire_all()


def style() -> str:
    """Our stylesheet and the desk's."""
    sheets = (
        Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css",
        TEMPLATES / "desk.css",
    )
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def script(name: str) -> str:
    """One of the desk's own scripts."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
