"""Cells of a CSV file: no spreadsheet takes one for a formula, and each stays in its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograde.export import COLUMNS, LMS_COLUMNS, _csv, safe


@pytest.mark.parametrize(
    "hostile",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x",
     "\u00a0=1", "\u2003=1", "\ufeff=1", "\u202e=1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_text(hostile: str) -> None:
    made = safe(hostile)
    assert isinstance(made, str)
    assert made.startswith("'")


@pytest.mark.parametrize("plain", ["Ash", "", "lead-ash", "a=b", "3", "Ümit O’Neil"])
def test_what_is_plain_stays(plain: str) -> None:
    assert safe(plain) == plain


def test_numbers_stay_numbers() -> None:
    assert [safe(-1.5), safe(0), safe("")] == [-1.5, 0, ""]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_a_row_stays_a_row(cells: list[str]) -> None:
    (row,) = csv.reader(io.StringIO(_csv([["id", *cells]]), newline=""))
    assert len(row) == 1 + len(cells)
    for one in row:
        assert one[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


def test_every_column_is_explained() -> None:
    assert all(COLUMNS.values())
    assert all(LMS_COLUMNS.values())
