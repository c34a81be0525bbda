"""A roster that changes in mid-season: shown first, no work lost, none given to somebody else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from marked_book import EXERCISE, in_folder
from typer.testing import CliRunner

from autograde._lock import writing
from autograde._settings import COURSE_CONFIG
from autograde.cli import app
from autograde.course import Course
from autograde.records import Records
from autograde.roster import read_roster
from autograde.roster_update import planned_change, update_roster
from autograde.rubrics import load_rubric

CRITERION = load_rubric(EXERCISE).coach[0].id
BEFORE = (
    "id,name,email",
    "lead-a,Ana Ruiz,ana@example.org",
    "lead-b,Ben Okafor,ben@example.org",
    "lead-c,Chi Tran,",
)
TODAY = f"{datetime.now(UTC):%Y-%m-}"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    in_folder(root, ["lead-a", "lead-b", "lead-c"])
    text = COURSE_CONFIG.format(course_id="lift-test", exchange="'x'", stub="# x")
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    (root / "roster.csv").write_text("\n".join(BEFORE) + "\n", encoding="utf-8")
    for learner in ("lead-a", "lead-b"):
        (root / "rounds" / learner / EXERCISE / "1").mkdir(parents=True)
        with Course.at(root).book() as book:
            Records(book).write(
                exercise=EXERCISE,
                learner=learner,
                criterion=CRITERION,
                coach="Ines",
                round=1,
                level=2,
                comment=f"For {learner}.",
            )
    return Course.at(root)


def newer(course: Course, *lines: str) -> Path:
    path = course.root.parent / "newer.csv"
    path.write_text("\n".join(["id,name,email", *lines]) + "\n", encoding="utf-8")
    return path


def call(course: Course, file: Path, *more: str, answer: str = "", code: int = 0) -> str:
    words = ["roster", str(file), "--course", str(course.root), *more]
    result = CliRunner().invoke(app, words, input=answer)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def comments(course: Course) -> dict[str, str]:
    with course.book() as book:
        marks = {one: book.marks(EXERCISE, one) for one in book.learner_ids()}
    return {one: found[f"coach-{CRITERION}"].comment for one, found in marks.items() if found}


def test_left_joined_and_back(course: Course) -> None:
    without = newer(course, BEFORE[1], BEFORE[3], "lead-d,Dee Park,")
    said = call(course, without, answer="n\n", code=1)
    assert "New: lead-d. Changed: nobody." in said
    assert "No longer on the list, kept with all work and marks: lead-b." in said
    assert "Nothing was changed." in said
    assert (course.root / "roster.csv").read_text(encoding="utf-8").splitlines() == list(BEFORE)

    assert "The course has this roster now." in call(course, without, answer="y\n")
    left = {one.id: one.left for one in course.learners()}
    assert left.pop("lead-b").startswith(TODAY)
    assert left == {"lead-a": "", "lead-c": "", "lead-d": ""}
    assert comments(course)["lead-b"] == "For lead-b."
    assert (course.root / "rounds" / "lead-b" / EXERCISE / "1").is_dir()
    with course.book() as book:
        assert len(Records(book).entries(EXERCISE, learner="lead-b")) == 1

    # Said once, not each time; and gone again when the person is back.
    assert planned_change(course, without).absent == ()
    assert update_roster(course, without).absent == ()
    assert {one.id: one.left for one in course.learners()}["lead-b"].startswith(TODAY)
    said = call(course, newer(course, *BEFORE[1:], "lead-d,Dee Park,"))
    assert "Back on the list: lead-b." in said
    assert all(not one.left for one in course.learners())


def test_a_change_without_doubt_is_not_asked_about(course: Course) -> None:
    file = newer(course, "lead-a,Ana Ruiz Gómez,ana@example.org", *BEFORE[2:], "lead-d,Dee Park,")
    assert "New: lead-d. Changed: lead-a. The course has this roster now." in call(course, file)
    assert course.learners()[0].name == "Ana Ruiz Gómez"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            ("lead-a,Ben Okafor,ben@example.org", "lead-b,Ana Ruiz,ana@example.org", BEFORE[3]),
            "“lead-a” and “lead-b” look swapped: Ana Ruiz was “lead-a” and would become “lead-b”, "
            "and Ben Okafor the other way round; work and marks stay with the id, so each would "
            "get the other's. If that is not meant, give both their old ids.",
        ),
        (
            ("lead-a,Ben Okafor,ben@example.org", "lead-b,Nia Bell,", BEFORE[3]),
            "“lead-a” was Ana Ruiz and would become Ben Okafor, who was “lead-b”; ",
        ),
        (
            ("lead-z,Ana Ruiz,ana@example.org", *BEFORE[2:]),
            "“lead-z” looks like a new id for Ana Ruiz, who was “lead-a”; work and marks stay with "
            "the id, so what was done so far stays under “lead-a”. To keep it together, write "
            "“lead-a” again.",
        ),
        (
            (*BEFORE[1:3], "lead-c,Nia Bell,"),
            "“lead-c” was Chi Tran and would become Nia Bell; work and marks stay with the id. If "
            "Nia Bell is somebody else, choose an id that nobody had; if it is a new name, all is "
            "well.",
        ),
    ],
)
def test_ids_that_look_wrong(course: Course, lines: tuple[str, ...], says: str) -> None:
    file = newer(course, *lines)
    before = comments(course)
    assert says in call(course, file, code=1)
    assert course.learners()[0].name == "Ana Ruiz"
    assert says in call(course, file, "--yes")
    assert comments(course) == before
    assert course.learners()[0] == read_roster(file)[0]


def test_names_without_addresses_look_swapped_too(course: Course) -> None:
    (course.root / "roster.csv").write_text(
        "id,name\nlead-a,Ana Ruiz\nlead-b,Ben Okafor\n", encoding="utf-8"
    )
    change = planned_change(course, newer(course, "lead-a,ben  OKAFOR,", "lead-b,Ana Ruiz,"))
    assert len(change.doubts) == 1
    assert "look swapped" in change.doubts[0]


def test_ids_only_give_no_doubt(course: Course) -> None:
    change = planned_change(course, newer(course, "lead-a,,", "lead-b,,", "lead-c,,"))
    assert (change.doubts, change.absent) == ((), ())


def test_two_programs_at_once(course: Course) -> None:
    with writing(course.root):
        said = call(course, newer(course, *BEFORE[1:], "lead-d,,"), code=1)
    assert "Another autograde command is working on this course right now" in said
    assert len(course.learners()) == 3
