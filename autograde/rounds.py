"""Every version handed in, numbered and kept: ``rounds/<learner>/<exercise>/<n>/``.

A round holds ``submitted/`` (the files as they came), ``round.json`` (when and how they came),
after grading ``findings.json`` and ``drawing.svg``, and after feedback ``feedback.html``. What was
handed in and what was returned is never written again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde.exchange import format_timestamp, parse_timestamp


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
    for one in folder.glob("*/round.json") if folder.is_dir() else ():
        if one.parent.name.isdigit():
            data = json.loads(one.read_text(encoding="utf-8"))
            time = parse_timestamp(data["handed_in"]) or datetime.fromtimestamp(0, UTC)
            found.append(
                Round(
                    folder=one.parent,
                    number=int(one.parent.name),
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
    """Keep a version as the next round; it appears complete or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    number = max((one.number for one in rounds_in(folder)), default=0) + 1
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
        os.replace(half, folder / str(number))
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
    half = path.with_name(f".{path.name}.new")
    half.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(half, path)
