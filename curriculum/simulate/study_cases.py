"""Draws the practice case of `study`: a locked plan with what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from curriculum.simulate.cases import StatementFacts
from curriculum.simulate.cycle import draw_cycle
from curriculum.simulate.cycle_cases import (
    GroupFacts,
    StudyCase,
    StudyFacts,
    case_digest,
)
from curriculum.simulate.cycle_data import (
    SMALLEST_GROUP,
    TRUTHS,
    Cycle,
    CycleTruth,
    pooled,
)
from curriculum.simulate.cycle_fill import BASELINE, draw_story
from curriculum.simulate.cycle_story import shipped
from curriculum.simulate.lesson_days import said, school_day_before
from curriculum.simulate.predict_cases import drawn_story, plan_facts
from curriculum.simulate.predict_plan import plan_fields
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.study_papers import papers

__all__ = ["StudyCase", "StudyFacts", "draw_study_case"]


def draw_study_case(
    exercise: str, key: str, draw: int, *, truth: CycleTruth | None = None
) -> StudyCase:
    """The practice case of one learner.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``lift-study``.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice; eight draws show each truth once.
    truth : str, optional
        Plant this one (for worked examples and tests).

    Returns
    -------
    StudyCase
        Always the same for the same arguments, its digest filled in.
    """
    stories, truths = shipped()
    story, kind = drawn_story(exercise, key, draw, stories, TRUTHS)
    stream = Draw(case_seed(key, exercise, draw))
    # Some cycles are too short for any rule to signal: that, too, must be seen.
    lessons = stream.choice((4, 8, 8, 8, 10, 10))
    small = stream.uniform() < 0.5
    drawn = draw_story(
        story,
        truths,
        stream,
        truth or kind,
        exercise=exercise,
        number=draw,
        lessons=lessons,
        small=small,
    )
    plan = plan_fields(drawn, plan_facts(drawn))
    cycle = draw_cycle("", key, drawn.setup)
    facts = study_facts(plan, cycle)
    case = StudyCase(
        exercise=exercise,
        key=key,
        draw=draw,
        story=story.id,
        title=drawn.of("title").replace("a test to plan", "a test to study"),
        school=drawn.of("school"),
        scene=tuple(drawn.text(one, "study scene") for one in story.after["scene"]),
        obvious_story="",
        items=papers(drawn, plan, cycle, facts),
        statement=StatementFacts(
            group=(cycle.groups[0].name.lower(), f"{drawn.setup.room.n}"),
            measure=drawn.many("measure_words"),
            numbers=(f"{facts.result_count} of {facts.result_of}", f"{facts.result:.0f}%"),
            period=(said(cycle.change_day), said(cycle.lessons[-1].day)),
        ),
        outside=drawn.many("outside"),
        truth={"cycle": cycle.truth.id},
        plan=plan,
        locked_at=_afternoon(school_day_before(drawn.setup.days[BASELINE])),
        cycle=cycle,
        facts=facts,
        setup=drawn.setup,
    )
    return replace(case, digest=case_digest(case))


def _afternoon(day: date) -> str:
    return f"{day.isoformat()}T23:42:00+00:00"


def study_facts(plan: dict[str, Any], cycle: Cycle) -> StudyFacts:
    """What a study's numbers are held to.

    Parameters
    ----------
    plan : dict
        With the three predictions of `plan_fields`: the class, the first group, the minutes.
    cycle : Cycle
    """
    count, of = cycle.pooled
    groups = []
    for place, group in enumerate(cycle.groups):
        before, since = cycle.group(place)
        groups.append(GroupFacts(group.name, group.n, before, since, group.n < SMALLEST_GROUP))
    first = groups[0].since
    results = {
        "p1": 100.0 * count / of,
        "p2": 100.0 * first[0] / first[1] if first[1] else 0.0,
        "p3": cycle.balancing_medians[1],
    }
    done = {how: sum(one.done == how for one in cycle.log) for how in ("yes", "partly", "no")}
    share = done["yes"] / len(cycle.log)
    lessons = len(cycle.baseline)
    other_before = pooled(cycle.comparison[:lessons])
    other_since = pooled(cycle.comparison[lessons:])
    return StudyFacts(
        result=results["p1"],
        result_count=count,
        result_of=of,
        held={
            one["id"]: bool(one["low"] <= results[one["id"]] <= one["high"])
            for one in plan["predictions"]
        },
        results=results,
        baseline_median=cycle.baseline_median,
        missing_count=cycle.missing_count,
        not_counted=tuple(one.day for one in cycle.lessons if one.count is None),
        groups=tuple(groups),
        done=done,
        fidelity="yes" if share >= 0.75 else "partly" if share >= 0.5 else "no",
        balancing=cycle.balancing_medians,
        comparison=(
            100.0 * other_before[0] / other_before[1],
            100.0 * other_since[0] / other_since[1],
        ),
    )
