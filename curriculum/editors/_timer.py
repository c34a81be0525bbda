"""Calling back later, where that is possible."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that calls back later and can be stopped before."""

    def cancel(self) -> None:
        """Do not call back."""


def start_timer(seconds: float, call: Callable[[], None]) -> Timer | None:
    """Call back later in a thread; None where there are no threads (in the browser)."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:
        return None
    return timer
