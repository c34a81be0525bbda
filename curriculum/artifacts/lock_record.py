"""What a lock keeps: the moment, the words as they were, and their digest."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from curriculum.artifacts.base import Model

MAX_LOCKED = 300_000


class Lock(Model):
    """The words of a plan as they were locked.

    Attributes
    ----------
    at : str
        When, ISO 8601 with a time zone.
    digest : str
        BLAKE2b (32 hex digits) of the moment and the text.
    text : str
        Canonical JSON of what was locked; kept as it is, so a later version of this program never
        changes it.
    """

    at: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    text: Annotated[str, StringConstraints(max_length=MAX_LOCKED)]
