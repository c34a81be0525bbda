"""The lanes: what the team will do with a leaf, and what each lane needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._dates import reads_as_date
from autograde.checks._folder import Folder
from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.findings import Finding, Status
from curriculum.artifacts.fishbone import Cause, Fishbone

_NOBODY = re.compile(
    r"\W*(?:some(?:one|body)|any(?:one|body)|who(?:ever)?|they|them|people|we|us|i|me|tbd|n/?a|"
    r"not sure|don'?t know|idk)\W*",
    re.IGNORECASE,
)


def lanes(fish: Fishbone) -> Iterator[Finding]:
    """Findings on the lanes: something is tested, and every chosen leaf has what it needs."""
    leaves = [place.cause for place in fish.leaves() if said(place.cause.text)]
    tested = [leaf for leaf in leaves if leaf.lane == "test"]
    if tested:
        first = tested[0]
        count = "one cause" if len(tested) == 1 else f"{len(tested)} causes"
        yield say("lane-test-any", "passed", where=first.id, quote=first.text, count=count)
    else:
        yield say("lane-test-any", "missed", where="bones")
    for leaf in leaves:
        if leaf.lane == "test":
            yield from _test(leaf)
        elif leaf.lane == "check":
            yield from _check(leaf)
        elif leaf.lane == "escalate":
            yield from _escalate(leaf)
    for place in fish.walk():
        if not place.cause.is_leaf and place.cause.lane is not None:
            yield say("lane-on-leaf", "asked", where=place.cause.id, quote=place.cause.text)


def structural(fish: Fishbone, folder: Folder | None) -> Iterator[Finding]:
    """Advice: what lies outside the room is carried there, not dropped."""
    if folder is None or not folder.case.outside:
        return
    carried = [place.cause for place in fish.walk() if place.cause.lane == "escalate"]
    if carried:
        yield say("structural", "passed", where=carried[0].id, quote=carried[0].text)
    elif any(said(place.cause.text) for place in fish.walk()):
        yield say("structural", "asked", where="bones", other=folder.case.outside[0])


def _test(leaf: Cause) -> Iterator[Finding]:
    tag = leaf.evidence.tag
    if tag is not None:
        yield say(
            "lane-test-evidence",
            "asked" if tag == "assumption" else "passed",
            where=leaf.id,
            quote=leaf.text,
            tag=tag,
        )


def _check(leaf: Cause) -> Iterator[Finding]:
    how = leaf.check.how
    if re.search(r"[^\W\d_]{2}", how):
        yield say("lane-check-how", "passed", where=leaf.id, quote=how)
    else:
        yield say("lane-check-how", "missed", where=leaf.id, quote=leaf.text)
    yield _day("check", leaf, leaf.check.by)


def _escalate(leaf: Cause) -> Iterator[Finding]:
    who = leaf.carried_to.who
    if not re.search(r"[^\W\d_]{2}", who):
        yield say("lane-escalate-who", "missed", where=leaf.id, quote=leaf.text)
    else:
        unnamed = _NOBODY.fullmatch(who) is not None
        yield say("lane-escalate-who", "asked" if unnamed else "passed", where=leaf.id, quote=who)
    yield _day("escalate", leaf, leaf.carried_to.on)


def _day(lane: str, leaf: Cause, written: str) -> Finding:
    reading = reads_as_date(written)
    if reading == "none":
        return say(f"lane-{lane}-date", "missed", where=leaf.id, other=leaf.text)
    if reading in ("vague", "impossible"):
        return say(f"lane-{lane}-day", "missed", where=leaf.id, quote=written)
    status: Status = "asked" if reading == "unknown" else "passed"
    return say(f"lane-{lane}-date", status, where=leaf.id, quote=written, other=leaf.text)
