"""What figures need is loaded in the background, and only where a figure will be drawn."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

START = """
import sys, time
from pathlib import Path
from curriculum import editors
from curriculum.editors import _warm
root = Path(sys.argv[1])
loaded = lambda: "matplotlib.figure" in sys.modules
def wait():
    end = time.monotonic() + 60
    while not (loaded() and _warm._loading and not _warm._loading.is_alive()):
        assert time.monotonic() < end, "never loaded"
        time.sleep(0.02)
"""
GAME = """

form = editors.tampering_game(root=root)
assert not loaded(), "the game itself waited for it"
wait()
assert _warm._loading is not __import__("threading").main_thread()
form.receive({"do": "choose", "name": "answer", "value": "same"})
form.receive({"do": "commit"})
assert [block for block in form.view["blocks"] if block["kind"] == "image"]
"""
MENU = """
from curriculum.editors._answers import answer_to
editor = editors.fishbone_editor(root=root)
editors.decide("fishbone/first-move", root=root)
editors.power_meter(root=root)
time.sleep(2 * _warm.WAIT_SECONDS)
assert not loaded(), "no figure is drawn on this page"
answer = answer_to({"type": "menu", "rid": "r"}, editor.session, None)
assert answer == {"type": "pong", "rid": "r"}
wait()
"""
AT_ONCE = """
_warm.warm_figures(0.0)
form = editors.tampering_game(root=root)
form.receive({"do": "choose", "name": "answer", "value": "same"})
form.receive({"do": "commit"})
assert [block for block in form.view["blocks"] if block["kind"] == "image"]
"""
BROKEN = """
import curriculum.figures.warm as warm
def broken():
    raise ImportError("half made")
warm.load = broken
_warm.warm_figures(0.0)
_warm.wait_for_figures()
form = editors.tampering_game(root=root)
form.receive({"do": "choose", "name": "answer", "value": "same"})
form.receive({"do": "commit"})
assert [block for block in form.view["blocks"] if block["kind"] == "image"]
"""


@pytest.mark.parametrize("does", [GAME, MENU, AT_ONCE, BROKEN])
def test_a_figure_is_made_ready_in_the_background(tmp_path: Path, does: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START + does, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
