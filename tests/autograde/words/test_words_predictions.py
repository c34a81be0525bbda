"""What the checks say about predictions, reasons and operational definitions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.words import (
    Hit,
    because,
    operational_definition,
    prediction,
    prediction_parts,
)

WHOLE = (
    "By Friday, Oct 18, at least 19 of my 28 students will write an explanation on the exit "
    "ticket (last week: 12), because the sentence frames give them a way to start."
)
FIELDS = {
    "numerator": "slips with a unit after the number",
    "denominator": "slips handed in that day",
    "who": "Ms. Alvarado",
    "when": "every Friday, last 5 minutes",
    "tool": "exit slips in the blue tray",
    "missing_rule": "absent students leave both counts",
}


def labels(hits: list[Hit]) -> set[str]:
    return {hit.label for hit in hits}


def test_a_whole_prediction_raises_nothing() -> None:
    assert prediction(WHOLE) == []


@pytest.mark.parametrize(
    ("cut", "put", "label"),
    [
        ("By Friday, Oct 18, at", "At", "no_date"),
        (", because the sentence frames give them a way to start", "", "no_because"),
        (
            "at least 19 of my 28 students will write an explanation on the exit ticket "
            "(last week: 12)",
            "more of my 28 students will write an explanation on the exit ticket",
            "no_number",
        ),
        ("at least 19", "anywhere from 2 to 28", "cannot_fail"),
        ("at least 19", "up to 19", "cannot_fail"),
        ("write an explanation on the exit ticket (last week: 12)", "be engaged", "not_measurable"),
        (
            "the sentence frames give them a way to start",
            "it is best practice",
            "because_is_circular",
        ),
        (
            "the sentence frames give them a way to start",
            "they will write better explanations",
            "because_is_circular",
        ),
    ],
)
def test_a_part_taken_away_is_missed(cut: str, put: str, label: str) -> None:
    assert cut in WHOLE
    assert labels(prediction(WHOLE.replace(cut, put))) == {label}


@pytest.mark.parametrize(
    "reason",
    [
        "since they say it to a partner first",
        "as they say it to a partner first",
        "thanks to the two minutes in which they say it to a partner",
        "given that they say it to a partner first",
        "on account of having said it to a partner",
        "which lets them say it to a partner first",
    ],
)
def test_reasons_without_because(reason: str) -> None:
    text = f"By Oct 18, 19 of 28 will write an explanation, {reason}."
    assert prediction(text) == []
    assert prediction_parts(text).reason == reason


@pytest.mark.parametrize(
    "no_reason",
    ["as counted by Ms. Bui", "so that they are ready for the fair", "up from 9 since September"],
)
def test_what_only_looks_like_a_reason(no_reason: str) -> None:
    text = f"By Oct 18, 19 of 28 will write an explanation, {no_reason}."
    assert labels(prediction(text)) == {"no_because"}


@pytest.mark.parametrize(
    "when",
    ["By 10/18", "On Fri Oct 18", "In the week of Oct 14", "By the end of Q1", "By the 18th"],
)
def test_dates(when: str) -> None:
    text = f"{when} 19 of 28 will redo a problem because a redo takes 4 minutes now."
    assert prediction(text) == []
    assert prediction_parts(text).date.startswith(when)


@pytest.mark.parametrize("when", ["On Fridays", "Eventually", "Compared with October,", "Soon"])
def test_what_only_looks_like_a_date(when: str) -> None:
    text = f"{when} 19 of 28 will redo a problem because a redo takes 4 minutes now."
    assert labels(prediction(text)) == {"no_date"}


def test_rooms_dates_sizes_and_levels_before_are_no_predictions() -> None:
    text = (
        "By Oct 18 the 28 students of room 9, who had 12 on quiz 2, will turn in more because the "
        "tray is at the door."
    )
    assert labels(prediction(text)) == {"no_number"}


@pytest.mark.parametrize(
    "text",
    [
        "The tables will go from 9 up to 14 of 28 by Oct 18 because the cups are on the desk.",
        "By Oct 18, 0 to 2 of 28 will be late because the gate opens at 7:40.",
        "We expect no change: 11 to 14 of 30 by Feb 19, because the set is the same.",
    ],
)
def test_what_can_fail(text: str) -> None:
    assert "cannot_fail" not in labels(prediction(text))


def test_parts_are_the_words_of_the_learner() -> None:
    parts = prediction_parts(WHOLE)
    assert parts.numbers == ("19",)
    assert parts.now == ("12",)
    assert parts.out_of == ("28",)
    assert parts.date == "By Friday, Oct 18"
    assert parts.reason == "because the sentence frames give them a way to start"


def test_nothing_has_no_parts() -> None:
    parts = prediction_parts("")
    assert (parts.numbers, parts.now, parts.out_of, parts.date, parts.reason) == (
        (),
        (),
        (),
        "",
        "",
    )


def test_a_reason_by_itself() -> None:
    assert because("the frame gives them a way to start", "explanations on the exit ticket") == []
    assert labels(because("they will explain more", "students who explain")) == {
        "because_is_circular"
    }
    assert labels(because("it works")) == {"because_is_circular"}
    assert labels(because("so that they are ready")) == {"no_because"}
    empty = because("  ")
    assert labels(empty) == {"no_because"}
    assert empty[0].certain


def test_a_goal_before_a_mechanism_is_no_circle() -> None:
    assert labels(because("that is our goal")) == {"because_is_circular"}
    assert because("that is our goal, and the timer now stands where they can see it") == []


def test_a_whole_definition_raises_nothing() -> None:
    assert operational_definition(FIELDS, "Slips with a unit") == []


@pytest.mark.parametrize(
    ("name", "filled", "certain"),
    [
        ("numerator", "good slips", False),
        ("denominator", "n/a", True),
        ("denominator", "slips with a unit after the number", False),
        ("denominator", "compared to last year", False),
        ("who", "staff", True),
        ("who", "whoever is free", False),
        ("when", "regularly", True),
        ("when", "when I remember", False),
        ("when", "on good days", False),
        ("tool", "observation", True),
        ("tool", "what I see", False),
        ("missing_rule", "it depends", True),
        ("missing_rule", "skip the weird weeks", False),
        ("missing_rule", "", True),
    ],
)
def test_a_field_two_people_would_use_differently(name: str, filled: str, certain: bool) -> None:
    hits = operational_definition({**FIELDS, name: filled}, "Slips with a unit")
    assert [(hit.label, hit.certain) for hit in hits] == [(name, certain)]
    assert hits[0].quote in filled


def test_those_who_replied_are_no_base_for_replies() -> None:
    fields = {**FIELDS, "numerator": "families who replied", "denominator": "families texted"}
    assert operational_definition(fields, "Families reached") == []
    fields["denominator"] = "families who replied or called"
    assert labels(operational_definition(fields, "Families reached")) == {"denominator"}


def test_a_vague_word_with_a_standard_is_fine() -> None:
    fields = {**FIELDS, "numerator": "questions that score 2 or 3 on the question ladder"}
    assert operational_definition(fields, "Good questions") == []
    guide = {**FIELDS, "numerator": "good reasons", "tool": "tickets, scored with the 0/1 guide"}
    assert operational_definition(guide, "Good reasons") == []


def test_missing_fields_are_empty_fields() -> None:
    hits = operational_definition({})
    assert [hit.label for hit in hits] == list(FIELDS)
    assert all(hit.certain for hit in hits)


_TELLING = """By Oct 18 , . ; ( ) 19 of 28 students will be more engaged because since as it works
“a b” up to anywhere from 0% - 100 % none never 😀 10/12 so that depends whoever guess when n/a"""
_PIECES = st.sampled_from(_TELLING.split())
_ANY = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=25).map(" ".join))


@given(_ANY)
@settings(deadline=None, max_examples=200)
def test_any_text_is_read_and_quoted_letter_for_letter(text: str) -> None:
    for hit in [*prediction(text), *because(text, text)]:
        assert hit.quote in text
        assert hit.why
    parts = prediction_parts(text)
    for quote in (*parts.numbers, *parts.now, *parts.out_of, parts.date, parts.reason):
        assert quote in text
    for hit in operational_definition(dict.fromkeys(FIELDS, text), text):
        assert hit.quote in text
        assert "{" not in hit.why.replace(hit.quote, "")
    assert len(prediction(text)) == len(labels(prediction(text)))


def test_a_hostile_length_is_read_in_a_moment() -> None:
    prediction(WHOLE)
    begin = time.process_time()
    for piece in ("because 3 of ", ", so 3 will . ", "by May or to be from 1 to 2 of 3 "):
        prediction(piece * 20_000)
    assert time.process_time() - begin < 2.0
