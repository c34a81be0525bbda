"""The coach's desk as an app: one click, the keyboard alone, two coaches, nothing planted runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from autograde.cohort import ASKS, SCRIPT
from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.records import Records
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]

READY = "body[data-ready]:not([data-ready=''])"
COACH = "Ana Ruiz (fictional)"


@dataclass(frozen=True)
class Desk:
    """A running server and the course on it."""

    url: str
    course: Course

    def open(self, page: Page, *parts: str) -> None:
        """Open a screen by its address; whoever is asked for a name gives one."""
        page.goto(f"{self.url}/coach/desk#/{'/'.join(parts)}")
        page.reload()  # another address of the same page is no navigation
        page.locator(f"{READY}, #name").first.wait_for()
        if page.locator("#name").count():
            page.locator("#name").fill(COACH)
            page.keyboard.press("Enter")
        page.locator(READY).wait_for()

    def marks(self, learner: str) -> dict[str, float | None]:
        """The coach's points in nbgrader's gradebook, by criterion."""
        with self.course.book() as book:
            found = book.marks(EXERCISE, learner)
        return {
            name.removeprefix("coach-"): one.manual_score
            for name, one in found.items()
            if name.startswith("coach-") and one.max_score
        }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo's course, as ``curriculum demo`` starts it."""
    home = tmp_path_factory.mktemp("desk-app")
    root = home / "served"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIFT_ELIE_DATA", str(home / "ours"))
        # The question that one of them asks, from the hand-in to the desk.
        patch.setitem(ASKS, EXERCISE, SCRIPT)
        ready = prepare(root)
        extra = make(root, [EXERCISE])
        course = Course.at(root / COURSE)
        extra["IdentityProvider"] = {"token": ""}
        server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
        try:
            yield Desk(server.url.rstrip("/"), course)
        finally:
            server.stop()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page in a context of its own."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


def saved(page: Page | FrameLocator) -> None:
    expect(page.locator("#saved")).to_have_text("Saved")


def no_violations(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def named_by_script(route: Route) -> None:
    """A roster refuses such a name; here it comes all the same."""
    answer = route.fetch()
    told = answer.text().replace('"name": "lead-maple"', f'"name": {json.dumps(SCRIPT)}')
    route.fulfill(response=answer, body=told)


def test_one_click_from_the_start_page_and_one_hand_in_by_keyboard_alone(
    desk: Desk, page: Page
) -> None:
    page.goto(f"{desk.url}/lab/tree/Start%20here.ipynb?reset")
    button = page.get_by_role("button", name="Mark what was handed in")
    button.click()
    frame = page.frame_locator("#lift-elie-desk iframe")
    frame.get_by_label("Your name").wait_for()
    page.keyboard.type(COACH)
    page.keyboard.press("Enter")
    begin = frame.get_by_role("link", name="Begin with")
    expect(begin).to_be_visible()
    first = str(begin.inner_text()).removeprefix("Begin with ").removesuffix(" →")

    page.keyboard.press("Enter")  # begins
    expect(frame.get_by_role("heading", name=first, level=1)).to_be_visible()
    expect(frame.locator(".level:focus")).to_have_attribute("aria-label", "not yet")
    for key, title in (("3", "Explains the difference"), ("2", "Knows whose view")):
        page.keyboard.press(key)
        expect(frame.locator(".card.open .title").first).to_contain_text(title)
    page.keyboard.press("4")
    expect(frame.locator("#comment-fix-first")).to_be_focused()
    page.keyboard.type("Say how you know.")
    page.keyboard.press("Enter")  # saved, and on to the next
    expect(frame.get_by_role("heading", name=first, level=1)).to_have_count(0)
    expect(frame.locator(".level:focus")).to_have_attribute("aria-label", "not yet")

    with desk.course.book() as book:
        last = Records(book).last(EXERCISE)
        (learner,) = {one for one, each in last if last[one, each].comment == "Say how you know."}
        entry = last[learner, "reads-backward"]
        assert (entry.coach, entry.round, entry.level) == (COACH, 1, 2)
    assert sorted(one for one in desk.marks(learner).values() if one is not None) == [1, 2, 3]
    # A desk that is open already comes to the front, at its first screen.
    page.get_by_role("tab", name="Start here").click()
    button.click()
    expect(frame.get_by_role("heading", name="Who needs me?")).to_be_visible()
    expect(page.get_by_role("tab", name="The coach’s desk")).to_have_count(1)
    page.get_by_role("button", name="New Launcher").first.click()
    expect(page.locator(".jp-LauncherCard", has_text="Mark what was")).to_be_visible()


def test_nothing_planted_runs_and_every_screen_is_accessible(desk: Desk, page: Page) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda one: wrong.append(str(one)))
    page.route("**/coach/api/*", named_by_script)
    desk.open(page, "needs")
    expect(page.locator("body")).to_contain_text("They ask you something")
    expect(page.locator("body")).to_contain_text("This file is damaged")
    expect(page.get_by_role("link", name="<script>").first).to_be_visible()
    no_violations(page)
    desk.open(page, "one", EXERCISE, "lead-maple")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    page.locator("#comment-fix-first").fill(SCRIPT)
    page.locator("#comment-fix-first").blur()
    saved(page)
    page.get_by_text("as text, to quote from").click()
    no_violations(page)
    desk.open(page, "one", EXERCISE, "lead-juniper")
    expect(page.locator(".le-callout").first).to_contain_text("They ask you")
    expect(page.locator(".le-callout").first).to_contain_text(SCRIPT)
    desk.open(page, "one", EXERCISE, "lead-oak")
    expect(page.locator("main")).to_contain_text("There is nothing to mark here")
    expect(page.locator(".level")).to_have_count(0)
    desk.open(page, "across")
    expect(page.locator("main")).to_contain_text("to mark")
    no_violations(page)
    desk.open(page, "across", EXERCISE, "missing-view")
    expect(page.locator(".paper img")).to_be_visible()
    page.get_by_text("All hand-ins").click()
    no_violations(page)
    assert page.evaluate("() => window.stolen") is None
    assert [one for one in asked if not one.startswith((desk.url, "data:"))] == []
    assert wrong == []


def test_one_question_across_all_with_evidence_lines_and_undo(desk: Desk, page: Page) -> None:
    desk.open(page, "across", EXERCISE, "reads-backward")
    body = page.locator("body")
    status = page.locator(".progress [role=status]")
    before = int(str(status.inner_text()).split()[0])
    page.get_by_label("Hide names").check()
    expect(page.locator(".whose")).to_contain_text("Hand-in")
    first = body.get_attribute("data-learner") or ""

    # A phrase of what they wrote becomes evidence.
    page.evaluate(
        """() => {
          const text = document.querySelector(".answer .theirs").firstChild;
          document.getSelection().setBaseAndExtent(text, 0, text, 12);
        }"""
    )
    page.get_by_role("button", name="Keep as evidence").click()
    saved(page)
    expect(page.locator(".answer mark")).to_have_count(1)
    expect(page.locator(".evidence li")).to_have_count(1)

    # A line of the bank, adapted: the gap is selected, to be written over.
    page.get_by_text("Lines to begin with").click()
    page.get_by_role("button", name="The step from").click()
    page.keyboard.type("the bell")
    box = page.get_by_label("Comment", exact=True)
    expect(box).to_have_value(re.compile("^The step from the bell to ... needs"))
    page.get_by_role("button", name="Keep my comment as a line").click()
    expect(page.get_by_role("button", name="Let go of the line")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator(".level").first.focus()
    page.keyboard.press("3")
    expect(status).to_contain_text(f"{before + 1} of")
    page.keyboard.press("Enter")
    expect(body).not_to_have_attribute("data-learner", first)
    assert desk.marks(first)["reads-backward"] == 2

    second = body.get_attribute("data-learner") or ""
    expect(page.locator(".level:focus")).to_have_count(1)
    page.keyboard.press("1")
    expect(status).to_contain_text(f"{before + 2} of")
    page.keyboard.press("z")
    expect(status).to_contain_text(f"{before + 1} of")
    assert desk.marks(second)["reads-backward"] is None
    page.keyboard.press("ArrowLeft")
    expect(body).to_have_attribute("data-learner", first)
    expect(page.locator(".answer mark")).to_have_count(1)
    page.get_by_label("Similar answers together").uncheck()
    expect(body).to_have_attribute("data-learner", first)
    page.get_by_label("Hide names").uncheck()
    expect(page.locator(".whose")).to_contain_text(first)


def test_marks_go_both_ways_between_desk_and_formgrader(desk: Desk, page: Page) -> None:
    learner = "lead-elm"
    desk.open(page, "one", EXERCISE, learner)
    page.locator(".card .title").first.click()
    page.get_by_role("button", name="strong").click()
    expect(page.locator(".card").first).to_contain_text("✓ strong")
    page.get_by_role("link", name="In formgrader").click()
    card = page.locator(".le-card").first
    expect(card.get_by_role("button", name="strong")).to_have_attribute("aria-pressed", "true")
    with page.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
        card.get_by_role("button", name="present").click()
    desk.open(page, "one", EXERCISE, learner)
    expect(page.locator(".card").first).to_contain_text("✓ present (somebody in formgrader)")


def test_two_coaches_at_one_hand_in(desk: Desk, chromium: Browser, page: Page) -> None:
    learner = "lead-juniper"
    desk.open(page, "one", EXERCISE, learner)
    other = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
    try:
        desk.open(other, "one", EXERCISE, learner)
        other.get_by_role("button", name="You mark as").click()
        other.locator("#name").fill("Ben Okafor (fictional)")
        other.keyboard.press("Enter")
        other.locator(".card .title").first.click()
        other.get_by_role("button", name="testable").click()
        expect(other.locator(".card").first).to_contain_text("✓ testable")
    finally:
        other.context.close()
    page.locator(".card .title").first.click()
    page.keyboard.press("1")
    clash = page.get_by_role("alert").filter(has_text="Ben Okafor (fictional) marked this")
    expect(clash).to_contain_text("Theirs")
    expect(clash).to_contain_text("testable")
    expect(clash).to_contain_text("Yours: not yet")
    assert desk.marks(learner)["reads-backward"] == 2
    no_violations(page)
    page.keyboard.press("ArrowRight")  # it cannot be left before one of them is chosen
    expect(page.locator("#trouble")).to_contain_text("choose which mark stays")
    page.get_by_role("button", name="Put mine instead").click()
    expect(page.locator(".card").first).to_contain_text("✓ not yet")
    assert desk.marks(learner)["reads-backward"] == 0


def test_what_is_not_saved_is_said_and_not_left(desk: Desk, page: Page) -> None:
    desk.open(page, "one", EXERCISE, "lead-palm")
    page.route("**/coach/api/mark", lambda route: route.abort())
    page.locator(".card .title").first.click()
    page.keyboard.press("2")
    expect(page.locator("#trouble")).to_contain_text("Not saved")
    page.get_by_role("link", name="Who needs me?").click()
    expect(page.locator("#trouble")).to_contain_text("not saved")
    expect(page.get_by_role("heading", name="lead-palm")).to_be_visible()
    page.unroute("**/coach/api/mark")
    page.locator(".level").nth(1).click()
    expect(page.locator(".card").first).to_contain_text("✓ present")
    expect(page.locator("#trouble")).to_be_hidden()
    page.get_by_role("link", name="Who needs me?").click()
    expect(page.get_by_role("heading", name="Who needs me?")).to_be_visible()
    assert desk.marks("lead-palm")["reads-backward"] == 1


def test_take_in_and_give_back_without_a_terminal(desk: Desk, page: Page) -> None:
    for one in ("reads-backward", "explains-difference", "missing-view"):
        with desk.course.book() as book:
            book.mark(EXERCISE, "lead-sequoia", f"coach-{one}", score=2.0)
    desk.open(page, "needs")
    page.get_by_role("button", name="Take in what is new").click()
    expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
    said = page.locator(".said")
    expect(said).to_contain_text("0 new versions", timeout=90_000)
    row = page.locator("section", has_text="Marked, and not given back yet")
    expect(row.get_by_role("link", name="lead-sequoia")).to_be_visible()
    row.get_by_role("button", name="Give back").click()
    expect(said).to_contain_text("written", timeout=90_000)
    later = page.locator("section", has_text="no next version came yet")
    expect(later.get_by_role("link", name="lead-sequoia")).to_be_visible()
    assert (desk.course.rounds("lead-sequoia", EXERCISE) / "1" / "feedback.html").is_file()


def test_single_keys_can_be_turned_off(desk: Desk, page: Page) -> None:
    before = desk.marks("lead-cedar")
    keys = page.get_by_label("Mark and move with single keys")
    desk.open(page, "help")
    keys.uncheck()
    expect(page.locator("#saved")).to_have_text("Single keys do nothing now.")
    desk.open(page, "one", EXERCISE, "lead-cedar")
    for key in ("4", "n", "ArrowDown"):
        page.keyboard.press(key)
    desk.open(page, "help")
    expect(keys).not_to_be_checked()
    assert desk.marks("lead-cedar") == before
    keys.check()
    desk.open(page, "one", EXERCISE, "lead-cedar")
    page.keyboard.press("4")
    saved(page)
    assert desk.marks("lead-cedar") != before


def test_to_read_on_a_phone(desk: Desk, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for parts in (
        ("needs",),
        ("one", EXERCISE, "lead-cedar"),
        ("across",),
        ("across", EXERCISE, "missing-view"),
    ):
        desk.open(page, *parts)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, parts
        small = page.evaluate(
            "() => Array.from(document.querySelectorAll('.level, .title, .primary'))"
            ".filter((one) => one.clientHeight && one.clientHeight < 38).length"
        )
        assert small == 0
