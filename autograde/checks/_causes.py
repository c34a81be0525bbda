"""The causes: each one something to go and look for, none of them twice; and their chains."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from autograde.checks._folder import content_words
from autograde.checks._messages import say
from autograde.checks._reading import costs, read_cause, said, same, sentence_of
from autograde.findings import Finding, Status
from autograde.words import likely_pairs
from curriculum.artifacts.fishbone import Fishbone, Placed

_PROBLEMS = (
    ("blame", "cause-blame"),
    ("solution", "cause-solution"),
    ("person_as_cause", "cause-person"),
    ("too_vague", "cause-vague"),
)
_COUNT_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def causes(fish: Fishbone) -> Iterator[Finding]:
    """Findings on the wording of every cause and why, and on causes that stand twice."""
    places = list(fish.walk())
    written = [place for place in places if said(place.cause.text)]
    if not written:
        yield say("causes-any", "missed", where="bones")
    symptom = content_words(fish.problem_statement.text)
    for place in places:
        if said(place.cause.text):
            yield _wording(place, fish.problem_statement.text, symptom)
        elif place.cause.is_leaf:
            yield say(
                "cause-text", "missed", where=place.cause.id, bone=place.bone.name or "without name"
            )
    yield from _twice(written)


def chains(fish: Fishbone) -> Iterator[Finding]:
    """Findings on the chains: no empty link, no why that says it again, one chain of two whys."""
    places = list(fish.walk())
    written = [place for place in places if said(place.cause.text)]
    if not written:
        yield say("chains-any", "missed", where="bones")
        return
    for place in places:
        if not said(place.cause.text) and not place.cause.is_leaf:
            yield say(
                "link-text", "missed", where=place.cause.id, bone=place.bone.name or "without name"
            )
        elif said(place.cause.text) and place.above:
            yield _why(place)
    deepest = max(written, key=lambda place: len(place.above))
    yield say(
        "chain-two",
        "passed" if len(deepest.above) >= 2 else "asked",
        where=deepest.cause.id,
        quote=deepest.cause.text,
    )


def bones(fish: Fishbone) -> Iterator[Finding]:
    """Advice on how many bones are in use."""
    in_use = {place.bone.id for place in fish.walk() if said(place.cause.text)}
    used = [
        bone.name.strip() or "a bone without a name" for bone in fish.bones if bone.id in in_use
    ]
    if used:
        count = _COUNT_WORDS[len(used)] if len(used) < len(_COUNT_WORDS) else str(len(used))
        yield say(
            "bones-in-use",
            "passed" if len(used) >= 3 else "asked",
            where="bones",
            count=count,
            other=", ".join(used),
        )


def _wording(place: Placed, statement: str, symptom: frozenset[str]) -> Finding:
    text, node = place.cause.text, place.cause.id
    if normalized(text) and normalized(text) in normalized(statement):
        words = content_words(text)
        if len(words) >= 3 or normalized(text) == normalized(statement):
            return say("cause-symptom", "missed", where=node, quote=text)
    hits = read_cause(text)
    for certain in (True, False):
        for label, finding_id in _PROBLEMS:
            for hit in hits:
                if hit.label == label and costs(hit, text) is certain:
                    status: Status = "missed" if certain else "asked"
                    return say(finding_id, status, where=node, quote=sentence_of(hit, text))
    words = content_words(text)
    if len(words) >= 3 and len(words & symptom) >= 0.8 * len(words):
        return say("cause-symptom", "asked", where=node, quote=text)
    return say("cause-clear", "passed", where=node, quote=text)


def _twice(written: Sequence[Placed]) -> Iterator[Finding]:
    """Pairs of causes that say the same, but not a cause and its own why (that is a chain)."""
    clean = [normalized(place.cause.text) for place in written]
    likely = likely_pairs([place.cause.text for place in written])
    held = _held(clean)
    for later, place in enumerate(written):
        above = {one.id for one in place.above}
        near = set(likely[later])
        earlier = sorted(n for n in near | held[later] if written[n].cause.id not in above)
        copy = next((n for n in earlier if clean[n] == clean[later]), None)
        twin = copy
        if twin is None:
            text = place.cause.text
            for n in earlier:
                if n in held[later] or (n in near and same(written[n].cause.text, text)):
                    twin = n
                    break
        if twin is not None:
            yield say(
                "cause-twice",
                "asked" if copy is None else "missed",
                where=place.cause.id,
                quote=place.cause.text,
                other=written[twin].cause.text,
            )


def _held(clean: Sequence[str]) -> list[set[int]]:
    """For each text the earlier ones that are it, hold it, or are held in it.

    Four words alone hold nothing: they may stand in any sentence.
    """
    found: list[set[int]] = [set() for _ in clean]
    everything = "\n".join(clean)
    starts = list(accumulate((len(text) + 1 for text in clean), initial=0))
    first: dict[str, list[int]] = {}
    for number, text in enumerate(clean):
        found[number].update(first.get(text, ()))
        first.setdefault(text, []).append(number)
        if text.count(" ") < 4:
            continue
        at = everything.find(text)
        while at >= 0:
            other = bisect_right(starts, at) - 1
            if other != number:
                found[max(number, other)].add(min(number, other))
            at = everything.find(text, starts[other + 1])
    return found


def _why(place: Placed) -> Finding:
    text, node = place.cause.text, place.cause.id
    for upper in reversed(place.above):
        if normalized(upper.text) == normalized(text):
            return say("why-new", "missed", where=node, quote=text, other=upper.text)
        if said(upper.text) and same(upper.text, text):
            return say("why-new", "asked", where=node, quote=text, other=upper.text)
    return say("why-new", "passed", where=node, quote=text)


@lru_cache(maxsize=4096)
def normalized(text: str) -> str:
    """Letters and digits only, in lower case: what stays of a text that was retyped."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
