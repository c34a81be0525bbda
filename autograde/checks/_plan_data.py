"""The data plan: a definition that a second person can use, a baseline, few minutes."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._plan_known import Known
from autograde.checks._reading import read_definition, said
from autograde.findings import Finding, Status
from curriculum.artifacts.plan import DataPlan, Plan

MOST_MINUTES = 5

# Finding, field of the data plan, label of the text check.
_PARTS = (
    ("data-numerator", "numerator", "numerator"),
    ("data-denominator", "denominator", "denominator"),
    ("data-who", "who", "who"),
    ("data-when", "when", "when"),
    ("data-tool", "tool", "tool"),
    ("data-missing", "missing", "missing_rule"),
)


def data_plan(plan: Plan, known: Known) -> Iterator[Finding]:
    """Findings on what is counted and how."""
    data = plan.data
    yield say(
        "data-measure",
        "passed" if said(data.measure) else "missed",
        where="data.measure",
        quote=data.measure,
    )
    yield from _definition(data)
    yield _minutes(data)
    yield from _baseline(plan, known)
    done = data.process
    yield say(
        "data-process", "passed" if said(done) else "missed", where="data.process", quote=done
    )
    if data != DataPlan():
        other = data.balancing
        status: Status = "passed" if said(other) else "asked"
        yield say("data-balancing", status, where="data.balancing", quote=other)


def _definition(data: DataPlan) -> Iterator[Finding]:
    """Each part of the definition: there, perhaps not usable by a second person, or empty."""
    hits = read_definition(
        tuple((label, str(getattr(data, field))) for _, field, label in _PARTS), data.measure
    )
    for finding_id, field, label in _PARTS:
        text: str = getattr(data, field)
        status: Status = "passed"
        if not said(text):
            status = "missed"
        elif any(hit.label == label for hit in hits):
            status = "asked"
        yield say(finding_id, status, where=f"data.{field}", quote=text)


def _minutes(data: DataPlan) -> Finding:
    where = "data.minutes"
    if data.minutes is None:
        return say("data-minutes", "missed", where=where)
    status: Status = "asked" if data.minutes > MOST_MINUTES else "passed"
    return say("data-minutes", status, where=where, number=f"{data.minutes:g} minutes")


def _baseline(plan: Plan, known: Known) -> Iterator[Finding]:
    """Something to compare with; in an exercise, the folder's own counts."""
    data, where = plan.data, "data.baseline"
    own = [point for point in data.baseline if point.count is not None]
    if not own:
        if not said(data.baseline_text):
            yield say("data-baseline", "missed", where=where)
            return
        status: Status = "passed" if any(c.isdigit() for c in data.baseline_text) else "asked"
        yield say("data-baseline", status, where="data.baseline_text", quote=data.baseline_text)
        return
    count, of = sum(p.count or 0 for p in own), sum(p.of or 0 for p in own)
    if any(p.of is not None and (p.count or 0) > p.of for p in own):
        odd = next(p for p in own if p.of is not None and (p.count or 0) > p.of)
        yield say("data-baseline-fits", "missed", where=where, quote=f"{odd.count} of {odd.of}")
        return
    told = f"{count} of {of} in {len(own)} lessons" if of else f"{len(own)} lessons"
    yield say("data-baseline", "passed", where=where, quote=told)
    if known.counts:
        mine = sorted((p.day, p.count or 0, p.of or 0) for p in own)
        theirs = sorted(known.counts)
        odd_ones = [one for one in mine if one not in theirs]
        shown = f"{odd_ones[0][1]} of {odd_ones[0][2]}" if odd_ones else told
        gone = len(theirs) - len(mine)
        if odd_ones:
            yield say("data-baseline-folder", "missed", where=where, quote=shown)
        elif gone > 0:
            yield say("data-baseline-all", "asked", where=where, quote=told, count=gone)
        else:
            yield say("data-baseline-folder", "passed", where=where, quote=told)
