"""The fishbone editor in a real browser: what a person does, and what is in the file after it."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from editor_desk import CHECKED, EDITOR, PID, Desk, desk
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
# A fixture; named here so that every test may ask for it.
__all__ = ["desk"]


def texts(causes: list[dict[str, Any]]) -> list[Any]:
    """The words of a tree: ``["cause", ["why", ...]]``."""
    return [[c["text"], *texts(c["whys"])] if c["whys"] else c["text"] for c in causes]


def test_a_whole_fishbone_by_mouse(desk: Any) -> None:
    it = desk(EDITOR + CHECKED)
    root, page = it.root, it.page
    root.get_by_role("textbox", name="Problem statement").fill("98 of 306 gave a reason")
    for label, text in [
        ("Who?", "Grade 5"),
        ("What was counted?", "reasons given"),
        ("How much?", "98 of 306 (32%)"),
        ("Since when?", "September 8 to October 16"),
    ]:
        root.get_by_role("textbox", name=label).fill(text)
    it.bone(0).get_by_role("button").click()
    it.type("Tasks ask for one answer")
    root.get_by_role("button", name="Add a why beneath", exact=True).click()
    it.type("The pacing chart leaves no time")
    root.get_by_role("radio", name="Data").check()
    root.get_by_label("Paper in the folder").select_option("E1")
    root.get_by_role("textbox", name="Where does it come from?").fill("Pacing chart, unit 3")
    root.get_by_role("radio", name="Check it").check()
    root.get_by_role("textbox", name="How will you find out?").fill("Ask the coach")
    root.get_by_role("textbox", name="By when?").fill("Friday")
    root.get_by_role("radio", name="With my team").check()
    root.get_by_role("textbox", name="Who was there?").fill("two teachers, coach")
    root.get_by_role("textbox", name="Whose view is missing?").fill("Families")
    # The drawing and the outline choose the same thing.
    root.locator(".le-box", has_text="one answer").click()
    expect(it.row("Tasks ask for one answer")).to_have_attribute("aria-selected", "true")
    root.get_by_role("button", name="Add another beside").click()
    it.type("Second")
    root.get_by_role("button", name="Move up").click()
    it.settle()
    fb = it.saved()
    assert fb["problem_statement"]["number"] == "98 of 306 (32%)"
    assert fb["version"] == "with my team"
    assert fb["who_was_there"] == ["two teachers", "coach"]
    assert fb["whose_view_is_missing"] == "Families"
    assert texts(fb["bones"][0]["causes"]) == [
        "Second",
        ["Tasks ask for one answer", "The pacing chart leaves no time"],
    ]
    why = fb["bones"][0]["causes"][1]["whys"][0]
    assert why["evidence"] == {"tag": "data", "source": "Pacing chart, unit 3", "item": "E1"}
    assert (why["lane"], why["check"]) == ("check", {"how": "Ask the coach", "by": "Friday"})
    page.get_by_role("treeitem", name="Second").click()
    root.get_by_role("button", name="Remove").click()
    it.settle()
    assert len(it.saved()["bones"][0]["causes"]) == 1
    root.locator(".le-notice").get_by_role("button", name="Undo").click()
    it.settle()
    assert len(it.saved()["bones"][0]["causes"]) == 2


def test_a_whole_fishbone_by_keyboard_alone(desk: Any) -> None:
    it = desk(EDITOR + CHECKED)
    page = it.page
    it.root.get_by_role("button", name="Earlier versions").focus()
    it.press("Tab", "Tab", "Tab")
    it.type("98 of 306 gave a reason")
    it.press("Tab")
    it.type("Grade 5")
    it.press("Tab", "Tab", "Tab")
    # Tab leads through the drawing into the outline, and out of it again.
    for _ in range(12):
        it.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('role')") == "treeitem":
            break
    it.press("ArrowDown", "Enter")
    it.type("The first answer ends the exchange")
    it.press("Shift+Enter")
    it.type("Talk comes after the answer")
    it.press("Shift+Enter")
    it.type("Our template says so")
    it.press("Escape", "ArrowUp", "Enter")
    it.type("Beside it")
    it.press("Escape", "Alt+ArrowUp")
    it.settle()
    it.press("Alt+ArrowLeft")
    it.settle()
    it.press("F2")
    it.type(" now")
    it.press("Escape", "Home")
    expect(it.bone(0)).to_be_focused()
    it.press("F2", "Control+a")
    it.type("Tasks")
    it.press("Escape", "End")
    expect(it.bone(5)).to_be_focused()
    it.press("Home", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight")
    expect(it.row("Our template says so")).to_be_focused()
    for _ in range(20):
        it.press("Tab")
        if page.evaluate("() => document.activeElement.value") in ("data", "") and page.evaluate(
            "() => document.activeElement.type === 'radio'"
        ):
            break
    it.press("ArrowDown")
    it.settle()
    it.press("Control+s")
    it.settle()
    fb = it.saved()
    assert fb["problem_statement"]["text"] == "98 of 306 gave a reason"
    assert fb["problem_statement"]["group"] == "Grade 5"
    assert fb["bones"][0]["name"] == "Tasks"
    assert texts(fb["bones"][1]["causes"]) == [
        [
            "The first answer ends the exchange",
            ["Talk comes after the answer", "Our template says so"],
        ],
        "Beside it now",
    ]
    leaf = fb["bones"][1]["causes"][0]["whys"][0]["whys"][0]
    assert leaf["evidence"]["tag"] is not None


def test_undo_and_redo_in_words_and_structure(desk: Any) -> None:
    it = desk()
    it.bone(0).click()
    it.press("Enter")
    it.type("One")
    it.press("Enter")
    it.type("Two")
    it.press("Escape")
    it.settle()
    it.press("Delete")
    it.settle()
    assert texts(it.saved()["bones"][0]["causes"]) == ["One"]
    it.press("Control+z")
    it.settle()
    assert texts(it.saved()["bones"][0]["causes"]) == ["One", "Two"]
    it.press("Control+z")
    it.settle()
    assert texts(it.saved()["bones"][0]["causes"]) == ["One", ""]
    it.press("Control+y")
    it.settle()
    it.press("Control+Shift+Z")
    it.settle()
    assert texts(it.saved()["bones"][0]["causes"]) == ["One"]
    # In a text field too, where the browser's own undo must not come in between.
    box = it.root.get_by_role("textbox", name="Problem statement")
    box.fill("first")
    it.settle()
    it.press("Control+z")
    it.settle()
    expect(box).to_have_value("")
    assert it.saved()["problem_statement"]["text"] == ""
    it.press("Control+y")
    it.settle()
    expect(box).to_have_value("first")


def test_fast_typing_keeps_every_letter(desk: Any) -> None:
    it = desk()
    it.bone(2).click()
    it.press("Enter")
    words = [f"cause number {n} with a few more words" for n in range(8)]
    for word in words:
        it.page.keyboard.type(word)
        it.press("Enter")
    it.press("Escape")
    it.settle()
    assert texts(it.saved()["bones"][2]["causes"]) == words


BAD = "<script>window.__ran=1</script><img src=x onerror=window.__ran=1>\"'</text>${1}`"


def test_planted_scripts_are_shown_as_text(lab: Any, desk: Any, open_lab: Any) -> None:
    it = desk(EDITOR + CHECKED)
    boxes = it.root.locator("input[type=text], textarea")
    for n in range(boxes.count()):
        boxes.nth(n).fill(BAD)
    it.bone(0).get_by_role("button").click()
    it.type(BAD)
    it.press("Escape")
    it.settle()
    for name in ("Where does it come from?",):
        it.root.get_by_role("textbox", name=name).fill(BAD)
    for lane, fields in (
        ("Check it", ("How will you find out?", "By when?")),
        ("Escalate it", ("Who will you carry it to?", "When?")),
    ):
        it.root.get_by_role("radio", name=lane).check()
        for name in fields:
            it.root.get_by_role("textbox", name=name, exact=True).fill(BAD)
    it.saved()
    it.root.get_by_role("button", name="Check my work").click()
    expect(it.root.locator(".le-coach")).to_be_visible()
    it.root.get_by_role("button", name="Earlier versions").click()
    it.page.get_by_role("button", name="Look").first.click()
    expect(it.page.locator(".le-look")).to_contain_text("<script>")
    it.press("Escape")
    expect(it.row("<script>")).to_be_visible()
    expect(it.root.locator(".le-box", has_text="<script>").first).to_be_visible()
    assert it.page.evaluate("() => window.__ran") is None
    page = open_lab(it.page.url)
    again = Desk(page, it.folder)
    expect(again.row("<script>")).to_be_visible()
    assert page.evaluate("() => window.__ran") is None


def test_check_my_work_coaches(desk: Any) -> None:
    it = desk(EDITOR + CHECKED)
    it.bone(0).get_by_role("button").click()
    it.type("Lack of coaching on Fridays")
    it.press("Escape")
    it.root.get_by_role("button", name="Check my work").click()
    coach = it.root.locator(".le-coach")
    expect(coach).to_be_visible()
    expect(coach.get_by_role("heading")).to_be_focused()
    more = coach.get_by_role("button", name="Show what comes after that")
    if more.count():
        more.click()
    card = coach.locator(".le-finding", has_text="Lack of coaching").first
    expect(card).to_contain_text("One thing to try")
    for level in range(1, 4):
        card.get_by_role("button", name="hint").click()
        expect(card.locator(".le-hints li")).to_have_count(level)
    expect(card.get_by_role("button", name="hint")).to_have_count(0)
    card.get_by_role("button", name="Show me the place").click()
    expect(it.row("Lack of coaching")).to_be_focused()
    assert not re.search(r"\d+ ?(/|of|%|points?)\b", coach.locator(".le-lead").inner_text())
    it.press("F2")
    it.type("!")
    expect(coach).to_contain_text("You have changed something since")


def test_earlier_versions_come_back(desk: Any) -> None:
    it = desk()
    box = it.root.get_by_role("textbox", name="Problem statement")
    box.fill("first words")
    it.settle()
    it.saved()
    box.fill("second words")
    it.settle()
    it.saved()
    it.root.get_by_role("button", name="Earlier versions").click()
    dialog = it.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Look").last.click()
    expect(dialog.locator(".le-look")).to_contain_text("first words")
    dialog.get_by_role("button", name="Bring back").last.click()
    it.settle()
    expect(box).to_have_value("first words")
    assert it.saved()["problem_statement"]["text"] == "first words"


def test_exports(desk: Any) -> None:
    it = desk()
    it.bone(0).get_by_role("button").click()
    it.type("One answer by one method")
    it.press("Escape")
    it.settle()
    starts = {"png": b"\x89PNG", "svg": b"<svg", "markdown": b"#", "mermaid": b"ishikawa"}
    for kind, begin in starts.items():
        it.root.locator(".le-menu summary").click()
        with it.page.expect_download() as got:
            it.root.locator(f'[data-format="{kind}"]').click()
        raw = Path(got.value.path()).read_bytes()
        assert begin in raw[:300], kind
        assert kind == "png" or b"One answer" in raw
    it.page.evaluate("() => { window.print = () => {} }")
    it.root.locator(".le-menu summary").click()
    it.root.locator('[data-format="print"]').click()
    frame = it.root.frame_locator(".le-print-frame")
    expect(frame.locator("body")).to_contain_text("One answer")


def _beginning(it: Desk) -> Locator:
    box = it.root.get_by_role("textbox", name="Problem statement")
    box.fill("on the disk")
    it.settle()
    it.saved()
    return box


def test_the_kernel_dies_while_typing(desk: Any) -> None:
    it = desk(EDITOR + "fishbone_editor()", PID)
    box = _beginning(it)
    pid = int((it.folder / "pid").read_text())
    box.focus()
    os.kill(pid, signal.SIGSTOP)
    it.press("End")
    it.type(", and typed when it died")
    os.kill(pid, signal.SIGKILL)
    banner = it.root.locator(".le-banner")
    expect(banner).to_contain_text("What you wrote is kept")
    expect(box).to_have_value("on the disk, and typed when it died")
    assert box.evaluate("el => el.readOnly")
    assert json.loads(it.file.read_text())["problem_statement"]["text"] == "on the disk"
    _run_again(it.page)
    again = Desk(it.page, it.folder)
    box = again.root.get_by_role("textbox", name="Problem statement")
    expect(box).to_have_value("on the disk, and typed when it died")
    again.settle()
    assert again.saved()["problem_statement"]["text"] == "on the disk, and typed when it died"
    assert not box.evaluate("el => el.readOnly")


def test_the_kernel_is_restarted(desk: Any) -> None:
    it = desk(EDITOR + CHECKED)
    box = _beginning(it)
    it.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    expect(it.root.locator(".le-banner")).to_contain_text("resting")
    assert box.evaluate("el => el.readOnly")
    expect(it.root.get_by_role("button", name="Check my work")).to_be_disabled()
    it.root.get_by_role("button", name="Start again").click()
    expect(it.root.locator(".le-banner")).to_contain_text("Restart Kernel and Run All")
    _run_again(it.page)
    again = Desk(it.page, it.folder)
    expect(again.root.get_by_role("textbox", name="Problem statement")).to_have_value("on the disk")
    expect(again.root.locator(".le-banner")).to_be_hidden()


def _run_again(page: Page) -> None:
    page.wait_for_function(
        """() => {
          const session = window.jupyterapp.shell.currentWidget.context.sessionContext.session;
          return session && session.kernel && session.kernel.status === "idle"
            && session.kernel.connectionStatus === "connected";
        }"""
    )
    old = page.locator(".le-fishbone").last.element_handle()
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function("el => !el.isConnected", arg=old)


def test_a_closed_tab_loses_nothing(lab: Any, desk: Any, open_lab: Any) -> None:
    it = desk()
    it.root.get_by_role("textbox", name="Problem statement").fill("typed and closed at once")
    context = it.page.context
    url = it.page.url
    it.page.close()
    page = open_lab(url, context=context)
    again = Desk(page, it.folder)
    expect(again.root.get_by_role("textbox", name="Problem statement")).to_have_value(
        "typed and closed at once"
    )
    again.settle()
    assert again.saved()["problem_statement"]["text"] == "typed and closed at once"


def _two_windows(lab: Any, desk: Any, open_lab: Any) -> tuple[Desk, Desk]:
    """Two kernels on one file; both change it before one hears of the other."""
    one = desk()
    _beginning(one)
    page = open_lab(lab.notebook(f"{one.folder.name}/y.ipynb", EDITOR + "fishbone_editor()"))
    two = Desk(page, one.folder)
    two.root.get_by_role("textbox", name="Problem statement").focus()
    two.page.wait_for_timeout(1500)
    one.root.get_by_role("textbox", name="Problem statement").fill("from the first window")
    one.settle()
    one.saved()
    two.press("End")
    two.type(" and the second window")
    expect(two.root.locator(".le-banner")).to_contain_text("another window")
    assert json.loads(two.file.read_text())["problem_statement"]["text"] == "from the first window"
    return one, two


def test_two_windows_keep_mine(lab: Any, desk: Any, open_lab: Any) -> None:
    one, two = _two_windows(lab, desk, open_lab)
    two.root.get_by_role("button", name="Keep mine").click()
    expect(two.root.locator(".le-banner")).to_be_hidden()
    assert two.saved()["problem_statement"]["text"] == "on the disk and the second window"
    # The first window sees it as soon as someone goes there.
    one.root.get_by_role("button", name="Earlier versions").focus()
    one.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(one.root.get_by_role("textbox", name="Problem statement")).to_have_value(
        "on the disk and the second window"
    )


def test_two_windows_open_the_other(lab: Any, desk: Any, open_lab: Any) -> None:
    _, two = _two_windows(lab, desk, open_lab)
    two.root.get_by_role("button", name="Open the other").click()
    box = two.root.get_by_role("textbox", name="Problem statement")
    expect(box).to_have_value("from the first window")
    expect(two.root.locator(".le-banner")).to_be_hidden()
    two.root.get_by_role("button", name="Undo").first.click()
    expect(box).to_have_value("on the disk and the second window")


def test_no_axe_findings(desk: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    it = desk(EDITOR + CHECKED)
    it.bone(0).get_by_role("button").click()
    it.type("Lack of coaching on Fridays")
    axe = Axe()
    assert _violations(axe, it.page) == []
    it.press("Escape")
    it.root.get_by_role("radio", name="Escalate it").check()
    it.root.get_by_role("button", name="Check my work").click()
    expect(it.root.locator(".le-coach")).to_be_visible()
    it.root.locator(".le-help summary").click()
    assert _violations(axe, it.page) == []
    it.root.locator(".le-menu summary").click()
    assert _violations(axe, it.page) == []
    it.root.get_by_role("button", name="Earlier versions").click()
    it.page.get_by_role("button", name="Look").first.click()
    assert _violations(axe, it.page) == []


def _violations(axe: Any, page: Page) -> list[str]:
    found = axe.run(page, context=".le-fishbone").response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]


LARGE = EDITOR + (
    "from curriculum.artifacts.fishbone import Bone, Cause, Fishbone\n"
    "from curriculum.workspace import Workspace\n"
    "from pathlib import Path\n"
    "text = 'Lessons open with a page of bare computation and the talk comes last'\n"
    "def cause(stem, whys):\n"
    "    beneath = (cause(stem + 'w', whys - 1),) if whys else ()\n"
    "    return Cause(id=stem, text=text + ' ' + stem, whys=beneath)\n"
    "bones = tuple(Bone(id=f'b{b}', name=f'Bone {b}', causes=tuple(cause(f'c{b}-{c}', 3)"
    " for c in range(6))) for b in range(8))\n"
    "_ = Workspace(Path.cwd()).save('fishbone', Fishbone(bones=bones), '')\n"
    "from autograde.checks import fishbone as check_fishbone\n"
    "fishbone_editor(check=check_fishbone)"
)


def test_every_letter_typed_into_a_large_fishbone_is_kept(desk: Any) -> None:
    it = desk(LARGE)
    expect(it.root.get_by_role("treeitem")).to_have_count(8 + 8 * 6 * 4)
    row = it.row("c7-5www")
    row.click()
    it.press("F2")
    it.page.keyboard.type(" and forty more letters to see if it lags", delay=40)
    it.press("Enter")
    it.settle()
    assert "and forty more letters to see if it lags" in json.dumps(it.saved())
    it.root.get_by_role("button", name="Check my work").click()
    expect(it.root.locator(".le-coach")).to_be_visible()
