"""The league table that reshuffles itself, without a browser."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts.notes import Notes
from curriculum.editors._game_league import (
    BOTTOM,
    SCHOOLS,
    YEARS,
    LeagueSession,
    league_game,
    usually_stay,
)
from curriculum.workspace import Workspace


def texts(view: object) -> str:
    """Everything that stands on the page, as one string."""
    if isinstance(view, Mapping):
        return "\n".join(texts(value) for key, value in view.items() if key != "base64")
    if isinstance(view, list | tuple):
        return "\n".join(texts(value) for value in view)
    return str(view)


def of_kind(view: Mapping[str, Any], kind: str) -> list[Any]:
    return [block for block in view["blocks"] if block["kind"] == kind]


def play(game: LeagueSession, guess: str = "4", judgment: str = "") -> None:
    """To the last year, and to its end where a judgment is given."""
    game.handle({"do": "choose", "value": guess})
    for year in range(2, YEARS + 1):
        game.handle({"do": "year", "value": str(year)})
    if judgment:
        game.handle({"do": "choose", "value": judgment})
        game.handle({"do": "commit"})


def kept(folder: Path) -> dict[str, str]:
    notes = Workspace(folder).load("notes", Notes).artifact or Notes()
    return {re.sub("-[0-9a-f]{8}/", "/", one.question): one.choice for one in notes.answers}


def test_a_year_comes_only_after_a_guess_and_once(tmp_path: Path) -> None:
    game = LeagueSession(root=tmp_path)
    assert not of_kind(game.view(), "image")
    game.handle({"do": "year", "value": "2"})
    game.handle({"do": "commit"})
    assert (game.year, kept(tmp_path)) == (1, {})
    game.handle({"do": "choose", "value": "6"})
    assert game.picked == ""
    game.handle({"do": "choose", "value": "3"})
    for _ in range(2):
        game.handle({"do": "year", "value": "2"})
    assert (game.year, kept(tmp_path)) == (2, {"league/guess": "3"})
    stayed = game.found().stayed[0]
    assert f"You guessed 3. Of last year’s bottom five, {stayed} " in texts(game.view())


def test_each_year_shows_its_own_bottom_and_where_they_were(tmp_path: Path) -> None:
    game = LeagueSession(root=tmp_path)
    play(game)
    found = game.found()
    table = of_kind(game.view(), "table")[0]
    assert [row[0] for row in table["rows"]] == ["20", "21", "22", "23", "24"]
    for row in table["rows"]:
        school = found.names.index(row[1])
        assert found.ranks[YEARS - 1, school] == int(row[0])
        assert found.ranks[YEARS - 2, school] == int(row[4])
    (whole,) = of_kind(game.view(), "details")
    assert len(whole["blocks"][0]["rows"]) == SCHOOLS
    (picture,) = of_kind(game.view(), "image")
    assert picture["mime"] == "image/svg+xml"
    assert base64.b64decode(picture["base64"]).startswith(b"<svg")
    assert f"over {YEARS} years" in picture["alt"]


@pytest.mark.parametrize(
    ("judgment", "mark"), [("nothing", "Yes"), ("plans", "Not this time"), ("small", "Not this")]
)
def test_the_truth_waits_for_the_judgment(tmp_path: Path, judgment: str, mark: str) -> None:
    game = LeagueSession(root=tmp_path)
    play(game)
    assert "exactly alike" not in texts(game.view())
    game.handle({"do": "choose", "value": judgment})
    game.handle({"do": "commit"})
    said = texts(game.view())
    name, before, after = game.found().largest_climb
    assert f"{name} went from rank {before} to rank {after} in one year." in said
    assert "exactly alike" in said
    assert "For your board:" in said
    assert any(block["mark"].startswith(mark) for block in of_kind(game.view(), "note"))
    game.handle({"do": "choose", "value": "small"})
    game.handle({"do": "commit"})
    assert game.committed == judgment


def test_it_goes_on_where_it_was_and_starts_over(tmp_path: Path) -> None:
    game = LeagueSession(root=tmp_path)
    game.handle({"do": "choose", "value": "0"})
    game.handle({"do": "year", "value": "2"})
    game.handle({"do": "year", "value": "3"})
    again = LeagueSession(root=tmp_path)
    assert (again.year, again.guess, again.committed) == (3, "0", "")
    play(game, judgment="nothing")
    again = LeagueSession(root=tmp_path)
    assert (again.year, again.committed) == (YEARS, "nothing")
    again.handle({"do": "again"})
    assert (again.round, again.year, again.guess) == (1, 1, "")
    assert again.round_seed != game.round_seed
    again.handle({"do": "over"})
    assert LeagueSession(root=tmp_path).round == 0


def test_few_of_the_bottom_stay_and_chance_alone_does_it(tmp_path: Path) -> None:
    assert 1.0 < usually_stay() < 1.5
    for seed in range(1, 6):
        game = LeagueSession(seed=seed, root=tmp_path / str(seed))
        play(game, judgment="nothing")
        assert game.found().ever_bottom > 2 * BOTTOM
        places = re.search(r"Of the 50 places .* (\d+) went", texts(game.view()))
        assert places is not None


@pytest.mark.parametrize("event", [{}, {"do": "choose", "value": "9"}, {"do": "year"},
                                   {"do": "year", "value": "5"}, {"do": "write"}])  # fmt: skip
def test_an_event_out_of_place_changes_nothing(tmp_path: Path, event: Any) -> None:
    game = LeagueSession(root=tmp_path)
    before = game.view()
    game.handle(event)
    assert game.view() == before
    assert kept(tmp_path) == {}


def test_it_is_a_form_that_never_breaks(tmp_path: Path) -> None:
    form = league_game(root=tmp_path)
    assert form.place
    for event in (None, "x", {"do": ["a"]}, {"do": "year", "value": {}}):
        form.receive(event)
        assert not of_kind(form.view, "alert")
    assert "(fictional)" in texts(form.view)
