"""Which answers are alike, for a reason that can be said in one line.

First those with nothing written; then answers that share many words; then hand-ins of which the
check named the same; the rest stands alone. Nothing is judged by it: it only decides who is shown
after whom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ALIKE = 0.4
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    {"about", "after", "also", "because", "been", "before", "being", "could", "does", "down"}
    | {"each", "even", "every", "from", "have", "here", "into", "just", "like", "many", "more"}
    | {"most", "much", "only", "other", "over", "same", "should", "some", "such", "than", "that"}
    | {"their", "them", "then", "there", "therefore", "these", "they", "thing", "things", "this"}
    | {"those", "through", "very", "want", "were", "what", "when", "where", "which", "while"}
    | {"will", "with", "would", "your"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one learner wrote (None: nothing of its own is asked) and what the check named."""

    learner: str
    text: str | None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Learners to look at together, and why."""

    learners: tuple[str, ...]
    why: str


def groups(answers: Sequence[Answer]) -> list[Group]:
    """Answers by what they share; every learner is in exactly one group.

    Parameters
    ----------
    answers : sequence of Answer
        In the order in which they are to be shown.

    Returns
    -------
    list of Group
        Groups of two or more in the order of their first learner, then those that stand alone,
        in one group without a reason.
    """
    empty = [one for one in answers if one.text is not None and not one.text.strip()]
    rest = [one for one in answers if one not in empty]
    found = [Group(_names(empty), "Nothing is written here")] if empty else []
    wordy, rest = _by_words(rest)
    named, rest = _by_name(rest)
    place = {one.learner: number for number, one in enumerate(answers)}
    found += sorted([*wordy, *named], key=lambda one: place[one.learners[0]])
    if rest:
        found.append(Group(_names(rest), ""))
    return found


def _by_words(answers: Sequence[Answer]) -> tuple[list[Group], list[Answer]]:
    bags = {one.learner: _bag(one.text or "") for one in answers}
    groups: list[list[Answer]] = []
    for one in answers:
        mine = bags[one.learner]
        home = next((some for some in groups if _alike(bags[some[0].learner], mine)), None)
        if mine and home:
            home.append(one)
        else:
            groups.append([one])
    made, alone = [], []
    for some in groups:
        if len(some) == 1:
            alone += some
            continue
        shared = Counter(word for one in some for word in bags[one.learner])
        # Longer words say more; and the same words every time.
        ranked = sorted(shared, key=lambda word: (-shared[word], -len(word), word))
        often = [word for word in ranked if shared[word] > len(some) / 2]
        made.append(Group(_names(some), f"Much the same words: {', '.join(often[:4])}"))
    return made, alone


def _by_name(answers: Sequence[Answer]) -> tuple[list[Group], list[Answer]]:
    often = Counter(name for one in answers for name in set(one.named))
    by_name: dict[str, list[Answer]] = {}
    alone: list[Answer] = []
    for one in answers:
        shared = [name for name in one.named if often[name] > 1]
        if not shared:
            alone.append(one)
            continue
        by_name.setdefault(min(shared, key=lambda name: (-often[name], name)), []).append(one)
    made = []
    for name, some in by_name.items():
        if len(some) > 1:
            made.append(Group(_names(some), f"The check named the same: {name}"))
        else:
            alone += some
    order = {one.learner: number for number, one in enumerate(answers)}
    return made, sorted(alone, key=lambda one: order[one.learner])


def _bag(text: str) -> frozenset[str]:
    """The words that say what a text is about; long texts by their first part."""
    return frozenset(word for word in _WORD.findall(text[:2000].lower()) if word not in _COMMON)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)


def _names(answers: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(one.learner for one in answers)
