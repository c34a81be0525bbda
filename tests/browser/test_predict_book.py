"""The predict module, as a learner does it in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_parts import axe_findings, notes_of, panel, scroll_to
from playwright.sync_api import Page, expect

from curriculum.artifacts.calibration import Record
from curriculum.artifacts.lock import lock_problem
from curriculum.artifacts.plan import Plan
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser

NOTEBOOK = "6 Predict.ipynb"
BECAUSE = "Students choose a problem and a day before they pack up and the room gets loud."
SURPRISE = "Under 24%. Then it is not the hurry at the end, and we ask about the lunch times."


def test_it_runs_without_an_error_and_answers(learner: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "What do you ask for before the meeting ends?")
    form.get_by_text("Set a target").click()
    form.get_by_role("button", name="This is my answer").click()
    expect(form.get_by_text("Worth a second look")).to_be_visible()
    assert axe_findings(page, ".le-panel") == []
    form = panel(page, "A prediction that nobody can count")
    form.get_by_role("textbox").fill("By November 12, 14 of 27 students will be engaged.")
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.get_by_text("Two people would not count “be engaged” alike.")).to_be_visible()
    assert [a.choice for a in notes_of(learner.folder).answers if a.choice] == ["target"]
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0


def test_a_range_meets_its_truth_and_is_counted(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "Range 1 of 5")
    form.get_by_role("textbox").first.fill("9")
    form.get_by_role("textbox").last.fill("20")
    form.get_by_role("button", name="This is my range").click()
    expect(form.get_by_text("You said 9 to 20.")).to_be_visible()
    record = panel(page, "Do your ranges hold?")
    record.get_by_role("button", name="Count again").click()
    expect(record.get_by_text("29 more until the record")).to_be_visible()
    kept = Workspace(learner.folder).load("calibration", Record).artifact
    assert kept is not None
    assert len(kept.ranges) == 1


def test_the_story_is_predicted_checked_and_locked(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    sheet = scroll_to(page, page.locator(".le-plan"))
    told = sheet.get_by_role("button", name="Students hear about retries in the last minute")
    expect(told).to_be_visible()
    sheet.locator(".le-step", has_text="Prediction").click()
    sheet.get_by_text("go up").click()
    for label, number in (("Best guess", "36"), ("Range from", "32"), ("to", "38")):
        sheet.get_by_label(label, exact=True).fill(number)
    expect(sheet.get_by_text("Your range is narrower than that")).to_be_visible()
    sheet.get_by_label("Range from", exact=True).fill("24")
    sheet.get_by_label("to", exact=True).fill("46")
    sheet.get_by_role("button", name="Next →").click()
    sheet.get_by_label("Because", exact=True).fill(BECAUSE)
    sheet.get_by_role("button", name="Next →").click()
    sheet.get_by_label("Which result would make you say").fill(SURPRISE)
    sheet.get_by_role("button", name="Next →").click()
    sheet.get_by_role("button", name="Lock this plan").click()
    sheet.get_by_role("button", name="Yes, lock it now").click()
    sheet.get_by_role("button", name="Check my work").click()
    expect(sheet.get_by_text("Nothing to fix here.")).to_be_visible()
    kept = Workspace(learner.folder).load("practice-plan", Plan).artifact
    assert kept is not None
    assert kept.lock is not None
    assert lock_problem(kept) == ""
    assert (kept.predictions[0].low, kept.predictions[0].high) == (24, 46)
    assert not (learner.folder / "work" / "plan.json").exists()
