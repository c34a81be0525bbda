"""Disaggregation and funnel reading: whatever is typed, no small group is ever kept."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from curriculum.artifacts import disaggregation_edits, funnel_reading_edits
from curriculum.artifacts.base import ArtifactError
from curriculum.artifacts.disaggregation import (
    Disaggregation,
    GroupNumbers,
    empty_disaggregation,
    too_small,
)
from curriculum.artifacts.fishbone_edits import EditError
from curriculum.artifacts.funnel_reading import FunnelReading, empty_funnel_reading

EDITS: dict[str, tuple[Any, Any]] = {
    "disaggregation": (disaggregation_edits, empty_disaggregation()),
    "funnel": (funnel_reading_edits, empty_funnel_reading()),
}
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 2_000_000),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(["6", "40", "33%", "2026-11-03", "outcome", "yes", "no", "special", "95"]),
)


@pytest.mark.parametrize("name", EDITS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_is_typed_the_file_stays_valid(name: str, data: st.DataObject) -> None:
    edits, made = EDITS[name]
    for _ in range(data.draw(st.integers(1, 8))):
        listed = data.draw(st.sampled_from([*edits.FORM.rows, "nothing"]))
        fields = edits.FORM.rows[listed].fields if listed in edits.FORM.rows else {}
        op = data.draw(st.sampled_from(sorted(edits.OPS)))
        names = [*edits.FORM.fields, "floor", "kind", ""] if op == "set" else [*fields, "id"]
        intent = {
            "op": op,
            "list": listed,
            "field": data.draw(st.sampled_from(names)),
            "value": data.draw(VALUES),
            "row": data.draw(st.integers(-1, 3)),
            "id": data.draw(st.sampled_from(["g1", "g2", "gone"])),
            "code": data.draw(st.sampled_from(["S01", "S02", ""])),
        }
        with suppress(EditError):
            made = edits.apply(made, intent)
        again = type(made).from_json(made.to_json())
        assert again == made
    if isinstance(made, Disaggregation):
        assert not any(too_small(row, made.floor) for row in made.groups)


def _with_row(**fields: Any) -> Disaggregation:
    made = disaggregation_edits.apply(
        empty_disaggregation(), {"op": "add_row", "list": "groups", "name": "newcomers"}
    )
    for field, value in fields.items():
        intent = {"op": "set_row", "list": "groups", "id": "g1", "field": field, "value": value}
        made = disaggregation_edits.apply(made, intent)
    return made


def test_a_group_of_six_is_refused_with_a_way_out() -> None:
    with pytest.raises(EditError, match="fewer than 11 students: hide it"):
        _with_row(n=6)
    with pytest.raises(EditError, match="all or none"):
        _with_row(n=20, met=20)
    made = _with_row(n=20, met=8)
    assert made.groups[0].n == 20
    hidden = disaggregation_edits.apply(made, {"op": "hide", "id": "g1"})
    assert hidden.groups[0] == GroupNumbers(id="g1", name="newcomers", hidden=True)
    with pytest.raises(EditError, match="no number of it"):
        disaggregation_edits.apply(
            hidden, {"op": "set_row", "list": "groups", "id": "g1", "field": "n", "value": 30}
        )


def test_a_stricter_floor_hides_at_once_and_a_laxer_one_is_refused() -> None:
    made = disaggregation_edits.apply(_with_row(n=15, met=6), {"op": "set_floor", "value": 20})
    assert made.floor == 20
    assert made.groups[0].hidden
    assert made.groups[0].blank
    for value in (10, None, 0):
        with pytest.raises(EditError, match="never shown"):
            disaggregation_edits.apply(made, {"op": "set_floor", "value": value})


def test_a_file_edited_by_hand_cannot_hold_a_small_group() -> None:
    with pytest.raises(ValidationError):
        Disaggregation(groups=(GroupNumbers(id="g1", name="x", n=6, met=2),))
    text = _with_row(n=15, met=6).to_json().replace('"n": 15', '"n": 7')
    with pytest.raises(ArtifactError, match="cannot be read"):
        Disaggregation.from_json(text)
    text = _with_row(n=15, met=6).to_json().replace('"floor": 11', '"floor": 5')
    with pytest.raises(ArtifactError, match="floor"):
        Disaggregation.from_json(text)


def test_a_click_on_the_chart_puts_a_point_on_the_list_and_takes_it_off() -> None:
    made = funnel_reading_edits.apply(empty_funnel_reading(), {"op": "toggle", "code": "S07"})
    assert [point.code for point in made.outside] == ["S07"]
    assert funnel_reading_edits.apply(made, {"op": "toggle", "code": "S07"}).outside == ()
    with pytest.raises(EditError, match="Choose a point"):
        funnel_reading_edits.apply(made, {"op": "toggle"})
    with pytest.raises(EditError, match="unknown"):
        funnel_reading_edits.apply(made, {"op": "rank"})


def test_what_changes_nothing_gives_the_same_object() -> None:
    made = FunnelReading(measure="x")
    assert funnel_reading_edits.apply(made, {"op": "set", "field": "measure", "value": "x"}) is made
    both = empty_disaggregation()
    same = disaggregation_edits.apply(both, {"op": "set", "field": "outcome.name", "value": ""})
    assert same is both
