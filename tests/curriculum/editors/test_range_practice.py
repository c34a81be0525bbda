"""Ranges with immediate truth, and the record that claims nothing too early."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from curriculum.artifacts import Plan, RangeAnswer, Record, Study
from curriculum.artifacts.calibration import ENOUGH
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Prediction
from curriculum.editors import calibration_record, range_practice
from curriculum.editors._calibration import CalibrationSession, RecordBook, from_study
from curriculum.editors._range_practice import RangePracticeSession
from curriculum.workspace import Workspace


def give(session: RangePracticeSession, low: str, high: str) -> None:
    session.handle({"do": "write", "name": "low", "value": low})
    session.handle({"do": "write", "name": "high", "value": high})
    session.handle({"do": "commit"})


def words(session: RangePracticeSession | CalibrationSession) -> str:
    return str(session.view())


def test_the_truth_is_told_only_after_the_range(tmp_path: Path) -> None:
    session = RangePracticeSession(root=tmp_path)
    truth = f"It was {session.item.truth} "
    assert truth not in words(session)
    give(session, "0", "1000")
    assert truth in words(session)
    assert "Inside your range" in words(session)
    record = Workspace(tmp_path).load("calibration", Record).artifact
    assert record is not None
    assert [one.truth for one in record.ranges] == [session.item.truth]


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        ("", "5", "Write two numbers"),
        ("a", "b", "Write two numbers"),
        ("nan", "5", "Write two numbers"),
        ("9", "3", "smaller first"),
    ],
)
def test_what_is_no_range_is_asked_for_again(
    tmp_path: Path, low: str, high: str, says: str
) -> None:
    session = RangePracticeSession(root=tmp_path)
    give(session, low, high)
    assert says in words(session)
    assert session.given is None
    assert not (tmp_path / "work" / "calibration.json").exists()


def test_five_and_then_more_and_none_twice(tmp_path: Path) -> None:
    session = RangePracticeSession(root=tmp_path)
    seen = []
    for _ in range(5):
        seen.append(session.item.id)
        give(session, "0", "1000")
        session.handle({"do": "commit"})
        session.handle({"do": "next"})
    assert len(set(seen)) == 5
    assert "Range 6'" in words(session)
    # Opened again it goes on where it was left.
    assert RangePracticeSession(root=tmp_path).item.id not in seen


def test_nothing_is_claimed_before_thirty(tmp_path: Path) -> None:
    book = RecordBook(tmp_path)
    for number in range(ENOUGH - 1):
        book.add(RangeAnswer(id=f"r{number}", low=0, high=1, truth=5))
    session = CalibrationSession(tmp_path)
    assert "too narrow" not in words(session)
    assert "1 more until the record says anything" in words(session)
    book.add(RangeAnswer(id="last", low=0, high=1, truth=5))
    assert "too narrow" in words(session)


def test_a_study_that_met_its_prediction_can_be_added_once(tmp_path: Path) -> None:
    one = Prediction(id="p1", measure="slips", low=40, high=65)
    plan = lock(Plan(predictions=(one,)), datetime(2026, 10, 30, tzinfo=UTC))
    study = Study(prediction_id="p1", result=41)
    work = tmp_path / "work"
    work.mkdir()
    (work / "plan.json").write_text(plan.to_json())
    (work / "study.json").write_text(study.to_json())
    session = CalibrationSession(tmp_path)
    assert "Add the result of my own study" in words(session)
    session.handle({"do": "take"})
    session.handle({"do": "take"})
    assert [r.truth for r in session.book.read().ranges] == [41]
    assert "Add the result" not in words(session)
    assert from_study(study.model_copy(update={"result": None}), plan) is None
    assert from_study(study, None) is None


def test_what_the_disk_refuses_is_kept_for_the_next_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = RecordBook(tmp_path)
    (tmp_path / "work").write_text("in the way")
    book.add(RangeAnswer(id="r1", low=0, high=1, truth=5))
    assert book.status
    assert len(book.read().ranges) == 1
    (tmp_path / "work").unlink()
    book.add(RangeAnswer(id="r2", low=0, high=1, truth=5))
    assert book.status == "Saved in your folder."
    assert len(RecordBook(tmp_path).read().ranges) == 2


def test_both_are_forms(tmp_path: Path) -> None:
    assert range_practice(root=tmp_path).view["title"] == "Range 1 of 5"
    assert "never handed in" in calibration_record(root=tmp_path).view["who"]
