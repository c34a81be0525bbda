"""Sentences that speak of people and of nothing that belongs to a school.

They can hardly tell a practice or a condition; most often they judge. Seeing that takes no list
of judging words, so it finds sayings that nobody has written down. It only ever asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from autograde.words._hit import Hit
from autograde.words._lists import lists
from autograde.words._pattern import Word
from autograde.words._reading import Reading
from autograde.words._rules import any_in, marks
from autograde.words._stem import stem

_PEOPLE = ("students", "families", "groups", "adults")
_PRONOUNS = frozenset(
    [
        *("they", "them", "their", "he", "she", "him", "his", "her", "you", "those", "these"),
        *("nobody", "everyone", "everybody", "people", "someone", "somebody", "siblings", "crowd"),
    ]
)
_AT_SCHOOL = (
    *("courses", "instrument", "resource", "program", "time", "span", "weekday", "months"),
    *("number", "numberword", "clock", "quantity", "date", "year", "season", "holiday"),
)
_ACTING = frozenset(["we", "us", "i", "school"])
_BREAKS = frozenset(".!?;,:-")
_TURNS = frozenset(["because", "since"])
_LONGEST = 16
_WHOLE = 4


def only_people(reading: Reading) -> list[Hit]:
    """A hit on a cause that is nothing but people."""
    words = reading.words
    if any(token.quoted for token in reading.tokens) or any_in(reading, marks()["reported"]):
        return []
    last = max((at for at, word in enumerate(words) if not word.stop), default=-1)
    return [_hit(reading, 0, last)] if _bare(words) else []


def only_people_in_a_clause(reading: Reading) -> list[Hit]:
    """A hit on the first clause of a statement, after its beginning, that is nothing but people."""
    if any_in(reading, marks()["reported"]):
        return []
    for first, last in _clauses(reading.words):
        clause = reading.words[first : last + 1]
        if first and len(clause) >= _WHOLE and _opens_with_people(clause) and _bare(clause):
            return [_hit(reading, first, last)]
    return []


def _opens_with_people(clause: tuple[Word, ...]) -> bool:
    """Whether the clause is told of people: they come first, or after "it is" and the like."""
    people = _letters(("students", "families", "adults"))
    return any(
        word.text in _PRONOUNS or word.text == "it" or not people.isdisjoint(word.tags)
        for word in clause[:2]
    )


def _clauses(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, word in enumerate(words):
        if word.text in _BREAKS or word.text in _TURNS:
            if at > first:
                yield first, at - 1
            first = at + 1
    if first < len(words):
        yield first, len(words) - 1


def _bare(words: tuple[Word, ...]) -> bool:
    """Whether people are spoken of, and nothing that one could go and see at school."""
    spoken = [word for word in words if not word.stop]
    if not 3 <= len(spoken) <= _LONGEST:
        return False
    people, school = _letters(_PEOPLE), _letters(_AT_SCHOOL)
    return any(
        word.text in _PRONOUNS or not people.isdisjoint(word.tags) for word in spoken
    ) and not any(
        word.text in _ACTING or not school.isdisjoint(word.tags) or stem(word.text) in _things()
        for word in spoken
    )


def _hit(reading: Reading, first: int, last: int) -> Hit:
    quote = reading.quote(first, last)
    why = f"“{quote}” speaks of people only. What do they meet at school, when and where?"
    return Hit("blame", quote, why, certain=False)


@lru_cache(maxsize=8)
def _letters(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(lists().letter, names))


@lru_cache(maxsize=1)
def _things() -> frozenset[str]:
    return frozenset(map(stem, lists().at_school))
