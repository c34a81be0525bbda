"""The plan editor and the study editor on a page, as several browser tests use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import DataPlan, Plan, Prediction

EDITORS = {
    "plan": "from curriculum.editors import plan_editor\nplan_editor(team=True)",
    "study": "from curriculum.editors import study_editor\nstudy_editor(team=True)",
}
#: The first text field of each editor, and where it is in the file.
FIRST = {"plan": ("Your question", "question"), "study": ("What these numbers count", "measure")}
PID = "import os\nfrom pathlib import Path\n_ = Path('pid').write_text(str(os.getpid()))"


class Sheet:
    """An editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path, kind: str) -> None:
        self.page, self.folder, self.kind = page, folder, kind
        self.root = page.locator(f".le-{kind}").last
        expect(self.root).to_be_visible()

    @property
    def box(self) -> Locator:
        """The first text field."""
        return self.root.get_by_label(FIRST[self.kind][0])

    @property
    def banner(self) -> Locator:
        """What is said above the bar while a choice is to be made."""
        return self.root.locator(".le-banner")

    @property
    def on_disk(self) -> dict[str, Any]:
        """The file as it is."""
        return json.loads((self.folder / "work" / f"{self.kind}.json").read_text())

    @property
    def first_on_disk(self) -> str:
        """The first text field as the file has it."""
        return str(self.on_disk[FIRST[self.kind][1]])

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        self.page.wait_for_timeout(400)
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        return self.on_disk

    def button(self, name: str) -> Locator:
        """A button by all of its words."""
        return self.root.get_by_role("button", name=name, exact=True)

    def step(self, name: str) -> None:
        """Go to the first page of a step."""
        self.root.locator(".le-step", has_text=name).click()

    def type(self, text: str) -> None:
        """Type at the end of the field that has the focus."""
        self.page.keyboard.press("End")
        self.page.keyboard.type(text)

    def sees(self, text: str) -> None:
        """Somebody comes to this window, and it shows what is on the disk now."""
        for _ in range(20):
            self.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
            self.page.wait_for_timeout(500)
            if self.box.input_value() == text:
                return
        expect(self.box).to_have_value(text)

    def in_the_background(self) -> None:
        """Another window lies over this one: it does not look at the file by itself."""
        self.page.evaluate(
            "() => Object.defineProperty(document, 'visibilityState',"
            " {configurable: true, get: () => 'hidden'})"
        )

    def axe(self) -> list[str]:
        """What axe-core finds in the editor."""
        found = Axe().run(self.page, context=".le-sheet").response["violations"]
        return [f"{v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"]]

    def run_again(self) -> Sheet:
        """Run all cells once the kernel is well; the editor that is there then."""
        self.page.wait_for_function(
            """() => {
              const panel = window.jupyterapp.shell.currentWidget;
              const session = panel.context.sessionContext.session;
              return session && session.kernel && session.kernel.status === "idle"
                && session.kernel.connectionStatus === "connected";
            }"""
        )
        old = self.root.element_handle()
        self.page.evaluate(
            "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
        )
        self.page.wait_for_function("old => !old.isConnected", arg=old)
        return Sheet(self.page, self.folder, self.kind)


def sheet(
    lab: Any, open_lab: Callable[..., Page], place: str, kind: str, *more: str, cell: str = ""
) -> Sheet:
    """Open an editor: ``place`` is the notebook's folder and name."""
    page = open_lab(lab.notebook(f"{place}.ipynb", cell or EDITORS[kind], *more))
    return Sheet(page, (lab.root / place).parent, kind)


def own_plan() -> Plan:
    """A team's own plan, locked before its first lesson."""
    one = Prediction(
        id="p1", measure="reason slips", direction="up", best_guess=52, low=40, high=65,
        group="Room 15", n=27, by="2026-11-12", because="Answers came before talk",
    )  # fmt: skip
    plan = Plan(
        question="If partners explain first?", group_n=27, start="2026-11-03", lessons=4,
        data=DataPlan(measure="reason slips"), predictions=(one,),
    )  # fmt: skip
    return lock(plan, datetime(2026, 10, 30, 19, 42, tzinfo=UTC))


def put(folder: Path, name: str, work: Any) -> None:
    """Lay a piece of work into a learner's folder."""
    (folder / "work").mkdir(parents=True, exist_ok=True)
    (folder / "work" / f"{name}.json").write_text(work.to_json(), encoding="utf-8")
