"""Every version handed in, numbered and kept: ``rounds/<learner>/<exercise>/<n>/``.

A round holds ``submitted/`` (the files as they came), ``round.json`` (when and how they came),
after grading ``findings.json`` and ``drawing.svg``, and after feedback ``feedback.html`` with
``marks.json`` (a corrected page: ``feedback-2.html`` with ``marks-2.json``). What was handed in and
what was returned is never written again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde.exchange import format_timestamp, parse_timestamp

_PAGE = re.compile(r"feedback(-[1-9][0-9]{0,3})?\.html")


@dataclass(frozen=True, slots=True)
class Round:
    """One version that a learner handed in."""

    folder: Path
    number: int
    handed_in: datetime
    by: str
    origin: str
    digest: str

    @property
    def submitted(self) -> Path:
        """The files as they came."""
        return self.folder / "submitted"


def digest_of(files: Mapping[str, bytes]) -> str:
    """One BLAKE2 digest of named files, independent of their order."""
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(files):
        whole.update(name.encode("utf-8", "surrogatepass") + b"\0")
        whole.update(hashlib.blake2b(files[name], digest_size=16).digest())
    return whole.hexdigest()


def rounds_in(folder: Path) -> list[Round]:
    """All rounds of one learner and exercise, first to last."""
    found = []
    for name in os.listdir(folder) if folder.is_dir() else ():
        if not name.isdigit():
            continue
        try:
            data = json.loads((folder / name / "round.json").read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            continue
        time = parse_timestamp(data["handed_in"]) or datetime.fromtimestamp(0, UTC)
        found.append(
            Round(
                folder=folder / name,
                number=int(name),
                handed_in=time,
                by=str(data["by"]),
                origin=str(data["origin"]),
                digest=str(data["digest"]),
            )
        )
    return sorted(found, key=lambda each: each.number)


def add_round(
    folder: Path, files: Mapping[str, bytes], handed_in: datetime, by: str, origin: str
) -> Round:
    """Keep a version as the next round; it appears complete or not at all.

    Its number is one above the highest that is there, whatever the clocks say.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = max((int(one.name) for one in folder.iterdir() if one.name.isdigit()), default=0) + 1
    digest = digest_of(files)
    half = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        half.chmod(0o755)
        write_files(half / "submitted", files)
        text = {
            "number": number,
            "handed_in": format_timestamp(handed_in),
            "by": by,
            "origin": origin,
            "digest": digest,
        }
        write_json(half / "round.json", text)
        try:
            half.rename(folder / str(number))
        except OSError:
            if not (folder / str(number)).exists():
                raise
            # Another program took the number in this very moment: ours is the one after it.
            return add_round(folder, files, handed_in, by, origin)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return Round(folder / str(number), number, handed_in, by, origin, digest)


def replace_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make ``target`` hold exactly these files; after a crash it holds the old or the new ones."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        half.chmod(0o755)
        write_files(half, files)
        if target.is_symlink():
            target.unlink()
        elif target.exists():
            shutil.rmtree(target)
        os.replace(half, target)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files whose names were checked before."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def write_json(path: Path, data: Any) -> None:
    """Write JSON so that a reader sees the old file or the new one, never half of it."""
    half = path.with_name(f".{path.name}.{os.getpid()}.new")
    half.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(half, path)


def write_once(path: Path, content: bytes) -> bool:
    """Write a file that is never written again, whole or not at all.

    Returns
    -------
    bool
        False when there is one of that name already; then it stays as it is.
    """
    if path.exists():
        return False
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.chmod(0o644)
        try:
            os.link(half, path)  # unlike a rename, it never replaces what is there
        except FileExistsError:
            return False
        except OSError:  # a disk without links
            if path.exists():
                return False
            half.rename(path)
    finally:
        half.unlink(missing_ok=True)
    return True


def pages_of(made: Round) -> list[Path]:
    """All pages that were returned on a round, first to last."""
    # Not with glob: a screen asks for hundreds of rounds several times.
    try:
        names = os.listdir(made.folder)
    except FileNotFoundError:
        return []
    pages = [match for name in names if (match := _PAGE.fullmatch(name))]
    pages.sort(key=lambda match: int((match[1] or "-1")[1:]))
    return [made.folder / match[0] for match in pages]


def returned_marks(made: Round) -> dict[str, dict[str, Any]]:
    """What the newest page of a round said, by cell: ``score``, ``of``, ``comment``, ``judged``.

    Empty when nothing was returned.
    """
    count = len(pages_of(made))
    for number in range(count, 0, -1):
        path = made.folder / ("marks.json" if number == 1 else f"marks-{number}.json")
        if path.is_file():
            found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
            return found
    return {}
