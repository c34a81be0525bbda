"""The power meter: right, quick, and the numbers that the modules print."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import numpy as np
import pytest

from curriculum.exports import sim_numbers
from curriculum.exports.sim_numbers import RULES, anhoej, ihi_shift, numbers, to_markdown, to_toml
from curriculum.simulate.effects import Effect
from curriculum.simulate.model import Measure, Truth, simulate
from curriculum.simulate.power import Plan, plan_series, power

# What the design printed after its own simulation (noise of one size at every level).
DESIGN = {
    ("anhoej", 0.25): 0.30,
    ("ihi-shift", 0.25): 0.87,
    ("anhoej", 0.08): 0.09,
    ("ihi-shift", 0.08): 0.26,
    ("anhoej", 0.0): 0.04,
    ("ihi-shift", 0.0): 0.135,
}


@pytest.mark.parametrize(("rule", "change"), DESIGN)
def test_the_numbers_of_the_design_come_out_again(rule, change):
    found = power(Plan(change=change), RULES[rule], seed=1, replicates=8000)
    assert found.with_change == pytest.approx(DESIGN[rule, change], abs=0.065)
    assert found.error_with < 0.006


def test_with_two_points_after_the_change_nothing_can_signal():
    for rule in (anhoej, ihi_shift):
        found = power(Plan(after=2), rule)
        assert found.with_change == found.without_change == 0.0
        assert 0.0 < found.error_with < 0.001


@pytest.mark.parametrize("rule", [anhoej, ihi_shift])
def test_power_rises_with_the_change_with_points_and_with_classes(rule):
    def share(**plan):
        return power(Plan(**plan), rule, replicates=3000)

    by_change = [share(change=c).with_change for c in (0.0, 0.05, 0.1, 0.2, 0.3)]
    assert by_change == sorted(by_change)
    assert by_change[-1] > by_change[0] + 0.2
    few, many, pooled = (
        share(change=0.1, before=b, after=b, classes=c) for b, c in ((6, 1), (12, 1), (12, 4))
    )
    assert few.with_change < many.with_change < pooled.with_change


def test_without_a_change_both_worlds_are_one():
    changed, unchanged = plan_series(Plan(change=0.0))
    assert np.array_equal(changed, unchanged)
    found = power(Plan(change=0.0), anhoej)
    assert found.with_change == found.without_change


def test_before_the_change_both_worlds_are_one_and_after_it_they_are_apart():
    changed, unchanged = plan_series(Plan(), replicates=4000)
    assert np.array_equal(changed[:, :6], unchanged[:, :6])
    assert (changed - unchanged)[:, 6:].mean() == pytest.approx(0.25, abs=0.005)
    assert (changed >= unchanged).all()


@pytest.mark.parametrize("misread", [0.0, 0.1])
def test_the_quick_way_agrees_with_the_model(misread):
    """The power meter's own proportions against the student-level model: means and spreads."""
    plan = Plan(measure=Measure("m", "m", misread=misread), change=0.2)
    quick = plan_series(plan, seed=3, replicates=4000)
    for series, effect in zip(quick, (plan.effect, Effect()), strict=True):
        truth = Truth("t", "t", effects={"m": effect})
        slow = simulate(plan.setting, [plan.measure], truth, 4, replicates=4000).mean("m")
        for part in (slice(0, 6), slice(6, 12)):
            one, two = series[:, part], slow[:, part]
            # Class means of 4,000 classes: standard error of a difference about 0.0015.
            assert abs(one.mean() - two.mean()) < 0.006
            assert one.std() == pytest.approx(two.std(), rel=0.04)
            within = [np.sqrt(x.var(axis=1, ddof=1).mean()) for x in (one, two)]
            assert within[0] == pytest.approx(within[1], rel=0.03)


@pytest.mark.parametrize("kind", ["rating", "count", "minutes"])
def test_other_kinds_of_measures_have_power_too(kind):
    measure = Measure("m", "m", kind=kind, baseline=3.0)
    plan = Plan(before=10, after=10, change=1.5, measure=measure)
    found = power(plan, ihi_shift, replicates=200)
    assert found.with_change > found.without_change + 0.2


def test_a_replicate_does_not_depend_on_how_many_are_asked():
    few, _ = plan_series(Plan(), replicates=10)
    many, _ = plan_series(Plan(), replicates=2000)
    assert np.array_equal(few, many[:10])


def test_the_stated_error_is_the_error():
    shares = [power(Plan(change=0.1), ihi_shift, seed=s, replicates=400) for s in range(40)]
    seen = np.std([one.with_change for one in shares], ddof=1)
    stated = np.mean([one.error_with for one in shares])
    assert 0.65 < seen / stated < 1.4  # 40 repeats: the SD is known to about 11 %


def test_points_when_nobody_was_there_are_missing_not_zero():
    changed, _ = plan_series(Plan(students=1, attendance=0.5), replicates=500)
    assert 0.4 < np.isnan(changed).mean() < 0.6
    assert 0.0 <= power(Plan(students=1, attendance=0.05), anhoej).with_change <= 1.0


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Plan(before=0), "at least one point before"),
        (Plan(students=0), "one student"),
        (Plan(attendance=0.0), "Attendance must be"),
        (Plan(change=0.5), "impossible"),
        (Plan(change=-0.6), "impossible"),
    ],
)
def test_an_impossible_plan_is_refused_in_a_sentence(plan, says):
    with pytest.raises(ValueError, match=says):
        power(plan, anhoej)


@pytest.fixture(scope="module")
def table():
    return numbers(replicates=2000)


def test_every_simulated_number_of_the_text_is_there_and_near(table):
    by_id = {one.id: one for one in table}
    assert len(by_id) == len(table)
    for one in table:
        if one.printed:
            # The design rounds, and its noise does not shrink near 100 %.
            allowed = max(0.1 * float(one.printed), 7.0 if one.unit == "%" else 0.0)
            assert abs(one.value - float(one.printed)) < allowed, one
        # A formula has no sampling error; everything simulated says its own.
        assert (one.error == 0.0) == one.id.startswith("room-15-range")
    assert by_id["range-of-4"].value == pytest.approx(by_id["range-of-1"].value / 2, rel=0.1)
    assert by_id["lowest-five"].value > 5.0
    assert by_id["tampering"].value == pytest.approx(2.0, abs=4 * by_id["tampering"].error + 0.02)


def test_the_table_and_the_data_say_the_same(table):
    data = tomllib.loads(to_toml(table))
    assert list(data) == [one.id for one in table]
    rows = to_markdown(table).splitlines()[2:]
    assert len(rows) == len(table)
    for row, one in zip(rows, table, strict=True):
        assert re.match(rf"\| {re.escape(one.says)} \| {one.value:.1f} {one.unit} \|", row)
        assert data[one.id]["value"] == pytest.approx(one.value, abs=0.0006)


def test_the_command_prints_what_is_asked(monkeypatch, capsys, table):
    monkeypatch.setattr(sim_numbers, "numbers", lambda: table)
    assert sim_numbers.main([]) == 0
    assert capsys.readouterr().out == to_markdown(table)
    assert sim_numbers.main(["--toml"]) == 0
    assert capsys.readouterr().out == to_toml(table)
    assert sim_numbers.main(["--all"]) == 2
    assert "--toml" in capsys.readouterr().err


def test_rules_are_said_by_name():
    y = np.array([[5.0, 6, 5, 6, 5, 6, 7, 8, 9, 10, 11, 12]])
    center = np.array([[5.5]])
    assert RULES["ihi-trend"](y, center).tolist() == [True]
    assert RULES["ihi-shift"](y, center).tolist() == [True]
    assert RULES["ihi"](y, center).tolist() == [True]
    assert RULES["anhoej"](y, center).tolist() == [False]
    assert RULES["ihi"](np.tile([5.0, 6.0], (1, 6)), center).tolist() == [False]
    assert replace(Plan(), change=0.0).effect.size == pytest.approx(0.0, abs=1e-9)
