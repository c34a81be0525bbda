"""The start page as data and HTML, without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from curriculum.artifacts import empty_fishbone
from curriculum.artifacts.notes import Answer, Notes
from curriculum.lab import start
from curriculum.lab.start import Progress, next_module, progress, start_html
from curriculum.series import Module, all_series, load_series
from curriculum.workspace import Workspace


@pytest.fixture
def fishbone() -> Module:
    module = load_series("lift").find("fishbone")
    assert module is not None
    return module


def answer(root: Path, question: str) -> None:
    Workspace(root).save("notes", Notes(answers=(Answer(question=question, text="So."),)), "")


def test_a_new_folder_is_ready(tmp_path: Path, fishbone: Module) -> None:
    assert progress(tmp_path, fishbone) == Progress(fishbone, "ready")


def test_a_first_answer_or_a_first_fishbone_is_a_start(tmp_path: Path, fishbone: Module) -> None:
    answer(tmp_path, "fishbone/first-move")
    assert progress(tmp_path, fishbone).state == "started"
    other = tmp_path / "other"
    other.mkdir()
    Workspace(other).save("fishbone", empty_fishbone(), "")
    assert progress(other, fishbone).state == "started"


def test_the_closing_answer_ends_a_module(tmp_path: Path, fishbone: Module) -> None:
    answer(tmp_path, fishbone.closing)
    assert progress(tmp_path, fishbone).state == "done"


def test_the_closing_question_is_asked_in_the_module() -> None:
    for series in all_series():
        for module in series.module:
            if module.available:
                source = (module.folder / "module.md").read_text(encoding="utf-8")
                assert f'"{module.closing}"' in source


def test_an_exercise_is_handed_in_when_a_version_was(tmp_path: Path, fishbone: Module) -> None:
    exercise = tmp_path / fishbone.exercise
    exercise.mkdir()
    workspace = Workspace(exercise)
    workspace.save("fishbone", empty_fishbone(), "")
    assert progress(tmp_path, fishbone).exercise_started
    assert not progress(tmp_path, fishbone).handed_in
    workspace.mark_handed_in("fishbone")
    assert progress(tmp_path, fishbone).handed_in


def test_a_damaged_folder_still_shows_the_season(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "notes.json").write_bytes(b"\xff{{")
    assert "Begin with Fishbone" in start_html(tmp_path)


def test_what_comes_next(fishbone: Module) -> None:
    ready = Progress(fishbone, "ready")
    started = replace(ready, state="started")
    done = replace(ready, state="done")
    assert next_module([ready, started]) == started
    assert next_module([done, ready]) == ready
    assert next_module([done]) is None


class Reader(HTMLParser):
    """Checks that every tag is closed, and collects links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_lists_both_seasons(tmp_path: Path) -> None:
    html = start_html(tmp_path)
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    built = [module for series in all_series() for module in series.module if module.available]
    exercises = {f"{m.exercise}/{m.exercise}.ipynb" for m in built if m.exercise}
    assert set(reader.links) == {quote(module.notebook) for module in built} | exercises
    assert "3%20Fishbone.ipynb" in reader.links
    for series in all_series():
        for module in series.module:
            assert module.label in html
    minutes = re.findall(r"<td>([\d +]+)</td>", html)
    lift = ["35", "30 + 35", "40", "35", "35", "40", "30 + 35", "30 + 25"]
    assert minutes == [*lift, "40", "35", "40", "40", "40", "35", "40"]


def test_whoever_has_begun_a_series_is_led_on_in_it(tmp_path: Path) -> None:
    html = start_html(tmp_path)
    assert "Begin with Fishbone" in html
    assert "Begin with Gaps" in html
    assert "ELIE, for district leaders" in html
    answer(tmp_path, "gaps/by-friday")
    html = start_html(tmp_path)
    assert "Go on with Gaps" in html
    assert "Begin with" not in html
    done = tmp_path / "done"
    done.mkdir()
    answer(done, "gaps/reflection")
    assert "Begin with Signal" in start_html(done)


def test_after_the_last_module_of_a_series_the_other_one_is_offered(tmp_path: Path) -> None:
    closing = [m.closing for m in load_series("elie").module if m.available]
    said = tuple(Answer(question=question, text="So.") for question in closing)
    Workspace(tmp_path).save("notes", Notes(answers=said), "")
    assert "Begin with Fishbone" in start_html(tmp_path)


def test_all_done_says_so(tmp_path: Path) -> None:
    closing = [m.closing for series in all_series() for m in series.module if m.available]
    said = tuple(Answer(question=question, text="So.") for question in closing)
    Workspace(tmp_path).save("notes", Notes(answers=said[1:]), "")
    assert "You have done every module there is so far." not in start_html(tmp_path)
    folder = tmp_path / "all"
    folder.mkdir()
    Workspace(folder).save("notes", Notes(answers=said), "")
    assert "You have done every module there is so far." in start_html(folder)


def test_a_course_in_the_folder_is_shown_to_coaches(tmp_path: Path) -> None:
    assert "For coaches" not in start_html(tmp_path)
    (tmp_path / "Our <course>").mkdir()
    (tmp_path / "Our <course>" / "gradebook.db").touch()
    html = start_html(tmp_path)
    assert "Our &lt;course&gt;" in html
    assert 'data-commandlinker-command="lift-elie:hand-ins"' in html
    assert html.index("For coaches") < html.index("<table>")  # in sight without scrolling


def test_start_shows_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert start().data == start_html(tmp_path)
