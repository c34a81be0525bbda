import pytest
from alder_creek import alder_case, alder_creek, cause, leaf

from autograde.checks import _causes, fishbone
from autograde.checks import _edit as edit
from curriculum.artifacts.fishbone import Cause, Fishbone, empty_fishbone


def at(fish, node, *ids, case=None):
    return [f for f in fishbone(fish, case) if f.where == node and f.id in ids]


def test_the_golden_example_without_a_case_has_nothing_asked_or_missed():
    assert {f.status for f in fishbone(alder_creek())} == {"passed"}


def test_the_golden_example_on_its_folder_has_nothing_asked_or_missed():
    assert {f.status for f in fishbone(alder_creek(items=True), alder_case())} == {"passed"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No math coach on Fridays", "cause-solution"),
        ("Not enough Chromebooks", "cause-solution"),
        ("Students are lazy", "cause-blame"),
        ("lack of motivation", "cause-blame"),
        ("The principal", "cause-person"),
        ("Communication", "cause-vague"),
    ],
)
def test_a_cause_that_is_none_is_named(text, wanted):
    (found,) = at(edit.change(alder_creek(), "c2", text=text), "c2", wanted)
    assert found.status in ("asked", "missed")
    assert found.quote in text
    assert found.misconception


@pytest.mark.parametrize(
    "text",
    [
        "Students lack a way to check their answers",
        "The coach is here on Fridays, when 7th grade has assemblies",
        "Homework is graded for completion, so students do not see which answers were wrong",
    ],
)
def test_a_condition_one_could_go_and_look_for_passes(text):
    (found,) = at(edit.change(alder_creek(), "c2", text=text), "c2", "cause-clear")
    assert found.status == "passed"
    assert text in found.what


def test_an_empty_box_is_missed_and_its_bone_named():
    (found,) = at(edit.change(alder_creek(), "c1", text=" \n"), "c1", "cause-text")
    assert found.status == "missed"
    assert "Tasks and curriculum" in found.what


def test_an_empty_box_is_not_nagged_about_tag_and_source():
    fish = edit.add_cause(alder_creek(), 0, Cause(id="new"))
    assert [f.id for f in fishbone(fish) if f.where == "new"] == ["cause-text"]


@pytest.mark.parametrize("copy", ["{}", "{}!", "  {}  "])
def test_a_cause_twice_is_certain_when_only_retyped(copy):
    text = "The first right answer usually ends the exchange"
    fish = edit.add_cause(alder_creek(), 3, leaf("x", copy.format(text.upper()), "data", "Notes"))
    (found,) = at(fish, "x", "cause-twice")
    assert found.status == "missed"


def test_the_same_cause_in_other_words_is_asked_not_accused(monkeypatch):
    one = "Teachers call on whoever raises a hand first"
    other = "The quickest hands get picked in class discussions"
    monkeypatch.setattr(_causes, "same", lambda a, b: {a, b} == {one, other})
    fish = edit.add_cause(alder_creek(), 0, leaf("x1", one, "data", "Notes"))
    fish = edit.add_cause(fish, 1, leaf("x2", other, "data", "Notes"))
    (found,) = at(fish, "x2", "cause-twice")
    assert found.status == "asked"
    assert one in found.what


def test_a_cause_that_stands_whole_in_another_is_asked_about():
    text = "It often happens that lessons open with a page of bare computation"
    fish = edit.add_cause(alder_creek(), 1, leaf("x", text, "data", "Notes"))
    (found,) = at(fish, "x", "cause-twice")
    assert found.status == "asked"


def test_the_problem_statement_as_a_cause_is_the_symptom_said_again():
    text = "Students gave a classmate a reason for an answer in 98 of 306 student-lessons"
    (found,) = at(edit.change(alder_creek(), "c2", text=text), "c2", "cause-symptom")
    assert found.status == "missed"


def test_a_gap_in_a_chain():
    (found,) = at(edit.change(alder_creek(), "a2", text=""), "a2", "link-text")
    assert found.status == "missed"


def test_a_why_that_repeats_what_stands_above():
    fish = edit.change(alder_creek(), "c1", text="Lessons open with a page of bare computation.")
    (found,) = at(fish, "c1", "why-new")
    assert found.status == "missed"
    assert found.criterion == "chains"


def test_no_chain_of_two_whys_is_advice_and_costs_nothing():
    fish = empty_fishbone()
    text = "Partner talk starts after the answer is on the board"
    fish = edit.add_cause(fish, 0, leaf("x", text, "data", "Notes", "test"))
    chain = [f for f in fishbone(fish) if f.criterion == "chains"]
    assert [(f.id, f.status) for f in chain] == [("chain-two", "asked")]
    (bones,) = at(fish, "bones", "bones-in-use")
    assert bones.status == "asked"
    assert bones.criterion == ""
    assert "padding" in bones.next


def test_a_blank_fishbone_is_missed_on_every_criterion():
    for fish in (Fishbone(), empty_fishbone()):
        missed = {f.criterion for f in fishbone(fish) if f.status == "missed"}
        assert missed == {"problem-statement", "causes", "evidence", "chains", "lanes"}
        assert not [f for f in fishbone(fish) if f.status == "passed"]


def test_a_chain_and_its_own_why_are_not_the_same_cause_twice():
    fish = edit.add_cause(
        empty_fishbone(),
        0,
        cause(
            "x", "Students wait for the bell", leaf("y", "Students wait for the bell", "data", "N")
        ),
    )
    assert not [f for f in fishbone(fish) if f.id == "cause-twice"]
    assert [f.status for f in fishbone(fish) if f.id == "why-new"] == ["missed"]
