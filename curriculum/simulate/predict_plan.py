"""A complete plan of a drawn story: what a strong learner could have written."""

from __future__ import annotations

from typing import Any

from curriculum.simulate.cycle_cases import PlanFacts
from curriculum.simulate.cycle_fill import BASELINE, Drawn
from curriculum.simulate.lesson_days import said
from curriculum.simulate.values import percent


def plan_fields(drawn: Drawn, facts: PlanFacts) -> dict[str, Any]:
    """A complete plan of the case: the fields of the plan artifact, without case and lock."""
    values = drawn.values
    group, group_of = facts.group_baseline[0]
    share = percent(group, group_of)
    best_group = min(share + drawn.setup.hoped, 97)
    wide = 5 if share > 75 else 16
    return {
        "school": drawn.of("school"),
        "question": drawn.of("question"),
        "from_causes": [{"id": one, "text": text} for one, text in facts.causes],
        "change": {"text": drawn.of("change")},
        "who": drawn.of("who"),
        "where": f"{drawn.of('room')}, {facts.class_n} students",
        "group": f"all students in {drawn.of('room')}",
        "group_n": facts.class_n,
        "when": f"{facts.weekdays}, {said(facts.start)} to {said(facts.end)} "
        f"({facts.lessons} lessons)",
        "start": facts.start,
        "end": facts.end,
        "lessons": facts.lessons,
        "scale": {
            "belief": facts.belief,
            "cost": facts.cost,
            "readiness": facts.readiness,
            "size": "one_class",
            "why": drawn.of("why_size"),
        },
        "data": {
            "measure": facts.measure,
            "numerator": facts.counted,
            "denominator": facts.out_of,
            "who": drawn.of("who_collects"),
            "when": f"each lesson, {facts.weekdays}",
            "tool": facts.tool,
            "missing": drawn.of("missing_rule"),
            "minutes": 4.0,
            "baseline_text": f"{facts.baseline_count} of {facts.baseline_of} "
            f"({values['b_pct']}%) in {BASELINE} lessons, {said(facts.baseline[0].day)} to "
            f"{said(facts.baseline[-1].day)}; median {facts.baseline_median:.0f}%",
            "baseline": [
                {"day": one.day, "count": one.count, "of": one.of} for one in facts.baseline
            ],
            "process": drawn.of("process"),
            "balancing": f"{facts.balancing} (baseline median {facts.minutes:.0f})",
        },
        "predictions": [
            {
                "id": "p1",
                "measure": f"{facts.measure}, {facts.lessons} lessons together",
                "direction": "up",
                "best_guess": float(values["best"]),
                "low": float(values["low"]),
                "high": float(values["high"]),
                "unit": "percent",
                "group": f"all students in {drawn.of('room')}",
                "n": facts.class_n,
                "by": facts.end,
                "because": drawn.of("because"),
            },
            {
                "id": "p2",
                "measure": f"{facts.measure}, {facts.lessons} lessons together",
                "direction": "up",
                "best_guess": float(best_group),
                "low": float(best_group - wide),
                "high": float(min(best_group + wide, 99)),
                "unit": "percent",
                "group": f"{facts.groups[0].name} in {drawn.of('room')} "
                f"(baseline {group} of {group_of}, {share}%)",
                "n": facts.groups[0].n,
                "by": facts.end,
                "because": drawn.of("group_because"),
            },
            {
                "id": "p3",
                "measure": f"{facts.balancing}, median of the lessons",
                "direction": "down",
                "best_guess": facts.minutes - 3,
                "low": facts.minutes - 6,
                "high": facts.minutes,
                "unit": "minutes",
                "group": f"{drawn.of('room')} lessons",
                "n": facts.lessons,
                "by": facts.end,
                "because": drawn.text(
                    drawn.story.after["balancing_because"], "study balancing_because"
                ),
            },
        ],
        "surprise": drawn.of("surprise"),
    }
