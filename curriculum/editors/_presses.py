"""What was pressed and must not be done twice, remembered on the disk.

A browser that heard no answer sends a press again, perhaps to another kernel. Each press has an id
of its own; it is claimed here before it is done, so that of all who are sent it one does it.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from curriculum._workspace_files import read_bytes, write_atomic

MAX_BYTES = 10_000
MAX_KEPT = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a press that was claimed before ended; ``known`` is False if it was cut short."""

    known: bool
    said: tuple[str, ...] = ()
    file: str = ""


class Presses:
    """The presses of one panel.

    Parameters
    ----------
    folder : Path
        Where they are remembered; made when first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, press: str) -> Outcome | None:
        """Claim a press.

        Returns
        -------
        Outcome or None
            None for the one who is to do it now.

        Raises
        ------
        OSError
            If the disk refuses; the press is then not claimed.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(press)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            return _outcome(read_bytes(path, MAX_BYTES) or b"")
        os.close(handle)
        self._forget_the_oldest()
        return None

    def finish(self, press: str, said: Sequence[str], file: str = "") -> None:
        """Remember what was said when the press was done."""
        # Without it a press sent again is answered with "not sure", which is true then.
        with contextlib.suppress(OSError):
            raw = json.dumps({"said": list(said), "file": file}).encode("utf-8", "replace")
            write_atomic(self._path(press), raw)

    def forget(self, press: str) -> None:
        """The press came to nothing: who is sent it again may do it."""
        with contextlib.suppress(OSError):
            self._path(press).unlink()

    def _path(self, press: str) -> Path:
        # The id comes from a browser and names no file by itself.
        name = blake2b(press.encode("utf-8", "replace"), digest_size=12).hexdigest()
        return self._folder / f"{name}.json"

    def _forget_the_oldest(self) -> None:
        with contextlib.suppress(OSError):
            kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in kept[:-MAX_KEPT]:
                path.unlink()


def _outcome(raw: bytes) -> Outcome:
    try:
        data = json.loads(raw)
        said, file = [str(line) for line in data["said"]], str(data["file"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return Outcome(known=False)
    return Outcome(known=True, said=tuple(said), file=file)
