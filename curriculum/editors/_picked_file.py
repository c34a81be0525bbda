"""A file that a person picked in the browser, as it arrives, and the questions about it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from curriculum.data.report import Question


def picked_file(content: Mapping[str, Any], most: int, too_large: str) -> tuple[bytes, str]:
    """The file's bytes, and why they cannot be used.

    Parameters
    ----------
    content : mapping
        ``data`` (base64).
    most : int
        Bytes.
    too_large : str
        What to say of a file that has more.

    Returns
    -------
    raw : bytes
    problem : str
        "" where there is none.
    """
    try:
        raw = base64.b64decode(str(content.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        return b"", "The file did not arrive whole: pick it again."
    return (b"", too_large) if len(raw) > most else (raw, "")


def asked(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """What is not clear in a file, as the browser asks it."""
    return [
        {
            "id": one.id,
            "text": one.text,
            "options": [{"value": o.key, "text": o.text} for o in one.options],
        }
        for one in questions
    ]
