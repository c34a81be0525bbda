"""A hand-in as one file: a zip with a manifest and hashes.

A packet holds ``manifest.json``, the notebook ``<exercise>.ipynb`` if there is one, and
``work/<name>.json``; nothing else. Reading one trusts nothing: names, kinds, sizes and hashes are
checked, and never more is inflated than the limits allow.
"""

from __future__ import annotations

import contextlib
import io
import json
import stat
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from curriculum._packet_reading import (
    EXERCISE,
    FORMAT,
    LIMITS,
    MANIFEST,
    Limits,
    Packet,
    PacketError,
    allowed_work,
    read_packet,
)
from curriculum._workspace_files import digest, read_bytes, why, write_atomic
from curriculum._workspace_identity import is_key
from curriculum.workspace import Workspace

__all__ = ["Limits", "Packet", "PacketError", "make_packet", "read_packet"]

TEAM = "work/team-"


def make_packet(
    folder: Path,
    exercise: str,
    key: str,
    out: Path,
    team_file: Path | None = None,
) -> Path:
    """Put an exercise's work into one file to hand in.

    Parameters
    ----------
    folder : Path
        The exercise's folder, with ``work/`` and maybe ``<exercise>.ipynb``.
    exercise, key : str
        The exercise's id and the learner's code.
    out : Path
        The folder that gets the packet.
    team_file : Path, optional
        The team's own, for example a fishbone; a copy goes along as ``work/team-fishbone.json``.

    Returns
    -------
    Path
        ``<out>/<exercise>--<key>--<UTC time>.zip``, whole or not there at all. Practice files stay
        behind. A notebook over 10 MB stays behind too: everything that counts is in ``work/``.

    Raises
    ------
    PacketError
        With one plain sentence.
    """
    if not EXERCISE.fullmatch(exercise):
        raise PacketError("This is not the name of an exercise.")
    if not is_key(key):
        raise PacketError("Choose your code first; your coach has given you one.")
    try:
        files = _collect(Path(folder), exercise, team_file)
    except OSError as error:
        raise PacketError(
            f"{Path(error.filename or folder).name} cannot be read; close other programs that use "
            "it and hand in again."
        ) from error
    made = datetime.now(UTC).replace(microsecond=0)
    out = Path(out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        while (path := out / f"{exercise}--{key}--{made:%Y%m%dT%H%M%SZ}.zip").exists():
            made += timedelta(seconds=1)
        write_atomic(path, _zipped(exercise, key, made, files))
    except OSError as error:
        raise PacketError(
            f"{why(error)}, so the packet could not be made; choose another folder or make room, "
            "and hand in again."
        ) from error
    for name in files:
        # What was handed in stays in the history for good; the packet counts even if that fails.
        with contextlib.suppress(OSError, ValueError):
            Workspace(Path(folder)).mark_handed_in(Path(name).stem)
    return path


def _collect(folder: Path, exercise: str, team_file: Path | None) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in sorted((folder / "work").glob("*.json")):
        name = f"work/{path.name}"
        if not allowed_work(name) or path.name.startswith("practice-"):
            continue
        if path.is_symlink() or not path.is_file():
            raise PacketError(f"{path.name} is a link to another place; put the file itself there.")
        raw = read_bytes(path, LIMITS.work)
        if raw is not None:
            files[name] = _bounded(raw, path.name)
    if not [name for name in files if not name.startswith(TEAM)]:
        raise PacketError("There is no saved work to hand in yet; open the exercise and begin.")
    if team_file is not None:
        raw = read_bytes(Path(team_file), LIMITS.work)
        if raw is None:
            raise PacketError(f"The team's {_own(team_file)} is not there yet; hand in without it.")
        files[f"{TEAM}{_own(team_file)}.json"] = _bounded(raw, Path(team_file).name)
    notebook = folder / f"{exercise}.ipynb"
    raw = None if notebook.is_symlink() else read_bytes(notebook, LIMITS.notebook)
    if raw is not None and len(raw) <= LIMITS.notebook:
        files[notebook.name] = raw
    if len(files) > LIMITS.files or sum(map(len, files.values())) > LIMITS.total:
        raise PacketError("There is more in work/ than can be handed in; move old files away.")
    return files


def _own(team_file: Path) -> str:
    """What a team's file holds, by its name: ``fishbone`` for ``team-fishbone.json``, too."""
    return Path(team_file).stem.removeprefix("team-")


def _bounded(raw: bytes, name: str) -> bytes:
    if len(raw) > LIMITS.work:
        raise PacketError(f"{name} is too large to hand in (over 1 MB); shorten its longest texts.")
    return raw


def _zipped(exercise: str, key: str, made: datetime, files: Mapping[str, bytes]) -> bytes:
    manifest = {
        "format": FORMAT,
        "exercise": exercise,
        "key": key,
        "made": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": {name: digest(raw) for name, raw in files.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
        for name, raw in {MANIFEST: text.encode(), **files}.items():
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, raw)
    return buffer.getvalue()
