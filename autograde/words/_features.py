"""What `same_cause` compares: the mechanisms, things, groups, numbers and denials of one cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from autograde.words._amounts import amounts
from autograde.words._concepts import Concepts, concepts
from autograde.words._lists import lists
from autograde.words._reading import Reading, read
from autograde.words._stem import stem

_NEGATIONS = frozenset(
    [
        *("not", "never", "no", "without", "nobody", "none", "nor"),
        *("hardly", "rarely", "seldom", "neither"),
    ]
)
_BELIEFS = frozenset(["think", "thinks", "believe", "believes", "assume", "assumes"])
_BE = frozenset(["are", "is", "was", "were", "be", "been", "get", "gets"])
_BEFORE_A_PLACE = frozenset(["the", "in", "at", "far", "front"])
_REASONS = frozenset(["because", "since"])
_BEFORE_OR_AFTER = frozenset(["before", "after"])


@dataclass(frozen=True)
class Features:
    """What one cause says, as far as the lists can tell.

    Parameters
    ----------
    how, things, who : frozenset of str
        Mechanisms; what they happen to; groups, courses and days named.
    spare : frozenset of str
        Things that no mechanism has already accounted for.
    purpose : frozenset of str
        Things and groups named after "for".
    people : tuple of str
        Students, teachers, families and groups in the order they appear.
    numbers : tuple of frozenset of float
        Durations in school days and in minutes, shares in percent, clock times in hours.
    denied : dict of str to bool
        For each content word, whether it is denied.
    raw : dict of str to (str, bool)
        Every word with content by its stem: what it stands for, and whether it is denied.
    by : dict of str to set of str
        For each word that tells a mechanism, by its stem, which ones.
    undergone : frozenset of str
        Stems of what is done to someone ("are called"), not by them.
    order : tuple of str
        All content words with their denials, in order.
    counted : bool
        Whether any number is named.
    """

    how: frozenset[str]
    things: frozenset[str]
    who: frozenset[str]
    spare: frozenset[str]
    purpose: frozenset[str]
    people: tuple[str, ...]
    numbers: tuple[frozenset[float], ...]
    denied: dict[str, bool] = field(hash=False)
    order: tuple[str, ...]
    axes: frozenset[tuple[int, int]]
    reason: frozenset[str] | None
    result: frozenset[str] | None
    passive: bool
    belief: bool
    families: frozenset[str]
    raw: dict[str, tuple[str, bool]] = field(hash=False)
    by: dict[str, set[str]] = field(hash=False)
    undergone: frozenset[str]
    sequence: tuple[frozenset[str], frozenset[str]]
    counted: bool


@lru_cache(maxsize=4096)
def features(text: str) -> Features:
    """Take apart one cause."""
    reading = read(text)
    words = [token.word for token in reading.tokens]
    how, explained, by = _mechanisms(reading, words, concepts())
    purpose: set[str] = set()
    spare: set[str] = set()
    before = ""
    things: dict[str, None] = {}
    who: set[str] = set()
    people: list[str] = []
    denied: dict[str, bool] = {}
    order: list[str] = []
    axes: set[tuple[int, int]] = set()
    parts: list[set[str]] = [set(), set()]
    denial = part = 0
    turns: list[int] = []
    for index, word in enumerate(words):
        kind, name, mapped, scales = _told(word)
        if kind == "stop":
            denial = 0
            continue
        after_for, before = before == "for", word
        if kind == "not":
            denial = 3
            continue
        denial -= denial > 0
        if kind == "reason" and (index or word != "so"):
            part = 1
            turns.append(index if word != "so" else -index)
            continue
        for axis, sign in scales:
            axes.add((axis, -sign if denial else sign))
        if word == "away":
            denial = 4
        if kind == "who" or kind == "people":
            who.update([name] if kind == "who" else [])
            people.append(name)
            order.append(name)
            purpose.update([name] if after_for and kind == "who" else [])
            continue
        if word == "english" and _of_learners(words, index):
            continue
        if word == "english" and index and words[index - 1].startswith("grade"):
            who.add("english")
            continue
        if index and word.startswith("grade") and _named(words[index - 1]):
            continue
        if kind in ("small", "reason"):
            continue
        if word == "back" and index and words[index - 1] not in _BEFORE_A_PLACE:
            continue
        things[name] = None
        if index not in explained or mapped:
            spare.add(name)
        if after_for:
            purpose.add(name)
        parts[part].add(name)
        order.append(("-" if denial else "") + name)
        if not mapped and index not in explained:
            denied[name] = bool(denial)
    found = amounts(words)
    numbers = (found.days, found.minutes, found.shares, found.times)
    reason, result = (parts[1], parts[0]) if turns else (None, None)
    if turns and turns[0] < 0:
        reason, result = result, reason
    return Features(
        how,
        frozenset(things),
        frozenset(who),
        frozenset(spare),
        frozenset(purpose),
        tuple(people),
        numbers,
        denied,
        tuple(order),
        frozenset(axes),
        frozenset(reason) if reason is not None else None,
        frozenset(result) if result is not None else None,
        "by" in words,
        not _BELIEFS.isdisjoint(words),
        frozenset(family for thing in things for family in concepts().kin.get(thing, ())),
        _raw(words),
        by,
        _undergone(words),
        _sequence(words),
        any(numbers),
    )


@lru_cache(maxsize=8192)
def _told(word: str) -> tuple[str, str, bool, Sequence[tuple[int, int]]]:
    """What a word is in a cause: its kind, what it stands for, whether listed, its scales."""
    given = concepts()
    if not word[0].isalnum():
        return "stop", "", False, ()
    if word in _NEGATIONS:
        return "not", "", False, ()
    if word in _REASONS or word == "so":
        return "reason", "", False, ()
    scales = given.axes.get(word, ())
    if word in given.who:
        return "who", given.who[word], True, scales
    if word in given.generic:
        return "people", given.generic[word], True, scales
    if word in given.small or word[0].isdigit():
        return "small", "", False, scales
    mapped = given.thing.get(stem(word))
    return "thing", mapped or stem(word), mapped is not None, scales


def _of_learners(words: Sequence[str], index: int) -> bool:
    return any(word.startswith("learner") for word in words[index + 1 : index + 3])


def _named(word: str) -> bool:
    return word[0].isdigit() or word in lists().ordinals


def _mechanisms(
    reading: Reading, words: Sequence[str], given: Concepts
) -> tuple[frozenset[str], set[int], dict[str, set[str]]]:
    """The mechanisms named, the tokens that name them, and which word names which."""
    how: set[str] = set()
    explained: set[int] = set()
    by: dict[str, set[str]] = {}
    for pattern, name in given.how.candidates(reading.words):
        for first, last in reading.spans(pattern):
            how.add(name)
            explained.update(range(first, last + 1))
            for word in words[first : last + 1]:
                by.setdefault(stem(word), set()).add(name)
    return frozenset(how), explained, by


def _raw(words: Sequence[str]) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    denial = 0
    for word in words:
        if word in _NEGATIONS:
            denial = 3
            continue
        base, name = _meant(word)
        if base:
            denial -= denial > 0
            found[base] = (name, denial > 0)
    return found


@lru_cache(maxsize=8192)
def _meant(word: str) -> tuple[str, str]:
    """The stem of a word with content, and what it stands for; empty for any other."""
    given = concepts()
    if not word[0].isalnum() or word in given.function:
        return "", ""
    base = stem(word)
    return base, given.who.get(word) or given.generic.get(word) or given.thing.get(base, base)


def _undergone(words: Sequence[str]) -> frozenset[str]:
    if _BE.isdisjoint(words):
        return frozenset()
    return frozenset(
        stem(word) for before, word in pairwise(words) if before in _BE and word.endswith("ed")
    )


def _sequence(words: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What comes earlier and what later, where the words say "before" or "after"."""
    at = next((at for at, word in enumerate(words) if word in _BEFORE_OR_AFTER), None)
    if at is None:
        return frozenset(), frozenset()
    known = concepts().thing
    left, right = (
        frozenset(known.get(stem(word), stem(word)) for word in part)
        for part in (words[:at], words[at:])
    )
    return (left, right) if words[at] == "before" else (right, left)
