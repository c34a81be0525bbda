"""The parts of a sheet in words: what was not written yet is said to be."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from curriculum.artifacts import Plan, Study
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.figures.funnel_reading import funnel_reading_alt, funnel_reading_svg
from curriculum.figures.gaps import disaggregation_alt, disaggregation_svg
from curriculum.figures.plan import plan_alt, plan_svg
from curriculum.figures.study import study_alt, study_svg

Told = Callable[[str], tuple[str, str]]


def plan(words: str) -> tuple[str, str]:
    made = Plan(question=words)
    return plan_svg(made), plan_alt(made)


def study(words: str) -> tuple[str, str]:
    made = Study(balancing=words)
    return study_svg(made), study_alt(made)


def gaps(words: str) -> tuple[str, str]:
    made = Disaggregation(goal=words)
    return disaggregation_svg(made), disaggregation_alt(made)


def funnel(words: str) -> tuple[str, str]:
    made = FunnelReading(board=words)
    return funnel_reading_svg(made, None), funnel_reading_alt(made, None)


@pytest.mark.parametrize("told", [plan, study, gaps, funnel])
def test_blanks_alone_are_not_written_yet(told: Told) -> None:
    (blank, blank_alt), (nothing, nothing_alt) = told(" \n "), told("")
    assert blank_alt == nothing_alt
    texts = [[one.text for one in ElementTree.fromstring(svg).iter()] for svg in (blank, nothing)]
    assert texts[0] == texts[1]
    assert "not written yet" in texts[0]


@pytest.mark.parametrize("told", [plan, study, gaps, funnel])
def test_what_is_written_stands_in_the_picture_and_in_its_words(told: Told) -> None:
    svg, alt = told(" Because we saw it ")
    assert ">Because we saw it<" in svg
    assert ": Because we saw it" in alt
