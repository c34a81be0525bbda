"""A chart that goes on from an earlier cycle: whose lessons are whose, in words and drawing."""

from __future__ import annotations

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.artifacts.study_window import (
    cycle_start,
    earlier_lessons,
    goes_on,
    own_lessons,
)
from curriculum.editors._study_words import sums
from curriculum.figures.study import run_alt, run_svg

DAYS = ("2026-10-06", "2026-10-13", "2026-11-03", "2026-11-05", "2026-11-17", "2026-11-19")
STUDY = Study(
    points=[
        {"day": day, "count": 5 + at, "of": 20, "phase": "baseline" if at < 2 else "cycle"}
        for at, day in enumerate(DAYS)
    ],
    change_day="2026-11-03",
)
FIRST = Plan(start="2026-11-03")
SECOND = Plan(start="2026-11-17", follows="a" * 32)


def test_the_second_cycle_has_its_own_lessons() -> None:
    assert goes_on(STUDY, SECOND)
    assert cycle_start(STUDY, SECOND) == "2026-11-17"
    assert [p.day for p in own_lessons(STUDY, SECOND)] == list(DAYS[4:])
    assert [p.day for p in earlier_lessons(STUDY, SECOND)] == list(DAYS[2:4])


def test_without_an_earlier_cycle_all_since_the_change_are_its_own() -> None:
    alone = STUDY.model_copy(update={"points": (*STUDY.points[:2], *STUDY.points[4:])})
    later = SECOND.model_copy(update={"follows": ""})
    for study, plan in ((STUDY, None), (STUDY, FIRST), (STUDY, later), (Study(), SECOND)):
        assert not goes_on(study, plan)
        assert own_lessons(study, plan) == study.phase("cycle")
        assert earlier_lessons(study, plan) == ()
        assert cycle_start(study, plan) == study.change_day
    # The line stands at the first cycle, whose lessons are not on this chart.
    assert not goes_on(alone, SECOND)


def test_the_editor_and_the_chart_tell_the_cycles_apart() -> None:
    assert sums(STUDY, SECOND) == [
        "In this cycle: 19 of 40, 2 lessons together.",
        "In the cycle before: 15 of 40, 2 lessons together.",
        "Before the change: 11 of 40, 2 lessons together.",
    ]
    assert sums(STUDY, FIRST)[0] == "Since the change: 34 of 80, 4 lessons together."
    assert "in the cycle before: Nov 3 35, Nov 5 40. In this cycle: Nov 17 45" in run_alt(
        STUDY, SECOND
    )
    assert "this cycle, Nov 17" in run_svg(STUDY, SECOND)
    assert "this cycle" not in run_svg(STUDY, FIRST)
