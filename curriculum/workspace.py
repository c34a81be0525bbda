"""A learner's folder: save, load, history, recover. No one loses work.

The saved file is the truth. Every save names the revision that it started from; when the file on
the disk is another one by then (a second tab, a second machine), nothing is overwritten: the
caller's version is kept in the history as a conflict copy, and the caller is told. Every trouble
is one plain sentence in ``message``; an empty message means that there is nothing to say.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from curriculum import _workspace_recovery as recovery
from curriculum import _workspace_results as results
from curriculum._workspace_files import (
    LOCK_SECONDS,
    BusyError,
    digest,
    locked,
    read_bytes,
    remove_leftovers,
    why,
    write_atomic,
)
from curriculum._workspace_history import Version
from curriculum._workspace_identity import identity, is_key, set_identity
from curriculum._workspace_results import UNKNOWN, A, Found, Loaded, Saved, WorkspaceError
from curriculum._workspace_versions import Versioned
from curriculum.artifacts.base import MAX_BYTES, Artifact, ArtifactError, NewerVersionError

__all__ = [
    "Found",
    "Loaded",
    "Saved",
    "Version",
    "Workspace",
    "WorkspaceError",
    "identity",
    "is_key",
    "set_identity",
]


class Workspace(Versioned):
    """The folder in which a learner works: ``<root>/work/<name>.json`` and ``<root>/.history``.

    Parameters
    ----------
    root : Path
        The folder of the notebook.
    clock : callable, optional
        Gives the time (for tests).
    lock_seconds : float
        How long to wait for another writer.
    """

    def __init__(
        self,
        root: Path,
        *,
        clock: Callable[[], datetime] | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        super().__init__(root, clock)
        self._lock_seconds = lock_seconds
        self._ours: dict[str, str] = {}

    def load(self, name: str, model: type[A]) -> Loaded[A]:
        """Open a piece of work, or the last good version of it.

        A damaged file is renamed to ``<name>.json.damaged-<time>`` beside it and never deleted; a
        file from a newer version of the program is not touched; the last good version is then
        given to be read only.
        """
        path = self.path(name)
        try:
            raw = read_bytes(path, MAX_BYTES)
        except OSError as error:
            return self._without_file(name, model, results.unreadable(path, error), UNKNOWN)
        if raw is None:
            return self._without_file(name, model, "", "")
        revision = digest(raw)
        try:
            artifact = model.from_json(raw)
        except NewerVersionError:
            found = recovery.last_good(self._history_folder(name), model)
            told = results.newer(path.name, found[1] if found else "")
            return Loaded(found[0] if found else None, revision, told, read_only=True)
        except ArtifactError:
            return self._damaged(name, model, revision)
        self._ours[name] = revision
        return Loaded(artifact, revision)

    def save(self, name: str, artifact: Artifact, base_revision: str) -> Saved:
        """Save a piece of work, unless the file is no longer the one that the caller started from.

        Parameters
        ----------
        name : str
        artifact : Artifact
        base_revision : str
            The revision that ``load`` or the last ``save`` gave; "" if there was no file.

        Returns
        -------
        Saved
            When it returns ``saved=True`` the work is on the disk itself. It never raises for a
            disk that refuses: keep the work in memory, show the message, and save again later.
        """
        path = self.path(name)
        raw = artifact.to_json().encode("utf-8", "replace")
        if len(raw) > MAX_BYTES:
            return Saved(
                base_revision,
                "This work is too large to save (over 1 MB); shorten the longest texts.",
                saved=False,
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock(path):
                return self._save_locked(name, path, raw, base_revision, type(artifact))
        except BusyError:
            return Saved(
                base_revision, results.not_saved("Another window is saving this work"), saved=False
            )
        except OSError as error:
            return Saved(base_revision, results.not_saved(why(error)), saved=False)

    def compare(self, name: str, model: type[Artifact], revision: str) -> Found:
        """What became of a piece of work since ``revision``; nothing is touched.

        A disk that does not answer is "same": saving will tell.
        """
        try:
            return recovery.find(read_bytes(self.path(name), MAX_BYTES), revision, model)
        except OSError:
            return "same"

    def restore(self, name: str, version: Version | str) -> Saved:
        """Make a kept version the present one; the present one goes into the history.

        Raises
        ------
        WorkspaceError
            If the version is gone or unreadable.
        """
        path = self.path(name)
        raw = self._version_bytes(name, version)
        before = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock(path):
                present = read_bytes(path, MAX_BYTES)
                before = "" if present is None else digest(present)
                if present is not None and self._newer(name, present):
                    return results.refuse_newer(before)
                if present is not None:
                    self._keep(name, present, "saved")
                return self._write(name, path, raw)
        except OSError as error:
            return Saved(before, results.not_saved(why(error)), saved=False)

    def _save_locked(
        self, name: str, path: Path, raw: bytes, base_revision: str, model: type[Artifact]
    ) -> Saved:
        remove_leftovers(path.parent, path.name)
        present = read_bytes(path, MAX_BYTES)
        on_disk = "" if present is None else digest(present)
        if present is not None and self._newer(name, present):
            return results.refuse_newer(on_disk, self._keep(name, raw, "conflict"))
        if present == raw:
            self._ours[name] = on_disk
            return Saved(on_disk)
        found = recovery.find(present, base_revision, model)
        if found == "changed":
            return results.conflict(on_disk, self._keep(name, raw, "conflict"))
        if found == "damaged":
            aside = recovery.replace_damaged(
                path, self._clock(), lambda: self._put(name, path, raw)
            )
            return self._kept(name, raw, results.damaged_meanwhile(path.name, aside.name), found)
        if found == "gone":
            self._put(name, path, raw)
            return self._kept(name, raw, results.gone(path.name), found)
        if present is not None and on_disk != self._newest_revision(name):
            # A crash came between the last save and its history, or the file was put here by hand.
            self._keep(name, present, "saved")
        return self._write(name, path, raw)

    def _write(self, name: str, path: Path, raw: bytes) -> Saved:
        self._put(name, path, raw)
        return self._kept(name, raw)

    def _put(self, name: str, path: Path, raw: bytes) -> None:
        try:
            write_atomic(path, raw)
        except OSError:
            # The name may have been switched before the disk complained.
            if read_bytes(path, MAX_BYTES) != raw:
                raise
        self._ours[name] = digest(raw)

    def _kept(self, name: str, raw: bytes, message: str = "", found: Found = "same") -> Saved:
        """What is on the disk now goes into the history too."""
        if not self._keep(name, raw, "saved"):
            message = f"{message} {results.NO_HISTORY}".strip()
        return Saved(digest(raw), message, found=found)

    def _without_file(self, name: str, model: type[A], message: str, revision: str) -> Loaded[A]:
        found = recovery.last_good(self._history_folder(name), model)
        if found is None:
            return Loaded(None, revision, message)
        artifact, when = found
        if not message:
            message = (
                f"The saved file {self.path(name).name} is no longer there; "
                f"the last version kept in the history, {when}, is open."
            )
        else:
            message = f"{message} The last version kept in the history, {when}, is open."
        return Loaded(artifact, revision, message)

    def _damaged(self, name: str, model: type[A], revision: str) -> Loaded[A]:
        path = self.path(name)
        where = "is still there, unchanged"
        with contextlib.suppress(OSError), self._lock(path):
            present = read_bytes(path, MAX_BYTES)
            if present is None or digest(present) != revision:
                # Another window has repaired it meanwhile.
                return self.load(name, model) if present is not None else Loaded(None, "")
            aside = recovery.set_aside(path, self._clock())
            where, revision = f"is kept beside it as {aside.name}", ""
        found = recovery.last_good(self._history_folder(name), model)
        if found is None:
            return Loaded(None, revision, results.damaged_without_history(path.name, where))
        artifact, when = found
        return Loaded(artifact, revision, results.damaged(path.name, when, where))

    def _newer(self, name: str, raw: bytes) -> bool:
        """Whether a file on the disk is of a newer version of the program; ours is not."""
        return digest(raw) != self._ours.get(name) and recovery.is_newer(raw)

    def _lock(self, path: Path) -> contextlib.AbstractContextManager[None]:
        return locked(path.with_name(f".{path.name}.lock"), self._lock_seconds)
