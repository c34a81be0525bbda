"""Exports: complete, escaped, readable by the programs they are for."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image

from curriculum.artifacts.fishbone import Bone, Cause, Fishbone, ProblemStatement, empty_fishbone
from curriculum.exports import to_markdown, to_mermaid, to_png, to_print_html, to_svg
from curriculum.exports.escape import markdown, mermaid, one_line

NASTY = [
    "<script>alert(1)</script>",
    "[link](javascript:alert(1)) ![x](y)",
    "**bold** _i_ `code` ~~no~~",
    "# heading",
    "- list",
    "+ list",
    "1. list",
    "2) list",
    "> quote",
    "| a | b |",
    "```",
    "---",
    "===",
    "http://example.org www.example.org a@example.org",
    "$x^2$ and :smile: and &lt; &copy;",
    "\\ backslash \\* end\\",
    "[x]: http://example.org",
    "- [ ] task",
    "<!-- hidden -->",
    "term\n: definition",
    "    code",
]


class Page(HTMLParser):
    """The tags of a page and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def fish(text: str) -> Fishbone:
    why = Cause.model_validate(
        {
            "id": "w", "text": text, "lane": "check", "check": {"how": text, "by": text},
            "evidence": {"tag": "interview", "source": text, "item": "E2"},
        }
    )  # fmt: skip
    moved = Cause.model_validate(
        {"id": "m", "text": text, "lane": "escalate", "carried_to": {"who": text, "on": text}}
    )
    top = Cause(id="c", text=text, whys=(why,))
    return Fishbone(
        school=text, who_was_there=(text, text), problem_statement=ProblemStatement(text=text),
        bones=(Bone(id="b", name=text, causes=(top, moved)),), reads_backward=text, surprise=text,
        whose_view_is_missing=text, help_wanted=text,
    )  # fmt: skip


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def as_read(text: str) -> str:
    """A line of Markdown as a reader sees it, by a real Markdown program."""
    page = Page(READER.render(text))
    assert page.tags in ([], ["p"]), page.tags
    return page.text.rstrip("\n")


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_hostile_words_as_words(text: str) -> None:
    assert as_read(markdown(text)) == one_line(text)


@given(st.text(max_size=120))
@settings(deadline=None, max_examples=300)
def test_any_words_survive_markdown(text: str) -> None:
    assert as_read(markdown(text)) == one_line(text)


@given(st.text(alphabet="`*_[]()<>#+-=.!|~&$:;/\\\"'{}@%^ 1aw\n\t", max_size=40))
@settings(deadline=None, max_examples=500)
def test_any_punctuation_survives_markdown(text: str) -> None:
    assert as_read(markdown(text)) == one_line(text)


@pytest.mark.parametrize("text", NASTY)
def test_a_markdown_file_has_only_our_own_markup(text: str) -> None:
    page = Page(READER.render(to_markdown(fish(text))))
    assert set(page.tags) <= {"h1", "h2", "p", "em", "strong", "ul", "li"}
    assert page.text.count(one_line(text)) >= 12


def test_markdown_links_of_other_readers_find_nothing() -> None:
    line = markdown("see https://example.org, WWW.example.org, a@example.org, mailto:a")
    assert not re.search(r"(?i)[a-z]://|www\.|[a-z]@|mailto:", line)


def test_markdown_nests_and_tells_tags_sources_and_lanes() -> None:
    text = to_markdown(fish("word"))
    assert "- **word**\n  - word\n    - word (*interview*; E2: word) → **check**\n" in text
    assert "  - word (no evidence tag yet) → **escalate**" in text
    assert "- word. How: word. By: word" in text
    assert "- word. To: word. On: word" in text
    assert "fictional" not in text
    assert to_markdown(empty_fishbone()).startswith("# Fishbone\n")


def parse_mermaid(source: str) -> tuple[str, list[tuple[int, str]]]:
    """As Mermaid's own grammar reads it: a keyword, then indentation and the rest of the line."""
    keyword, *lines = source.rstrip("\n").split("\n")
    nodes = []
    for line in lines:
        # What Mermaid removes or reads before its grammar sees a line.
        assert not re.match(r"\s*%%", line)
        assert not re.match(r"(?i)\s*(ishikawa|---|accTitle|accDescr)", line)
        assert "```" not in line
        assert not re.search(r"[<>`]", line)
        indent = len(line) - len(line.lstrip(" "))
        words = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), line.strip(" "))
        nodes.append((indent, words))
    return keyword, nodes


@pytest.mark.parametrize("text", [*NASTY, "ishikawa-beta", "%% gone", "a %%{init}%% b", "title x"])
def test_mermaid_shows_hostile_words_as_words(text: str) -> None:
    keyword, nodes = parse_mermaid(to_mermaid(fish(text)))
    shown = one_line(text)
    assert keyword == "ishikawa-beta"
    assert nodes == [
        (4, shown),
        (8, shown),
        (12, shown),
        (16, f"{shown} (interview, check)"),
        (12, f"{shown} (escalate)"),
    ]


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_words_survive_mermaid(text: str) -> None:
    line = mermaid(text)
    assert "\n" not in line
    assert re.sub(r"#(\d+);", lambda code: chr(int(code[1])), line) == one_line(text)
    assert not re.match(r"%%|---|(?i:ishikawa)", line)


def test_an_empty_fishbone_is_still_a_diagram() -> None:
    keyword, nodes = parse_mermaid(to_mermaid(Fishbone()))
    assert (keyword, nodes) == ("ishikawa-beta", [(4, "(not written yet)")])


def test_png_is_a_sharp_picture() -> None:
    with Image.open(BytesIO(to_png(fish("word")))) as picture:
        assert picture.format == "PNG"
        assert picture.width > 1000


def test_a_huge_fish_stays_within_bounds() -> None:
    causes = tuple(Cause(id=f"c{i}", text="long words " * 50) for i in range(20))
    fb = Fishbone(bones=(Bone(id="b", name="b", causes=causes),))
    with Image.open(BytesIO(to_png(fb))) as picture:
        assert max(picture.size) <= 12_000


def test_svg_is_a_file_of_its_own() -> None:
    svg = to_svg(fish("word"))
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert svg.endswith("</svg>\n")


@pytest.mark.parametrize("text", NASTY)
def test_the_print_out_shows_hostile_words_as_words(text: str) -> None:
    page = Page(to_print_html(fish(text)))
    assert not {"script", "img", "a", "iframe", "link", "form", "object"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "href"]
    assert " ".join(page.text.split()).count(one_line(text)) >= 10


def test_the_print_out_has_everything_a_meeting_needs() -> None:
    text = html.unescape(to_print_html(fish("word")))
    for part in ("Who was there:", "Date", "How we know", "Test it", "Check it", "Escalate it",
                 "Read backward", "Whose view is missing", "▦ data", "E2, word"):  # fmt: skip
        assert part in text
    assert "fictional" not in text
    assert "Birch Street (fictional)" in to_print_html(
        empty_fishbone().model_copy(update={"school": "Birch Street (fictional)"})
    )


def test_the_print_out_loads_nothing() -> None:
    text = to_print_html(fish("word"))
    assert "default-src 'none'" in text
    assert not re.search(r"(?i)@import|url\(|src=", text)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
