"""One piece of work that is being edited: history for undo, saving, two windows, replay.

No widget in here. The editor hands over what the browser sent and shows what `Session.view` says.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone_edits import EditError, apply, target
from curriculum.editors._timer import Timer, start_timer
from curriculum.editors._undo import Steps
from curriculum.workspace import Version, Workspace, WorkspaceError

QUIET_SECONDS = 0.6
LATEST_SECONDS = 3.0
RETRY_SECONDS = 10.0
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


class Session:
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
        self.workspace = workspace
        self.name = name
        self.file = workspace.path(name)
        self._blank = blank
        self._timer = timer
        self._clock = clock
        self._lock = threading.RLock()
        self._listeners: weakref.WeakSet[Any] = weakref.WeakSet()
        self._waiting: Timer | None = None
        self._waiting_since = 0.0
        self._acks: dict[str, int] = {}
        self._saved_acks: dict[str, int] = {}
        self.notice = ""
        self.conflict = False
        self.saved_at: float | None = None
        self._open()

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
                "read_only": self.read_only,
                "notice": self.notice,
                "revision": self.revision,
            }

    @property
    def fishbone(self) -> Fishbone:
        """The fishbone as it is now."""
        return self._steps.present

    def now(self) -> tuple[Fishbone, dict[str, int]]:
        """The fishbone, and up to which change of each window it is."""
        with self._lock:
            return self.fishbone, dict(self._acks)

    @property
    def typing(self) -> bool:
        """Whether the last change was a few letters more at one place."""
        return self._steps.typing

    @property
    def dirty(self) -> bool:
        """Whether something is not yet on the disk."""
        return self.fishbone is not self._on_disk

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
            if not self.dirty:
                self._saved_acks = dict(self._acks)
            else:
                self._save_soon()
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

    def _change(self, after: Fishbone, key: tuple[str, ...] | None) -> None:
        self._steps.go(after, self._clock(), key)

    # ---------------------------------------------------------------- disk

    def _open(self) -> None:
        loaded = self.workspace.load(self.name, Fishbone)
        self._steps = Steps(loaded.artifact or self._blank)
        self.revision = loaded.revision
        self.read_only = loaded.read_only
        # With nothing on the disk, or only an older version of it, the first change saves.
        self._on_disk = self.fishbone
        self.notice = loaded.message
        self.conflict = False
        if loaded.artifact is not None and not loaded.message:
            with contextlib.suppress(OSError):
                self.saved_at = self.file.stat().st_mtime

    def refresh(self) -> None:
        """Look whether another window saved meanwhile; if nothing is unsaved here, show that."""
        with self._lock:
            if self.conflict or self.read_only or self.dirty:
                return
            loaded = self.workspace.load(self.name, Fishbone)
            if loaded.revision == self.revision or loaded.artifact is None:
                return
            self._change(loaded.artifact, None)
            self._on_disk, self.revision = self.fishbone, loaded.revision
            self.read_only = loaded.read_only
            self.notice = loaded.message or (
                "This fishbone was changed in another window; you now see the newest version. "
                "Undo brings back what you saw here before."
            )
        self.tell()

    def flush(self) -> None:
        """Write to the disk now what is not there yet."""
        with self._lock:
            self._stop_timer()
            if self.dirty and not self.conflict and not self.read_only:
                self._save()

    def close(self) -> None:
        """Write what is left and stop the timer."""
        self.flush()
        with self._lock:
            self._stop_timer()

    def versions(self) -> list[Version]:
        """Kept versions, newest first."""
        return self.workspace.history(self.name)

    def _save(self) -> None:
        going, acks = self.fishbone, dict(self._acks)
        saved = self.workspace.save(self.name, going, self.revision)
        self.notice = saved.message
        self.conflict = saved.conflict
        if saved.saved:
            self.revision = saved.revision
            self._on_disk = going
            self._saved_acks = acks
            self.saved_at = self._clock()
        elif saved.conflict:
            self._others = saved.revision
            # The words are in the history as a conflict copy, so they survive a restart.
            self._saved_acks = acks if saved.kept else self._saved_acks
        else:
            self._start_timer(RETRY_SECONDS)

    def _keep_mine(self) -> None:
        if self.conflict:
            self.revision, self.conflict = self._others, False
            self._save()

    def _open_other(self) -> None:
        if not self.conflict:
            return
        loaded = self.workspace.load(self.name, Fishbone)
        if loaded.artifact is None or loaded.read_only:
            self.notice = loaded.message
            return
        self._change(loaded.artifact, None)
        self._on_disk, self.revision = self.fishbone, loaded.revision
        self.conflict = False
        self.notice = "The other version is open. Undo, or Earlier versions, brings yours back."

    def _save_soon(self) -> None:
        if self.conflict or self.read_only:
            return
        now = self._clock()
        if self._waiting is None:
            self._waiting_since = now
        left = LATEST_SECONDS - (now - self._waiting_since)
        self._start_timer(max(0.0, min(QUIET_SECONDS, left)))

    def _start_timer(self, seconds: float) -> None:
        self._stop_timer()
        self._waiting = self._timer(seconds, self._due)
        if self._waiting is None and seconds < RETRY_SECONDS:
            self._save()

    def _stop_timer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _due(self) -> None:
        self.flush()
        self.tell()

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
