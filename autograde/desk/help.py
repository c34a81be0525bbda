"""The coach's guide (``guide.md``) as plain parts that the desk's page puts together as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograde._nbgrader import Book
from autograde.course import Course

GUIDE = Path(__file__).parent / "guide.md"
_INLINE = {"strong_open": "strong", "em_open": "em"}
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}


def guide(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The guide's parts, for the screen Help."""
    return {"blocks": blocks()}


@cache
def blocks() -> list[dict[str, Any]]:
    """Headings, paragraphs, lists and tables, in order.

    Returns
    -------
    list of dict
        ``kind`` h1, h2, h3, p (each with ``text``), ul, ol (``items``) or table (``head``,
        ``rows``). A text is a list of spans: ``text`` and ``as`` ("", strong or em).

    Raises
    ------
    ValueError
        When the guide uses something that the page would not show.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(GUIDE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        inner = tokens[place + 1 : end]
        if token.type == "heading_open":
            found.append({"kind": token.tag, "text": _spans(inner[0])})
        elif token.type == "paragraph_open":
            found.append({"kind": "p", "text": _spans(inner[0])})
        elif token.type in _LISTS:
            found.append({"kind": _LISTS[token.type], "items": _texts(inner)})
        elif token.type == "table_open":
            cut = next(at for at, one in enumerate(inner) if one.type == "thead_close")
            found.append({"kind": "table", "head": _texts(inner[:cut]), "rows": _rows(inner[cut:])})
        else:
            raise ValueError(f"The guide has a {token.type}, which the desk does not show.")
        place = end + 1
    return found


def _end(tokens: Sequence[Token], place: int) -> int:
    """Where the block that begins here ends."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    raise ValueError("The guide ends in the middle of a block.")


def _texts(tokens: Sequence[Token]) -> list[list[dict[str, str]]]:
    return [_spans(one) for one in tokens if one.type == "inline"]


def _rows(tokens: Sequence[Token]) -> list[list[list[dict[str, str]]]]:
    rows: list[list[list[dict[str, str]]]] = []
    for one in tokens:
        if one.type == "tr_open":
            rows.append([])
        elif one.type == "inline":
            rows[-1].append(_spans(one))
    return rows


def _spans(token: Token) -> list[dict[str, str]]:
    spans, how = [], ""
    for one in token.children or ():
        if one.type in _INLINE:
            how = _INLINE[one.type]
        elif one.type in ("strong_close", "em_close"):
            how = ""
        elif one.type in ("text", "softbreak"):
            if one.content or one.type == "softbreak":
                spans.append({"text": one.content or " ", "as": how})
        else:
            raise ValueError(f"The guide has a {one.type}, which the desk does not show.")
    return spans
