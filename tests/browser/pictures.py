"""Take the README's pictures from the running demo: ``make pictures``."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from conftest import wait_for_state
from playwright.sync_api import Page, sync_playwright

from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.rounds import rounds_in
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch
from curriculum.lab.setup.chromium import find_chromium

PLACE = Path(__file__).parent / "pictures"
SCROLL = "(top) => document.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, top)"


def show(page: Page, what: str) -> None:
    """Scroll until this is on the page, near the top of the window."""
    target = page.locator(what)
    for top in range(0, 60_000, 400):
        if target.count():
            break
        page.evaluate(SCROLL, top)
        page.wait_for_timeout(120)
    target.first.evaluate("one => one.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(700)


def take(page: Page, name: str) -> None:
    """One picture at laptop size."""
    PLACE.mkdir(exist_ok=True)
    page.screenshot(path=PLACE / f"{name}.png")
    print(name, flush=True)


def open_book(page: Page, url: str, name: str) -> None:
    """Open a notebook and wait until it has run."""
    page.goto(f"{url}/lab/workspaces/pictures/tree/{quote(name)}?reset")
    wait_for_state(page, "ready", timeout=120_000)
    page.wait_for_timeout(2500)


def learner_pictures(page: Page, url: str, root: Path) -> None:
    """What a learner sees."""
    from autograde.checks.solution import worked_solution
    from curriculum.simulate.story import draw_case

    key = json.loads((root / "learner.json").read_text())["key"]
    work = root / EXERCISE / "work" / "fishbone.json"
    work.parent.mkdir(exist_ok=True)
    work.write_text(worked_solution(draw_case(EXERCISE, key, 0)).to_json())
    open_book(page, url, "Start here.ipynb")
    take(page, "start")
    open_book(page, url, "3 Fishbone.ipynb")
    show(page, ".le-panel")
    take(page, "predict")
    open_book(page, url, f"{EXERCISE}/{EXERCISE}.ipynb")
    show(page, ".le-case")
    take(page, "folder")
    show(page, ".le-fishbone .le-drawing, .le-fishbone svg")
    take(page, "editor")
    show(page, ".le-fishbone")
    page.get_by_role("button", name="Check my work").first.click()
    page.wait_for_timeout(3000)
    take(page, "coaching")


def coach_pictures(page: Page, url: str, course: Course) -> None:
    """What a coach sees, and what comes back."""
    page.goto(f"{url}/coach/desk#/one/{EXERCISE}/lead-dogwood")
    page.get_by_label("Your name").fill("Ana Ruiz (fictional)")
    page.keyboard.press("Enter")
    page.locator(".level").first.wait_for()
    page.wait_for_timeout(1000)
    take(page, "desk")
    made = rounds_in(course.rounds("lead-birch", EXERCISE))[0]
    page.goto((made.folder / "feedback.html").as_uri())
    page.wait_for_timeout(500)
    take(page, "feedback")


def main() -> None:
    """Start the demo in a temporary folder and take every picture."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["LIFT_ELIE_DATA"] = f"{place}/ours"
        os.environ["IPYTHONDIR"] = f"{place}/ipython"
        root = Path(place) / "served"
        ready = prepare(root)
        extra: dict[str, Any] = make(root)
        extra["IdentityProvider"] = {"token": ""}
        extra["LabApp"] = {"expose_app_in_browser": True}
        server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
        try:
            with sync_playwright() as player:
                browser = player.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox"]
                )
                page = browser.new_page(viewport={"width": 1366, "height": 768})
                learner_pictures(page, server.url.rstrip("/"), root)
                coach_pictures(page, server.url.rstrip("/"), Course.at(root / COURSE))
                browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
