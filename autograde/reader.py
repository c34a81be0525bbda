"""Have hand-ins read by a worker process that may be killed at any time."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograde.findings import Finding

SECONDS = 20.0
START_SECONDS = 60.0
ANSWER_BYTES = 8_000_000
MOST_WORKERS = 4
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
        self._cells = json.dumps(dict(cells))  # once: it goes along with every request
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._home = tempfile.TemporaryDirectory(prefix="autograde-")
        self._fresh = True

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._home.cleanup()

    def read(self, folder: Path, key: str) -> Reading:
        """Read one hand-in; whatever is in it, an answer comes back in bounded time."""
        about = {"exercise": self._exercise, "folder": str(folder), "key": key}
        request = f'{json.dumps(about)[:-1]}, "cells": {self._cells}}}\n'
        process = self._running()
        wait = self._seconds + (START_SECONDS if self._fresh else 0.0)
        try:
            assert process.stdin is not None
            process.stdin.write(request.encode("ascii"))
            process.stdin.flush()
            line = self._answers.get(timeout=wait)
        except queue.Empty:
            self.stop()
            return Reading(failed="It takes too long to read, so it was left out.")
        except OSError:
            line = b""
        self._fresh = False
        if not line.endswith(b"\n"):
            self.stop()
            return Reading(failed="It cannot be read with the memory a hand-in may use.")
        return _reading(json.loads(line))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.stop()
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

    def stop(self) -> None:
        """End the worker; the next hand-in starts a new one."""
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


class Readers:
    """Several workers side by side; what they find is asked for in the order of the hand-ins.

    Parameters
    ----------
    exercise, cells, seconds
        As for :class:`Reader`.
    workers : int, optional
        How many; by default one for each processor, at most ``MOST_WORKERS``.
    """

    def __init__(
        self,
        exercise: str,
        cells: Mapping[str, str],
        seconds: float | None = None,
        workers: int | None = None,
    ) -> None:
        count = max(1, min(MOST_WORKERS, workers or os.cpu_count() or 1))
        self.ahead = 4 * count
        """How many hand-ins may be under way, so that one slow reading does not hold the rest up
        and memory stays bounded."""
        wait = SECONDS if seconds is None else seconds
        self._all = [Reader(exercise, cells, wait) for _ in range(count)]
        self._free = deque(self._all)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._all:
            reader.stop()  # whoever still waits for its answer gets one at once
        self._threads.shutdown(wait=True)
        for reader in self._all:
            reader.__exit__()

    def read(self, folder: Path, key: str) -> Future[Reading]:
        """Have one hand-in read as soon as a worker is free."""
        return self._threads.submit(self._read, folder, key)

    def _read(self, folder: Path, key: str) -> Reading:
        reader = self._free.popleft()  # there are as many as threads
        try:
            return reader.read(folder, key)
        finally:
            self._free.append(reader)


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
