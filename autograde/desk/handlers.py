"""The desk's addresses: its page, its scripts, its data, and formgrader's list of hand-ins.

A screen asks ``coach/api/<name>``. What reads stands in ``APIS`` and is asked with GET, what writes
stands in ``ACTS`` and is asked with POST, which needs the server's cookie. Both take (course, book,
arguments) and return plain data; the arguments of a GET are texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from inspect import isawaitable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

import curriculum
from autograde._gradebook import BookError
from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk import agree
from autograde.desk.about_course import about_course
from autograde.desk.across import across, progress
from autograde.desk.commands import give_back, take_in
from autograde.desk.doing import doing
from autograde.desk.help import guide
from autograde.desk.marking import keep_line, mark
from autograde.desk.needs import needs
from autograde.desk.one import drawn, one
from autograde.desk.open_course import Desk
from autograde.desk.out import begin_report, file, out, report
from autograde.desk.rounds import loop, rounds
from autograde.roster import RosterError
from autograde.rubrics import RubricError
from curriculum.content import ContentError

Api = Callable[[Course, Book, Mapping[str, Any]], Any]

APP = Path(__file__).parent / "app"
STYLE = Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css"
MAX_BODY = 200_000

APIS: dict[str, Api] = {
    "course": about_course,
    "doing": doing,
    "needs": needs,
    "progress": progress,
    "across": across,
    "one": one,
    "drawing": drawn,
    "loop": loop,
    "rounds": rounds,
    "out": out,
    "file": file,
    "report": report,
    "agree": agree.agree,
    "agree-gold": agree.gold,
    "agree-gold-piece": agree.gold_piece,
    "agree-gold-result": agree.gold_result,
    "agree-blind": agree.blind,
    "agree-twice": agree.twice,
    "agree-figures": agree.agree_figures,
    "guide": guide,
}
ACTS: dict[str, Api] = {
    "mark": mark,
    "line": keep_line,
    "take-in": take_in,
    "give-back": give_back,
    "report-begin": begin_report,
    "agree-share": agree.set_share,
    "agree-mark-gold": agree.mark_gold,
    "agree-mark-blind": agree.mark_blind,
    "agree-settle": agree.settle,
}


class DeskPage(JupyterHandler):
    """The one page of the desk; its screens are chosen by what stands after ``#``."""

    @property
    def content_security_policy(self) -> str:
        """Only our own scripts run, and nothing is loaded from outside."""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + super().content_security_policy
        )

    @web.authenticated
    def get(self) -> None:
        """Give the page; asking for the cookie's value here makes the server set it."""
        assert self.xsrf_token
        text = (APP / "desk.html").read_text(encoding="utf-8")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text.replace("{base}", escape(f"{self.base_url.rstrip('/')}/coach")))


class AppFile(JupyterHandler):
    """One of the desk's scripts and stylesheets."""

    @web.authenticated
    def get(self, name: str) -> None:
        """Give a file by name; always asked for again, so that an upgrade is seen at once."""
        path = STYLE if name == STYLE.name else APP / name
        if not path.is_file():
            raise web.HTTPError(404)
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-cache")
        self.finish(path.read_bytes())


class Data(JupyterHandler):
    """What a screen asks for, and what it wants written."""

    @web.authenticated
    async def get(self, name: str) -> None:
        """Read."""
        await self._answer(APIS, name, {key: self.get_query_argument(key) for key in self._named()})

    @web.authenticated
    async def post(self, name: str) -> None:
        """Write; without the server's cookie it is refused before it comes here."""
        try:
            if len(self.request.body) > MAX_BODY:
                raise ValueError
            given = json.loads(self.request.body)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            self._say(400, {"error": "The page sent something that cannot be used; load it again."})
            return
        await self._answer(ACTS, name, given)

    def _named(self) -> list[str]:
        return list(self.request.query_arguments)

    async def _answer(self, table: Mapping[str, Api], name: str, given: Mapping[str, Any]) -> None:
        desk = Desk.of(self.settings)
        if name == "coach":
            self._coach(desk, given)
            return
        if name not in table:
            self._say(404, {"error": "The desk has no such part; load this page again."})
            return
        try:
            answer = table[name](desk.course, desk.book, given)
            self._say(200, await answer if isawaitable(answer) else answer)
        except BookError as error:
            desk.close()
            self._say(503, {"error": str(error)})
        except (CourseError, RubricError, RosterError, ContentError) as error:
            entry = getattr(error, "entry", None)
            self._say(409 if entry else 400, {"error": str(error), "entry": entry})
        except KeyError as error:
            self._say(400, {"error": f"The page did not say which {error.args[0]!s:.40}."})
        except OSError as error:
            self._say(503, {"error": f"A file of the course cannot be read or written: {error}."})

    def _coach(self, desk: Desk, given: Mapping[str, Any]) -> None:
        try:
            name = desk.set_coach(str(given.get("name", ""))) if given else desk.coach()
        except (CourseError, OSError) as error:
            self._say(400, {"error": str(error)})
            return
        self._say(200, {"name": name})

    def _say(self, status: int, data: Any) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(data, default=plain))


def plain(value: Any) -> Any:
    """What JSON does not know: a dataclass by its fields, a time as text, a tuple as a list."""
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return {name: getattr(value, name) for name in fields}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


class HandIns(JupyterHandler):
    """Leads to formgrader's list of the exercise that a coach begins with."""

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


ADDRESSES: dict[str, type[JupyterHandler]] = {
    "coach/hand-ins": HandIns,
    "coach/desk": DeskPage,
    r"coach/app/([a-z-]+\.(?:js|css))": AppFile,
    r"coach/api/([a-z-]+)": Data,
}
