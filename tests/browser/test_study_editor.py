"""The study editor, range practice and the record in a real browser."""

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
from sheet_desk import own_plan

from curriculum.artifacts import Plan, Record
from curriculum.artifacts.lock import locked_at
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser


#: Set this to a folder to get a picture of every page.
PICTURES = os.environ.get("SHEET_PICTURES", "")
CASE = (
    "from curriculum.simulate.study_cases import draw_study_case\n"
    "from curriculum.editors import study_editor\n"
    "study_editor(case=draw_study_case('lift-study', 'maria', 0, truth='as_predicted'))"
)
OWN = "from curriculum.editors import study_editor\nstudy_editor(team=True)"
BEFORE = [
    *("8/26", "12/27", "5/25", "10/26", "13/27", "6/25"),
    *("9/27", "11/26", "7/27", "7/24", "13/26", "6/25"),
]
SINCE = ["12/26", "7/25", "14/27", "10/26"]


class Desk:
    """The editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.root = page.locator(".le-study").last
        expect(self.root).to_be_visible()

    @property
    def file(self) -> Path:
        return self.folder / "work" / "study.json"

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        self.page.wait_for_timeout(300)
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        return json.loads(self.file.read_text())

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def next(self, title: str) -> None:
        self.button("Next →").click()
        expect(self.root.get_by_role("heading", name=title)).to_be_focused()

    def fill(self, label: str, text: str) -> None:
        self.root.get_by_label(label, exact=True).fill(text)

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
    """Opens an editor in a folder of its own, a locked plan in it where one is given."""
    stem = own_name(request)

    def opener(cell: str, *more: str, plan: Plan | None = None) -> Desk:
        if plan is not None:
            (lab.root / stem / "work").mkdir(parents=True, exist_ok=True)
            (lab.root / stem / "work" / "plan.json").write_text(plan.to_json())
        return Desk(open_lab(lab.notebook(f"{stem}/x.ipynb", cell, *more)), lab.root / stem)

    return opener


def own_file(folder: Path) -> Path:
    """Their sheet, with a column of names that must never arrive."""
    days = [f"2026-10-{day:02d}" for day in range(5, 17)] + [
        "2026-11-03", "2026-11-05", "2026-11-10", "2026-11-12",
    ]  # fmt: skip
    rows = ["Day,Reason slips,Students present,Absent"]
    for day, cell in zip(days, BEFORE + SINCE, strict=True):
        count, of = cell.split("/")
        rows.append(f"{day},{count},{of},{27 - int(of)}")
    path = folder / "our lessons.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_a_practice_case_to_its_truth(desk: Any) -> None:
    it = desk(CASE)
    root = it.root
    expect(root.get_by_text("You predicted")).to_be_visible()
    it.sound("study-1-numbers")
    it.next("Did the change happen?")
    assert root.locator(".le-log tbody tr").count() >= 4
    root.get_by_role("radio", name="Yes").check()
    it.fill("What was different from the plan, and on which day?", "One day cut short")
    it.sound("study-2-happened")
    it.next("Did the prediction hold?")
    it.fill("Your result", "61")
    root.get_by_role("radio", name="Held").check()
    expect(root.locator(".le-figure img")).to_have_attribute("alt", re.compile("Result: 61%"))
    it.sound("study-3-held")
    it.next("Mark the chart")
    notes = root.locator(".le-note-row")
    there = notes.count()
    it.button("+ note on the chart").click()
    expect(notes).to_have_count(there + 1)
    note = notes.last
    change = root.get_by_label("First lesson with the change").input_value()
    note.get_by_label(re.compile("day$")).fill(change)
    note.get_by_label(re.compile("what happened$")).fill("New seats <b>today</b>")
    expect(root.locator(".le-figure img")).to_have_attribute("alt", re.compile("New seats"))
    it.sound("study-4-notes")
    it.next("Does the series signal?")
    expect(root.get_by_text("The rule in force in this course, IHI rules")).to_be_visible()
    for label, value in (("Median before", "33.3"), ("Useful points", "14"),
                         ("Longest run", "4"), ("Crossings", "6")):  # fmt: skip
        it.fill(label, value)
    root.get_by_role("radio", name="No signal").check()
    it.sound("study-5-signal")
    it.next("For whom?")
    it.button("Copy the groups from the folder").click()
    expect(root.locator(".le-group").first).to_be_visible()
    root.get_by_label("Students", exact=True).first.fill("9")
    expect(root.get_by_text("Under 11 students: no verdict").first).to_be_visible()
    it.sound("study-6-who")
    it.next("Who is missing?")
    it.fill("How many times was a student not counted since the change?", "9")
    it.fill("Who is missing, and could they change the picture?", "Nine, from all groups")
    it.sound("study-7-missing")
    it.next("What else could it be?")
    it.fill("What else could have done it? One reason a line", "A new unit\nA new seat plan")
    it.fill("Did anything get worse?", "Three minutes less")
    it.sound("study-8-reasons")
    it.next("What may you say?")
    expect(it.button("Tell me what was underneath")).to_be_disabled()
    root.get_by_role("radio", name="No signal").check()
    it.fill("Say it to a colleague", "No signal yet in this room")
    it.fill("What do you think now about your cause?", "Order of talk may matter")
    it.button("Tell me what was underneath").click()
    truth = root.locator(".le-truth")
    expect(truth).to_be_focused()
    expect(truth.locator("p").first).to_contain_text("no signal")
    it.sound("study-9-verdict")
    study = it.saved()
    assert (study["verdict"], study["held"], study["result"]) == ("no_signal", "held", 61)
    assert study["other_explanations"] == ["A new unit", "A new seat plan"]
    assert study["annotations"][-1]["text"] == "New seats <b>today</b>"
    assert (study["groups"][0]["n"], study["missing_count"]) == (9, 9)
    assert study["signal_reading"]["median"] == 33.3
    assert root.locator("b").count() == 0


def test_a_teams_own_file_meets_its_locked_plan_and_a_bad_one_says_what_to_do(desk: Any) -> None:
    plan = own_plan()
    it = desk(OWN, plan=plan)
    root = it.root
    assert locked_at(plan) is not None
    expect(root.get_by_text("before these numbers were known")).to_be_visible()
    told = root.locator(".le-file-told")
    bad = it.folder / "percents.csv"
    rows = [f"2026-10-{day:02d},{30 + day}%" for day in range(5, 17)]
    bad.write_text("Day,Share\n" + "\n".join(rows) + "\n")
    root.get_by_label("Your own numbers").set_input_files(bad)
    expect(told).to_contain_text("a percent does not say of how many")
    assert told.get_by_role("button").count() == 0
    root.get_by_label("Your own numbers").set_input_files(own_file(it.folder))
    expect(told).to_contain_text("“Reason slips” is counted, by “Day”.")
    it.sound("study-own-1-told")
    told.get_by_role("button", name="Use these 16 lessons").click()
    expect(root.locator(".le-points tbody tr")).to_have_count(16)
    it.sound("study-own-2-used")
    study = it.saved()
    assert (study["source"], study["plan_digest"]) == ("own", plan.lock.digest)
    assert [p["phase"] for p in study["points"]].count("cycle") == 4
    root.locator(".le-step", has_text="Prediction").click()
    expect(root.get_by_text("Since the change: 43 of 104, 4 lessons together.")).to_be_visible()
    root.locator(".le-step", has_text="Verdict").click()
    # No one knows the truth of a team's own class.
    expect(it.button("Tell me what was underneath")).to_be_hidden()
    it.sound("study-own-3-verdict")


def test_without_a_locked_plan_it_says_so(desk: Any) -> None:
    it = desk(OWN)
    expect(it.root.get_by_text("There is no plan in your folder yet.")).to_be_visible()
    plan = own_plan()
    (it.folder / "work").mkdir(exist_ok=True)
    (it.folder / "work" / "plan.json").write_text(plan.to_json())
    # Whatever is done next, the plan that is there now is seen.
    it.root.get_by_label("What these numbers count").fill("slips")
    it.button("Bring in my locked plan").click()
    expect(it.root.get_by_text("You predicted")).to_be_visible()
    assert it.saved()["plan_digest"] == plan.lock.digest


def test_a_lesson_log_by_keyboard_in_seconds(desk: Any) -> None:
    it = desk(OWN, plan=own_plan())
    page = it.page
    it.root.locator(".le-step", has_text="Done?").focus()
    page.keyboard.press("Enter")
    expect(it.root.get_by_role("heading", name="Did the change happen?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(it.root.get_by_label("Lesson 1: day")).to_be_visible()
    it.root.get_by_label("Lesson 1: done as planned").focus()
    page.keyboard.press("p")
    page.keyboard.press("Tab")
    page.keyboard.type("Fire drill")
    page.keyboard.press("Control+s")
    log = it.saved()["log"]
    assert [(one["done"], one["words"]) for one in log] == [("partly", "Fire drill")]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", log[0]["day"])


def test_five_ranges_by_keyboard_and_the_record(lab: Any, open_lab: Any) -> None:
    page = open_lab(
        lab.notebook(
            "ranges/x.ipynb",
            "from curriculum.editors import range_practice\nrange_practice()",
            "from curriculum.editors import calibration_record\ncalibration_record()",
        )
    )
    form = page.locator(".le-panel").first
    expect(form).to_be_visible()
    for number in range(1, 6):
        expect(form.get_by_role("heading", name=f"Range {number} of 5")).to_be_visible()
        form.locator("input").first.focus()
        page.keyboard.type("60" if number == 1 else "0")
        page.keyboard.press("Tab")
        page.keyboard.type("40" if number == 1 else "100")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if number == 1:
            expect(form.get_by_text("put the smaller first")).to_be_visible()
            form.locator("input").first.fill("0")
            form.locator("input").last.fill("100")
            form.get_by_role("button", name="This is my range").click()
        expect(form.get_by_text("four times in five")).to_be_visible()
        found = Axe().run(page, context=".le-panel").response["violations"]
        assert [v["id"] for v in found] == []
        if PICTURES and number in (1, 5):
            form.screenshot(path=Path(PICTURES) / f"range-{number}.png")
        if number < 5:
            form.get_by_role("button", name="Next range").click()
    expect(form.get_by_text("It takes about 30 to say more than that")).to_be_visible()
    form.get_by_role("button", name="One more").click()
    expect(form.get_by_role("heading", name="Range 6")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert form.evaluate("el => el.scrollWidth <= el.clientWidth + 1")
    assert Axe().run(page, context=".le-panel").response["violations"] == []
    record = Workspace(lab.root / "ranges").load("calibration", Record).artifact
    assert record is not None
    assert len(record.ranges) == 5
    last = page.locator(".le-panel").last
    expect(last.get_by_text("No range of yours has met its truth yet.")).to_be_visible()
