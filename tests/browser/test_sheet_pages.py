"""Every page of plan and study, on a phone and on a half screen, with a script in every field."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sheet_desk import Sheet, put, sheet

from autograde.cohort import SCRIPT, everywhere
from autograde.kinds import kind_of

pytestmark = pytest.mark.browser


#: Beside the script one word that no line can break at a space.
PLANTED = f"{SCRIPT} {'W' * 70}"
CELL = (
    "from functools import partial\n"
    "from autograde.kinds import kind_of\n"
    "from curriculum.editors import {name}_editor\n"
    "kind = kind_of('{exercise}')\n"
    "case = kind.draw('{exercise}', 'maria', 0)\n"
    "{name}_editor(case=case, check=partial(kind.check, case=case), team=True)"
)
TOO_WIDE = """() => {
  const sheet = document.querySelector(".le-sheet");
  const edge = sheet.getBoundingClientRect().right + 1;
  const out = [...sheet.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && box.right > edge && !one.closest(".le-scroll, .le-chart");
  });
  return [
    ...(sheet.scrollWidth > sheet.clientWidth ? ["the editor"] : []),
    ...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []),
    ...out.map((one) => `${one.tagName}.${one.className}`),
  ];
}"""


def ran(page: Page) -> bool:
    """Whether anything that somebody planted came to life."""
    planted = page.locator(".le-sheet script, .le-sheet img[src='x'], .le-sheet [onerror]")
    return page.evaluate("() => window.stolen") is not None or planted.count() > 0


def through_all_pages(it: Sheet, width: int, *, axe: bool) -> str:
    """Look at every page at this width; all that the fields and pages say."""
    it.page.set_viewport_size({"width": width, "height": 844})
    # A line at the top of the screen is no place to click; a key is the same press.
    it.root.locator(".le-step").first.press("Enter")
    told = ""
    for _ in range(20):
        title = it.root.locator(".le-page-title").inner_text()
        it.page.wait_for_timeout(150)
        assert it.page.evaluate(TOO_WIDE) == [], (title, width)
        if axe:
            assert it.axe() == [], title
        boxes = it.root.locator("input, textarea")
        told += it.root.inner_text() + str(boxes.evaluate_all("all => all.map((o) => o.value)"))
        on = it.button("Next →")
        if on.is_hidden():
            return told
        on.press("Enter")
        expect(it.root.locator(".le-page-title")).not_to_have_text(title)
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("name", ["plan", "study"])
def test_every_page_fits_and_shows_scripts_as_words(
    lab: Any, open_lab: Callable[..., Page], name: str
) -> None:
    exercise = {"plan": "lift-predict", "study": "lift-study"}[name]
    kind = kind_of(exercise)
    work = kind.solution(kind.draw(exercise, "maria", 0))
    if name == "plan":
        work = work.model_copy(update={"lock": None})
    planted = everywhere(work, PLANTED)
    put(lab.root / f"pages-{name}", name, planted)
    cell = CELL.format(name=name, exercise=exercise)
    it = sheet(lab, open_lab, f"pages-{name}/x", name, cell=cell)
    told = through_all_pages(it, 390, axe=True)
    assert told.count("window.stolen") > 12
    assert not ran(it.page)
    through_all_pages(it, 820, axe=False)
    if name == "plan":
        it.button("Lock this plan").press("Enter")
        it.button("Yes, lock it now").press("Enter")
        expect(it.root.get_by_text("Nothing has changed since.")).to_be_visible()
        it.step("Question")
        it.box.fill(f"{PLANTED} again")
        it.step("Lock")
        expect(it.root.locator(".le-changed")).to_contain_text("window.stolen")
    else:
        it.button("Tell me what was underneath").press("Enter")
        expect(it.root.locator(".le-truth")).to_be_visible()
        it.step("Numbers")
        for more in ("again", "and again"):
            it.box.fill(f"{PLANTED} {more}")
            it.saved()
    it.saved()
    it.button("Check my work").press("Enter")
    expect(it.root.locator(".le-coach h3")).to_be_focused()
    assert it.page.evaluate(TOO_WIDE) == []
    it.page.set_viewport_size({"width": 1366, "height": 768})
    assert it.axe() == []
    for ending, label in (("svg", "Drawing (SVG)"), ("md", "Text (Markdown)")):
        it.root.get_by_text("Print or share").click()
        with it.page.expect_download(timeout=90_000) as got:
            it.button(label).click()
        text = Path(got.value.path()).read_text(encoding="utf-8")
        assert "stolen" in text, ending
        # Markdown escapes with a backslash, the drawing with an entity.
        assert not re.search(r"(?<!\\)<(script|img)", text), ending
    it.page.evaluate("() => { window.print = () => {} }")
    it.root.get_by_text("Print or share").click()
    it.button("Print-out, one page").click()
    frame = it.root.frame_locator(".le-print-frame")
    expect(frame.locator("body")).to_contain_text("window.stolen")
    assert frame.locator("script, img[src='x']").count() == 0
    it.button("Earlier versions").click()
    older = it.page.get_by_role("dialog")
    older.get_by_role("button", name="Look").first.click()
    expect(older.locator(".le-look")).to_contain_text("window.stolen")
    assert it.axe() == []
    assert not ran(it.page)
