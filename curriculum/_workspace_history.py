"""The versions of one piece of work, kept beside it.

A version is a file ``.history/<name>/<UTC time>--<revision>--<kind>.json``. Names sort by time, so
the newest is found without opening anything.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from curriculum._workspace_files import digest, read_bytes, write_atomic

Kind = Literal["saved", "conflict", "handed-in"]

KEEP_RECENT = 600
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(
    r"(?P<when>\d{8}T\d{12})--(?P<revision>[0-9a-f]{32})--(?P<kind>[a-z-]+)\.json", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of a piece of work.

    ``kind`` is "saved", "handed-in", or "conflict": what a second window wanted to save while the
    file had been changed by another. ``id`` names the version for ``Workspace.restore``.
    """

    id: str
    when: datetime
    revision: str
    kind: Kind


def versions(folder: Path) -> list[Version]:
    """Every version in a history folder, newest first; files that are not versions are ignored."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            version = parse(path.name)
            if version is not None:
                found.append(version)
    return sorted(found, key=lambda version: version.id, reverse=True)


def parse(file_name: str) -> Version | None:
    """The version that a file of the history holds, by its name."""
    match = _NAME.fullmatch(file_name)
    if match is None or match["kind"] not in get_args(Kind):
        return None
    try:
        when = datetime.strptime(match["when"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    kind: Kind = match["kind"]  # type: ignore[assignment]
    return Version(file_name.removesuffix(".json"), when, match["revision"], kind)


def keep(folder: Path, raw: bytes, kind: Kind, now: datetime) -> Version:
    """Keep these bytes as the newest version.

    What is the newest of its kind already is not kept twice.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    present = versions(folder)
    revision = digest(raw)
    same = next((v for v in present if v.kind == kind), None)
    if same is not None and same.revision == revision and (kind != "saved" or same == present[0]):
        return same
    now = now.astimezone(UTC)
    if present and present[0].when >= now:
        # A clock that was set back must not put new work behind old work.
        now = present[0].when + timedelta(microseconds=1)
    name = f"{now.strftime(_STAMP)}--{revision}--{kind}.json"
    write_atomic(folder / name, raw)
    version = Version(name.removesuffix(".json"), now, revision, kind)
    for old in spare([version, *present], now):
        with contextlib.suppress(OSError):
            (folder / f"{old.id}.json").unlink()
    return version


def read(folder: Path, version_id: str, limit: int) -> bytes | None:
    """The bytes of a version; None if it is gone or is not what was kept."""
    version = parse(f"{version_id}.json")
    if version is None:
        return None
    raw = read_bytes(folder / f"{version.id}.json", limit)
    return raw if raw is not None and digest(raw) == version.revision else None


def spare(newest_first: Iterable[Version], now: datetime) -> list[Version]:
    """Which versions may go.

    Everything of the last hour stays (the newest 600, and of those before one per minute); then
    the last one of each hour for a day; then the last one of each day. What was handed in and what
    a second window wanted to save always stays, and so does the newest version.
    """
    seen: set[str] = set()
    gone: list[Version] = []
    for place, version in enumerate(newest_first):
        age = now - version.when
        if place == 0 or version.kind != "saved":
            continue
        if age <= timedelta(hours=1):
            if place < KEEP_RECENT:
                continue
            slot = version.when.strftime("%Y%m%dT%H%M")
        elif age <= timedelta(days=1):
            slot = version.when.strftime("%Y%m%dT%H")
        else:
            slot = version.when.strftime("%Y%m%d")
        if slot in seen:
            gone.append(version)
        seen.add(slot)
    return gone
