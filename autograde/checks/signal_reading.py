"""The funnel check: one function for instant feedback, grades, the coach's desk and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._signal_known import SignalKnown, signal_known
from autograde.checks._signal_words import acts_on_system, for_the_coach, three_audiences
from autograde.findings import Finding, Status
from curriculum.artifacts.funnel_reading import FunnelReading

if TYPE_CHECKING:
    from curriculum.simulate.signal_cases import SignalCase

_ROUNDED = 0.6
#: Above this many points outside, naming each would name nobody: they are counted, not listed.
_MANY = 40
_READINGS = {
    "special": "special cause",
    "common": "common cause",
    "too_small": "too small to judge",
    "": "(nothing)",
}
_WHOLE = {"common": "all common cause", "both": "mostly common cause, with some special"}


def signal_reading(artifact: FunnelReading, case: SignalCase | None = None) -> list[Finding]:
    """Look at a funnel reading and say what is in place, what to think about, what is missing.

    Parameters
    ----------
    artifact : FunnelReading
    case : SignalCase, optional
        The network that the learner reads; without one, the California districts where the
        reading says so, else only what needs no numbers.

    Returns
    -------
    list of Finding
        In the order of the rubric: data and limits, points outside, common and special cause,
        three audiences, the system; then advice that never costs points.
    """
    known = signal_known(artifact, case)
    return [
        *_data_and_limits(artifact, known),
        *_outside(artifact, known),
        *_causes(artifact, known),
        *three_audiences(artifact, known),
        *acts_on_system(artifact, known),
        *for_the_coach(artifact, known),
    ]


def _data_and_limits(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    told = made.data_words
    status: Status = "passed" if said(told) and made.source else "missed"
    if status == "passed" and made.source == "star98" and "1998" not in told:
        yield say("signal-data", "missed", where="data_words", quote=told, told_as="signal-old")
    else:
        yield say("signal-data", status, where="data_words", quote=told)
    yield say(
        "signal-measure",
        "passed" if said(made.measure) else "missed",
        where="measure",
        quote=made.measure,
    )
    if made.target is None:
        yield say("signal-target", "missed", where="target", told_as="signal-target-open")
    elif known.units:
        fits = abs(made.target - known.target) <= _ROUNDED
        yield say(
            "signal-target",
            "passed" if fits else "missed",
            where="target",
            number=f"{made.target:g}",
            other=f"{known.target:.1f}",
        )
    else:
        yield say("signal-target", "passed", where="target", number=f"{made.target:g}")
    yield say(
        "signal-limits",
        "passed" if made.limits else "missed",
        where="limits",
        quote=made.limits,
    )
    if not made.adjusted:
        yield say("signal-adjusted", "missed", where="adjusted")
    elif made.adjusted == "yes" and not said(made.adjusted_why):
        yield say("signal-adjusted", "missed", where="adjusted_why", told_as="signal-adjusted-why")
    else:
        kind = "allow" if made.adjusted == "yes" else "do not allow"
        yield say("signal-adjusted", "passed", where="adjusted", kind=kind)


def _outside(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    """Points outside, by code: none left out, none added."""
    named = {point.code.strip() for point in made.outside if said(point.code)}
    if not known.units:
        status: Status = "passed" if named or made.whole == "common" else "asked"
        yield say("signal-outside", status, where="outside", count=len(named))
        return
    if not made.limits:
        yield say("signal-outside", "missed", where="outside", told_as="signal-outside-open")
        return
    gone, odd = sorted(known.outside - named), sorted(named - known.outside)
    many = len(known.outside)
    if many > _MANY:
        told = str(many) in made.cause_words
        yield say(
            "signal-many-outside",
            "passed" if told else "asked",
            where="cause_words",
            count=many,
            number=str(known.units),
        )
        gone = []
    for code in gone:
        yield say("signal-left-out", "missed", where="outside", quote=code, number=made.limits)
    for code in odd:
        inside = code in known.codes
        yield say(
            "signal-inside" if inside else "signal-unknown-code",
            "missed",
            where="outside",
            quote=code,
            number=made.limits,
        )
    if not gone and not odd and many <= _MANY:
        yield say("signal-outside", "passed", where="outside", count=len(named))
    elif right := len(named & known.outside):
        yield say(
            "signal-outside", "passed", where="outside", count=right, told_as="signal-some-outside"
        )


def _causes(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    """Special outside, common inside."""
    for place, point in enumerate(made.outside):
        where, code = f"outside.{place}", point.code.strip()
        if not point.reading:
            yield say("signal-reading", "missed", where=where, quote=code, told_as="signal-unread")
            continue
        if code not in known.codes:
            continue
        right = "special" if code in known.outside998 else "common"
        status: Status = "passed" if point.reading == right else "missed"
        if status == "missed" and code in known.outside and right == "common":
            # Outside 95 % and inside 99.8 %: two good readers differ.
            status = "asked"
        yield say(
            "signal-reading",
            status,
            where=where,
            quote=code,
            kind=_READINGS[point.reading],
            other=_READINGS[right],
        )
    if not made.whole:
        yield say("signal-whole", "missed", where="whole", told_as="signal-whole-open")
    elif known.units:
        right = "both" if known.outside998 else "common"
        yield say(
            "signal-whole",
            "passed" if made.whole == right else "missed",
            where="whole",
            quote=_WHOLE[made.whole],
            other=_WHOLE[right],
        )
    else:
        yield say("signal-whole", "passed", where="whole", quote=_WHOLE[made.whole])
    words = made.cause_words
    yield say(
        "signal-cause-words",
        "passed" if said(words) else "missed",
        where="cause_words",
        quote=words,
    )
