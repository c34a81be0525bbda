"""Differences between two versions, in sentences."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.checks import spoiling
from autograde.differences import differences, marked
from autograde.kinds import KINDS
from curriculum.artifacts.answers import Answers
from curriculum.artifacts.fishbone import (
    Bone,
    Cause,
    CheckPlan,
    Evidence,
    Fishbone,
    ProblemStatement,
)
from curriculum.artifacts.plan import ChosenCause, DataPlan, Plan, Point, Prediction, Scale
from curriculum.artifacts.study import GroupResult, Study, StudyPoint

EXERCISES = {
    "fishbone": "lift-fishbone",
    "plan": "lift-predict",
    "study": "lift-study",
    "disaggregation": "elie-gaps",
    "funnel_reading": "elie-signal",
}


def fish(*causes: Cause, second: tuple[Cause, ...] = (), **more: Any) -> Fishbone:
    bones = (
        Bone(id="b1", name="Instruction", causes=causes),
        Bone(id="b2", name="Time and staffing", causes=second),
    )
    return Fishbone(bones=bones, **more)


def told(before: Any, after: Any) -> list[tuple[str, str]]:
    return [(one.sort, one.sentence) for one in differences(before, after)]


def test_a_cause_reworded_retagged_and_given_a_lane() -> None:
    before = fish(Cause(id="c1", text="No coach", evidence=Evidence(tag="assumption")))
    after = fish(
        Cause(
            id="c1",
            text="Pairs plan alone on Fridays",
            evidence=Evidence(tag="interview", item="E3", source="Notes of the coach"),
            lane="check",
            check=CheckPlan(how="Ask two pairs", by="Oct 9"),
        )
    )
    name = "“Pairs plan alone on Fridays”"
    assert told(before, after) == [
        ("reworded", "Reworded “No coach”."),
        ("retagged", f"{name} is tagged interview now; it was assumption."),
        ("retagged", f"{name} points to E3 now; it was no paper."),
        ("added", f"Wrote the source for {name}: “Notes of the coach”."),
        ("retagged", f"{name} goes into the lane “check it” now; it was no lane."),
        ("added", f"Wrote how to check {name}: “Ask two pairs”."),
        ("added", f"Wrote the date to check {name}: “Oct 9”."),
    ]


def test_causes_added_removed_and_moved() -> None:
    why = Cause(id="w1", text="Periods end early")
    before = fish(Cause(id="c1", text="Rush at the end", whys=(why,)), Cause(id="c2", text="Noise"))
    after = fish(
        Cause(id="c1", text="Rush at the end"),
        second=(why, Cause(id="c3", text="Two rooms", whys=(Cause(id="w2", text="One key"),))),
    )
    assert told(before, after) == [
        ("moved", "Moved “Periods end early”: it is on the bone “Time and staffing” now."),
        ("added", "New cause “Two rooms” on the bone “Time and staffing”."),
        ("added", "New why “One key”, beneath “Two rooms”."),
        ("removed", "Removed “Noise” from the bone “Instruction”."),
    ]


def test_a_cause_written_again_elsewhere_counts_as_moved() -> None:
    before = fish(Cause(id="c1", text="Pairs plan alone"))
    after = fish(second=(Cause(id="c9", text="pairs plan  alone"),))
    assert [one.sort for one in differences(before, after)] == ["reworded", "moved"]


def test_the_head_comes_first_and_bones_have_names() -> None:
    before = fish(problem_statement=ProblemStatement(text="Retries are low"))
    after = Fishbone(
        bones=(Bone(id="b1", name="Lessons"), Bone(id="b3", name="Data")),
        problem_statement=ProblemStatement(text="Retries are at 22%"),
        surprise="Seats.",
    )
    assert told(before, after) == [
        ("reworded", "Changed the problem statement: “Retries are at 22%”."),
        ("reworded", "The bone “Instruction” is called “Lessons” now."),
        ("added", "New bone “Data”."),
        ("removed", "Removed the bone “Time and staffing”."),
        ("added", "Wrote what surprised them: “Seats.”"),
    ]


def test_a_plan_by_its_predictions_and_fields() -> None:
    before = Plan(
        question="Does it help?",
        from_causes=(ChosenCause(id="c1", text="Rush"),),
        scale=Scale(size="one_class"),
        data=DataPlan(baseline=(Point(day="2026-01-05", count=3, of=9),)),
        predictions=(Prediction(id="p1", best_guess=50, low=40, high=60),),
    )
    after = before.model_copy(
        update={
            "question": "",
            "scale": Scale(size="few_classes", why="Cheap"),
            "data": DataPlan(
                baseline=(
                    Point(day="2026-01-05", count=4, of=9),
                    Point(day="2026-01-06", count=4, of=9),
                )
            ),
            "predictions": (
                Prediction(id="p1", best_guess=52.5, low=40, high=60, because="Seats"),
                Prediction(id="p2", measure="questions asked"),
            ),
        }
    )
    assert told(before, after) == [
        ("removed", "Took away the question: “Does it help?”"),
        ("reworded", "Changed the size of the test: “few classes”."),
        ("added", "Wrote why this size: “Cheap”."),
        ("reworded", "The counts of the baseline: 1 row is different and 1 row more."),
        ("reworded", "Changed the best guess: “52.5”."),
        ("added", "Wrote the because: “Seats”."),
        ("added", "Added to the predictions: “questions asked”."),
    ]


def test_a_study_by_its_lists_and_words() -> None:
    before = Study(
        verdict="signal_predicted",
        other_explanations=("A test week", "New seats"),
        groups=(GroupResult(name="EL", words="up"),),
        points=(StudyPoint(count=1, of=2),),
    )
    after = Study(
        verdict="no_signal",
        other_explanations=("A test week", "Fewer absent", "A new aide"),
        groups=(GroupResult(name="EL", words="level"),),
    )
    assert told(before, after) == [
        ("removed", "The counts: 1 row fewer."),
        ("reworded", "Changed the words on the group: “level”."),
        ("reworded", "In the other explanations: “Fewer absent” in the place of “New seats”."),
        ("added", "Added to the other explanations: “A new aide”."),
        ("reworded", "Changed the verdict: “no signal”."),
    ]


def test_a_kind_of_which_nothing_is_known_is_compared_by_field() -> None:
    one = {"round": 1, "comment": "a", "choice": "kept"}
    before = Answers.model_validate({"kind": "answers", "answers": []})
    after = Answers.model_validate({"kind": "answers", "answers": [one]})
    (change,) = differences(before, after)
    assert (change.sort, change.where) == ("added", "answers")
    with pytest.raises(ValueError, match="kinds"):
        differences(before, Fishbone())


def test_a_reworded_text_is_marked_word_by_word() -> None:
    pieces = marked("We plan alone on Fridays", "We plan together on Fridays, every week")
    assert [(one.piece, one.text.strip()) for one in pieces] == [
        ("same", "We plan"),
        ("old", "alone"),
        ("new", "together"),
        ("same", "on"),
        ("old", "Fridays"),
        ("new", "Fridays, every week"),
    ]


@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None)
def test_marked_pieces_hold_both_texts(old: str, new: str) -> None:
    pieces = marked(old, new)

    def whole(*kinds: str) -> str:
        return "".join("".join(one.text for one in pieces if one.piece in kinds).split())

    assert whole("same", "old") == "".join(old.split())
    assert whole("same", "new") == "".join(new.split())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_way_of_spoiling_work_is_seen_and_told(kind: str) -> None:
    known, exercise = KINDS[kind], EXERCISES[kind]
    case = known.draw(exercise, "lead-ash", 0)
    solved = known.solution(case)
    assert differences(solved, solved) == ()
    seen = 0
    for operator in known.operators:
        try:
            spoiled = spoiling.spoiled(solved, case, [operator.name], known.operators)
        except ValueError:
            continue
        if spoiled.model_dump(exclude={"case"}) == solved.model_dump(exclude={"case"}):
            continue
        seen += 1
        found = differences(solved, spoiled)
        assert found, operator.name
        assert differences(spoiled, solved), operator.name
        for one in found:
            assert one.sentence.endswith((".", ".”", "?”", "…”")), one
            assert one.sentence[:1].isupper() or one.sentence[:1] == "“", one
    assert seen >= 5


def test_random_edits_of_a_tree_never_break_it() -> None:
    chance = random.Random(5)
    names = [f"c{at}" for at in range(8)]

    def some() -> Fishbone:
        chance.shuffle(names)
        texts = ["Rush", "Noise", "", "Seats"]
        first = [Cause(id=one, text=chance.choice(texts)) for one in names[: chance.randint(0, 4)]]
        rest = [Cause(id=one, text=chance.choice(texts)) for one in names[5 : chance.randint(5, 8)]]
        if first and rest:
            first[0] = first[0].model_copy(update={"whys": tuple(rest)})
            rest = []
        return fish(*first, second=tuple(rest))

    for _ in range(200):
        one, two = some(), some()
        assert bool(differences(one, two)) == (one != two) or one.bones == two.bones
