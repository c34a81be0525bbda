"""Where the content is: in a clone beside the packages, installed inside `curriculum`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

CONTENT_FOLDERS = ("lift", "elie", "exercises")


class ContentError(ValueError):
    """The content is missing or says something that cannot be; one plain sentence."""


@cache
def content_root() -> Path:
    """Folder that holds ``lift/``, ``elie/`` and ``exercises/``.

    Returns
    -------
    Path
        The clone's top folder, or ``curriculum/_content`` of an installed copy.

    Raises
    ------
    ContentError
        When neither is there, which means that the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_content", package.parent):
        if all((root / name).is_dir() for name in CONTENT_FOLDERS):
            return root
    raise ContentError(
        "The modules are missing from this installation; install lift-elie-curriculum again."
    )
