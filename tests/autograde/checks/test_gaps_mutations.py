"""The disaggregation's check against spoiled pages, and against sound sentences."""

from __future__ import annotations

import pytest

from autograde.checks import trust
from autograde.checks.gaps import gaps
from autograde.kinds import kind_of
from curriculum.artifacts.disaggregation import Disaggregation, Voice
from curriculum.content import content_root

EXERCISE = "elie-gaps"
CERTAIN = {
    *("outcome-open", "opportunity-open", "comparison-open", "comparison-other", "comparison-why"),
    *("interval-open", "n-off", "met-off", "percent-off", "gap-off", "ratio-off", "to-close-off"),
    *("floor-laxer", "shown-again", "few-in-words", "split-open", "split-other", "finding-open"),
    *("ratio-alone", "system-open", "voices-none", "goal-open", "strategies-none"),
    *("next-open", "next-past"),
}
ASKING = {"group-as-cause", "bubble"}
ACCUSING = {"gaps-few", "gaps-ratio-alone", "gaps-bubble", "gaps-deficit"}
#: Of Harbor Flats and Cedar Valley (fictional).
SOUND = (
    "The district reached 233 of 526 students from low-income families and 289 of 526 others.",
    "In all 5 schools it is the same way round.",
    "In 3 of 5 schools the gap is the other way round.",
    "Two schools have no group that may be shown.",
    "Both rates rose; the ratio went from 0.60 to 0.66 while the gap grew from 20 to 23 points.",
    "A ratio alone does not show whether we are fairer.",
    "We leave the ratio out, because it cannot say whether anything improved.",
    "The gap was 9 points last year and is 11 points now; the difference may be chance.",
    "One spring test and one teacher's signature decide who takes the course.",
    "We offered the course to 57% of one group and to 71% of the other.",
    "Groups too small to show are looked at in private, with their teachers.",
    "The routes were drawn six years ago, before two apartment blocks opened.",
    "Most English learners are enrolled at the two schools with the longest walks.",
    "We do not choose the students nearest the mark; we change the rule for all of them.",
    "56 students to close says how large the gap is. It is not a list.",
    "By June, every student passes Algebra 1 by the end of Grade 9.",
    "Place every student by default; families may opt out, nobody has to ask in.",
    "Services move out of the reading block at 4 schools.",
    "The 7:05 bus is the only one, and it leaves before the first bell.",
    "Our schedule gives the afternoon half of the lab time.",
    "Four counselors serve 1,200 students; at two schools there is none on Fridays.",
    "We reached 44% and 55%, and we do not yet know why.",
    "If the gap is as wide where a counselor asks every family, we are wrong about the rule.",
    "Students told us that the lists close in May; we set that date.",
)


@pytest.fixture(scope="module")
def measured():
    bases = trust.strong_bases(EXERCISE)
    return trust.measure(bases, EXERCISE), trust.seeds(100, EXERCISE), len(bases)


def test_each_way_of_spoiling_is_tried(measured):
    tallies, _, _ = measured
    assert len(tallies) == len({one.name for one in kind_of(EXERCISE).operators}) >= 28
    assert [tally.operator.name for tally in tallies if tally.total == 0] == []


def test_nine_of_ten_are_noticed_by_name(measured):
    tallies, _, _ = measured
    total = sum(tally.total for tally in tallies)
    assert total > 200
    assert sum(tally.missed + tally.asked for tally in tallies) / total >= 0.9


def test_what_is_not_noticed_is_explained(measured):
    tallies, _, _ = measured
    assert [t.operator.name for t in tallies if t.survivors and not t.operator.spared] == []


def test_what_is_certain_costs_points_and_how_one_speaks_never_does(measured):
    tallies, _, _ = measured
    by_name = {tally.operator.name: tally for tally in tallies}
    assert {name for name in CERTAIN if by_name[name].missed < by_name[name].total} == set()
    assert {name for name in ASKING if by_name[name].missed} == set()


def test_a_hundred_worked_solutions_get_full_marks_and_no_question(measured):
    _, drawn, _ = measured
    assert drawn.failures == ()
    assert (drawn.seeds, drawn.full, drawn.asked) == (100, 100, 0)


def test_the_published_figures_are_what_the_check_does_now(measured):
    tallies, drawn, bases = measured
    published = content_root() / "exercises" / EXERCISE / "TRUST.md"
    text = trust.report(tallies, drawn, bases, EXERCISE)
    assert published.read_text(encoding="utf-8") == text, f"run {trust.COMMAND} --write {EXERCISE}"


@pytest.mark.parametrize("field", ["finding_words", "system_words", "next_step", "split_words"])
def test_sound_sentences_are_not_accused(field):
    for text in SOUND:
        found = gaps(Disaggregation.model_validate({field: text}))
        assert not {one.id for one in found if one.status != "passed"} & ACCUSING, text


@pytest.mark.parametrize(
    ("field", "text", "status"),
    [
        ("finding_words", "2 of 6 newcomers were reached.", "missed"),
        ("system_words", "Of 7 students, 3 of 7 students were placed.", "missed"),
        ("finding_words", "9 of 10 students are present.", "asked"),
        ("goal", "Four in five, or 4 of 5 students, reach it.", "asked"),
        ("next_step", "The 8 students who spoke will read the draft.", "asked"),
    ],
)
def test_a_share_in_small_numbers_is_only_asked_about(field, text, status):
    found = gaps(Disaggregation.model_validate({field: text}))
    told = {one.status for one in found if one.id == "gaps-few" and one.where == field}
    assert status in told
    assert told <= {status, "asked"}


@pytest.mark.parametrize(
    "text", ["All Grade 8 students are placed by one test.", "Period 6 students leave early."]
)
def test_a_grade_or_a_period_is_no_few_students(text):
    found = gaps(Disaggregation(system_words=text))
    assert {one.id for one in found if one.status != "passed"}.isdisjoint({"gaps-few"})


def test_what_a_student_or_a_parent_says_is_never_judged():
    said = Voice(who="a parent", words="My son lacks nothing. They say low kids stay low.")
    found = gaps(Disaggregation(voices=(said,)))
    assert not {one.id for one in found if one.status != "passed"} & ACCUSING
