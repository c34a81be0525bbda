"""Gold pieces: every exercise has them, they can be shown, and their levels span the rubric."""

from __future__ import annotations

import shutil
from itertools import combinations

import pytest

from autograde import gold
from autograde.agreement import ENOUGH
from autograde.gold import has_gold, load_gold
from autograde.kinds import kind_of
from autograde.release import exercises
from autograde.rubrics import RubricError, load_rubric
from curriculum.artifacts.lock import lock_problem
from curriculum.artifacts.plan import Plan
from curriculum.content import content_root

EXERCISES = [one for one in exercises() if has_gold(one)]


def test_lift_exercises_have_gold_pieces():
    assert {"lift-fishbone", "lift-predict", "lift-study"} <= set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_level_of_every_criterion_has_a_piece(exercise):
    pieces = load_gold(exercise).pieces.values()
    assert len(pieces) >= ENOUGH
    for criterion in load_rubric(exercise).coach:
        levels = [one.marks[criterion.id].level for one in pieces]
        assert set(levels) == {0, 1, 2, 3}, criterion.id
        assert max(map(levels.count, range(4))) <= len(levels) / 2


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_two_criteria_are_the_same_judgement(exercise):
    """Coaches who give one overall impression must come out as disagreeing with gold."""
    pieces = load_gold(exercise).pieces.values()
    for one, other in combinations(load_rubric(exercise).coach, 2):
        differ = sum(piece.marks[one.id].level != piece.marks[other.id].level for piece in pieces)
        assert differ >= 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_reasons_are_one_line_and_not_the_rubrics_own(exercise):
    rubric = {one.id: one for one in load_rubric(exercise).coach}
    for piece in load_gold(exercise).pieces.values():
        for criterion, mark in piece.marks.items():
            assert 4 <= len(mark.why.split()) <= 32, (piece.name, criterion)
            assert "\n" not in mark.why
            assert mark.why not in rubric[criterion].levels.values()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_pieces_are_drawn_as_a_coach_sees_them(exercise):
    kind = kind_of(exercise)
    drawings = set()
    for piece in load_gold(exercise).pieces.values():
        shown = kind.show(piece.artifact, piece.case, kind.check(piece.artifact, piece.case))
        assert shown.drawing.startswith("<svg")
        assert piece.name not in shown.drawing + shown.alt, "a name would give the level away"
        drawings.add((shown.drawing, *shown.words.values()))
        if isinstance(piece.artifact, Plan):
            assert lock_problem(piece.artifact) == ""
    assert len(drawings) == len(load_gold(exercise).pieces)


# What a rubric's wording demands of the pieces, looked for in the pieces themselves.


def fish(name):
    return load_gold("lift-fishbone").pieces[name]


def test_fishbone_levels_are_what_the_rubric_says():
    for piece in load_gold("lift-fishbone").pieces.values():
        view = piece.artifact.whose_view_is_missing
        said = piece.marks["missing-view"].level
        assert (said == 0) == (view == ""), piece.name
        if said == 1:
            assert len(view.split()) <= 3, "somebody in general"
        backward = piece.artifact.reads_backward
        assert (piece.marks["reads-backward"].level == 3) == ("might break" in backward)
        if piece.marks["explains-difference"].level == 3:
            lanes = [cause.lane for bone in piece.artifact.bones for cause in _all(bone.causes)]
            assert "escalate" in lanes, "what is outside the room is carried on"


def _all(causes):
    for one in causes:
        yield one
        yield from _all(one.whys)


def test_plan_levels_are_what_the_rubric_says():
    for piece in load_gold("lift-predict").pieces.values():
        if piece.artifact.scale.size == "whole_school":
            assert piece.marks["proportionate"].level == 0
        if piece.marks["proportionate"].level == 0:
            assert piece.artifact.scale.size == "whole_school"
        if piece.marks["either-result-teaches"].level in (1, 2):
            assert "Under" in piece.artifact.surprise or "under" in piece.artifact.surprise


def test_study_levels_are_what_the_rubric_says():
    for piece in load_gold("lift-study").pieces.values():
        named = piece.artifact.other_explanations
        level = piece.marks["other-explanations"].level
        assert (level == 3) == (len(named) >= 3)
        if level == 1:
            assert all(len(one.split()) <= 9 for one in named), "in general"


def test_gaps_levels_are_what_the_rubric_says():
    for piece in load_gold("elie-gaps").pieces.values():
        made = piece.artifact
        level = {name: mark.level for name, mark in piece.marks.items()}
        doubt = "we are wrong" in made.system_words or "would give this up" in made.system_words
        assert (level["system-language"] == 3) == doubt, piece.name
        nothing = not made.voices or not made.comparison_why
        assert (level["comparison-and-voices"] == 0) == nothing, piece.name
        keep = any("keep" in one.what for one in made.strategies)
        assert (level["goal-and-ways"] == 3) == keep, piece.name


# Reading


def given(tmp_path, monkeypatch, change):
    """The fishbone's gold pieces, with one part of the text changed."""
    exercise = "lift-fishbone"
    shutil.copytree(content_root() / "exercises" / exercise, tmp_path / "exercises" / exercise)
    path = tmp_path / "exercises" / exercise / "samples" / "gold.toml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(*change)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    monkeypatch.setattr(gold, "content_root", lambda: tmp_path)
    load_gold.cache_clear()
    try:
        return load_gold(exercise)
    finally:
        load_gold.cache_clear()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"bones.s2.text" = "The', '"bones.s99.text" = "The'), "there is no s99"),
        (('"bones.s2.text" = "The', '"bones.s2.words" = "The'), "there is no bones.s2.words"),
        (('drop = ["u10", "u12"]', 'drop = ["u99"]'), "there is no u99"),
        (('["testable", "Every', '["fine", "Every'), "fine"),
        (("[pieces.strong-1.gold]\nreads-backward", "[pieces.strong-1.gold]\nreads"), "strong-1"),
        (('from = "strong-2"', 'from = "nothing"'), "nothing"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path, monkeypatch, change, said):
    with pytest.raises(
        RubricError, match=r"^The gold pieces of lift-fishbone cannot be read"
    ) as no:
        given(tmp_path, monkeypatch, change)
    assert said in str(no.value)


def test_an_exercise_without_gold_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(gold, "content_root", lambda: tmp_path)
    load_gold.cache_clear()
    with pytest.raises(RubricError, match="no gold pieces for lift-predict"):
        load_gold("lift-predict")
