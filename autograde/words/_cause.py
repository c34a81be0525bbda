"""Whether a leaf of a fishbone is a condition one could go and look for."""

from __future__ import annotations

from functools import lru_cache

from autograde.words._hit import Hit
from autograde.words._people import only_people
from autograde.words._reading import Reading, read
from autograde.words._rules import apply
from autograde.words._settle import strongest


def cause(text: str) -> list[Hit]:
    """Look for a hidden fix, blame, a person as the cause, and words with nothing to go and see.

    Parameters
    ----------
    text : str
        One cause or why; the first 4,000 characters are read.

    Returns
    -------
    list of Hit
        At most one for each of the labels ``solution``, ``blame``, ``person_as_cause``,
        ``too_vague``; empty for an empty text and when nothing is to be asked.
    """
    return list(_found(text))


@lru_cache(maxsize=2048)
def _found(text: str) -> tuple[Hit, ...]:
    reading = read(text)
    hits = strongest(
        [*apply("solution", reading), *apply("blame", reading), *apply("person", reading)]
    )
    hits = hits or strongest(apply("vague", reading)) or _short(reading)
    return tuple(hits or only_people(reading))


def _short(reading: Reading) -> list[Hit]:
    """A leaf of one or two words names a thing, not what happens."""
    words = [word for word in reading.bare() if word not in ("the", "a", "an", "our")]
    if not 1 <= len(words) <= 2 or any(token.quoted for token in reading.tokens):
        return []
    quote = reading.quote(0, len(reading.tokens) - 1)
    why = f"“{quote}” is a heading. What could someone go and see?"
    return [Hit("too_vague", quote, why, len(words) == 1)]
