"""What the ways of spoiling a fishbone share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from autograde.checks._numbers import numbers
from curriculum.artifacts.fishbone import Cause, Fishbone
from curriculum.simulate.cases import Case

Mutants = Iterator[tuple[str, Fishbone]]
Spoil = Callable[[Fishbone, Case], Mutants]


def leaves(fish: Fishbone) -> Iterator[Cause]:
    return (place.cause for place in fish.leaves() if place.cause.text.strip())


def other_numbers(text: str) -> Iterator[str]:
    """The text once per number in it, that number seven higher."""
    for number in numbers(text):
        digits = re.search(r"\d+", number.text)
        if digits:
            at = number.start + digits.start()
            more = str(int(digits[0]) + 7)
            yield text[:at] + more + text[at + len(digits[0]) :]
