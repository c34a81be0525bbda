"""The fishbone editor: one tree, seen as an outline and as a drawing.

The browser draws and sends intents; everything that decides is in `fishbone_edits`, `_session` and
`_feedback`, tested without a browser.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from curriculum.artifacts import CaseRef, Fishbone, empty_fishbone
from curriculum.artifacts.from_case import DrawnCase, case_ref
from curriculum.editors._answers import answer_to
from curriculum.editors._feedback import Check
from curriculum.editors._forms import mark_of
from curriculum.editors._parts import css, esm
from curriculum.editors._session import Session, open_session
from curriculum.editors._timer import Timer, start_timer
from curriculum.figures.layout import layout
from curriculum.simulate.cases import Case
from curriculum.workspace import Workspace

PARTS = (
    "core.js",
    "again.js",
    "link.js",
    "fields.js",
    "tree.js",
    "outline.js",
    "keys.js",
    "drawing.js",
    "details.js",
    "coach.js",
    "dialogs.js",
    "statement.js",
    "bars.js",
    "fishbone.js",
)
DRAW_SECONDS = 0.35
WARM_SECONDS = 2.0


class FishboneEditor(anywidget.AnyWidget):
    """The widget; make it with `fishbone_editor`."""

    _esm = esm(*PARTS)
    _css = css("base.css", "fishbone.css")
    doc = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    own_id = traitlets.Unicode("").tag(sync=True)

    def __init__(self, session: Session, options: dict[str, Any], check: Check | None) -> None:
        self.session = session
        self._check = check
        self._sending = threading.RLock()
        self._drawing_soon: Timer | None = None
        super().__init__(options=options, doc=drawn(session), status=session.view())
        self.own_id = str(self.model_id or "")
        session.listen(self)
        self.on_msg(self._on_message)

    def session_changed(self) -> None:
        """Send the browser what is new; while someone types, the drawing waits for a pause."""
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
            self.doc, self.status = drawn(self.session), self.session.view()

    def _stop_waiting(self) -> None:
        if self._drawing_soon is not None:
            self._drawing_soon.cancel()
            self._drawing_soon = None

    def _on_message(self, _widget: Any, content: Any, _buffers: Any) -> None:
        answer = answer_to(content, self.session, self._check)
        if answer is not None:
            self.send(answer)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_picture(super()._repr_mimebundle_(**kwargs), self.session.fishbone)


def fishbone_editor(
    name: str = "fishbone",
    *,
    check: Check | None = None,
    case: Case | None = None,
    team: bool = False,
    root: Path | str | None = None,
) -> FishboneEditor:
    """An editor for the fishbone saved as ``work/<name>.json``.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens, for example ``"practice-fishbone-2"``.
    check : callable, optional
        Takes a `Fishbone` and returns findings, for "Check my work".
    case : Case, optional
        The practice case that the fishbone is about; its papers can be chosen as evidence.
    team : bool
        Whether this is the team's own fishbone: asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the kernel's working directory if not given.

    Returns
    -------
    FishboneEditor

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If ``name`` is not a plain one.
    """
    workspace = Workspace(Path(root) if root is not None else Path.cwd())
    reference = case_ref(case) if case is not None else None
    session = open_session(workspace, name, empty_fishbone(reference))
    if check is not None:
        start_timer(WARM_SECONDS, lambda: warm(session, check))
    return FishboneEditor(session, editor_options(session, case, team, check is not None), check)


def warm(session: Session, check: Check) -> None:
    """Look at the work once while the learner is still reading.

    The first check reads its word lists and every sentence; after that only what changed is new,
    so that "Check my work" answers at once.
    """
    # A check that fails says so when it is asked; nobody has asked yet.
    with contextlib.suppress(Exception):
        check(session.fishbone)


def case_options(case: DrawnCase | None, mine: CaseRef | None) -> dict[str, bool]:
    """Whether work on this case is handed in, and whether the work is about another one."""
    return {
        "handed_in": case is not None and case.draw == 0,
        "other_case": case is not None and (mine is None or mine.digest != case.digest),
    }


def editor_options(
    session: Session, case: Case | None, team: bool, has_check: bool
) -> dict[str, Any]:
    """What does not change while the editor is open."""
    return {
        "name": session.name,
        "file": mark_of(session.file),
        "team": team,
        "has_check": has_check,
        **case_options(case, session.fishbone.case),
        "folder": [{"id": i.id, "kind": i.kind, "title": i.title} for i in case.items]
        if case
        else [],
    }


def drawn(session: Session) -> dict[str, Any]:
    """The fishbone, where its boxes go, and up to which change of each window this is, as data."""
    fishbone, acks = session.now()
    return {
        "fishbone": fishbone.model_dump(mode="json"),
        "layout": layout(fishbone).as_dict(),
        "acks": acks,
    }


def with_picture(bundle: Any, fishbone: Fishbone) -> Any:
    """Add a static picture and its text to what a notebook keeps, for readers without a kernel."""
    if not isinstance(bundle, tuple):
        return bundle
    from curriculum.figures.fishbone import fishbone_alt, fishbone_svg

    data, metadata = bundle
    picture = {"text/html": fishbone_svg(fishbone), "text/plain": fishbone_alt(fishbone)}
    return {**data, **picture}, metadata
