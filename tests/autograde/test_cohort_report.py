"""The report on misconceptions: learners are counted, nobody is named, each has a way to go on."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from paper_course import hand_in, paper_course, solved

from autograde.checks import spoiling
from autograde.course import Course
from autograde.kinds import kind_of
from autograde.report import FEW, SMALL, again, cohort_report, write_report
from curriculum.series import find_exercise

E = "lift-fishbone"
NAMES = ("alder", "birch", "cedar", "dogwood", "hawthorn", "sycamore", "ginkgo")
FILES = {
    "messages.toml": E,
    "messages_plan.toml": "lift-predict",
    "messages_study.toml": "lift-study",
    "messages_gaps.toml": "elie-gaps",
    "messages_signal.toml": "elie-signal",
}


class Text(HTMLParser):
    """The words of a page, and its pictures' alternative texts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attrs)["alt"] or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> tuple[str, list[str]]:
    text = Text()
    text.feed(page)
    return " ".join(" ".join(text.words).split()), text.alts


def spoiled(learner: str, *operators: str) -> object:
    kind = kind_of(E)
    case = kind.draw(E, learner, 0)
    return spoiling.spoiled(kind.solution(case), case, operators, kind.operators)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return paper_course(tmp_path / "course", NAMES)


def test_it_counts_learners_and_names_nobody(course: Course) -> None:
    for learner in NAMES[:4]:
        hand_in(course, learner, spoiled(learner, "cause-solution", "statement-blame"))
    for learner in NAMES[4:6]:
        hand_in(course, learner, spoiled(learner, "cause-person", "statement-blame"))
    hand_in(course, NAMES[6], b"{")
    page = cohort_report(course)
    text, alts = read(page)
    assert "6 of 7 learners handed in work that could be read; 1 more" in text
    assert re.search(r"Blame\s+6 of 6 learners", text)
    assert re.search(r"Absent solution\s+4 of 6 learners", text)
    rare = text[text.index("Seen in the work of one or two learners") :]
    assert "Person as a cause" in rare
    assert "2 of 6 learners" not in text
    (alt,) = alts
    assert alt.startswith("Pareto chart of misconceptions in the work of 6 learners")
    assert "blame 6" in alt
    assert "person as a cause" not in alt
    for learner in NAMES:
        assert learner not in f"{text} {alts}".casefold()
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_only_the_newest_version_counts_and_each_learner_once(course: Course) -> None:
    for learner in NAMES:
        hand_in(course, learner, spoiled(learner, "statement-blame"))
    for learner in NAMES[:4]:
        hand_in(course, learner, solved(learner))
    text, _ = read(cohort_report(course, [E]))
    assert re.search(r"Blame\s+3 of 7 learners", text)


def test_below_a_handful_nothing_is_counted(course: Course) -> None:
    for learner in NAMES[: SMALL - 1]:
        hand_in(course, learner, spoiled(learner, "statement-blame"))
    text, alts = read(cohort_report(course))
    assert "nothing is counted here" in text
    assert "Blame: “Which process at school produces this?”" in text
    assert alts == []
    assert not re.search(r"\d of \d learners(?! handed in)", text)


def test_two_with_it_look_like_one_with_it(tmp_path: Path) -> None:
    pages = []
    for place, many in (("one", 1), ("two", FEW - 1)):
        course = paper_course(tmp_path / place, NAMES)
        for at, learner in enumerate(NAMES):
            work = spoiled(learner, "cause-person") if at < many else solved(learner)
            hand_in(course, learner, work)
        pages.append(re.sub(r"made on .*? UTC", "", read(cohort_report(course))[0]))
    assert pages[0] == pages[1]


def test_nobody_has_handed_in(course: Course) -> None:
    assert "Nobody has handed in yet." in read(cohort_report(course))[0]


def test_progress_and_a_file_that_is_whole(course: Course, tmp_path: Path) -> None:
    hand_in(course, "alder", solved("alder"))
    steps: list[tuple[int, int, str]] = []
    path = tmp_path / "report.html"
    write_report(course, path, progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert steps[0][:2] == (0, len(NAMES) + 1)
    assert steps[-1] == (len(NAMES) + 1, len(NAMES) + 1, "")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["report.html"]


def test_every_misconception_that_a_check_names_can_be_taught_again() -> None:
    for file, exercise in FILES.items():
        text = files("autograde.checks").joinpath(file).read_text(encoding="utf-8")
        tables = tomllib.loads(text)["messages"]
        named = {one["misconception"] for one in tables.values() if "misconception" in one}
        assert named == set(again()[exercise]), exercise


def test_it_sends_people_to_parts_that_the_modules_have() -> None:
    for exercise, table in again().items():
        module = find_exercise(exercise)
        assert module is not None
        text = (module.folder / "module.md").read_text(encoding="utf-8")
        heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        for name, one in table.items():
            assert one.part in heads, (exercise, name, one.part)
            assert one.ask.endswith(("?", ".", "”")), one.ask
            assert one.do.endswith((".", "?")), one.do
