"""How far a command is: told in lines by the command, heard by the desk, asked for by the page."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_course import solved

from autograde.course import new_course
from autograde.desk.commands import take_in
from autograde.desk.doing import MARK, doing, heard, told
from autograde.rounds import add_round

EXERCISE = "lift-fishbone"


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.text())
def test_what_is_told_is_heard(done: int, whole: int, what: str) -> None:
    line = told(done, whole, what)
    assert "\n" not in line
    assert heard(line) == {"done": done, "of": whole, "what": what}


@pytest.mark.parametrize("line", ["", "Graded 3.", '{"done": 1, "of": 2, "what": "x"}'])
def test_a_result_is_no_progress(line: str) -> None:
    assert heard(line) is None


@pytest.mark.parametrize("line", ["", "[]", "{", '{"done": "many"}', "null"])
def test_a_spoiled_line_of_progress_is_no_result(line: str) -> None:
    assert heard(MARK + line) == {"done": 0, "of": 0, "what": ""}


def test_while_hand_ins_are_checked_the_page_can_ask_how_far(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("id\nlead-ash\nlead-birch\n", encoding="utf-8")
    course = new_course(tmp_path / "course", roster, "doing", exercises=[EXERCISE])
    for one in ("lead-ash", "lead-birch"):
        files = {"work/fishbone.json": solved(one).to_json().encode()}
        add_round(course.rounds(one, EXERCISE), files, datetime.now(UTC), "exchange", "test")
    seen: list[dict[str, Any]] = []

    async def look(book: Any) -> None:
        while True:
            seen.append(doing(course, book, {}))
            await asyncio.sleep(0.005)

    async def both() -> dict[str, Any]:
        with course.book() as book:
            looking = asyncio.create_task(look(book))
            try:
                return await take_in(course, book, {})
            finally:
                looking.cancel()

    said = asyncio.run(both())["said"]
    assert not [line for line in said if MARK in line]
    assert {"done", "of", "what"} in [set(one) for one in seen]
    assert any(one.get("what", "").endswith("Collecting") for one in seen)
    assert any(one.get("of") == 2 for one in seen), said
    with course.book() as book:
        assert doing(course, book, {}) == {}
