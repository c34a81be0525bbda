"""Our HTML pages: self-contained, everything that people wrote escaped."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """One of our templates; ``style`` is our stylesheet, ``|svg`` makes a drawing a data URI."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals["style"] = _style()
    environment.filters["svg"] = data_uri
    return environment.get_template(name)


def data_uri(svg: bytes) -> str:
    """A drawing of ours as an image's address: a picture runs nothing and loads nothing."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


@cache
def _style() -> Any:
    from markupsafe import Markup

    import curriculum

    sheet = Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css"
    return Markup(sheet.read_text(encoding="utf-8"))
