"""Show what strangers wrote without it ever becoming markup."""

from __future__ import annotations

import base64
import re

_PLAIN = re.compile(r"[A-Za-z0-9 ,;:]")


def words(text: str) -> str:
    """Text for HTML and for HTML inside Markdown.

    Every character that could mean anything to HTML, Markdown or a formula renderer becomes a
    numeric entity, line breaks become ``<br>``; controls and direction overrides disappear.
    """
    return "".join(_one(character) for character in text.replace("\r\n", "\n"))


def image(svg: str, alt: str, style: str = "max-width:100%;height:auto") -> str:
    """Our own drawing as an image: a picture cannot run a script or load anything."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    alt = " ".join(alt.split())
    return f'<img style="{style}" alt="{words(alt)}" src="data:image/svg+xml;base64,{data}">'


def _one(character: str) -> str:
    if character == "\n":
        return "<br>"
    if _PLAIN.match(character):
        return character
    code = ord(character)
    if code < 128:
        return f"&#{code};" if code >= 32 else " "
    return character if character.isprintable() else " "
