"""The signal lab and its exercise, as a superintendent does them in a real browser."""

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

pytestmark = pytest.mark.browser

NOTEBOOK = "4 Signal.ipynb"
EXERCISE = "elie-signal/elie-signal.ipynb"
#: Set this to a folder to get a picture of every step.
PICTURES = os.environ.get("BOOK_PICTURES", "")


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.wait_for_timeout(800)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_the_lab_from_the_scene_to_california(learner: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(learner.page(NOTEBOOK))
    scene = panel(page, "It is Sunday noon. What do you do first?")
    scene.get_by_role("radio", name="Ask the five principals").check()
    scene.get_by_role("button", name="This is my answer").click()
    expect(scene.get_by_text("somebody is always last")).to_be_visible()

    league = panel(page, "Who will be in the bottom five?")
    league.get_by_role("radio", name="3", exact=True).check()
    league.get_by_role("button", name="This is my guess: next year").click()
    for year in (3, 4, 5):
        expect(league.get_by_text(f"year {year - 1}").first).to_be_visible()
        league.get_by_role("button", name="Next year").click()
    league.get_by_role("radio", name="Nothing about any single school").check()
    league.get_by_role("button", name="This is my answer").click()
    expect(league.get_by_text("All 24 schools are exactly alike")).to_be_visible()
    picture(page, "signal-1-league")

    board = panel(page, "A sentence for the board")
    box = board.get_by_role("textbox")
    check = board.get_by_role("button", name="Check my sentence")
    box.fill("The bottom five schools need plans by March.")
    check.click()
    expect(board.get_by_text("are there mostly by chance and size")).to_be_visible()
    box.fill("We look for schools that differ by more than chance, and at what all schools share.")
    check.click()
    expect(board.get_by_text("Nothing to ask")).to_be_visible()
    picture(page, "signal-2-sentence")

    shown = scroll_to(page, page.locator(".le-figure"))
    expect(shown.get_by_text("Harbor Flats Unified (fictional)").first).to_be_attached()
    assert axe_findings(page, ".le-panel") == []
    assert len(notes_of(learner.folder).answers) >= 3

    editor = scroll_to(page, page.locator(".le-signal").first)
    editor.get_by_label("Whose counts are these, and of when?", exact=True).fill("spring 1998")
    editor.get_by_role("button", name="Next →").click()
    expect(editor.get_by_role("heading", name="First: what were they given?")).to_be_visible()
    picture(page, "signal-3-given")
    editor.locator(".le-step", has_text="Predict").click()
    editor.get_by_role("radio", name="99.8% limits").check()
    editor.get_by_label(re.compile("how many would lie outside")).fill("5")
    editor.get_by_role("button", name="This is my guess: show me the funnel").click()
    expect(editor.get_by_text("In this funnel 210 lie outside").first).to_be_visible()
    picture(page, "signal-4-funnel")
    editor.locator(".le-step", has_text="Whole").click()
    words = editor.get_by_label("Say it to somebody who has never seen a funnel", exact=True)
    words.fill("Most districts lie outside.")
    editor.get_by_role("button", name="Check my work").click()
    expect(editor.get_by_text("210 of 303 lie outside these limits").first).to_be_visible()
    assert editor.get_by_text("no wording for the board").count() == 0
    picture(page, "signal-5-checked")
    no_errors(page)


def test_the_exercise_from_the_code_to_the_packet(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(EXERCISE))
    who = panel(page, "Which code did your coach give you?")
    who.get_by_role("textbox").fill("rivera-04")
    who.get_by_role("button", name="This is my code").click()
    expect(page.locator(".le-folder")).to_be_visible()
    picture(page, "signal-6-folder")
    editor = scroll_to(page, page.locator(".le-signal"))
    picture(page, "signal-7-editor")
    editor.locator(".le-step", has_text="Say").click()
    board = editor.get_by_label("To the board", exact=True)
    board.fill("The bottom five schools need plans by March.")
    editor.get_by_role("button", name="Check my work").click()
    # The first three are told first; data and limits come before the words.
    expect(editor.get_by_text("which data these are").first).to_be_visible()
    picture(page, "signal-8-checked")
    board.fill("We ask first at the schools outside the limits.")
    expect(editor.locator(".le-saved")).to_contain_text("Saved ")

    end = panel(page, re.compile("Hand in your first version"))
    end.get_by_role("button", name="Look over my work").click()
    picture(page, "signal-9-hand-in")
    end.get_by_role("button", name="Make a packet file").click()
    expect(panel(page, re.compile("Version 1 is handed in"))).to_be_visible()
    (packet,) = learner.folder.rglob("*.zip")
    with zipfile.ZipFile(packet) as found:
        name = next(one for one in found.namelist() if one.endswith("funnel-reading.json"))
        made = json.loads(found.read(name))
    assert made["board"] == "We ask first at the schools outside the limits."
    no_errors(page)
