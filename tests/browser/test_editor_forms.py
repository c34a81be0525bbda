"""Forms over a lost kernel, and games that go on: what was pressed or typed is not lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import wait_for_state
from page_parts import panel, scroll_to
from playwright.sync_api import Locator, Page, expect

from curriculum.artifacts import Fishbone
from curriculum.workspace import Workspace, identity

pytestmark = pytest.mark.browser


NOTEBOOK = "3 Fishbone.ipynb"
EXERCISE = "lift-fishbone/lift-fishbone.ipynb"
KEPT = "What you did here is kept in this browser"
#: Set this to a folder to get pictures.
PICTURES = os.environ.get("EDITOR_PICTURES", "")


def picture(page: Page, name: str) -> None:
    """A picture for a person to look at."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def restart(page: Page, learner: Any) -> None:
    """Restart the notebook's kernel behind the page's back."""
    sessions = page.request.get(f"{learner.url}/api/sessions").json()
    kernel = next(one["kernel"]["id"] for one in sessions if learner.folder.name in one["path"])
    assert page.request.post(f"{learner.url}/api/kernels/{kernel}/restart").ok


def start_again(page: Page, form: Locator) -> None:
    """What the form itself offers once it has noticed."""
    expect(form.get_by_role("status")).to_contain_text(KEPT)
    # The kernel is well and new, so the page is loaded again.
    with page.expect_navigation():
        form.get_by_role("button", name="Start again").click()
    wait_for_state(page, "ready")


def unanswered(page: Page) -> list[str]:
    """What this browser still keeps of forms."""
    found: list[str] = page.evaluate(
        "() => Object.keys(localStorage).filter((k) => /unanswered/.test(k))"
    )
    return found


def test_the_code_and_the_hand_in_over_a_restarted_kernel(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    home = learner.folder / "lift-fishbone"
    page = open_page(learner.page(EXERCISE))
    form = panel(page, "Which code did your coach give you?")
    restart(page, learner)
    form.get_by_label("Your code").fill("rivera-04")
    form.get_by_role("button", name="This is my code").click()
    expect(form.get_by_role("status")).to_contain_text(KEPT)
    picture(page, "code-lost")
    assert identity(home) is None
    start_again(page, form)
    panel(page, "This is what you hand in")
    assert identity(home) == "rivera-04"

    page.get_by_label("Since when?").fill("September 8 to October 17")
    expect(page.locator(".le-saved").first).to_contain_text("Saved")
    form = panel(page, "Hand in your first version")
    form.get_by_role("button", name="Look over my work").click()
    expect(form.get_by_text("What your coach will see")).to_be_visible()
    restart(page, learner)
    button = form.get_by_role("button", name="Make a packet file")
    # One who hears nothing presses again and again.
    for _ in range(3):
        button.click()
    expect(form.get_by_role("status")).to_contain_text(KEPT)
    assert not (home / "packets").exists()
    picture(page, "hand-in-lost")
    start_again(page, form)
    form = panel(page, "Version 1 is handed in")
    expect(form.get_by_text("This is version 1.")).to_be_visible()
    expect(form.locator(".le-status")).to_contain_text("The packet file was made on")
    picture(page, "hand-in-back")
    page.reload()
    wait_for_state(page, "ready")
    panel(page, "Version 1 is handed in")
    assert len(list((home / "packets").glob("*.zip"))) == 1
    kinds = [version.kind for version in Workspace(home).history("fishbone")]
    assert kinds.count("handed-in") == 1
    assert unanswered(page) == []
    saved = Workspace(home).load("fishbone", Fishbone).artifact
    assert saved is not None
    assert saved.problem_statement.period == "September 8 to October 17"


def test_a_guided_step_over_a_restarted_kernel(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    bar = scroll_to(page, page.locator(".le-stays"))
    expect(bar.get_by_text("Step 1 of 5")).to_be_visible()
    restart(page, learner)
    bar.get_by_role("button", name="Next step").click()
    expect(bar.get_by_role("status")).to_contain_text(KEPT)
    picture(page, "step-lost")
    start_again(page, bar)
    bar = scroll_to(page, page.locator(".le-stays"))
    expect(bar.get_by_text("Step 2 of 5")).to_be_visible()
    assert unanswered(page) == []


def test_a_game_goes_on_and_starts_over(lab: Any, open_lab: Callable[..., Page]) -> None:
    cell = "from curriculum.editors import red_beads_game\nred_beads_game()"
    url = lab.notebook("beads-go-on/x.ipynb", cell)

    def opened() -> tuple[Page, Locator]:
        page = open_lab(url)
        form = page.locator(".le-panel")
        expect(form).to_be_visible()
        return page, form

    page, form = opened()
    expect(form.get_by_role("button", name="Start over")).to_have_count(0)
    form.get_by_role("button", name="Pull day 1").click()
    form.get_by_label("Say nothing to anyone").check()
    form.get_by_role("button", name="pull day 2").click()
    expect(form.get_by_text("Day 2. Worker")).to_be_visible()
    page.close()
    page, form = opened()
    expect(form.get_by_text("Day 2. Worker")).to_be_visible()
    expect(form.get_by_role("button", name="pull day 3")).to_be_visible()
    picture(page, "game-goes-on")
    over = form.get_by_role("button", name="Start over")
    over.focus()
    page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Pull day 1")).to_be_visible()
    expect(over).to_have_count(0)
    page.close()
    page, form = opened()
    expect(form.get_by_role("button", name="Pull day 1")).to_be_visible()
