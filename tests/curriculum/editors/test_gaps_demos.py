"""The two demonstrations beside the gaps editor, without a browser."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts.notes import Notes
from curriculum.editors import attack_demo, simpson_demo
from curriculum.editors._demo_attack import AttackSession, whole
from curriculum.editors._demo_simpson import GROUPS, SimpsonSession
from curriculum.workspace import Workspace


def texts(view: object) -> str:
    """Everything that stands on the page as one string."""
    if isinstance(view, Mapping):
        return "\n".join(texts(value) for key, value in view.items() if key != "base64")
    if isinstance(view, list | tuple):
        return "\n".join(texts(value) for value in view)
    return str(view)


def press(game: Any, do: str, **more: Any) -> None:
    game.handle({"do": do, "value": game.played.moment, **more})


def type_and_answer(game: AttackSession, text: str) -> None:
    game.handle({"do": "write", "name": game.question_now, "value": text})
    press(game, "answer")


def marks(game: Any) -> list[str]:
    return [one["mark"] for one in game.view()["blocks"] if one["kind"] == "note"]


@pytest.mark.parametrize(
    ("said", "begins"), [("4", "Only one"), ("6", "You wrote 6; it is 4."), ("", "Only one")]
)
def test_a_hidden_number_is_told_with_its_sum(tmp_path: Path, said: str, begins: str) -> None:
    game = AttackSession(root=tmp_path)
    before = texts(game.view())
    assert "55 −" not in before
    assert "hidden well" not in before
    if said:
        type_and_answer(game, said)
    else:
        press(game, "cannot")
    told = next(one for one in game.view()["blocks"] if one["kind"] == "note")
    assert told["lines"][0].startswith(begins)
    assert "55 − 17 − 15 − 19 = 4" in told["lines"][0]
    assert "86 − 26 − 31 − 22 = 7" in told["lines"][1]
    assert (told["mark"] == "Yes") == (said == "4")


@pytest.mark.parametrize(("said", "mark"), [("", "Yes"), ("4", "Not this time")])
def test_the_same_table_hidden_well_resists(tmp_path: Path, said: str, mark: str) -> None:
    game = AttackSession(root=tmp_path)
    type_and_answer(game, "4")
    assert "hidden well" in texts(game.view())
    if said:
        type_and_answer(game, said)
    else:
        press(game, "cannot")
    assert marks(game)[1:] == [mark, "What to take along"]
    page = texts(game.view())
    assert "anything from 0 to 19" in page
    assert "To say in a meeting" in page
    assert "Two stars hid nothing" in page


@pytest.mark.parametrize("text", ["", "about four", "4.5", "-3", "99999", "٤"])
def test_what_is_no_number_is_asked_again(tmp_path: Path, text: str) -> None:
    assert whole(text) is None
    game = AttackSession(root=tmp_path)
    type_and_answer(game, text)
    assert "Write a whole number" in texts(game.view())
    assert game.question_now == "first"
    type_and_answer(game, "4")
    assert game.question_now == "second"


def test_the_answers_are_found_again_and_can_be_given_anew(tmp_path: Path) -> None:
    game = AttackSession(root=tmp_path)
    type_and_answer(game, "4")
    again = AttackSession(root=tmp_path)
    assert again.answers == {"first": "4"}
    press(again, "cannot")
    press(again, "over")
    assert again.answers == {}
    assert AttackSession(root=tmp_path).question_now == "first"


def test_a_press_that_comes_twice_answers_once(tmp_path: Path) -> None:
    game = AttackSession(root=tmp_path)
    game.handle({"do": "write", "name": "first", "value": "4"})
    event = {"do": "answer", "value": game.played.moment}
    game.handle(event)
    game.handle({**event, "again": True})
    game.handle(event)
    assert game.answers == {"first": "4"}


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_gap_worth_a_meeting_turns_round_in_every_school(tmp_path: Path, seed: int) -> None:
    game = SimpsonSession(seed=seed, root=tmp_path)
    assert game.found.reversed
    assert game.found.overall <= -6.0
    assert len(game.found.parts) == 5
    assert min(part.gap for part in game.found.parts) >= 2.0
    # What a reader works out from the rounded rates is what the page says.
    for part, (first, second) in zip(game.found.parts, game.data.rates, strict=True):
        assert round(100 * first) - round(100 * second) == round(part.gap)
    other = SimpsonSession(seed=seed, root=tmp_path)
    assert other.found == game.found


def test_schools_are_seen_only_after_the_prediction(tmp_path: Path) -> None:
    game = SimpsonSession(root=tmp_path)
    before = texts(game.view())
    assert not any(school in before for school in game.data.schools)
    press(game, "commit")
    assert not game.committed
    game.handle({"do": "choose", "value": "all"})
    press(game, "commit")
    page = texts(game.view())
    assert all(school in page for school in game.data.schools)
    assert marks(game) == ["Not this time", "How can both be true?", "What to take along"]
    assert f"Every school reaches {GROUPS[0]} more often" in page
    assert "To say in a meeting" in page
    drawing = next(one for one in game.view()["blocks"] if one["kind"] == "drawing")
    assert base64.b64decode(drawing["base64"]).startswith(b"<svg")
    assert "points less often" in drawing["alt"]
    first = game.data.met.tolist()
    press(game, "again")
    assert game.data.met.tolist() != first
    assert game.found.reversed


def test_what_the_page_says_of_the_two_schools_is_what_the_counts_say(tmp_path: Path) -> None:
    game = SimpsonSession(root=tmp_path)
    game.handle({"do": "choose", "value": "none"})
    press(game, "commit")
    assert marks(game)[0] == "Yes"
    page = texts(game.view())
    share = game.data.students[:2, 0].sum() / game.data.students[:, 0].sum()
    rates = game.data.met.sum(axis=1) / game.data.students.sum(axis=1)
    assert sorted(rates.argsort()[:2].tolist()) == [0, 1]
    assert f"{100 * share:.0f}% of {GROUPS[0]}" in page
    met, n = (int(one[:, 0].sum()) for one in (game.data.met, game.data.students))
    assert f"{100 * met / n:.0f}%" in page


def test_both_are_widgets_and_keep_only_answers(tmp_path: Path) -> None:
    for form in (attack_demo(root=tmp_path), simpson_demo(root=tmp_path)):
        assert form.view["blocks"]
        assert "never handed in" in form.view["who"]
    demo = simpson_demo(root=tmp_path)
    demo.receive({"do": "choose", "name": "answer", "value": "few", "n": "1"})
    demo.receive({"do": "commit", "value": demo.session.played.moment, "n": "2"})
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert [one.choice for one in notes.answers] == ["few"]
    assert [path.name for path in (tmp_path / "work").glob("*.json")] == ["notes.json"]
