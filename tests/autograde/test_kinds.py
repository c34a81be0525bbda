"""The table of kinds: every exercise has one, and everything it names is there."""

import pytest

from autograde.kinds import KINDS, kind_of
from autograde.release import exercises
from autograde.rubrics import RubricError, load_rubric


def test_every_exercise_is_about_a_known_kind():
    assert {load_rubric(one).artifact for one in exercises()} <= set(KINDS)
    with pytest.raises(RubricError, match="no exercise"):
        kind_of("lift-nothing")


@pytest.mark.parametrize("exercise", exercises())
def test_everything_that_a_kind_names_works_together(exercise):
    kind = kind_of(exercise)
    case = kind.draw(exercise, "together", 0)
    made = kind.solution(case)
    assert isinstance(made, kind.model)
    assert load_rubric(exercise).artifact == kind.model.KIND
    findings = kind.check(made, case)
    assert {f.criterion for f in findings} >= {one.id for one in load_rubric(exercise).machine}
    shown = kind.show(made, case, findings)
    assert "<svg" in shown.drawing[:400]
    assert shown.alt.strip()
    assert shown.statement.strip()
    assert all(isinstance(text, str) for text in shown.words.values())
    assert set(kind.titles) <= set(shown.words)
    assert kind.operators


@pytest.mark.parametrize("exercise", exercises())
def test_a_coach_reads_the_learners_words_beside_the_criteria(exercise):
    kind = kind_of(exercise)
    case = kind.draw(exercise, "beside", 0)
    words = kind.show(kind.solution(case), case, []).words
    judged = {one.id for one in load_rubric(exercise).coach}
    assert len(judged & set(words)) >= 2
    assert all(words[one].strip() for one in judged & set(words))


@pytest.mark.parametrize("exercise", exercises())
def test_a_teams_own_is_drawn_without_a_case(exercise):
    kind = kind_of(exercise)
    made = kind.solution(kind.draw(exercise, "team", 1)).model_copy(update={"case": None})
    assert "<svg" in kind.show(made, None, []).drawing[:400]
