"""The charts of evidence items: right numbers, legible without color, safe, the same in words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from curriculum.figures.evidence import WIDTH, evidence_alt, evidence_svg
from curriculum.simulate import EvidenceItem, draw_case

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {
    (case.story, case.truth["variant"]): case.item("E2")
    for case in (draw_case("lift-fishbone", f"figure-{i}", i % 6) for i in range(60))
}
LINE = EvidenceItem(
    id="E2",
    kind="data",
    form="chart",
    title="Share of slips",
    source="slips",
    columns=("Week of", "One group (%)", "Classmates (%)"),
    rows=(("Sep 8", 20, 40), ("Sep 15", 30, 50), ("Sep 22", 25, 10)),
)


@pytest.fixture(params=sorted(CHARTS), ids=" ".join)
def chart(request) -> EvidenceItem:
    return CHARTS[request.param]


def drawn(item: EvidenceItem) -> ET.Element:
    return ET.fromstring(evidence_svg(item))


def labels(item: EvidenceItem) -> list[str]:
    return [node.text or "" for node in drawn(item).iter(f"{SVG}text")]


def numbers(item: EvidenceItem) -> list[str]:
    return [str(cell) for row in item.rows for cell in row[1:]]


def test_all_twelve_truths_are_drawn():
    assert len(CHARTS) == 12


def test_every_number_stands_beside_its_point(chart):
    written = labels(chart)
    for number in numbers(chart):
        assert number in written


def test_the_words_carry_the_same_numbers(chart):
    said = evidence_alt(chart)
    for column, name in enumerate(chart.columns[1:], start=1):
        points = ", ".join(f"{row[0]} {row[column]}" for row in chart.rows)
        assert f"{name}: {points}." in said
    assert chart.title.rstrip(".") in said


def test_all_text_lies_inside_the_picture(chart):
    root = drawn(chart)
    height = float(root.get("height", "0"))
    for node in root.iter(f"{SVG}text"):
        size, x, y = (float(node.get(name, "0")) for name in ("font-size", "x", "y"))
        wide = 0.62 * size * len(node.text or "")
        left = {"end": x - wide, "middle": x - wide / 2}.get(node.get("text-anchor", ""), x)
        assert left >= 0, node.text
        assert left + wide <= WIDTH, node.text
        assert size <= y <= height
        assert size >= 15


def test_groups_differ_by_more_than_color(chart):
    svg = evidence_svg(chart)
    if len(chart.columns) < 3:
        return
    if chart.columns[0] == "Week of":
        assert svg.count("stroke-dasharray") == 2
        assert "<circle" in svg
    else:
        hatched = [p for p in drawn(chart).iter(f"{SVG}path") if p.get("d")]
        assert len(hatched) >= len(chart.rows)


def test_a_higher_number_is_drawn_higher_and_zero_is_the_ground():
    root = drawn(LINE)
    first, second = [
        [tuple(map(float, point.split(","))) for point in line.get("points", "").split()]
        for line in root.iter(f"{SVG}polyline")
        if len(line.get("points", "").split()) == 3
    ]
    ground = max(float(line.get("y1", "0")) for line in root.iter(f"{SVG}line"))
    for points, column in ((first, 1), (second, 2)):
        heights = [
            (ground - y) / row[column] for (_, y), row in zip(points, LINE.rows, strict=True)
        ]
        assert heights == pytest.approx([heights[0]] * 3, rel=0.02)
    assert [x for x, _ in first] == [x for x, _ in second]
    assert "0" in labels(LINE)


def test_bars_are_as_long_as_their_numbers():
    item = replace(LINE, columns=("Kind", "One group (%)", "Classmates (%)"))
    bars = [rect for rect in drawn(item).iter(f"{SVG}rect") if rect.get("height") == "22.0"]
    lengths = [float(bar.get("width", "0")) for bar in bars]
    assert [round(60 * one / lengths[3], 1) for one in lengths] == pytest.approx(
        [60 * value / 50 for value in (20, 40, 30, 50, 25, 10)], abs=0.3
    )


def test_hostile_texts_stay_texts():
    attack = '"><script>alert(1)</script><image href="x" onload="y"/>&'
    item = replace(
        LINE, title=attack, columns=("Week of", attack, "b"), rows=((attack, 1, 2), ("x", 3, 4))
    )
    root = drawn(item)
    allowed = {"svg", "title", "desc", "rect", "line", "polyline", "circle", "polygon", "text"}
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= allowed | {"path"}
    assert not any(name.startswith("on") for node in root.iter() for name in node.attrib)
    assert attack in [node.text for node in root.iter()]


def test_nothing_is_loaded_from_elsewhere(chart):
    svg = evidence_svg(chart).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|href|<style|<image", svg)


def test_the_same_item_gives_the_same_bytes(chart):
    assert evidence_svg(chart) == evidence_svg(replace(chart))


@pytest.mark.parametrize(
    "rows", [(), (("a", "b", 1),), (("a", 1, 2), ("b", None, 2))], ids=["none", "text", "missing"]
)
def test_rows_that_are_no_numbers_are_refused(rows):
    with pytest.raises(ValueError, match="no rows of numbers"):
        evidence_svg(replace(LINE, rows=rows))


def test_more_groups_than_can_be_told_apart_are_refused():
    item = replace(LINE, columns=("Week of", "a", "b", "c", "d"), rows=(("x", 1, 2, 3, 4),))
    with pytest.raises(ValueError, match="more groups"):
        evidence_svg(item)
