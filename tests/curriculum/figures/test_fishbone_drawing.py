"""The drawing of a fishbone: complete, escaped, the same in every form; and the shared look."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import curriculum
from autograde.findings import Finding
from curriculum.artifacts.fishbone import (
    Bone,
    Cause,
    Evidence,
    Fishbone,
    ProblemStatement,
    empty_fishbone,
)
from curriculum.figures import fishbone_alt, fishbone_figure, fishbone_svg, look, numbered

CSS = Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css"
SVG = "{http://www.w3.org/2000/svg}"


def one_cause(text: str, **more: object) -> Fishbone:
    cause = Cause.model_validate({"id": "c", "text": text, **more})
    return Fishbone(bones=(Bone(id="b", name=text[:600], causes=(cause,)),), school=text[:600],
                    problem_statement=ProblemStatement(text=text))  # fmt: skip


def leaf(tag: str | None, lane: str | None = None) -> Fishbone:
    return one_cause(
        "Partner talk starts late", evidence={"tag": tag, "source": "9 of 12"}, lane=lane
    )


def words(svg: str) -> list[str]:
    """What the picture shows, box by box."""
    root = ET.fromstring(svg)
    return [
        " ".join(span.text or "" for span in text.iter(f"{SVG}tspan")) or (text.text or "")
        for text in root.iter(f"{SVG}text")
    ]


NASTY = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "</text></svg><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; ]]> <!-- x -->",
    "javascript:alert(1)",
    "\u202egnirts\u202c",
    "a\x00b\x0bc\ufffe",
    "' onmouseover='alert(1)",
]


@pytest.mark.parametrize("text", NASTY)
def test_hostile_words_stay_words(text: str) -> None:
    fb = one_cause(text, evidence={"tag": "data", "source": text}, lane="test")
    finding = Finding(id="x", status="missed", where="c", what=text)
    root = ET.fromstring(fishbone_svg(fb, [finding]))
    allowed = {"svg", "title", "desc", "rect", "line", "g", "text", "tspan"}
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= allowed
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on") or "href" in name]


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_well_formed_svg_that_says_it(text: str) -> None:
    root = ET.fromstring(fishbone_svg(one_cause(text)))
    assert root.get("role") == "img"
    assert root.get("aria-label")
    shown = "".join("".join(words(ET.tostring(root, encoding="unicode"))).split())
    visible = "".join(char for char in text if char.isalnum() and char.isascii())
    position = 0
    for char in visible:
        position = shown.find(char, position) + 1
        assert position, f"{char!r} is not shown"


def test_nothing_is_loaded_or_run() -> None:
    svg = fishbone_svg(leaf("data", "test"))
    assert not re.search(
        r"(?i)<(script|style|image|use|foreignObject|a)\b|https?://(?!www\.w3)|url\(", svg
    )
    assert "<title>" in svg
    assert "<desc>" in svg


@pytest.mark.parametrize("tag", list(look.TAGS))
def test_each_tag_is_a_symbol_and_a_word_not_only_a_color(tag: str) -> None:
    assert f"{look.TAGS[tag].symbol} {tag}" in words(fishbone_svg(leaf(tag)))


@pytest.mark.parametrize("lane", list(look.LANES))
def test_each_lane_is_a_word(lane: str) -> None:
    assert f"{look.LANES[lane].symbol} {lane}" in words(fishbone_svg(leaf("data", lane)))


def test_signs_differ() -> None:
    for signs in (look.TAGS, look.LANES):
        assert len({sign.symbol for sign in signs.values()}) == len(signs)
        assert len({sign.letter for sign in signs.values()}) == len(signs)
    assert [sign.letter for sign in look.TAGS.values()] == ["D", "I", "O", "A"]


def test_findings_are_numbered_and_marked_where_they_belong() -> None:
    findings = [
        Finding(id="a", status="passed", where="c", what="fine"),
        Finding(id="b", status="missed", where="c", what="You wrote “late”"),
        Finding(id="c", status="asked", where="problem_statement.number", what="How many?"),
        Finding(id="d", status="asked", where="gone", what="elsewhere"),
    ]
    assert [(n, f.id) for n, f in numbered(findings)] == [(1, "b"), (2, "c"), (3, "d")]
    svg = fishbone_svg(leaf("data"), findings)
    marks = [word for word in words(svg) if re.fullmatch(r"[!?]\d+", word)]
    assert sorted(marks) == ["!1", "?2"]
    assert "You wrote “late”" in svg
    plain = words(fishbone_svg(leaf("data")))
    assert not [word for word in plain if re.fullmatch(r"[!?]\d+", word)]


def test_the_text_tells_what_the_picture_shows() -> None:
    known = Evidence(tag="data", source="2 of 9 meetings", item="E3")
    why = Cause(id="w", text="Agendas are copied forward", evidence=known, lane="check")
    top = Cause(id="c", text="Meetings go to pacing", whys=(why,))
    fb = Fishbone(
        school="Alder Creek Elementary (fictional)",
        problem_statement=ProblemStatement(text="98 of 306 student-lessons"),
        bones=(Bone(id="b", name="Adult learning", causes=(top,)), Bone(id="e", name="Time")),
    )
    assert fishbone_alt(fb).splitlines() == [
        "Fishbone of Alder Creek Elementary (fictional), my draft.",
        "Problem statement: 98 of 306 student-lessons",
        "Bone 1 of 2: Adult learning.",
        "  Cause: Meetings go to pacing",
        "    Why: Agendas are copied forward [evidence: data, E3, 2 of 9 meetings; lane: check]",
        "Bone 2 of 2: Time. No causes yet.",
    ]
    assert "(fictional)" not in fishbone_alt(empty_fishbone())
    assert "not written yet" in fishbone_alt(empty_fishbone())


def test_the_alternative_text_is_in_the_picture() -> None:
    fb = leaf("observation", "escalate")
    description = ET.fromstring(fishbone_svg(fb)).find(f"{SVG}desc")
    assert description is not None
    assert description.text == fishbone_alt(fb)


def test_matplotlib_draws_the_same_words() -> None:
    fb = leaf("interview", "escalate")
    drawn = [text.get_text() for text in fishbone_figure(fb).axes[0].texts]
    assert " ".join(drawn) == " ".join(words(fishbone_svg(fb)))


def test_matplotlib_reads_no_formula_and_warns_of_nothing() -> None:
    import io

    fb = one_cause(r"$\frac{1}{2}$ of \bfseries $$ 日本 🙂 x_1^2", evidence={"tag": "data"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fishbone_figure(fb).savefig(io.BytesIO(), format="png", dpi=50)


def test_drawing_an_svg_imports_no_matplotlib() -> None:
    code = (
        "import sys, curriculum.figures as f; from curriculum.artifacts import empty_fishbone;"
        "f.fishbone_svg(empty_fishbone()); print('matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# One look


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables() -> dict[str, str]:
    return dict(re.findall(r"--le-([a-z0-9-]+):\s*([^;]+);", CSS.read_text(encoding="utf-8")))


def test_stylesheet_and_drawings_share_one_palette() -> None:
    css = variables()
    assert {name: css[name] for name in look.COLORS} == look.COLORS
    assert css["font"] == look.FONTS
    for tag, sign in look.TAGS.items():
        name = re.fullmatch(r"var\(--le-([a-z]+)\)", css[f"tag-{tag}"])
        assert name is not None
        assert look.COLORS[name[1]] == sign.color


def test_every_variable_that_a_rule_uses_is_defined() -> None:
    used = set(re.findall(r"var\(--le-([a-z0-9-]+)", CSS.read_text(encoding="utf-8")))
    assert used <= set(variables())


@pytest.mark.parametrize("name", ["ink", "quiet", "deep", "accent-deep", "good", "ask", "miss"])
def test_text_colors_can_be_read_on_paper_and_on_tint(name: str) -> None:
    assert contrast(look.COLORS[name], look.PAPER) >= 4.5
    assert contrast(look.COLORS[name], look.TINT) >= 4.5


def test_edges_that_carry_meaning_can_be_seen() -> None:
    assert contrast(look.LINE_STRONG, look.PAPER) >= 3
    assert contrast(look.FOCUS, look.PAPER) >= 3
