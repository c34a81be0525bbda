"""Whether two causes are one cause in other words.

Two causes are the same when acting on one is acting on the other: same mechanism, same place,
same people. The reading is shallow on purpose: mechanisms and things by lists of school words,
then everything that would tell the two apart (groups, numbers, directions, denial, who does it to
whom, another reason) is allowed to say no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograde.words._compare import (
    echoes,
    near_twins,
    opposed_axes,
    other_group,
    plain_setting,
    telling,
    unlike,
)
from autograde.words._features import Features, features
from autograde.words._hit import Hit


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much must be shared; fitted on the labeled pairs, see README."""

    points: float = 2.0
    words: int = 3
    alike_words: int = 2


BOUNDS = Bounds()


def same_cause(a: str, b: str) -> Hit | None:
    """Say whether `b` is `a` again in other words.

    Parameters
    ----------
    a, b : str
        Two causes of one fishbone.

    Returns
    -------
    Hit or None
        A hit with label ``"same"`` whose quote is `b`; certain only when the words are the same
        but for endings, small words and order of listing.
    """
    if a == b and a.strip():
        return _hit(a, b, certain=True)
    return _compare(a, b) if a <= b else _turn(_compare(b, a), a, b)


@lru_cache(maxsize=32768)
def _compare(a: str, b: str) -> Hit | None:
    one, two = features(a), features(b)
    if not one.things and not one.how:
        return None
    identical = bool(one.things) and one.order == two.order and one.raw.keys() == two.raw.keys()
    if (identical or alike(one, two) or reworded(one, two)) and not contradict(one, two):
        return _hit(a, b, certain=identical)
    return None


def likely_pairs(texts: Sequence[str]) -> list[list[int]]:
    """For each text the earlier ones that it may repeat: those with an idea in common.

    Parameters
    ----------
    texts : sequence of str
        The causes of one fishbone, in order.

    Returns
    -------
    list of list of int
        Rising indexes; for every pair left out :func:`same_cause` is None.
    """
    seen: dict[object, list[int]] = {}
    found = []
    for number, text in enumerate(texts):
        keys = _keys(features(text))
        found.append(sorted({other for key in keys for other in seen.get(key, ())}))
        for key in keys:
            seen.setdefault(key, []).append(number)
    return found


def _keys(one: Features) -> set[object]:
    """What two causes must have in common to be the same: one of these."""
    return {one.order, *(one.how or one.things)}


def alike(one: Features, two: Features, bounds: Bounds = BOUNDS) -> bool:
    """Whether enough is shared: a mechanism and what it happens to, or nearly all the words."""
    how = one.how & two.how
    particular = len(how) > 1 or not plain_setting(how)
    if not particular and one.how != two.how:
        return False
    counted = one.counted and two.counted
    same_number = counted and any(map(_near, one.numbers, two.numbers))
    shared = len((one.spare & two.spare) - echoes(how)) + len(one.who & two.who) + same_number
    if particular:
        shared = shared or not one.families.isdisjoint(two.families)
        points = 2 * len(how) + shared + telling(how)
        points -= min(len(one.how), len(two.how)) - len(how)
        if points < bounds.points:
            return False
        less, more = sorted((_extra(one, two), _extra(two, one)))
        enough = bool(shared) or (telling(how) and less == 0)
        return enough and points - less - 0.5 * max(0, more - 1) >= bounds.points
    least = 1 if how or same_number else bounds.words - (one.spare == two.spare)
    return shared >= least and not _extra(one, two) and not _extra(two, one)


def reworded(one: Features, two: Features, bounds: Bounds = BOUNDS) -> bool:
    """Whether one adds little to the other, in words that are mostly not the other's.

    Who means another thing keeps the words and changes one; who says it again changes most.
    """
    how = one.how & two.how
    if not how or not (one.spare & two.spare) - echoes(how):
        return False
    words = len(one.raw.keys() & two.raw.keys())
    less, more = sorted((_extra(one, two), _extra(two, one)))
    few = words < bounds.alike_words
    if less == 0 and words <= bounds.alike_words and more <= 1 + few:
        return True
    return telling(how) and few and more <= 2


def _extra(one: Features, two: Features) -> int:
    """What one says that the other does not, relatives left out."""
    return unlike(one, two) + len(one.who - two.who)


def contradict(one: Features, two: Features) -> bool:
    """Whether something tells the two apart."""
    if other_group(one, two) or one.belief != two.belief:
        return True
    if one.purpose and two.purpose and one.purpose.isdisjoint(two.purpose):
        return True
    if {"student", "family"} == set(one.people) ^ set(two.people) and not set(one.people) & set(
        two.people
    ):
        return True
    for mine, other in zip(one.numbers, two.numbers, strict=True):
        if mine and other and not _near(mine, other):
            return True
    if any(one.denied.get(word, state) != state for word, state in two.denied.items()):
        return True
    if opposed_axes(one, two) or _swapped(one, two) or _turned_round(one, two):
        return True
    if near_twins(one, two):
        return True
    return _other_reason(one, two)


def _near(one: frozenset[float], two: frozenset[float]) -> bool:
    return any(abs(x - y) <= 0.3 * max(x, y) for x in one for y in two)


def _swapped(one: Features, two: Features) -> bool:
    """Whether the same people change places, doing to the other what was done to them."""
    shared = [name for name in one.people if name in two.people]
    if len(set(shared)) < 2 or one.passive != two.passive:
        return False
    first = [name for name in one.people if name in shared][:2]
    second = [name for name in two.people if name in shared][:2]
    union = len(one.things | two.things) or 1
    return first == second[::-1] and len(one.things & two.things) / union >= 0.5


def _turned_round(one: Features, two: Features) -> bool:
    """Whether what comes first in one comes last in the other."""
    early_one, late_one = one.sequence
    early_two, late_two = two.sequence
    return bool(early_one & late_two & two.things and late_one & early_two & two.things)


def _other_reason(one: Features, two: Features) -> bool:
    """Whether both give a reason, and not the same; or one's reason is the other's result."""
    if one.reason is None or two.reason is None or one.result is None or two.result is None:
        return False
    straight = len(one.reason & two.reason) + len(one.result & two.result)
    crossed = len(one.reason & two.result) + len(one.result & two.reason)
    both = len(one.reason & two.reason) / (len(one.reason | two.reason) or 1)
    return both < 0.5 or crossed > straight


def _turn(hit: Hit | None, a: str, b: str) -> Hit | None:
    return _hit(a, b, hit.certain) if hit else None


def _hit(a: str, b: str, certain: bool) -> Hit:
    why = (
        f"“{b}” reads like “{a}” in other words. If acting on one is acting on the other, keep one."
    )
    return Hit("same", b, why, certain)
