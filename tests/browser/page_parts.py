"""The parts of a practice page, as the browser tests find them."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, TimeoutError

from curriculum.artifacts.notes import Notes
from curriculum.workspace import Workspace

STANDS = """() => ({
  state: [...document.querySelectorAll('.jp-NotebookPanel')].map((one) => one.dataset.liftElie),
  panels: [...document.querySelectorAll('.le-panel')].map((one) => one.innerText.slice(0, 60)),
  outputs: [...document.querySelectorAll('.jp-OutputArea-output')]
    .map((one) => `${one.dataset.mimeType || ''}: ${one.innerText.slice(0, 60)}`),
})"""


def scroll_to(page: Page, target: Locator) -> Locator:
    """Wait until a part of the notebook exists and show it."""
    try:
        target.first.wait_for(state="attached", timeout=90_000)
    except TimeoutError:
        stands = page.evaluate(STANDS)
        raise AssertionError(f"{target} never came; on the page stands {stands}") from None
    target.first.scroll_into_view_if_needed()
    return target.first


def panel(page: Page, title: str | re.Pattern[str]) -> Locator:
    """The form with this title."""
    heading = page.get_by_role("heading", name=title)
    return scroll_to(page, page.locator(".le-panel", has=heading))


def hand_in_panel(page: Page) -> Locator:
    """The panel at the end of the exercise."""
    return scroll_to(page, page.locator(".le-panel", has_text="Hand in").last)


def notes_of(folder: Any) -> Notes:
    """The learner's notes as they are on the disk."""
    return Workspace(folder).load("notes", Notes).artifact or Notes()


def axe_findings(page: Page, within: str) -> list[str]:
    """What axe-core finds in a part of the page."""
    found = Axe().run(page, context=within).response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


def no_errors(page: Page) -> None:
    """No cell of the page has failed or warned."""
    for kind in ("error", "stderr"):
        assert page.locator(f".jp-OutputArea-output[data-mime-type*='{kind}']").count() == 0
