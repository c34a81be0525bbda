"""What `same_cause` compares: the mechanisms, things, groups, numbers and denials of one cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from autograde.words._amounts import DAYS, MINUTES, clock_times, durations, shares
from autograde.words._concepts import Concepts, concepts
from autograde.words._lists import lists
from autograde.words._reading import Reading, Token, read
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
    keys : frozenset of str
        Mechanisms and things together, for a first look.
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
    keys: frozenset[str]
    counted: bool


@lru_cache(maxsize=4096)
def features(text: str) -> Features:
    """Take apart one cause."""
    given = concepts()
    reading = read(text)
    how, explained, by = _mechanisms(reading, given)
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
    for index, token in enumerate(reading.tokens):
        word = token.word
        if not word[0].isalnum():
            denial = 0
            continue
        after_for, before = before == "for", word
        if word in _NEGATIONS:
            denial = 3
            continue
        denial -= denial > 0
        if word in _REASONS or (word == "so" and index):
            part = 1
            turns.append(index if word != "so" else -index)
            continue
        for axis, sign in given.axes.get(word, ()):
            axes.add((axis, -sign if denial else sign))
        if word == "away":
            denial = 4
        if word in given.who:
            who.add(given.who[word])
            people.append(given.who[word])
            order.append(given.who[word])
            purpose.update([given.who[word]] if after_for else [])
            continue
        if word in given.generic:
            people.append(given.generic[word])
            order.append(given.generic[word])
            continue
        if word == "english" and _of_learners(reading.tokens, index):
            continue
        if word == "english" and index and reading.tokens[index - 1].word.startswith("grade"):
            who.add("english")
            continue
        if index and word.startswith("grade") and _named(reading, index - 1):
            continue
        if word in given.small or word[0].isdigit():
            continue
        if word == "back" and index and reading.tokens[index - 1].word not in _BEFORE_A_PLACE:
            continue
        mapped = given.thing.get(stem(word))
        name = mapped or stem(word)
        things[name] = None
        if index not in explained or mapped:
            spare.add(name)
        if after_for:
            purpose.add(name)
        parts[part].add(name)
        order.append(("-" if denial else "") + name)
        if not mapped and index not in explained:
            denied[name] = bool(denial)
    numbers = (
        durations(reading, DAYS),
        durations(reading, MINUTES),
        shares(reading),
        clock_times(reading),
    )
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
        _passive(reading.tokens),
        any(token.word in _BELIEFS for token in reading.tokens),
        frozenset(family for thing in things for family in given.kin.get(thing, ())),
        _raw(reading.tokens, given),
        by,
        _undergone(reading.tokens),
        _sequence(reading.tokens, given),
        how.union(things),
        any(numbers),
    )


def other_group(one: Features, two: Features) -> bool:
    """Whether both name a group, course, grade or day, and not the same."""
    sort = concepts().sort
    for kind in {sort[name] for name in one.who}:
        mine = {name for name in one.who if sort[name] == kind}
        other = {name for name in two.who if sort[name] == kind}
        if other and mine.isdisjoint(other):
            return True
    return False


def echoes(how: frozenset[str]) -> frozenset[str]:
    """Things that only say one of these mechanisms again."""
    table = concepts().echo
    return frozenset(thing for name in how for thing in table.get(name, ()))


def plain_setting(how: frozenset[str]) -> bool:
    """Whether all these mechanisms only say where or when."""
    return how <= concepts().setting


def telling(how: frozenset[str]) -> bool:
    """Whether one of the mechanisms is particular enough to stand alone."""
    return not how.isdisjoint(concepts().telling)


def _of_learners(tokens: tuple[Token, ...], index: int) -> bool:
    return any(token.word.startswith("learner") for token in tokens[index + 1 : index + 3])


def _named(reading: Reading, index: int) -> bool:
    word = reading.tokens[index].word
    return word[0].isdigit() or word in lists().ordinals


def _mechanisms(
    reading: Reading, given: Concepts
) -> tuple[frozenset[str], set[int], dict[str, set[str]]]:
    """The mechanisms named, the tokens that name them, and which word names which."""
    how: set[str] = set()
    explained: set[int] = set()
    by: dict[str, set[str]] = {}
    for pattern, name in given.how.candidates(reading.words):
        for first, last in reading.spans(pattern):
            how.add(name)
            explained.update(range(first, last + 1))
            for token in reading.tokens[first : last + 1]:
                by.setdefault(stem(token.word), set()).add(name)
    return frozenset(how), explained, by


def unlike(one: Features, two: Features) -> int:
    """How many things of `one` have neither themselves nor a relative in `two`."""
    table = concepts().kin
    return sum(two.families.isdisjoint(table.get(x, ())) for x in one.spare - two.spare)


def opposed_axes(one: Features, two: Features) -> bool:
    """Whether the two name opposite ends of one scale, or mechanisms that contradict."""
    for axis, sign in one.axes:
        if (
            (axis, -sign) in two.axes
            and (axis, sign) not in two.axes
            and (axis, -sign) not in one.axes
        ):
            return True
    return any(
        (x in one.how and y in two.how and x not in two.how and y not in one.how)
        or (y in one.how and x in two.how and y not in two.how and x not in one.how)
        for x, y in concepts().opposed
    )


def _passive(tokens: tuple[Token, ...]) -> bool:
    return any(token.word == "by" for token in tokens)


def _raw(tokens: tuple[Token, ...], given: Concepts) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    denial = 0
    for token in tokens:
        word = token.word
        if word in _NEGATIONS:
            denial = 3
            continue
        if not word[0].isalnum() or word in given.function:
            continue
        denial -= denial > 0
        base = stem(word)
        people = given.who.get(word) or given.generic.get(word)
        name = people or given.thing.get(base, base)
        found[base] = (name, denial > 0)
    return found


def near_twins(one: Features, two: Features) -> bool:
    """Whether the two are nearly word for word alike, and what differs is content.

    People who say the same thing again use other words; whoever keeps the words and changes one
    means another thing.
    """
    shared = one.raw.keys() & two.raw.keys()
    least = min(len(one.raw), len(two.raw))
    if len(shared) < 2 or len(shared) <= 0.5 * least:
        return False
    if any(one.raw[base][1] != two.raw[base][1] for base in shared):
        return True
    if one.people[:1] == two.people[:1] and (one.undergone ^ two.undergone) & shared:
        return True
    told = one.how & two.how & concepts().telling
    mine = {one.raw[x][0] for x in one.raw.keys() - shared if told.isdisjoint(one.by.get(x, ()))}
    other = {two.raw[x][0] for x in two.raw.keys() - shared if told.isdisjoint(two.by.get(x, ()))}
    if told and len(set(one.people[:1]) | set(two.people[:1])) < 2:
        mine, other = mine - set(one.people), other - set(two.people)
    return bool(mine - other) and bool(other - mine)


def _undergone(tokens: tuple[Token, ...]) -> frozenset[str]:
    words = [token.word for token in tokens]
    return frozenset(
        stem(word) for before, word in pairwise(words) if before in _BE and word.endswith("ed")
    )


def _sequence(tokens: tuple[Token, ...], given: Concepts) -> tuple[frozenset[str], frozenset[str]]:
    """What comes earlier and what later, where the words say "before" or "after"."""
    for index, token in enumerate(tokens):
        if token.word in ("before", "after"):
            left = frozenset(given.thing.get(stem(t.word), stem(t.word)) for t in tokens[:index])
            right = frozenset(given.thing.get(stem(t.word), stem(t.word)) for t in tokens[index:])
            return (left, right) if token.word == "before" else (right, left)
    return frozenset(), frozenset()
