"""Show what strangers wrote without it ever becoming markup."""

from __future__ import annotations

import base64
from string import ascii_letters, digits


class _Entities(dict[int, str]):
    """What each character becomes, looked up once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = shown = character if character.isprintable() else " "
        return shown


_ENTITIES = _Entities(
    {code: f"&#{code};" if 32 <= code < 127 else " " for code in range(128)}
    | {ord(one): one for one in ascii_letters + digits + " ,;:"}
    | {ord("\n"): "<br>"}
)


def words(text: str) -> str:
    """Text for HTML and for HTML inside Markdown.

    Every character that could mean anything to HTML, Markdown or a formula renderer becomes a
    numeric entity, line breaks become ``<br>``; controls and direction overrides disappear.
    """
    return text.replace("\r\n", "\n").translate(_ENTITIES)


def image(svg: str, alt: str, style: str = "max-width:100%;height:auto") -> str:
    """Our own drawing as an image: a picture cannot run a script or load anything."""
    data = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    alt = " ".join(alt.split())
    return f'<img style="{style}" alt="{words(alt)}" src="data:image/svg+xml;base64,{data}">'
