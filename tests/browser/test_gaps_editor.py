"""The gaps editor and its two demonstrations in a real browser."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_parts import own_name
from playwright.sync_api import Locator, Page, expect

from curriculum.artifacts import Disaggregation
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser


#: Set this to a folder to get a picture of every page.
PICTURES = os.environ.get("SHEET_PICTURES", "")
CASE = draw_gaps_case("elie-gaps", "maria", 0, paradox=True)
PRACTICE = (
    "from curriculum.simulate.gaps_cases import draw_gaps_case\n"
    "from curriculum.editors import gaps_editor\n"
    "gaps_editor(case=draw_gaps_case('elie-gaps', 'maria', 0, paradox=True))"
)
OWN = "from curriculum.editors import gaps_editor\ngaps_editor(team=True)"
DEMOS = (
    "from curriculum.editors import attack_demo\nattack_demo()",
    "from curriculum.editors import simpson_demo\nsimpson_demo()",
)


class Desk:
    """The editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.root = page.locator(".le-gaps").last
        expect(self.root).to_be_visible()

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        self.page.wait_for_timeout(300)
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        made: dict[str, Any] = json.loads(
            (self.folder / "work" / "disaggregation.json").read_text()
        )
        return made

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def next(self, title: str) -> None:
        """With the keyboard: on to the next page, whose title then has the focus."""
        self.button("Next →").focus()
        self.page.keyboard.press("Enter")
        expect(self.root.get_by_role("heading", name=title)).to_be_focused()

    def press(self, name: str) -> None:
        self.button(name).focus()
        self.page.keyboard.press("Enter")

    def type(self, label: str, text: str, place: int = 0) -> None:
        self.root.get_by_label(label, exact=True).nth(place).focus()
        self.page.keyboard.type(text)

    def sound(self, name: str) -> None:
        """Nothing for axe-core to find on this page; every picture has its words."""
        if PICTURES:
            self.page.evaluate("() => document.querySelector('.le-sheet').scrollIntoView()")
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")
        found = Axe().run(self.page, context=".le-sheet").response["violations"]
        assert [f"{v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"]] == []
        for image in self.root.locator(".le-figure:visible img").all():
            assert image.evaluate("i => i.complete && i.naturalWidth > 300")
            assert len(image.get_attribute("alt") or "") > 20


@pytest.fixture
def desk(lab: Any, open_lab: Any, request: pytest.FixtureRequest) -> Any:
    """Opens an editor in a folder of its own."""
    stem = own_name(request)

    def opener(cell: str, *more: str) -> Desk:
        return Desk(open_lab(lab.notebook(f"{stem}/x.ipynb", cell, *more)), lab.root / stem)

    return opener


def test_a_practice_case_with_the_keyboard_alone(desk: Any) -> None:
    facts = CASE.facts
    it = desk(PRACTICE)
    root, page = it.root, it.page
    it.sound("gaps-1-numbers-empty")
    it.press("Use the district’s counts")
    expect(root.get_by_text("1,126 students by school (5) and group (4)").first).to_be_visible()
    floor = root.get_by_label("Smallest group that may be shown")
    floor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(root.get_by_text("never laxer")).to_be_visible()
    floor.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(str(facts.floor))
    page.keyboard.press("Tab")
    it.sound("gaps-1-numbers")
    it.next("Two measures, not one")
    expect(root.get_by_label("Its name").first).to_have_value(facts.outcome.name)
    it.sound("gaps-2-measures")
    it.next("Compared with whom?")
    root.get_by_label("For which group?").focus()
    page.keyboard.type(facts.group[:6])
    it.type("How large is the gap, in percentage points?", "20")
    root.get_by_role("radio", name="all students").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(root.get_by_role("radio", name=facts.groups[0])).to_be_checked()
    root.get_by_role("radio", name=facts.comparison, exact=True).check()
    it.type("Why this comparison?", "They sit in the same schools and grade.")
    it.sound("gaps-3-compare")
    it.next("The groups, and what may be shown")
    expect(root.get_by_text("You guessed 20 points")).to_be_visible()
    expect(root.locator(".le-gap-hidden")).to_have_count(2)
    it.sound("gaps-4-groups")
    it.press("Group by school (19)")
    expect(root.locator(".le-gap-table tbody tr")).to_have_count(24)
    it.press("Put these on the page")
    expect(root.get_by_text("On your page: 24 rows for the outcome, 24")).to_be_visible()
    it.press("Group by school (19)")
    expect(root.locator(".le-gap-table tbody tr")).to_have_count(5)
    it.press("Put these on the page")
    expect(root.get_by_text("On your page: 5 rows for the outcome, 5")).to_be_visible()
    it.sound("gaps-4-groups-put")
    page.keyboard.press("Control+z")
    expect(root.get_by_text("On your page: 24 rows")).to_be_visible()
    page.keyboard.press("Control+y")
    expect(root.get_by_text("On your page: 5 rows")).to_be_visible()
    it.next("The picture")
    expect(root.locator(".le-figure:visible img")).to_have_count(2)
    it.sound("gaps-5-picture")
    it.next("Look again, school by school")
    expect(root.locator(".le-split img")).to_be_visible()
    root.get_by_role("radio", name="Turned round in every school shown").check()
    expect(root.get_by_text("In every one of")).to_be_visible()
    it.type("What does that mean for your district?", "We ask what those schools are given.")
    it.sound("gaps-6-schools")
    it.next("Say it about the system")
    it.type("What do the numbers say?", "The district reached both groups unequally.")
    it.type("What does your system do that produces this?", "Placement rests on a spring test.")
    it.sound("gaps-7-say")
    it.next("Who says it in their own words?")
    it.press("+ voice")
    it.type("Who says it?", "Maria Lopez")
    expect(root.get_by_text("looks like a person's name")).to_be_visible()
    it.type("In their own words", "Nobody told us.")
    it.sound("gaps-8-voices")
    it.next("One goal for all, different ways to it")
    it.type("The goal, the same for everyone", "Seven in ten of all.")
    it.press("+ strategy")
    it.type("For whom", "those who ride the bus")
    it.type("What the district does", "Place every student by default.")
    it.sound("gaps-9-goal")
    it.next("What happens next?")
    it.type("The next step", "Walk one day’s schedule.")
    it.type("Who does it?", "director of data")
    root.get_by_label("By when?").fill("2024-11-04")
    it.sound("gaps-10-next")
    made = it.saved()
    assert made["voices"] == [{"who": "Maria Lopez", "words": "Nobody told us."}]
    assert made["split"] == "reversed"
    assert made["split_by"] == "school"
    assert made["floor"] == facts.floor
    shown = [row for row in made["groups"] if not row["hidden"]]
    assert len(made["groups"]) == 10
    assert all(row["n"] >= facts.floor for row in shown)
    page.set_viewport_size({"width": 420, "height": 800})
    for step in root.locator(".le-step").all():
        step.click()
        assert root.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    it.sound("gaps-11-narrow")
    page.set_viewport_size({"width": 1366, "height": 768})
    with page.expect_download() as download:
        root.get_by_text("Print or share").click()
        root.get_by_role("button", name="One page (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def own_files(folder: Path) -> tuple[Path, Path, Path]:
    """Student rows with names, counts for the other measure, and a file of percentages."""
    schools, groups = ("North", "South"), ("rides the bus", "walks")
    lines = ["Student name,School,Group,Passed"]
    cells: dict[tuple[str, str], int] = {}
    for n in range(800):
        school, group = schools[n % 2], groups[(n // 2) % 2]
        cells[school, group] = cells.get((school, group), 0) + 1
        lines.append(f"Zoe Nguyen{n},{school},{group},{'yes' if n % 5 < 3 else 'no'}")
    records = folder / "students.csv"
    records.write_text("\n".join(lines) + "\n")
    offered = folder / "offered.csv"
    rows = [f"{school},{group},{n},{n // 3}" for (school, group), n in sorted(cells.items())]
    offered.write_text("School,Group,Students,Met\n" + "\n".join(rows) + "\n")
    percents = folder / "percents.csv"
    percents.write_text("Group,Percent met\nA,42%\nB,61%\n")
    return records, offered, percents


def test_an_own_file_and_a_kernel_that_starts_anew(desk: Any, tmp_path: Path) -> None:
    records, offered, percents = own_files(tmp_path)
    it = desk(OWN)
    root, page = it.root, it.page
    expect(root.get_by_text("Your file is read on this computer")).to_be_visible()
    it.sound("gaps-own-1-empty")
    root.get_by_label("Outcome: your file").set_input_files(percents)
    expect(root.get_by_text("holds percents, and counts are missing")).to_be_visible()
    it.sound("gaps-own-2-refused")
    assert root.get_by_role("button", name="Use these counts").count() == 0
    root.get_by_label("Outcome: your file").set_input_files(records)
    expect(root.get_by_text("A row per student: 800")).to_be_visible()
    it.sound("gaps-own-3-understood")
    it.press("Use these counts for the outcome")
    expect(root.get_by_text("Outcome: 800 students by")).to_be_visible()
    root.get_by_label("Opportunity: your file").set_input_files(offered)
    it.press("Use these counts for the opportunity")
    expect(root.get_by_text("counted for different groups")).to_have_count(0)
    it.sound("gaps-own-4-used")
    root.locator(".le-step", has_text="Compare").click()
    root.get_by_role("radio", name="walks").check()
    it.next("The groups, and what may be shown")
    expect(root.locator(".le-gap-table")).to_be_hidden()
    it.press("show the numbers without a guess")
    expect(root.locator(".le-gap-table tbody tr")).to_have_count(3)
    it.press("Put these on the page")
    made = it.saved()
    assert len(made["groups"]) == 6
    everything = page.content() + "".join(
        path.read_text(errors="replace") for path in it.folder.rglob("*") if path.is_file()
    )
    assert "Nguyen" not in everything
    old = root.element_handle()
    page.evaluate(
        """() => {
          const panel = window.jupyterapp.shell.currentWidget;
          panel.context.sessionContext.session.kernel.restart();
        }"""
    )
    page.wait_for_timeout(2_000)
    page.wait_for_function(
        """() => {
          const panel = window.jupyterapp.shell.currentWidget;
          const session = panel.context.sessionContext.session;
          return session && session.kernel && session.kernel.status === "idle";
        }"""
    )
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function("old => !old.isConnected", arg=old)
    later = Desk(page, it.folder)
    later.root.locator(".le-step", has_text="Groups").click()
    expect(later.root.get_by_text("To change the groups or the comparison")).to_be_visible()
    expect(later.root.locator(".le-gap-table tbody tr")).to_have_count(3)
    later.sound("gaps-own-5-restarted")
    later.root.locator(".le-step", has_text="Goal").click()
    later.type("The goal, the same for everyone", "All of them.")
    assert later.saved()["groups"] == made["groups"]
    work = Workspace(it.folder).load("disaggregation", Disaggregation).artifact
    assert work is not None
    assert work.goal == "All of them."


def test_the_demonstrations_with_the_keyboard_alone(lab: Any, open_lab: Any) -> None:
    page = open_lab(lab.notebook("gap-demos/x.ipynb", *DEMOS))
    attack, simpson = page.locator(".le-panel").nth(0), page.locator(".le-panel").nth(1)
    expect(simpson).to_be_visible()

    def sound(form: Locator, name: str) -> None:
        found = Axe().run(page, context=".le-panel").response["violations"]
        assert [f"{v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"]] == []
        if PICTURES:
            page.set_viewport_size({"width": 1366, "height": 2200})
            form.screenshot(path=Path(PICTURES) / f"{name}.png")

    box = attack.get_by_role("textbox")
    box.focus()
    page.keyboard.type("6")
    sound(attack, "demo-attack-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(attack.get_by_text("You wrote 6; it is 4.")).to_be_visible()
    attack.get_by_role("button", name="It cannot be found").focus()
    page.keyboard.press("Enter")
    expect(attack.get_by_text("Two stars hid nothing")).to_be_visible()
    sound(attack, "demo-attack-2")
    simpson.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(simpson.get_by_role("radio").first).to_be_checked()
    sound(simpson, "demo-simpson-1")
    simpson.get_by_role("button", name="This is my answer").focus()
    page.keyboard.press("Enter")
    drawing = simpson.get_by_role("img")
    expect(drawing).to_be_visible()
    assert drawing.evaluate("i => i.complete && i.naturalWidth > 300")
    expect(simpson.get_by_text("Every school reaches")).to_be_visible()
    sound(simpson, "demo-simpson-2")
    simpson.get_by_role("button", name="Another district").focus()
    page.keyboard.press("Enter")
    expect(simpson.get_by_role("img")).to_have_count(0)
