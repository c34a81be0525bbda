"""Shapes of an effect over time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.simulate.effects import SHAPES, Effect

POINTS, CHANGE = 20, 9


def curve(shape, size=1.0, length=6, points=POINTS, change_at=CHANGE):
    return Effect(shape, size, length).curve(points, change_at)


def test_a_step_is_whole_from_the_first_point_on():
    assert curve("step", 0.5).tolist() == [0.0] * 8 + [0.5] * 12


def test_a_ramp_grows_by_equal_steps_and_stays():
    grown = curve("ramp", 1.2, length=4)
    assert grown[:8].tolist() == [0.0] * 8
    assert grown[8:12] == pytest.approx([0.3, 0.6, 0.9, 1.2])
    assert (grown[12:] == 1.2).all()


def test_a_dip_harms_first_and_then_gains_the_whole():
    dipped = curve("dip", 1.0, length=6)
    assert dipped[8:11].tolist() == [-0.5, -0.5, -0.5]
    assert dipped[11:14] == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert dipped[-1] == 1.0


def test_what_fades_is_whole_at_once_and_gone_after_its_length():
    faded = curve("fades", 1.0, length=5)
    assert faded[8] == 1.0
    assert (np.diff(faded[8:14]) < 0).all()
    assert (faded[13:] == 0.0).all()


def test_what_began_before_has_half_its_rise_before_the_change():
    rise = curve("before", 1.0, length=6)
    assert rise[1] == 0.0
    assert 0.4 < rise[7] < 0.6
    assert rise[-1] == 1.0


def test_a_pulse_is_one_point():
    assert np.flatnonzero(curve("pulse", 2.0)).tolist() == [8]


def test_none_is_nothing_whatever_its_size():
    assert not curve("none", 3.0).any()


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="no effect shape called 'jump'"):
        curve("jump")


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(SHAPES),
    st.floats(-3, 3),
    st.integers(1, 30),
    st.integers(1, 40),
    st.data(),
)
def test_a_curve_is_bounded_by_its_size_and_mirrors_with_its_sign(shape, size, length, n, data):
    change_at = data.draw(st.integers(1, n + 1))
    one = curve(shape, size, length, n, change_at)
    assert one.shape == (n,)
    assert (np.abs(one) <= abs(size) + 1e-12).all()
    assert one == pytest.approx(-curve(shape, -size, length, n, change_at))
    if shape != "before":
        assert not one[: change_at - 1].any()
