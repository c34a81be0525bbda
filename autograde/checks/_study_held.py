"""Did it happen, and did the prediction hold? A number and a range, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._plan_known import figure
from autograde.checks._plan_prediction import spoken_day
from autograde.checks._reading import said
from autograde.checks._study_known import StudyKnown
from autograde.findings import Finding, Status
from curriculum.artifacts.plan import Prediction
from curriculum.artifacts.study import Study

_DONE = {"yes": "done as planned", "partly": "partly done", "no": "mostly not done"}
OF_THE_PLAN = frozenset({"not-locked", "lock", "other-plan", "other-measure", "before-lock"})
"""Problems that keep a prediction and a result apart; the others are the chart's."""
_STEPS = ("yes", "partly", "no")
_ROUNDED = 0.6
_EDGE = 0.5


def did_it_happen(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """Findings on fidelity and deviations."""
    yield _fidelity(study, known)
    told = study.deviations
    if said(told):
        yield say("study-deviations", "passed", where="deviations", quote=told)
    else:
        status: Status = "asked" if study.fidelity == "yes" else "missed"
        yield say("study-deviations", status, where="deviations")


def _fidelity(study: Study, known: StudyKnown) -> Finding:
    """What the learner chose, beside what the lesson log says."""
    where = "fidelity"
    if not study.fidelity:
        return say("study-fidelity", "missed", where=where)
    chosen = _DONE[study.fidelity]
    if not known.fidelity:
        return say("study-fidelity", "asked", where=where, quote=chosen)
    done, total = known.done
    gap = abs(_STEPS.index(study.fidelity) - _STEPS.index(known.fidelity))
    status: Status = "missed" if gap == 2 else "asked" if gap else "passed"
    finding = "study-fidelity" if gap == 0 else "fidelity-log"
    return say(finding, status, where=where, quote=chosen, number=f"{done} of {total}")


def held_or_missed(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """Findings on the prediction beside its result."""
    for problem in known.problems:
        if problem.id in OF_THE_PLAN:
            status: Status = "missed" if problem.stops or problem.id == "lock" else "asked"
            yield say("study-lock", status, where="plan_digest", quote=problem.text)
    one = known.prediction
    if one is None:
        yield say("study-plan", "missed", where="plan_digest")
    yield _result(study, known)
    yield _held(study, known, one)


def _result(study: Study, known: StudyKnown) -> Finding:
    where = "result"
    if study.result is None:
        return say("result-number", "missed", where=where)
    unit = known.prediction.unit if known.prediction else "percent"
    shown = figure(study.result, unit)
    if known.result is None:
        return say("result-number", "passed", where=where, number=shown)
    gap = abs(study.result - known.result)
    status: Status = "passed" if gap <= _ROUNDED else "asked" if gap <= 1.5 else "missed"
    told = figure(round(known.result, 1), unit)
    if not known.earlier or status == "passed":
        return say("result-number", status, where=where, number=shown, other=told)
    return say(
        "result-number",
        status,
        where=where,
        told_as="result-own-cycle",
        number=shown,
        other=told,
        quote=spoken_day(known.start),
    )


def _held(study: Study, known: StudyKnown, one: Prediction | None) -> Finding:
    """Held or missed, computed from the range; one on the edge by rounding is left to judgment."""
    where = "held"
    if not study.held:
        return say("held-or-missed", "missed", where=where, told_as="held-open")
    result = known.result if known.result is not None else study.result
    if one is None or one.low is None or one.high is None or result is None:
        return say("held-unknown", "asked", where=where, quote=study.held)
    truth = "held" if one.low <= result <= one.high else "missed"
    edge = min(abs(result - one.low), abs(result - one.high)) < _EDGE
    span = f"{figure(one.low, '')} to {figure(one.high, one.unit)}"
    status: Status = "passed" if study.held == truth else "missed"
    if study.held != truth and (edge or study.held == "unclear"):
        status = "asked"
    return say(
        "held-or-missed",
        status,
        where=where,
        quote=study.held,
        item=span,
        number=figure(round(result, 1), one.unit),
        other=truth,
    )
