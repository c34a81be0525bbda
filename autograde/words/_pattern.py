"""The small pattern language of ``rules.toml`` and its matcher.

A pattern is a row of elements with spaces between them:

``care|cares``  one of these words; ``unmotivat*`` any ending
``<people>``    a word of that list; ``<people|staff>`` of either; ``<people>|it`` mixed
``the|our?``    an element that may be missing
``..3``         up to three words, across no stop: as few as will do, at the end as many
``,,3``         the same, also across commas and brackets
``>>``          the rest of the sentence, up to a semicolon
``!until``      the next word is not this one
``^``           the beginning of a clause; ``^^`` of the text
``$``           the end of a clause; ``$$`` of the text
``% ( : - = ,`` that stop

There are no regular expressions: most patterns are ruled out by one look at the words they need,
every gap is bounded, and reading stays linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

STOPS = frozenset("%():;-=,+$/")
ENDS = frozenset(".!?")
_TURNS = ENDS | {";"}
_CLAUSE = frozenset(".,;:!?()")
_BAR = re.compile(r"\|(?![^<]*>)")
_COMMON = frozenset(
    [
        "not",
        "no",
        "the",
        "a",
        "an",
        "is",
        "are",
        "was",
        "were",
        "do",
        "does",
        "did",
        "have",
        "has",
        "of",
        "to",
        "in",
        "on",
        "it",
    ]
)


@dataclass(eq=False, slots=True)
class Word:
    """One token in a text: the word or stop, and the lists it stands in.

    Readings share these, so two are compared by identity; never change one.
    """

    text: str
    tags: frozenset[str]
    stop: bool


Line = tuple[Word, ...]
"""The tokens of one text."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern; `kind` is ``word``, ``not``, ``gap``, ``rest`` or an edge."""

    kind: str
    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    most: int = 0
    optional: bool = False

    def fits(self, word: Word) -> bool:
        """Whether this one token is what the element asks for."""
        if word.text in self.words or not self.tags.isdisjoint(word.tags):
            return True
        return bool(self.starts) and not word.stop and word.text.startswith(self.starts)


@dataclass(frozen=True)
class Pattern:
    """One line of the pattern language, taken apart; `needs` are its words, the rarest first."""

    source: str
    elements: tuple[Element, ...]
    needs: tuple[Element, ...] = field(repr=False)

    def spans(self, words: Line) -> Iterator[tuple[int, int]]:
        """First and last token of each place where the pattern fits, from left to right."""
        first = self.elements[0]
        sure = first.kind == "word" and not first.optional
        after = 0
        for at in range(min(1, len(words)) if first.kind == "^^" else len(words)):
            if at < after or (sure and not first.fits(words[at])):
                continue
            end = _match(self.elements, sure, words, at + sure)
            if end is not None and end > at:
                yield at, end - 1
                after = end


def compile_pattern(source: str, letter: Callable[[str], str]) -> Pattern:
    """Take apart one line; `letter` gives the tag of a list and raises KeyError for none."""
    elements = tuple(_element(part, letter) for part in source.split())
    asked = [e for e in elements if e.kind == "word" and not e.optional]
    if not asked:
        raise ValueError(f"a pattern needs at least one word: {source!r}")
    return Pattern(source, elements, tuple(sorted(asked, key=_commonness)))


def _commonness(element: Element) -> int:
    return 100 * len(element.tags) + 50 * len(element.words & _COMMON) + len(element.words)


def _match(elements: Sequence[Element], step: int, words: Sequence[Word], at: int) -> int | None:
    """Where the match ends that begins at token `at` with element `step`, if there is one."""
    while step < len(elements):
        element = elements[step]
        kind = element.kind
        if kind == "word":
            if at < len(words) and element.fits(words[at]):
                if element.optional:
                    end = _match(elements, step + 1, words, at + 1)
                    if end is not None:
                        return end
                else:
                    at += 1
            elif not element.optional:
                return None
        elif kind == "gap":
            return _gap(element, elements, step, words, at)
        elif kind == "rest":
            while at < len(words) and words[at].text not in _TURNS:
                at += 1
        elif kind == "not":
            if at < len(words) and element.fits(words[at]):
                return None
        elif not _edge(kind, words, at):
            return None
        step += 1
    return at


def _gap(
    gap: Element, elements: Sequence[Element], step: int, words: Sequence[Word], at: int
) -> int | None:
    last = step + 1 == len(elements)
    for _ in range(gap.most + (not last)):
        end = None if last else _match(elements, step + 1, words, at)
        if end is not None:
            return end
        if at >= len(words) or words[at].text in gap.words or (gap.optional and words[at].stop):
            break
        at += 1
    return at if last else None


def _edge(kind: str, words: Sequence[Word], at: int) -> bool:
    if kind == "^":
        return at == 0 or words[at - 1].text in _CLAUSE
    if kind == "^^":
        return at == 0
    if kind == "$":
        return at >= len(words) or words[at].text in _CLAUSE
    return all(word.text in ENDS for word in words[at:])


@lru_cache(maxsize=4096)
def _element(part: str, letter: Callable[[str], str]) -> Element:
    if part in ("^", "^^", "$", "$$"):
        return Element(part)
    if part == ">>":
        return Element("rest")
    if part[:2] == "..":
        return Element("gap", most=int(part[2:]), optional=True)
    if part[:2] == ",,":
        return Element("gap", words=ENDS | {";"}, most=int(part[2:]))
    if part in STOPS:
        return Element("word", words=frozenset(part))
    if part[0] == "!":
        return _words("not", part[1:], letter)
    if part[-1] == "?":
        return _words("word", part[:-1], letter, optional=True)
    return _words("word", part, letter)


def _words(kind: str, part: str, letter: Callable[[str], str], optional: bool = False) -> Element:
    words: set[str] = set()
    starts: list[str] = []
    tags: set[str] = set()
    for choice in _BAR.split(part):
        if choice[0] == "<":
            tags.update(letter(name) for name in choice[1:-1].split("|"))
        elif choice[-1] == "*":
            starts.append(choice[:-1])
        else:
            words.add(choice)
    return Element(kind, frozenset(words), tuple(starts), frozenset(tags), optional=optional)
