"""Deficit language is asked about, never scored, and official group names are let alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograde.words import deficit

# Written and labeled before the rules ran on them.
DEFICIT = (
    "English learners lack the vocabulary they need for Algebra.",
    "Our low students pull down the district average.",
    "The gap is due to families who do not value school.",
    "Students with disabilities are the reason our scores are flat.",
    "These kids arrive in kindergarten without any foundation.",
    "Low-performing students continue to lag behind.",
    "Foster youth failed to meet the mark for the third year.",
    "The difference is explained by a lack of motivation at home.",
    "Newcomers are not ready for Algebra.",
    "African American boys underperform in every grade.",
)
GOOD = (
    "The district reached 34% of English learners and 61% of students who never were.",
    "412 of 1,204 English learners completed Algebra 1 by the end of Grade 9 (34%).",
    "We placed students from low-income families in courses that do not lead to Algebra.",
    "Placement rests on a spring test and one teacher's signature.",
    "We failed to offer small-group reading to English learners at three schools.",
    "African American students were enrolled in advanced courses half as often as classmates.",
    "Students with disabilities are pulled out in the reading block at six of eight schools.",
    "The gap is 27 points; chance alone could make about 4.",
    "Native American students told us that the counselor's office was always full.",
    "Families asked for the bus stop to be moved back.",
    "We used to say that these kids lack grit; we look at our schedule now.",
    "Students who arrived this year are too few to show.",
    "The lowest rates are at the schools with the most long-term substitutes.",
    "All students will have a teacher with a math credential in Grade 8.",
    "For multilingual learners we add two sections that keep English development in the day.",
    "A parent said that the lists close in May.",
)
SEEN = Path(__file__).parent / "reference" / "memo_sentences.jsonl"


def test_labeled_sentences() -> None:
    items = [json.loads(line) for line in SEEN.read_text("utf-8").splitlines()]
    items = [one for one in items if "deficit_language" not in one.get("tolerated", ())]
    for item in items:
        wanted = "deficit_language" in item["labels"]
        assert bool(deficit(item["text"])) == wanted, item["text"]
    assert sum("deficit_language" in item["labels"] for item in items) >= 8


@pytest.mark.parametrize("text", DEFICIT)
def test_a_group_told_by_what_it_lacks_is_asked_about(text: str) -> None:
    hits = deficit(text)
    assert hits
    assert all(hit.label == "deficit_language" and not hit.certain for hit in hits)
    assert all(hit.quote in text for hit in hits)


@pytest.mark.parametrize("text", GOOD)
def test_system_language_is_let_alone(text: str) -> None:
    assert deficit(text) == []


def test_empty() -> None:
    assert deficit("") == []
