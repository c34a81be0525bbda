"""What the text checks say of a text, remembered: between two checks most words stay the same."""

from __future__ import annotations

import re
from functools import lru_cache

from autograde import words
from autograde.words import Hit

SHORT = 7

_SAYS = re.compile(r"[^\W_]")
_STOP = re.compile(r"[.!?;]+[\"”')]*\s+|\n+")


def said(text: str) -> bool:
    """Whether a text says anything: a letter or a digit stands in it."""
    return _SAYS.search(text) is not None


@lru_cache(maxsize=4096)
def read_cause(text: str) -> tuple[Hit, ...]:
    """The text check's hits on a cause."""
    return tuple(words.cause(text))


@lru_cache(maxsize=256)
def read_statement(text: str) -> tuple[Hit, ...]:
    """The text check's hits on a problem statement."""
    return tuple(words.problem_statement(text))


def costs(hit: Hit, text: str) -> bool:
    """Whether a hit may cost points: a rule that is certain, and a sentence that is nothing else.

    The rules look at a few words. In a long sentence the words around them often turn the meaning
    ("the first answer is the end of the work"), and how precise a rule is there has not been
    shown; so the check asks.
    """
    return hit.certain and len(sentence_of(hit, text).split()) <= SHORT


def sentence_of(hit: Hit, text: str) -> str:
    """The learner's own sentence around a hit, letter for letter; the whole text if in doubt."""
    at = text.find(hit.quote) if hit.quote else -1
    if at < 0:
        return text
    ends = [match.end() for match in _STOP.finditer(text)]
    start = max((end for end in ends if end <= at), default=0)
    stop = min((end for end in ends if end >= at + len(hit.quote)), default=len(text))
    return text[start:stop].strip() or text


@lru_cache(maxsize=100_000)
def same(one: str, other: str) -> bool:
    """Whether two causes read like the same cause in other words."""
    return words.same_cause(one, other) is not None


@lru_cache(maxsize=256)
def read_prediction(text: str) -> tuple[Hit, ...]:
    """The text check's hits on a prediction."""
    return tuple(words.prediction(text))


@lru_cache(maxsize=256)
def read_because(text: str, measure: str) -> tuple[Hit, ...]:
    """The text check's hits on a reason."""
    return tuple(words.because(text, measure))


@lru_cache(maxsize=256)
def read_definition(fields: tuple[tuple[str, str], ...], measure: str) -> tuple[Hit, ...]:
    """The text check's hits on an operational definition, given as (field, text) pairs."""
    return tuple(words.operational_definition(dict(fields), measure))
