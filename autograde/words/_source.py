"""Patterns of ``prediction.toml`` and ``definition.toml``, with word lists written in braces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograde.words._lists import load_toml
from autograde.words._pattern import Element, Pattern
from autograde.words._reading import Reading
from autograde.words._rules import compiled


class Patterns:
    """Patterns that stand for one thing, tried only where a word they need stands in the text."""

    def __init__(self, sources: str) -> None:
        self._patterns = compiled(sources)
        self._by_word: dict[str, list[int]] = {}
        self._by_tag: dict[str, list[int]] = {}
        self._always: list[int] = []
        self._others: list[tuple[Element, ...]] = []
        for number, pattern in enumerate(self._patterns):
            needs = _needs(pattern)
            self._others.append(needs[1:])
            if not needs:
                self._always.append(number)
                continue
            for word in needs[0].words:
                self._by_word.setdefault(word, []).append(number)
            for tag in needs[0].tags:
                self._by_tag.setdefault(tag, []).append(number)

    def spans(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """First and last token of every match."""
        words = reading.words
        texts = {word.text for word in words}
        tags = frozenset[str]().union(*(word.tags for word in words))
        found = set(self._always)
        for text in self._by_word.keys() & texts:
            found.update(self._by_word[text])
        for tag in self._by_tag.keys() & tags:
            found.update(self._by_tag[tag])
        for number in sorted(found):
            if all(
                not (need.words.isdisjoint(texts) and need.tags.isdisjoint(tags))
                for need in self._others[number]
            ):
                yield from self._patterns[number].spans(words)

    def covers(self, reading: Reading) -> set[int]:
        """Every token that lies in a match."""
        return {at for first, last in self.spans(reading) for at in range(first, last + 1)}

    def fit(self, reading: Reading) -> bool:
        """Whether one of them fits anywhere."""
        return next(self.spans(reading), None) is not None


def _needs(pattern: Pattern) -> tuple[Element, ...]:
    """What a text must hold for the pattern to fit, the rarest first."""
    asked = [
        element
        for element in pattern.elements
        if element.kind == "word" and not element.optional and not element.starts
    ]
    return tuple(sorted(asked, key=lambda e: 100 * len(e.tags) + len(e.words)))


@dataclass(frozen=True)
class Source:
    """One file: its patterns by table, what to say, its word lists, numbers in words, families."""

    patterns: dict[str, Patterns]
    why: dict[str, str]
    words: dict[str, frozenset[str]]
    values: dict[str, int]
    families: tuple[str, ...]

    def group(self, name: str) -> list[tuple[str, Patterns]]:
        """The tables ``name.*`` in the order of the file, each with what stands after the dot."""
        start = f"{name}."
        return [
            (table.removeprefix(start), found)
            for table, found in self.patterns.items()
            if table.startswith(start)
        ]


@lru_cache(maxsize=4)
def source(name: str) -> Source:
    """Read ``<name>.toml`` once."""
    raw = load_toml(f"{name}.toml")
    words = {key: tuple(text.split()) for key, text in raw.pop("words", {}).items()}
    values = raw.pop("values", {})
    families = tuple(raw.pop("families", {}).get("rows", "").strip().splitlines())
    tables: dict[str, dict[str, Any]] = {}
    for key, entry in raw.items():
        if "patterns" in entry:
            tables[key] = entry
        else:
            tables.update({f"{key}.{part}": inner for part, inner in entry.items()})
    return Source(
        {key: Patterns(_filled(entry["patterns"], words)) for key, entry in tables.items()},
        {key: entry["why"] for key, entry in tables.items() if "why" in entry},
        {key: frozenset(choice) for key, choice in words.items()},
        values,
        families,
    )


def _filled(text: str, words: dict[str, tuple[str, ...]]) -> str:
    for name, choice in words.items():
        text = text.replace("{" + name + "}", "|".join(choice))
    return text


def patterns(entry: str) -> Patterns:
    """The patterns of one table of ``prediction.toml``."""
    return source("prediction").patterns[entry]


def free_spans(reading: Reading, fits: Patterns, clears: Patterns) -> list[tuple[int, int]]:
    """Matches of `fits` that no match of `clears` touches, first ones first."""
    skip = clears.covers(reading)
    return sorted(
        span for span in set(fits.spans(reading)) if skip.isdisjoint(range(span[0], span[1] + 1))
    )
