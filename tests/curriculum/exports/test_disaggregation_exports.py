"""Disaggregations and funnel readings taken out of the room."""

from __future__ import annotations

import csv
import io
import re
import struct
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_read import Page

from autograde.checks.gaps_solution import worked_gaps
from autograde.checks.signal_solution import worked_signal
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.gaps import TO_CLOSE_WARNING
from curriculum.exports import disaggregation as gaps
from curriculum.exports import funnel_reading as funnels
from curriculum.exports._leaf import TALL, Leaf, Table, Words, fitted, height
from curriculum.exports._pdf import pdf_of, unprinted
from curriculum.figures.funnel_reading import ADJUSTED_WARNING, FunnelData
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.simulate.signal_cases import draw_signal_case


def a_gap() -> Disaggregation:
    return worked_gaps(draw_gaps_case("elie-gaps", "maria", 0))


def a_reading() -> tuple[FunnelReading, FunnelData]:
    case = draw_signal_case("elie-signal", "maria", 0)
    facts = case.facts
    data = FunnelData(facts.codes, facts.met, facts.students, facts.measure)
    return worked_signal(case), data


EVERY = [
    (gaps, (a_gap(),)),
    (gaps, (Disaggregation(),)),
    (funnels, a_reading()),
    (funnels, (FunnelReading(), None)),
]


@pytest.mark.parametrize(("module", "given"), EVERY)
def test_every_format_of_every_work(module: ModuleType, given: tuple[Any, ...]) -> None:
    assert module.to_svg(*given).startswith("<svg")
    assert module.to_markdown(*given).startswith("# ")
    assert "script" not in Page(module.to_print_html(*given)).tags
    pdf = module.to_pdf(*given)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
    assert b"/Lang (en-US)" in pdf
    png = module.to_png(*given)
    width, height = struct.unpack(">II", png[16:24])
    assert 1500 < width < 12_000
    assert 200 < height < 12_000
    rows = list(csv.reader(io.StringIO(module.to_csv(*given))))
    assert len({len(row) for row in rows}) == 1


def test_students_to_close_never_stand_without_their_warning() -> None:
    made = a_gap()
    assert "Students to close" in Page(gaps.to_print_html(made)).words
    assert TO_CLOSE_WARNING in Page(gaps.to_print_html(made)).words
    assert TO_CLOSE_WARNING in gaps.to_markdown(made)


def test_no_cell_of_a_table_is_a_formula() -> None:
    made = a_gap()
    groups = tuple(row.model_copy(update={"name": "=1+1"}) for row in made.groups)
    table = gaps.to_csv(made.model_copy(update={"groups": groups}))
    assert {row[1] for row in list(csv.reader(io.StringIO(table)))[1:]} == {"'=1+1"}


LONG = "Every school gave the same two hours of reading with a teacher. " * 40
HOSTILE = "<script>alert(1)</script> ![x](file:///etc/passwd) <img src=x onerror=a()> \x00\u202e"


def crowded() -> Disaggregation:
    """Forty groups on each measure, and long words everywhere."""
    rows = []
    for which in ("outcome", "opportunity"):
        for at in range(40):
            name = f"students in the morning program number {at} · Cedar School (fictional)"
            numbers = {"n": 60, "met": 30, "percent": 50.0, "low": 37.7, "high": 62.3, "gap": -8.0}
            hidden = {"hidden": True} if at % 7 == 3 else {**numbers, "to_close": 5}
            rows.append({"id": f"g{len(rows)}", "measure": which, "name": name, **hidden})
    words = ("finding_words", "system_words", "goal", "split_words", "comparison_why", "next_step")
    return Disaggregation.model_validate(
        {**a_gap().model_dump(), "groups": rows, **{field: LONG[:2000] for field in words}}
    )


def test_one_page_however_long_the_words_are_and_nothing_is_lost_silently() -> None:
    made = crowded()
    page = fitted(gaps.the_page(made))
    assert height(page) <= TALL
    assert len(re.findall(rb"/Type /Page\b", gaps.to_pdf(made))) == 1
    words = Page(gaps.to_print_html(made)).words
    assert words.count("continued in the notebook") >= 5
    assert TO_CLOSE_WARNING in words


def test_a_page_with_room_shortens_nothing() -> None:
    made = a_gap()
    words = Page(gaps.to_print_html(made)).words
    assert "continued" not in words
    for text in (made.finding_words, made.system_words, made.goal, made.voices[0].words):
        assert text in words


@given(st.lists(st.text(max_size=1500), min_size=6, max_size=6), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_every_page_fits(texts: list[str], rows: int) -> None:
    words = tuple(Words("Label", text) for text in texts)
    table = Table(("Group", "n"), (("A name · of two words", "12"),) * rows, (0.5, 0.5))
    page = fitted(Leaf(texts[0], texts[1], (*words, table)))
    assert height(page) <= TALL


def test_words_of_a_person_are_only_ever_words() -> None:
    made = a_gap().model_copy(
        update={"goal": HOSTILE, "finding_words": HOSTILE, "district": HOSTILE}
    )
    reading, data = a_reading()
    said = reading.model_copy(update={"board": HOSTILE, "measure": HOSTILE})
    for html in (gaps.to_print_html(made), funnels.to_print_html(said, data)):
        assert "img" not in Page(html).tags
        assert "default-src 'none'" in html
    for pdf in (gaps.to_pdf(made), funnels.to_pdf(said, data)):
        for way_out in (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/Annot"):
            assert way_out not in pdf
    assert "\\<script\\>" in gaps.to_markdown(made)


def test_a_pdf_says_what_it_is_and_where_it_has_no_letters() -> None:
    pdf = gaps.to_pdf(a_gap())
    assert pdf.count(b"/FontFile2") == 2
    assert pdf.count(b"/Alt") == 2
    assert b"/Title" in pdf
    known = Leaf("Nguyễn · José · Владимир · ñ", "", ())
    assert unprinted(known) == ""
    assert "□" in unprinted(Leaf("李明", "", ()))
    assert pdf_of(Leaf("李明", "", ())).startswith(b"%PDF-")


def test_the_table_of_a_funnel_has_every_point() -> None:
    reading, data = a_reading()
    rows = list(csv.DictReader(io.StringIO(funnels.to_csv(reading, data))))
    assert [row["code"] for row in rows] == list(data.codes)
    outside = {row["code"] for row in rows if row["side"] != "inside"}
    assert outside == {point.code for point in reading.outside}
    assert {row["reading"] for row in rows if row["code"] in outside} == {"special"}
    alone = list(csv.DictReader(io.StringIO(funnels.to_csv(reading))))
    assert [row["code"] for row in alone] == [point.code for point in reading.outside]


def test_wide_limits_keep_their_warning_on_paper() -> None:
    reading, data = a_reading()
    wide = reading.model_copy(update={"adjusted": "yes"})
    assert ADJUSTED_WARNING in Page(funnels.to_print_html(wide, None)).words
    assert ADJUSTED_WARNING in funnels.to_markdown(wide)
    assert "stay" in Page(funnels.to_print_html(wide, data)).words
