"""What the text checks say of a text, remembered: between two checks most words stay the same."""

from __future__ import annotations

import re
from functools import lru_cache

from autograde import words
from autograde.words import Hit


def said(text: str) -> bool:
    """Whether a text says anything: a letter or a digit stands in it."""
    return re.search(r"[^\W_]", text) is not None


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
    return said(one) and said(other) and words.same_cause(one, other) is not None
