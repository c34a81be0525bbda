"""The parts of a practice page, as the browser tests find them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from curriculum.artifacts.notes import Notes
from curriculum.workspace import Workspace

STANDS = """() => ({
  pages: [...document.querySelectorAll('.jp-NotebookPanel')].map((one) => one.dataset.liftElie),
  kernel: window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.kernelDisplayStatus,
  forms: [...document.querySelectorAll('.le-panel, .le-sheet, .le-fishbone, main')]
    .map((one) => one.innerText.slice(0, 600)),
  trouble: [...document.querySelectorAll('.jp-OutputArea-output[data-mime-type*=error],'
    + '.jp-OutputArea-output[data-mime-type*=stderr]')].map((one) => one.innerText.slice(0, 600)),
})"""


def own_name(request: pytest.FixtureRequest) -> str:
    """A folder's name for this test alone: two test files may have a test of the same name."""
    whole = f"{request.node.path.stem} {request.node.name}".lower()
    return re.sub("[^a-z0-9]+", "-", whole).strip("-")


def scroll_to(page: Page, target: Locator) -> Locator:
    """Wait until a part of the notebook exists and show it."""
    target.first.wait_for(state="attached", timeout=90_000)
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
