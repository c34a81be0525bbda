"""What the signal editor sends, keeps and answers, without a browser."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from signal_asks import ask, field, made, practice, send

from curriculum.artifacts import FunnelReading
from curriculum.charts.funnel import funnel
from curriculum.editors._signal_data import california_data, case_data
from curriculum.editors._signal_words import by_chance, look, pooled
from curriculum.editors.signal import FORMATS, funnel_answer, signal_editor
from curriculum.figures.funnel_reading import FunnelData
from curriculum.simulate.signal_cases import draw_signal_case

# ------------------------------------------------------------------ predict first


def test_nothing_of_the_funnel_is_told_before_a_guess(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    told = made(editor)
    assert (told["units"], told["seen"], told["key"]) == (36, False, "")
    assert not any(told[name] for name in ("line", "guess_words", "crowd", "wide", "facts"))
    assert ask(editor, "guess", value="many")["sentences"] == ["Write a whole number, such as 2."]
    assert ask(editor, "guess", value=True)["type"] == "refused"
    told = ask(editor, "guess", value=7)["made"]
    assert told["guess_words"].startswith("You guessed 7. If only chance made 36 schools differ")
    assert told["key"]
    assert editor.doc["made"]["seen"]
    # The guess is the learner's own and waits in the folder; it is no part of the work.
    assert made(practice(tmp_path))["guess"] == 7
    assert "guess" not in editor.session.work.to_json()


def test_who_comes_back_to_a_reading_sees_the_funnel(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    send(editor, field("target", 41.7))
    assert made(editor)["seen"]


@given(st.integers(3, 120), st.integers(1, 119), st.sampled_from(["95", "99.8"]))
def test_what_chance_puts_outside_is_the_sum_over_all_counts(
    n: int, part: int, limits: str
) -> None:
    met = max(1, min(n - 1, n * part // 120))
    every = np.arange(n + 1)
    found = funnel(every, np.full(n + 1, n), target=met / n)
    out = found.outside95 if limits == "95" else found.outside998 & ~found.too_few
    expected = binom.pmf(every[out], n, met / n).sum()
    data = FunnelData(("A", "B"), (met, met), (n, n), "")
    assert by_chance(data, limits) == pytest.approx(2 * expected, abs=1e-9)


def test_what_chance_puts_outside_is_what_simulated_schools_do() -> None:
    data = case_data(draw_signal_case("elie-signal", "maria", 0))
    n, rate = np.asarray(data.of), pooled(data) / 100
    rng = np.random.default_rng(7)
    counted = [funnel(rng.binomial(n, rate), n, target=rate).outside95.sum() for _ in range(1500)]
    assert np.mean(counted) == pytest.approx(by_chance(data, "95"), abs=0.12)


# ------------------------------------------------------------------ the practice case


def test_points_are_marked_and_read_and_the_picture_changes(tmp_path: Path) -> None:
    case = draw_signal_case("elie-signal", "maria", 0)
    editor = practice(tmp_path)
    ask(editor, "guess", value=2)
    before = ask(editor, "funnel")
    codes = [place[0] for place in before["places"]]
    assert codes == list(case.facts.codes)
    far = {place[0] for place in before["places"] if place[5] != "inside"}
    assert far == set(case.facts.special)
    for place in before["places"]:
        assert 0 < place[1] < 1
        assert 0 < place[2] < 1
    send(editor, {"op": "toggle", "code": case.facts.special[0]}, {"op": "toggle", "code": "S99"})
    after = ask(editor, "funnel")
    assert after["key"] == made(editor)["key"] != before["key"]
    assert after["url"] != before["url"]
    assert made(editor)["facts"][0].endswith(" the limits")
    assert made(editor)["facts"][1].startswith("No such code")
    send(editor, {"op": "toggle", "code": "S99"}, {"op": "undo"}, {"op": "undo"}, {"op": "undo"})
    assert editor.session.work.outside == ()


@pytest.mark.parametrize("adjusted", ["no", "yes"])
def test_a_click_finds_the_point_that_it_is_on(tmp_path: Path, adjusted: str) -> None:
    editor = signal_editor(root=tmp_path, data="star98")
    ask(editor, "guess", value=2)
    send(editor, field("adjusted", adjusted))
    told = ask(editor, "funnel")
    svg = base64.b64decode(told["url"].split(",", 1)[1]).decode()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    wide, tall = float(size[1]), float(size[2])
    dots = np.array(re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg), dtype=float)
    assert len(dots) > 80
    inside = np.array([place[1:3] for place in told["places"] if place[5] == "inside"])
    for x, y in inside * (wide, tall):
        assert np.hypot(dots[:, 0] - x, dots[:, 1] - y).min() < 0.3


def test_the_truth_waits_and_begins_with_the_reading(tmp_path: Path) -> None:
    case = draw_signal_case("elie-signal", "maria", 0)
    editor = practice(tmp_path)
    assert ask(editor, "truth")["lines"] == []
    send(editor, field("whole", "both"), field("cause_words", "Three differ"))
    assert ask(editor, "truth")["lines"][0].startswith("Compare with your list")
    for place, code in enumerate(case.facts.special):
        send(editor, {"op": "toggle", "code": code},
             {"op": "set_row", "list": "outside", "row": place, "field": "reading",
              "value": "special"})  # fmt: skip
    lines = ask(editor, "truth")["lines"]
    assert lines[0].startswith("Your reading was sound")
    assert all(code in lines[1] for code in case.facts.special)
    assert case.facts.top_small in lines[2]
    assert case.facts.special[0] in look(editor.session.work)


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_is_there(tmp_path: Path, name: str) -> None:
    told = ask(practice(tmp_path), "export", format=name)
    assert told["type"] == "export"
    assert len(base64.b64decode(told["data"])) > 200


def test_the_steps_say_what_is_done(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    assert made(editor)["steps"]["Say"] == ""
    ask(editor, "guess", value=2)
    send(editor, field("limits", "99.8"), field("board", "Two differ"), field("whole", "common"))
    steps = made(editor)["steps"]
    assert steps["Predict"] == "✓ done"
    assert steps["Points"] == "✓ done"
    assert steps["Say"] == "1 of 3"


# ------------------------------------------------------------------ California, 1998


def test_california_where_only_chance_does_not_fit(tmp_path: Path) -> None:
    editor = signal_editor(root=tmp_path, data="star98")
    assert (editor.session.work.source, editor.session.work.units) == ("star98", 303)
    ask(editor, "guess", value=15)
    told = made(editor)
    assert told["unit"] == "districts"
    assert told["crowd"][0].startswith("More than half of the 303 districts lie outside: 210.")
    assert "Write the number in your words" in told["crowd"][1]
    assert "Wider limits" in told["crowd"][1]
    assert (
        "Outside the plain limits: 210 of 303 districts. Outside the wider ones: 11."
        in (told["wide"])
    )
    assert any("unjust" in line for line in told["wide"])
    assert told["steps"]["Points"] == "✓ done"
    send(editor, field("adjusted", "yes"), field("limits", "99.8"))
    assert made(editor)["crowd"] == []
    assert made(editor)["steps"]["Points"] == ""
    assert sum(place[5] != "inside" for place in ask(editor, "funnel")["places"]) == 11
    send(editor, field("limits", "95"))
    assert "99.8% limits" in made(editor)["crowd"][0]


def test_poverty_and_size_come_first_and_race_not_at_all(tmp_path: Path) -> None:
    told = signal_editor(root=tmp_path, data="star98").options["given"]
    shares = [int(row[2]) for row in told["poverty"]]
    assert len(told["size"]) == len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert sum(int(row[1]) for row in told["poverty"]) == 303
    assert not any(word in json.dumps([told["poverty"], told["size"], told["said"]]).lower()
                   for word in ("asian", "black", "hispan", "minor", "race"))  # fmt: skip
    assert "1998" in told["about"][0]


def test_a_practice_case_never_becomes_another(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    before = editor.session.work
    send(editor, {"op": "use_star98"}, {"op": "use_own"})
    assert editor.session.work == before


def test_a_thousand_schools_are_drawn_and_answered(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    of = rng.integers(20, 2000, 1000)
    met = rng.binomial(of, 0.45)
    data = FunnelData(tuple(f"N{n}" for n in range(1000)), tuple(met.tolist()),
                      tuple(of.tolist()), "Met")  # fmt: skip

    class Source:
        def data(self, _made: FunnelReading) -> FunnelData:
            return data

    answer = funnel_answer(FunnelReading(limits="95"), Source())  # type: ignore[arg-type]
    assert len(answer["places"]) == 1000
    assert answer["url"].startswith("data:image/svg+xml;base64,")
    assert len(california_data().codes) == 303
