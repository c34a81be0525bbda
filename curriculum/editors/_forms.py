"""What all small forms share: a session that decides, a widget that only shows.

A session is plain Python: ``view()`` says what stands on the page, ``handle(event)`` takes what
the person did. It is tested without a browser. The widget hands events over and shows the view;
whatever goes wrong is caught here, in one place, and told in a plain sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from curriculum.artifacts.notes import Answer, Notes, add_answer, now
from curriculum.editors._feedback import trouble
from curriculum.editors._parts import css, esm
from curriculum.workspace import Workspace

Block = dict[str, Any]
Event = Mapping[str, Any]

ONLY_YOU = (
    "Who sees this: only you. It stays in your own folder and is never handed in. "
    "Change your mind as often as you like; your first answer is kept for you."
)
PRESSED = (
    "This page lost its link to the notebook. What you did here is kept in this browser: press "
    "“Start again”, or reload the page, and it is done then."
)
MAX_TEXT = 4_000
PARTS = ("again.js", "unanswered.js", "blocks.js", "panel.js", "panel_start.js")
ATTEMPTS = 3


class Session(Protocol):
    """The deciding half of a form."""

    def view(self) -> dict[str, Any]:
        """What stands on the page: kicker, title, blocks, status, who."""

    def handle(self, event: Event) -> None:
        """Take one thing that the person did: ``{"do": ..., "name": ..., "value": ...}``."""


class Form(anywidget.AnyWidget):
    """A form on the page; everything it knows is in its session.

    A session that has a ``place`` (the same one each time its cell runs) is sent again what the
    browser could not deliver, so it must take an event twice without harm.
    """

    _esm = esm(*PARTS)
    _css = css("panel.css")
    view = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode("").tag(sync=True)
    done = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.place = str(getattr(session, "place", ""))
        self.refresh()
        self.on_msg(lambda _widget, event, _buffers: self.receive(event))

    def receive(self, event: object) -> None:
        """Give one event to the session, show the new view, and say that it arrived."""
        broken: Exception | None = None
        try:
            if isinstance(event, Mapping):
                self.session.handle(event)
        except Exception as error:
            broken = error
        self.refresh(broken)
        if isinstance(event, Mapping):
            self.done = str(event.get("n", ""))[:100]

    def refresh(self, broken: Exception | None = None) -> None:
        """Show the session's present view, and above it what went wrong, if anything did."""
        try:
            view = self.session.view()
        except Exception as error:
            broken = broken or error
            view = {"title": "This panel cannot be shown right now", "blocks": []}
        if broken is not None:
            view = {**view, "blocks": [trouble_block(broken), *view["blocks"]]}
        self.view = view


class NotesBook:
    """A learner's notes in one folder, shared by all forms of a notebook.

    Every form reads before it writes, so that two panels on one page never undo each other. What
    the disk refuses is kept here and written with the next answer.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.workspace = Workspace(root or Path.cwd())
        self.status = ""
        self._waiting: list[tuple[Answer, Answer | None]] = []

    def read(self) -> Notes:
        """The notes as they are now on disk; ``status`` tells of trouble with them."""
        loaded = self.workspace.load("notes", Notes)
        self.status = loaded.message or self.status
        return loaded.artifact or Notes()

    def record(self, answer: Answer, *, replaces: Answer | None = None) -> None:
        """Add an answer; ``status`` then says whether it is safe on disk."""
        self._waiting.append((answer, replaces))
        for _attempt in range(ATTEMPTS):
            loaded = self.workspace.load("notes", Notes)
            if loaded.read_only:
                self.status = loaded.message
                return
            notes = loaded.artifact or Notes()
            for waiting, instead_of in self._waiting:
                notes = add_answer(notes, waiting, replaces=instead_of)
            saved = self.workspace.save("notes", notes, loaded.revision)
            self.status = saved.message or "Saved in your folder."
            if saved.saved:
                self._waiting.clear()
            if not saved.conflict:
                return


def mark_of(path: Path) -> str:
    """A short mark of a file or folder, by which the browser keeps what belongs to it."""
    place = str(path.resolve()).encode("utf-8", "replace")
    return blake2b(place, digest_size=8).hexdigest()


def place_of(question: str, book: NotesBook) -> str:
    """Where the browser keeps what it could not send for this question."""
    return f"{mark_of(book.workspace.path('notes'))}/{question}"


def answer(question: str, *, choice: str = "", text: str = "") -> Answer:
    """An answer given now."""
    return Answer(question=question, choice=choice, text=text, at=now())


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Plain paragraphs."""
    return [{"kind": "text", "text": line} for line in lines]


def note(*lines: str, style: str = "plain", mark: str = "") -> Block:
    """A framed remark; ``mark`` says in words what the frame's color says."""
    return {"kind": "note", "lines": list(lines), "style": style, "mark": mark}


def buttons(*items: tuple[str, str] | tuple[str, str, str], primary: str = "") -> Block:
    """A row of buttons given as (what it does, label[, value]); ``primary`` names the main one."""
    made = []
    for item in items:
        # The last of several buttons that do the same is the main one: "Back", then "Next".
        main = item[0] == primary and item is [i for i in items if i[0] == primary][-1]
        button: Block = {"do": item[0], "label": item[1], "primary": main}
        if len(item) == 3:
            button["value"] = item[2]
        made.append(button)
    return {"kind": "buttons", "items": made}


def field(
    name: str, label: str, value: str, *, help: str = "", rows: int = 1, limit: int = 600
) -> Block:
    """A text field; more than one row makes it a box."""
    return {
        "kind": "field",
        "name": name,
        "label": label,
        "help": help,
        "value": value,
        "rows": rows,
        "limit": limit,
    }


def text_of(event: Event, limit: int = MAX_TEXT) -> str:
    """The words of an event, at most ``limit`` characters."""
    return str(event.get("value", ""))[:limit]


def trouble_block(error: BaseException) -> Block:
    """What stands on the page when our program failed: a sentence, and the details to copy."""
    told = trouble(error)
    return {
        "kind": "alert",
        "text": told["sentence"],
        "label": "Copy details",
        "details": told["details"],
    }
