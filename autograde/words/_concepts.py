"""Words that mean the same in a school: ``concepts.toml``, made ready for `same_cause`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from autograde.words._index import Index
from autograde.words._lists import lists, load_toml
from autograde.words._pattern import compile_pattern
from autograde.words._stem import stem


class Concepts:
    """``concepts.toml``, made ready."""

    def __init__(self, raw: dict[str, Any]) -> None:
        letter = lists().letter
        self.how = Index(
            lambda: (
                (compile_pattern(line, letter), name)
                for name, lines in raw["how"].items()
                for line in lines.splitlines()
                if line.strip()
            )
        )
        self.thing = _by_word(raw["thing"], stemmed=True)
        self.who: dict[str, str] = {}
        self.sort: dict[str, str] = {}
        for sort, table in raw["who"].items():
            self.who |= _by_word(table)
            self.sort |= dict.fromkeys(table, sort)
        self.setting = frozenset(raw["setting"]["names"].split())
        self.telling = frozenset(raw["telling"]["names"].split())
        self.echo = {how: frozenset(words.split()) for how, words in raw["echo"].items()}
        self.generic = _by_word(raw["generic"])
        self.kin: dict[str, frozenset[str]] = {}
        for name, members in raw["kin"].items():
            for member in members.split():
                self.kin[member] = self.kin.get(member, frozenset()) | {name}
        self.function = frozenset(raw["function"]["words"].split())
        self.small = frozenset(raw["small"]["words"].split())
        self.opposed = [tuple(pair) for pair in raw["opposed"]["pairs"]]
        self.axes: dict[str, list[tuple[int, int]]] = {}
        for index, line in enumerate(raw["axes"]["pairs"]):
            for sign, side in zip((1, -1), line.split("|"), strict=True):
                for word in side.split():
                    self.axes.setdefault(word, []).append((index, sign))


def _by_word(table: dict[str, str], stemmed: bool = False) -> dict[str, str]:
    return {
        stem(word) if stemmed else word: name
        for name, words in table.items()
        for word in words.split()
    }


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """The concept lists."""
    return Concepts(load_toml("concepts.toml"))
