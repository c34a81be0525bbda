"""One JupyterLab server for all browser tests, in folders of its own, and one Chromium."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import pytest
from page_parts import STANDS, own_name
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch
from curriculum.lab.setup.chromium import ChromiumError, find_chromium

# Two cores may have to run a server, a kernel, and a browser for each of two workers: a busy
# machine is slow, not wrong. One patience for all, in milliseconds.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails says what stood on its pages, and leaves a picture of each."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("chromium")
    if report.failed and browser is not None:
        place = item.config.rootpath / "test-results"
        place.mkdir(exist_ok=True)
        stem = re.sub("[^A-Za-z0-9]+", "-", item.nodeid)[-80:]
        pages = [page for context in browser.contexts for page in context.pages]
        for at, page in enumerate(pages):
            try:
                told = f"{page.url}\n{page.evaluate(STANDS)}"
                page.screenshot(path=place / f"{stem}-{at}.png")
            except Error as error:
                told = str(error)
            report.sections.append((f"page {at}", told))
    return report


@dataclass(frozen=True)
class Lab:
    """A running server: its address and the folder it serves."""

    url: str
    root: Path

    def notebook(self, name: str, *cells: str) -> str:
        """Write a notebook with these code cells; the address that opens it."""
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(book, path)
        return f"{self.url}/doc/tree/{name}"


@dataclass(frozen=True)
class Learner:
    """A learner's folder on the running server."""

    url: str
    folder: Path

    def page(self, name: str) -> str:
        """The address of a notebook in it, opened alone."""
        path = quote(f"{self.folder.name}/{name}")
        # A workspace of its own, or JupyterLab opens again what the last test had open.
        return f"{self.url}/lab/workspaces/{self.folder.name}/tree/{path}?reset"


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab as ``curriculum learn`` starts it, so that the tests see what learners see."""
    home = tmp_path_factory.mktemp("lab")
    root = home / "served"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIFT_ELIE_DATA", str(home / "ours"))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        ready = prepare(root / "prepared")
        # No sign-in, and the application in reach: for the tests alone.
        extra = {
            "IdentityProvider": {"token": ""},
            "ServerApp": {"disable_check_xsrf": True},
            "LabApp": {"expose_app_in_browser": True},
        }
        server = launch(root, port=free_port(0), extra=extra, code=ready.code)
        try:
            yield Lab(server.url.rstrip("/"), root)
        finally:
            server.stop()


@pytest.fixture
def learner(lab: Lab, request: pytest.FixtureRequest) -> Iterator[Learner]:
    """A learner's folder, new for this test; its notebooks' kernels end with the test."""
    name = own_name(request)
    folder = lab.root / name
    prepare(folder)
    yield Learner(lab.url, folder)
    sessions = json.loads(urllib.request.urlopen(f"{lab.url}/api/sessions", timeout=10).read())
    for session in sessions:
        if session["path"].startswith(f"{name}/"):
            address = f"{lab.url}/api/sessions/{session['id']}"
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without it these tests fail and say why."""
    try:
        path = find_chromium(windowless=True)
    except ChromiumError as error:
        pytest.fail(str(error), pytrace=False)
    player: Playwright
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_lab(chromium: Browser, lab: Lab) -> Iterator[Callable[..., Page]]:
    """Opens a notebook and runs all its cells once the kernel is idle."""
    pages: list[Page] = []

    def opener(url: str, *, run: bool = True, context: Any = None) -> Page:
        owner = context or chromium.new_context(
            viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        owner.set_default_timeout(PATIENCE)
        page: Page = owner.new_page()
        pages.append(page)
        page.goto(url, timeout=90_000)
        page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell.currentWidget")
        if run:
            run_all(page)
        return page

    yield opener
    for page in pages:
        if not page.is_closed():
            page.context.close()


IDLE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const session = panel && panel.context && panel.context.sessionContext.session;
  return Boolean(session && session.kernel && session.kernel.status === "idle");
}"""


def run_all(page: Page) -> None:
    """Run every cell as soon as the kernel is idle (before, it is silently lost)."""
    page.wait_for_function(IDLE, timeout=PATIENCE)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a learner's notebook as a learner does: it starts by itself."""
    pages: list[Page] = []

    def opener(url: str, *, state: str = "ready") -> Page:
        context = chromium.new_context(
            viewport={"width": 1366, "height": 768}, accept_downloads=True
        )
        context.set_default_timeout(PATIENCE)
        page: Page = context.new_page()
        pages.append(page)
        page.goto(url, timeout=90_000)
        wait_for_state(page, state)
        return page

    yield opener
    for page in pages:
        page.context.close()


def wait_for_state(page: Page, state: str, *, timeout: float = PATIENCE) -> None:
    """Wait until the page in front is ``waiting``, ``start``, ``ready``, ``stopped``, ..."""
    front = ".jp-NotebookPanel:not(.lm-mod-hidden)"
    page.wait_for_selector(f'{front}[data-lift-elie="{state}"]', timeout=timeout)
