"""The games of noise as a learner plays them in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from curriculum.artifacts.notes import Notes
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser


#: Set this to a folder to get a picture of each game's last page.
PICTURES = os.environ.get("GAMES_PICTURES", "")


@pytest.fixture
def play(lab: Any, open_lab: Callable[..., Page]) -> Callable[[str], tuple[Page, Locator]]:
    """Opens a game in a notebook of its own: the page, and the game's panel."""

    def opener(call: str) -> tuple[Page, Locator]:
        name = call.partition("(")[0]
        page = open_lab(
            lab.notebook(f"{name}/{name}.ipynb", f"from curriculum.editors import {name}\n{call}")
        )
        form = page.locator(".le-panel")
        expect(form).to_be_visible()
        return page, form

    return opener


def sound(page: Page, form: Locator, name: str) -> None:
    """Nothing for axe-core to find; every picture has loaded and has words."""
    found = Axe().run(page, context=".le-panel").response["violations"]
    assert [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]] == []
    for image in form.locator("img").all():
        assert image.evaluate("i => i.complete && i.naturalWidth > 500")
        assert len(image.get_attribute("alt") or "") > 200
    if PICTURES:
        form.screenshot(path=Path(PICTURES) / f"{name}.png")


def choices(lab: Any, name: str) -> list[str]:
    """What the learner's notes kept."""
    notes = Workspace(lab.root / name).load("notes", Notes).artifact or Notes()
    return [one.choice for one in notes.answers]


def answer(form: Locator, option: str, button: str = "This is my answer") -> None:
    """Choose and commit with the mouse."""
    form.get_by_label(option).check()
    form.get_by_role("button", name=button).click()


def test_power_meter_by_keyboard_alone(play: Any) -> None:
    page, form = play("power_meter()")
    expect(form.get_by_text("In how many of 100 such tests")).to_be_visible()
    first = form.locator("tbody tr").first
    before = first.inner_text()
    lessons = form.get_by_label("Lessons after it begins")
    lessons.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(lessons).to_have_value("10")
    expect(first).not_to_have_text(before)
    expect(lessons).to_be_focused()
    expect(lessons).to_have_attribute("aria-valuetext", "10")
    page.keyboard.press("Home")
    expect(form.get_by_text("With 0 lessons after the change")).to_be_visible()
    page.keyboard.press("Tab")
    expect(form.get_by_label("Change that you expect")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(form.get_by_role("columnheader", name="Change of +26 points")).to_be_visible()
    expect(lessons).to_have_value("0")
    sound(page, form, "power_meter")


def test_power_meter_by_mouse(play: Any) -> None:
    page, form = play("power_meter(before=12, after=12)")
    slide = form.get_by_label("Classes put together")
    slide.scroll_into_view_if_needed()
    box = slide.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 8, middle, steps=5)
    expect(form.locator(".le-value").last).to_have_text("6")
    page.mouse.up()
    expect(slide).to_have_value("6")


def test_line_up_by_keyboard_alone(lab: Any, play: Any) -> None:
    page, form = play("line_up_game([40, 42, None, 41, 43, 70, 72, 75, 71, 74, 73, 72])")
    pick = form.get_by_label("Number of the chart that you pick")
    pick.focus()
    page.keyboard.type("99")
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="This is my pick")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_have_text("Choose one of the charts 1 to 21.")
    page.keyboard.press("Shift+Tab")
    expect(pick).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.get_by_text("You picked 7")).to_be_visible()
    assert choices(lab, "line_up_game") == ["7"]
    sound(page, form, "line_up_game")


def test_tampering(lab: Any, play: Any) -> None:
    page, form = play("tampering_game()")
    assert form.locator("img").count() == 0
    answer(form, "Mr. Okoro's: he corrects every miss at once")
    expect(form.get_by_text("Hands off lies closer")).to_be_visible()
    share = form.get_by_label("How much of each miss is corrected")
    share.press("ArrowLeft")
    expect(form.get_by_text("75% correction")).to_be_visible()
    assert choices(lab, "tampering_game") == ["adjust", "75"]
    sound(page, form, "tampering_game")


def test_regression(lab: Any, play: Any) -> None:
    page, form = play("regression_game()")
    answer(form, "To rise")
    expect(form.get_by_text("Expect a rise")).to_be_visible()
    assert choices(lab, "regression_game") == ["rise"]
    sound(page, form, "regression_game")


def test_red_beads(lab: Any, play: Any) -> None:
    page, form = play("red_beads_game()")
    form.get_by_role("button", name="Pull day 1").click()
    for day in (2, 3, 4):
        answer(form, "and warn worker", f"pull day {day}")
        expect(form.get_by_text(f"Day {day}. Worker")).to_be_visible()
    answer(form, "Nothing about the workers")
    expect(form.get_by_text("20% of its beads are red")).to_be_visible()
    assert choices(lab, "red_beads_game") == ["pulled", "both", "both", "both", "box"]
    sound(page, form, "red_beads_game")


def test_signal_or_noise(lab: Any, play: Any) -> None:
    page, form = play("signal_or_noise()")
    for number in range(1, 9):
        expect(form.get_by_role("heading", name=f"Chart {number} of 8")).to_be_visible()
        answer(form, "Signal: by the rule")
        expect(form.get_by_text("What was planted", exact=True)).to_be_visible()
        if number == 1:
            sound(page, form, "signal_or_noise")
        if number < 8:
            form.get_by_role("button", name=f"Chart {number + 1}").click()
    expect(form.get_by_text("All eight")).to_be_visible()
    assert len(choices(lab, "signal_or_noise")) == 8
