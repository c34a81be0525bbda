"""The first figure of a kernel is slow; on pages that will draw one, what it needs is loaded early.

Nobody waits for it: it runs in a thread, after the page is shown. Only a figure that is asked for
meanwhile waits for the end of it, as it would have to load the same itself.
"""

from __future__ import annotations

import contextlib
import threading

from curriculum.editors._timer import start_timer

#: So long the page has for itself.
WAIT_SECONDS = 1.0

_lock = threading.Lock()
_loading: threading.Thread | None = None
_asked = False


def warm_figures(seconds: float = WAIT_SECONDS) -> None:
    """Load what figures need, once in a kernel, soon and in the background."""
    global _asked
    with _lock:
        if _asked:
            return
        _asked = True
    start_timer(seconds, _load)


def wait_for_figures() -> None:
    """Before a figure is drawn: let the loading end that is under way, if it is."""
    # Two threads that import the same circle of modules at once can meet one half made.
    loading = _loading
    if loading is not None and loading is not threading.current_thread():
        loading.join()


def _load() -> None:
    global _loading
    _loading = threading.current_thread()
    # What cannot be loaded is told when a figure is asked for; nobody has asked yet.
    with contextlib.suppress(Exception):
        from curriculum.figures.warm import load

        load()
