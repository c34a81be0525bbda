"""What became of a work file, and the last good version when it cannot be used."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from curriculum import _workspace_history as history_files
from curriculum._workspace_files import digest
from curriculum._workspace_results import UNKNOWN, A, Found
from curriculum.artifacts.base import MAX_BYTES, Artifact, ArtifactError, read_bounded
from curriculum.times import day_and_clock


def find(raw: bytes | None, revision: str, model: type[Artifact]) -> Found:
    """What became of a file whose bytes are now ``raw`` (None: no file) since ``revision``."""
    if raw is None:
        return "same" if revision in ("", UNKNOWN) else "gone"
    if digest(raw) == revision:
        return "same"
    if is_newer(raw):
        return "newer"
    try:
        model.from_json(raw)
    except ArtifactError:
        return "damaged"
    return "changed"


def is_newer(raw: bytes) -> bool:
    """Whether a file says that a newer version of the program wrote it."""
    try:
        data = read_bounded(raw)
    except ArtifactError:
        return False
    known = {kind.KIND: kind.SCHEMA_VERSION for kind in _kinds(Artifact)}
    if not isinstance(data, dict) or data.get("kind") not in known:
        return False
    version = data.get("schema_version")
    return isinstance(version, int) and version > known[data["kind"]]


def last_good(folder: Path, model: type[A]) -> tuple[A, str] | None:
    """The newest readable version in a history folder, and of when it is, in words."""
    versions = history_files.versions(folder)
    for version in sorted(versions, key=lambda v: v.kind == "conflict"):
        with contextlib.suppress(OSError, ArtifactError):
            raw = history_files.read(folder, version.id, MAX_BYTES)
            if raw is not None:
                return model.from_json(raw), f"of {day_and_clock(version.when.astimezone())}"
    return None


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file, so that it is kept beside its place.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    return path.rename(path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S%fZ}"))


def replace_damaged(path: Path, now: datetime, write: Callable[[], None]) -> Path:
    """Set a damaged file aside and write another in its place; where the damaged one is now.

    Raises
    ------
    OSError
        If the disk refuses; the damaged file is then where it was.
    """
    aside = set_aside(path, now)
    try:
        write()
    except OSError:
        with contextlib.suppress(OSError):
            aside.rename(path)
        raise
    return aside


def _kinds(base: type[Artifact]) -> list[type[Artifact]]:
    return [kind for child in base.__subclasses__() for kind in (child, *_kinds(child))]
