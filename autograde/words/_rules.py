"""The rules of ``rules.toml``, compiled once, and the one way they are applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograde.words._hit import Hit
from autograde.words._index import Index
from autograde.words._lists import lists, load_toml
from autograde.words._pattern import Pattern, compile_pattern
from autograde.words._reading import Reading

_NEAR_HEAD = 3
"""How many words may stand before a match that still opens its clause."""


_EXPLAINS = frozenset({"because", "since", "so", "when", "until", "unless", "after", "but"})
"""Words that may turn a judgment or a lack into a condition; next to them nothing is certain."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns of one kind with what to say about them.

    Parameters
    ----------
    name : str
        The heading in ``rules.toml``.
    label : str
        What a match is a case of.
    why : str
        The kind reason; ``{quote}`` stands for the learner's words.
    certain : bool
        Whether a match at the head of a clause may cost points.
    patterns, unless, unless_sentence : patterns
        What fits; what clears a match it touches; what clears a match in the same sentence.
    reported : bool
        Whether it also holds inside what somebody reported.
    """

    name: str
    label: str
    why: str
    certain: bool
    patterns: tuple[Pattern, ...]
    unless: Index[None]
    unless_sentence: Index[None]
    reported: bool


@lru_cache(maxsize=1)
def rules() -> dict[str, tuple[Rule, ...]]:
    """All rules by group: ``solution``, ``blame``, ``person``, ``vague``."""
    found: dict[str, list[Rule]] = {}
    for group, entries in load_toml("rules.toml").items():
        for name, entry in entries.items():
            found.setdefault(group, []).append(_rule(name, entry))
    return {group: tuple(entries) for group, entries in found.items()}


@lru_cache(maxsize=1)
def marks() -> dict[str, Index[None]]:
    """The patterns of ``marks.toml`` by name: what counts as a group, a period, a number."""
    return {name: index_of(entry["patterns"]) for name, entry in load_toml("marks.toml").items()}


@lru_cache(maxsize=1)
def _indexes() -> dict[str, Index[Rule]]:
    return {group: _index(members) for group, members in rules().items()}


def _index(members: tuple[Rule, ...]) -> Index[Rule]:
    return Index(lambda: ((pattern, rule) for rule in members for pattern in rule.patterns))


def index_of(sources: str) -> Index[None]:
    """The patterns of `sources`, taken apart when first asked for."""
    return Index(lambda: ((pattern, None) for pattern in compiled(sources)))


def grown(line: str) -> str:
    """A line whose verbs ("slack|slacks") also fit as "slacking" and "slacked"."""
    parts = line.split()
    for at, part in enumerate(parts):
        if "<" in part or part[0] == "!":
            continue
        words = part.rstrip("?").split("|")
        body = [word.removesuffix("e") for word in words if f"{word}s" in words and len(word) > 2]
        if body:
            more = [word + ending for word in body for ending in ("ing", "ed")]
            parts[at] = "|".join([*words, *more]) + "?" * part.endswith("?")
    return " ".join(parts)


def compiled(sources: str, grow: bool = False) -> tuple[Pattern, ...]:
    """One pattern a line; `grow` for lines about what people do."""
    letter = lists().letter
    return tuple(
        compile_pattern(grown(line) if grow else line, letter)
        for raw in sources.splitlines()
        if (line := raw.partition("  #")[0].strip())
    )


def apply(group: str, reading: Reading) -> list[Hit]:
    """The first match of each rule of `group`, in the order of ``rules.toml``."""
    hits: dict[str, Hit] = {}
    cleared: dict[str, set[int]] = {}
    reported: set[int] | None = None
    for pattern, rule in _indexes()[group].candidates(reading.words):
        if rule.name in hits:
            continue
        for first, last in reading.spans(pattern):
            if reported is None:
                reported = covered_by(reading, marks()["reported"])
            if first in reported and not rule.reported:
                continue
            if rule.name not in cleared:
                cleared[rule.name] = _cleared(rule, reading)
            if cleared[rule.name].isdisjoint(range(first, last + 1)):
                quote = reading.quote(first, last)
                why = rule.why.replace("{quote}", quote)
                explained = any(word.text in _EXPLAINS for word in reading.words)
                certain = rule.certain and not explained and _opens_clause(reading, first)
                hits[rule.name] = Hit(rule.label, quote, why, certain)
                break
    return list(hits.values())


def _opens_clause(reading: Reading, at: int) -> bool:
    """Whether a match stands at the head of its clause; deeper inside, a reading can err."""
    return any(
        index < 0 or reading.words[index].stop for index in range(at - 1, at - 1 - _NEAR_HEAD, -1)
    )


def spans_in(reading: Reading, index: Index[None]) -> Iterator[tuple[int, int]]:
    """Every match of the patterns of `index`."""
    for pattern, _ in index.candidates(reading.words):
        yield from reading.spans(pattern)


def covered_by(reading: Reading, index: Index[None]) -> set[int]:
    """Every token that lies in a match."""
    return {at for first, last in spans_in(reading, index) for at in range(first, last + 1)}


def any_in(reading: Reading, index: Index[None]) -> bool:
    """Whether one of the patterns fits anywhere."""
    return next(spans_in(reading, index), None) is not None


def _cleared(rule: Rule, reading: Reading) -> set[int]:
    found = covered_by(reading, rule.unless)
    for first, _ in spans_in(reading, rule.unless_sentence):
        start, end = reading.sentence(first)
        found.update(range(start, end + 1))
    return found


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        name,
        entry["label"],
        entry["why"],
        entry.get("certain", False),
        compiled(entry["patterns"], grow=entry["label"] == "blame"),
        index_of(entry.get("unless", "")),
        index_of(entry.get("unless_sentence", "")),
        entry.get("reported", False),
    )
