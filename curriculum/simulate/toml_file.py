"""Reading a content file: TOML, or one plain sentence naming the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read_toml(path: Path, error: type[ValueError]) -> dict[str, Any]:
    """The table in a TOML file.

    Parameters
    ----------
    path : Path
    error : type of ValueError
        What to raise, with one plain sentence, when the file is not UTF-8 text or not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"{path.name}: this file cannot be read as UTF-8 text.") from problem
    except tomllib.TOMLDecodeError as problem:
        raise error(f"{path.name}: this is not a TOML file ({problem}).") from problem
