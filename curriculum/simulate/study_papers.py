"""The papers of a study's folder: plan, counts, log, groups, another room, and what was noted."""

from __future__ import annotations

from typing import Any

from curriculum.simulate.cases import EvidenceItem, Fact
from curriculum.simulate.cycle_cases import StudyFacts
from curriculum.simulate.cycle_data import Cycle, LessonCount, pooled
from curriculum.simulate.cycle_fill import Drawn
from curriculum.simulate.lesson_days import said
from curriculum.simulate.predict_cases import short
from curriculum.simulate.values import percent

DONE = {"yes": "as planned", "partly": "partly", "no": "not done"}


def papers(
    drawn: Drawn, plan: dict[str, Any], cycle: Cycle, facts: StudyFacts
) -> tuple[EvidenceItem, ...]:
    """E1 to E7 of a study."""
    measure = drawn.of("measure")
    return (
        _plan(drawn, plan),
        _chart(drawn, cycle, measure),
        _tally(cycle, facts, drawn),
        _log(cycle, facts),
        _groups(drawn, cycle, facts),
        _other_room(cycle, facts, measure),
        _noted(drawn, cycle, facts),
    )


def _plan(drawn: Drawn, plan: dict[str, Any]) -> EvidenceItem:
    lines = [f"Question: {plan['question']}", f"Change: {plan['change']['text']}"]
    for number, one in enumerate(plan["predictions"], start=1):
        sign = "%" if one["unit"] == "percent" else " minutes"
        lines.append(
            f"Prediction {number}: {one['measure']}, {one['group']}, n = {one['n']}: "
            f"{one['direction']} to {one['best_guess']:g}{sign}, 80% range {one['low']:g} to "
            f"{one['high']:g}{sign}, by {said(one['by'])}. Because: {one['because'].rstrip('.')}."
        )
    lines.append(f"What would surprise us: {plan['surprise']}")
    first = plan["predictions"][0]
    return EvidenceItem(
        id="E1",
        kind="data",
        form="detail",
        title="The locked plan",
        source=f"Locked on {drawn.values['today']}, before the first lesson",
        lines=tuple(lines),
        facts=(
            Fact(
                "range",
                f"The range for the class is {first['low']:g} to {first['high']:g}%.",
                ("range", "predict", "held", "missed"),
                (f"{first['low']:g} to {first['high']:g}",),
            ),
        ),
    )


def _counted(lessons: tuple[LessonCount, ...]) -> list[LessonCount]:
    return [one for one in lessons if one.count is not None]


def _chart(drawn: Drawn, cycle: Cycle, measure: str) -> EvidenceItem:
    lessons = _counted((*cycle.baseline, *cycle.lessons))
    return EvidenceItem(
        id="E2",
        kind="data",
        form="chart",
        title=f"Percent with {measure}, lesson by lesson",
        source=f"{drawn.of('room')}; the change began on {said(cycle.change_day)}",
        columns=("Lesson", f"{measure[:1].upper()}{measure[1:]} (%)"),
        rows=tuple((short(one.day), percent(one.count or 0, one.of)) for one in lessons),
        facts=(
            Fact(
                "median",
                f"The median of the {len(cycle.baseline)} lessons before is "
                f"{cycle.baseline_median:.0f}%.",
                ("median", "baseline"),
                (f"{cycle.baseline_median:.0f}%",),
            ),
        ),
    )


def _tally(cycle: Cycle, facts: StudyFacts, drawn: Drawn) -> EvidenceItem:
    rows: list[tuple[str | int, ...]] = [
        (
            short(one.day),
            phase,
            one.of,
            "not counted" if one.count is None else one.count,
            one.absent,
            one.minutes,
        )
        for phase, lessons in (("before", cycle.baseline), ("since", cycle.lessons))
        for one in lessons
    ]
    for phase, lessons, minutes in (
        ("before", cycle.baseline, facts.balancing[0]),
        ("since", cycle.lessons, facts.balancing[1]),
    ):
        count, of = pooled(lessons)
        absent = sum(one.absent for one in lessons)
        rows.append(("All counted", phase, of, count, absent, f"median {minutes:g}"))
    total = f"{facts.result_count} of {facts.result_of}"
    return EvidenceItem(
        id="E3",
        kind="data",
        form="table",
        title="Tally sheet",
        source=f"Counted: {drawn.of('counted')}. Out of: {drawn.of('out_of')}",
        columns=("Lesson", "Change", "Present", "Counted", "Absent", "Minutes left"),
        rows=tuple(rows),
        facts=(
            Fact(
                "result",
                f"Since the change: {total} ({facts.result:.0f}%).",
                ("since", "result", "together"),
                (total, f"{facts.result:.0f}%"),
            ),
            Fact(
                "missing",
                f"Since the change {facts.missing_count} student-lessons were not counted.",
                ("absent", "missing", "counted"),
                (f"{facts.missing_count}",),
            ),
            Fact(
                "balancing",
                f"{cycle.balancing}: median {facts.balancing[0]:.0f} before, "
                f"{facts.balancing[1]:.0f} since.",
                ("minute", "left"),
                (f"{facts.balancing[0]:.0f}", f"{facts.balancing[1]:.0f}"),
            ),
        ),
    )


def _log(cycle: Cycle, facts: StudyFacts) -> EvidenceItem:
    return EvidenceItem(
        id="E4",
        kind="observation",
        form="notes",
        title="Lesson log",
        source="Thirty seconds after each lesson",
        lines=tuple(f"{short(one.day)}, {DONE[one.done]}: {one.words}" for one in cycle.log),
        facts=(
            Fact(
                "done",
                f"{facts.done['yes']} of {len(cycle.log)} lessons were done as planned.",
                ("plan", "done", "fidelity", "cut"),
                (f"{facts.done['yes']} of {len(cycle.log)}",),
            ),
        ),
    )


def _groups(drawn: Drawn, cycle: Cycle, facts: StudyFacts) -> EvidenceItem:
    rows = [
        (
            one.name,
            one.n,
            f"{one.before[0]} of {one.before[1]} ({percent(*one.before)}%)",
            f"{one.since[0]} of {one.since[1]} ({percent(*one.since)}%)" if one.since[1] else "-",
        )
        for one in facts.groups
    ]
    return EvidenceItem(
        id="E5",
        kind="data",
        form="table",
        title=f"{drawn.of('room')}, by group",
        source="The same sheets; for the team's table only",
        columns=("Group", "Students", "Before", "Since"),
        rows=tuple(rows),
        facts=(
            Fact(
                "groups",
                "Each group with its number of students, before and since.",
                ("group", "student"),
                tuple(f"{one.since[0]} of {one.since[1]}" for one in facts.groups),
            ),
        ),
    )


def _other_room(cycle: Cycle, facts: StudyFacts, measure: str) -> EvidenceItem:
    before = cycle.comparison[: len(cycle.baseline)]
    since = cycle.comparison[len(cycle.baseline) :]
    rows = [
        (name, len(part), *pooled(part)[::-1], f"{percent(*pooled(part))}%")
        for name, part in (("Before", before), ("Since", since))
    ]
    return EvidenceItem(
        id="E6",
        kind="data",
        form="table",
        title=f"Another room on the same days: {measure}",
        source=cycle.comparison_room,
        columns=("On the days", "Lessons", "Present", "Counted", "Share"),
        rows=tuple(rows),
        facts=(
            Fact(
                "other-room",
                f"In the other room: {facts.comparison[0]:.0f}% before, "
                f"{facts.comparison[1]:.0f}% since.",
                ("room", "other", "comparison"),
                (f"{facts.comparison[0]:.0f}%", f"{facts.comparison[1]:.0f}%"),
            ),
        ),
    )


def _noted(drawn: Drawn, cycle: Cycle, facts: StudyFacts) -> EvidenceItem:
    before, since = facts.balancing
    return EvidenceItem(
        id="E7",
        kind="observation",
        form="notes",
        title="Also noted",
        source="The team's notebook",
        lines=(
            cycle.fact,
            f"{cycle.balancing[:1].upper()}{cycle.balancing[1:]}: median {before:g} before, "
            f"{since:g} since.",
        ),
        facts=(Fact("noted", cycle.fact, _stems(cycle.fact)),),
    )


def _stems(text: str) -> tuple[str, ...]:
    """The longer words of a sentence, cut to a stem of six letters."""
    words = ("".join(char for char in word if char.isalpha()) for word in text.lower().split())
    return tuple(dict.fromkeys(word[:6] for word in words if len(word) >= 6))
