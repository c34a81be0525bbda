"""One sentence at a time: what the checks ask about a cause, a prediction or a verdict.

These serve the repairs of the modules. A sentence is put into an otherwise sound piece of work, and
the check of that work looks at it; so a repair says the same as the editor would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from autograde import checks, words
from autograde.checks._messages import say
from autograde.checks._plan_range import against_noise
from autograde.findings import Finding, in_words
from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone import Bone, Cause, ProblemStatement
from curriculum.artifacts.study import Study
from curriculum.simulate.weak_predictions import FAULTS, WeakPrediction

__all__ = [
    "look_at_cause",
    "look_at_planned",
    "look_at_prediction",
    "look_at_statement",
    "look_at_verdict",
]

_WORDING = {
    "cause-solution": "solution",
    "cause-blame": "blame",
    "cause-person": "person",
    "cause-vague": "vague",
}
_PREDICTION = {
    "not_measurable": "Say what you would count: how many of the class, on which slip or sheet.",
    "cannot_fail": "Name a result that would make you say “we were wrong.”",
    "no_number": "Give a best guess with a range: from here to there.",
    "no_date": "Add the day on which you will look.",
    "no_because": "Add “because” and the cause on your fishbone that you have in mind.",
    "because_is_circular": "Say what students will meet or do that they do not meet now.",
}
_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}"
    r"(?:\s*(?:to|-|–|—)\s*\d{1,2})?(?:,?\s+20\d\d)?|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:%|percent)?\s*(?:to|-|–|—|and)\s*(\d{1,4}(?:\.\d{1,3})?)"
    r"\s*(?:%|percent)?",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof (?:the |our |all )?(\d{1,4})\b", re.IGNORECASE)
_CLAIMS = ("verdict-claims", "verdict-averages")
_TOO_EARLY = re.compile(
    r"\btoo (?:early|soon)\b|\b(?:cannot|can't|can’t|could not|couldn't|couldn’t) (?:yet )?"
    r"(?:tell|say|know)\b|\bnot (?:\w+ ){0,2}(?:yet|enough)\b|\bno signal\b|\bdo(?:es)?(?: not|n't|"
    r"n’t) (?:\w+ )?(?:signal|tell|show|know)\b|\btoo few\b",
    re.IGNORECASE,
)
_TOO_MUCH = {
    "label": "verdict-claims",
    "why": "These words say more than the chart does, and people will remember the words.",
    "next": "Let them say what the chart can tell, and what would have to happen next.",
}
_NO_VERDICT = {
    "label": "verdict-open",
    "what": "Your sentence does not say yet what this chart can tell.",
    "why": "Whoever reads it will fill in a verdict of their own, and most people fill in “it "
    "works” or “it failed.”",
    "next": "Say it plainly: too early to tell, no signal, or a signal, and by which rule.",
}


def look_at_cause(text: str) -> list[Mapping[str, str]]:
    """What the fishbone's check asks about the wording of one cause.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of mappings
        ``label`` (solution, blame, person, vague), ``what``, ``why``, ``next``; empty when the
        check is content.
    """
    alone = Fishbone(bones=(Bone(id="b1", name="Cause", causes=(Cause(id="c1", text=text),)),))
    return _asked([f for f in checks.fishbone(alone) if f.id in _WORDING])


def look_at_statement(text: str) -> list[Mapping[str, str]]:
    """What the fishbone's check asks about one problem statement; as ``look_at_cause``."""
    alone = Fishbone(problem_statement=ProblemStatement(text=text))
    about = [f for f in checks.fishbone(alone) if f.criterion == "problem-statement"]
    return _asked(about)


def look_at_prediction(text: str) -> list[Mapping[str, str]]:
    """What the text check asks about one prediction; as ``look_at_cause``."""
    return [
        {"label": hit.label, "what": hit.why, "why": "", "next": _PREDICTION.get(hit.label, "")}
        for hit in words.prediction(text)
    ]


def look_at_planned(text: str, item: WeakPrediction) -> list[Mapping[str, str]]:
    """What is asked about a prediction whose class and lessons are known.

    Parameters
    ----------
    text : str
    item : WeakPrediction
        Its noise is what the range is held to, as the plan's check holds it.

    Returns
    -------
    list of mappings
        As ``look_at_cause``, each with ``name``: the misconception in a few words.
    """
    asked = list(look_at_prediction(text))
    labels = {one["label"] for one in asked}
    if not labels & {"no_number", "cannot_fail"}:
        asked += _of_range(text, item)
    names = {str(fault): name for fault, name in FAULTS.items()}
    names |= {"no_because": "No because", "no_range": "No range"}
    return [{**one, "name": names.get(one["label"], "")} for one in asked]


def _of_range(text: str, item: WeakPrediction) -> list[Mapping[str, str]]:
    """The range beside the noise, by the words and the limits of the plan's check."""
    plain = _DAY.sub(" ", text)
    found = _SPAN.search(plain)
    if found is None:
        lacking = say("prediction-range", "missed", quote=text)
        return [{**one, "label": "no_range"} for one in _asked([lacking])]
    low, high = sorted((float(found[1]), float(found[2])))
    whole = _OF.search(plain)
    percent = "%" in plain or "percent" in plain.casefold()
    unit = 1.0 if percent or whole is None or not int(whole[1]) else 100.0 / int(whole[1])
    half = (high - low) / 2 * unit
    held = against_noise(half, item.noise, item.lessons, quote=found[0].strip())
    return [{**one, "label": "narrow"} for one in _asked([held])]


def look_at_verdict(text: str, study: Study) -> list[Mapping[str, str]]:
    """What the study's check asks about a verdict in words on a chart that does not signal yet.

    Parameters
    ----------
    text : str
        The verdict's sentence.
    study : Study
        What it is about; its own verdict and words are left aside.

    Returns
    -------
    list of mappings
        As ``look_at_cause``; also asks when the sentence says nothing about what can be told.
    """
    one = study.model_copy(update={"verdict": "too_early", "verdict_words": text})
    asked = [
        _TOO_MUCH | {"what": f"You wrote “{found.quote}”"} if found.id == _CLAIMS[0] else said
        for found in checks.study(one)
        if found.id in _CLAIMS
        for said in _asked([found])
    ]
    if not asked and not _TOO_EARLY.search(text):
        return [_NO_VERDICT]
    return asked


def _asked(findings: Sequence[Finding]) -> list[Mapping[str, str]]:
    return [
        {**one, "label": _WORDING.get(one["label"], one["label"])} for one in in_words(findings)
    ]
