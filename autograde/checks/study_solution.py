"""A worked study for any drawn case, from the case's own facts; nothing here is secret."""

from __future__ import annotations

from autograde.checks._study_chart import (
    CEILING,
    NAMES,
    accepted,
    is_few,
    other_rules,
    rules_in_force,
    told,
)
from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import (
    Annotation,
    ChartReading,
    GroupResult,
    LessonLog,
    Study,
    StudyPoint,
    Tally,
    Verdict,
)
from curriculum.charts.cycle import CycleReading, read_cycle
from curriculum.simulate.cycle_cases import GroupFacts, StudyCase
from curriculum.simulate.lesson_days import said

_VERDICTS: dict[Verdict, str] = {
    "signal_predicted": "Signal, in the direction that was predicted.",
    "signal_other": "Signal, the other way than predicted.",
    "no_signal": "No signal so far.",
    "too_early": "Too early to tell.",
}


def worked_study(case: StudyCase) -> Study:
    """A study that gets full marks on ``case``.

    Parameters
    ----------
    case : StudyCase
        As drawn; its facts are what the study is held to.
    """
    cycle, facts = case.cycle, case.facts
    plan = Plan.model_validate(case.plan)
    one = plan.predictions[0]
    points = tuple(StudyPoint.model_validate(point) for point in cycle.points())
    rules = rules_in_force()
    chart = read_cycle(points, rules=rules)
    follow, _ = accepted(chart, rules, one.direction, facts.fidelity)
    verdict: Verdict = "too_early" if facts.fidelity == "no" else follow[0]
    return Study(
        school=case.school,
        prediction_id=one.id,
        source="simulated",
        measure=plan.data.measure,
        points=points,
        change_day=cycle.change_day,
        annotations=tuple(Annotation(day=day, text=text) for day, text in cycle.annotations),
        log=tuple(
            LessonLog(day=line.day, done=line.done, words=line.words, minutes=line.minutes)
            for line in cycle.log
        ),
        fidelity="yes"
        if facts.fidelity == "yes"
        else "partly"
        if facts.fidelity == "partly"
        else "no",
        deviations=cycle.deviations or "Nothing came up that was different from the plan.",
        held="held" if facts.held[one.id] else "missed",
        result=round(facts.results[one.id], 1),
        signal_reading=ChartReading(
            median=round(chart.median, 1),
            useful=chart.useful,
            longest_run=chart.longest_run,
            crossings=chart.crossings,
            signal="yes" if chart.signal(rules) else "too_few" if is_few(chart) else "no",
            words=f"By the {NAMES[rules]}, {told(chart, rules)}. By the "
            f"{NAMES[other_rules(rules)]}, {told(chart, other_rules(rules))}.",
        ),
        rules=rules,
        groups=tuple(_group(group) for group in facts.groups),
        missing_words=_missing(case),
        missing_count=facts.missing_count,
        other_explanations=(
            cycle.fact,
            f"{cycle.comparison_room}, which changed nothing: {facts.comparison[0]:.0f}% before "
            f"and {facts.comparison[1]:.0f}% since.",
        ),
        balancing=f"{cycle.balancing}: a median of {facts.balancing[0]:g} before and "
        f"{facts.balancing[1]:g} since.",
        verdict=verdict,
        verdict_words=_words(verdict, chart),
        theory_change="We would look again at the because of the plan before the next cycle.",
        case=CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest),
    )


def _group(group: GroupFacts) -> GroupResult:
    if group.small:
        words = "Fewer than 11 students: we looked at their work together, in private."
        return GroupResult(name=group.name, n=group.n, words=words)
    before, since = group.before, group.since
    return GroupResult(
        name=group.name,
        n=group.n,
        before=Tally(count=before[0], of=before[1]),
        after=Tally(count=since[0], of=since[1]),
        words="The same students each day; we say what they did, and compare no further.",
    )


def _missing(case: StudyCase) -> str:
    days = [said(day) for day in case.facts.not_counted]
    told = f" On {' and '.join(days)} nothing was counted." if days else ""
    return f"Absent students of every lesson since the change, all from the tally.{told}"


def _words(verdict: Verdict, chart: CycleReading) -> str:
    began = " The rise began before the change." if chart.began_before else ""
    if chart.median >= CEILING:
        began += " Before the change there was hardly room to rise."
    return (
        f"{_VERDICTS[verdict]} The longest run is {chart.longest_run} of {chart.useful} useful "
        f"points.{began} One room cannot show what brought it about."
    )
