"""A game goes on where the learner left it when its cell runs again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import curriculum.editors as editors
from curriculum.artifacts.notes import MAX_ANSWERS, Answer, Notes, add_answer
from curriculum.editors._forms import answer
from curriculum.editors._game_beads import RedBeadsSession
from curriculum.editors._game_lineup import LineUpSession
from curriculum.editors._game_power import PowerSession
from curriculum.editors._game_quickfire import CHARTS, QuickFireSession
from curriculum.editors._game_regression import RegressionSession
from curriculum.editors._game_tampering import TamperingSession
from curriculum.editors._games import Game
from curriculum.editors._played import Played
from curriculum.workspace import Workspace

GAMES: dict[str, Callable[..., Game]] = {
    "line-up": LineUpSession,
    "tampering": TamperingSession,
    "regression": RegressionSession,
    "red-beads": RedBeadsSession,
    "signal-or-noise": QuickFireSession,
}
FIRST: dict[str, str] = {
    "line-up": "3",
    "tampering": "same",
    "regression": "fall",
    "red-beads": "more",
    "signal-or-noise": "noise",
}


def told(view: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands on the page, but for whether it was just saved."""
    return {key: value for key, value in view.items() if key != "status"}


def does(view: Mapping[str, Any]) -> list[str]:
    """What the buttons do."""
    rows = [block for block in view["blocks"] if block["kind"] == "buttons"]
    return [item["do"] for row in rows for item in row["items"]]


def decide(game: Game, choice: str) -> None:
    """Choose, type or pull, and commit."""
    if isinstance(game, LineUpSession):
        game.handle({"do": "write", "name": "pick", "value": choice})
    if isinstance(game, RedBeadsSession):
        for day in range(game.day + 1, 5):
            game.handle({"do": "choose", "value": "both"})
            game.handle({"do": "pull", "value": str(day)})
    game.handle({"do": "choose", "name": "answer", "value": choice})
    game.handle({"do": "commit"})


@pytest.mark.parametrize("name", GAMES)
def test_a_decision_and_its_truth_are_there_again(tmp_path: Path, name: str) -> None:
    game = GAMES[name](root=tmp_path)
    assert "over" not in does(game.view())
    decide(game, FIRST[name])
    again = GAMES[name](root=tmp_path)
    assert again.committed == FIRST[name]
    assert told(again.view()) == told(game.view())
    assert "over" in does(again.view())


@pytest.mark.parametrize("name", GAMES)
def test_starting_over_begins_with_nothing_and_stays_so(tmp_path: Path, name: str) -> None:
    untouched = GAMES[name](root=tmp_path / "other")
    game = GAMES[name](root=tmp_path)
    for _ in range(2):
        decide(game, FIRST[name])
        game.handle({"do": "over"})
        for one in (game, GAMES[name](root=tmp_path)):
            assert (one.committed, one.round) == ("", 0)
            assert one.round_seed == untouched.round_seed
            assert "over" not in does(one.view())
    # The same decision as in an earlier sitting counts in this one too.
    decide(game, FIRST[name])
    assert GAMES[name](root=tmp_path).committed == FIRST[name]


@pytest.mark.parametrize("name", GAMES)
def test_the_round_is_found_again(tmp_path: Path, name: str) -> None:
    game = GAMES[name](root=tmp_path)
    decide(game, FIRST[name])
    if isinstance(game, QuickFireSession):
        for number in range(2, CHARTS + 1):
            game.handle({"do": "next", "value": str(number)})
            decide(game, "signal")
    game.handle({"do": "again"})
    again = GAMES[name](root=tmp_path)
    assert (again.round, again.committed) == (1, "")
    assert again.round_seed == game.round_seed
    again.handle({"do": "over"})
    assert GAMES[name](root=tmp_path).round == 0


def test_guesses_and_score_of_the_eight_charts_are_kept(tmp_path: Path) -> None:
    game = QuickFireSession(root=tmp_path)
    for number in range(1, CHARTS + 1):
        assert QuickFireSession(root=tmp_path).at == max(0, number - 2)
        decide(game, "signal" if number % 2 else "noise")
        game.handle({"do": "next", "value": str(number + 1)})
    again = QuickFireSession(root=tmp_path)
    assert again.answers == game.answers == ["signal", "noise"] * 4
    marks = [block.get("mark") for block in again.view()["blocks"]]
    assert "All eight" in marks


def test_the_days_of_the_beads_are_kept(tmp_path: Path) -> None:
    game = RedBeadsSession(root=tmp_path)
    game.handle({"do": "pull", "value": "1"})
    assert RedBeadsSession(root=tmp_path).day == 1
    acts = ["warn", "nothing", "both"]
    for day, act in enumerate(acts, start=2):
        game.handle({"do": "choose", "value": act})
        game.handle({"do": "pull", "value": str(day)})
        again = RedBeadsSession(root=tmp_path)
        assert (again.day, again.acts) == (day, acts[: day - 1])
    assert again.committed == ""


def test_the_correction_is_kept(tmp_path: Path) -> None:
    game = TamperingSession(root=tmp_path)
    decide(game, "adjust")
    for share in ("75", "50", "25"):
        game.handle({"do": "write", "name": "share", "value": share})
    assert TamperingSession(root=tmp_path).percent == 25
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert len(notes.answers) == 2


def test_the_numbers_of_the_meter_are_kept_and_can_go_back(tmp_path: Path) -> None:
    session = PowerSession(before=12, root=tmp_path)
    assert "over" not in does(session.view())
    session.handle({"do": "write", "name": "after", "value": "9"})
    session.handle({"do": "write", "name": "change", "value": "-10"})
    again = PowerSession(before=12, root=tmp_path)
    assert again.numbers == {"before": 12, "after": 9, "change": -10, "classes": 1}
    assert PowerSession(root=tmp_path).numbers["after"] == 6
    again.handle({"do": "over"})
    for one in (again, PowerSession(before=12, root=tmp_path)):
        assert one.numbers == {"before": 12, "after": 6, "change": 25, "classes": 1}
        assert "over" not in does(one.view())


def test_two_games_with_other_data_do_not_mix(tmp_path: Path) -> None:
    decide(LineUpSession([40, 42, None, 41, 43, 70], root=tmp_path), "3")
    decide(RegressionSession(seed=1, root=tmp_path), "fall")
    assert LineUpSession(root=tmp_path).committed == ""
    assert LineUpSession([40, 42, None, 41, 43, 71], root=tmp_path).committed == ""
    assert LineUpSession([40, 42, None, 41, 43, 70], root=tmp_path).committed == "3"
    assert RegressionSession(seed=2, root=tmp_path).committed == ""
    assert QuickFireSession(rules="anhoej", root=tmp_path).place != (
        QuickFireSession(rules="ihi", root=tmp_path).place
    )


@pytest.mark.parametrize("name", GAMES)
def test_notes_that_mean_nothing_are_left_out(tmp_path: Path, name: str) -> None:
    fresh = GAMES[name](root=tmp_path)
    for question in ("answer", "chart-1", "day-1", "day-2", "share"):
        fresh.played.keep(question, "²")
    fresh.played.book.record(answer(f"{fresh.played.name}/sitting", choice="sitting x"))
    again = GAMES[name](root=tmp_path)
    assert (again.committed, again.round) == ("", 0)
    assert again.view()["blocks"]


def test_what_is_sent_again_is_taken_only_for_its_own_moment(tmp_path: Path) -> None:
    game = RegressionSession(root=tmp_path)
    first = game.played.moment
    lost = [
        {"do": "choose", "name": "answer", "value": "rise", "again": True},
        {"do": "commit", "value": first, "again": True},
    ]
    for event in [*lost, *lost]:
        game.handle(event)
    assert game.committed == "rise"
    again = {"do": "again", "value": game.played.moment, "again": True}
    for event in [again, again, *lost]:
        game.handle(event)
    assert (game.round, game.committed) == (1, "")


def test_a_sitting_that_is_sent_again_does_not_start_over_twice(tmp_path: Path) -> None:
    session = PowerSession(root=tmp_path)
    session.handle({"do": "write", "name": "after", "value": "9"})
    over = {"do": "over", "value": session.played.moment, "again": True}
    session.handle(over)
    session.handle({"do": "write", "name": "after", "value": "12"})
    session.handle(over)
    assert session.numbers["after"] == 12


def test_games_never_push_out_what_a_learner_wrote(tmp_path: Path) -> None:
    notes = add_answer(Notes(), Answer(question="fishbone/reflection", text="Seats."))
    game = Played("red-beads", "1", tmp_path)
    space = game.book.workspace
    space.save("notes", notes, "")
    filled = notes
    for n in range(MAX_ANSWERS):
        filled = add_answer(
            filled, Answer(question="red-beads-0/day-2", choice="B", text=f"sitting {n}")
        )
    space.save("notes", filled, space.load("notes", Notes).revision)
    for _ in range(5):
        game.keep("day-2", "C")
        game.begin(0)
    kept = game.book.read()
    assert len(kept.answers) == MAX_ANSWERS
    assert kept.latest("fishbone/reflection") is not None


@pytest.mark.parametrize(
    "name", ["line_up_game", "power_meter", "red_beads_game", "regression_game"]
)
def test_a_game_has_a_place_where_the_browser_keeps_what_was_pressed(
    tmp_path: Path, name: str
) -> None:
    one, two = (getattr(editors, name)(root=tmp_path) for _ in range(2))
    assert one.place
    assert one.place == two.place
    assert "kept in this browser" in one.view["lost"]
