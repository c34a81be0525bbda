"""The gallery shows every chart four times, loads nothing, and can be read by everyone."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from curriculum.charts.lines import KINDS
from curriculum.exports.formulas import FORMULAS
from curriculum.exports.gallery import entries, gallery_html


@pytest.fixture(scope="module")
def page() -> str:
    return gallery_html()


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.alts: list[str] = []
        self.sources: list[str] = []
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.alts.append(given["alt"] or "")
        self.tables += tag == "table"
        self.sources += [given[name] or "" for name in ("src", "href") if name in given]


def test_every_chart_is_there_four_times(page: str) -> None:
    shown = list(entries())
    assert {entry.key for entry in shown} == set(FORMULAS)
    assert set(KINDS) - {"run"} <= {entry.key for entry in shown}
    reader = Reader()
    reader.feed(page)
    assert len(reader.alts) == reader.tables == len(shown)
    assert all(len(alt) > 20 for alt in reader.alts)
    for entry in shown:
        assert len(entry.table) > 0
        assert entry.sentence.endswith(".")
        assert len(entry.alternative) > len(entry.sentence)


def test_headings_go_down_step_by_step(page: str) -> None:
    reader = Reader()
    reader.feed(page)
    assert reader.headings[0] == 1
    assert reader.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(reader.headings, reader.headings[1:], strict=False))


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    reader = Reader()
    reader.feed(page)
    assert all(source.startswith("data:image/png;base64,") for source in reader.sources)
    assert "<script" not in page
    assert len(page) < 2_000_000


def test_the_command_says_what_it_needs() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "curriculum.exports.gallery"], capture_output=True, text=True
    )
    assert ran.returncode == 1
    assert "Say where to write" in ran.stderr
