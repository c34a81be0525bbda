"""Which of many patterns are worth trying on a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from autograde.words._pattern import Line, Pattern, Word

_LAYERS = 3
"""So many of a pattern's words are looked for, its rarest first; the match sees to the rest."""

_KEPT = 20_000

T = TypeVar("T")


class Index(Generic[T]):
    """Finds the patterns worth trying on a text by one look at each of its words.

    For every word it is kept as one number which patterns it serves: bit `i` if it can be the
    rarest word that pattern `i` needs, bit `size + i` for the second rarest, and so on. "Or" over
    the words of a text says what is served; "and" over the layers, which patterns may fit.

    Parameters
    ----------
    make : callable
        Gives the entries, each a pattern with what it stands for; called at the first look.
    """

    def __init__(self, make: Callable[[], Iterable[tuple[Pattern, T]]]) -> None:
        self._make = make
        self._entries: tuple[tuple[Pattern, T], ...] | None = None
        self._by_word: dict[str, int] = {}
        self._by_start: dict[str, list[tuple[str, int]]] = {}
        self._by_tag: dict[str, int] = {}
        self._free = [0] * _LAYERS
        self._served: dict[Word, int] = {}

    @property
    def entries(self) -> tuple[tuple[Pattern, T], ...]:
        """All entries in the order given."""
        if self._entries is None:
            self._entries = tuple(self._make())
            self._note(self._entries)
        return self._entries

    def candidates(self, words: Line) -> list[tuple[Pattern, T]]:
        """The entries whose rarest needed words all stand in the text, in their given order."""
        entries = self.entries
        if not entries:
            return []
        known, served = self._served, 0
        for word in words:
            serves = known.get(word)
            served |= self._learn(word) if serves is None else serves
        open_ = served & ((1 << len(entries)) - 1)
        for free in self._free[1:]:
            if not open_:
                return []
            served >>= len(entries)
            open_ &= served | free
        fit: list[tuple[Pattern, T]] = []
        while open_:
            lowest = open_ & -open_
            fit.append(entries[lowest.bit_length() - 1])
            open_ ^= lowest
        return fit

    def _note(self, entries: tuple[tuple[Pattern, T], ...]) -> None:
        for number, (pattern, _) in enumerate(entries):
            for layer in range(_LAYERS):
                if layer >= len(pattern.needs):
                    self._free[layer] |= 1 << number
                    continue
                bit = 1 << (layer * len(entries) + number)
                need = pattern.needs[layer]
                for word in need.words:
                    self._by_word[word] = self._by_word.get(word, 0) | bit
                for start in need.starts:
                    self._by_start.setdefault(start[:1], []).append((start, bit))
                for tag in need.tags:
                    self._by_tag[tag] = self._by_tag.get(tag, 0) | bit

    def _learn(self, word: Word) -> int:
        """Which patterns a word serves."""
        serves = self._by_word.get(word.text, 0)
        for tag in word.tags:
            serves |= self._by_tag.get(tag, 0)
        if not word.stop:
            for start, bit in self._by_start.get(word.text[:1], ()):
                if word.text.startswith(start):
                    serves |= bit
        if len(self._served) >= _KEPT:
            self._served.clear()
        self._served[word] = serves
        return serves
