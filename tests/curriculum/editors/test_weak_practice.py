"""Weak predictions, one after another: looked at, named, and never shown twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde import coached
from curriculum.editors._weak_practice import WeakPracticeSession, as_repair
from curriculum.simulate.weak_predictions import FAULTS, STOCK, WeakPrediction, weak_prediction


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=12), st.integers(0, 2 * STOCK))
def test_each_weak_one_is_caught_by_its_name_and_its_repair_passes(key: str, number: int) -> None:
    item = weak_prediction(key, number)
    asked = coached.look_at_planned(item.weak, item)
    assert [one["label"] for one in asked] == [item.fault]
    assert asked[0]["name"] == FAULTS[item.fault]
    assert asked[0]["what"]
    assert "{" not in "".join(asked[0].values())
    assert coached.look_at_planned(item.strong, item) == []
    repair = as_repair(item, 1)
    assert item.strong in repair.one_way
    assert FAULTS[item.fault].lower()[1:] in repair.why_better.lower()
    assert FAULTS[item.fault].lower() not in f"{repair.title} {repair.ask}".lower()


def item_of(fault: str) -> WeakPrediction:
    return next(o for n in range(STOCK) if (o := weak_prediction("k", n)).fault == fault)


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("50% (40% to 60%)", []),
        ("50% (between 38 and 62 percent)", []),
        ("50%, 40–60%,", []),
        ("50% (49% to 51%)", ["narrow"]),
        ("50%", ["no_range"]),
        ("12 of 24 students (9 to 15)", []),
        ("12 of 24 students (11 to 13)", ["narrow"]),
        ("12 of the 24 students (12-13)", ["narrow"]),
    ],
)
def test_a_range_is_read_in_percent_and_in_students(words: str, labels: list[str]) -> None:
    item = item_of("narrow")
    day = "Between November 3 and 21, that is by November 21,"
    text = f"{day} {words} will put a question on the card, because everyone writes first."
    asked = coached.look_at_planned(text, item)
    assert [one["label"] for one in asked] == labels
    if labels == ["narrow"]:
        # In the words of the plan's check.
        assert "either way. By itself, the average of " in asked[0]["what"]


def write(session: WeakPracticeSession, text: str) -> None:
    session.handle({"do": "write", "name": "text", "value": text})
    session.handle({"do": "check"})


def test_one_after_another_and_none_twice(tmp_path: Path) -> None:
    session = WeakPracticeSession(coached.look_at_planned, root=tmp_path)
    seen = [session.item.id]
    assert session.item.strong not in str(session.view())
    write(session, session.item.weak)
    assert "still the sentence as it came" in str(session.view())
    write(session, session.item.strong)
    assert "Nothing to ask" in str(session.view())
    assert "What was weak" in str(session.view())
    session.handle({"do": "next"})
    seen.append(session.item.id)
    write(session, "They will do better.")
    assert FAULTS["not_measurable"] in str(session.view())

    again = WeakPracticeSession(coached.look_at_planned, root=tmp_path)
    assert again.item.id == seen[1]
    assert "They will do better." in str(again.view())
    for _ in range(5):
        again.handle({"do": "next"})
        seen.append(again.item.id)
    assert len(set(seen)) == len(seen)
    assert {one.split("-")[0] for one in seen} == {"weak"}


def test_after_the_stock_it_says_that_they_come_again(tmp_path: Path) -> None:
    session = WeakPracticeSession(coached.look_at_planned, seed=3, root=tmp_path)
    seen = {session.item.id}
    for _ in range(STOCK - 1):
        session.handle({"do": "next"})
        seen.add(session.item.id)
    assert len(seen) == STOCK
    session.handle({"do": "next"})
    assert "come again, with other numbers" in str(session.view())
    assert session.item.id not in seen


def test_the_form_in_a_module(tmp_path: Path) -> None:
    form = coached.weak_predictions(root=tmp_path)
    assert form.view["title"] == "Weak prediction 1"
    assert any(block["kind"] == "quote" for block in form.view["blocks"])
