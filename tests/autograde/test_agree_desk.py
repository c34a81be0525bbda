"""The desk's side of agreement: calibration, blind marks, settling, drift; without a browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from marked_book import EXERCISE, in_folder

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.about import ABOUT, About
from autograde.course import Course
from autograde.desk import agree
from autograde.gold import load_gold
from autograde.records import Conflict, Records
from autograde.rounds import add_round
from autograde.rubrics import load_rubric

LEARNERS = [f"lead-{number:02}" for number in range(1, 21)]
CRITERIA = [one.id for one in load_rubric(EXERCISE).coach]
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which twenty learners have handed in and were graded."""
    root = tmp_path_factory.mktemp("agree") / "course"
    in_folder(root, LEARNERS)
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "lift-test"\n', encoding="utf-8"
    )
    (root / "roster.csv").write_text("id\n" + "\n".join(LEARNERS) + "\n", encoding="utf-8")
    (root / "source" / EXERCISE).mkdir(parents=True)
    course = Course.at(root)
    for learner in LEARNERS:
        hand_in(course, learner)
    return root


def hand_in(course: Course, learner: str) -> None:
    made = add_round(course.rounds(learner, EXERCISE), {"work/x.json": b"{}"}, AT, learner, "test")
    facts = {
        "statement": f"Statement of {learner}",
        "alt": "A fishbone.",
        "words": {"reads-backward": "Therefore.", "missing-view": ""},
        "findings": [],
    }
    (made.folder / "findings.json").write_text(json.dumps(facts), encoding="utf-8")
    (made.folder / "drawing.svg").write_text("<svg></svg>", encoding="utf-8")
    place = course.autograded(learner, EXERCISE)
    place.mkdir(parents=True, exist_ok=True)
    (place / ABOUT).write_bytes(About(round=made.number).as_bytes())


@pytest.fixture
def course(made: Path, tmp_path: Path) -> Course:
    shutil.copytree(made, tmp_path / "course")
    return Course.at(tmp_path / "course")


@pytest.fixture
def book(course: Course) -> Iterator[Book]:
    with course.book() as book:
        yield book


@pytest.fixture
def ask(course: Course, book: Book):
    """Ask the desk as a coach: `ask("gold", coach="Ines")`."""

    def asked(name: str, /, **given: object):
        return getattr(agree, name)(course, book, {"exercise": EXERCISE, **given})

    return asked


def mark(book: Book, learner: str, coach: str, level: int = 2, **more: object) -> None:
    for criterion in CRITERIA:
        Records(book).write(
            exercise=EXERCISE,
            learner=learner,
            criterion=criterion,
            coach=coach,
            level=level,
            **{"round": 1, **more},
        )


def overview(ask, coach: str = "Ines"):
    (found,) = ask("agree", coach=coach)["exercises"]
    return found


# Calibration


def test_gold_pieces_one_after_another_and_what_they_are_worth(ask, book):
    known = load_gold(EXERCISE).pieces
    seen = []
    while (found := ask("gold", coach="Ines"))["piece"]:
        seen.append(found["name"])
        assert found["number"] == len(seen)
        assert found["of"] == len(known)
        assert "level" not in json.dumps({**found, "piece": None})
        assert found["piece"]["drawing"].startswith("<svg")
        gold = {one: known[found["name"]].marks[one].level for one in CRITERIA}
        mine = {**gold, CRITERIA[0]: max(0, gold[CRITERIA[0]] - 1)}
        ask("mark_gold", coach="Ines", name=found["name"], attempt=1, levels=mine)
    assert sorted(seen) == sorted(known)
    result = ask("gold_result", coach="Ines")
    first, *rest = result["criteria"]
    zero = sum(one.marks[CRITERIA[0]].level == 0 for one in known.values())
    assert first["words"] == (
        f"You and the gold marks gave the same level on {zero} of 10 pieces; you were stricter on "
        f"{10 - zero}. Never more than one level apart."
    )
    assert "could be expected" in first["means"]
    assert len(first["differ"]) == 10 - zero
    for one in first["differ"]:
        assert one["gold"] - one["yours"] == 1
        assert one["why"] == known[one["name"]].marks[CRITERIA[0]].why
        assert one["name"] == seen[one["piece"] - 1]
    assert all(one["words"].endswith("the same level on all 10 pieces.") for one in rest)
    # Nobody's mark was touched.
    assert Records(book).entries(EXERCISE) == []
    # Kappa only for those who ask.
    figures = ask("agree_figures", coach="Ines", of="gold")["criteria"]
    assert float(figures[0]["figures"][0]["value"]) > 0.5
    assert " to " in figures[0]["figures"][0]["interval"]
    assert figures[1]["figures"][0]["value"] == "1.00"
    assert "no spread" in figures[1]["figures"][0]["why_not"]
    # And again, later, in another order.
    again = ask("gold", coach="Ines", again="yes")
    assert (again["attempt"], again["number"]) == (2, 1)
    ask("mark_gold", coach="Ines", name=again["name"], attempt=2, levels={CRITERIA[0]: 1})
    assert ask("gold", coach="Ines")["given"] == {CRITERIA[0]: 1}
    assert overview(ask)["attempts"] == 1


def test_every_coach_has_an_own_order_that_stays(ask):
    first = [ask("gold", coach=name)["name"] for name in ("Ines", "Ben", "Ada", "Kim", "Lu")]
    assert len(set(first)) > 1
    assert first == [
        ask("gold", coach=name)["name"] for name in ("Ines", "Ben", "Ada", "Kim", "Lu")
    ]


def test_a_result_from_few_pieces_claims_nothing(ask):
    found = ask("gold", coach="Ines")
    levels = dict.fromkeys(CRITERIA, 3)
    ask("mark_gold", coach="Ines", name=found["name"], attempt=1, levels=levels)
    result = ask("gold_result", coach="Ines")
    assert result["marked"] == 1
    assert all("cannot tell more" in one["means"] for one in result["criteria"])
    assert "Too few" in result["drift"].words
    assert result["drift"].drawing == ""
    (row, _) = ask("agree_figures", coach="Ines", of="gold")["criteria"][0]["figures"]
    assert row["value"] == ""
    assert "means nothing" in row["why_not"]


def test_a_gold_piece_again_with_its_reasons(ask):
    found = ask("gold_piece", coach="Ines", name="strong-1")
    assert list(found["gold"]) == CRITERIA
    with pytest.raises(CourseError, match="no such gold piece"):
        ask("gold_piece", coach="Ines", name="../strong-1")


# Twice


def test_blind_marks_wait_for_a_first_coach_and_another_person(ask, book):
    assert overview(ask)["drawn"] == 3, "15 in 100 of 20"
    assert ask("blind", coach="Ines") == {"left": 0, "piece": None}
    for learner in LEARNERS:
        mark(book, learner, "Ines")
    assert overview(ask, "Ines")["yours"] == 0
    assert overview(ask, "Ben")["yours"] == 3
    found = ask("blind", coach="Ben")
    text = json.dumps(found)
    assert "Ines" not in text, "who marked first is not shown"
    assert "testable" not in text
    assert found["piece"]["statement"] == f"Statement of {found['learner']}"


def blind_all(ask, coach, levels):
    """Mark everything drawn, the pieces in turn with these levels; returns the learners."""
    seen = []
    while (found := ask("blind", coach=coach))["piece"]:
        level = levels[len(seen) % len(levels)]
        seen.append(found["learner"])
        ask(
            "mark_blind",
            coach=coach,
            learner=found["learner"],
            round=found["round"],
            levels=dict.fromkeys(CRITERIA, level),
        )
    return seen


def test_pairs_that_differ_are_settled_and_count(ask, book, course):
    for learner in LEARNERS:
        mark(book, learner, "Ines")
    seen = blind_all(ask, "Ben", [2, 3, 0])
    assert len(seen) == 3
    assert overview(ask)["done"] == 3
    assert overview(ask)["settle"] == 6
    before = book.marks(EXERCISE, seen[1])[f"coach-{CRITERIA[0]}"].manual_score
    assert before == 2, "a blind mark never touches the learner's"
    found = ask("twice", coach="Ines")
    assert [one["learner"] for one in found["settle"]] == seen[1:]
    assert found["coaches"] == ["Ben", "Ines"]
    assert found["criteria"][0]["words"] == (
        "Ben and Ines gave the same level on 1 of 3 pieces; Ben was stricter on 1 and more "
        "generous on 1. 1 piece lay two levels or more apart."
    )
    pair = found["settle"][0]["pairs"][0]
    assert (pair["first"]["coach"], pair["second"]["coach"]) == ("Ines", "Ben")
    assert (pair["first"]["level"], pair["second"]["level"]) == (2, 3)
    asked = {
        "coach": "Ines",
        "learner": seen[1],
        "round": 1,
        "criterion": CRITERIA[0],
        "level": 3,
        "seen": pair["seen"],
    }
    settled = ask("settle", **asked)
    assert settled["says"] == "strong"
    mine = book.marks(EXERCISE, seen[1])[f"coach-{CRITERIA[0]}"]
    assert mine.manual_score == 3
    after = ask("twice", coach="Ines")
    assert after["settled"] == 1
    assert len(after["settle"][0]["pairs"]) == 2
    assert after["criteria"][0]["words"] == found["criteria"][0]["words"], "settled is not agreed"
    with pytest.raises(Conflict):
        ask("settle", **{**asked, "coach": "Ben", "level": 2})
    assert book.marks(EXERCISE, seen[1])[f"coach-{CRITERIA[0]}"].manual_score == 3


def test_a_new_version_leaves_nothing_of_the_old_one_to_settle(ask, book, course):
    for learner in LEARNERS:
        mark(book, learner, "Ines")
    seen = blind_all(ask, "Ben", [3])
    assert overview(ask)["settle"] == 9
    hand_in(course, seen[0])
    assert overview(ask)["settle"] == 6
    assert len(ask("twice", coach="Ben")["settle"]) == 2
    assert "0 of 3" in ask("twice", coach="Ben")["criteria"][0]["words"]


def test_a_third_coach_and_the_first_are_refused(ask, book):
    for learner in LEARNERS:
        mark(book, learner, "Ines")
    found = ask("blind", coach="Ben")
    given = {"learner": found["learner"], "round": 1, "levels": {CRITERIA[0]: 1}}
    with pytest.raises(CourseError, match="meanwhile"):
        ask("mark_blind", coach="Ines", **given)
    ask("mark_blind", coach="Ben", **given)
    assert ask("blind", coach="Ben")["given"] == {CRITERIA[0]: 1}
    with pytest.raises(CourseError, match="meanwhile"):
        ask("mark_blind", coach="Kim", **given)


def test_what_is_not_sent_right_is_one_sentence(ask, book):
    for learner in LEARNERS:
        mark(book, learner, "Ines")
    found = ask("blind", coach="Ben")
    right = {"coach": "Ben", "learner": found["learner"], "round": 1}
    for levels in ({}, [], None, {"nothing": 1}, {CRITERIA[0]: "1"}, {CRITERIA[0]: True}):
        with pytest.raises(CourseError):
            ask("mark_blind", **right, levels=levels)
    with pytest.raises(CourseError):
        ask("mark_blind", **right, levels={CRITERIA[0]: 7})
    for number in (-1, "1", 2**40, 1.5):
        with pytest.raises(CourseError):
            ask("mark_blind", **{**right, "round": number}, levels={CRITERIA[0]: 1})
    with pytest.raises(CourseError, match="nothing to settle"):
        ask("settle", **right, criterion=CRITERIA[0], level=1, seen=0)
    with pytest.raises(CourseError, match="in 100"):
        ask("set_share", share=50)
    with pytest.raises(CourseError, match="no exercise"):
        ask("gold", exercise="lift-nothing", coach="Ines")


def test_the_share_is_the_courses(ask):
    assert ask("agree", coach="Ines")["share"] == 15
    ask("set_share", share=20)
    assert ask("agree", coach="Ben")["share"] == 20
    assert overview(ask)["drawn"] == 4


def test_three_coaches_get_alpha_and_two_get_kappa(ask, book):
    ask("set_share", share=20)
    for place, learner in enumerate(LEARNERS):
        mark(book, learner, "Ines", level=place % 4)
    blind_all(ask, "Ben", [0, 1])
    rows = ask("agree_figures", coach="Ines", of="twice")["criteria"][0]["figures"]
    assert [one["name"] for one in rows][-1] == "Krippendorff's alpha"
    assert len(rows) == 3
    for number in range(12):
        # Later hand-ins, marked by two others.
        learner = LEARNERS[number]
        for coach, kind in (("Kim", "mark"), ("Ada", "blind")):
            mark(book, learner, coach, level=number % 4, kind=kind, round=2)
    rows = ask("agree_figures", coach="Ines", of="twice")["criteria"][0]["figures"]
    assert [one["name"] for one in rows] == ["Krippendorff's alpha"]
    assert rows[0]["pieces"] == 16
    assert "Two coaches gave" in ask("twice", coach="Ines")["criteria"][0]["words"]
