"""One piece of work that is being edited: history for undo, saving, two windows, replay.

No widget in here. The editor hands over what the browser sent and shows what `Session.view` says.
"""

from __future__ import annotations

import atexit
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone_edits import EditError, apply, target
from curriculum.editors._saving import Saving
from curriculum.editors._timer import Timer, start_timer
from curriculum.workspace import Version, Workspace, WorkspaceError

MAX_CLIENTS = 20
TYPED = frozenset(
    {
        "set_text",
        "set_statement",
        "set_field",
        "set_who",
        "set_evidence",
        "set_check",
        "set_carried",
    }
)


class Session(Saving):
    """A fishbone while it is edited.

    Parameters
    ----------
    workspace : Workspace
    name : str
        Name of the piece of work in the workspace.
    blank : Fishbone
        What to start from if there is nothing saved.
    timer : callable
        Starts a timer; returning None means that there are no timers and each change is saved.
    clock : callable
        Seconds, growing.

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If the name is not a plain one.
    """

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        blank: Fishbone,
        *,
        timer: Callable[[float, Callable[[], None]], Timer | None] = start_timer,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._listeners: weakref.WeakSet[Any] = weakref.WeakSet()
        super().__init__(workspace, name, blank, timer, clock)

    # ---------------------------------------------------------------- what the editor shows

    def listen(self, listener: Any) -> None:
        """Call ``listener.session_changed()`` after each change; the listener is held weakly."""
        self._listeners.add(listener)

    def view(self) -> dict[str, Any]:
        """What the browser needs to know besides the fishbone itself."""
        with self._lock:
            return {
                "acks": dict(self._acks),
                "saved_acks": dict(self._saved_acks),
                "can_undo": self._steps.can_undo,
                "can_redo": self._steps.can_redo,
                "saved_at": self.saved_at,
                "dirty": self.dirty,
                "conflict": self.conflict,
                "found": self.found,
                "refused": self.refused,
                "read_only": self.read_only,
                "notice": self.notice,
                "revision": self.revision,
            }

    def now(self) -> tuple[Fishbone, dict[str, int]]:
        """The fishbone, and up to which change of each window it is."""
        with self._lock:
            return self.fishbone, dict(self._acks)

    @property
    def typing(self) -> bool:
        """Whether the last change was a few letters more at one place."""
        return self._steps.typing

    # ---------------------------------------------------------------- what the browser sends

    def receive(self, client: str, items: Sequence[dict[str, Any]]) -> list[str]:
        """Make the changes a browser window sent, in order, each once.

        Parameters
        ----------
        client : str
            The window; its changes are numbered.
        items : sequence of dict
            ``{"seq": 3, "intent": {"op": ...}}``; numbers already seen are left out.

        Returns
        -------
        list of str
            One plain sentence for each change that could not be made.
        """
        refused = []
        with self._lock:
            for item in items:
                seq = int(item["seq"])
                if seq <= self._acks.get(client, 0):
                    continue
                try:
                    self._one(dict(item["intent"]))
                except (EditError, WorkspaceError) as error:
                    refused.append(str(error))
                self._acks[client] = seq
            while len(self._acks) > MAX_CLIENTS:
                self._acks.pop(next(iter(self._acks)))
            if self.dirty:
                self._save_soon()
            elif not self.read_only:
                # What was refused here stays in the browser, for a newer program.
                self._saved_acks = dict(self._acks)
        self.tell()
        return refused

    def _one(self, intent: dict[str, Any]) -> None:
        op = intent.get("op")
        if op == "undo":
            self._steps.undo()
        elif op == "redo":
            self._steps.redo()
        elif op == "save":
            self.flush()
        elif op == "keep_mine":
            self._keep_mine()
        elif op == "open_other":
            self._open_other()
        elif op == "restore":
            version = self.workspace.open_version(
                self.name, str(intent.get("version", "")), Fishbone
            )
            self._change(version.model_copy(update={"case": self.fishbone.case}), None)
        elif self.read_only:
            raise EditError("This file cannot be changed with this version of the program.")
        else:
            key = target(intent) if op in TYPED and "text" in intent else None
            self._change(apply(self.fishbone, intent), key)

    def versions(self) -> list[Version]:
        """Kept versions, newest first."""
        return self.workspace.history(self.name)

    def tell(self) -> None:
        """Let every editor of this session show what is new."""
        for listener in list(self._listeners):
            listener.session_changed()


_open_sessions: weakref.WeakValueDictionary[Path, Session] = weakref.WeakValueDictionary()


def open_session(workspace: Workspace, name: str, blank: Fishbone) -> Session:
    """The session of this file in this kernel: two editors on one file share it.

    Running a cell again finds the session that is still there, with its undo steps.
    """
    path = workspace.path(name).resolve()
    session = _open_sessions.get(path)
    if session is None:
        session = Session(workspace, name, blank)
        _open_sessions[path] = session
        atexit.register(_close_at_exit, weakref.ref(session))
        return session
    session.flush()
    session.refresh()
    return session


def _close_at_exit(reference: weakref.ref[Session]) -> None:
    session = reference()
    if session is not None:
        session.close()
