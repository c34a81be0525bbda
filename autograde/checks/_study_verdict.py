"""The verdict: one of four, and it follows from the chart by the rules in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._study_chart import CEILING, NAMES, accepted, other_rules, points_needed
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
        "other-explanations", "passed" if others else "asked", where="other_explanations",
        quote=others[0] if others else "", count=len(others),
    )  # fmt: skip
    for finding, field in (("theory-changed", "theory_change"), ("balancing-told", "balancing")):
        text: str = getattr(study, field)
        yield say(finding, "passed" if said(text) else "asked", where=field, quote=text)


def _verdict(study: Study, known: StudyKnown) -> Finding:
    """One of four; among those that follow from the chart."""
    where, facts = "verdict", known.chart
    fidelity = known.fidelity or study.fidelity
    direction = known.prediction.direction if known.prediction else "up"
    follow, asked = accepted(facts, known.rules, direction or "up", fidelity)
    status: Status = "missed"
    if study.verdict in follow:
        status = "passed"
    elif study.verdict in asked:
        status = "asked"
    quote = _quoted(study)
    best = _WORDS[follow[0]]
    if facts.problem:
        return say("verdict-no-chart", status, where=where, quote=quote, item=facts.problem)
    other = other_rules(known.rules)
    finding = "verdict-follows-chart"
    more = 0
    if status != "passed" and "signal" in study.verdict and study.verdict != "no_signal":
        way = known.chart.way
        if not facts.signal(known.rules):
            more = points_needed(known.points, known.change_day, known.rules, way)
    if more:
        finding = "verdict-too-soon"
        status = "missed"
    return say(
        finding, status, where=where, quote=quote, kind=best, count=more,
        title=NAMES[known.rules], item=facts.told(known.rules),
        tag=NAMES[other], other=facts.told(other), number=f"{facts.median:.0f}",
    )  # fmt: skip


def _quoted(study: Study) -> str:
    """The verdict, and the first sentence of its words."""
    first = re.split(r"(?<=[.!?])\s+", study.verdict_words.strip(), maxsplit=1)[0]
    chosen = _WORDS[study.verdict]
    return f"{chosen}: {first}" if first and study.verdict else first or chosen


def _beyond(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """What a verdict that follows may still overlook."""
    facts, where = known.chart, "verdict_words"
    signal = study.verdict in ("signal_predicted", "signal_other")
    fidelity = known.fidelity or study.fidelity
    if fidelity == "no" and study.verdict != "too_early":
        done, total = known.done
        yield say("low-fidelity", "asked", where="verdict", quote=_WORDS[study.verdict],
                  number=f"{done} of {total}")  # fmt: skip
    if facts.problem:
        return
    sentences = [one for one in re.split(r"(?<=[.!?;])\s+", study.verdict_words) if one]
    claim = next((s for s in sentences if _WORKS.search(s) and not _NOT.search(s)), "")
    if claim:
        status: Status = "asked" if signal else "missed"
        yield say("verdict-claims", status, where=where, quote=claim,
                  other=_WORDS[study.verdict])  # fmt: skip
    told = study.verdict_words
    if _AVERAGES.search(told) and not _CHART.search(told):
        yield say("verdict-averages", "asked", where=where, quote=told)
    if signal and facts.early:
        written = " ".join((told, *study.other_explanations, study.signal_reading.words))
        status = "passed" if _BEFORE.search(written) else "asked"
        yield say("rise-before-change", status, where="verdict", quote=_WORDS[study.verdict])
    direction = known.prediction.direction if known.prediction else ""
    if direction == "up" and facts.median >= CEILING and study.verdict == "no_signal":
        status = "passed" if _ROOM.search(told) else "asked"
        yield say("ceiling", status, where="verdict", number=f"{facts.median:.0f}")
