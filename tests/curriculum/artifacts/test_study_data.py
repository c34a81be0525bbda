"""Data from which nothing should be computed, each in one plain sentence; a team's own file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import (
    Plan,
    Study,
    StudyPoint,
    own_points,
    stops,
    study_problems,
)
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import DataPlan
from curriculum.data import read_file

PLAN = Plan(data=DataPlan(measure="reason slips (driver)"), start="2026-11-03")
LOCKED = lock(PLAN, datetime(2026, 10, 30, 15, 42, tzinfo=UTC))
DAYS = ["2026-09-22", "2026-09-24", "2026-09-29", "2026-11-03", "2026-11-05", "2026-11-10"]


def study(**changes: Any) -> Study:
    assert LOCKED.lock is not None
    whole = Study(
        plan_digest=LOCKED.lock.digest,
        source="own",
        measure="Reason slips",
        change_day="2026-11-03",
        points=tuple(
            StudyPoint(day=day, count=count, of=26, phase="baseline" if at < 3 else "cycle")
            for at, (day, count) in enumerate(zip(DAYS, [8, 12, 5, 12, 7, 14], strict=True))
        ),
    )
    return whole.model_copy(update=changes)


def with_points(**changes: dict[int, Any]) -> Study:
    """A study whose point at a place has other values: ``count={3: None}``."""
    made = list(study().points)
    for name, values in changes.items():
        for at, value in values.items():
            made[at] = made[at].model_copy(update={name: value})
    return study(points=tuple(made))


def ids(made: Study, plan: Plan | None = LOCKED) -> list[str]:
    return [problem.id for problem in study_problems(made, plan)]


def test_good_data_have_no_problem() -> None:
    assert study_problems(study(), LOCKED) == ()
    assert study_problems(study()) == ()


def forged(**changes: str) -> Plan:
    assert LOCKED.lock is not None
    return LOCKED.model_copy(update={"lock": LOCKED.lock.model_copy(update=changes)})


BAD: dict[str, tuple[Study, Plan, bool]] = {
    "no-points": (study(points=()), LOCKED, True),
    "not-locked": (study(), PLAN, False),
    "lock": (study(), forged(text="{}"), False),
    "other-plan": (study(plan_digest="0" * 32), LOCKED, True),
    "other-measure": (study(measure="Tardies"), LOCKED, True),
    "more-than-all": (with_points(count={2: 27}), LOCKED, True),
    "nobody-counted": (with_points(of={1: 0}, count={1: 0}), LOCKED, False),
    "no-denominator": (with_points(of={4: None}), LOCKED, True),
    "no-day": (with_points(day={0: ""}), LOCKED, True),
    "day-twice": (with_points(day={1: DAYS[0]}), LOCKED, True),
    "order": (study(points=study().points[::-1]), LOCKED, True),
    "no-change-day": (study(change_day=""), LOCKED, True),
    "change-outside": (study(change_day="2027-01-12"), LOCKED, True),
    "phase": (with_points(phase={1: "cycle"}), LOCKED, True),
    "nobody-at-all": (
        with_points(of=dict.fromkeys(range(6), 0), count=dict.fromkeys(range(6), 0)),
        LOCKED,
        True,
    ),
    "no-baseline": (with_points(count=dict.fromkeys(range(3))), LOCKED, True),
    "nothing-since": (with_points(count=dict.fromkeys(range(3, 6))), LOCKED, True),
    "too-few": (study(points=study().points[:5]), LOCKED, False),
    "all-equal": (with_points(count=dict.fromkeys(range(6), 13)), LOCKED, True),
    "before-lock": (
        study(
            points=tuple(
                one.model_copy(update={"day": f"2026-10-{10 + at}"})
                for at, one in enumerate(study().points)
            ),
            change_day="2026-10-13",
        ),
        LOCKED,
        False,
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_input_is_named_in_one_plain_sentence(name: str) -> None:
    made, plan, stopping = BAD[name]
    found = study_problems(made, plan)
    assert name in [problem.id for problem in found]
    one = next(problem for problem in found if problem.id == name)
    assert one.stops == stopping
    assert one.text.endswith(".")
    assert "\n" not in one.text
    assert stops(found) == any(problem.stops for problem in found)


def test_only_that_is_named() -> None:
    alone = set(BAD) - {"nobody-at-all", "phase"}
    for name in sorted(alone):
        made, plan, _ = BAD[name]
        assert ids(made, plan) == [name], name


def test_a_simulated_cycle_is_never_before_its_lock() -> None:
    made = BAD["before-lock"][0].model_copy(update={"source": "simulated"})
    assert ids(made) == []


def test_the_day_of_the_lock_is_early_enough() -> None:
    """Evening on the West Coast is the next day in UTC; that must not accuse anyone."""
    late = lock(PLAN, datetime(2026, 11, 4, 3, 0, tzinfo=UTC))
    assert late.lock is not None
    assert ids(study(plan_digest=late.lock.digest), late) == []


# ---------------------------------------------------------------- own files


def read(tmp_path: Path, text: str, **chosen: str) -> Any:
    path = tmp_path / "slips.csv"
    path.write_text(text, encoding="utf-8")
    return own_points(read_file(path), PLAN, **chosen)


WHOLE = """Date,Reason slips,Students present,Absent
2026-09-22,8,26,1
2026-09-24,12,27,0
2026-11-05,,25,2
2026-11-03,12,26,1
"""


def test_a_file_becomes_points(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE)
    assert found.problem == ""
    assert found.measure == "Reason slips"
    assert [(p.day, p.count, p.of, p.absent, p.phase) for p in found.points] == [
        ("2026-09-22", 8, 26, 1, "baseline"),
        ("2026-09-24", 12, 27, 0, "baseline"),
        ("2026-11-03", 12, 26, 1, "cycle"),
        ("2026-11-05", None, 25, 2, "cycle"),
    ]
    assert "1 lesson has no count: missing, never 0." in found.sentences
    assert Study(points=found.points).points == found.points


def test_a_change_day_of_ones_own(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE, change_day="2026-09-24")
    assert [point.phase for point in found.points] == ["baseline", "cycle", "cycle", "cycle"]


def test_fractions_hold_both_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, "Day,Reason slips\n2026-09-22,8 of 26\n2026-11-03,12 of 27\n")
    assert [(p.count, p.of) for p in found.points] == [(8, 26), (12, 27)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Date,Reason slips\n2026-09-22,30%\n2026-09-24,20%\n", "percents but no counts"),
        ("Date,Tardies,Present\n2026-09-22,3,26\n2026-09-24,4,27\n", "No heading names"),
        ("Date,Reason slips\n2026-09-22,8\n2026-09-24,12\n", "out of how many"),
        ("Room,Reason slips,Present\n15,8,26\n15,12,20\n", "no column with dates"),
        ("Date,Mood\n2026-09-22,good\n2026-09-24,bad\n", "no column with counts"),
        ("", "."),
    ],
)
def test_a_file_that_does_not_fit_says_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    found = read(tmp_path, text)
    assert said in found.problem
    assert found.points == ()


def test_a_column_can_be_chosen(tmp_path: Path) -> None:
    text = "Date,Tardies,Seats,Chairs\n2026-09-22,3,26,30\n2026-09-24,4,27,30\n"
    assert "No heading" in read(tmp_path, text).problem
    assert "out of how many" in read(tmp_path, text, count="Tardies").problem
    found = read(tmp_path, text, count="Tardies", of="Seats")
    assert [(p.count, p.of) for p in found.points] == [(3, 26), (4, 27)]
    assert found.counts == ("Tardies", "Seats", "Chairs")
    # What was chosen is another measure than the planned one: that is said, and nothing computed.
    made = Study(points=found.points, measure=found.measure, change_day="2026-09-24", source="own")
    assert "other-measure" in [problem.id for problem in study_problems(made, LOCKED)]
    assert "choose another" in read(tmp_path, text, count="Dogs").problem
    assert "choose another" in read(tmp_path, text, count="Tardies", of="Dogs").problem


def test_open_questions_come_first(tmp_path: Path) -> None:
    found = read(tmp_path, "Date,Reason slips\n2026-09-22,8/26\n2026-09-24,12/27\n")
    assert found.problem == "Answer the questions about the file first."
