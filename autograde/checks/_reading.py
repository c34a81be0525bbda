"""What the text checks say of a text, remembered: most words stay as they are between two checks."""

from __future__ import annotations

from functools import lru_cache

from autograde import words
from autograde.words import Hit


@lru_cache(maxsize=4096)
def read_cause(text: str) -> tuple[Hit, ...]:
    """The text check's hits on a cause."""
    return tuple(words.cause(text))


@lru_cache(maxsize=256)
def read_statement(text: str) -> tuple[Hit, ...]:
    """The text check's hits on a problem statement."""
    return tuple(words.problem_statement(text))


@lru_cache(maxsize=100_000)
def same(one: str, other: str) -> bool:
    """Whether two causes read like the same cause in other words."""
    return words.same_cause(one, other) is not None
