"""The range against the noise of the planned average, and the reason behind the prediction."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.checks._folder import content_words
from autograde.checks._messages import say
from autograde.checks._plan_known import Known, about_the_measure, figure
from autograde.checks._plan_prediction import is_begun
from autograde.checks._reading import read_because, said
from autograde.findings import Finding, Status
from autograde.words import evidence_overlap
from curriculum.artifacts.plan import Plan, Prediction
from curriculum.simulate.noise import planned_noise

MUCH = 0.6


def range_and_because(plan: Plan, known: Known) -> Iterator[Finding]:
    """Findings on how wide each range is, and why anybody should expect it."""
    for one in plan.predictions:
        if not is_begun(one):
            continue
        yield from _noise(one, plan, known)
        yield from _because(one, plan, known)


def _noise(one: Prediction, plan: Plan, known: Known) -> Iterator[Finding]:
    """A range narrower than what the planned average does by itself.

    Only for percents of the planned measure; what a median of minutes does by itself we do not
    know.
    """
    if one.unit != "percent" or not about_the_measure(one.measure, plan.data):
        return
    if one.low is None or one.high is None or one.low > one.high:
        return
    noise = noise_of(one, plan, known)
    if noise is None:
        return
    yield against_noise(
        (one.high - one.low) / 2,
        noise,
        plan.lessons or 0,
        quote=f"{figure(one.low, '')} to {figure(one.high, 'percent')}",
        where=f"predictions.{one.id}.low",
    )


def against_noise(
    half: float, noise: float, lessons: int, *, quote: str, where: str = ""
) -> Finding:
    """A range beside what the average of so many lessons does by itself.

    Parameters
    ----------
    half, noise : float
        Half the range, and how far the average moves either way, both in points.
    lessons : int
    quote, where : str
        As a finding has them.
    """
    status: Status = "passed"
    if half < MUCH * noise:
        status = "missed"
    elif half < noise:
        status = "asked"
    return say(
        "range-against-noise",
        status,
        where=where,
        quote=quote,
        number=_points(noise),
        kind="one lesson" if lessons == 1 else f"the average of {lessons} lessons",
        other=_points(half),
    )


def _points(number: float) -> str:
    """“1 point”, “7 points”."""
    said_as = f"{number:.0f}"
    return f"{said_as} point{'' if said_as == '1' else 's'}"


def noise_of(one: Prediction, plan: Plan, known: Known) -> float | None:
    """Half-width of the planned average's own 80 % range, in points; None if it is not known."""
    students = one.n or plan.group_n
    present = known.present if known.present and not one.n else students
    if known.present and students:
        present = min(float(students), known.present)
    if known.rate is None or not present or not plan.lessons:
        return None
    return planned_noise(known.rate, float(present), plan.lessons)


def _because(one: Prediction, plan: Plan, known: Known) -> Iterator[Finding]:
    """A reason; not the result again; and about a cause that somebody looked into."""
    where = f"predictions.{one.id}.because"
    if not said(one.because):
        yield say("because-is-theory", "missed", where=where, quote="(nothing)")
        return
    hits = read_because(one.because, one.measure)
    hit = next((h for h in hits if h.label in ("because_is_circular", "no_because")), None)
    if hit is not None:
        status: Status = "missed" if hit.certain else "asked"
        yield say("because-is-theory", status, where=where, quote=one.because)
        return
    yield say("because-is-theory", "passed", where=where, quote=one.because)
    if one.id != plan.predictions[0].id:
        return
    causes = [cause.text for cause in (*plan.from_causes, *plan.informed_by)]
    causes += list(known.causes.values())
    causes = [text for text in causes if said(text)]
    if causes:
        spoken = content_words(one.because)
        met = any(spoken & content_words(text) for text in causes)
        if known.facts is not None:
            met = met or bool(evidence_overlap(one.because, known.facts.because_words))
        yield say(
            "because-from-cause",
            "passed" if met else "asked",
            where=where,
            quote=one.because,
            other=causes[0],
        )
