"""Whether two names can be of one measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.artifacts.measure_names import planned_measure, same_measure
from curriculum.artifacts.plan import DataPlan, Plan, Prediction
from curriculum.artifacts.study import Study


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Reason slips", "reason slips (driver) - a reason you gave", True),
        ("reason slip", "Reason Slips", True),
        ("", "Reason slips", True),
        ("the of", "Reason slips", True),
        ("Tardies", "Reason slips", False),
        ("exit slips", "reason slips", False),
        ("exit slips / students present", "reason slips / students present", False),
        ("Room 15: tardies", "Room 15: reason slips", False),
        ("reason slips, Tuesdays", "tardies, Tuesdays", False),
        ("Room 15: reason slips", "reason slips / students present", True),
        ("Percent of students with initials", "initials on the group's sheet", False),
        ("Students present", "students present, each day", True),
        ("minutes left for the main lesson", "minutes left", True),
    ],
)
def test_names_of_one_measure(one: str, other: str, same: bool) -> None:
    assert same_measure(one, other) is same
    assert same_measure(other, one) is same


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_order_does_not_matter_and_a_name_is_its_own(one: str, other: str) -> None:
    assert same_measure(one, other) is same_measure(other, one)
    assert same_measure(one, one)


def test_a_study_of_another_prediction_counts_what_that_one_is_about() -> None:
    plan = Plan(
        data=DataPlan(measure="reason slips"),
        predictions=(
            Prediction(id="p1", measure="reason slips"),
            Prediction(id="p2", measure="minutes left"),
        ),
    )
    assert planned_measure(Study(measure="minutes left", prediction_id="p2"), plan)
    assert not planned_measure(Study(measure="minutes left", prediction_id="p1"), plan)
    assert planned_measure(Study(measure="anything"), Plan())
