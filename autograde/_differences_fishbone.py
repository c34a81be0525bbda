"""Two fishbones cause by cause: what was added, removed, reworded, moved, and tagged anew.

A cause is followed by its id. One whose id is gone is followed by its words, so that a cause which
was cut out here and written again there counts as moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograde._differences_parts import Change, quoted, reworded
from curriculum.artifacts.fishbone import Cause, Fishbone, Placed

NAMES: Mapping[str, str] = {
    "problem_statement.text": "the problem statement",
    "problem_statement.group": "the group in the problem statement",
    "problem_statement.measure": "the measure in the problem statement",
    "problem_statement.number": "the number in the problem statement",
    "problem_statement.period": "the time in the problem statement",
    "reads_backward": "the chain read backward",
    "surprise": "what surprised them",
    "whose_view_is_missing": "whose view is missing",
}
LANES = {"test": "test it", "check": "check it", "escalate": "carry it on (escalate)"}


def tree_changes(before: Fishbone, after: Fishbone) -> Iterator[Change]:
    """What is different on the bones."""
    then = {placed.cause.id: placed for placed in before.walk()}
    now = {placed.cause.id: placed for placed in after.walk()}
    same = {key: key for key in now if key in then}
    same |= _by_words(
        {key: one for key, one in then.items() if key not in now},
        {key: one for key, one in now.items() if key not in then},
    )
    yield from _bones(before, after)
    for key, placed in now.items():
        if key not in same:
            yield _added(placed)
        else:
            yield from _cause(then[same[key]], placed, same)
    kept = set(same.values())
    for key, placed in then.items():
        if key not in kept:
            text = quoted(placed.cause.text) if placed.cause.text.strip() else "an empty cause"
            words = f"Removed {text} from {_bone(placed)}."
            yield Change("removed", words, placed.cause.text, "", key)


def _by_words(then: Mapping[str, Placed], now: Mapping[str, Placed]) -> dict[str, str]:
    """New id to old id, where the words are the same and stand once on each side."""
    old, new = _once(then), _once(now)
    return {key: old[words] for words, key in new.items() if words in old}


def _once(causes: Mapping[str, Placed]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for key, one in causes.items():
        words = " ".join(one.cause.text.casefold().split())
        if words:
            found.setdefault(words, []).append(key)
    return {words: keys[0] for words, keys in found.items() if len(keys) == 1}


def _bones(before: Fishbone, after: Fishbone) -> Iterator[Change]:
    then = {one.id: one for one in before.bones}
    now = {one.id: one for one in after.bones}
    for key, one in now.items():
        if key not in then:
            yield Change("added", f"New bone {quoted(one.name)}.", "", one.name, key)
        elif then[key].name != one.name:
            words = f"The bone {quoted(then[key].name)} is called {quoted(one.name)} now."
            yield Change("reworded", words, then[key].name, one.name, key)
    for key, one in then.items():
        if key not in now:
            yield Change("removed", f"Removed the bone {quoted(one.name)}.", one.name, "", key)


def _added(placed: Placed) -> Change:
    one = placed.cause
    text = quoted(one.text) if one.text.strip() else "an empty cause"
    if placed.above:
        above = quoted(placed.above[-1].text)
        words = f"New why {text}, beneath {above}."
    else:
        words = f"New cause {text} on {_bone(placed)}."
    return Change("added", words, "", one.text, one.id)


def _bone(placed: Placed) -> str:
    return f"the bone {quoted(placed.bone.name)}" if placed.bone.name else "a bone without a name"


def _cause(then: Placed, now: Placed, same: Mapping[str, str]) -> Iterator[Change]:
    old, new = then.cause, now.cause
    if old.text != new.text:
        if not new.text.strip():
            yield Change("removed", f"Emptied {quoted(old.text)}.", old.text, "", new.id)
        elif not old.text.strip():
            yield Change("added", f"Wrote {quoted(new.text)}.", "", new.text, new.id)
        else:
            words = f"Reworded {quoted(old.text)}."
            yield Change("reworded", words, old.text, new.text, new.id)
    above = [one.id for one in then.above], [same.get(one.id, one.id) for one in now.above]
    if then.bone.id != now.bone.id or above[0][-1:] != above[1][-1:]:
        yield _moved(then, now)
    yield from _evidence(old, new)
    yield from _lane(old, new)


def _moved(then: Placed, now: Placed) -> Change:
    def place(one: Placed) -> str:
        return f"beneath {quoted(one.above[-1].text)}" if one.above else f"on {_bone(one)}"

    words = f"Moved {quoted(now.cause.text)}: it is {place(now)} now."
    return Change("moved", words, place(then), place(now), now.cause.id)


def _evidence(old: Cause, new: Cause) -> Iterator[Change]:
    then, now, name = old.evidence, new.evidence, quoted(new.text)
    if then.tag != now.tag:
        a, b = then.tag or "no tag", now.tag or "no tag"
        yield Change("retagged", f"{name} is tagged {b} now; it was {a}.", a, b, new.id)
    if then.item != now.item:
        old_item, item = then.item or "no paper", now.item or "no paper"
        words = f"{name} points to {item} now; it was {old_item}."
        yield Change("retagged", words, old_item, item, new.id)
    if then.source != now.source:
        yield reworded(f"the source for {name}", new.id, then.source, now.source)


def _lane(old: Cause, new: Cause) -> Iterator[Change]:
    name = quoted(new.text)
    if old.lane != new.lane:
        a = LANES[old.lane] if old.lane else "no lane"
        b = LANES[new.lane] if new.lane else "no lane"
        yield Change("retagged", f"{name} goes into the lane “{b}” now; it was {a}.", a, b, new.id)
    for what, a, b in (
        ("how to check", old.check.how, new.check.how),
        ("the date to check", old.check.by, new.check.by),
        ("who hears of", old.carried_to.who, new.carried_to.who),
        ("the date on which to carry on", old.carried_to.on, new.carried_to.on),
    ):
        if a != b:
            yield reworded(f"{what} {name}", new.id, a, b)
