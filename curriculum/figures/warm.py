"""Loading what figures are drawn with, before the first one is asked for."""

from __future__ import annotations


def load() -> None:
    """Import all that drawing a figure imports; nothing is drawn and nothing is set."""
    # The import system keeps them; the first figure then starts at once.
    import matplotlib.backends.backend_agg
    import matplotlib.collections
    import matplotlib.figure
    import matplotlib.transforms  # noqa: F401
