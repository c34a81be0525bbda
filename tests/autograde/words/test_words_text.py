"""What the text checks say about single sentences, and what no input may do to them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.words import cause, evidence_overlap, problem_statement, same_cause
from autograde.words._pattern import compile_pattern
from autograde.words._reading import LONGEST, quoted_spans, read
from autograde.words._stem import stem
from curriculum.simulate.story import draw_case

GOOD = (
    "In 12 fractions lessons observed in our three Grade 5 classes from September 8 to "
    "October 16, students gave a classmate a reason for an answer in 98 of 306 student-lessons."
)


def labels(hits: list) -> set[str]:
    return {hit.label for hit in hits}


def test_a_complete_statement_raises_nothing() -> None:
    assert problem_statement(GOOD) == []


@pytest.mark.parametrize(
    ("cut", "label"),
    [
        (" from September 8 to October 16", "no_period"),
        ("in our three Grade 5 classes ", "no_group"),
    ],
)
def test_a_part_taken_away_is_missed(cut: str, label: str) -> None:
    assert labels(problem_statement(GOOD.replace(cut, ""))) == {label}


def test_grades_rooms_years_and_cutoffs_are_no_numbers() -> None:
    text = "In 2023-24, 9th graders in Room 214 with 3 or more Fs missed more first period classes"
    assert "no_number" in labels(problem_statement(text))
    assert "no_number" not in labels(problem_statement(text.replace("9th", "12 of 40 9th")))


@pytest.mark.parametrize("when", ["each quarter", "for years", "on Mondays", "in 5th period"])
def test_what_repeats_is_no_period(when: str) -> None:
    assert "no_period" in labels(problem_statement(f"12 of 40 freshmen were tardy {when}"))


def test_words_in_quotation_marks_are_reported_not_asserted() -> None:
    said = 'In May 9 of 20 juniors agreed that "our teachers are lazy"'
    assert problem_statement(said) == []
    curly = said.replace(' "', " “").replace('"', "”")
    assert problem_statement(curly) == []
    assert "blame" in labels(cause("Our teachers are lazy"))
    assert "blame" in labels(cause('"Our teachers are lazy"'))


def test_reported_speech_is_not_blame() -> None:
    assert cause("Kids told us they don't care because grades come after the next unit") == []


def test_a_condition_with_the_same_words_as_a_fix_is_fine() -> None:
    assert labels(cause("No math coach on Fridays")) == {"solution"}
    assert cause("The coach is here on Fridays, when 7th grade has assemblies") == []
    assert cause("Chromebooks are not handed out until October") == []


def test_blame_outweighs_the_missing_thing_in_the_same_words() -> None:
    assert labels(cause("lack of motivation")) == {"blame"}


def test_shouting_and_slips_of_the_keyboard_read_the_same() -> None:
    plain = labels(cause("Students don't care"))
    assert plain == {"blame"}
    assert labels(cause("STUDENTS DONT CARE!!! 😤")) == plain


def test_a_person_or_a_heading_is_not_a_cause() -> None:
    assert labels(cause("Mr. Delgado")) == {"person_as_cause"}
    assert labels(cause("Communication")) == {"too_vague"}
    assert cause("") == []


def test_empty_statement_lacks_everything() -> None:
    assert labels(problem_statement("")) == {"no_group", "no_measure", "no_number", "no_period"}


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_and_quoted_letter_for_letter(text: str) -> None:
    for hit in [*problem_statement(text), *cause(text)]:
        assert hit.quote in text
        assert hit.why
    assert problem_statement(text) == problem_statement(text)


_TELLING = """Students kids don’t care lack of no coach the “quoted words” 12 of 40 in Q1 , . (
because so we need Mr. Delgado never 9th graders should if would 😀 'single' until"""
_PIECES = st.sampled_from(_TELLING.split())


@given(st.lists(_PIECES, max_size=25).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_any_row_of_telling_words_is_quoted_letter_for_letter(text: str) -> None:
    for hit in [*problem_statement(text), *cause(text)]:
        assert hit.quote in text
        assert not hit.quote or hit.quote in hit.why


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "no ",
        '"',
        "'",
        "(",
        "kids do not ",
        "1 of 2 ",
        "--",
        "\n",
        "said ",
        "1/",
        "if we ",
        ". ",
    ],
)
def test_long_and_odd_input_is_answered(unit: str) -> None:
    text = (unit * LONGEST)[: 3 * LONGEST]
    assert all(hit.quote in text for hit in [*problem_statement(text), *cause(text)])
    same = same_cause(text, text + " b")
    assert same is None or same.label == "same"
    assert evidence_overlap(text, ["seating"]) == 0


def test_only_the_first_part_of_a_very_long_text_is_read() -> None:
    assert cause("word " * LONGEST + "Students are lazy") == []


def test_possessives_are_not_quotations() -> None:
    assert quoted_spans("the students' work and the kids' phones") == []
    assert quoted_spans("the students' work is 'fine' here") == [(22, 28)]
    assert [token.word for token in read("the kids 'said no' twice").tokens] == [
        "the",
        "kids",
        "qq",
        "twice",
    ]


def test_stems_join_forms_of_one_word() -> None:
    assert len({stem(word) for word in ("seat", "seats", "seated", "seating")}) == 1
    assert stem("class") == "class"
    assert stem("copies") == stem("copy")


def test_evidence_overlap_counts_entries_once() -> None:
    text = "We seat students by last spring's score bands; the pacing chart is “copied”"
    assert evidence_overlap(text, ["seating", "band", "pacing charts", "copy", "bus"]) == 4
    assert evidence_overlap(text, ["", "pacing bus"]) == 0


def test_a_pattern_needs_a_word_and_known_lists() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        compile_pattern("..3 the?", str)
    with pytest.raises(KeyError):
        compile_pattern("<nothing>", {}.__getitem__)


@pytest.mark.parametrize(
    "text",
    [
        "Students feel finished although the answer is not yet right",
        "The answer is on the board before partner talk starts",
        "The district's laptop checkout closed in the second week of school",
    ],
)
def test_conditions_once_accused_elsewhere_are_left_alone(text: str) -> None:
    assert cause(text) == []


def test_nothing_a_case_is_built_from_is_accused() -> None:
    truths = [draw_case("lift-fishbone", f"k{n}", 0).truth for n in range(1, 13)]
    for truth in truths:
        chains = [text for model in truth["model_causes"] for text in model["chain"]]
        assert problem_statement(truth["statement"]["text"]) == []
        assert [text for text in chains if cause(text)] == []
        assert not any(same_cause(a, b) for a, b in combinations(chains, 2))


def test_a_program_we_do_not_know_is_never_surely_no_group() -> None:
    hits = problem_statement("In October 40% of night shift students missed a class (PowerSchool).")
    assert not any(hit.certain for hit in hits if hit.label == "no_group")


def test_pd_is_a_class_period_only_next_to_a_number() -> None:
    assert [hit.label for hit in cause("Insufficient PD on the new gradebook")] == ["solution"]
    assert cause("Lunch is during pd 4, when the lab is open") == []
