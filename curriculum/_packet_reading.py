"""Reads a packet that may be hostile: nothing in it is trusted."""

from __future__ import annotations

import io
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curriculum._workspace_files import digest, read_bytes
from curriculum._workspace_identity import is_key
from curriculum.artifacts.base import MAX_BYTES, ArtifactError, read_bounded

FORMAT = 1
MANIFEST = "manifest.json"
EXERCISE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)

_WORK = re.compile(r"work/(?P<name>[a-z][a-z0-9]*(-[a-z0-9]+)*)\.json", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_DRIVE = re.compile(r"[A-Za-z]:")
_AGAIN = "make the packet again with the hand-in button and send that file unchanged"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError,
    OverflowError, MemoryError,
)  # fmt: skip


class PacketError(ValueError):
    """A packet that cannot be made or read; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a packet may hold, in bytes and files."""

    packet: int = 20_000_000
    manifest: int = 50_000
    work: int = MAX_BYTES
    notebook: int = 10_000_000
    total: int = 20_000_000
    files: int = 40


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet that was read: ``files`` maps a path inside it to its bytes."""

    exercise: str
    key: str
    made: datetime
    files: dict[str, bytes]


LIMITS = Limits()


def read_packet(path: Path, limits: Limits = LIMITS) -> Packet:
    """Read a packet that may be hostile.

    Parameters
    ----------
    path : Path
    limits : Limits

    Returns
    -------
    Packet
        Only what the manifest names, each file with the hash that the manifest gives.

    Raises
    ------
    PacketError
        With one plain sentence that says what to do.
    """
    try:
        raw = read_bytes(Path(path), limits.packet)
    except OSError as error:
        raise PacketError("This packet cannot be opened; copy it here again.") from error
    if raw is None:
        raise PacketError("This packet is no longer there; copy it here again.")
    if len(raw) > limits.packet:
        raise PacketError(f"This packet is far larger than handed-in work can be; {_AGAIN}.")
    # Each entry's record begins with these bytes: counted before zipfile makes an object of each.
    if raw.count(b"PK\x01\x02") > limits.files * 4:
        raise PacketError(f"This packet holds too many files; {_AGAIN}.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = _entries(archive, limits)
            manifest = _manifest(_inflate(archive, entries, MANIFEST, limits.manifest))
            files = _files(archive, entries, manifest, limits)
    except PacketError:
        raise
    except _BROKEN as error:
        raise PacketError(
            f"This file is not a whole packet (it may be cut off); {_AGAIN}."
        ) from error
    return Packet(manifest.exercise, manifest.key, manifest.made, files)


@dataclass(frozen=True, slots=True)
class _Manifest:
    exercise: str
    key: str
    made: datetime
    files: Mapping[str, str]


def _entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for entry in archive.infolist():
        # Not entry.filename: zipfile cuts that at a NUL and turns separators around.
        name = entry.orig_filename
        _check_name(name)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise PacketError(f"{_shown(name)} in this packet is a link or device; {_AGAIN}.")
        if entry.flag_bits & 0x1:
            raise PacketError(f"This packet is locked with a password; {_AGAIN}.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PacketError(f"This packet was packed by another program; {_AGAIN}.")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in folded:
            raise PacketError(f"{_shown(name)} stands twice in this packet; {_AGAIN}.")
        folded.add(same)
        entries[name] = entry
    if len(entries) > limits.files + 1:
        raise PacketError(f"This packet holds too many files; {_AGAIN}.")
    if MANIFEST not in entries:
        raise PacketError(f"This zip file is not a packet: its list of files is missing; {_AGAIN}.")
    if sum(entry.file_size for entry in entries.values()) > limits.total:
        raise PacketError(f"This packet is far too large when unpacked; {_AGAIN}.")
    return entries


def _check_name(name: str) -> None:
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in re.split(r"[/\\]", name):
        raise PacketError(
            f"{_shown(name)} in this packet points outside its folder, so nothing was read; "
            f"{_AGAIN}."
        )
    notebook = name.endswith(".ipynb") and EXERCISE.fullmatch(name.removesuffix(".ipynb"))
    if name == MANIFEST or notebook or allowed_work(name):
        return
    raise PacketError(f"{_shown(name)} does not belong in a packet; {_AGAIN}.")


def allowed_work(name: str) -> bool:
    """Whether a path inside a packet is that of a piece of work."""
    match = _WORK.fullmatch(name)
    return match is not None and len(name) <= 80 and not _RESERVED.fullmatch(match["name"])


def _inflate(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], name: str, limit: int
) -> bytes:
    entry = entries[name]
    if entry.file_size > limit:
        raise PacketError(f"{_shown(name)} in this packet is too large; {_AGAIN}.")
    with archive.open(entry) as file:
        # No more is inflated than was declared, whatever is inside; its checksum is then wrong.
        raw = file.read(entry.file_size + 1)
    if len(raw) != entry.file_size:
        raise PacketError(f"{_shown(name)} in this packet is cut off; {_AGAIN}.")
    return raw


def _manifest(raw: bytes) -> _Manifest:
    wrong = PacketError(f"This packet's list of files cannot be read; {_AGAIN}.")
    try:
        read_bounded(raw)
        data = json.loads(raw, object_pairs_hook=_once)
    except (ArtifactError, ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(data, dict) or type(data.get("format")) is not int:
        raise wrong
    if data["format"] > FORMAT:
        raise PacketError(
            "This packet was made by a newer version of the program; update the program to read it."
        )
    exercise, key, made, files = (data.get(part) for part in ("exercise", "key", "made", "files"))
    if not (
        data["format"] == FORMAT
        and set(data) == {"format", "exercise", "key", "made", "files"}
        and isinstance(exercise, str)
        and EXERCISE.fullmatch(exercise)
        and len(exercise) <= 60
        and isinstance(key, str)
        and is_key(key)
        and isinstance(made, str)
        and isinstance(files, dict)
        and all(isinstance(value, str) for value in files.values())
    ):
        raise wrong
    try:
        when = datetime.strptime(made, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise wrong from error
    return _Manifest(exercise, key, when, files)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("a name stands twice")
    return data


def _files(
    archive: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    manifest: _Manifest,
    limits: Limits,
) -> dict[str, bytes]:
    present = set(entries) - {MANIFEST}
    for name in sorted(present - set(manifest.files)):
        raise PacketError(f"{_shown(name)} was added to this packet afterwards; {_AGAIN}.")
    for name in sorted(set(manifest.files) - present):
        raise PacketError(f"{_shown(name)} is missing from this packet; {_AGAIN}.")
    files: dict[str, bytes] = {}
    for name in sorted(present):
        notebook = name.endswith(".ipynb")
        if notebook and name != f"{manifest.exercise}.ipynb":
            raise PacketError(f"{_shown(name)} belongs to another exercise; {_AGAIN}.")
        raw = _inflate(archive, entries, name, limits.notebook if notebook else limits.work)
        if digest(raw) != manifest.files[name]:
            raise PacketError(f"{_shown(name)} was changed after the packet was made; {_AGAIN}.")
        files[name] = raw
    return files


def _shown(name: str) -> str:
    """A file's name as it may be shown: printable, in one line, not long."""
    clean = "".join(char if char.isprintable() else "?" for char in name)
    return f"“{clean[:57]}…”" if len(clean) > 60 else f"“{clean}”"
