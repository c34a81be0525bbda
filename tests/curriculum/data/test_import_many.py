"""Many rows: what is worked out for all at once is what each cell alone would give."""

from __future__ import annotations

import math
from datetime import datetime
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.data import slices
from curriculum.data.coded import Coded
from curriculum.data.looked import KINDS, look_all
from curriculum.data.values import Cell, Share, look

_TEXTS = st.one_of(
    st.from_regex(r"[+\-−]?[0-9]{1,4}([.,][0-9]{1,3})?%?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-]([0-9]{2}|[0-9]{4})", fullmatch=True),
    st.from_regex(
        r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2} [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( [AP]M)?( PST|Z)?",
        fullmatch=True,
    ),
    st.from_regex(r"[0-9]{1,2}( of |/)[0-9]{1,2}", fullmatch=True),
    st.from_regex(r"(Tue, )?(Nov|feb|mai) [0-9]{1,2}(, [0-9]{4})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}(-| )(Nov|Sept|mai)(-[0-9]{2}| [0-9]{4})?", fullmatch=True),
    st.from_regex(r"(Week |S|Jul-|<|\*|=1\+|#REF!|\u00a0)[0-9]{0,5}\u00a0?", fullmatch=True),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(shapes=st.lists(_TEXTS, min_size=1, max_size=4), digits=st.randoms(use_true_random=False))
def test_texts_of_one_shape_are_looked_at_as_each_alone(shapes: list[str], digits: Random) -> None:
    shuffled: list[Cell] = []
    for shape in shapes:
        for _ in range(60):
            other = "".join(str(digits.randrange(10)) if "0" <= c <= "9" else c for c in shape)
            shuffled.append(other)
    _same_as_alone([*dict.fromkeys(shuffled)])


def test_cells_of_a_workbook_are_looked_at_as_each_alone() -> None:
    numbers = [0.5, -3.0, 1e301, math.inf, math.nan, 46266.25]
    shares = [Share(0.5), Share(math.nan), Share(math.inf)]
    _same_as_alone([None, *numbers, *shares, datetime(2026, 11, 3, 9, 14, 5, 7), "3/4", ""])


def _same_as_alone(cells: list[Cell]) -> None:
    looked = look_all(cells)
    for place, cell in enumerate(cells):
        seen = look(cell)
        assert looked.zone[place] == seen.zone, cell
        assert KINDS[looked.kind[place]] == seen.kind, cell
        a, b = float(looked.a[place]), float(looked.b[place])
        if seen.kind in ("number", "percent", "fraction", "day", "month"):
            assert [None if math.isnan(value) else value for value in (a, b)] == [*seen.value], cell
        elif seen.kind == "week":
            assert a == seen.value
        elif seen.kind == "date":
            assert looked.when[place] == np.datetime64(seen.value), cell
        elif seen.kind == "order":
            assert (a, b) == seen.value[:2]
            year, time = seen.value[2:]
            first = datetime(year, 1, 1, *time) if 1900 <= year < 2200 else None
            when = looked.when[place]
            assert np.isnat(when) if first is None else when == np.datetime64(first), cell


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.text(max_size=80), min_size=1, max_size=40), collide=st.booleans())
def test_texts_cut_from_bytes_are_the_texts(cells: list[str], collide: bool) -> None:
    written = [cell.encode("utf-8", "replace") for cell in cells]
    ends = np.cumsum([len(text) for text in written])
    with pytest.MonkeyPatch.context() as patch:
        if collide:
            # Every text mixes to one number: then they must be told apart all the same.
            patch.setattr(slices, "_ODD", np.zeros_like(slices._ODD))
        column = slices.Slices(b"".join(written)).texts(ends - [len(t) for t in written], ends)
    assert [column[row] for row in range(len(cells))] == [text.decode() for text in written]
    assert len(set(column.cells)) == len(column.cells)


@given(cells=st.lists(st.sampled_from(["a", "b", None, 1.0, 2.0]), min_size=1, max_size=30))
def test_a_column_of_codes_is_its_cells(cells: list[Cell]) -> None:
    column = Coded.of(cells)
    assert [column[row] for row in range(len(cells))] == cells
    half = column.take(slice(len(cells) // 2, None)).settled()
    rest = cells[len(cells) // 2 :]
    assert [half[row] for row in range(len(half))] == rest
    assert half.cells == [*dict.fromkeys(rest)]
    assert column.blank().tolist() == [cell is None for cell in cells]
    left, right = Coded.joined([column, half])
    assert left.cells is right.cells
    assert [right[row] for row in range(len(right))] == rest
