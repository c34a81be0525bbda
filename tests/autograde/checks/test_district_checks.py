"""The checks of `gaps` and `signal`: worked solutions pass, each mistake is caught by name."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from autograde.checks._messages import templates
from autograde.checks.gaps import gaps
from autograde.checks.gaps_solution import worked_gaps
from autograde.checks.signal_reading import signal_reading
from autograde.checks.signal_solution import worked_signal
from autograde.checks.spoiling import worse
from autograde.findings import Finding
from autograde.kinds import KINDS
from curriculum.artifacts.disaggregation import (
    Disaggregation,
    GroupNumbers,
    Strategy,
    Voice,
    empty_disaggregation,
)
from curriculum.artifacts.funnel_reading import (
    FunnelPoint,
    FunnelReading,
    empty_funnel_reading,
)
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.simulate.signal_cases import draw_signal_case

CRITERIA = {
    "disaggregation": {
        "measures-and-comparison",
        "numbers-right",
        "small-groups-hidden",
        "reads-the-numbers",
        "what-follows",
    },
    "funnel_reading": {
        "data-and-limits",
        "points-outside",
        "common-and-special",
        "three-audiences",
        "acts-on-system",
    },
}
EXERCISES = {"disaggregation": "elie-gaps", "funnel_reading": "elie-signal"}


def statuses(findings: list[Finding], finding_id: str) -> set[str]:
    return {one.status for one in findings if one.id == finding_id}


@pytest.mark.parametrize("name", CRITERIA)
def test_worked_solutions_of_drawn_cases_get_full_marks(name: str) -> None:
    kind = KINDS[name]
    asked = 0
    for seed in range(25):
        case = kind.draw(EXERCISES[name], f"seed-{seed}", 0)
        made = kind.solution(case)
        assert isinstance(made, kind.model)
        assert kind.model.from_json(made.to_json()) == made
        findings = kind.check(made, case)
        assert [one.what for one in findings if one.status == "missed"] == []
        assert {one.criterion for one in findings} >= CRITERIA[name]
        asked += any(one.status == "asked" for one in findings)
    assert asked <= 2


@pytest.mark.parametrize("name", CRITERIA)
def test_spoiled_work_is_caught_by_the_finding_that_names_the_mistake(name: str) -> None:
    kind = KINDS[name]
    total, missed = Counter[str](), Counter[str]()
    for seed in range(4):
        case = kind.draw(EXERCISES[name], f"spoiled-{seed}", 0)
        strong = kind.solution(case)
        before = kind.check(strong, case)
        for operator in kind.operators:
            for where, made in operator.spoil(strong, case):
                total[operator.name] += 1
                found = worse(before, kind.check(made, case))
                missed[operator.name] += not any(one.id in operator.named for one in found)
                assert where
    everyone = {one.name for one in kind.operators} - {"floor-laxer"}
    assert everyone <= set(total)
    assert sum(missed.values()) <= 0.1 * sum(total.values()), missed


@pytest.mark.parametrize("name", CRITERIA)
def test_nothing_made_misses_every_criterion(name: str) -> None:
    kind = KINDS[name]
    case = kind.draw(EXERCISES[name], "blank", 0)
    findings = kind.check(kind.model(), case)
    for criterion in CRITERIA[name]:
        own = [one for one in findings if one.criterion == criterion]
        assert any(one.status == "missed" for one in own), criterion
    for one in findings:
        assert "{" not in one.what + one.why + one.next


@pytest.mark.parametrize("name", CRITERIA)
def test_a_teams_own_is_checked_without_a_case(name: str) -> None:
    kind = KINDS[name]
    made = kind.solution(kind.draw(EXERCISES[name], "own", 0)).model_copy(update={"case": None})
    findings = kind.check(made, None)
    assert not [one.id for one in findings if one.status == "missed"]
    assert kind.check(kind.model(), None)


def test_every_message_counts_toward_a_criterion_of_its_exercise() -> None:
    known = CRITERIA["disaggregation"] | CRITERIA["funnel_reading"] | {""}
    for name, template in templates().items():
        if name.startswith(("gaps-", "signal-")):
            assert template.criterion in known, name


# ---------------------------------------------------------------- gaps


def strong_gaps(**changes: Any) -> tuple[Disaggregation, Any]:
    case = draw_gaps_case("elie-gaps", "seed-1", 0)
    return worked_gaps(case).model_copy(update=changes), case


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("The ratio fell, so it is fairer.", {"missed"}),
        ("The ratio came closer to 1, but the gap in points grew.", {"passed"}),
        ("We do not use the ratio for fairness.", {"passed"}),
    ],
)
def test_a_ratio_alone_is_caught(words: str, status: set[str]) -> None:
    made, case = strong_gaps(finding_words=f"40 of 100 (40%) and 60 of 100 (60%). {words}")
    assert statuses(gaps(made, case), "gaps-ratio-alone") == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("2 of 6 students were reached.", "missed"),
        ("5 of 8 schools offer it.", "passed"),
        ("Groups too small to show are looked at in private.", "passed"),
        ("The 7 students who arrived this year did well.", "asked"),
        ("3 of 9 teachers left.", "passed"),
    ],
)
def test_a_percentage_of_a_few_is_caught_and_schools_are_no_students(
    words: str, status: str
) -> None:
    made, case = strong_gaps(system_words=words)
    assert statuses(gaps(made, case), "gaps-few") == {status}


def test_deficit_language_is_asked_about_and_a_students_own_words_are_not() -> None:
    said = "My friends lack motivation and those kids do not care."
    made, case = strong_gaps(voices=(Voice(who="a student", words=said),))
    assert statuses(gaps(made, case), "gaps-deficit") == set()
    made, case = strong_gaps(system_words="These students lack the vocabulary they need.")
    assert statuses(gaps(made, case), "gaps-deficit") == {"asked"}
    assert all(one.criterion == "" for one in gaps(made, case) if one.id == "gaps-deficit")


def test_a_strategy_that_names_a_race_sends_to_counsel() -> None:
    made, case = strong_gaps(
        strategies=(Strategy(for_whom="African American students", what="add a section"),)
    )
    assert statuses(gaps(made, case), "gaps-counsel") == {"asked"}


def test_names_may_be_written_in_other_capitals_and_orders() -> None:
    made, case = strong_gaps()
    facts = case.facts
    school, group = facts.schools[0], facts.group
    n, met = facts.outcome.n[0][0], facts.outcome.met[0][0]
    row = GroupNumbers(id="x1", name=f"{group.upper()} · {school}", n=n, met=met)
    made = made.model_copy(
        update={"groups": (*made.groups, row), "comparison": made.comparison.upper()}
    )
    findings = gaps(made, case)
    assert not [one for one in findings if one.status == "missed"]
    off = row.model_copy(update={"met": met - 5})
    made = made.model_copy(update={"groups": (*made.groups[:-1], off)})
    assert "missed" in statuses(gaps(made, case), "gaps-numbers")
    strange = row.model_copy(update={"name": "my own group"})
    made = made.model_copy(update={"groups": (*made.groups[:-1], strange)})
    assert "asked" in statuses(gaps(made, case), "gaps-numbers")


def test_own_numbers_are_held_to_each_other() -> None:
    rows = (
        GroupNumbers(id="g1", name="A", n=200, met=60, percent=30, low=24, high=37, gap=-30),
        GroupNumbers(id="g2", name="B", n=600, met=360, percent=60, low=56, high=64),
    )
    made = empty_disaggregation().model_copy(update={"groups": rows, "comparison": "B"})
    assert statuses(gaps(made), "gaps-numbers") == {"passed"}
    off = rows[0].model_copy(update={"gap": -20.0})
    made = made.model_copy(update={"groups": (off, rows[1])})
    assert statuses(gaps(made), "gaps-numbers") == {"passed", "missed"}
    bare = rows[0].model_copy(update={"n": None})
    made = made.model_copy(update={"groups": (bare, rows[1])})
    assert "missed" in statuses(gaps(made), "gaps-numbers")


# ---------------------------------------------------------------- signal


def strong_signal(**changes: Any) -> tuple[FunnelReading, Any]:
    case = draw_signal_case("elie-signal", "seed-1", 0)
    return worked_signal(case).model_copy(update=changes), case


@pytest.mark.parametrize(
    ("words", "finding", "status"),
    [
        ("The bottom five need a plan.", "signal-bottom-five", "missed"),
        ("The bottom five do not need a plan.", "signal-bottom-five", "passed"),
        ("{top} is our best school.", "signal-small-praised", "missed"),
        ("{top} is not praised: it is small and lies inside.", "signal-small-praised", "passed"),
        ("Congratulations to the top school.", "signal-small-praised", "asked"),
        ("There is no problem.", "signal-explained-away", "missed"),
        ("No outlier does not mean there is no problem.", "signal-explained-away", "passed"),
    ],
)
def test_wording_is_read_with_its_negation(words: str, finding: str, status: str) -> None:
    made, case = strong_signal()
    text = words.format(top=case.facts.top_small)
    made = made.model_copy(update={"board": text})
    assert statuses(signal_reading(made, case), finding) == {status}


def test_wider_limits_and_no_problem_is_told_in_its_own_words() -> None:
    made, case = strong_signal(
        adjusted="yes", adjusted_why="Poverty.", board="So there is no inequality."
    )
    (found,) = [one for one in signal_reading(made, case) if one.id == "signal-explained-away"]
    assert found.misconception == "wide limits used to explain inequality away"


def test_between_the_limits_two_readers_may_differ() -> None:
    from autograde.checks._signal_known import signal_known

    for seed in range(20):
        case = draw_signal_case("elie-signal", f"seed-{seed}", 0)
        known = signal_known(FunnelReading(limits="95"), case)
        between = sorted(known.outside - known.outside998)
        if between:
            break
    points = tuple(FunnelPoint(code=code, reading="special") for code in sorted(known.outside))
    made = worked_signal(case).model_copy(update={"limits": "95", "outside": points})
    findings = signal_reading(made, case)
    assert statuses(findings, "signal-reading") == {"passed", "asked"}
    assert statuses(findings, "signal-outside") == {"passed"}


def test_california_is_read_without_a_case_and_its_year_is_named() -> None:
    made = empty_funnel_reading().model_copy(
        update={"source": "star98", "data_words": "303 districts", "target": 41.3, "limits": "99.8"}
    )
    findings = signal_reading(made)
    (data,) = [one for one in findings if one.id == "signal-data"]
    assert data.status == "missed"
    assert data.misconception == "old data read as new"
    assert statuses(findings, "signal-left-out") == set(), "210 names would name nobody"
    assert statuses(findings, "signal-many-outside") == {"asked"}
    counted = made.model_copy(update={"cause_words": "210 of 303 lie outside."})
    assert statuses(signal_reading(counted), "signal-many-outside") == {"passed"}
    wide = made.model_copy(update={"adjusted": "yes", "adjusted_why": "They share poverty."})
    left_out = [one for one in signal_reading(wide) if one.id == "signal-left-out"]
    assert len(left_out) == 11
    dated = made.model_copy(update={"data_words": "303 districts of California, 1998"})
    assert statuses(signal_reading(dated), "signal-data") == {"passed"}
