"""Disaggregations and funnel readings taken out of the room."""

from __future__ import annotations

import csv
import io
import re
import struct
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest

from autograde.checks.gaps_solution import worked_gaps
from autograde.checks.signal_solution import worked_signal
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.gaps import TO_CLOSE_WARNING
from curriculum.exports import disaggregation as gaps
from curriculum.exports import funnel_reading as funnels
from curriculum.figures.funnel_reading import FunnelData
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.simulate.signal_cases import draw_signal_case


class Page(HTMLParser):
    """The tags of a page, none of which loads or runs anything."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


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
