"""What makes commands start faster."""

from __future__ import annotations

import sys
from importlib import import_module


def quick_imports() -> None:
    """Import jsonschema without 38 grammars for web addresses, which take seconds to build.

    jsonschema builds them whenever they are installed, for formats that notebooks do not have.
    """
    if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
        try:
            import_module("jsonschema")
        finally:
            del sys.modules["rfc3987_syntax"]
