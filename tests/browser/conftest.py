"""One JupyterLab server for all browser tests, in folders of its own, and one Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = os.environ.get("LIFT_ELIE_CHROMIUM", "/usr/bin/chromium")


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab server that ends with the tests."""
    home = tmp_path_factory.mktemp("lab")
    root = home / "learner"
    root.mkdir()
    port = _free_port()
    env = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    log = (home / "server.log").open("wb")
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}",
        "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={root}",
        "--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.allow_root=True",
        "--LabApp.expose_app_in_browser=True", "--ServerApp.disable_check_xsrf=True",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=root)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(lambda: _answers(f"{url}/api/status"), 60, home / "server.log")
        yield Lab(url, root)
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _wait_for(ready: Callable[[], bool], seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without it these tests fail and say why."""
    if not shutil.which(CHROMIUM):
        raise RuntimeError(
            f"There is no Chromium at {CHROMIUM}. Run the project's set-up script, or name one in "
            "LIFT_ELIE_CHROMIUM."
        )
    player: Playwright
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
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
        page: Page = owner.new_page()
        pages.append(page)
        page.goto(url)
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
    page.wait_for_function(IDLE, timeout=60_000)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
