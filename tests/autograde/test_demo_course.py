"""The demo's learners and course: the same twelve people, with work for every exercise."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograde._demo_marks import MARKS
from autograde.cohort import EXERCISES, profiles, still_working, team_work, works
from autograde.course import Course
from autograde.demo import COURSE, make
from autograde.kinds import kind_of
from autograde.release import exercises
from autograde.rounds import rounds_in
from autograde.rubrics import LEVELS, load_rubric
from curriculum.artifacts import ArtifactError
from curriculum.artifacts.lock import lock_problem
from curriculum.artifacts.plan import Plan

HOSTILE = {"scripts", "broken", "other", "sample"}


def test_every_exercise_has_its_learners() -> None:
    assert set(EXERCISES) == set(exercises())
    people = [one.learner for one in profiles()]
    assert len(people) == 12
    for exercise in EXERCISES:
        cohort = profiles(exercise)
        assert [one.learner for one in cohort] == people
        assert {one.way for one in cohort} == {"exchange", "packet"}
        assert sum(len(one.versions) == 2 for one in cohort) == 1
        said = {how[0] for one in cohort for how in one.versions if how}
        assert said >= {"scripts", "broken", "other"}
    assert not {one.id for one in still_working()} & {one.id for one in people}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_mistake_is_in_the_work_and_found_by_name(exercise: str) -> None:
    kind = kind_of(exercise)
    named = {one.name: one.named for one in kind.operators}
    for one in profiles(exercise):
        case = kind.draw(exercise, one.learner.id, 0)
        for how, raw in zip(one.versions, works(one, exercise), strict=True):
            if HOSTILE & set(how):
                continue
            work = kind.model.from_json(raw)
            assert work.case.key == one.learner.id
            off = {f.id for f in kind.check(work, case) if f.status != "passed"}
            for operator in how:
                assert off & set(named[operator]), (one.learner.id, operator)
            if not how:
                assert off == set()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_damaged_the_planted_and_the_others_are_what_they_say(exercise: str) -> None:
    kind = kind_of(exercise)
    raw = {
        how[0]: work
        for one in profiles(exercise)
        for how, work in zip(one.versions, works(one, exercise), strict=True)
        if how and how[0] in HOSTILE
    }
    with pytest.raises(ArtifactError):
        kind.model.from_json(raw["broken"])
    assert raw["scripts"].count(b"<script>") > 5
    assert kind.model.from_json(raw["other"]).case.key == "somebody-else"


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_team_has_something_of_its_own(exercise: str) -> None:
    (team,) = [raw for one in profiles(exercise) if (raw := team_work(one, exercise))]
    own = kind_of(exercise).model.from_json(team)
    assert own.case is None
    if isinstance(own, Plan):
        assert lock_problem(own) == ""


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_coach_answers_each_criterion_at_a_level(exercise: str) -> None:
    assert len(MARKS[exercise]) == 2
    assert set(MARKS[exercise]) <= {one.learner.id for one in profiles(exercise)}
    for levels, fix_first in MARKS[exercise].values():
        assert list(levels) == [one.id for one in load_rubric(exercise).coach]
        assert {level for level, _ in levels.values()} <= set(LEVELS)
        assert fix_first


@pytest.mark.nbgrader
@pytest.mark.slow
def test_one_call_makes_the_course_with_all_exercises(tmp_path: Path) -> None:
    make(tmp_path)
    course = Course.at(tmp_path / COURSE)
    assert course.exercises() == tuple(sorted(EXERCISES))
    everyone = sorted(one.learner.id for one in profiles())
    for exercise in EXERCISES:
        with course.book() as book:
            assert sorted(book.handed_in(exercise)) == everyone
        assert (course.root / "release" / exercise / f"{exercise}.ipynb").is_file()
        back = {path.parent.name for path in (course.root / "feedback").glob(f"*/{exercise}")}
        assert back >= set(MARKS[exercise])
        first = rounds_in(course.rounds("lead-alder", exercise))
        assert len(first) == 2
        assert (first[0].folder / "feedback.html").is_file()
        for learner in everyone:
            notebook = course.autograded(learner, exercise) / f"{exercise}.ipynb"
            cells = nbformat.read(notebook, as_version=4).cells
            drawn = "".join(f"{cell.source}{cell.get('outputs', '')}" for cell in cells)
            assert "<script>window" not in drawn
    assert (tmp_path / "nbgrader_config.py").is_file()
    before = (course.root / "gradebook.db").stat().st_mtime_ns
    make(tmp_path)
    assert (course.root / "gradebook.db").stat().st_mtime_ns == before
