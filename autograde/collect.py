"""Collect what learners handed in: from nbgrader's exchange and from packet files.

Every version is kept as a round, the newest goes to ``submitted/`` where nbgrader expects it. What
cannot be taken is said in one sentence each, and never stops the rest.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from autograde._lock import writing
from autograde.course import Course
from autograde.exchange import format_timestamp, parse_timestamp
from autograde.intake import IntakeError, is_wanted, take_folder
from autograde.roster import id_problem
from autograde.rounds import Round, add_round, digest_of, replace_folder, rounds_in


@dataclass(slots=True)
class CollectReport:
    """What was taken and what was not."""

    new: list[str] = field(default_factory=list)
    """Learners with a new version, one entry each version."""
    known: int = 0
    """Versions that were here already."""
    problems: list[str] = field(default_factory=list)
    """One plain sentence for each hand-in that was not taken."""


@dataclass(frozen=True, slots=True)
class _Version:
    learner: str
    time: datetime
    by: str
    origin: str
    files: dict[str, bytes]
    order: float = 0.0
    """When the file came to lie here: a packet's own time counts whole seconds only."""


def collect(course: Course, exercise: str, packets: Sequence[Path] = ()) -> CollectReport:
    """Take in everything that was handed in for an exercise.

    Parameters
    ----------
    course : Course
    exercise : str
        Its id.
    packets : sequence of Path
        Folders with packet files, or packet files; the course's own ``packets`` always counts.

    Returns
    -------
    CollectReport
    """
    course.require(exercise)
    report = CollectReport()
    with writing(course.root):
        ids = {one.id for one in course.learners()}
        known = _origins(course, exercise)
        found = [
            *_from_exchange(course, exercise, ids, known, report),
            *_from_packets([course.root / "packets", *packets], exercise, ids, known, report),
        ]
        for version in sorted(found, key=lambda one: (one.time, one.order, one.origin)):
            folder = course.rounds(version.learner, exercise)
            if digest_of(version.files) in {one.digest for one in rounds_in(folder)}:
                report.known += 1  # plain nbgrader collected it before us
                continue
            add_round(
                folder,
                version.files,
                version.time,
                version.by,
                version.origin,
            )
            report.new.append(version.learner)
        for learner in sorted(ids):
            put_newest(course, learner, exercise)
    return report


def put_newest(course: Course, learner: str, exercise: str) -> None:
    """Make ``submitted/`` hold the newest round, unless it holds something newer already."""
    rounds = rounds_in(course.rounds(learner, exercise))
    if not rounds:
        return
    newest = max(rounds, key=lambda one: (one.handed_in, one.number))
    target = course.submitted(learner, exercise)
    if target.is_dir():
        try:
            there = take_folder(target, exercise)
        except IntakeError:
            return
        time = parse_timestamp(there.get("timestamp.txt", b"").decode("utf-8", "replace"))
        if digest_of(there) == newest.digest or (time and time >= newest.handed_in):
            return
    replace_folder(target, take_folder(newest.submitted, exercise))


def round_of_submitted(course: Course, learner: str, exercise: str) -> Round:
    """The round that ``submitted/`` holds; made now if plain nbgrader collected it.

    Raises
    ------
    IntakeError
        When the folder cannot be taken.
    """
    files = take_folder(course.submitted(learner, exercise), exercise)
    digest = digest_of(files)
    folder = course.rounds(learner, exercise)
    for one in reversed(rounds_in(folder)):
        if one.digest == digest:
            return one
    time = parse_timestamp(files.get("timestamp.txt", b"").decode("utf-8", "replace"))
    return add_round(folder, files, time or datetime.now(UTC), "nbgrader", f"nbgrader {digest}")


def _origins(course: Course, exercise: str) -> set[str]:
    folders = (course.root / "rounds").glob(f"*/{exercise}")
    return {one.origin for folder in folders for one in rounds_in(folder)}


def _from_exchange(
    course: Course, exercise: str, ids: set[str], known: set[str], report: CollectReport
) -> list[_Version]:
    inbound = course.exchange / course.id / "inbound"
    found: list[_Version] = []
    for path in sorted(inbound.iterdir()) if inbound.is_dir() else ():
        parts = path.name.rsplit("+", 3)
        if len(parts) < 3 or parts[1] != exercise:
            continue
        if path.name in known:
            report.known += 1
            continue
        time = parse_timestamp(parts[2])
        try:
            _check_learner(parts[0], ids)
            if time is None:
                raise IntakeError("its name holds no time")
            _check_owner(path, parts[0])
            files = take_folder(path, exercise)
            if not any(name.startswith("work/") for name in files):
                raise IntakeError("it holds no saved work")
        except IntakeError as error:
            report.problems.append(
                f"A hand-in in the exchange from {_shown(parts[0])} was not taken: {_to_do(error)}."
            )
            continue
        now = datetime.now(UTC)
        files["timestamp.txt"] = format_timestamp(min(time, now)).encode()
        found.append(_Version(parts[0], min(time, now), "exchange", path.name, files))
    return found


def _from_packets(
    places: Sequence[Path], exercise: str, ids: set[str], known: set[str], report: CollectReport
) -> list[_Version]:
    paths = _packet_files(places, report)
    if not paths:
        return []
    from curriculum.packet import PacketError, read_packet

    found: list[_Version] = []
    seen = set(known)
    for path in paths:
        try:
            packet = read_packet(path)
            if packet.exercise != exercise:
                continue
            _check_learner(packet.key, ids)
            files = {
                name: content
                for name, content in packet.files.items()
                if is_wanted(name, exercise) and not name.endswith(".txt")
            }
            if not any(name.startswith("work/") for name in files):
                raise IntakeError("it holds no saved work")
        except (PacketError, IntakeError, OSError) as error:
            text = _to_do(error)
            report.problems.append(f"The packet {_shown(path.name)} was not taken: {text}.")
            continue
        time = min(packet.made.astimezone(UTC), datetime.now(UTC))
        origin = f"packet {packet.key} {format_timestamp(packet.made)} {digest_of(files)}"
        if origin in seen:
            report.known += 1
            continue
        seen.add(origin)
        files["timestamp.txt"] = format_timestamp(time).encode()
        files["submission_secret.txt"] = secrets.token_hex(64).encode()
        order = path.stat().st_mtime
        found.append(_Version(packet.key, time, "packet", origin, files, order))
    return found


def _packet_files(places: Sequence[Path], report: CollectReport) -> list[Path]:
    files: dict[Path, None] = {}
    for place in places:
        if place.is_dir():
            for path in sorted(place.iterdir()):
                if path.suffix.lower() == ".zip":
                    files.setdefault(path.resolve() if not path.is_symlink() else path)
        elif place.is_file():
            files.setdefault(place.resolve())
        else:
            report.problems.append(f"There is no folder or packet called {_shown(str(place))}.")
    return list(files)


def _check_learner(learner: str, ids: set[str]) -> None:
    if id_problem(learner):
        raise IntakeError("its sender's id is not one that a learner can have")
    if learner not in ids:
        raise IntakeError(
            f"no learner called {_shown(learner)} is on the roster; add the learner with "
            "“autograde roster” and collect again"
        )


def _check_owner(path: Path, learner: str) -> None:
    if sys.platform == "win32":
        return
    import pwd

    owner = path.lstat().st_uid
    if owner == os.getuid():
        return
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = ""
    if name != learner:
        raise IntakeError("it was put there by another person's account")


def _to_do(error: Exception) -> str:
    text = str(error).rstrip(".")
    return text if ";" in text else f"{text}; ask the learner to hand in again"


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "�" for character in text)
    short = plain if len(plain) <= 60 else f"{plain[:60]}…"
    return f"“{short}”"
