"""The page of one submission in formgrader."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import curriculum


def desk_exporter(folders: list[str]) -> Any:
    """An nbconvert exporter with our template.

    Parameters
    ----------
    folders : list of str
        Where templates are: ours first, then nbgrader's.
    """
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    class DeskExporter(HTMLExporter):
        """Gives every page its own nonce, without which no script on it runs."""

        def from_filename(self, filename: str, resources: Any = None, **more: Any) -> Any:
            resources = {
                **(resources or {}),
                "desk_nonce": secrets.token_urlsafe(18),
                "desk_style": style(),
            }
            return super().from_filename(filename, resources=resources, **more)

    config = Config()
    config.HTMLExporter.template_name = "desk"
    config.HTMLExporter.extra_template_basedirs = folders
    exporter: Any = DeskExporter
    return exporter(config=config)


def style() -> str:
    """Our stylesheet and the desk's."""
    sheets = (
        Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css",
        Path(__file__).parent / "templates" / "desk.css",
    )
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
