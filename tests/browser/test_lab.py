"""What a learner sees around the notebooks: no code, ready when opened, calm when things stop."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from curriculum.artifacts.notes import Answer, Notes
from curriculum.notebooks import build_start, to_text
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser


FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
STRANGER = """
# A page from somebody else

```{code-cell} ipython3
:name: first
from pathlib import Path
Path("ran.txt").write_text(str(__import__("os").getpid()))
```

```{code-cell} ipython3
:name: broken
this_name_does_not_exist
```

```{code-cell} ipython3
:name: last
from IPython.display import HTML
HTML("<p>The last part is here.</p>")
```
"""


def stranger(folder: Path, source: str = STRANGER) -> str:
    """A notebook that asks to run by itself and was not placed by us."""
    (folder / "source.md").write_text(source, encoding="utf-8")
    notebook = build_start(folder / "source.md")
    (folder / "Stranger.ipynb").write_text(to_text(notebook), encoding="utf-8")
    return "Stranger.ipynb"


def axe_problems(page: Page, within: str) -> list[Any]:
    """What axe-core finds in a part of the page."""
    found: list[Any] = Axe().run(page, context=within).response["violations"]
    return found


def start_page(learner: Any, open_page: Callable[..., Page]) -> Page:
    return open_page(learner.page("Start here.ipynb"))


def test_start_page_opens_by_itself_without_code(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = start_page(learner, open_page)
    expect(page.get_by_role("heading", name="Your season of school improvement")).to_be_visible()
    expect(page.locator(f"{FRONT} .jp-CodeCell .jp-Cell-inputWrapper")).to_be_hidden()
    expect(page.locator(f"{FRONT} .jp-OutputPrompt")).to_be_hidden()
    expect(page.get_by_role("link", name="Begin with Fishbone")).to_be_visible()
    for series in ("LIFT", "ELIE"):
        expect(page.locator(".lift-elie-start h2", has_text=series)).to_have_count(1)


def test_start_page_has_no_axe_finding(learner: Any, open_page: Callable[..., Page]) -> None:
    page = start_page(learner, open_page)
    assert axe_problems(page, ".lift-elie-start") == []
    assert axe_problems(page, ".lift-elie-tool") == []


def test_nothing_else_asks_for_attention(learner: Any, open_page: Callable[..., Page]) -> None:
    page = start_page(learner, open_page)
    page.wait_for_timeout(1500)
    for clutter in (".jp-Dialog", ".Toastify__toast", ".jp-SideBar", "#jp-main-statusbar"):
        assert page.locator(f"{clutter}:visible").count() == 0, clutter
    menus = page.locator("#jp-MainMenu .lm-MenuBar-item:visible").all_inner_texts()
    assert menus == ["File", "View", "Help"]


def test_a_link_opens_the_module_and_the_way_back_shows_what_is_done(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = start_page(learner, open_page)
    row = page.locator(".lift-elie-start tr", has=page.get_by_role("link", name="3. Fishbone"))
    expect(row).to_contain_text("Ready")
    page.get_by_role("link", name="Begin with Fishbone").hover()
    # Its kernel starts before the click.
    page.wait_for_function(
        "async name => (await (await fetch('/api/sessions')).json())"
        ".some(one => one.path.endsWith(name))",
        arg=f"{learner.folder.name}/3 Fishbone.ipynb",
    )
    assert page.get_by_role("tab", name="3 Fishbone").count() == 0
    page.get_by_role("link", name="Begin with Fishbone").click()
    expect(page.get_by_role("tab", name="3 Fishbone")).to_be_visible()
    done = Notes(answers=(Answer(question="fishbone/reflection", text="Listen first."),))
    Workspace(learner.folder).save("notes", done, "")
    page.get_by_role("tab", name="Start here").click()
    expect(row).to_contain_text("Done")


def test_code_is_shown_only_when_asked_for(learner: Any, open_page: Callable[..., Page]) -> None:
    page = start_page(learner, open_page)
    code = page.locator(f"{FRONT} .jp-CodeCell .jp-Cell-inputWrapper")
    page.get_by_role("button", name="Show the code").click()
    expect(code.first).to_be_visible()
    page.get_by_role("button", name="Hide the code").click()
    expect(code.first).to_be_hidden()


def test_keys_do_not_change_a_page(learner: Any, open_page: Callable[..., Page]) -> None:
    page = start_page(learner, open_page)
    cells = page.locator(f"{FRONT} .jp-Notebook .jp-Cell")
    before = cells.count()
    page.locator(".lift-elie-start h1").click()
    for key in ("Escape", "a", "b", "x", "d", "d", "m", "Enter", "Shift+Enter", "Alt+Enter"):
        page.keyboard.press(key)
    assert cells.count() == before
    expect(page.locator(f"{FRONT} .jp-CodeCell .jp-Cell-inputWrapper").first).to_be_hidden()


def test_an_untrusted_page_waits_for_one_button(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    name = stranger(learner.folder)
    page = open_page(learner.page(name), state="start")
    expect(page.get_by_role("status")).to_contain_text("did not come from your course")
    page.wait_for_timeout(1000)
    assert not (learner.folder / "ran.txt").exists()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("The last part is here.")).to_be_visible()
    assert (learner.folder / "ran.txt").exists()


def test_a_save_does_not_make_a_strangers_page_trusted(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    name = stranger(learner.folder)
    page = open_page(learner.page(name), state="start")
    # JupyterLab's server signs every notebook without outputs when it saves it.
    page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          panel.model.setMetadata("touched", true);
          await panel.context.save();
        }"""
    )
    assert "touched" in nbformat.read(learner.folder / name, as_version=4).metadata
    open_page(learner.page(name), state="start")
    assert not (learner.folder / "ran.txt").exists()


def test_a_failing_part_does_not_block_the_rest_or_show_a_traceback(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(stranger(learner.folder)), state="start")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("The last part is here.")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("A part of this page did not load")
    assert page.get_by_text("NameError").count() > 0
    assert page.locator(':text("NameError"):visible').count() == 0


def kernel_id(learner: Any, name: str) -> str:
    with urllib.request.urlopen(f"{learner.url}/api/sessions", timeout=10) as reply:
        sessions = json.loads(reply.read())
    path = f"{learner.folder.name}/{name}"
    return str(next(one["kernel"]["id"] for one in sessions if one["path"] == path))


def start_again(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("Your saved work is safe")
    assert page.locator(".jp-Dialog:visible").count() == 0
    page.get_by_role("button", name="Start again").click()


def test_the_kernel_starts_while_jupyterlab_still_loads(learner: Any, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.add_init_script(
        """
        const ask = window.fetch;
        window.appAtFirstSession = null;
        window.fetch = (what, how) => {
          const address = typeof what === "string" ? what : what.url;
          const method = (how && how.method) || what.method;
          if (method === "POST" && address.split("?")[0].endsWith("/api/sessions")) {
            if (window.appAtFirstSession === null) {
              window.appAtFirstSession = Boolean(window.jupyterapp);
            }
          }
          return ask(what, how);
        };
        """
    )
    page.goto(learner.page("Start here.ipynb"))
    page.locator('[data-lift-elie="ready"]').wait_for()
    assert page.evaluate("() => window.appAtFirstSession") is False
    path = f"{learner.folder.name}/Start here.ipynb"
    with urllib.request.urlopen(f"{learner.url}/api/sessions", timeout=10) as answer:
        assert [one["path"] for one in json.load(answer)].count(path) == 1
    page.close()


def test_a_restarted_kernel_leads_to_one_button(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = start_page(learner, open_page)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    start_again(page)
    page.wait_for_selector(f'{FRONT}[data-lift-elie="ready"]')
    expect(page.get_by_role("heading", name="Your season of school improvement")).to_be_visible()


def test_a_killed_kernel_leads_to_one_button(learner: Any, open_page: Callable[..., Page]) -> None:
    source = STRANGER.replace("this_name_does_not_exist", "print()")
    page = open_page(learner.page(stranger(learner.folder, source)), state="start")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_selector(f'{FRONT}[data-lift-elie="ready"]')
    first = int((learner.folder / "ran.txt").read_text())
    os.kill(first, signal.SIGKILL)
    start_again(page)
    page.wait_for_selector(f'{FRONT}[data-lift-elie="ready"]')
    assert int((learner.folder / "ran.txt").read_text()) != first


def test_a_kernel_that_was_shut_down_leads_to_one_button(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = start_page(learner, open_page)
    address = f"{learner.url}/api/kernels/{kernel_id(learner, 'Start here.ipynb')}"
    urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=30)
    start_again(page)
    page.wait_for_selector(f'{FRONT}[data-lift-elie="ready"]')


def test_closing_a_page_asks_nothing_and_changes_no_file(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    file = learner.folder / "Start here.ipynb"
    before = file.read_bytes()
    page = start_page(learner, open_page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.context.pages  # noqa: B018  the event has been handled once this answers
    assert asked == []
    assert file.read_bytes() == before


def test_the_same_face_in_notebook_7(learner: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{learner.url}/notebooks/{learner.folder.name}/Start%20here.ipynb")
    expect(page.get_by_role("heading", name="Your season of school improvement")).to_be_visible()
    expect(page.locator(".jp-CodeCell .jp-Cell-inputWrapper").first).to_be_hidden()
