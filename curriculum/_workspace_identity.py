"""Who is working: the code that a coach's roster knows a learner by.

On a hub it is the user name there; on a single machine it is chosen once and kept in
``learner.json`` at the root of the workspace. It is never a student's name.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from curriculum._workspace_files import read_bytes, why, write_atomic

FILE = "learner.json"
_CHOSEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
# Hubs also know user names such as pat@district.example.
_ANY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}", re.ASCII)
_EXERCISE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+", re.ASCII)


def is_key(text: str) -> bool:
    """Whether a text can be a learner's code, chosen here or given by a hub."""
    return bool(_ANY.fullmatch(text)) and not text.endswith(".")


def identity(root: Path) -> str | None:
    """The learner's code, or None if none is known yet.

    It is the hub's user name, or stands in ``learner.json`` in ``root``; in its parent too, if
    ``root`` is an exercise's folder. Nothing else is searched.
    """
    hub = os.environ.get("JUPYTERHUB_USER", "")
    if is_key(hub):
        return hub
    for folder in _places(Path(root)):
        try:
            raw = read_bytes(folder / FILE, 10_000)
            data = json.loads(raw) if raw else None
        except (OSError, ValueError, RecursionError):
            continue
        key = data.get("key") if isinstance(data, dict) else None
        if isinstance(key, str) and is_key(key):
            return key
    return None


def set_identity(root: Path, key: str) -> str:
    """Keep a learner's code for this workspace.

    It goes to the workspace's root, so that every exercise finds it; a ``learner.json`` that is
    already in an exercise's folder is replaced there.

    Returns
    -------
    str
        The code as kept: without surrounding blanks.

    Raises
    ------
    ValueError
        If the code has other characters than it may have, or cannot be stored; the message is
        one plain sentence.
    """
    key = key.strip()
    if not _CHOSEN.fullmatch(key) or key.endswith("."):
        raise ValueError(
            "Use the code that your coach gave you: up to 64 letters, digits, dots, hyphens or "
            "underscores, beginning with a letter or digit; never a student's name, and your own "
            "name only if no code was given."
        )
    raw = (json.dumps({"format": 1, "key": key}, indent=2) + "\n").encode()
    problem: OSError | None = None
    places = _places(Path(root))
    for folder in sorted(reversed(places), key=lambda place: not (place / FILE).exists()):
        try:
            write_atomic(folder / FILE, raw)
        except OSError as error:
            problem = error
            continue
        return key
    assert problem is not None
    raise ValueError(
        f"{why(problem)}, so your code could not be stored; make room or choose another folder."
    ) from problem


def _places(root: Path) -> list[Path]:
    root = root.absolute()
    return [root, root.parent] if _EXERCISE.fullmatch(root.name) else [root]
