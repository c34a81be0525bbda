"""Editors that show a piece of work on pages: the same session, bar and replay as the fishbone.

A `Sheet` is the widget. What differs between the plan and the study is their pages (in
JavaScript), the changes a person can make (`_sheet_session`), and `Kind.made`: what Python works
out from the work and the browser only shows.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from typing import Any, cast

import anywidget
import traitlets

from curriculum.artifacts.fishbone_edits import EditError
from curriculum.editors._answers import ANSWERS
from curriculum.editors._feedback import Check, trouble
from curriculum.editors._parts import css, esm
from curriculum.editors._sheet_session import SheetSession
from curriculum.editors._timer import Timer, start_timer
from curriculum.workspace import WorkspaceError

BASE_PARTS = (
    "core.js",
    "again.js",
    "link.js",
    "fields.js",
    "coach.js",
    "dialogs.js",
    "bars.js",
    "sheet.js",
)
BASE_CSS = ("base.css", "fishbone.css", "sheet.css")
DRAW_SECONDS = 0.35
SHARED = ("edit", "ping", "check", "coach", "history")
FORMATS: dict[str, tuple[str, str, str, str]] = {
    "print": ("Print-out, one page", "to_print_html", "text/html", "html"),
    "png": ("Picture (PNG)", "to_png", "image/png", "png"),
    "svg": ("Drawing (SVG)", "to_svg", "image/svg+xml", "svg"),
    "markdown": ("Text (Markdown)", "to_markdown", "text/markdown", "md"),
    "pdf": ("One page (PDF)", "to_pdf", "application/pdf", "pdf"),
    "csv": ("Table (CSV)", "to_csv", "text/csv", "csv"),
}
#: What every sheet can be taken away as.
EVERY_SHEET = ("print", "png", "svg", "markdown")

Answer = Callable[[dict[str, Any], "SheetSession"], dict[str, Any] | None]


@dataclass(frozen=True)
class Kind:
    """What makes one kind of sheet: how it is shown, taken away and answered.

    Attributes
    ----------
    exports : str
        Module with the functions of `FORMATS`.
    taken : callable
        From the session, what such a function takes.
    made : callable
        From the session, what the browser shows beside the work itself, as plain data.
    look : callable
        A version in a few lines of plain text.
    options : dict
        What does not change while the editor is open.
    answers : dict
        Further messages of the browser.
    formats : tuple of str
        Keys of `FORMATS`, in the order of the menu.
    """

    exports: str
    taken: Callable[[SheetSession], tuple[Any, ...]]
    made: Callable[[SheetSession], dict[str, Any]]
    look: Callable[[Any], str]
    options: dict[str, Any]
    answers: dict[str, Answer]
    formats: tuple[str, ...] = EVERY_SHEET


class Sheet(anywidget.AnyWidget):
    """The widget; make one with `plan_editor` or `study_editor`."""

    _esm = esm(*BASE_PARTS)
    _css = css(*BASE_CSS)
    doc = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    own_id = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: SheetSession, kind: Kind, check: Check | None) -> None:
        self.session = session
        self.kind = kind
        self._check = check
        self._sending = threading.RLock()
        self._drawing_soon: Timer | None = None
        options = {**shared_options(session, check, kind.formats), **kind.options}
        super().__init__(options=options, doc=drawn(session, kind), status=session.view())
        # With it the browser can ask a slow kernel whether it still has this widget.
        self.own_id = str(self.model_id or "")
        session.listen(self)
        self.on_msg(self._on_message)

    def session_changed(self) -> None:
        """Send the browser what is new; while someone types, what is worked out waits."""
        with self._sending:
            self._stop_waiting()
            if self.session.typing:
                self.status = self.session.view()
                self._drawing_soon = start_timer(DRAW_SECONDS, self._send_all)
            if self._drawing_soon is None:
                self._send_all()

    def _send_all(self) -> None:
        with self._sending, self.hold_sync():
            self._stop_waiting()
            self.doc, self.status = drawn(self.session, self.kind), self.session.view()

    def _stop_waiting(self) -> None:
        if self._drawing_soon is not None:
            self._drawing_soon.cancel()
            self._drawing_soon = None

    def _on_message(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "check":
            # The browser compares later work with what it has when the answer comes.
            self._send_all()
        answer = answer_to(content, self.session, self.kind, self._check)
        if answer is not None:
            self.send(answer)

    def picture(self) -> tuple[str, str]:
        """A static picture (SVG) and the same in words, for readers without a kernel."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if not isinstance(bundle, tuple):
            return bundle
        data, metadata = bundle
        html, text = self.picture()
        return {**data, "text/html": html, "text/plain": text}, metadata


def shared_options(
    session: SheetSession, check: Check | None, formats: tuple[str, ...] = EVERY_SHEET
) -> dict[str, Any]:
    """What does not change while the editor is open, for every kind."""
    place = str(session.file.resolve()).encode("utf-8", "replace")
    return {
        "name": session.name,
        "noun": session.noun,
        "file": blake2b(place, digest_size=8).hexdigest(),
        "has_check": check is not None,
        "formats": [[name, FORMATS[name][0]] for name in formats],
    }


def drawn(session: SheetSession, kind: Kind) -> dict[str, Any]:
    """The work, what is worked out from it, and up to which change of each window this is."""
    work, acks = session.now()
    return {"work": work.model_dump(mode="json"), "made": kind.made(session), "acks": acks}


def answer_to(
    content: Any, session: SheetSession, kind: Kind, check: Check | None
) -> dict[str, Any] | None:
    """Do what a message of the browser asks; the one place where exceptions end."""
    name = str(content.get("type")) if isinstance(content, dict) else ""
    rid = content.get("rid") if isinstance(content, dict) else None
    try:
        if name in SHARED:
            return ANSWERS[name](content, session, check)
        if name == "look":
            version = session.workspace.open_version(
                session.name, str(content["version"]), cast(Any, None)
            )
            return {"type": "look", "rid": rid, "text": kind.look(version)}
        if name == "export":
            return _export(content, session, kind)
        if name == "menu":
            return {"type": "pong", "rid": rid}
        answer = kind.answers[name](content, session)
        return None if answer is None else {**answer, "rid": rid}
    except (WorkspaceError, EditError) as error:
        return {"type": "refused", "sentences": [str(error)], "rid": rid}
    except Exception as error:
        return {"type": "trouble", "rid": rid, **trouble(error)}


def _export(content: dict[str, Any], session: SheetSession, kind: Kind) -> dict[str, Any]:
    name = next(one for one in kind.formats if one == content.get("format"))
    _label, function, mime, ending = FORMATS[name]
    # Late: drawing a PNG imports matplotlib.
    raw = getattr(import_module(kind.exports), function)(*kind.taken(session))
    data = raw.encode("utf-8") if isinstance(raw, str) else raw
    return {
        "type": "export",
        "rid": content.get("rid"),
        "format": name,
        "mime": mime,
        "file": f"{session.name}.{ending}",
        "data": base64.b64encode(data).decode("ascii"),
    }


def picture_url(svg: str) -> str:
    """A drawing as the address of an image: in an image nothing can run or be loaded."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")
