"""The study module, as a learner does both sittings in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_parts import axe_findings, notes_of, panel, scroll_to
from playwright.sync_api import Page, expect

from curriculum.artifacts.study import Study
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser

NOTEBOOK = "7 Study.ipynb"


def test_it_runs_without_an_error_and_the_link_leads_to_sitting_b(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    expect(
        page.get_by_role("heading", name="Sitting A: games of noise (30 minutes)")
    ).to_be_visible()
    page.get_by_role("link", name="Start at Sitting B").click()
    expect(
        page.get_by_role("heading", name="Sitting B: your cycle (35 minutes)")
    ).to_be_in_viewport()
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0


def test_games_by_keyboard_each_told_after_the_commitment(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    for title, says in (
        ("Signal or noise?", "What was planted"),
        ("Adjust after every result?", "What to take along"),
        ("The five lowest classes", "What to take along"),
    ):
        form = panel(page, title)
        form.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(form.get_by_role("button", name="This is my answer")).to_be_focused()
        assert form.get_by_text(says).count() == 0
        page.keyboard.press("Enter")
        expect(form.get_by_text(says).first).to_be_visible()
    line_up = panel(page, "Which chart is real?")
    line_up.get_by_role("textbox").fill("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(line_up.get_by_text("You picked 3")).to_be_visible()
    assert len(notes_of(learner.folder).answers) == 4


def test_a_verdict_is_repaired(learner: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "A verdict that runs ahead")
    box = form.get_by_role("textbox")
    box.fill("It works: three weeks in a row went up.")
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.get_by_text("say more than the chart does")).to_be_visible()
    box.fill("Too early to tell: three weeks above 51%, and the rule asks for six.")
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.get_by_text("Nothing to ask")).to_be_visible()
    assert axe_findings(page, ".le-panel") == []


def test_the_worked_case_is_begun_once_and_answers(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    scroll_to(page, page.get_by_text("Slip D, Mr. Lin."))
    begun = Workspace(learner.folder).load("practice-study", Study).artifact
    assert begun is not None
    assert len(begun.points) == 24
    editor = page.locator(".le-study", has=page.locator(".le-stepper")).first
    editor.scroll_into_view_if_needed()
    editor.locator(".le-step", has_text="Verdict").click()
    editor.get_by_role("radio", name="No signal").check()
    editor.get_by_role("button", name="Check my work").click()
    expect(editor.get_by_text("the median before the change").first).to_be_visible()
    editor.get_by_role("button", name="Go there").first.click()
    expect(editor.get_by_role("heading", name="Does the series signal?")).to_be_visible()
