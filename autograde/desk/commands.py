"""Take in and give back: the commands of a course, from the desk, without a terminal."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import known_exercises


async def take_in(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Collect what was handed in and check it, for every exercise; what the commands said.

    Raises
    ------
    CourseError
        What stands in the way, as the command says it; what was done before it stays.
    """
    said = []
    for exercise in known_exercises(course):
        for command in ("collect", "run"):
            said += [f"{exercise}: {line}" for line in await _command(course, command, exercise)]
    return {"said": said}


async def give_back(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Write and return the feedback pages of one exercise; what the command said.

    Raises
    ------
    CourseError
        What stands in the way, as the command says it.
    """
    exercise = str(given["exercise"])
    course.require(exercise)
    return {"said": await _command(course, "feedback", exercise)}


async def _command(course: Course, command: str, exercise: str) -> list[str]:
    """Run it in a process of its own, so that the desk goes on answering."""
    # -I: nothing in the course's folder can put another "autograde" before ours.
    words = [sys.executable, "-I", "-m", "autograde", command, exercise]
    done = await asyncio.to_thread(
        subprocess.run,
        [*words, "--course", str(course.root)],
        cwd=course.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    if done.returncode:
        raise CourseError(" ".join(lines[-3:]) or f"“autograde {command}” did not work.")
    return lines
