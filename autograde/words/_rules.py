"""The rules of ``rules.toml``, compiled once, and the one way they are applied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograde.words._hit import Hit
from autograde.words._lists import lists, load_toml
from autograde.words._pattern import Pattern, compile_pattern
from autograde.words._reading import Reading


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
        Whether a match may cost points.
    patterns, unless, unless_sentence : tuple of Pattern
        What fits; what clears a match it touches; what clears a match in the same sentence.
    reported : bool
        Whether it also holds inside what somebody reported.
    """

    name: str
    label: str
    why: str
    certain: bool
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    unless_sentence: tuple[Pattern, ...]
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
def marks() -> dict[str, tuple[Pattern, ...]]:
    """The patterns of ``marks.toml`` by name: what counts as a group, a period, a number."""
    return {name: compiled(entry["patterns"]) for name, entry in load_toml("marks.toml").items()}


def compiled(sources: str) -> tuple[Pattern, ...]:
    """One pattern a line."""
    letter = lists().letter
    return tuple(
        compile_pattern(line, letter)
        for raw in sources.splitlines()
        if (line := raw.partition("  #")[0].strip())
    )


def apply(group: str, reading: Reading) -> list[Hit]:
    """The first match of each rule of `group`, the longest-standing rule first."""
    hits: list[Hit] = []
    covered = covered_by(reading, marks()["reported"])
    for rule in rules().get(group, ()):
        hit = _first(rule, reading, covered)
        if hit:
            hits.append(hit)
    return hits


def covered_by(reading: Reading, patterns: tuple[Pattern, ...]) -> set[int]:
    """Every token that lies in a match of one of `patterns`."""
    found: set[int] = set()
    for pattern in patterns:
        for first, last in reading.spans(pattern):
            found.update(range(first, last + 1))
    return found


def any_in(reading: Reading, patterns: tuple[Pattern, ...]) -> bool:
    """Whether one of `patterns` fits anywhere."""
    return any(pattern.regex.search(reading.line) for pattern in patterns)


def _rule(name: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        name,
        entry["label"],
        entry["why"],
        entry.get("certain", False),
        compiled(entry["patterns"]),
        compiled(entry.get("unless", "")),
        compiled(entry.get("unless_sentence", "")),
        entry.get("reported", False),
    )


def _first(rule: Rule, reading: Reading, covered: set[int]) -> Hit | None:
    cleared: set[int] | None = None
    for pattern in rule.patterns:
        for first, last in reading.spans(pattern):
            if not rule.reported and first in covered:
                continue
            if cleared is None:
                cleared = covered_by(reading, rule.unless)
                for clearing in rule.unless_sentence:
                    for at, _ in reading.spans(clearing):
                        start, end = reading.sentence(at)
                        cleared.update(range(start, end + 1))
            if any(index in cleared for index in range(first, last + 1)):
                continue
            quote = reading.quote(first, last)
            return Hit(rule.label, quote, rule.why.replace("{quote}", quote), rule.certain)
    return None
