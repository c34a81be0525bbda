import pytest
from alder_creek import alder_case, alder_creek

from autograde.checks import _edit as edit
from autograde.checks import fishbone
from curriculum.artifacts.fishbone import CarriedTo, CheckPlan


def changed(node, case=None, **fields):
    findings = fishbone(edit.change(alder_creek(items=True), node, **fields), case)
    return {f.id: f for f in findings if f.where == node and f.criterion == "lanes"}


def test_something_is_tested():
    fish = edit.edit_all(
        alder_creek(),
        lambda cause: cause.model_copy(update={"lane": None}) if cause.lane == "test" else cause,
    )
    found = [f for f in fishbone(fish) if f.id == "lane-test-any"]
    assert [f.status for f in found] == ["missed"]


def test_a_check_needs_a_way():
    found = changed("c6", check=CheckPlan(by="November 6"))
    assert found["lane-check-how"].status == "missed"
    assert found["lane-check-date"].status == "passed"


@pytest.mark.parametrize(
    ("by", "finding", "status"),
    [
        ("", "lane-check-date", "missed"),
        ("soon", "lane-check-day", "missed"),
        ("February 31", "lane-check-day", "missed"),
        ("the gym", "lane-check-date", "asked"),
        ("next PLC", "lane-check-date", "passed"),
    ],
)
def test_a_check_needs_a_day(by, finding, status):
    assert changed("c6", check=CheckPlan(how="ask three families", by=by))[finding].status == status


@pytest.mark.parametrize(
    ("who", "on", "finding", "status"),
    [
        ("", "October 23", "lane-escalate-who", "missed"),
        ("someone", "October 23", "lane-escalate-who", "asked"),
        ("the principal", "October 23", "lane-escalate-who", "passed"),
        ("the principal", "", "lane-escalate-date", "missed"),
        ("the principal", "asap", "lane-escalate-day", "missed"),
    ],
)
def test_an_escalation_needs_who_and_when(who, on, finding, status):
    assert changed("c7", carried_to=CarriedTo(who=who, on=on))[finding].status == status


def test_an_assumption_in_test_is_asked_about():
    assert changed("c6", lane="test")["lane-test-evidence"].status == "asked"


def test_a_lane_above_a_why_is_asked_about():
    fish = edit.change(alder_creek(), "a1", lane="test")
    found = [f for f in fishbone(fish) if f.id == "lane-on-leaf"]
    assert [(f.where, f.status) for f in found] == [("a1", "asked")]


def test_what_is_outside_the_room_may_not_be_dropped():
    fish = edit.change(alder_creek(items=True), "c7", lane=None)
    (found,) = [f for f in fishbone(fish, alder_case()) if f.id == "structural"]
    assert found.status == "asked"
    assert found.misconception == "structural cause dropped"
    assert "master schedule" in found.hints[1]
    assert not [f for f in fishbone(fish) if f.id == "structural"]


@pytest.mark.parametrize(
    ("field", "finding"),
    [("reads_backward", "reads-backward"), ("whose_view_is_missing", "missing-view")],
)
def test_what_a_coach_judges_is_only_asked_about(field, finding):
    fish = alder_creek().model_copy(update={field: " "})
    (found,) = [f for f in fishbone(fish) if f.id == finding]
    assert (found.status, found.criterion) == ("asked", "")
