"""The desk's own parts, without a server: where a coach begins, what a page takes from a file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograde.about import ABOUT, About
from autograde.course import Course
from autograde.desk import ADDRESS, open_desk
from autograde.desk.handlers import first_place
from autograde.desk.page import criteria, known_of
from autograde.rubrics import load_rubric
from curriculum.lab import server

EXERCISE = "lift-fishbone"


@pytest.mark.parametrize(
    ("waiting", "place"),
    [
        ({}, "manage_assignments"),
        ({"lift-fishbone": 0}, "gradebook/lift-fishbone/lift-fishbone"),
        ({"newest": 0, "older": 2, "oldest": 3}, "gradebook/older/older"),
        ({"newest": 1, "older": 2}, "gradebook/newest/newest"),
        ({"a/b?c": 1}, "gradebook/a%2Fb%3Fc/a%2Fb%3Fc"),
    ],
)
def test_where_a_coach_begins(waiting: dict[str, int], place: str) -> None:
    assert first_place(waiting) == place


def notebook(*metadata: Any) -> Any:
    return SimpleNamespace(cells=[SimpleNamespace(metadata=one) for one in metadata])


def cell(said: Any) -> dict[str, Any]:
    return {"nbgrader": {"grade_id": "coach-missing-view"}, "lift_elie": {"said": said}}


def test_a_page_shows_our_rubric_and_what_the_learner_wrote() -> None:
    found = criteria(notebook(cell("Families.")), EXERCISE)
    assert list(found) == [f"coach-{one.id}" for one in load_rubric(EXERCISE).coach]
    assert found["coach-missing-view"]["said"] == "Families."
    assert found["coach-reads-backward"]["said"] is None
    assert [points for _, points, _ in found["coach-missing-view"]["levels"]] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "odd", [cell(["x"]), cell(None), {"nbgrader": "x"}, {"lift_elie": 3}, {}, {"nbgrader": {}}]
)
def test_a_notebook_that_holds_anything_breaks_no_page(odd: Any) -> None:
    assert criteria(notebook(odd), EXERCISE)["coach-missing-view"]["said"] is None


def test_an_exercise_without_a_rubric_is_shown_as_nbgrader_would() -> None:
    assert criteria(notebook(cell("x")), "somebody-elses") == {}


def test_what_the_list_knows(tmp_path: Path) -> None:
    folder = tmp_path / "autograded" / "lead-ash" / EXERCISE
    folder.mkdir(parents=True)
    (folder / ABOUT).write_bytes(About(2, "today", "It is damaged.", "Ask.").as_bytes())
    (tmp_path / "autograded" / "lead-beech").mkdir()
    formgrader = SimpleNamespace(coursedir=SimpleNamespace(root=str(tmp_path)))
    found = known_of({"nbgrader_formgrader": formgrader}, EXERCISE)
    assert found["lead-ash"] == {"round": 2, "handed_in": "today", "trouble": "It is damaged."}
    assert found["lead-beech"]["trouble"] == ""
    assert known_of({"nbgrader_formgrader": formgrader}, "../..") == {}
    assert known_of({}, EXERCISE) == {}


def test_the_desk_opens_at_the_hand_ins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    process: Any = SimpleNamespace()
    started = server.Server("http://127.0.0.1:9/", "secret", process)
    opened: list[str] = []
    monkeypatch.setattr(Course, "book", lambda *_: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(server, "launch", lambda *_, **__: started)
    monkeypatch.setattr(server, "serve", lambda one, browser: opened.append(one.page()))
    open_desk(Course(tmp_path), browser=False)
    assert opened == [f"http://127.0.0.1:9/{ADDRESS}?token=secret"]
    assert "http://127.0.0.1:9/lab?token=secret" in capsys.readouterr().out
