"""Draws the practice case of `predict`: a class before the change, for which to plan a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from curriculum.simulate.cases import EvidenceItem, Fact, StatementFacts
from curriculum.simulate.cycle_cases import PlanFacts, PredictCase, case_digest
from curriculum.simulate.cycle_data import (
    TRUTHS,
    CycleTruth,
    LessonCount,
    group_pooled,
    percents,
    pooled,
)
from curriculum.simulate.cycle_fill import BASELINE, Drawn, draw_story
from curriculum.simulate.cycle_story import CycleStory, shipped
from curriculum.simulate.lesson_days import said, school_day_before
from curriculum.simulate.predict_plan import plan_fields
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.values import percent

__all__ = ["PlanFacts", "PredictCase", "draw_predict_case", "drawn_story", "plan_facts"]

#: What may be planted in the cycle of a plan; a class at the ceiling would be no class to plan for.
KINDS: tuple[CycleTruth, ...] = tuple(kind for kind in TRUTHS if kind != "ceiling")


def drawn_story(
    exercise: str,
    key: str,
    draw: int,
    stories: Mapping[str, CycleStory],
    kinds: Sequence[CycleTruth],
) -> tuple[CycleStory, CycleTruth]:
    """Which story and which truth a draw shows.

    Each round of draws shows every story once, in an order of its own; so do the truths (those
    of ``kinds``).
    """
    order = sorted(stories)
    Draw(case_seed(key, f"{exercise}/stories", 0)).shuffle(order)
    deck = list(kinds)
    around, at = divmod(draw, len(deck))
    Draw(case_seed(key, f"{exercise}/truths", around)).shuffle(deck)
    return stories[order[draw % len(order)]], deck[at]


def draw_predict_case(
    exercise: str, key: str, draw: int, *, truth: CycleTruth | None = None
) -> PredictCase:
    """The practice case of one learner.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``lift-predict``.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice.
    truth : str, optional
        Plant this one in the cycle (for worked examples and tests).

    Returns
    -------
    PredictCase
        Always the same for the same arguments, its digest filled in.
    """
    stories, truths = shipped()
    story, kind = drawn_story(exercise, key, draw, stories, KINDS)
    stream = Draw(case_seed(key, exercise, draw))
    lessons = stream.integer(5, 8)
    drawn = draw_story(
        story, truths, stream, truth or kind, exercise=exercise, number=draw, lessons=lessons
    )
    facts = plan_facts(drawn)
    case = PredictCase(
        exercise=exercise,
        key=key,
        draw=draw,
        story=story.id,
        title=drawn.of("title"),
        school=drawn.of("school"),
        scene=drawn.many("scene"),
        obvious_story=drawn.of("obvious_story"),
        items=(*_papers(drawn, facts), *drawn.items()),
        statement=StatementFacts(
            group=(facts.groups[0].name.lower(), f"{facts.class_n}"),
            measure=facts.measure_words,
            numbers=(
                f"{facts.baseline_count} of {facts.baseline_of}",
                f"{percent(facts.baseline_count, facts.baseline_of)}%",
                f"{round(facts.baseline_median)}%",
            ),
            period=(said(facts.baseline[0].day), said(facts.baseline[-1].day)),
        ),
        outside=drawn.many("outside"),
        truth={"cycle": drawn.setup.truth, "plan": plan_fields(drawn, facts)},
        facts=facts,
        setup=drawn.setup,
    )
    return replace(case, digest=case_digest(case))


def plan_facts(drawn: Drawn) -> PlanFacts:
    """What a plan of a drawn story can be built from."""
    setup = drawn.setup
    count, of = pooled(setup.baseline)
    values = sorted(percents(setup.baseline))
    stance = drawn.values["stance"]
    minutes = sorted(one.minutes for one in setup.baseline)
    middle = BASELINE // 2
    return PlanFacts(
        measure=drawn.of("measure"),
        counted=drawn.of("counted"),
        out_of=drawn.of("out_of"),
        tool=drawn.of("tool"),
        balancing=drawn.of("balancing"),
        measure_words=drawn.many("measure_words"),
        because_words=drawn.many("because_words"),
        class_n=setup.room.n,
        groups=setup.room.groups,
        weekdays=drawn.weekdays,
        today=school_day_before(setup.days[BASELINE]).isoformat(),
        start=setup.days[BASELINE].isoformat(),
        end=setup.days[-1].isoformat(),
        half_day=drawn.half_day.isoformat(),
        lessons=len(setup.days) - BASELINE,
        baseline=setup.baseline,
        baseline_median=(values[middle - 1] + values[middle]) / 2,
        baseline_count=count,
        baseline_of=of,
        group_baseline=tuple(
            group_pooled(setup.baseline, place) for place in range(len(setup.room.groups))
        ),
        minutes=(minutes[middle - 1] + minutes[middle]) / 2,
        belief=stance["belief"],
        cost=stance["cost"],
        readiness=stance["readiness"],
        sizes=("one_student", "one_class"),
        causes=tuple(
            (cause["id"], drawn.text(cause["text"], "causes")) for cause in drawn.story.causes
        ),
    )


def _papers(drawn: Drawn, facts: PlanFacts) -> tuple[EvidenceItem, ...]:
    """E1 to E4: the counts drawn, the tally sheet, the class, and what the team chose."""
    first, last = said(facts.baseline[0].day), said(facts.baseline[-1].day)
    total = f"{facts.baseline_count} of {facts.baseline_of}"
    share = f"{percent(facts.baseline_count, facts.baseline_of)}%"
    words = facts.measure_words[:3]
    return (
        EvidenceItem(
            id="E1",
            kind="data",
            form="chart",
            title=f"Percent with {facts.measure}, lesson by lesson",
            source=f"{drawn.of('room')}, {first} to {last}; the counts are in E2",
            columns=("Lesson", f"{facts.measure[:1].upper()}{facts.measure[1:]} (%)"),
            rows=tuple((short(one.day), percent(one.count or 0, one.of)) for one in facts.baseline),
            facts=(
                Fact(
                    "median",
                    f"The median of the {BASELINE} lessons is {facts.baseline_median:.0f}%.",
                    ("median", "baseline", *words),
                    (f"{facts.baseline_median:.0f}%",),
                ),
            ),
        ),
        EvidenceItem(
            id="E2",
            kind="data",
            form="table",
            title="Tally sheet",
            source=f"Counted: {facts.counted}. Out of: {facts.out_of}",
            columns=("Lesson", "Present", "Counted", "Absent", "Minutes left"),
            rows=(
                *(
                    (short(one.day), one.of, one.count or 0, one.absent, one.minutes)
                    for one in facts.baseline
                ),
                _total("All lessons", facts.baseline, facts.minutes),
            ),
            facts=(
                Fact(
                    "pooled",
                    f"All lessons together: {total} ({share}).",
                    ("count", "baseline", *words),
                    (total, share),
                ),
                Fact(
                    "balancing",
                    f"{facts.balancing}: median {facts.minutes:.0f}.",
                    ("minute", "left"),
                    (f"{facts.minutes:.0f}",),
                ),
            ),
        ),
        EvidenceItem(
            id="E3",
            kind="data",
            form="table",
            title=f"{drawn.of('room')}, by group",
            source=f"The same sheets, {first} to {last}, all lessons together",
            columns=("Group", "Students", "Student-lessons", "Counted", "Share"),
            rows=tuple(
                (group.name, group.n, of, count, f"{percent(count, of)}%")
                for group, (count, of) in zip(facts.groups, facts.group_baseline, strict=True)
            ),
            facts=(
                Fact(
                    "groups",
                    "Both groups are counted with their number of students.",
                    ("group", "class", "student"),
                    tuple(f"{count} of {of}" for count, of in facts.group_baseline),
                ),
            ),
        ),
        EvidenceItem(
            id="E4",
            kind="data",
            form="detail",
            title="What the team chose to test",
            source="The team's fishbone",
            lines=tuple(
                f"{cause['id']}: {drawn.text(cause['text'], 'causes')} "
                f"({drawn.text(cause['source'], 'causes')})"
                for cause in drawn.story.causes
            ),
            facts=(Fact("causes", "The causes that the test is for.", facts.because_words),),
        ),
    )


def _total(name: str, lessons: tuple[LessonCount, ...], minutes: float) -> tuple[str | int, ...]:
    """The last row of a tally sheet: sums, and the median of the minutes."""
    count, of = pooled(lessons)
    absent = sum(one.absent for one in lessons)
    return (name, of, count, absent, f"median {minutes:g}")


def short(day: str) -> str:
    """ "Nov 3" for an ISO day."""
    month, number = said(day).split()
    return f"{month[:3]} {number}"
