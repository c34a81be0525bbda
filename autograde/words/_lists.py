"""The word lists of ``lists.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from string import ascii_letters
from typing import Any

_SHAPES = ("number", "year", "date", "clock", "ordinal", "period", "proper")


def load_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file that lies next to this module."""
    return tomllib.loads(files("autograde.words").joinpath(name).read_text(encoding="utf-8"))


class Lists:
    """Word lists by name, and for each word the letters of the lists it stands in."""

    def __init__(self, raw: dict[str, Any]) -> None:
        members = {name: _words(entry) for name, entry in raw["list"].items()}
        names = list(dict.fromkeys([*members, *_SHAPES]))
        self._letters: dict[str, str] = dict(zip(names, ascii_letters, strict=False))
        if len(self._letters) < len(names):
            raise ValueError(f"too many word lists: {len(names)}, at most {len(ascii_letters)}")
        for name, entry in raw["list"].items():
            for other in entry.get("includes", ()):
                members[name] |= members[other]
        self._of: dict[str, set[str]] = {}
        self._phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for name, words in members.items():
            for word in words:
                *rest, last = word.split()
                if rest:
                    ends = self._phrases.setdefault(last, {})
                    ends.setdefault((*rest, last), set()).add(self._letters[name])
                else:
                    self._of.setdefault(word, set()).add(self._letters[name])
        self._ends: dict[str, tuple[tuple[tuple[str, ...], set[str]], ...]] = {}
        self.spelling = {slip: tuple(right.split()) for slip, right in raw["spelling"].items()}
        self.ordinals = frozenset(members["ordword"])
        self.caps_only = frozenset(raw["caps_only"]["words"].split())
        self.is_heads = frozenset(raw["is_heads"]["words"].split())
        self.at_school = frozenset(raw["at_school"]["words"].split())
        self.not_proper = frozenset(self._letters[name] for name in raw["not_proper"]["lists"])

    def letter(self, name: str) -> str:
        """The tag letter of a list."""
        return self._letters[name]

    def of(self, word: str) -> set[str]:
        """Letters of the lists that hold `word` or its singular."""
        found = set(self._of.get(word, ()))
        for singular in singulars(word):
            if singular in self._of:
                return found | self._of[singular]
        return found

    def phrases(self, last: str) -> tuple[tuple[tuple[str, ...], set[str]], ...]:
        """Listed phrases that end with `last` or its singular."""
        known = self._ends.get(last)
        if known is None:
            known = tuple(self._phrases.get(last, {}).items()) + tuple(
                ((*phrase[:-1], last), letters)
                for singular in singulars(last)
                for phrase, letters in self._phrases.get(singular, {}).items()
            )
            if len(self._ends) < 20_000:
                self._ends[last] = known
        return known


def singulars(word: str) -> tuple[str, ...]:
    """Forms without a plural ending, likeliest first."""
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],)


def _words(entry: dict[str, Any]) -> set[str]:
    single = set(entry.get("words", "").split())
    return single | {" ".join(p.split()) for p in entry.get("phrases", "").split(",") if p.strip()}


@lru_cache(maxsize=1)
def lists() -> Lists:
    """All word lists."""
    return Lists(load_toml("lists.toml"))
