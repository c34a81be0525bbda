"""The trust page of each exercise: made from the same functions as the tests, and honest."""

from __future__ import annotations

import re

import pytest

from autograde.checks import _trust_parts as parts
from autograde.checks.trust import COMMAND, main
from autograde.gold import has_gold
from autograde.release import exercises
from autograde.words.measure import LABELS, load, measure
from curriculum.content import content_root

EXERCISES = exercises()


def page(exercise):
    return (content_root() / "exercises" / exercise / "TRUST.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_weak_sample_is_caught_by_name(exercise):
    found = parts.caught(exercise)
    assert len(found) >= 3
    assert [sample.name for sample, right in found if not right] == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_page_has_every_part(exercise):
    text = page(exercise)
    assert re.findall(r"^## .*", text, re.MULTILINE) == [
        "## Good work is not accused",
        "## Mistakes are caught by name",
        "## Spoiled work is noticed",
        "## What is not noticed, and why",
        "## How well the text checks read",
        "## How far coaches agree",
    ]
    for lines in (parts.samples_lines, parts.words_lines, parts.gold_lines):
        assert "\n".join(lines(exercise)) in text, f"run {COMMAND} --write"


@pytest.mark.parametrize("exercise", [one for one in EXERCISES if has_gold(one)])
def test_nobody_claims_an_agreement_that_nobody_measured(exercise):
    text = " ".join(page(exercise).split())
    assert "set by one author, who also wrote the rubric and the samples" in text
    assert "Nobody has marked them independently" in text
    assert "kappa" not in text.lower()


def test_figures_of_text_checks_are_measured_when_the_page_is_written():
    text = page("lift-fishbone")
    for kind in ("problem_statements", "causes", "cause_pairs"):
        found = measure(kind, load(parts.SENTENCES / "fresh", kind))
        for label in LABELS[kind]:
            tally = found.labels[label]
            assert f"| `{label}` | {tally.precision} | {tally.recall} |" in text
    assert "Batches 8 and 9 together" in text
    assert "no estimate" in page("lift-predict")
    assert "Not measured." in page("lift-study")
    assert "8 of 8 found, 0 of 46 others accused" in " ".join(page("elie-gaps").split("\n> "))
    assert "The rest is not measured." in page("elie-gaps")


def test_an_exercise_without_gold_pieces_says_so(monkeypatch):
    monkeypatch.setattr(parts, "has_gold", lambda exercise: False)
    assert "no gold pieces for this exercise yet" in "\n".join(parts.gold_lines("lift-study"))


def test_a_readme_that_lost_the_line_is_noticed():
    with pytest.raises(ValueError, match="no line that begins"):
        parts.first_sight("Batch 99")


def test_a_stale_page_fails(tmp_path, monkeypatch, capsys):
    exercise = EXERCISES[0]
    place = tmp_path / "exercises" / exercise
    place.mkdir(parents=True)
    (place / "TRUST.md").write_text("old", encoding="utf-8")
    from autograde.checks import trust

    monkeypatch.setattr(trust, "content_root", lambda: tmp_path)
    monkeypatch.setattr(trust, "of_exercise", lambda name: f"page of {name}\n")
    assert main(["--check", exercise]) == 1
    assert "is stale; run:" in capsys.readouterr().out
    assert main(["--write", exercise]) == 0
    assert main(["--check", exercise]) == 0
    assert (place / "TRUST.md").read_text(encoding="utf-8") == f"page of {exercise}\n"
