"""A learner's folder: save, load, history, recover. No one loses work.

The saved file is the truth. Every save names the revision that it started from; when the file on
the disk is another one by then (a second tab, a second machine), nothing is overwritten: the
caller's version is kept in the history as a conflict copy, and the caller is told. Every trouble
is one plain sentence in ``message``; an empty message means that there is nothing to say.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from curriculum import _workspace_history as history_files
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
from curriculum._workspace_history import Kind, Version
from curriculum._workspace_identity import identity, is_key, set_identity
from curriculum._workspace_results import A, Loaded, Saved, WorkspaceError
from curriculum.artifacts.base import (
    MAX_BYTES,
    Artifact,
    ArtifactError,
    NewerVersionError,
    read_bounded,
)

__all__ = [
    "Loaded",
    "Saved",
    "Version",
    "Workspace",
    "WorkspaceError",
    "identity",
    "is_key",
    "set_identity",
]


_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_UNKNOWN = "unreadable"


class Workspace:
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
        self.root = Path(root)
        self._clock = clock or _now
        self._lock_seconds = lock_seconds
        self._ours: dict[str, str] = {}

    def path(self, name: str) -> Path:
        """Where the piece of work ``name`` is saved.

        Raises
        ------
        WorkspaceError
            If the name is not a plain one ("fishbone", "team-fishbone").
        """
        if not _NAME.fullmatch(name) or len(name) > 60 or _RESERVED.fullmatch(name):
            raise WorkspaceError(
                "A piece of work is named with small letters, digits and single hyphens, "
                "for example team-fishbone."
            )
        return self.root / "work" / f"{name}.json"

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
            return self._without_file(name, model, results.unreadable(path, error), _UNKNOWN)
        if raw is None:
            return self._without_file(name, model, "", "")
        revision = digest(raw)
        try:
            artifact = model.from_json(raw)
        except NewerVersionError:
            found = self._last_good(name, model)
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
                return self._save_locked(name, path, raw, base_revision)
        except BusyError:
            return Saved(
                base_revision, results.not_saved("Another window is saving this work"), saved=False
            )
        except OSError as error:
            return Saved(base_revision, results.not_saved(why(error)), saved=False)

    def history(self, name: str) -> list[Version]:
        """The kept versions of a piece of work, newest first."""
        return history_files.versions(self._history_folder(name))

    def open_version(self, name: str, version: Version | str, model: type[A]) -> A:
        """Look at a kept version without changing anything.

        Raises
        ------
        WorkspaceError
            If the version is gone or unreadable.
        """
        raw = self._version_bytes(name, version)
        try:
            return model.from_json(raw)
        except ArtifactError as error:
            raise WorkspaceError(
                "This earlier version cannot be read; choose another one."
            ) from error

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

    def mark_handed_in(self, name: str) -> Version | None:
        """Keep the present file for good as a version that was handed in; None without a file.

        Raises
        ------
        OSError
            If the disk refuses.
        """
        raw = read_bytes(self.path(name), MAX_BYTES)
        if raw is None:
            return None
        return history_files.keep(self._history_folder(name), raw, "handed-in", self._clock())

    def _save_locked(self, name: str, path: Path, raw: bytes, base_revision: str) -> Saved:
        remove_leftovers(path.parent, path.name)
        present = read_bytes(path, MAX_BYTES)
        on_disk = "" if present is None else digest(present)
        if present is not None and self._newer(name, present):
            self._keep(name, raw, "conflict")
            return results.refuse_newer(on_disk)
        if present == raw:
            self._ours[name] = on_disk
            return Saved(on_disk)
        if present is not None and on_disk != base_revision:
            kept = self._keep(name, raw, "conflict")
            return results.conflict(on_disk, kept)
        if present is not None and on_disk != self._newest_revision(name):
            # A crash came between the last save and its history, or the file was put here by hand.
            self._keep(name, present, "saved")
        return self._write(name, path, raw)

    def _write(self, name: str, path: Path, raw: bytes) -> Saved:
        revision = digest(raw)
        try:
            write_atomic(path, raw)
        except OSError:
            # The name may have been switched before the disk complained.
            if read_bytes(path, MAX_BYTES) != raw:
                raise
        self._ours[name] = revision
        if not self._keep(name, raw, "saved"):
            return Saved(
                revision,
                "Your work is saved, but no earlier version of it can be kept; "
                "free some space on this disk.",
            )
        return Saved(revision)

    def _without_file(self, name: str, model: type[A], message: str, revision: str) -> Loaded[A]:
        found = self._last_good(name, model)
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
        aside = path.with_name(f"{path.name}.damaged-{self._clock().strftime('%Y%m%dT%H%M%S%fZ')}")
        moved = False
        with contextlib.suppress(OSError), self._lock(path):
            present = read_bytes(path, MAX_BYTES)
            if present is None or digest(present) != revision:
                # Another window has repaired it meanwhile.
                return self.load(name, model) if present is not None else Loaded(None, "")
            path.rename(aside)
            moved, revision = True, ""
        where = f"is kept beside it as {aside.name}" if moved else "is still there, unchanged"
        found = self._last_good(name, model)
        if found is None:
            return Loaded(None, revision, results.damaged_without_history(path.name, where))
        artifact, when = found
        return Loaded(artifact, revision, results.damaged(path.name, when, where))

    def _last_good(self, name: str, model: type[A]) -> tuple[A, str] | None:
        everything = self.history(name)
        for version in sorted(everything, key=lambda v: v.kind == "conflict"):
            with contextlib.suppress(OSError, ArtifactError):
                raw = history_files.read(self._history_folder(name), version.id, MAX_BYTES)
                if raw is not None:
                    when = (
                        version.when.astimezone().strftime("of %B %d at %H:%M").replace(" 0", " ")
                    )
                    return model.from_json(raw), when
        return None

    def _version_bytes(self, name: str, version: Version | str) -> bytes:
        version_id = version if isinstance(version, str) else version.id
        raw = None
        with contextlib.suppress(OSError):
            raw = history_files.read(self._history_folder(name), version_id, MAX_BYTES)
        if raw is None:
            raise WorkspaceError("This earlier version is no longer there; choose another one.")
        return raw

    def _newer(self, name: str, raw: bytes) -> bool:
        """Whether a file on the disk says that a newer version of the program wrote it."""
        if digest(raw) == self._ours.get(name):
            return False
        try:
            data = read_bounded(raw)
        except ArtifactError:
            return False
        known = {kind.KIND: kind.SCHEMA_VERSION for kind in _kinds(Artifact)}
        if not isinstance(data, dict) or data.get("kind") not in known:
            return False
        version = data.get("schema_version")
        return isinstance(version, int) and version > known[data["kind"]]

    def _newest_revision(self, name: str) -> str:
        return next((v.revision for v in self.history(name) if v.kind != "conflict"), "")

    def _keep(self, name: str, raw: bytes, kind: Kind) -> str:
        """Keep bytes in the history; the version's id, or "" if the disk refuses."""
        try:
            return history_files.keep(self._history_folder(name), raw, kind, self._clock()).id
        except OSError:
            return ""

    def _history_folder(self, name: str) -> Path:
        return self.root / ".history" / self.path(name).stem

    def _lock(self, path: Path) -> contextlib.AbstractContextManager[None]:
        return locked(path.with_name(f".{path.name}.lock"), self._lock_seconds)


def _kinds(base: type[Artifact]) -> list[type[Artifact]]:
    return [kind for child in base.__subclasses__() for kind in (child, *_kinds(child))]


def _now() -> datetime:
    return datetime.now(UTC)
