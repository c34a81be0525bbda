"""Hand-ins that somebody made to do harm, for tests; every file is made while they run."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde.kinds import kind_of
from autograde.rubrics import load_rubric


@dataclass(frozen=True)
class Place:
    """Where one hostile hand-in is put, and what it may use."""

    exercise: str
    learner: str
    folder: Path
    outside: Path
    honest: bytes

    @property
    def work(self) -> Path:
        """The saved work."""
        return self.folder / load_rubric(self.exercise).file

    @property
    def notebook(self) -> Path:
        """The notebook."""
        return self.folder / f"{self.exercise}.ipynb"


def honest(exercise: str, learner: str) -> bytes:
    """The worked solution of a learner's own case."""
    kind = kind_of(exercise)
    text: str = kind.solution(kind.draw(exercise, learner, 0)).to_json()
    return text.encode("utf-8")


def save_raw(make: Callable[[Place], bytes]) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        place.work.write_bytes(make(place))

    return write


def save_data(**changes: Any) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        data = {**json.loads(place.honest), **changes}
        place.work.write_text(json.dumps(data), encoding="ascii")

    return write


def twice(key: str, value: str) -> Callable[[Place], bytes]:
    """A key that stands twice: here with this value, and further down as it was."""
    return lambda place: place.honest.replace(b"{", f'{{"{key}": {value},'.encode(), 1)


def _last(key: str, value: str) -> Callable[[Place], bytes]:
    """A key that stands twice: as it was, and at the end with this value."""
    return lambda place: place.honest.rstrip().removesuffix(b"}") + f', "{key}": {value}}}'.encode()


def _sparse(place: Place) -> None:
    with place.work.open("wb") as file:
        file.truncate(1_000_000_000)


def _other_case(place: Place) -> bytes:
    return json.dumps(json.loads(honest(place.exercise, "somebody-else"))["case"]).encode()


def _case(**changes: Any) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        data = json.loads(place.honest)
        data["case"] = {**data["case"], **changes}
        place.work.write_text(json.dumps(data), encoding="ascii")

    return write


SAID: dict[str, tuple[Callable[[Place], None], str]] = {
    "a gigabyte": (_sparse, "larger than 10 MB"),
    "a long text": (save_data(kind="x" * 3_000_000), "too large"),
    "deep": (save_raw(lambda p: b"[" * 100_000 + b"]" * 100_000), "nested too deeply"),
    "deep and open": (save_raw(lambda p: b'{"a":' * 100_000), "nested too deeply"),
    "a million items": (save_raw(lambda p: b"[" + b"0," * 999_999 + b"0]"), "too large"),
    "half a million items": (save_raw(lambda p: b"[" + b"0," * 499_000 + b"0]"), "too many items"),
    "a huge integer": (save_raw(_last("schema_version", "9" * 100_000)), "damaged"),
    "an integer of five thousand": (save_raw(_last("schema_version", "-" + "7" * 5000)), "damaged"),
    "not a number": (save_raw(_last("schema_version", "NaN")), "damaged"),
    "infinity": (save_raw(_last("schema_version", "-Infinity")), "damaged"),
    "1e999": (save_raw(_last("schema_version", "1e999")), "which version"),
    "true": (save_raw(_last("schema_version", "true")), "which version"),
    "half a character": (save_data(help_wanted="\ud800"), "help_wanted"),
    "half a character in bytes": (save_raw(_last("x", '"')) , "damaged"),
    "bytes of half a character": (
        save_raw(lambda p: p.honest.replace(b'"kind"', b'"\xed\xa0\x80"', 1)),
        "damaged",
    ),
    "a null byte": (save_raw(lambda p: p.honest.replace(b": ", b": \x00", 1)), "damaged"),
    "null bytes only": (save_raw(lambda p: b"\x00" * 4096), "damaged"),
    "utf-16": (save_raw(lambda p: p.honest.decode().encode("utf-16")), "damaged"),
    "compressed": (save_raw(lambda p: gzip.compress(p.honest)), "damaged"),
    "empty": (save_raw(lambda p: b""), "damaged"),
    "a list": (save_raw(lambda p: b"[]"), "does not hold"),
    "__proto__": (save_raw(_last("__proto__", '{"score": 99}')), "__proto__"),
    "constructor": (save_data(constructor={"prototype": {}}), "constructor"),
    "score": (save_data(score=99, findings=[]), "score"),
    "__class__": (save_data(__class__="os.system"), "__class__"),
    "a later schema": (save_data(schema_version=99), "newer version"),
    "the schema twice": (save_raw(_last("schema_version", "99")), "newer version"),
    "no schema": (save_data(schema_version=0), "which version"),
    "the case twice": (
        save_raw(lambda p: _last("case", _other_case(p).decode())(p)),
        "another person",
    ),
    "another kind": (save_data(kind="gradebook"), "does not hold"),
    "another person's": (save_raw(lambda p: honest(p.exercise, "somebody-else")), "another person"),
    "another draw": (_case(draw=1), "practice round"),
    "a draw of a million": (_case(draw=1_000_000), "case › draw"),
    "another digest": (_case(digest="0" * 32), "another version"),
    "another exercise": (_case(exercise="lift-other"), "made for"),
    "no case": (save_data(case=None), "which practice case"),
    "a climbing case": (_case(exercise="../../../etc/passwd"), "case › exercise"),
}  # fmt: skip
"""JSON that must be refused, and a word of the sentence that says why."""


def _lock(change: Callable[[dict[str, Any]], None]) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        data = json.loads(place.honest)
        data.setdefault("lock", {"at": "2025-01-01T00:00:00+00:00", "digest": "0" * 32, "text": ""})
        change(data)
        place.work.write_text(json.dumps(data), encoding="ascii")

    return write


def _other_best_guess(data: dict[str, Any]) -> None:
    for one in data.get("predictions", ()):
        one["best_guess"], one["high"] = 99.0, 100.0


LOCKS: dict[str, Callable[[Place], None]] = {
    "a digest made up": _lock(lambda data: data["lock"].update(digest="0" * 32)),
    "other words in the lock": _lock(lambda data: data["lock"].update(text='{"question":"x"}')),
    "a prediction changed afterward": _lock(_other_best_guess),
    "a lock of no time": _lock(lambda data: data["lock"].update(at="0000-00-00T99:99:99Z")),
}
"""Forged locks; where an exercise has no lock, a key that only looks like ours."""
