"""The record of what coaches did: kept for good, in step with nbgrader's gradebook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from marked_book import EXERCISE, in_folder

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.records import Conflict, Quote, Records
from autograde.release import FIX_FIRST as BOX
from autograde.rubrics import LEVELS, load_rubric

LEARNERS = ("lead-ash", "lead-beech")
CRITERIA = [one.id for one in load_rubric(EXERCISE).coach]
CRITERION = CRITERIA[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    in_folder(folder, LEARNERS)
    return folder


@pytest.fixture
def url(made: Path, tmp_path: Path) -> str:
    shutil.copy(made / "gradebook.db", tmp_path / "gradebook.db")
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def book(url: str) -> Iterator[Book]:
    with Book(url, "lift-test") as book:
        yield book


@pytest.fixture
def records(book: Book) -> Records:
    return Records(book)


def given(**more: object) -> dict[str, object]:
    return {
        "exercise": EXERCISE,
        "learner": "lead-ash",
        "criterion": CRITERION,
        "coach": "Ines",
        "round": 1,
        **more,
    }


def write(records: Records, **more: object):  # type: ignore[no-untyped-def]
    return records.write(**given(**more))  # type: ignore[arg-type]


@pytest.mark.parametrize("level", range(4))
def test_a_mark_is_in_the_gradebook_and_recorded(book: Book, records: Records, level: int) -> None:
    quotes = [Quote("no time to retry", "c1"), Quote("", "statement.who")]
    entry = write(records, level=level, comment="Read it aloud.", quotes=quotes)
    mark = book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"]
    own = load_rubric(EXERCISE).coach[0]
    assert mark.manual_score == own.points_of(LEVELS[level])
    assert not mark.needs_coach
    assert mark.comment == "Read it aloud."
    assert (entry.level, entry.comment, entry.quotes) == (level, "Read it aloud.", tuple(quotes))
    assert (entry.coach, entry.source, entry.kind, entry.round) == ("Ines", "desk", "mark", 1)
    assert abs((datetime.now(UTC) - entry.at).total_seconds()) < 60
    assert records.entries(EXERCISE) == [entry]
    assert records.last(EXERCISE) == {("lead-ash", CRITERION): entry}


def test_what_is_left_out_stays(book: Book, records: Records) -> None:
    quote = Quote("no time to retry", "c1")
    write(records, level=2)
    write(records, comment="One bridge is missing.")
    entry = write(records, quotes=[quote])
    assert (entry.level, entry.comment, entry.quotes) == (2, "One bridge is missing.", (quote,))
    entry = write(records, level=3)
    assert (entry.level, entry.comment, entry.quotes) == (3, "One bridge is missing.", (quote,))
    entry = write(records, comment="", quotes=[])
    assert (entry.level, entry.comment, entry.quotes) == (3, "", ())
    mark = book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"]
    assert (mark.manual_score, mark.comment) == (3.0, "")
    assert len(records.entries(EXERCISE)) == 5


def test_a_level_belongs_to_its_round(book: Book, records: Records) -> None:
    write(records, level=2, comment="Nearly.")
    book.record(EXERCISE, "lead-ash", None, {}, new_version=True)
    entry = write(records, round=2, comment="Better now.")
    assert (entry.round, entry.level) == (2, None)
    mark = book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"]
    assert mark.needs_coach
    assert mark.manual_score == 2.0
    assert records.last(EXERCISE)["lead-ash", CRITERION] == entry


def test_fix_first_is_a_comment(book: Book, records: Records) -> None:
    write(records, criterion="fix-first", comment="Ask the second why.")
    assert book.marks(EXERCISE, "lead-ash")[BOX].comment == "Ask the second why."
    with pytest.raises(CourseError, match="has no level"):
        write(records, criterion="fix-first", level=1)


@pytest.mark.parametrize("kind", ["blind", "gold"])
def test_what_does_not_count_stays_out_of_the_gradebook(
    book: Book, records: Records, kind: str
) -> None:
    entry = write(records, kind=kind, level=3, comment="x")
    assert book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"].manual_score is None
    assert records.entries(EXERCISE) == []
    assert records.entries(EXERCISE, kinds=[kind]) == [entry]
    other = write(records, kind=kind, coach="Noor", level=1)
    assert other.comment is None
    assert write(records, kind=kind, level=2).comment == "x"


def test_gold_needs_nothing_handed_in(records: Records) -> None:
    entry = write(records, kind="gold", learner="strong-1", level=3)
    assert records.last(EXERCISE, kinds=["gold"]) == {("strong-1", CRITERION): entry}


def test_a_settled_level_counts(book: Book, records: Records) -> None:
    write(records, level=1)
    entry = write(records, level=3, kind="settled", coach="Noor")
    assert book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"].manual_score == 3.0
    assert records.last(EXERCISE)["lead-ash", CRITERION] == entry


def test_a_conflict_says_who_and_when(book: Book, records: Records) -> None:
    first = write(records, level=1)
    theirs = write(records, coach="Noor", level=3, comment="Strong.", seen=first.id)
    with pytest.raises(Conflict) as caught:
        write(records, level=0, seen=first.id)
    assert caught.value.entry == theirs
    assert str(caught.value).startswith("Noor marked this on ")
    assert "(strong, with a comment)" in str(caught.value)
    assert book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"].manual_score == 3.0
    assert records.entries(EXERCISE) == [first, theirs]
    write(records, level=0, seen=theirs.id)
    write(records, level=1)  # without "seen" nothing is asked
    assert len(records.entries(EXERCISE)) == 4


def test_no_conflict_with_oneself_or_elsewhere(records: Records) -> None:
    write(records, level=1, seen=0)
    write(records, level=2, seen=0)
    write(records, coach="Noor", criterion=CRITERIA[1], level=2, seen=0)
    write(records, coach="Noor", learner="lead-beech", level=2, seen=0)
    write(records, coach="Noor", kind="blind", level=0, seen=0)
    assert len(records.entries(EXERCISE)) == 4


def test_formgraders_marks_show(url: str, book: Book, records: Records) -> None:
    desk = write(records, level=3, comment="Strong.")
    with Book(url, "lift-test") as formgrader:
        formgrader.mark(EXERCISE, "lead-ash", f"coach-{CRITERION}", score=1.0)
        formgrader.mark(EXERCISE, "lead-beech", BOX, comment="Begin with the lanes.")
    last = records.last(EXERCISE)
    seen = last["lead-ash", CRITERION]
    assert (seen.level, seen.comment, seen.source, seen.coach) == (1, "Strong.", "formgrader", "")
    assert last["lead-beech", "fix-first"].comment == "Begin with the lanes."
    assert records.last(EXERCISE) == last
    assert records.entries(EXERCISE, criterion=CRITERION) == [desk, seen]
    with pytest.raises(Conflict, match=r"^Somebody in formgrader marked this") as caught:
        write(records, level=2, seen=desk.id)
    assert caught.value.entry == seen
    write(records, level=2, seen=seen.id)
    assert book.marks(EXERCISE, "lead-ash")[f"coach-{CRITERION}"].manual_score == 2.0


def test_formgraders_mark_is_recorded_before_it_is_replaced(url: str, records: Records) -> None:
    desk = write(records, level=3)
    with Book(url, "lift-test") as formgrader:
        formgrader.mark(EXERCISE, "lead-ash", f"coach-{CRITERION}", score=0.5)
    with pytest.raises(Conflict) as caught:
        write(records, level=2, seen=desk.id)
    write(records, level=2)
    _, theirs, mine = records.entries(EXERCISE, learner="lead-ash")
    assert theirs == caught.value.entry
    assert (theirs.source, theirs.level, mine.level) == ("formgrader", 1, 2)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"learner": "lead-cherry", "level": 1}, "start “autograde run lift-fishbone”"),
        ({"criterion": "causes", "level": 1}, "not “causes”; load the page again"),
        ({"level": 4}, "choose one of the four"),
        ({"level": -1}, "choose one of the four"),
        ({"coach": "  "}, "Say who marks"),
        ({"coach": "x" * 90}, "Say who marks"),
        ({"kind": "guess"}, "is no kind of entry"),
        ({"round": 0}, "counted from 1"),
        ({"comment": "x" * 10_001}, "shorten it"),
        ({"quotes": [Quote("x", "y")] * 51}, "keep at most 50"),
    ],
)
def test_what_cannot_be_recorded(records: Records, wrong: dict[str, object], says: str) -> None:
    with pytest.raises(CourseError, match=says):
        write(records, **wrong)
    assert records.entries(EXERCISE) == []


def test_odd_characters(records: Records) -> None:
    entry = write(records, comment="a\0b \ud83d “ñ” 🐟", quotes=[Quote("\ud83d\0", "c\0")])
    assert entry.comment == "a�b ? “ñ” 🐟"
    assert records.entries(EXERCISE) == [entry]


def test_notes(url: str, records: Records) -> None:
    assert records.get("desk", {"a": 1}) == {"a": 1}
    records.put("desk", {"names": ["Ñ", None, 1.5]})
    records.put("desk", {"names": ["Ñ", None, 2.5]})
    records.put("draw", [1, 2])
    with Book(url, "lift-test") as other:
        again = Records(other)
        assert again.get("desk", None) == {"names": ["Ñ", None, 2.5]}
        assert again.get("draw", None) == [1, 2]
