"""What the disaggregation's check must not say: of sound sentences, small numbers, voices."""

from __future__ import annotations

import pytest

from autograde.checks.gaps import gaps
from curriculum.artifacts.disaggregation import Disaggregation, Voice

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
