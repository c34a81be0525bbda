"""Editors: what a learner works with in a notebook.

Names are loaded when they are first asked for, so that importing this package stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "fishbone_editor": "curriculum.editors.fishbone",
}

__all__ = ["fishbone_editor"]  # noqa: F822


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
