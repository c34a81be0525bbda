"""The plan editor in a real browser: what a person does, and what is in the file after it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_parts import own_name
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser


#: Set this to a folder to get a picture of every page.
PICTURES = os.environ.get("SHEET_PICTURES", "")
EXAMPLE = Path(__file__).parents[2] / "lift" / "fishbone" / "examples" / "alder-creek.json"
EDITOR = "from curriculum.editors import plan_editor\n"
CHECKED = """
class Says:
    def __init__(self, **told): self.told = told
    def as_dict(self): return self.told
def check(plan):
    made = plan.predictions[0].measure
    if made != "engagement":
        return [Says(id="prediction-measurable", status="passed", what="Two people would agree.")]
    return [Says(id="prediction-measurable", status="missed", what=f"You wrote “{made}”.",
                 why="Two people could disagree.", next="Count slips.", hints=["Which tool?"],
                 where="predictions.p1.measure", quote=made)]
plan_editor(check=check, team=True)
"""
STEPS = ["Question", "Change", "Data", "Prediction", "Lock"]


class Desk:
    """The editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path, name: str = "plan") -> None:
        self.page, self.folder, self.name = page, folder, name
        self.root = page.locator(".le-plan").last
        expect(self.root).to_be_visible()

    @property
    def file(self) -> Path:
        return self.folder / "work" / f"{self.name}.json"

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        return json.loads(self.file.read_text())

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def step(self, name: str) -> None:
        self.root.locator(".le-step", has_text=name).click()

    def next(self, title: str) -> None:
        self.button("Next →").click()
        expect(self.root.get_by_role("heading", name=title)).to_be_focused()

    def fill(self, label: str, text: str) -> None:
        self.root.get_by_label(label, exact=True).fill(text)

    def sound(self, name: str) -> None:
        """Nothing for axe-core to find on this page."""
        if PICTURES:
            self.page.evaluate("() => document.querySelector('.le-sheet').scrollIntoView()")
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")
        found = Axe().run(self.page, context=".le-sheet").response["violations"]
        assert [f"{v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"]] == []


@pytest.fixture
def desk(lab: Any, open_lab: Any, request: pytest.FixtureRequest) -> Any:
    """Opens an editor in a folder of its own; with a fishbone in it where ``fishbone`` says so."""
    stem = own_name(request)

    def opener(cell: str = EDITOR + "plan_editor()", *more: str, fishbone: bool = False) -> Desk:
        if fishbone:
            (lab.root / stem / "work").mkdir(parents=True, exist_ok=True)
            (lab.root / stem / "work" / "fishbone.json").write_text(EXAMPLE.read_text())
        return Desk(open_lab(lab.notebook(f"{stem}/x.ipynb", cell, *more)), lab.root / stem)

    return opener


def baseline(it: Desk) -> None:
    """Twelve lessons before the change, typed at once."""
    it.root.get_by_text("Type several lessons at once").click()
    first = ["8/26", "12/27", "5/25", "10/26", "13/27", "6/25"]
    counts = [*first, "9/27", "11/26", "7/27", "7/24", "13/26", "6/25"]
    days = [f"2026-10-{day:02d}, {count}" for day, count in enumerate(counts, start=5)]
    it.fill("One lesson a line", "\n".join(days))
    it.button("Add these lessons").click()
    expect(it.root.get_by_text("12 lessons: 107 of 311 together (34%)")).to_be_visible()


def test_from_a_chosen_cause_to_a_locked_plan(desk: Any) -> None:
    it = desk(EDITOR + CHECKED, fishbone=True)
    root = it.root
    cause = root.get_by_role("button", name="Our shared lesson template lists")
    cause.first.click()
    expect(cause.first).to_have_attribute("aria-pressed", "true")
    it.fill("Your question", "If partners explain first, will more write a reason?")
    it.sound("plan-1-question")
    it.next("What will you try?")
    root.get_by_role("button", name="Rich-task opener").click()
    it.fill("What will be different in the lesson?", "10-minute opener; answers go up last")
    it.sound("plan-2-change")
    it.next("Who, where, and when?")
    it.fill("Who does it?", "Ms. Duarte")
    it.fill("Where?", "Room 15")
    it.fill("Which students?", "everyone in Room 15")
    it.fill("How many students?", "27")
    it.fill("When?", "Tuesdays and Thursdays")
    it.fill("First lesson with it", "2026-11-03")
    it.fill("Last lesson", "2026-11-12")
    it.fill("How many lessons?", "4")
    it.sound("plan-3-who")
    it.next("How small can it be?")
    for choice in ("Half sure", "Little", "Curious", "One class"):
        root.get_by_role("radio", name=choice, exact=False).check()
    expect(root.get_by_text("a careful team begins with one class")).to_be_visible()
    it.fill("Why this size?", "One class shows by Friday")
    it.sound("plan-4-scale")
    it.next("What will you count?")
    it.fill("Name of the measure", "reason slips")
    it.fill("What counts as one?", "a slip that states a math reason")
    it.fill("Out of which?", "students present")
    it.sound("plan-5-measure")
    it.next("Who counts, and how?")
    it.fill("Who collects it?", "Ms. Duarte")
    it.fill("When in the lesson?", "last four minutes")
    it.fill("With what?", "a paper slip")
    it.fill("Minutes a lesson", "4")
    it.fill("What if a student is not there?", "logged as missing")
    it.sound("plan-6-collect")
    it.next("Where are you now?")
    baseline(it)
    it.sound("plan-7-baseline")
    it.next("Two more things to watch")
    it.fill("Did the change happen?", "order kept, yes or no")
    it.fill("What could get worse?", "minutes left")
    it.next("What do you expect to see?")
    it.button("Use “reason slips” from your data plan").click()
    root.get_by_role("radio", name="go up").check()
    it.fill("Best guess", "52")
    it.fill("Range from", "40")
    it.fill("to", "65")
    expect(root.get_by_text("wobbles about")).to_be_visible()
    image = root.locator(".le-figure img")
    assert image.evaluate("i => i.complete && i.naturalWidth > 300")
    expect(image).to_have_attribute("alt", re.compile("Your range: 40 to 65%"))
    it.sound("plan-8-numbers")
    it.next("Why, for whom, by when?")
    it.fill("Because", "Answers were up before partner talk in 9 of 12 lessons")
    it.fill("For whom?", "all students in Room 15")
    it.fill("How many students?", "27")
    it.fill("By when will you know?", "2026-11-12")
    it.sound("plan-9-because")
    it.next("What would surprise you?")
    it.fill("Which result would make you say “we were wrong about this”?", "Under 40%")
    it.next("Read it once more, then lock it")
    root.get_by_role("radio", name="With my team").check()
    it.fill("Who was there?", "two teachers, coach")
    expect(root.locator(".le-step-done")).to_have_count(4)
    it.sound("plan-10-read")
    it.button("Check my work").click()
    expect(root.get_by_text("Nothing to fix here")).to_be_visible()
    it.button("Lock this plan").click()
    it.button("Yes, lock it now").click()
    expect(root.get_by_text("Nothing has changed since.")).to_be_visible()
    it.sound("plan-11-locked")
    plan = it.saved()
    assert plan["lock"]["at"].startswith("20")
    assert [c["text"][:10] for c in plan["from_causes"]] == ["Our shared"]
    assert plan["change"]["idea_card"] == "rich-task-opener"
    assert (plan["group_n"], plan["lessons"], plan["data"]["minutes"]) == (27, 4, 4.0)
    assert len(plan["data"]["baseline"]) == 12
    one = plan["predictions"][0]
    assert (one["best_guess"], one["low"], one["high"], one["direction"]) == (52, 40, 65, "up")
    assert plan["who_was_there"] == ["two teachers", "coach"]
    # A lock cannot be undone, and what is edited after it shows.
    expect(it.button("↶ Undo")).to_be_disabled()
    it.step("Prediction")
    it.fill("Range from", "30")
    it.step("Lock")
    row = root.locator(".le-changed tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("prediction 1, low end of the range")
    assert [cell.inner_text() for cell in row.locator("td").all()] == ["40", "30"]
    it.sound("plan-12-changed")
    it.button("Start a new plan from this one").click()
    expect(it.button("Lock this plan")).to_be_visible()
    assert it.saved()["lock"] is None
    assert json.loads((it.folder / "work" / "plan-1.json").read_text())["lock"] == plan["lock"]


def test_a_finding_leads_to_its_place(desk: Any) -> None:
    it = desk(EDITOR + CHECKED)
    it.step("Prediction")
    it.fill("I expect that", "engagement")
    it.root.get_by_label("Best guess").focus()
    # One thought beneath the field, once it is left.
    expect(it.root.locator(".le-near")).to_contain_text("You wrote “engagement”.")
    it.step("Question")
    it.button("Check my work").click()
    card = it.root.locator(".le-finding")
    expect(card).to_contain_text("You wrote “engagement”.")
    it.sound("plan-finding")
    card.get_by_role("button", name="Go there").click()
    expect(it.root.get_by_label("I expect that")).to_be_focused()


def test_a_plan_by_keyboard_alone(desk: Any) -> None:
    it = desk(EDITOR + "plan_editor()", fishbone=True)
    page = it.page
    it.button("Earlier versions").focus()

    def to(text: str) -> None:
        """Tab on until the focus is on what is named."""
        name = (
            "() => { const a = document.activeElement; const l = a.labels && a.labels[0]; "
            "return (l ? l.textContent : a.getAttribute('aria-label') || a.textContent); }"
        )
        for _ in range(40):
            page.keyboard.press("Tab")
            if text in page.evaluate(name):
                return
        raise AssertionError(f"Tab does not lead to {text}")

    to("Our pacing chart")
    page.keyboard.press("Space")
    to("Your question")
    page.keyboard.type("Will more students write a reason?")
    to("Next")
    page.keyboard.press("Enter")
    expect(it.root.get_by_role("heading", name="What will you try?")).to_be_focused()
    to("Three reads")
    page.keyboard.press("Enter")
    to("What will be different")
    # In one go: a pause in typing is a step of its own to undo.
    page.keyboard.insert_text("Read it three times")
    page.keyboard.press("Control+s")
    plan = it.saved()
    assert plan["question"] == "Will more students write a reason?"
    assert plan["change"] == {"idea_card": "three-reads", "text": "Read it three times"}
    assert len(plan["from_causes"]) == 1
    page.keyboard.press("Control+z")
    expect(it.root.get_by_label("What will be different in the lesson?")).to_have_value("")


def test_numbers_that_are_none_are_asked_about_and_kept(desk: Any) -> None:
    it = desk()
    it.step("Prediction")
    guess = it.root.get_by_label("Best guess")
    guess.fill("about half")
    expect(it.root.get_by_text("Write a number, such as 52.")).to_be_visible()
    it.fill("I expect that", "reason slips")
    assert it.saved()["predictions"][0]["best_guess"] is None
    expect(guess).to_have_value("about half")
    guess.fill("52.5%")
    expect(it.root.get_by_text("Write a number, such as 52.")).to_be_hidden()
    page = it.page
    page.wait_for_timeout(400)
    assert it.saved()["predictions"][0]["best_guess"] == 52.5
