"""The names and the kept versions of a learner's folder: looking and keeping, never changing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from curriculum import _workspace_history as history_files
from curriculum._workspace_files import read_bytes
from curriculum._workspace_history import Kind, Version
from curriculum._workspace_results import A, WorkspaceError
from curriculum.artifacts.base import MAX_BYTES, ArtifactError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


class Versioned:
    """A folder with pieces of work in ``work`` and their versions in ``.history``.

    Parameters
    ----------
    root : Path
        The folder of the notebook.
    clock : callable, optional
        Gives the time (for tests).
    """

    def __init__(self, root: Path, clock: Callable[[], datetime] | None = None) -> None:
        self.root = Path(root)
        self._clock = clock or _now

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

    def _version_bytes(self, name: str, version: Version | str) -> bytes:
        version_id = version if isinstance(version, str) else version.id
        raw = None
        with contextlib.suppress(OSError):
            raw = history_files.read(self._history_folder(name), version_id, MAX_BYTES)
        if raw is None:
            raise WorkspaceError("This earlier version is no longer there; choose another one.")
        return raw

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


def _now() -> datetime:
    return datetime.now(UTC)
