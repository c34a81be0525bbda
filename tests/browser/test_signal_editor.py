"""The signal editor and the league table in a real browser."""

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

from curriculum.simulate.signal_cases import draw_signal_case

pytestmark = pytest.mark.browser


#: Set this to a folder to get a picture of every page.
PICTURES = os.environ.get("SHEET_PICTURES", "")
CASE = (
    "from curriculum.simulate.signal_cases import draw_signal_case\n"
    "from autograde.checks.signal_reading import signal_reading\n"
    "from curriculum.editors.signal import signal_editor\n"
    "case = draw_signal_case('elie-signal', 'maria', 0)\n"
    "signal_editor(case=case, check=lambda made: signal_reading(made, case))"
)
STAR98 = "from curriculum.editors.signal import signal_editor\nsignal_editor(data='star98')"
OWN = "from curriculum.editors.signal import signal_editor\nsignal_editor(data='own', team=True)"
LEAGUE = "from curriculum.editors._game_league import league_game\nleague_game()"


class Desk:
    """The editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.root = page.locator(".le-signal").last
        expect(self.root).to_be_visible()

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        self.page.wait_for_timeout(400)
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        return json.loads((self.folder / "work" / "funnel-reading.json").read_text())

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def step(self, name: str) -> None:
        self.root.locator(".le-step", has_text=name).click()

    def next(self, title: str) -> None:
        self.button("Next →").click()
        expect(self.root.get_by_role("heading", name=title)).to_be_focused()

    def fill(self, label: str, text: str) -> None:
        self.root.get_by_label(label, exact=True).fill(text)

    @property
    def image(self) -> Locator:
        return self.root.locator(".le-stage img")

    def at(self, place: tuple[float, float]) -> None:
        """Click at a place of the picture, from 0 to 1."""
        self.image.scroll_into_view_if_needed()
        box = self.image.bounding_box()
        assert box is not None
        self.page.mouse.click(
            box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"]
        )

    def sound(self, name: str) -> None:
        """Nothing for axe-core to find on this page; every picture has its words."""
        if PICTURES:
            self.page.evaluate("() => document.querySelector('.le-sheet').scrollIntoView()")
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png")
            self.root.screenshot(path=Path(PICTURES) / f"{name}-whole.png")
        found = Axe().run(self.page, context=".le-sheet").response["violations"]
        assert [f"{v['id']}: {n['html'][:140]}" for v in found for n in v["nodes"]] == []
        for image in self.root.locator(".le-figure:visible img").all():
            assert image.evaluate("i => i.complete && i.naturalWidth > 300")
            assert len(image.get_attribute("alt") or "") > 100


@pytest.fixture
def desk(lab: Any, open_lab: Any, request: pytest.FixtureRequest) -> Any:
    """Opens an editor in a folder of its own."""
    stem = own_name(request)

    def opener(cell: str) -> Desk:
        return Desk(open_lab(lab.notebook(f"{stem}/x.ipynb", cell)), lab.root / stem)

    return opener


def test_a_practice_case_to_its_truth(desk: Any) -> None:
    case = draw_signal_case("elie-signal", "maria", 0)
    it = desk(CASE)
    root = it.root
    it.sound("signal-1-data")
    it.fill("What is counted?", case.facts.measure)
    it.fill("Whose counts are these, and of when?", "36 schools, January 2025")
    it.step("Funnel")
    expect(root.get_by_text("First predict, then look")).to_be_visible()
    expect(it.image).to_have_count(0)
    it.button("Go to the prediction").click()
    it.sound("signal-2-predict")
    guess = root.get_by_label(re.compile("If nothing but chance made the 36 schools differ"))
    it.button("This is my guess: show me the funnel").click()
    expect(root.get_by_text("Choose the limits first, then guess.")).to_be_visible()
    root.get_by_role("radio", name="99.8% limits").check()
    guess.fill("many")
    guess.press("Enter")
    expect(root.get_by_text("Write a whole number, such as 2.")).to_be_visible()
    guess.fill("2")
    guess.press("Enter")
    expect(root.get_by_text("You guessed 2.")).to_be_visible()
    expect(it.image).to_have_attribute("alt", re.compile("36 points"))
    it.sound("signal-3-funnel")
    line = re.search(r"All together (\d+)%", it.image.get_attribute("alt") or "")
    assert line is not None
    it.fill("The line that all are compared with", f"{line[1]}.0")
    it.next("Wider limits? (optional)")
    root.get_by_role("radio", name="No limits of chance alone").check()
    it.sound("signal-4-wide")
    it.next("Which points stand out?")
    expect(it.image).to_have_attribute("alt", re.compile("36 points"))
    rows = root.locator(".le-found tbody tr")
    expect(rows).to_have_count(len(case.facts.special))
    # The first by a click on the picture, the others by the keyboard.
    first, *others = case.facts.special
    from curriculum.editors._signal_data import case_data
    from curriculum.figures.funnel_reading import funnel_places

    spots = funnel_places(case_data(case), limits="99.8", adjusted=False)
    it.at(next((one.x, one.y) for one in spots if one.code == first))
    expect(it.button(f"Mark {first}")).to_have_attribute("aria-pressed", "true")
    for code in others:
        it.button(f"Mark {code}").focus()
        it.page.keyboard.press("Enter")
        expect(it.button(f"Mark {code}")).to_have_attribute("aria-pressed", "true")
        expect(it.button(f"Mark {code}")).to_be_focused()
    expect(it.image).to_have_attribute("alt", re.compile(f"On the list:.*{first}"))
    root.get_by_label("Find a name").fill("no such school")
    expect(rows).to_have_count(0)
    root.get_by_label("Find a name").fill("")
    root.get_by_role("radio", name="All", exact=True).check()
    expect(rows).to_have_count(36)
    it.sound("signal-5-mark")
    it.next("Read each point, and ask")
    cards = root.locator(".le-point")
    expect(cards).to_have_count(len(case.facts.special))
    for card in cards.all():
        card.get_by_role("radio", name="Special cause").check()
        card.get_by_label("One question you would ask there").fill("What is <b>different</b>?")
    it.sound("signal-6-read")
    it.next("What does the whole show?")
    root.get_by_role("radio", name="Mostly common cause, with some special").check()
    it.fill(
        "Say it to somebody who has never seen a funnel",
        "The named differ; all others are as chance makes them.",
    )
    it.fill(
        "What do the limits not say?", "Inside is alike, not fair: the common level is too low."
    )
    it.sound("signal-7-whole")
    it.next("Act on the system")
    it.fill(
        "One thing that all share, and that you will change", "Support blocks before the last bus"
    )
    it.fill("Who does it", "chief of schools")
    it.fill("By when", "2025-02-28")
    it.fill("What will you not do, though somebody will propose it?", "No plans by rank")
    it.sound("signal-8-act")
    it.next("Three who will hear of it")
    it.fill("To the board", "The bottom five schools need improvement plans.")
    it.button("Check my work").click()
    expect(root.get_by_role("heading", name="About your work")).to_be_focused()
    finding = root.locator("[data-finding='signal-bottom-five']")
    if not finding.count():
        it.button("Show what comes after that").click()
    finding.get_by_role("button", name="Go there").click()
    expect(root.get_by_label("To the board", exact=True)).to_be_focused()
    it.fill(
        "To the board",
        "A few of 36 schools differ by more than chance. The level is ours to change.",
    )
    it.button("Tell me what was underneath").click()
    expect(root.locator(".le-truth p").first).to_contain_text("Your reading was sound")
    it.sound("signal-9-say")
    made = it.saved()
    assert [one["code"] for one in made["outside"]] == list(case.facts.special)
    assert {one["reading"] for one in made["outside"]} == {"special"}
    assert (made["source"], made["limits"], made["adjusted"]) == ("simulated", "99.8", "no")
    assert root.locator("b").count() == 0


def test_california_says_that_only_chance_does_not_fit(desk: Any) -> None:
    it = desk(STAR98)
    root = it.root
    root.get_by_text("What these districts are, how old").click()
    expect(root.get_by_text("They are old.")).to_be_visible()
    it.fill("Whose counts are these, and of when?", "303 districts of California, 1998")
    it.next("First: what were they given?")
    it.sound("star98-1-given")
    it.next("Before you look")
    root.get_by_role("radio", name="99.8% limits").check()
    guess = root.get_by_label(re.compile("If nothing but chance made the 303 districts differ"))
    guess.fill("15")
    it.button("This is my guess: show me the funnel").click()
    expect(
        root.get_by_text("More than half of the 303 districts lie outside: 210.")
    ).to_be_visible()
    expect(it.image).to_be_visible()
    it.sound("star98-2-funnel")
    it.next("Wider limits? (optional)")
    root.get_by_role("radio", name="Yes, wider limits").check()
    it.fill("Why wider limits, and what do they hide?", "Poverty spreads them; that is not fair.")
    expect(it.image).to_have_attribute("alt", re.compile("over-dispersion"))
    it.sound("star98-3-wide")
    it.next("Which points stand out?")
    expect(root.locator(".le-found tbody tr")).to_have_count(11)
    root.get_by_role("radio", name="All", exact=True).check()
    expect(root.get_by_text("The 100 largest of 303 districts.")).to_be_visible()
    root.get_by_label("Find a name").fill("District 12")
    it.button("Mark District 12").click()
    it.sound("star98-4-mark")
    # Whoever is on a phone sees everything too.
    it.page.set_viewport_size({"width": 390, "height": 844})
    for name in ("Data", "Predict", "Funnel", "Points", "Whole", "Act", "Say"):
        it.step(name)
        assert root.evaluate("el => el.scrollWidth <= el.clientWidth + 1"), name
        if name in ("Data", "Points"):
            it.sound(f"star98-phone-{name}")
    made = it.saved()
    assert (made["source"], made["units"], made["adjusted"]) == ("star98", 303, "yes")
    assert [one["code"] for one in made["outside"]] == ["District 12"]


def test_an_own_file_and_a_bad_one(desk: Any) -> None:
    it = desk(OWN)
    root = it.root
    expect(root.get_by_text("nothing of it leaves it")).to_be_visible()
    head = "School,Students tested,Met the standard\n"
    rows = "".join(f"Street {n} School,{60 + 37 * n},{20 + 15 * n}\n" for n in range(1, 31))
    bad, good = it.folder / "bad.csv", it.folder / "good.csv"
    bad.write_text("School,Percent met\n" + "".join(f"Street {n} School,{n}%\n" for n in range(9)))
    good.write_text(head + rows + "Tiny School,9,4\nSmall School,10,3\nTotal,19024,7582\n")
    root.get_by_label("Your own file").set_input_files(bad)
    expect(root.get_by_text("a percent of 6 and a percent of 600")).to_be_visible()
    it.sound("own-1-bad")
    root.get_by_label("Your own file").set_input_files(good)
    expect(root.get_by_text("2 schools are left out")).to_be_visible()
    it.sound("own-2-told")
    it.button("Use these 30 schools").click()
    expect(root.get_by_text("You work with your own file: 30 schools.")).to_be_visible()
    it.step("Predict")
    root.get_by_role("radio", name="95% limits").check()
    root.get_by_label(re.compile("30 schools differ")).fill("1")
    it.button("This is my guess: show me the funnel").click()
    expect(it.image).to_have_attribute("alt", re.compile("30 points"))
    assert "Tiny" not in root.inner_html()
    it.step("Say")
    it.fill("District", "Cedar Valley Unified (fictional)")
    it.sound("own-3-say")
    assert it.saved()["source"] == "own"
    # Taken along as one page.
    root.locator(".le-menu summary").click()
    with it.page.expect_download() as download:
        root.get_by_role("button", name="One page (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    # Another day the schools are still there.
    it.page.close()
    again = desk(OWN)
    again.step("Points")
    expect(again.image).to_have_attribute("alt", re.compile("30 points"))


def test_the_league_table_by_keyboard(lab: Any, open_lab: Any) -> None:
    page = open_lab(lab.notebook("league/x.ipynb", LEAGUE))
    form = page.locator(".le-panel")
    expect(form).to_be_visible()
    if PICTURES:
        form.screenshot(path=Path(PICTURES) / "league-1.png")
    form.get_by_label("4", exact=True).focus()
    page.keyboard.press("Space")
    next_ = form.get_by_role("button", name="This is my guess: next year")
    next_.focus()
    page.keyboard.press("Enter")
    expect(form.get_by_text("You guessed 4.")).to_be_visible()
    for year in (3, 4, 5):
        form.get_by_role("button", name="Next year").press("Enter")
        expect(form.get_by_text(f"The bottom five, year {year}")).to_be_visible()
    form.get_by_label("Nothing about any single school").check()
    form.get_by_role("button", name="This is my answer").click()
    expect(form.get_by_text("exactly alike")).to_be_visible()
    found = Axe().run(page, context=".le-panel").response["violations"]
    assert [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]] == []
    image = form.locator("img")
    assert image.evaluate("i => i.complete && i.naturalWidth > 500")
    if PICTURES:
        form.screenshot(path=Path(PICTURES) / "league-2.png")
