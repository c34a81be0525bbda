"""What a graded hand-in leaves on disk, and what says that it is done and with which version."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from autograde import __name__ as package_name
from autograde.course import Course
from autograde.rounds import Round, rounds_in

__all__ = [
    "MARKER",
    "as_bytes",
    "graded_round",
    "marker",
    "problem_of",
    "replace",
    "sweep",
    "version",
]

MARKER = "graded.json"
_COUNTS = {".py", ".toml", ".txt", ".json"}


def sweep(root: Path, exercise: str) -> None:
    """Remove what a run that was killed left half written; nothing of it is in use."""
    for place in ("submitted/*", "autograded/*", "feedback/*"):
        for folder in root.glob(f"{place}/.{exercise}-????????"):
            shutil.rmtree(folder, ignore_errors=True)
    for folder in root.glob(f"rounds/*/{exercise}/.new-*"):
        shutil.rmtree(folder, ignore_errors=True)
    for place in (f"autograded/*/{exercise}", f"rounds/*/{exercise}/*"):
        for half in root.glob(f"{place}/.*.new"):
            half.unlink(missing_ok=True)


def as_bytes(data: Any) -> bytes:
    """A file's content; what no encoding can hold is kept as an escape."""
    # Without indents, which Python's own slow writer would have to make.
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")


def replace(path: Path, content: bytes) -> None:
    """A reader sees the old file or the new one, never half of it."""
    half = path.with_name(f".{path.name}.{os.getpid()}.new")
    half.write_bytes(content)
    os.replace(half, path)


def problem_of(made: Round) -> str:
    """Why an earlier run could not score this round; empty if it could."""
    try:
        found = json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
        return str(found["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def marker(target: Path) -> dict[str, Any]:
    """What is noted of the last complete grading; empty if there was none."""
    try:
        data = json.loads((target / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


@cache
def version(exercise: str) -> str:
    """One digest of all that decides a mark: checks, word lists, cases, rubric, this runner."""
    import curriculum
    from curriculum.content import content_root

    ours = Path(__file__).parent
    makes = Path(curriculum.__file__).parent
    folders = [ours, makes / "artifacts", makes / "simulate", makes / "figures"]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in _COUNTS]
    files += list((content_root() / "exercises" / exercise).glob("*.toml"))
    for series in ("lift", "elie"):
        place = content_root() / series
        files += [*place.glob("*/cases/*.toml"), place / "series.toml"]
    whole = hashlib.blake2b(package_name.encode(), digest_size=16)
    for path in sorted(files):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def graded_round(course: Course, learner: str, exercise: str) -> Round | None:
    """The round that the marks in the gradebook belong to; None when nothing is graded."""
    state = marker(course.autograded(learner, exercise))
    rounds = rounds_in(course.rounds(learner, exercise))
    return next((one for one in rounds if one.number == state.get("round")), None)
