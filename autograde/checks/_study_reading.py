"""Reading the run chart: the change marked, and the numbers of the rule as they are."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._plan_prediction import spoken_day
from autograde.checks._study_chart import NAMES, is_few, other_rules, told
from autograde.checks._study_held import OF_THE_PLAN
from autograde.checks._study_known import StudyKnown
from autograde.findings import Finding, Status
from curriculum.artifacts.study import ChartReading, Rules, Study
from curriculum.charts.cycle import CycleReading

_ROUNDED = 0.6
_NAMED = {
    "useful": "how many points are useful",
    "longest_run": "the longest run",
    "crossings": "how often the series crosses the median",
}


def reads_the_chart(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """Findings on the chart as the learner reads it."""
    if known.drawn:
        yield _all_points(study, known)
    for problem in known.problems:
        if problem.id not in OF_THE_PLAN:
            status: Status = "missed" if problem.stops else "asked"
            yield say("chart-data", status, where="points", quote=problem.text)
    facts = known.reading
    if facts is None:
        return
    yield _change(study, known)
    if known.earlier and known.own:
        yield say(
            "cycle-goes-on",
            "passed",
            where="points",
            quote=spoken_day(known.start),
            count=known.own,
            number=known.earlier,
        )
    reading = study.signal_reading
    if reading.median is None:
        yield _open("reading-median", "signal_reading.median", "the median before the change")
    else:
        fits = abs(reading.median - facts.median) <= _ROUNDED
        yield say(
            "reading-median",
            "passed" if fits else "missed",
            where="signal_reading.median",
            number=f"{reading.median:g}",
            other=f"{facts.median:.1f}".removesuffix(".0"),
        )
    yield _count("reading-useful", reading, "useful", facts.useful)
    yield _count("reading-run", reading, "longest_run", facts.longest_run)
    if reading.crossings is not None or known.rules == "anhoej":
        yield _count("reading-crossings", reading, "crossings", facts.crossings)
    yield _signal(reading, facts, known.rules)
    if study.rules != known.rules:
        yield say(
            "rules-in-force",
            "asked",
            where="rules",
            quote=NAMES[study.rules],
            other=NAMES[known.rules],
        )


def _all_points(study: Study, known: StudyKnown) -> Finding:
    """The folder's lessons, every one; none dropped, none changed."""
    where = "points"
    mine = {one.day: (one.count, one.of, one.absent) for one in study.points}
    theirs = {one.day: (one.count, one.of, one.absent) for one in known.points}
    gone = sorted(day for day in theirs if day not in mine)
    odd = sorted(day for day in mine if mine[day] != theirs.get(day))
    if not mine:
        return say("all-points", "missed", where=where, quote="(none)", count=len(theirs))
    if gone or odd:
        day = spoken_day((gone or odd)[0]) if (gone or odd)[0] else "a lesson without a day"
        return say("all-points", "missed", where=where, quote=day, count=len(gone) + len(odd))
    return say("all-points", "passed", where=where, count=len(theirs))


def _change(study: Study, known: StudyKnown) -> Finding:
    """The change is marked where it began."""
    where = "change_day"
    if not study.change_day:
        return say("change-marked", "missed", where=where)
    shown = spoken_day(study.change_day)
    planned = known.change_day if known.drawn else known.plan.start if known.plan else ""
    if planned == known.start:  # of an earlier cycle, where the chart goes on
        planned = known.change_day
    if planned and planned != study.change_day:
        status: Status = "missed" if known.drawn else "asked"
        return say("change-elsewhere", status, where=where, quote=shown, other=spoken_day(planned))
    return say("change-marked", "passed", where=where, quote=shown)


def _count(finding: str, reading: ChartReading, field: str, truth: int) -> Finding:
    where = f"signal_reading.{field}"
    value: int | None = getattr(reading, field)
    if value is None:
        return _open(finding, where, _NAMED[field])
    return say(
        finding, "passed" if value == truth else "missed", where=where, number=value, other=truth
    )


def _signal(reading: ChartReading, facts: CycleReading, rules: Rules) -> Finding:
    """Signal or not, by the rules in force; the other set's answer is told beside it."""
    where = "signal_reading.signal"
    if not reading.signal:
        return _open("reading-signal", where, "whether the rule in force signals")
    signal = facts.signal(rules)
    status: Status = "missed"
    if reading.signal == "too_few":
        status = "missed" if signal else "passed" if is_few(facts) else "asked"
    elif (reading.signal == "yes") == signal:
        status = "passed"
    said = {"yes": "signal", "no": "no signal", "too_few": "too few points"}[reading.signal]
    return say("reading-signal", status, where=where, quote=said, **_both(facts, rules))


def _open(finding: str, where: str, what: str) -> Finding:
    """Not read yet; the answer is not given away."""
    return say(finding, "missed", where=where, told_as="reading-open", kind=what)


def _both(facts: CycleReading, rules: Rules) -> dict[str, str]:
    """What both rule sets say, the one in force first."""
    other = other_rules(rules)
    return {
        "title": NAMES[rules],
        "item": told(facts, rules),
        "tag": NAMES[other],
        "other": told(facts, other),
    }
