"""The demonstration: a badly hidden table gives itself away, a well hidden one does not."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from curriculum.data.attack_demo import (
    STAR,
    demonstration,
    from_gap,
    hide_small_only,
    hide_well,
    recover,
    resistance,
)


def test_the_badly_hidden_table_gives_every_star_away() -> None:
    bad, well = demonstration()
    steps = recover(bad)
    assert {step.place: step.value for step in steps} == {(0, 0): 4, (2, 1): 7}
    assert "55 − 17 − 15 − 19 = 4" in steps[0].sentence
    assert "students in foster care, Alder Creek (fictional)" in steps[0].sentence
    assert all("exactly" in one for one in resistance(bad))
    assert recover(well) == ()
    assert all("anything from" in one for one in resistance(well))
    assert (bad.table == well.table).all()


def test_what_a_reader_sees_holds_no_hidden_number() -> None:
    for table in demonstration():
        stars = sum(cell == STAR for line in table.lines for cell in line)
        assert stars == int(table.hidden.sum()) >= 2
        assert len(table.lines) == len(table.rows) + 2


def test_steps_may_need_each_other() -> None:
    cells = np.array([[4, 3, 60], [5, 40, 30], [50, 20, 70]])
    bad = hide_small_only(cells, "abc", "xyz")
    steps = recover(bad)
    assert [step.value for step in steps] == [5, 3, 4] or sorted(s.value for s in steps) == [
        3,
        4,
        5,
    ]


@settings(deadline=None, max_examples=30)
@given(arrays(np.int64, (3, 3), elements=st.integers(0, 40)))
def test_recovered_numbers_are_true_and_well_hidden_ones_are_never_recovered(
    cells: np.ndarray,
) -> None:
    bad = hide_small_only(cells, "abc", "xyz")
    assert all(bad.table[step.place] == step.value for step in recover(bad))
    well = hide_well(cells, "abc", "xyz")
    small = (well.table > 0) & (well.table < 11)
    assert not any(small[step.place] for step in recover(well))


def test_a_printed_gap_gives_away_a_hidden_rate() -> None:
    steps = from_gap("all students", 62, 22, 5)
    assert "62 − 22 = 40" in steps[1]
    assert "2 met the mark and 3 did not" in steps[2]
