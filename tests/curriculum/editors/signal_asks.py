"""A signal editor without a browser, as two files of tests use it."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from curriculum.editors._sheet import answer_to
from curriculum.editors.signal import SignalEditor, signal_editor
from curriculum.simulate.signal_cases import draw_signal_case

HEAD = "School,Students tested,Met the standard\n"
COUNTS = ((210, 90), (180, 70), (340, 160), (95, 40), (400, 180), (120, 49))
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
ROWS = "".join(f"{a} Street School,{n},{m}\n" for a, (n, m) in zip(NAMES, COUNTS, strict=True))


def send(editor: SignalEditor, *intents: dict[str, Any]) -> Any:
    start = editor.session.view()["acks"].get("w", 0)
    items = [{"seq": start + n, "intent": one} for n, one in enumerate(intents, start=1)]
    return answer_to(
        {"type": "edit", "client": "w", "items": items}, editor.session, editor.kind, None
    )


def ask(editor: SignalEditor, kind: str, **content: Any) -> dict[str, Any]:
    answer = answer_to({"type": kind, "rid": "r", **content}, editor.session, editor.kind, None)
    assert isinstance(answer, dict)
    return answer


def field(name: str, value: Any) -> dict[str, Any]:
    return {"op": "set", "field": name, "value": value}


def picked(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def practice(folder: Path, key: str = "maria") -> SignalEditor:
    return signal_editor(root=folder, case=draw_signal_case("elie-signal", key, 0))


def made(editor: SignalEditor) -> dict[str, Any]:
    told: dict[str, Any] = editor.kind.made(editor.session)
    return told


def own(folder: Path, text: str, **more: Any) -> tuple[SignalEditor, dict[str, Any]]:
    editor = signal_editor(root=folder, data="own")
    return editor, ask(editor, "file", data=picked(text), **more)
