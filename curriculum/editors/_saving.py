"""A piece of work that is being edited and its file: saving, waiting, what others did meanwhile."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from curriculum._workspace_results import folder_gone
from curriculum.artifacts import Fishbone
from curriculum.editors._timer import Timer
from curriculum.editors._undo import Steps
from curriculum.workspace import Found, Workspace

QUIET_SECONDS = 0.6
LATEST_SECONDS = 3.0
RETRY_SECONDS = 10.0


class Saving:
    """The disk's half of a session.

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
        timer: Callable[[float, Callable[[], None]], Timer | None],
        clock: Callable[[], float],
    ) -> None:
        self.workspace = workspace
        self.name = name
        self.file = workspace.path(name)
        self._blank = blank
        self._timer = timer
        self._clock = clock
        self._lock = threading.RLock()
        self._waiting: Timer | None = None
        self._waiting_since = 0.0
        self._acks: dict[str, int] = {}
        self._saved_acks: dict[str, int] = {}
        self.notice = ""
        self.conflict = False
        self.refused = False
        self.found: Found = "same"
        self.saved_at: float | None = None
        self._open()

    @property
    def fishbone(self) -> Fishbone:
        """The fishbone as it is now."""
        return self._steps.present

    @property
    def dirty(self) -> bool:
        """Whether something is not yet on the disk."""
        return self.fishbone is not self._on_disk

    def _change(self, after: Fishbone, key: tuple[str, ...] | None) -> None:
        self._steps.go(after, self._clock(), key)

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
        """Look what became of the file meanwhile; if nothing is unsaved here, show that."""
        with self._lock:
            base = self._others if self.conflict else self.revision
            found = self.workspace.compare(self.name, Fishbone, base)
            if found == "same" or (self.read_only and found != "changed"):
                return
            if self.conflict:
                # Another window may save as often as it likes; the choice is still to be made.
                if self.found != "newer":
                    return
                self._save()
            elif self.dirty:
                # The save that is due tells what it meets.
                return
            elif found in ("gone", "damaged"):
                self._save_again(found)
            else:
                self._show_other()
        self.tell()

    def _show_other(self) -> None:
        """Open what was saved elsewhere; of a file that is too new for us only say that it is."""
        loaded = self.workspace.load(self.name, Fishbone)
        if loaded.artifact is None and not loaded.read_only:
            return
        self.revision, self.read_only = loaded.revision, loaded.read_only
        self.notice = loaded.message
        if loaded.artifact is None or loaded.read_only:
            return
        self._change(loaded.artifact, None)
        self._on_disk = self.fishbone
        self.notice = loaded.message or (
            "This fishbone was changed in another window; you now see the newest version. "
            "Undo brings back what you saw here before."
        )

    def _save_again(self, found: Found) -> None:
        """The file is gone or useless, and what is here is what was saved last."""
        root = self.workspace.root
        if found == "gone" and not root.is_dir():
            # A folder that somebody renamed must not come back as a ghost by itself.
            self.notice = folder_gone(root.name)
            return
        self._save()

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
            if self.conflict:
                # What was changed since the conflict goes into the history too.
                self._save()
            self._stop_timer()

    def _save(self) -> None:
        going, acks = self.fishbone, dict(self._acks)
        saved = self.workspace.save(self.name, going, self.revision)
        self.notice = saved.message
        self.conflict, self.found = saved.conflict, saved.found
        self.refused = not (saved.saved or saved.conflict)
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
        if not self.conflict:
            return
        if self.found != "newer":
            self.revision = self._others
        self._save()

    def _open_other(self) -> None:
        if not self.conflict:
            return
        loaded = self.workspace.load(self.name, Fishbone)
        if loaded.artifact is None or loaded.read_only:
            self.notice, self._others = loaded.message, loaded.revision
            self.found = "newer" if loaded.read_only else "changed"
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
        """Let everybody who shows this work know that something is new."""
