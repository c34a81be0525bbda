"""What tells two causes apart, or ties them: questions about the features of both."""

from __future__ import annotations

from autograde.words._concepts import concepts
from autograde.words._features import Features


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
