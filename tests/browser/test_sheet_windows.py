"""Plan and study in two windows, and with a kernel that is lost while someone types."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from conftest import IDLE
from playwright.sync_api import Page, expect
from sheet_desk import PID, Sheet, own_plan, put, sheet

pytestmark = pytest.mark.browser


NOTICED = "was changed in another window; you now see the newest version. Undo brings back"
ASKS = "was also changed in another window or program, so nothing was overwritten"


def both_change(one: Sheet, two: Sheet, first: str, second: str) -> None:
    """Two kernels change one file before the second has heard of the first."""
    two.box.focus()
    # What the focus asked for is answered before the other window saves.
    two.page.wait_for_timeout(1500)
    two.in_the_background()
    one.box.fill(first)
    one.saved()
    two.type(second)
    expect(two.banner).to_contain_text(ASKS)
    assert one.first_on_disk == first


@pytest.mark.parametrize("kind", ["plan", "study"])
def test_two_windows_on_one_file(lab: Any, open_lab: Callable[..., Page], kind: str) -> None:
    if kind == "study":
        put(lab.root / "windows-study", "plan", own_plan())
    one = sheet(lab, open_lab, f"windows-{kind}/one", kind)
    two = sheet(lab, open_lab, f"windows-{kind}/two", kind)
    one.box.fill("On the disk")
    one.saved()
    two.sees("On the disk")
    expect(two.root.locator(".le-notice")).to_contain_text(f"This {kind} {NOTICED}")

    both_change(one, two, "From the first window", " and the second")
    expect(two.root.locator(".le-saved")).to_have_text("Not saved yet: look above.")
    expect(two.box).to_have_value("On the disk and the second")
    assert two.axe() == []
    two.button("Open the other").click()
    expect(two.box).to_have_value("From the first window")
    expect(two.banner).to_be_hidden()
    two.button("↶ Undo").click()
    expect(two.box).to_have_value("On the disk and the second")
    two.saved()
    assert two.first_on_disk == "On the disk and the second"
    one.sees("On the disk and the second")

    both_change(one, two, "Again from the first", ", again")
    two.button("Keep mine").click()
    expect(two.banner).to_be_hidden()
    two.saved()
    assert two.first_on_disk == "On the disk and the second, again"
    one.sees("On the disk and the second, again")
    # What was replaced is still among the earlier versions.
    two.button("Earlier versions").click()
    two.page.get_by_role("button", name="Look at the version").nth(1).click()
    kept = "\n".join(path.read_text() for path in one.folder.rglob("*.json"))
    assert "Again from the first" in kept


def test_a_lock_in_one_window_stays_when_the_other_keeps_its_words(
    lab: Any, open_lab: Callable[..., Page]
) -> None:
    one = sheet(lab, open_lab, "windows-lock/one", "plan")
    one.box.fill("On the disk")
    one.saved()
    two = sheet(lab, open_lab, "windows-lock/two", "plan")
    two.box.focus()
    two.page.wait_for_timeout(1500)
    two.in_the_background()
    one.step("Lock")
    one.button("Lock this plan").click()
    one.button("Yes, lock it now").click()
    expect(one.root.get_by_text("Nothing has changed since.")).to_be_visible()
    locked = one.saved()["lock"]
    two.type(", said later")
    expect(two.banner).to_contain_text(ASKS)
    two.button("Keep mine").click()
    expect(two.banner).to_be_hidden()
    kept = two.saved()
    assert kept["lock"] == locked
    assert kept["question"] == "On the disk, said later"
    two.step("Lock")
    row = two.root.locator(".le-changed tbody tr")
    expect(row).to_have_count(1)
    assert [cell.inner_text() for cell in row.locator("td").all()] == [
        "On the disk",
        "On the disk, said later",
    ]


@pytest.mark.parametrize("kind", ["plan", "study"])
def test_a_kernel_lost_while_someone_types(
    lab: Any, open_lab: Callable[..., Page], kind: str
) -> None:
    it = sheet(lab, open_lab, f"lost-{kind}/x", kind, PID)
    it.box.fill("On the disk")
    it.saved()
    # It dies.
    pid = int((it.folder / "pid").read_text())
    it.box.focus()
    os.kill(pid, signal.SIGSTOP)
    it.type(", typed when it died")
    os.kill(pid, signal.SIGKILL)
    expect(it.banner).to_contain_text("is kept")
    assert it.first_on_disk == "On the disk"
    it = it.run_again()
    expect(it.box).to_have_value("On the disk, typed when it died")
    it.saved()
    assert it.first_on_disk == "On the disk, typed when it died"
    # Somebody restarts it from the menu, between two letters.
    # JupyterLab said over the page that the kernel had died.
    it.page.locator(".jp-Dialog button").first.click()
    expect(it.page.locator(".jp-Dialog")).to_have_count(0)
    it.page.wait_for_function(IDLE)
    it.box.click()
    it.type(", and")
    expect(it.box).to_have_value("On the disk, typed when it died, and")
    it.page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
    )
    it.page.keyboard.type(" again")
    expect(it.banner).to_contain_text("resting")
    assert it.box.evaluate("el => el.readOnly")
    typed = it.box.input_value()
    assert typed.startswith("On the disk, typed when it died, and")
    assert it.axe() == []
    it.button("Start again").click()
    expect(it.banner).to_contain_text("Restart Kernel and Run All")
    it = it.run_again()
    expect(it.box).to_have_value(typed)
    expect(it.banner).to_be_hidden()
    it.saved()
    assert it.first_on_disk == typed
