"""The verdict: one of four, and it follows from the chart by the rules in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._study_chart import CEILING, NAMES, accepted, other_rules, side_since
from autograde.checks._study_chart import told as say_rules
from autograde.checks._study_known import StudyKnown
from autograde.findings import Finding, Status
from curriculum.artifacts.study import Study, Verdict

_WORDS: dict[Verdict, str] = {
    "signal_predicted": "signal in the predicted direction",
    "signal_other": "signal the other way",
    "no_signal": "no signal",
    "too_early": "too early to tell",
    "": "(nothing)",
}
_WORKS = re.compile(
    r"\b(?:it|this|that|they|change|opener|test|idea|strategy|approach|routine)\s+"
    r"(?:is|was|has been|really|clearly|definitely)?\s*(?:working|works|worked|successful|"
    r"a success)\b|\b(?:proves?|proved|proven)\b|\bbecause of (?:the|our) (?:change|opener|test)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|cannot|can't|whether|if|too early|don't|doesn't|alone)\b", re.IGNORECASE
)
_AVERAGES = re.compile(
    r"\b(?:average|mean|went from|rose from|fell from|up from|down from|last (?:two|three|few)|"
    r"every time)\b",
    re.IGNORECASE,
)
_CHART = re.compile(
    r"\b(?:median|run|runs|shift|trend|crossing\w*|signal\w*|chart|points|rule|range)\b", re.I
)
_ROOM = re.compile(
    r"\b(?:ceiling|room to rise|already (?:high|most|nearly)|higher)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"\b(?:before the change|already|began|begun|started (?:earlier|before)|earlier|baseline|"
    r"in the weeks before|rising)\b",
    re.IGNORECASE,
)


def verdict_follows(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """Findings on the verdict and its words, and what nobody but a coach can judge."""
    yield _verdict(study, known)
    told = study.verdict_words
    yield say(
        "verdict-words", "passed" if said(told) else "missed", where="verdict_words", quote=told
    )
    if study.verdict:
        yield from _beyond(study, known)


def for_the_coach(study: Study) -> Iterator[Finding]:
    """Whether anything stands where the coach will look."""
    others = [one for one in study.other_explanations if said(one)]
    yield say(
        "other-explanations",
        "passed" if others else "asked",
        where="other_explanations",
        quote=others[0] if others else "",
        count=len(others),
    )
    for finding, field in (("theory-changed", "theory_change"), ("balancing-told", "balancing")):
        text: str = getattr(study, field)
        yield say(finding, "passed" if said(text) else "asked", where=field, quote=text)


def _verdict(study: Study, known: StudyKnown) -> Finding:
    """One of four; among those that follow from the chart."""
    where, facts = "verdict", known.reading
    fidelity = known.fidelity or study.fidelity
    direction = known.prediction.direction if known.prediction else "up"
    follow, asked = accepted(facts, known.rules, direction or "up", fidelity)
    status: Status = "missed"
    if study.verdict in follow:
        status = "passed"
    elif study.verdict in asked:
        status = "asked"
    quote = _WORDS[study.verdict]
    best = _WORDS[follow[0]]
    if facts is None:
        reason = next((one.text for one in known.problems if one.stops), "")
        return say(
            "verdict-follows-chart",
            status,
            where=where,
            quote=quote,
            told_as="verdict-no-chart",
            item=reason,
        )
    other = other_rules(known.rules)
    told_as, more = "", 0
    if status != "passed" and "signal" in study.verdict and study.verdict != "no_signal":
        way = side_since(facts)
        if way and not facts.signal(known.rules):
            more = facts.more_points(way, known.rules) or 0
    if more:
        status, told_as, quote = "missed", "verdict-too-soon", _first_sentence(study) or quote
    return say(
        "verdict-follows-chart",
        status,
        where=where,
        quote=quote,
        told_as=told_as,
        kind=best,
        count=more,
        title=NAMES[known.rules],
        item=say_rules(facts, known.rules),
        tag=NAMES[other],
        other=say_rules(facts, other),
        number=f"{facts.median:.0f}",
    )


def _first_sentence(study: Study) -> str:
    return re.split(r"(?<=[.!?])\s+", study.verdict_words.strip(), maxsplit=1)[0]


def _beyond(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """What a verdict that follows may still overlook."""
    facts, where = known.reading, "verdict_words"
    signal = study.verdict in ("signal_predicted", "signal_other")
    fidelity = known.fidelity or study.fidelity
    if fidelity == "no" and study.verdict != "too_early":
        done, total = known.done
        yield say(
            "low-fidelity",
            "asked",
            where="verdict",
            quote=_WORDS[study.verdict],
            number=f"{done} of {total}",
        )
    if facts is None:
        return
    sentences = [one for one in re.split(r"(?<=[.!?;])\s+", study.verdict_words) if one]
    claim = next((s for s in sentences if _WORKS.search(s) and not _NOT.search(s)), "")
    if claim:
        status: Status = "asked" if signal else "missed"
        yield say("verdict-claims", status, where=where, quote=claim, other=_WORDS[study.verdict])
    told = study.verdict_words
    if _AVERAGES.search(told) and not _CHART.search(told):
        yield say("verdict-averages", "asked", where=where, quote=told)
    if signal and facts.began_before:
        written = " ".join((told, *study.other_explanations, study.signal_reading.words))
        status = "passed" if _BEFORE.search(written) else "asked"
        yield say("rise-before-change", status, where="verdict", quote=_WORDS[study.verdict])
    direction = known.prediction.direction if known.prediction else ""
    if direction == "up" and facts.median >= CEILING and study.verdict == "no_signal":
        status = "passed" if _ROOM.search(told) else "asked"
        yield say("ceiling", status, where="verdict", number=f"{facts.median:.0f}")
