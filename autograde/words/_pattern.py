"""The small pattern language of ``rules.toml``, turned into regular expressions.

A pattern is a row of elements with spaces between them:

``care|cares``  one of these words; ``unmotivat*`` any ending
``<people>``    a word of that list; ``<people|staff>`` of either
``the|our?``    an element that may be missing
``..3``         up to three words, across no stop; ``,,3`` also across commas and brackets
``>>``          the rest of the sentence
``!until``      the next word is not this one (or ``!<list>``)
``^``           the beginning of a clause; ``^^`` of the text
``$``           the end of a clause; ``$$`` of the text
``% ( : - = ,`` that stop

Every repeat is bounded, so that reading stays linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_STOPS = frozenset("%():;-=,+$/")
_BAR = re.compile(r"\|(?![^<]*>)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled pattern and the line of ``rules.toml`` it came from."""

    source: str
    regex: re.Pattern[str]


def compile_pattern(source: str, letter: Callable[[str], str]) -> Pattern:
    """Compile one line of the pattern language; `letter` gives the tag of a list."""
    parts = [_element(element, letter) for element in source.split()]
    return Pattern(source, re.compile("(?<![^ ])" + "".join(parts)))


def _element(element: str, letter: Callable[[str], str]) -> str:
    if element == "^^":
        return "^"
    if element == "^":
        return "(?:^|(?<=[.,;:!?()] ))"
    if element == "$$":
        return "(?:[.!?] )*$"
    if element == "$":
        return "(?=[.,;:!?()] |$)"
    if element == ">>":
        return "(?:[^ .!?]+ )*"
    if element[:2] == "..":
        return rf"(?:[^ /]+/[A-Za-z]* ){{0,{int(element[2:])}}}?"
    if element[:2] == ",,":
        return rf"(?:[^ .!?;]+ ){{0,{int(element[2:])}}}?"
    if element[0] == "!":
        return f"(?!{_one(element[1:], letter)})"
    if len(element) > 1 and element[-1] == "?":
        return f"(?:{_one(element[:-1], letter)})?"
    return _one(element, letter)


def _one(element: str, letter: Callable[[str], str]) -> str:
    if element in _STOPS:
        return re.escape(element) + " "
    return "(?:" + "|".join(_word(word, letter) for word in _BAR.split(element)) + ") "


def _word(word: str, letter: Callable[[str], str]) -> str:
    if word[0] == "<":
        tags = "".join(letter(name) for name in word[1:-1].split("|"))
        return f"[^ /]+/[A-Za-z]*[{tags}][A-Za-z]*"
    return re.escape(word).replace(r"\*", "[^ /]*") + "/[A-Za-z]*"
