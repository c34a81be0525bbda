"""The fishbone editor in a real browser: what a person does, and what is in the file after it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CELL = "from curriculum.editors import fishbone_editor\nfishbone_editor()"


def saved(lab: Any, folder: str) -> dict[str, Any]:
    return json.loads((lab.root / folder / "work" / "fishbone.json").read_text())


def wait_saved(page: Page) -> None:
    expect(page.locator(".le-saved")).to_contain_text("Saved ", timeout=10_000)


def test_write_and_save(lab, open_lab):
    page = open_lab(lab.notebook("slice/x.ipynb", CELL))
    editor = page.locator(".le-fishbone")
    expect(editor).to_be_visible(timeout=30_000)
    page.screenshot(path="/tmp/shot1.png")
    page.get_by_label("Problem statement").last.fill("32% of learners gave a reason")
    page.locator('[data-kind="bone"]').first.get_by_role("button").click()
    page.keyboard.type("Most tasks ask for one answer")
    page.keyboard.press("Enter")
    page.keyboard.type("Second cause")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("A why")
    page.keyboard.press("Escape")
    wait_saved(page)
    page.screenshot(path="/tmp/shot2.png")
    data = saved(lab, "slice")
    causes = data["bones"][0]["causes"]
    assert [c["text"] for c in causes] == ["Most tasks ask for one answer", "Second cause"]
    assert causes[1]["whys"][0]["text"] == "A why"
