"""Regression floors on labeled sentences; the honest first-pass figures stand in the README."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograde.words.measure import (
    GOOD,
    LABELS,
    Share,
    load,
    main,
    markdown,
    measure,
    wilson,
)

HERE = Path(__file__).parent
PRECISION = 0.95
CEILING = 0.02  # share of good sentences that may be accused
RECALL = {kind: 0.4 if kind == "cause_pairs" else 0.95 for kind in LABELS}
FRESH_CEILING = 0.05
FRESH_RECALL = {
    "problem_statements": {"solution": 0.6, "blame": 0.7},
    "causes": {"solution": 0.65, "blame": 0.65},
    "cause_pairs": {"same": 0.15},
}
LEAST = {
    "problem_statements": 300,
    "causes": 500,
    "cause_pairs": 250,
    "predictions": 200,
    "operational_definitions": 100,
}


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize("folder", ["reference", "own"])
def test_floors_hold(folder: str, kind: str) -> None:
    result = measure(kind, load(HERE / folder, kind))
    for label, tally in result.labels.items():
        assert tally.precision.value >= PRECISION, (label, result.wrong)
        assert tally.recall.value >= RECALL[kind], (label, result.wrong)
    assert result.accused.of >= (7 if kind == "operational_definitions" else 11)
    assert result.accused.value <= CEILING, result.wrong


@pytest.mark.parametrize("kind", LABELS)
def test_what_is_certain_is_right(kind: str) -> None:
    for folder in ("reference", "own"):
        result = measure(kind, load(HERE / folder, kind))
        assert result.accused_surely.right == 0
        assert all(tally.false_alarm == 0 for tally in result.certain.values()), result.wrong


@pytest.mark.parametrize("kind", FRESH_RECALL)
def test_sentences_that_the_lists_were_not_made_for(kind: str) -> None:
    result = measure(kind, load(HERE / "fresh", kind))
    assert result.accused_surely.right == 0, result.wrong
    assert result.accused.value <= FRESH_CEILING, result.wrong
    for label, least in FRESH_RECALL[kind].items():
        assert result.labels[label].recall.value >= least, (label, result.wrong)


@pytest.mark.parametrize("kind", LABELS)
def test_own_sentences_are_many_and_well_formed(kind: str) -> None:
    items = load(HERE / "own", kind)
    assert len(items) >= LEAST[kind]
    assert len({item["id"] for item in items}) == len(items)
    allowed = {*LABELS[kind], GOOD[kind]}
    for item in items:
        assert set(item["labels"]) <= allowed, item
        assert set(item.get("tolerated", ())) <= allowed, item
        assert GOOD[kind] not in item["labels"] or len(item["labels"]) == 1, item
        assert item["difficulty"] in ("easy", "medium", "hard"), item


def test_wilson_interval_of_twenty_right_out_of_twenty() -> None:
    low, high = wilson(20, 20)
    assert low == pytest.approx(0.839, abs=0.001)
    assert high == pytest.approx(1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def _item(labels: list[str], **more: Any) -> dict[str, Any]:
    return {"id": "x", "text": "words", "labels": labels, "difficulty": "hard", **more}


def test_measure_counts_hits_misses_and_accusations() -> None:
    answers = iter([{"blame": True}, {"blame": False}, {}, {"solution": True}])
    result = measure(
        "causes",
        [
            _item(["blame"]),
            _item(["ok"]),
            _item(["blame"]),
            _item(["ok"], tolerated=["solution"]),
        ],
        run=lambda kind, item: next(answers),
    )
    assert (result.labels["blame"].hit, result.labels["blame"].false_alarm) == (1, 1)
    assert result.labels["blame"].missed == 1
    assert (result.accused.right, result.accused.of) == (1, 2)
    assert result.accused_surely.right == 0
    assert result.labels["solution"].precision.of == 0
    assert len(result.wrong) == 2


def test_tables_say_what_was_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [_item(["ok"], text="Warm-ups take 20 of 50 minutes"), _item(["blame"], text="Apathy")]
    (tmp_path / "causes.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    main([str(tmp_path), "--wrong"])
    assert "good ones accused" in capsys.readouterr().out
    main([str(tmp_path), "--markdown"])
    assert "| `blame` | 100%" in capsys.readouterr().out
    assert "**causes** (2 items)" in markdown(measure("causes", load(tmp_path, "causes")))
    assert str(Share(0, 0)) == "–"
