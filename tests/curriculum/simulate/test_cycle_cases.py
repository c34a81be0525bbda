"""The practice cases of predict and study: every number holds together, for every learner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from statistics import median

import pytest

from curriculum.artifacts import (
    CaseRef,
    Plan,
    case_ref,
    lock_problem,
    locked_plan,
    model_plan,
    plan_for,
    stops,
    study_for,
    study_problems,
)
from curriculum.content import content_root
from curriculum.exports.case_html import case_html
from curriculum.figures.evidence import evidence_svg
from curriculum.simulate import Case, PredictCase, StudyCase, draw_predict_case, draw_study_case
from curriculum.simulate.cycle_cases import case_digest
from curriculum.simulate.cycle_data import TRUTHS
from curriculum.simulate.cycle_story import load_cycle_stories, read_truths
from curriculum.simulate.lesson_days import is_school_day
from curriculum.simulate.noise import planned_noise
from curriculum.simulate.predict_cases import KINDS
from curriculum.simulate.story_file import StoryError
from curriculum.simulate.values import percent

GOLDEN: dict[str, str] = {
    "lift-predict/0": "3f54d1b0372a0352d0bd869c260b1c60",
    "lift-predict/1": "52b36bb64c70f17d4d90f069750159b8",
    "lift-predict/5": "cca699620e7aabea8c4b09db735c25a4",
    "lift-study/0": "a126ce74f8703830f45876fb05417673",
    "lift-study/1": "54e57d90a0642e9409b674e601f5b97f",
    "lift-study/5": "3af6e7f1ba2788a9c68a20c5d764ea0c",
}
CASES = content_root() / "lift" / "predict" / "cases"
AFTER = content_root() / "lift" / "study" / "cases"


@cache
def predict_cases() -> tuple[PredictCase, ...]:
    return tuple(draw_predict_case("lift-predict", f"learner-{i}", i % 8) for i in range(64))


@cache
def study_cases() -> tuple[StudyCase, ...]:
    return tuple(draw_study_case("lift-study", f"learner-{i}", i % 8) for i in range(64))


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [t for one in fields(value) for t in texts(getattr(value, one.name))]
    if isinstance(value, dict):
        return [t for one in value.values() for t in texts(one)]
    if isinstance(value, list | tuple):
        return [t for one in value for t in texts(one)]
    return []


def shown(case: Case) -> str:
    """Everything that a learner reads of a folder, in one text."""
    parts = [case.title, case.school, *case.scene, case.obvious_story, *case.outside]
    for item in case.items:
        parts += [item.title, item.source, *item.lines, *item.columns]
        parts += [" ".join(map(str, row)) for row in item.rows]
    return "\n".join(parts)


# ---------------------------------------------------------------- stories


def test_there_are_six_stories_and_eight_truths() -> None:
    stories = load_cycle_stories(CASES, AFTER)
    assert len(stories) == 6
    assert len(TRUTHS) == 8
    assert set(read_truths(AFTER.parent / "truths.toml")) == set(TRUTHS)


def test_no_sentence_stands_in_two_stories() -> None:
    seen: Counter[str] = Counter()
    for story in load_cycle_stories(CASES, AFTER).values():
        items = [part.fields for part in story.items]
        lines = {
            text
            for value in (story.texts, story.after, story.facts, items)
            for text in texts(value)
            if len(text.split()) > 7 and "{change_idea}" not in text
        }
        seen.update(lines)
    assert [text for text, count in seen.items() if count > 1] == []


def test_every_story_is_marked_fictional() -> None:
    for case in (*predict_cases(), *study_cases()):
        assert case.school.endswith("(fictional)")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("id = ", "idd = "), "is not a field"),
        (('"one-pencil"', '"two-pencils"'), "file's name"),
        (("surprise = ", "# "), "surprise is missing"),
        (("[[causes]]", "[[items]]"), "must be a text|is missing|not a field"),
    ],
)
def test_a_broken_story_is_named(tmp_path, change: tuple[str, str], said: str) -> None:
    text = (CASES / "one-pencil.toml").read_text(encoding="utf-8")
    (tmp_path / "one-pencil.toml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(StoryError, match=said):
        load_cycle_stories(tmp_path, AFTER)


def test_a_story_needs_both_of_its_files(tmp_path) -> None:
    with pytest.raises(StoryError, match="no story"):
        load_cycle_stories(tmp_path, AFTER)
    with pytest.raises(StoryError, match="cannot be read"):
        load_cycle_stories(CASES, tmp_path)


def test_a_truth_needs_its_words(tmp_path) -> None:
    (tmp_path / "truths.toml").write_text('[none]\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(StoryError, match="missing"):
        read_truths(tmp_path / "truths.toml")


# ---------------------------------------------------------------- drawing


def test_the_same_learner_gets_the_same_case_and_another_another() -> None:
    for draw in (draw_predict_case, draw_study_case):
        assert draw("e", "ada", 0) == draw("e", "ada", 0)
        assert draw("e", "ada", 0).digest != draw("e", "ben", 0).digest
        assert draw("e", "ada", 0).digest != draw("e", "ada", 1).digest
        assert draw("e", "ada", 0).digest == case_digest(draw("e", "ada", 0))


def test_six_draws_show_six_stories_and_eight_show_every_truth() -> None:
    drawn = [draw_study_case("lift-study", "ada", draw) for draw in range(8)]
    assert len({case.story for case in drawn[:6]}) == 6
    assert {case.truth["cycle"] for case in drawn} == set(TRUTHS)
    plans = [draw_predict_case("lift-predict", "ada", draw) for draw in range(7)]
    assert {case.truth["cycle"] for case in plans} == set(KINDS)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_cases_never_change(name: str) -> None:
    """Work that people have saved names its case by this digest."""
    exercise, draw = name.split("/")
    make = draw_predict_case if exercise == "lift-predict" else draw_study_case
    assert make(exercise, "golden", int(draw)).digest == GOLDEN[name]


# ---------------------------------------------------------------- predict


def test_the_folder_is_filled_in_and_can_be_shown() -> None:
    for case in (*predict_cases(), *study_cases()):
        assert "{" not in shown(case)
        assert [item.id for item in case.items] == [f"E{i}" for i in range(1, 8)]
        assert case.title in case_html(case)
        assert all("<svg" in evidence_svg(i) for i in case.items if i.form == "chart")
        assert "  " not in shown(case)
        assert ".." not in shown(case).replace("...", "")


def test_the_facts_of_a_plan_are_those_of_the_papers() -> None:
    for case in predict_cases():
        facts = case.facts
        tally = next(item for item in case.items if item.id == "E2")
        *lessons, total = tally.rows
        counts = [(row[2], row[1]) for row in lessons]
        assert total[1:3] == (facts.baseline_of, facts.baseline_count)
        assert counts == [(one.count, one.of) for one in facts.baseline]
        assert facts.baseline_count == sum(int(count) for count, _ in counts)
        assert facts.baseline_of == sum(int(of) for _, of in counts)
        values = [100.0 * int(count) / int(of) for count, of in counts]
        assert facts.baseline_median == pytest.approx(median(values))
        assert sum(count for count, _ in facts.group_baseline) == facts.baseline_count
        assert sum(group.n for group in facts.groups) == facts.class_n
        assert all(group.n >= 11 for group in facts.groups)
        days = [one.day for one in facts.baseline]
        assert days == sorted(set(days))
        assert all(is_school_day(date.fromisoformat(day)) for day in (*days, facts.today))
        assert days[-1] <= facts.today < facts.start <= facts.half_day <= facts.end
        text = shown(case)
        for fact in (fact for item in case.items for fact in item.facts):
            # The median and the percent of all lessons are the learner's to find.
            for number in fact.numbers if fact.id not in ("median", "pooled") else ():
                assert all(part in text for part in re.findall(r"\d+", number)), number


def test_the_model_plan_is_whole_honest_and_can_be_locked() -> None:
    for case in predict_cases():
        plan, facts = model_plan(case), case.facts
        assert (
            plan.case
            == case_ref(case)
            == CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest)
        )
        assert Plan.from_json(plan.to_json()) == plan
        assert plan.scale.size in facts.sizes
        assert plan.lessons == facts.lessons
        told = plan.predictions[0]
        assert told.low is not None
        assert told.high is not None
        assert told.best_guess is not None
        assert told.low < told.best_guess < told.high
        rate = facts.baseline_count / facts.baseline_of
        noise = planned_noise(rate, facts.class_n, facts.lessons)
        assert (told.high - told.low) / 2 >= 0.8 * noise
        assert told.low > 100.0 * rate  # if nothing changes, it fails
        assert told.by == facts.end
        assert any(stem in told.because.lower() for stem in facts.because_words)
        assert any(stem in plan.data.measure for stem in facts.measure_words)


def test_an_empty_plan_of_a_case_holds_only_its_school() -> None:
    case = predict_cases()[0]
    plan = plan_for(case)
    assert plan.school == case.school
    assert plan.case == case_ref(case)
    assert plan.question == ""


# ---------------------------------------------------------------- study


def test_the_facts_of_a_study_are_those_of_the_papers() -> None:
    for case in study_cases():
        facts = case.facts
        tally = next(item for item in case.items if item.id == "E3")
        *lessons, total_before, total = tally.rows
        since = [row for row in lessons if row[1] == "since"]
        assert total_before[0] == total[0] == "All counted"
        assert total[2:4] == (facts.result_of, facts.result_count)
        counted = [row for row in since if row[3] != "not counted"]
        assert facts.result_count == sum(int(row[3]) for row in counted)
        assert facts.result_of == sum(int(row[2]) for row in counted)
        assert facts.result == pytest.approx(100.0 * facts.result_count / facts.result_of)
        lost = [row for row in since if row[3] == "not counted"]
        assert len(lost) == len(facts.not_counted)
        assert facts.missing_count == sum(int(row[4]) for row in since) + sum(
            int(row[2]) for row in lost
        )
        before = [row for row in lessons if row[1] == "before"]
        assert facts.baseline_median == pytest.approx(
            median(100.0 * int(row[3]) / int(row[2]) for row in before)
        )
        assert facts.balancing == (
            median(int(row[5]) for row in before),
            median(int(row[5]) for row in since),
        )
        assert sum(group.since[0] for group in facts.groups) == facts.result_count
        assert sum(group.since[1] for group in facts.groups) == facts.result_of
        assert [group.small for group in facts.groups] == [g.n < 11 for g in facts.groups]
        assert sum(facts.done.values()) == len(since)
        for told in case.plan["predictions"]:
            result = facts.results[told["id"]]
            assert facts.held[told["id"]] == (told["low"] <= result <= told["high"])
        text = shown(case)
        for group in facts.groups:
            if group.since[1]:
                assert f"{group.since[0]} of {group.since[1]} ({percent(*group.since)}%)" in text


def test_every_study_has_a_locked_plan_and_data_that_can_be_read() -> None:
    for case in study_cases():
        plan, study = locked_plan(case), study_for(case)
        assert lock_problem(plan) == ""
        assert plan.lock is not None
        assert study.plan_digest == plan.lock.digest
        assert plan.lock.at[:10] < case.cycle.change_day == plan.start
        assert not stops(study_problems(study, plan))
        assert study.verdict == study.held == ""


def test_the_learner_finds_all_that_there_is_to_find() -> None:
    small = short = 0
    for case in study_cases():
        text = shown(case)
        assert case.cycle.fact in text
        assert case.cycle.truth.title not in text
        for line in case.cycle.log:
            assert line.words in text
        small += any(group.small for group in case.facts.groups)
        short += len(case.cycle.lessons) == 4
    assert 16 <= small <= 48
    assert 4 <= short <= 24


def test_most_predictions_hold_where_the_change_works_and_fail_where_it_does_not() -> None:
    def held(truth: str) -> int:
        cases = [draw_study_case("e", f"k{i}", 0, truth=truth) for i in range(20)]  # type: ignore[arg-type]
        return sum(case.facts.held["p1"] for case in cases)

    assert held("as_predicted") >= 15
    assert held("none") <= 6
    assert held("opposite") == 0
