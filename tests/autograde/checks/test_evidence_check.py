import pytest
from alder_creek import alder_case, alder_creek, leaf

from autograde.checks import _edit as edit
from autograde.checks import fishbone


def changed(node, case=True, text=None, **evidence):
    fish = edit.change_evidence(alder_creek(items=True), node, **evidence)
    if text is not None:
        fish = edit.change(fish, node, text=text)
    findings = fishbone(fish, alder_case() if case else None)
    return {f.id: f for f in findings if f.where == node}


@pytest.mark.parametrize("case", [True, False])
def test_a_leaf_without_a_tag(case):
    found = changed("c1", case, tag=None)
    assert found["leaf-tag"].status == "missed"
    assert found["leaf-source"].status == "passed"


@pytest.mark.parametrize("source", ["", " ", "?", "-"])
def test_a_leaf_without_a_source(source):
    assert changed("c1", source=source)["leaf-source"].status == "missed"


def test_an_assumption_says_whose_hunch_it_is_and_nothing_more():
    found = changed("c6")
    assert set(found) & {"leaf-item", "leaf-kind", "leaf-about", "leaf-numbers"} == set()
    assert found["leaf-source"].status == "passed"
    assert changed("c6", source="")["leaf-source"].status == "missed"


def test_a_tag_of_another_kind_than_the_paper_is_certain():
    found = changed("c3", tag="data")["leaf-kind"]
    assert found.status == "missed"
    assert "interview" in found.next


def test_an_assumption_with_a_paper_is_asked_about():
    assert changed("c1", tag="assumption")["leaf-kind"].status == "asked"


def test_a_paper_that_is_not_there():
    assert changed("c1", item="E42")["leaf-item"].status == "missed"


def test_a_paper_named_only_in_words_is_found():
    found = changed("c1", item=None)
    assert found["leaf-item"].status == "passed"
    assert "E2" in found["leaf-item"].what


def test_a_source_that_nothing_in_the_folder_speaks_of_is_certain():
    assert changed("c1", item=None, source="My gut feeling")["leaf-item"].status == "missed"


def test_a_source_that_could_be_in_the_folder_is_asked_about():
    vague = "What the binder holds, as far as somebody could possibly remember"
    assert changed("c1", item=None, source=vague)["leaf-item"].status == "asked"


def test_evidence_for_something_else_is_asked_about():
    text = "The cafeteria line takes twelve minutes on rainy days"
    assert changed("c1", text=text)["leaf-about"].status == "asked"


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("Task sort: 41 of 52 tasks", "passed"),
        ("Task sort: 79% of tasks", "passed"),
        ("Task sort: 11 of 52 tasks had more methods", "passed"),
        ("Task sort: 44 of 52 tasks", "missed"),
        ("Task sort: 91% of tasks", "missed"),
        ("Task sort: 98 of 306 tasks", "asked"),
        ("Task sort: 44 tasks", "asked"),
    ],
)
def test_numbers_of_a_source_against_the_paper(source, status):
    assert changed("c1", source=source)["leaf-numbers"].status == status


def test_a_number_in_an_upper_cause_against_the_folder():
    fish = edit.change(alder_creek(items=True), "a2", text="47 of 52 lessons open with computation")
    found = [f for f in fishbone(fish, alder_case()) if f.id == "cause-numbers" and f.where == "a2"]
    assert [f.status for f in found] == ["missed"]


def test_the_paper_that_disagrees_under_the_first_story_is_asked_about():
    found = changed("c3", text="Our students are shy and do not talk")
    assert found["leaf-contradicts"].status == "asked"


def test_the_paper_that_disagrees_may_not_be_left_out():
    fish = edit.edit_cause(alder_creek(items=True), "c3", lambda cause: None)
    fish = fish.model_copy(update={"surprise": ""})
    (found,) = [f for f in fishbone(fish, alder_case()) if f.id == "contradiction"]
    assert found.status == "asked"
    kept = fish.model_copy(update={"surprise": "E4 changed our minds: student 7 is not shy"})
    (found,) = [f for f in fishbone(kept, alder_case()) if f.id == "contradiction"]
    assert found.status == "passed"


def test_nothing_but_hunches_is_asked_about_once():
    fish = edit.edit_all(
        alder_creek(),
        lambda cause: cause.model_copy(
            update={"evidence": cause.evidence.model_copy(update={"tag": "assumption"})}
        ),
    )
    found = [f for f in fishbone(fish) if f.id == "all-assumptions"]
    assert [f.status for f in found] == ["asked"]
    assert found[0].criterion == ""


def test_without_a_case_nothing_is_compared_with_a_folder():
    fish = edit.add_cause(alder_creek(), 0, leaf("x", "Seats are fixed in May", "data", "99 of 7"))
    assert not {"leaf-item", "leaf-kind", "leaf-about", "leaf-numbers"} & {
        f.id for f in fishbone(fish)
    }
