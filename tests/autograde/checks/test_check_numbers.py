import pytest

from autograde.checks._dates import days_in, reads_as_date
from autograde.checks._numbers import numbers, rounds_to


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("98 of 306 (32%)", [("pair", 98), ("percent", 32)]),
        ("98 out of 306", [("pair", 98)]),
        ("47 of our 96 kids", [("pair", 47)]),
        ("17/28 tickets", [("pair", 17)]),
        ("1,204 slips", [("single", 1204)]),
        ("1.1 reasons a lesson, 3.8 at other tables", [("single", 1.1), ("single", 3.8)]),
        ("15 of 8 said so", [("pair", 15)]),
        ("52 percent", [("percent", 52)]),
    ],
)
def test_reads_counts_and_percents(text, kinds):
    assert [(number.kind, number.value) for number in numbers(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "from September 8 to October 16",
        "October 5-9",
        "Sept. 12, 2024",
        "in 2023-24",
        "at 10:40",
        "Grade 5, room 12, unit 3",
        "student 7 said",
        "9th graders in the 2nd quarter",
        "see E4",
        "a 10-minute opener",
        "",
    ],
)
def test_dates_times_and_labels_are_no_numbers(text):
    assert numbers(text) == []


def test_a_number_knows_where_it_stands():
    text = "In May, 30 of 138 (22%)."
    for number in numbers(text):
        assert text[number.start :].startswith(number.text)


@pytest.mark.parametrize(
    ("exact", "written", "fits"),
    [
        (32.03, 32, True),
        (32.6, 32, False),
        (32.6, 33, True),
        (32.03, 32.0, True),
        (21.7, 21.7, True),
    ],
)
def test_rounding(exact, written, fits):
    assert rounds_to(exact, written) is fits


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("November 6", "date"),
        ("by Nov. 6", "date"),
        ("6 November", "date"),
        ("10/23", "date"),
        ("2026-11-06", "date"),
        ("Friday", "date"),
        ("end of Q1", "date"),
        ("our next team meeting", "date"),
        ("before spring break", "date"),
        ("in two weeks", "date"),
        ("February 29", "date"),
        ("February 31", "impossible"),
        ("13/45", "impossible"),
        ("Nov. 31st", "impossible"),
        ("2026-02-30", "impossible"),
        ("soon", "vague"),
        ("ASAP", "vague"),
        ("when we get to it", "vague"),
        ("?", "vague"),
        ("", "none"),
        ("   ", "none"),
        ("the gym", "unknown"),
    ],
)
def test_by_when(text, reading):
    assert reads_as_date(text) == reading


def test_days_of_a_period():
    assert set(days_in("September 8 to October 16")) == {(9, 8), (10, 16)}
