"""Whether two causes are one."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from autograde.words import likely_pairs, same_cause

OWN = Path(__file__).parent / "own"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Teachers call on whoever raises a hand first", "The quickest hands get picked"),
        ("Quizzes are returned two weeks late", "Students get quizzes back ten school days later"),
        ("Late work loses half credit", "Work handed in late is capped at 50%"),
    ],
)
def test_other_words_for_one_cause(a: str, b: str) -> None:
    for one, two in ((a, b), (b, a)):
        hit = same_cause(one, two)
        assert hit is not None
        assert (hit.label, hit.quote, hit.certain) == ("same", two, False)
        assert one in hit.why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Boys are called on more than girls", "Girls are called on more than boys"),
        ("Late work is not accepted", "Late work is accepted"),
        ("Quizzes come back two weeks late", "Quizzes come back two days late"),
        ("Quizzes come back late in math", "Quizzes come back late in art"),
        ("The warm-up comes before the lab", "The lab comes before the warm-up"),
        ("Kids skip it because it is long", "Kids skip it because it is ungraded"),
        ("Students ask teachers for help", "Teachers ask students for help"),
        ("Fractions are taught first", "Buses leave early"),
        ("", "Buses leave early"),
        ("", ""),
    ],
)
def test_what_tells_two_causes_apart(a: str, b: str) -> None:
    assert same_cause(a, b) is None
    assert same_cause(b, a) is None


def test_the_same_words_again_are_certain() -> None:
    for b in ("Buses leave early", "The buses leave early!", "bus leaves early"):
        hit = same_cause("Buses leave early", b)
        assert hit is not None
        assert hit.certain


def test_chance_pairs_are_rarely_called_one() -> None:
    lines = [
        json.loads(line)
        for file in sorted(OWN.glob("causes_*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    good = sorted({item["text"] for item in lines if item["labels"] == ["ok"]})
    pairs = list(combinations(good, 2))
    assert len(pairs) > 30000
    assert sum(same_cause(a, b) is not None for a, b in pairs) <= len(pairs) // 1000


def test_no_pair_that_is_left_out_would_be_called_one() -> None:
    lines = [
        json.loads(line)
        for path in sorted(OWN.glob("cause_pairs*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    texts = sorted({text for line in lines for text in (line["a"], line["b"])})[:220]
    likely = likely_pairs(texts)
    for later, near in enumerate(likely):
        for earlier in range(later):
            if earlier not in near:
                assert same_cause(texts[earlier], texts[later]) is None
