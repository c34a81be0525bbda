"""Take in and give back: the commands of a course, from the desk, without a terminal."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import exercise_titles, known_exercises
from autograde.desk.doing import heard, set_doing


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
    try:
        return await asyncio.to_thread(_run, course, command, exercise)
    finally:
        set_doing(course.root, None)


def _run(course: Course, command: str, exercise: str) -> list[str]:
    # -I: nothing in the course's folder can put another "autograde" before ours.
    words = [sys.executable, "-I", "-m", "autograde", command, exercise]
    title = exercise_titles().get(exercise, exercise)
    lines = []
    with subprocess.Popen(
        [*words, "--course", str(course.root)],
        cwd=course.root,
        env={**os.environ, "LIFT_ELIE_PROGRESS": "lines"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            state = heard(line)
            if state is not None:
                set_doing(course.root, {**state, "what": f"{title}: {state['what']}"})
            elif line.strip():
                lines.append(line.strip())
    if child.returncode:
        raise CourseError(" ".join(lines[-3:]) or f"“autograde {command}” did not work.")
    return lines
