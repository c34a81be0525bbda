"""Groups beside a named comparison; what is hidden cannot be worked out from anything shown."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from curriculum.charts.analysis import ChartError
from curriculum.charts.gap_rows import gaps_table
from curriculum.charts.gap_words import (
    gap_change,
    gap_sentence,
    gaps_alternative,
    to_close_sentence,
)
from curriculum.charts.gaps import EVERYONE, Gaps, beside, disaggregate
from curriculum.charts.group_counts import (
    NOT_RECORDED,
    CountTable,
    GroupCounts,
    count_groups,
    count_records,
)
from curriculum.charts.intervals import newcombe, wilson
from curriculum.data.attack import attack, spread, widths, with_totals
from curriculum.data.suppress_rates import (
    OUTCOME_WIDTH,
    effective_floor,
    protected,
    suppress_rates,
)

NUMBERS = ("n", "met", "rate", "low", "high", "gap", "gap_low", "gap_high", "ratio", "to_close")


def test_wilson_is_the_one_that_the_course_prints() -> None:
    low, high = wilson(4.4, 11)
    assert (round(100 * float(low)), round(100 * float(high))) == (18, 68)
    assert np.isnan(wilson(0, 0)[0])
    # statsmodels as a peer.
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    for k, n in ((0, 12), (7, 30), (30, 30), (412, 1204)):
        assert np.allclose(wilson(k, n), proportion_confint(k, n, method="wilson"), atol=1e-6)
    ours = newcombe(56, 70, 48, 80)
    theirs = confint_proportions_2indep(56, 70, 48, 80, method="newcomb", compare="diff")
    assert np.allclose(ours, theirs, atol=1e-6)


def test_one_group_beside_a_named_comparison() -> None:
    counts = count_groups(
        ["English learners", "never English learners"], [200, 600], [60, 360], measure="Algebra"
    )
    found = disaggregate(counts, "never English learners")
    row = found.row("English learners")
    assert (row.n, row.met, row.to_close) == (200, 60, 60)
    assert row.gap == pytest.approx(-30.0)
    assert row.ratio == pytest.approx(0.5)
    assert row.gap_low is not None
    assert row.gap_high is not None
    assert row.gap_low < -30 < row.gap_high < 0
    other = found.row("never English learners")
    assert (other.gap, other.to_close) == (None, None)
    with_everyone = disaggregate(counts, EVERYONE).row("English learners")
    assert with_everyone.gap == pytest.approx(-22.5)
    assert with_everyone.gap_low is None
    assert disaggregate(counts, "English learners").row("never English learners").to_close == 0


def test_words_say_what_the_system_reached_and_warn() -> None:
    counts = count_groups(["Group A", "Group B"], [200, 600], [60, 360], measure="Algebra")
    found = disaggregate(counts, "Group B")
    assert gap_sentence(found, "Group A") == (
        "Algebra: 60 of 200 Group A (30%; 24 to 37%); 360 of 600 Group B (60%; 56 to 64%). "
        "For Group A it is 30 percentage points less (from 22 to 37, allowing for chance)."
    )
    assert "not a list" in to_close_sentence(found, "Group A")
    assert to_close_sentence(found, "Group B") == ""
    text = gaps_alternative(found)
    assert "420 of 800 everyone" in text
    assert "Group B" in text
    small = disaggregate(count_groups(["A", "B", "C"], [5, 300, 320], [2, 90, 200]), "C")
    assert gap_sentence(small, "A") == "A: hidden, to protect students."
    near = disaggregate(count_groups(["A", "B"], [40, 50], [20, 26]), "B")
    assert "chance alone" in gap_sentence(near, "A")


def test_the_ratio_alone_is_a_trap() -> None:
    before = disaggregate(count_groups(["A", "B"], [1000, 1000], [100, 200]), "B")
    after = disaggregate(count_groups(["A", "B"], [1000, 1000], [400, 600]), "B")
    found = gap_change(before, after, "A")
    assert found.ratio == pytest.approx((0.5, 2 / 3))
    assert found.gap == pytest.approx((-10, -20))
    assert found.disagree
    assert "never one ratio alone" in found.sentence
    hidden = disaggregate(count_groups(["A", "B", "C"], [5, 300, 300], [2, 9, 9]), "C")
    with pytest.raises(ChartError, match="hidden"):
        gap_change(before, hidden, "A")


def test_records_and_counts_give_the_same() -> None:
    rng = np.random.default_rng(4)
    program = rng.choice(["dual language", "other"], 3000, p=[0.3, 0.7])
    grade = rng.integers(6, 9, 3000)
    met = rng.random(3000) < np.where(program == "other", 0.4, 0.5)
    counts = count_records({"program": program, "grade": grade}, met, measure="x")
    assert counts.tables[0].levels == (("dual language", "other"), ("6", "7", "8"))
    found = disaggregate(counts, "other")
    row = found.row("dual language · 7")
    here = (program == "dual language") & (grade == 7)
    assert (row.n, row.met) == (int(here.sum()), int(met[here].sum()))
    assert [len(group.parts) for group in found.groups] == [1] * 5
    assert len(found.intersections) == 6


def test_missing_values_are_told_and_not_lost() -> None:
    result = np.array([1.0, 0.0, np.nan] * 40)
    group = np.array((["a"] * 15 + [None] * 15) * 4, dtype=object)
    found = count_records({"g": group}, result)
    assert found.total == (80, 40)
    assert found.tables[0].levels == (("a", NOT_RECORDED),)
    assert found.notes == ("40 without a result are left out.",)


@pytest.mark.parametrize(
    ("attributes", "met", "words"),
    [
        ({"student": [f"s{at}" for at in range(200)]}, [1, 0] * 100, "number for each student"),
        ({"g": ["a", "b"]}, [1, 0, 1], "has 2 entries"),
        ({"g": ["a", "b"]}, [1, 2], "yes or no"),
        ({"g": ["a", "b"]}, ["x", "y"], "yes or no"),
        ({"g": ["a", "b"]}, [np.nan, np.nan], "Nobody"),
        ({}, [1], "one to four"),
    ],
)
def test_records_that_make_no_groups_are_refused(
    attributes: Any, met: list[Any], words: str
) -> None:
    with pytest.raises(ChartError, match=words):
        count_records(attributes, met)


@pytest.mark.parametrize(
    ("names", "n", "met", "total", "words"),
    [
        (["a", "b"], [20, 30], [25, 3], None, "more who met the mark than people"),
        (["a", "b"], [20.5, 30], [2, 3], None, "whole numbers"),
        (["a", "b"], [20, -1], [2, 0], None, "whole numbers"),
        (["a", "a"], [20, 30], [2, 3], None, "twice"),
        (["a", "b"], [0, 0], [0, 0], None, "zero people"),
        (["a", "b"], [200, 30], [2, 3], (100, 5), "more people than everyone"),
        (["a", "b"], [20, 30], [2, 3], (60, 40), "more met the mark than are left"),
    ],
)
def test_impossible_counts_are_refused(
    names: list[str], n: list[float], met: list[float], total: Any, words: str
) -> None:
    with pytest.raises(ChartError, match=words):
        count_groups(names, n, met, total=total)


def test_groups_that_overlap_are_told_and_not_crossed() -> None:
    counts = count_groups(["a", "b", "c"], [80, 60, 95], [30, 20, 40], total=(100, 45))
    assert counts.overlapping
    found = disaggregate(counts, EVERYONE)
    assert "several groups" in found.notes[0]
    assert not found.intersections
    # 100 - 95 = 5 people are the rest of "c": showing it would show them.
    assert found.row("c").hidden
    assert not found.row("a").hidden
    assert found.row("a").gap is not None
    assert found.row("a").gap_low is None


def test_people_in_no_group_are_a_group() -> None:
    counts = count_groups(["a", "b"], [80, 60], [30, 20], total=(200, 80))
    assert counts.tables[0].levels[0] == ("a", "b", "all others")
    assert disaggregate(counts, "a").row("all others").n == 60


def test_a_district_may_be_stricter_and_never_laxer() -> None:
    counts = count_groups(["a", "b", "c"], [15, 200, 190], [5, 90, 80])
    assert not disaggregate(counts, "b").row("a").hidden
    strict = disaggregate(counts, "b", floor=20)
    assert strict.row("a").hidden
    assert strict.hidden >= 2
    with pytest.raises(ChartError, match="not a lower one"):
        disaggregate(counts, "b", floor=10)
    assert effective_floor(11) == 11


def test_all_or_none_in_a_small_group_is_hidden_too() -> None:
    for met in (0, 20):
        found = disaggregate(count_groups(["a", "b", "c"], [20, 200, 190], [met, 90, 80]), "b")
        assert found.row("a").hidden
        assert found.hidden >= 2
    large = disaggregate(count_groups(["a", "b"], [900, 800], [0, 90]), "b")
    assert not large.row("a").hidden


def test_a_comparison_is_named() -> None:
    counts = count_groups(["a", "b", "c"], [15, 200, 4], [5, 90, 1])
    with pytest.raises(ChartError, match="compare with all students"):
        disaggregate(counts, "nobody")
    found = disaggregate(counts, "c")
    assert all(row.gap is None for row in found.rows)
    assert "hidden itself" in found.notes[-1]
    twice = GroupCounts("m", (counts.tables[0], counts.tables[0]), counts.total)
    with pytest.raises(ChartError, match="Several groups"):
        disaggregate(twice, "b")


def test_another_comparison_hides_the_same_and_keeps_no_old_gap() -> None:
    counts = count_groups(["a", "b", "c"], [15, 200, 300], [5, 90, 101])
    for first in (EVERYONE, "a", "b"):
        for then in (EVERYONE, "b", "c", "a"):
            assert beside(disaggregate(counts, first), then) == disaggregate(counts, then)
    with pytest.raises(ChartError, match="There is no group"):
        beside(disaggregate(counts, "b"), "nobody")


def test_too_few_altogether_shows_nothing() -> None:
    found = disaggregate(count_groups(["a", "b"], [4, 5], [1, 2]), EVERYONE)
    assert all(row.hidden for row in found.rows)


def _shown(found: Gaps, counts: GroupCounts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The table with totals that a reader can put together from the rows."""
    table = counts.tables[0]
    n, met = with_totals(table.n), with_totals(table.met)
    hidden = np.zeros(n.shape, dtype=bool)
    rows = {row.parts: row for row in found.rows}
    for place in np.ndindex(n.shape):
        parts = tuple(
            (table.attributes[axis], table.levels[axis][at])
            for axis, at in enumerate(place)
            if at < len(table.levels[axis])
        )
        row = rows.get(parts)
        hidden[place] = row is not None and row.hidden
        if row is not None and not row.hidden:
            assert (row.n, row.met) == (int(n[place]), int(met[place]))
    return n, met, hidden


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_nothing_hidden_can_be_worked_out(data: st.DataObject) -> None:
    shape = data.draw(
        st.one_of(
            st.tuples(st.integers(2, 5)),
            st.tuples(st.integers(1, 4), st.integers(2, 4)),
            st.tuples(st.integers(2, 3), st.integers(2, 3), st.just(2)),
        )
    )
    n = data.draw(arrays(np.int64, shape, elements=st.integers(0, 60)))
    share = data.draw(arrays(np.float64, shape, elements=st.floats(0, 1)))
    met = np.floor(n * share).astype(np.int64)
    if n.sum() < 11:
        return
    names = tuple(f"g{axis}" for axis in range(len(shape)))
    levels = tuple(tuple(f"{axis}-{at}" for at in range(size)) for axis, size in enumerate(shape))
    table = CountTable(names, levels, n, met)
    counts = GroupCounts("m", (table,), table.total)
    found = disaggregate(counts, EVERYONE)
    if found.everyone.hidden:
        return
    for row in found.rows:
        values = asdict(row)
        assert row.hidden == all(values[name] is None for name in NUMBERS)
        assert row.hidden or not protected(np.array([row.n]), np.array([row.met]))[0]
    totals, reached, hidden = _shown(found, counts)
    watch = protected(totals, reached)
    assert hidden[watch].all()
    yes, no = attack(reached, hidden).width, attack(totals - reached, hidden).width
    grand_yes, grand_no = int(met.sum()), int((n - met).sum())
    assert (yes + no >= 11)[watch].all()
    assert (yes >= min(OUTCOME_WIDTH, grand_yes))[watch].all()
    assert (no >= min(OUTCOME_WIDTH, grand_no))[watch].all()
    known = spread(reached, hidden)
    assert (known <= widths(reached, hidden, hidden)).all()


@pytest.mark.parametrize(
    ("n", "met", "floor", "words"),
    [
        ([20, 30], [21, 3], 11, "more people who met"),
        ([20, 30], [2], 11, "count of people"),
        ([20, 30], [2, 3], 5, "never shown"),
        ([30] * 700, [3] * 700, 11, "too many"),
    ],
)
def test_tables_that_cannot_be_protected_are_refused(
    n: list[int], met: list[int], floor: int, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        suppress_rates(np.array(n), np.array(met), floor)


def test_table_holds_what_the_rows_hold() -> None:
    counts = count_groups(["a", "b", "c"], [5, 200, 190], [2, 90, 80])
    frame = gaps_table(disaggregate(counts, "c"))
    assert list(frame["name"]) == [EVERYONE, "a", "b", "c"]
    assert frame.loc[frame["hidden"], ["n", "met", "percent", "gap"]].isna().all().all()


def test_measures_of_the_same_people_hide_the_same_groups() -> None:
    names, n = ["a", "b", "c", "d"], [5, 40, 44, 300]
    outcome = count_groups(names, n, [2, 20, 20, 150])
    # In the second measure all of "b" met it: it is hidden there for its own sake.
    other = count_groups(names, n, [1, 40, 20, 200])
    alone = [row.hidden for row in disaggregate(outcome, "d").groups]
    first = disaggregate(outcome, "d", also=[other])
    second = disaggregate(other, "d", also=[outcome])
    assert alone == [True, True, False, False]
    assert [row.hidden for row in first.groups] == [row.hidden for row in second.groups]
    third = count_groups(["x", "y"], [50, 60], [20, 30])
    with pytest.raises(ChartError, match="same groups"):
        disaggregate(outcome, "d", also=[third])
