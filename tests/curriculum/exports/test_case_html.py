"""The folder as HTML: complete, in order, escaped, and silent about what it should not tell."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from dataclasses import fields, is_dataclass, replace
from html import unescape
from html.parser import HTMLParser

import pytest

from curriculum.exports.case_html import case_html
from curriculum.figures.evidence import evidence_alt
from curriculum.simulate import draw_case

CASES = [draw_case("lift-fishbone", f"html-{i}", i) for i in range(12)]
TAGS = {"style", "div", "h3", "h4", "p", "strong", "span", "ul", "li", "figure", "img", "details"}
TAGS |= {"summary", "table", "thead", "tbody", "tr", "th", "td"}
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&lt;{{7*7}}</style></div>"


class Page(HTMLParser):
    """Collects elements with their attributes, and checks that they nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, {name: value or "" for name, value in attrs}))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.said.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.seen if name == tag]


@pytest.fixture(params=CASES, ids=lambda case: f"{case.story}-{case.truth['variant']}-{case.draw}")
def case(request):
    return request.param


def hostile(value):
    """The same case with an attack at the front of every text that a learner reads."""
    if isinstance(value, str):
        return ATTACK + value
    if isinstance(value, tuple):
        return tuple(hostile(one) for one in value)
    if is_dataclass(value):
        kept = {"id", "kind", "form", "exercise", "key", "draw", "digest", "truth", "story"}
        changed = {
            one.name: hostile(getattr(value, one.name))
            for one in fields(value)
            if one.name not in kept
        }
        return replace(value, **changed)
    return value


def words(text):
    return " ".join(re.findall(r"\w+", text))


def test_everything_in_the_folder_is_shown(case):
    page = Page(case_html(case))
    said = " ".join(page.said)
    for text in (case.title, case.school, *case.scene, case.obvious_story, *case.outside):
        assert text in said
    for item in case.items:
        assert item.title in said
        assert item.source in said
        for line in item.lines:
            assert words(line) in words(said)
        for row in item.rows:
            for cell in row:
                assert str(cell) in said


def test_it_is_marked_fictional(case):
    assert "(fictional)" in case_html(case)


def test_what_only_the_check_knows_is_not_told(case):
    said = " ".join(Page(case_html(case)).said)
    for item in case.items:
        assert not item.contradicts or item.contradicts not in said
    assert case.truth["cause"] not in said
    assert case.truth["statement"]["text"] not in said
    assert case.truth["reads_backward"] not in said


def test_headings_start_at_three_and_name_every_paper_in_order(case):
    page = Page(case_html(case))
    levels = [tag for tag, _ in page.seen if tag[0] == "h" and tag[1:].isdigit()]
    assert levels == ["h3"] + ["h4"] * (len(case.items) + 1)
    badges = [attrs for attrs in page.all("span") if attrs.get("class") == "le-id"]
    assert len(badges) == len(case.items)


def test_tables_have_named_columns_and_rows(case):
    page = Page(case_html(case))
    tables = [item for item in case.items if item.rows]
    assert len(page.all("table")) == len(tables)
    assert all(attrs["aria-label"] for attrs in page.all("table"))
    assert {attrs["scope"] for attrs in page.all("th")} == {"col", "row"}
    columns = [attrs for attrs in page.all("th") if attrs["scope"] == "col"]
    rows = [attrs for attrs in page.all("th") if attrs["scope"] == "row"]
    assert len(columns) == sum(len(item.columns) for item in tables)
    assert len(rows) == sum(len(item.rows) for item in tables)


def test_the_chart_is_a_picture_with_its_numbers_in_words(case):
    page = Page(case_html(case))
    (picture,) = page.all("img")
    chart = next(item for item in case.items if item.form == "chart")
    assert picture["alt"] == evidence_alt(chart)
    kind, data = picture["src"].split(",", 1)
    assert kind == "data:image/svg+xml;base64"
    root = ET.fromstring(base64.b64decode(data))
    written = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    for row in chart.rows:
        for cell in row[1:]:
            assert str(cell) in written
            assert str(cell) in picture["alt"]


def test_hostile_texts_stay_texts(case):
    html = case_html(hostile(case))
    page = Page(html)
    assert {tag for tag, _ in page.seen} <= TAGS
    assert not any(name.startswith("on") for _, attrs in page.seen for name in attrs)
    assert {attrs["src"][:26] for attrs in page.all("img")} == {"data:image/svg+xml;base64,"}
    assert html.count("<script") == 0
    assert unescape(html).count("<script>alert(1)</script>") > 40


def test_only_known_elements_and_nothing_from_elsewhere(case):
    html = case_html(case)
    assert {tag for tag, _ in Page(html).seen} <= TAGS
    assert "http" not in html
    assert "url(" not in html


def test_a_quote_is_shown_with_who_said_it(case):
    quotes = next(item for item in case.items if item.form == "quotes")
    html = unescape(case_html(case))
    for line in quotes.lines:
        who, mark, said = line.partition(": “")
        if mark:
            assert f"<strong>{who}:</strong> “{said}" in html
