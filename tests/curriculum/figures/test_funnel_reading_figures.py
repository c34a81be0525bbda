"""Funnels and league tables as pictures and in words."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from autograde.checks.signal_reading import signal_reading
from autograde.checks.signal_solution import worked_signal
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.funnel import funnel
from curriculum.charts.league import league
from curriculum.data.star98 import MEASURE, california
from curriculum.figures.funnel_reading import (
    ADJUSTED_WARNING,
    FunnelData,
    funnel_alt,
    funnel_places,
    funnel_reading_alt,
    funnel_reading_svg,
    funnel_svg,
    league_alt,
    league_svg,
)
from curriculum.simulate.districts import simulate_districts
from curriculum.simulate.signal_cases import draw_signal_case

CASE = draw_signal_case("elie-signal", "maria", 0)
BAD = "<script>alert(1)</script>"


def of_case() -> FunnelData:
    facts = CASE.facts
    return FunnelData(facts.codes, facts.met, facts.students, facts.measure)


def of_california() -> FunnelData:
    data = california()
    met, of = (tuple(int(one) for one in column) for column in (data.above, data.tested))
    return FunnelData(tuple(data.names), met, of, MEASURE)


def of_thousand() -> FunnelData:
    drawn = simulate_districts(5, 1000, rate=0.5, median_size=220, sd_log_size=1.1)
    met, of = (tuple(int(one) for one in column) for column in (drawn.met, drawn.students))
    return FunnelData(tuple(f"S{at:04d}" for at in range(1000)), met, of, "Present")


def texts(svg: str) -> list[str]:
    return [one.text for one in ElementTree.fromstring(svg).iter() if one.text]


@pytest.mark.parametrize(
    "data", [of_case(), of_california(), of_thousand()], ids=["36", "303", "1000"]
)
@pytest.mark.parametrize("limits", ["95", "99.8"])
def test_every_point_lies_in_the_picture_on_its_side(data: FunnelData, limits: str) -> None:
    found = funnel(data.met, data.of)
    out = found.outside95 if limits == "95" else found.outside998 & ~found.too_few
    spots = funnel_places(data, limits=limits, adjusted=False)
    assert [one.code for one in spots] == list(data.codes)
    assert [one.side != "inside" for one in spots] == out.tolist()
    for one in spots:
        assert 0.05 < one.x < 0.95
        assert 0.1 < one.y < 0.9
        if one.side != "inside":
            assert (one.side == "above") == (one.rate > found.target)
    higher = max(spots, key=lambda one: one.rate)
    assert higher.y == min(one.y for one in spots)
    largest = max(spots, key=lambda one: one.n)
    assert largest.x == max(one.x for one in spots)


@pytest.mark.parametrize(
    "data", [of_case(), of_california(), of_thousand()], ids=["36", "303", "1000"]
)
@pytest.mark.parametrize("adjusted", [False, True])
def test_picture_and_words_say_the_same(data: FunnelData, adjusted: bool) -> None:
    svg = funnel_svg(data, adjusted=adjusted)
    alt = funnel_alt(data, adjusted=adjusted)
    spots = funnel_places(data, limits="99.8", adjusted=adjusted)
    for side in ("above", "below"):
        count = sum(one.side == side for one in spots)
        assert f"{count} {side} the limits" in alt
    outside = {one.code for one in spots if one.side != "inside"}
    named = [text for text in texts(svg) if text in data.codes]
    assert set(named) <= outside
    assert len(named) == len(set(named))
    assert svg.count("<circle") - 1 == len(spots) - len(outside)
    told = [text for text in texts(svg) if "points outside are named" in text]
    assert bool(told) == (len(named) < len(outside))


def test_limits_differ_without_color() -> None:
    svg = ElementTree.fromstring(funnel_svg(of_case()))
    lines = [one for one in svg.iter() if one.tag.endswith("polyline")]
    curves = [one for one in lines if len(str(one.get("points")).split()) > 20]
    assert {one.get("stroke-dasharray") is None for one in curves} == {True, False}
    assert {one.get("stroke-width") for one in curves} == {"2.4", "1.2"}


def test_wide_limits_never_stand_without_their_warning() -> None:
    data = of_california()
    assert ADJUSTED_WARNING in funnel_alt(data, adjusted=True)
    assert "stably unjust" in " ".join(texts(funnel_svg(data, adjusted=True)))
    made = FunnelReading(adjusted="yes")
    assert ADJUSTED_WARNING in funnel_reading_alt(made, None)
    assert ADJUSTED_WARNING in funnel_reading_alt(made, data)


def test_schools_that_are_alike_keep_their_limits() -> None:
    data = FunnelData(("A", "B", "C"), (50, 49, 51), (100, 100, 100), "m")
    assert "the limits stay" in funnel_alt(data, adjusted=True)


def test_a_point_on_the_list_is_named_even_inside() -> None:
    data = of_case()
    quiet = next(one.code for one in funnel_places(data) if one.side == "inside")
    assert quiet not in texts(funnel_svg(data))
    assert quiet in texts(funnel_svg(data, marked=[quiet]))
    assert f"On the list: {quiet}." in funnel_alt(data, marked=[quiet])


def test_the_sheet_marks_findings_and_words_stay_words() -> None:
    made = worked_signal(CASE).model_copy(update={"newspaper": "", "board": BAD, "district": BAD})
    findings = signal_reading(made, CASE)
    svg = funnel_reading_svg(made, of_case(), findings)
    assert "<script" not in svg
    assert "!1" in texts(svg)
    assert "To a newspaper: not written yet" in funnel_reading_alt(made, of_case())


def test_names_of_points_are_words() -> None:
    data = FunnelData((BAD, "B", "C"), (90, 40, 45), (100, 100, 100), BAD)
    assert "<script" not in funnel_svg(data, marked=[BAD])
    ElementTree.fromstring(funnel_svg(data, marked=[BAD]))


@pytest.mark.parametrize("of", [(1, 1), (30, 30), (5, 0)])
def test_few_and_equal_schools_are_drawn(of: tuple[int, int]) -> None:
    data = FunnelData(("A", "B"), (1, 0), of, "m")
    ElementTree.fromstring(funnel_svg(data, adjusted=True))
    assert len(funnel_places(data)) == sum(n > 0 for n in of)


def test_a_league_follows_the_first_bottom_by_name() -> None:
    met = [[9, 8, 7, 6, 1, 2], [1, 2, 9, 8, 7, 6], [5, 6, 7, 1, 2, 9]]
    found = league(met, [[10] * 6] * 3, names=[f"School {at}" for at in "ABCDEF"], bottom=2)
    svg = texts(league_svg(found))
    assert any(text == "5. School E" for text in svg)
    assert any(text == "1. School F" for text in svg)
    assert not any("School A" in text for text in svg)
    assert "School E: 6, 3, 5" in league_alt(found)
