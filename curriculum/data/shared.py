"""A workbook's shared texts, read at once where their XML is as usual."""

from __future__ import annotations

import re

from curriculum.data.cells import unescaped
from curriculum.data.reading import MAX_TEXT
from curriculum.data.report import ReadError

MAX_STRINGS = 2_000_000
MAX_AT_ONCE = 60_000_000  # bytes; longer ones are read as a stream
_PREFIX = re.compile(rb"<(\w{1,20}):(?:worksheet|sst)[\s>]")
_TEXT = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>")
_NONE = re.compile(r"<si ?/>")
TOO_MANY = "The Excel file holds too many texts: keep what you need."


def unprefixed(data: bytes) -> bytes:
    """XML with ``<c>`` where some programs write ``<x:c>``."""
    prefix = _PREFIX.search(data[:2_000])
    if prefix is None:
        return data
    # A sign < inside a text is always escaped, so this touches tags only.
    data = data.replace(b"<" + prefix[1] + b":", b"<")
    return data.replace(b"</" + prefix[1] + b":", b"</")


def shared_texts(data: bytes) -> list[str] | None:
    """The texts of a part ``sharedStrings.xml``; None if it must be read event by event.

    Raises
    ------
    ReadError
        Far more than a table holds.
    """
    if len(data) > MAX_AT_ONCE or b"<!" in data:
        return None
    try:
        xml = unprefixed(data).decode()
    except UnicodeDecodeError:
        return None
    number = xml.count("<si")
    if number > MAX_STRINGS:
        raise ReadError(TOO_MANY)
    texts: list[str] = []
    *items, rest = xml.split("</si>")
    for item in items:
        plain = item[7:-4]
        if "<" not in plain and item.startswith("<si><t>") and item.endswith("</t>"):
            texts.append(plain)
            continue
        before, begun, inside = item.partition("<si>")
        text = _formatted(inside) if begun else None
        if text is None:
            return None
        texts += [""] * len(_NONE.findall(before))
        texts.append(text)
    texts += [""] * len(_NONE.findall(rest))
    if len(texts) != number:
        return None
    texts = [text[:MAX_TEXT] for text in texts]
    return unescaped(texts) if "&" in xml else texts


def _formatted(xml: str) -> str | None:
    """A text of several pieces, without how it is pronounced; None for odd XML."""
    first, *spoken = xml.split("<rPh")
    parts = [piece.partition("</rPh>") for piece in spoken]
    if not all(found for _, found, _ in parts):
        return None
    return "".join(_TEXT.findall(first + "".join(after for _, _, after in parts)))
