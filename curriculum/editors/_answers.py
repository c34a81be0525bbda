"""What the fishbone editor answers the browser: one function for each kind of message."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from curriculum.artifacts import Fishbone
from curriculum.editors._feedback import Check, as_data, near, trouble
from curriculum.editors._session import Session
from curriculum.editors._warm import wait_for_figures, warm_figures
from curriculum.workspace import WorkspaceError

EXPORTS = {
    "svg": ("to_svg", "image/svg+xml"),
    "png": ("to_png", "image/png"),
    "markdown": ("to_markdown", "text/markdown"),
    "mermaid": ("to_mermaid", "text/plain"),
    "print": ("to_print_html", "text/html"),
}
ENDINGS = {"svg": "svg", "png": "png", "markdown": "md", "mermaid": "mmd", "print": "html"}


def answer_to(content: Any, session: Session, check: Check | None) -> dict[str, Any] | None:
    """Do what a message of the browser asks; the one place where exceptions end.

    Returns
    -------
    dict or None
        What to send back; ``{"type": "trouble", ...}`` with a plain sentence if something broke.
    """
    kind = content.get("type") if isinstance(content, dict) else None
    try:
        action = ANSWERS.get(str(kind))
        if action is None:
            raise ValueError("unknown message")
        return action(content, session, check)
    except WorkspaceError as error:
        return {"type": "refused", "sentences": [str(error)], "rid": content.get("rid")}
    except Exception as error:
        rid = content.get("rid") if isinstance(content, dict) else None
        return {"type": "trouble", "rid": rid, **trouble(error)}


def _edit(content: dict[str, Any], session: Session, _check: Check | None) -> dict[str, Any] | None:
    refused = session.receive(str(content["client"])[:60], content["items"])
    return {"type": "refused", "sentences": refused} if refused else None


def _ping(content: dict[str, Any], session: Session, _check: Check | None) -> dict[str, Any]:
    session.refresh()
    return {"type": "pong", "rid": content.get("rid")}


def _check_work(content: dict[str, Any], session: Session, check: Check | None) -> dict[str, Any]:
    start = time.perf_counter()
    findings = as_data(check(session.fishbone)) if check else []
    session.flush()
    session.tell()
    spent = round((time.perf_counter() - start) * 1000)
    return {"type": "findings", "rid": content.get("rid"), "findings": findings, "ms": spent}


def _coach(content: dict[str, Any], session: Session, check: Check | None) -> dict[str, Any]:
    node_id = str(content.get("id", ""))
    findings = near(as_data(check(session.fishbone)), node_id) if check else []
    return {"type": "near", "rid": content.get("rid"), "id": node_id, "findings": findings}


def _history(content: dict[str, Any], session: Session, _check: Check | None) -> dict[str, Any]:
    session.flush()
    session.tell()
    rows = [
        {"id": v.id, "when": v.when.timestamp(), "kind": v.kind} for v in session.versions()[:200]
    ]
    return {"type": "history", "rid": content.get("rid"), "versions": rows}


def _look(content: dict[str, Any], session: Session, _check: Check | None) -> dict[str, Any]:
    version = session.workspace.open_version(session.name, str(content["version"]), Fishbone)
    return {"type": "look", "rid": content.get("rid"), "text": outline_text(version)}


def _export(content: dict[str, Any], session: Session, _check: Check | None) -> dict[str, Any]:
    kind = str(content.get("format"))
    function, mime = EXPORTS[kind]
    if kind == "png":
        wait_for_figures()
    # Late: drawing a PNG imports matplotlib.
    make: Callable[[Fishbone], str | bytes]
    make = getattr(import_module("curriculum.exports.fishbone"), function)
    raw = make(session.fishbone)
    data = raw.encode("utf-8") if isinstance(raw, str) else raw
    return {
        "type": "export",
        "rid": content.get("rid"),
        "format": kind,
        "mime": mime,
        "file": f"{session.name}.{ENDINGS[kind]}",
        "data": base64.b64encode(data).decode("ascii"),
    }


def _menu(content: dict[str, Any], _session: Session, _check: Check | None) -> dict[str, Any]:
    """The menu with the PNG in it is open: a picture may be asked for next."""
    warm_figures(0.0)
    return {"type": "pong", "rid": content.get("rid")}


ANSWERS: dict[str, Callable[[dict[str, Any], Session, Check | None], dict[str, Any] | None]] = {
    "edit": _edit,
    "ping": _ping,
    "check": _check_work,
    "coach": _coach,
    "history": _history,
    "look": _look,
    "export": _export,
    "menu": _menu,
}


def outline_text(fishbone: Fishbone) -> str:
    """A version in a few lines of plain text, to choose between versions."""
    lines = [fishbone.problem_statement.text or "(no problem statement yet)"]
    for bone in fishbone.bones:
        lines.append(f"{bone.name or '(bone without a name)'}")
        lines.extend(
            f"{'  ' * (len(placed.above) + 1)}- {placed.cause.text or '(empty)'}"
            for placed in fishbone.walk()
            if placed.bone.id == bone.id
        )
    return "\n".join(lines)
