"""The gaps lab and its exercise, as a superintendent does them in a real browser."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_parts import axe_findings, no_errors, notes_of, panel, scroll_to
from playwright.sync_api import Page, expect

from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser

NOTEBOOK = "1 Gaps.ipynb"
EXERCISE = "elie-gaps/elie-gaps.ipynb"
#: Set this to a folder to get a picture of every step.
PICTURES = os.environ.get("BOOK_PICTURES", "")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_the_lab_from_the_scene_to_the_finished_page(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    scene = panel(page, "The table, by Friday. What do you answer?")
    scene.get_by_role("radio", name="Send it with a star").check()
    scene.get_by_role("button", name="This is my answer").click()
    expect(scene.get_by_text("Whoever subtracts the other rows")).to_be_visible()
    shown = scroll_to(page, page.locator(".le-figure"))
    expect(shown.get_by_text("Harbor Flats Unified (fictional)").first).to_be_attached()
    picture(page, "lab-1-page")

    memo = panel(page, "A memo that would be quoted")
    box = memo.get_by_role("textbox")
    check = memo.get_by_role("button", name="Check my sentence")
    box.fill("We reached 44% and 55%. 2 of 6 newcomers passed.")
    check.click()
    expect(memo.get_by_text("A few students", exact=True)).to_be_visible()
    box.fill("We reached 233 of 526 (44%) and 289 of 526 (55%). We decide who gets the course.")
    check.click()
    expect(memo.get_by_text("can be read aloud in public")).to_be_visible()

    star = panel(page, "What is behind the star?")
    star.get_by_role("textbox").fill("4")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    star.get_by_role("button", name="It cannot be found").click()
    expect(star.get_by_text("A star is not yet a secret")).to_be_visible()
    turned = panel(page, "Who is reached less often?")
    turned.get_by_role("radio", name="In none of them").check()
    turned.get_by_role("button", name="This is my answer").click()
    expect(turned.get_by_text("show it to me school by school")).to_be_visible()
    assert axe_findings(page, ".le-panel") == []
    assert len(notes_of(learner.folder).answers) >= 4

    begun = Workspace(learner.folder).load("practice-disaggregation", Disaggregation).artifact
    assert begun is not None
    assert begun.split == ""
    editor = scroll_to(page, page.locator(".le-gaps"))
    editor.locator(".le-step", has_text="By school").click()
    editor.get_by_role("radio", name="The same way round").check()
    editor.get_by_role("button", name="Check my work").click()
    expect(editor.get_by_text("the other way round in every school").first).to_be_visible()
    picture(page, "lab-2-checked")
    no_errors(page)


def test_the_exercise_from_the_code_to_the_packet(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(EXERCISE))
    who = panel(page, "Which code did your coach give you?")
    who.get_by_role("textbox").fill("rivera-04")
    who.get_by_role("button", name="This is my code").click()
    expect(page.locator(".le-folder")).to_be_visible()
    picture(page, "exercise-1-folder")
    editor = scroll_to(page, page.locator(".le-gaps"))
    picture(page, "exercise-2-editor")
    editor.locator(".le-step", has_text="Say it").click()
    finding = editor.get_by_label("What do the numbers say?")
    finding.fill("The district reached 2 of 6 newcomers.")
    editor.get_by_role("button", name="Check my work").click()
    expect(editor.get_by_text("tells of fewer than").first).to_be_visible()
    picture(page, "exercise-3-checked")
    finding.fill("The district reached 44% and 55%.")
    expect(editor.locator(".le-saved")).to_contain_text("Saved ")

    end = panel(page, re.compile("Hand in your first version"))
    end.get_by_role("button", name="Look over my work").click()
    picture(page, "exercise-4-hand-in")
    end.get_by_role("button", name="Make a packet file").click()
    expect(panel(page, re.compile("Version 1 is handed in"))).to_be_visible()
    (packet,) = learner.folder.rglob("*.zip")
    with zipfile.ZipFile(packet) as found:
        name = next(one for one in found.namelist() if one.endswith("disaggregation.json"))
        made = json.loads(found.read(name))
    assert made["finding_words"] == "The district reached 44% and 55%."
    no_errors(page)
