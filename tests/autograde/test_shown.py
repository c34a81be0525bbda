"""What a coach sees of each kind: a drawing, the same in words, and the learner's words."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from autograde.kinds import KINDS, kind_of
from autograde.rubrics import load_rubric
from autograde.shown import funnel_data
from curriculum.artifacts.funnel_reading import FunnelReading


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_an_empty_one_without_a_case_can_be_looked_at(kind: object) -> None:
    made = kind.model()  # type: ignore[attr-defined]
    shown = kind.show(made, None, [])  # type: ignore[attr-defined]
    ElementTree.fromstring(shown.drawing)
    assert shown.statement == ""
    assert shown.alt


@pytest.mark.parametrize("exercise", ["elie-gaps", "elie-signal"])
def test_every_criterion_finds_its_words(exercise: str) -> None:
    kind = kind_of(exercise)
    case = kind.draw(exercise, "maria", 0)
    shown = kind.show(kind.solution(case), case, [])
    criteria = {one.id for one in load_rubric(exercise).coach}
    assert all(shown.words[one].strip() for one in criteria)
    assert set(shown.words) == criteria | set(kind.titles)
    assert shown.alt.count("\n") > 8


def test_the_funnel_of_a_reading_is_that_of_its_case_or_of_california() -> None:
    case = kind_of("elie-signal").draw("elie-signal", "maria", 0)
    of_case = funnel_data(FunnelReading(source="star98"), case)
    assert of_case is not None
    assert of_case.codes == case.facts.codes
    california = funnel_data(FunnelReading(source="star98"), None)
    assert california is not None
    assert len(california.codes) == 303
    assert funnel_data(FunnelReading(source="own"), None) is None
