"""Whether a sentence describes a group by what it lacks, or names it as the cause. Asks only."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from autograde.words._hit import Hit
from autograde.words._reading import read
from autograde.words._rules import apply

LABEL = "deficit_language"
#: Part of an official name of a group; a hit that rests on it is none.
_OFFICIAL = "low-income"


def deficit(text: str) -> list[Hit]:
    """Look for deficit language: a group told by what it lacks, labeled, or made the cause.

    Official names of groups with a result are no deficit language, nor are words that are quoted
    in order to leave them. Two good coaches may differ, so no hit is ever certain and none may
    cost points.

    Parameters
    ----------
    text : str
        Finding, statement or memo; the first 4,000 characters are read.

    Returns
    -------
    list of Hit
        At most three, label ``deficit_language``, never certain.
    """
    return list(_found(text))


@lru_cache(maxsize=1024)
def _found(text: str) -> tuple[Hit, ...]:
    reading = read(text)
    hits = [*apply("deficit", reading), *apply("blame", reading)]
    kept: dict[str, Hit] = {}
    for hit in hits:
        if _OFFICIAL in hit.quote.lower():
            continue
        if not any(hit.quote in other or other in hit.quote for other in kept):
            kept[hit.quote] = replace(hit, label=LABEL, certain=False)
    return tuple(kept.values())[:3]
