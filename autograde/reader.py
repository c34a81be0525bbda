"""Have hand-ins read by a worker process that may be killed at any time."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograde.findings import Finding

SECONDS = 20.0
START_SECONDS = 60.0
ANSWER_BYTES = 8_000_000
_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What the worker found in one hand-in; all text is a stranger's.

    ``problem`` is about the hand-in and settles it (no points); ``failed`` says that it could not
    be looked at this time, so nothing is settled and the next run tries again.
    """

    problem: str = ""
    failed: str = ""
    changed: str = ""
    findings: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    drawing: str = ""
    alt: str = ""
    statement: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    team: str = ""


class Reader:
    """One worker process; it is started again when it dies or takes too long.

    Parameters
    ----------
    exercise : str
        What the hand-ins are for.
    cells : mapping of str to str
        Source text of the released notebook's cells by cell id.
    seconds : float
        How long one hand-in may take.
    """

    def __init__(self, exercise: str, cells: Mapping[str, str], seconds: float = SECONDS) -> None:
        self._exercise = exercise
        self._cells = dict(cells)
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._home = tempfile.TemporaryDirectory(prefix="autograde-")
        self._fresh = True

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._home.cleanup()

    def read(self, folder: Path, key: str) -> Reading:
        """Read one hand-in; whatever is in it, an answer comes back in bounded time."""
        request = {
            "exercise": self._exercise,
            "folder": str(folder),
            "key": key,
            "cells": self._cells,
        }
        process = self._running()
        wait = self._seconds + (START_SECONDS if self._fresh else 0.0)
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
            line = self._answers.get(timeout=wait)
        except queue.Empty:
            self._stop()
            return Reading(failed="It takes too long to read, so it was left out.")
        except OSError:
            line = b""
        self._fresh = False
        if not line.endswith(b"\n"):
            self._stop()
            return Reading(failed="It cannot be read with the memory a hand-in may use.")
        return _reading(json.loads(line))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        keep = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV")
        environment = {name: os.environ[name] for name in keep if name in os.environ}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        # -I: neither the working folder nor PYTHONPATH can put another "autograde" before ours.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-m", "autograde.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._home.name,
            env=environment,
        )
        self._answers = queue.Queue()
        self._fresh = True
        threading.Thread(target=_pump, args=(self._process, self._answers), daemon=True).start()
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


def _pump(process: subprocess.Popen[bytes], answers: queue.Queue[bytes]) -> None:
    assert process.stdout is not None
    try:
        while True:
            line = process.stdout.readline(ANSWER_BYTES)
            answers.put(line)
            if not line.endswith(b"\n"):
                return
    except (OSError, ValueError):
        answers.put(b"")


def _reading(data: Mapping[str, Any]) -> Reading:
    def text(name: str) -> str:
        return str(data.get(name, ""))[:_TEXT]

    return Reading(
        problem=text("problem"),
        failed=text("failed"),
        changed=text("changed"),
        findings=tuple(
            Finding(**{**one, "hints": tuple(one["hints"])}) for one in data.get("findings", ())
        ),
        scores={str(k): float(v) for k, v in data.get("scores", {}).items()},
        drawing=str(data.get("drawing", "")),
        alt=text("alt"),
        statement=text("statement"),
        words={str(k): str(v)[:_TEXT] for k, v in data.get("words", {}).items()},
        team=str(data.get("team", "")),
    )
