"""A workbook's shared texts, read with one expression where their XML is as usual."""

from __future__ import annotations

import re

from curriculum.data.cells import unescaped
from curriculum.data.reading import MAX_TEXT
from curriculum.data.report import ReadError

MAX_STRINGS = 2_000_000
MAX_AT_ONCE = 60_000_000  # bytes; longer ones are read as a stream
_PREFIX = re.compile(rb"<(\w{1,20}):(?:worksheet|sst)[\s>]")
_ITEM = re.compile(
    r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|(.*?))</si>|<si ?/>', re.DOTALL
)
_SPOKEN = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)  # how a text is pronounced
_TEXT = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>")
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
    found = _ITEM.findall(xml)
    if len(found) != number:
        return None
    texts = [(plain or (rest and _formatted(rest)))[:MAX_TEXT] for plain, rest in found]
    return unescaped(texts) if "&" in xml else texts


def _formatted(xml: str) -> str:
    return "".join(_TEXT.findall(_SPOKEN.sub("", xml)))
