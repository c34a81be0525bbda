"""One address of our own: the list of hand-ins to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

from autograde._lock import CourseError
from autograde._nbgrader import Book


class HandIns(JupyterHandler):
    """Leads to the hand-ins of the exercise that a coach begins with."""

    @web.authenticated
    def get(self) -> None:
        """Look into the gradebook now, so that an old bookmark leads to what waits today."""
        course = self.settings["nbgrader_formgrader"].coursedir
        try:
            with Book(str(course.db_url), str(course.course_id)) as book:
                place = first_place(book.waiting())
        except CourseError as error:
            self.set_status(503)
            self.finish(
                '<!DOCTYPE html><html lang="en"><title>Hand-ins</title>'
                f"<h1>The hand-ins cannot be shown now</h1><p>{escape(str(error))}</p></html>"
            )
            return
        self.redirect(f"{self.base_url}formgrader/{place}")


def first_place(waiting: Mapping[str, int]) -> str:
    """Where in formgrader a coach begins.

    Parameters
    ----------
    waiting : mapping of str to int
        How many hand-ins wait, by exercise, the newest first.
    """
    exercise = next((one for one, count in waiting.items() if count), next(iter(waiting), ""))
    if not exercise:
        return "manage_assignments"
    name = quote(exercise, safe="")
    return f"gradebook/{name}/{name}"
