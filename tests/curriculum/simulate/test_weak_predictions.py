"""Weak predictions on demand: repeatable, and none twice before all have been seen."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.simulate.noise import planned_noise
from curriculum.simulate.weak_predictions import FAULTS, SCENES, STOCK, weak_prediction


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=20), st.integers(0, 5))
def test_every_scene_meets_every_fault_once_before_any_comes_again(key: str, around: int) -> None:
    items = [weak_prediction(key, around * STOCK + at) for at in range(STOCK)]
    assert {(one.scene, one.fault) for one in items} == {(s, f) for s in SCENES for f in FAULTS}
    assert len({one.id for one in items}) == STOCK
    assert all(a.fault != b.fault for a, b in pairwise(items))
    assert all(a.scene != b.scene for a, b in pairwise(items))
    assert {one.fault for one in items[:6]} == set(FAULTS)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=20), st.integers(0, 3 * STOCK))
def test_the_same_for_the_same_key_and_with_room_for_noise(key: str, number: int) -> None:
    one = weak_prediction(key, number)
    assert one == weak_prediction(key, number)
    assert one.weak != one.strong
    assert 5 < one.noise < 15
    known = [planned_noise(p / 100, one.students, one.lessons) for p in (30, 35, 40, 45)]
    assert one.noise in known


def test_the_second_time_around_has_other_numbers() -> None:
    first = {(o.scene, o.fault): o for o in (weak_prediction("ada", n) for n in range(STOCK))}
    again = [weak_prediction("ada", STOCK + n) for n in range(STOCK)]
    same = sum(first[o.scene, o.fault].context == o.context for o in again)
    assert same < STOCK / 10
    assert {o.id for o in again}.isdisjoint(o.id for o in first.values())
    assert weak_prediction("ada", 0) != weak_prediction("ben", 0)
