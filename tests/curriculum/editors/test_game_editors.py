"""The deciding halves of the games of noise, without a browser."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import curriculum.editors as editors
from curriculum.artifacts.notes import Notes
from curriculum.editors._game_beads import RedBeadsSession
from curriculum.editors._game_lineup import LineUpSession
from curriculum.editors._game_power import PowerSession
from curriculum.editors._game_quickfire import CHARTS, QuickFireSession
from curriculum.editors._game_regression import RegressionSession, usual_rise
from curriculum.editors._game_tampering import TamperingSession, swing
from curriculum.editors._games import Game, number_of
from curriculum.simulate import line_up
from curriculum.simulate.power import power
from curriculum.workspace import Workspace

GAMES: dict[str, Callable[..., Game]] = {
    "line-up": LineUpSession,
    "tampering": TamperingSession,
    "regression": RegressionSession,
    "red-beads": RedBeadsSession,
    "signal-or-noise": QuickFireSession,
}
TOLD = ("Yes", "Not this time", "What to take along", "What was planted")


def texts(view: object) -> str:
    """Everything that stands on the page, pictures' words included, as one string."""
    if isinstance(view, Mapping):
        return "\n".join(texts(value) for key, value in view.items() if key != "base64")
    if isinstance(view, list | tuple):
        return "\n".join(texts(value) for value in view)
    return str(view)


def of_kind(view: Mapping[str, Any], kind: str) -> list[Any]:
    """The blocks of one kind."""
    return [block for block in view["blocks"] if block["kind"] == kind]


def marks(view: Mapping[str, Any]) -> list[str]:
    """The marks of all notes."""
    return [block["mark"] for block in of_kind(view, "note")]


def does(view: Mapping[str, Any]) -> list[str]:
    """What the buttons do."""
    return [item["do"] for row in of_kind(view, "buttons") for item in row["items"]]


def decide(game: Game, choice: str) -> None:
    """Choose an option and commit to it."""
    game.handle({"do": "choose", "name": "answer", "value": choice})
    game.handle({"do": "commit"})


def finish(name: str, game: Game, choice: str) -> None:
    """Bring a game to its (last) commitment."""
    if name == "line-up":
        game.handle({"do": "write", "name": "pick", "value": choice})
    if name == "red-beads":
        game.handle({"do": "pull", "value": "1"})
        for day in "234":
            game.handle({"do": "choose", "value": "both"})
            game.handle({"do": "pull", "value": day})
    decide(game, choice)


def kept(folder: Path) -> dict[str, str]:
    """The learner's notes: question, without the game's mark, to choice."""
    notes = Workspace(folder).load("notes", Notes).artifact or Notes()
    return {re.sub("-[0-9a-f]{8}/", "/", one.question): one.choice for one in notes.answers}


# ------------------------------------------------------------------ what all games promise


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("line-up", "3"),
        ("tampering", "same"),
        ("regression", "same"),
        ("red-beads", "worker"),
        ("signal-or-noise", "signal"),
    ],
)
def test_the_truth_waits_for_a_commitment_that_is_kept(
    tmp_path: Path, name: str, choice: str
) -> None:
    game = GAMES[name](root=tmp_path)
    assert not set(marks(game.view())) & set(TOLD)
    game.handle({"do": "commit"})
    game.handle({"do": "again"})
    assert (game.committed, game.round) == ("", 0)
    finish(name, game, choice)
    view = game.view()
    assert game.committed == choice
    assert set(marks(view)) & set(TOLD)
    assert "Only you see this" in view["who"]
    assert choice in kept(tmp_path).values()
    # Nothing changes a decision once the truth is out.
    for other in ("hands-off", "rise", "box", "noise", "4"):
        decide(game, other)
    assert game.committed == choice


@pytest.mark.parametrize("name", GAMES)
def test_every_picture_is_a_picture_and_has_its_numbers_in_words(tmp_path: Path, name: str) -> None:
    game = GAMES[name](root=tmp_path)
    last = {"line-up": "1", "tampering": "same", "regression": "rise", "red-beads": "box"}
    finish(name, game, last.get(name, "noise"))
    pictures = of_kind(game.view(), "image")
    assert pictures
    for one in pictures:
        assert base64.b64decode(one["base64"]).startswith(b"\x89PNG")
        assert sum(character.isdigit() for character in one["alt"]) > 40


@pytest.mark.parametrize("name", GAMES)
def test_a_new_round_has_new_data_and_no_answer(tmp_path: Path, name: str) -> None:
    one, two = GAMES[name](root=tmp_path), GAMES[name](root=tmp_path)
    assert one.view() == two.view()
    assert GAMES[name](seed=2, root=tmp_path).round_seed != one.round_seed
    before = one.round_seed
    one.committed = "anything"
    if isinstance(one, QuickFireSession):
        one.at = CHARTS - 1
    one.handle({"do": "again"})
    assert (one.round, one.committed, one.picked) == (1, "", "")
    assert one.round_seed != before


@pytest.mark.parametrize("event", [{}, {"do": "choose", "value": "none"}, {"do": "write"},
                                   {"do": "pull", "value": "9"}, {"do": "next"}])  # fmt: skip
@pytest.mark.parametrize("name", GAMES)
def test_an_event_out_of_place_changes_nothing(tmp_path: Path, name: str, event: Any) -> None:
    game = GAMES[name](root=tmp_path)
    before = game.view()
    game.handle(event)
    assert game.view() == before
    assert kept(tmp_path) == {}


@pytest.mark.parametrize(
    "name",
    [
        "line_up_game",
        "power_meter",
        "red_beads_game",
        "regression_game",
        "signal_or_noise",
        "tampering_game",
    ],
)
def test_each_game_is_a_form_that_never_breaks(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    form = getattr(editors, name)()
    assert form.view["title"]
    assert form.view["blocks"]
    for event in (None, "x", {"do": ["a"]}, {"do": "write", "name": {}, "value": "1e999"}):
        form.receive(event)
        assert not of_kind(form.view, "alert")
    assert "BLOCKS.slider" in form._esm
    assert "le-slider" in form._css


@pytest.mark.parametrize(
    ("value", "number"), [("7", 7), ("99", 10), (-3, 0), ("nan", 5), ("seven", 5), (None, 5)]
)
def test_a_number_stays_within_its_bounds(value: Any, number: float) -> None:
    assert number_of({"value": value}, 0, 10, 5) == number


# ------------------------------------------------------------------ power meter


def test_the_meter_answers_as_the_simulator_does(tmp_path: Path) -> None:
    session = PowerSession(root=tmp_path)
    (table,) = of_kind(session.view(), "table")
    assert [row[0].split(":")[0] for row in table["rows"]] == [
        "Anhøj",
        "IHI, shift alone",
        "IHI, shift or trend",
    ]
    from curriculum.exports.sim_numbers import RULES

    found = power(session.plan, RULES["ihi-shift"], seed=1, replicates=2000)
    assert table["rows"][1][1] == (
        f"{100 * found.with_change:.0f} (± {200 * found.error_with:.1f})"
    )
    assert table["rows"][1][2].startswith(f"{100 * found.without_change:.0f} (±")


def test_more_lessons_show_more(tmp_path: Path) -> None:
    small = PowerSession(change=15, root=tmp_path)
    large = PowerSession(change=15, before=12, after=12, root=tmp_path)
    for rule in ("anhoej", "ihi"):
        assert large.found()[rule].with_change > small.found()[rule].with_change


def test_the_words_follow_the_numbers(tmp_path: Path) -> None:
    session = PowerSession(root=tmp_path)
    assert "+25 points" in texts(session.view())
    session.handle({"do": "write", "name": "after", "value": "2"})
    assert "With 2 lessons after the change" in texts(session.view())
    session.handle({"do": "write", "name": "change", "value": "0"})
    assert "every signal here is a false alarm" in texts(session.view())


def test_numbers_out_of_bounds_are_held(tmp_path: Path) -> None:
    session = PowerSession(before=-5, classes=500, root=tmp_path)
    session.handle({"do": "write", "name": "change", "value": "4000"})
    session.handle({"do": "write", "name": "after", "value": "many"})
    session.handle({"do": "write", "name": "seed", "value": "4"})
    assert session.numbers == {"before": 1, "after": 6, "change": 40, "classes": 6}
    assert len(of_kind(session.view(), "slider")) == 4


# ------------------------------------------------------------------ line-up


def test_the_own_series_is_hidden_and_then_framed(tmp_path: Path) -> None:
    values = [40, 42, None, 41, 43, 70, 72, 75, 71, 74]
    game = LineUpSession(values, root=tmp_path)
    there = np.array([np.nan if v is None else float(v) for v in values])
    hidden = line_up(there, game.round_seed)
    before = of_kind(game.view(), "image")[0]
    finish("line-up", game, str(hidden.position))
    view = game.view()
    assert "Yes" in marks(view)
    assert of_kind(view, "image")[0]["base64"] != before["base64"]
    assert of_kind(view, "image")[0]["alt"] == before["alt"]
    assert "about 5%" in texts(view)
    assert kept(tmp_path) == {"line-up/answer": str(hidden.position)}


def test_a_wrong_pick_is_told_kindly(tmp_path: Path) -> None:
    game = LineUpSession(root=tmp_path)
    assert game.line_up is not None
    wrong = game.line_up.position % 21 + 1
    finish("line-up", game, f" {wrong} ")
    assert f"It was number {game.line_up.position}, now framed" in texts(game.view())


@pytest.mark.parametrize("said", ["", "0", "22", "-1", "seven", "²", "1.5"])
def test_a_number_that_no_chart_has_is_asked_again(tmp_path: Path, said: str) -> None:
    game = LineUpSession(root=tmp_path)
    finish("line-up", game, said)
    assert game.view()["status"] == "Choose one of the charts 1 to 21."
    assert game.committed == ""
    game.handle({"do": "write", "name": "pick", "value": "5"})
    assert game.view()["status"] == ""


def test_a_series_that_cannot_be_shuffled_says_so(tmp_path: Path) -> None:
    game = LineUpSession([5, 5, 5], root=tmp_path)
    assert "two points with different values" in texts(game.view())
    finish("line-up", game, "1")
    assert game.committed == ""


# ------------------------------------------------------------------ tampering and regression


def test_full_correction_doubles_the_spread(tmp_path: Path) -> None:
    ratio, error = swing(100)
    assert abs(ratio - 2.0) < 4 * error < 0.2
    assert swing(0)[0] == 1.0
    game = TamperingSession(root=tmp_path)
    game.handle({"do": "write", "name": "share", "value": "0"})
    assert game.percent == 100
    decide(game, "hands-off")
    assert "Yes" in marks(game.view())
    game.handle({"do": "write", "name": "share", "value": "30"})
    assert game.percent == 25
    game.handle({"do": "write", "name": "share", "value": "0"})
    assert "both classes are the same" in texts(game.view())
    assert np.array_equal(game.chart().analysis.y[0, :24], game.chart().analysis.y[0, 24:])


def test_the_chart_has_both_classes_on_one_scale(tmp_path: Path) -> None:
    game = TamperingSession(root=tmp_path)
    found, data = game.chart(), game.data
    assert found.labels[:2] == ("A01", "A02")
    assert found.labels[24] == "O01"
    assert np.allclose(found.analysis.y[0], [*data.hands_off[0], *data.adjusted[0]])


def test_the_lowest_rise_and_the_numbers_are_those_of_the_data(tmp_path: Path) -> None:
    rise, error = usual_rise()
    assert rise > 10 * error > 0
    game = RegressionSession(root=tmp_path)
    second = f"{game.data.second[game.data.chosen].mean():.0f}%"
    assert f"to {second}" not in texts(game.view())
    decide(game, "rise")
    assert f"to {second}" in texts(game.view())
    assert "Yes" in marks(game.view())


# ------------------------------------------------------------------ red beads


def test_a_day_is_pulled_only_after_the_manager_has_chosen(tmp_path: Path) -> None:
    game = RedBeadsSession(root=tmp_path)
    game.handle({"do": "pull", "value": "1"})
    game.handle({"do": "pull", "value": "1"})
    game.handle({"do": "pull", "value": "2"})
    game.handle({"do": "commit"})
    assert (game.day, kept(tmp_path)) == (1, {"red-beads/day-1": "pulled"})
    game.handle({"do": "choose", "value": "warn"})
    game.handle({"do": "commit"})
    game.handle({"do": "pull", "value": "2"})
    assert (game.day, kept(tmp_path)["red-beads/day-2"]) == (2, "warn")
    first = game.data.red[:, 0]
    worst = int(first.argmax())
    then = game.data.red[worst, 1]
    said = f"Worker {'ABCDEF'[worst]}, whom you warned: {first[worst]} red, then {then}."
    assert said in texts(game.view())
    assert "the best: " in texts(game.view())


def test_the_box_is_told_last(tmp_path: Path) -> None:
    game = RedBeadsSession(root=tmp_path)
    game.handle({"do": "pull", "value": "1"})
    for day in "234":
        assert "20% of its beads are red" not in texts(game.view())
        game.handle({"do": "choose", "value": "praise"})
        game.handle({"do": "pull", "value": day})
    (table,) = of_kind(game.view(), "table")
    assert [int(row[-1]) for row in table["rows"]] == game.data.red.sum(axis=1).tolist()
    assert game.chart().labels[:7] == ("1A", "1B", "1C", "1D", "1E", "1F", "2A")
    assert np.allclose(game.chart().analysis.y[0][:6], 2.0 * game.data.red[:, 0])
    assert "20% of its beads are red" not in texts(game.view())
    decide(game, "box")
    said = texts(game.view())
    assert "20% of its beads are red" in said
    assert "You praised 3 times and warned nobody" in said


def test_praise_seems_to_spoil_and_warnings_seem_to_help(tmp_path: Path) -> None:
    said = []
    for seed in range(1, 9):
        game = RedBeadsSession(seed=seed, root=tmp_path / str(seed))
        finish("red-beads", game, "talks")
        said.append(texts(game.view()))
    assert sum("more red beads the day after" in one for one in said) > 6
    assert sum("fewer red beads, with or without" in one for one in said) > 6
    assert all("Not this time" in one for one in said)


# ------------------------------------------------------------------ signal or noise


@pytest.mark.parametrize("rules", ["ihi", "anhoej"])
def test_eight_charts_each_read_before_it_is_told(tmp_path: Path, rules: Any) -> None:
    game = QuickFireSession(rules=rules, root=tmp_path)
    read = true = 0
    for number in range(1, CHARTS + 1):
        found, one = game.chart(), game.fire[game.at]
        before = game.view()
        words = of_kind(before, "image")[0]["alt"]
        assert f"Chart {number} of {CHARTS}" in texts(before)
        assert not [told for told in ("signal", "points since", "shift") if told in words]
        decide(game, "signal")
        view = game.view()
        assert marks(view)[0] == (
            "You read it as the rule does" if found.signal else "The rule reads it the other way"
        )
        assert marks(view)[1] == "What was planted"
        truth = texts(of_kind(view, "note")[1])
        assert ("Nothing" in truth) == (not one.planted)
        read += found.signal
        true += found.signal == one.planted
        assert does(view) == (["next"] if number < CHARTS else ["again"]) + ["over"]
        game.handle({"do": "again"} if number < CHARTS else {"do": "next", "value": "9"})
        game.handle({"do": "next", "value": str(number + 1)})
    page = texts(game.view())
    assert f"You read {read} of {CHARTS} charts" in page
    assert f"on {true} of {CHARTS}" in page
    assert len(kept(tmp_path)) == CHARTS


def test_the_picture_before_the_answer_marks_nothing(tmp_path: Path) -> None:
    game = QuickFireSession(root=tmp_path)
    while not game.chart().shift_points():
        decide(game, "noise")
        game.handle({"do": "next", "value": str(game.at + 2)})
    before = of_kind(game.view(), "image")[0]["base64"]
    decide(game, "signal")
    assert of_kind(game.view(), "image")[0]["base64"] != before


def test_an_unknown_rule_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Choose the rule set"):
        QuickFireSession(rules="western", root=tmp_path)  # type: ignore[arg-type]
