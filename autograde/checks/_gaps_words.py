"""Reading a gap in words: split it, never one ratio alone, and say what the system does next."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._gaps_known import GapsKnown
from autograde.checks._gaps_numbers import texts
from autograde.checks._messages import say
from autograde.checks._numbers import numbers
from autograde.checks._reading import said
from autograde.findings import Finding, Status
from autograde.words import deficit
from curriculum.artifacts.disaggregation import Disaggregation

_SPLIT = {
    "same": "the same way round in every school",
    "reversed": "the other way round in every school",
    "mixed": "one way in some schools and the other way in others",
}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_RATIO = re.compile(r"\bratios?\b|\btimes as (?:often|likely)\b", re.IGNORECASE)
_FAIR = re.compile(
    r"\b(?:fair(?:er|ness)?|equit\w+|closer|narrow\w*|clos(?:ed|ing)|improv\w+|better|progress|"
    r"shrank|shrunk|smaller|less unequal|more equal)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|cannot|can't|does(?:n't| not)|alone|whether|although|but|while|yet)\b",
    re.IGNORECASE,
)
_BUBBLE = re.compile(
    r"\bbubble\b|\b(?:near(?:est)?|just (?:below|under)|close(?:st)? to) (?:the )?"
    r"(?:mark|cut|line|proficien\w+|threshold|passing)\b",
    re.IGNORECASE,
)
_RACE = re.compile(
    r"\b(?:african american|black|latin[oxae]s?|hispanic|asian|filipino|pacific islander|white|"
    r"native american|indigenous|indian|race|racial)\b",
    re.IGNORECASE,
)


def reads_the_numbers(made: Disaggregation, known: GapsKnown) -> Iterator[Finding]:
    """The split, the finding in words, and no ratio on its own."""
    if not made.split or not said(made.split_by):
        yield say("gaps-split", "missed", where="split", told_as="gaps-split-open")
    else:
        status: Status = "passed"
        if known.split and made.split != known.split:
            status = "missed"
        elif not known.split and not said(made.split_words):
            status = "asked"
        yield say(
            "gaps-split",
            status,
            where="split",
            quote=_SPLIT[made.split],
            other=_SPLIT.get(known.split, ""),
        )
    told = made.finding_words
    if not said(told):
        yield say("gaps-finding", "missed", where="finding_words")
    else:
        found = [one for one in numbers(told) if one.kind in ("percent", "pair")]
        both: Status = "passed" if len(found) >= 2 else "asked"
        yield say("gaps-finding", both, where="finding_words", quote=told)
    alone = [
        (field, sentence)
        for field, text in texts(made)
        for sentence in _SENTENCE.split(text)
        if _RATIO.search(sentence) and _FAIR.search(sentence) and not _NOT.search(sentence)
    ]
    for field, sentence in alone:
        yield say("gaps-ratio-alone", "missed", where=field, quote=sentence)
    if said(told) and not alone:
        yield say("gaps-ratio-alone", "passed", where="finding_words")


def what_follows(made: Disaggregation, known: GapsKnown) -> Iterator[Finding]:
    """The system's part, voices, a universal goal, targeted strategies, a next step."""
    words = made.system_words
    yield say(
        "gaps-system", "passed" if said(words) else "missed", where="system_words", quote=words
    )
    heard = [one for one in made.voices if said(one.words) and said(one.who)]
    yield say(
        "gaps-voices",
        "passed" if heard else "missed",
        where="voices",
        quote=heard[0].words if heard else "",
        count=len(heard),
    )
    yield say("gaps-goal", "passed" if said(made.goal) else "missed", where="goal", quote=made.goal)
    ways = [one for one in made.strategies if said(one.what) and said(one.for_whom)]
    yield say(
        "gaps-strategies",
        "passed" if ways else "missed",
        where="strategies",
        quote=ways[0].what if ways else "",
        count=len(ways),
    )
    gone = [
        what
        for what, text in (
            ("what", made.next_step),
            ("who", made.next_who),
            ("by when", made.next_by),
        )
        if not said(text)
    ]
    if gone:
        yield say("gaps-next", "missed", where="next_step", other=", ".join(gone))
    elif known.today and made.next_by <= known.today:
        yield say("gaps-next", "missed", where="next_by", told_as="gaps-next-past")
    else:
        yield say("gaps-next", "passed", where="next_step", quote=made.next_step)


def for_the_coach(made: Disaggregation) -> Iterator[Finding]:
    """Asked, never scored: deficit language, lists of students, strategies that name a race."""
    # A student's or a parent's own words are never judged.
    for field, text in texts(made):
        if field.startswith("voices"):
            continue
        for hit in deficit(text):
            yield say("gaps-deficit", "asked", where=field, quote=hit.quote, item=hit.why)
        found = _BUBBLE.search(text)
        if found and not _NOT.search(text):
            yield say("gaps-bubble", "asked", where=field, quote=found[0])
    named = next((one for one in made.strategies if _RACE.search(one.for_whom)), None)
    if named is not None:
        yield say("gaps-counsel", "asked", where="strategies", quote=named.for_whom)
