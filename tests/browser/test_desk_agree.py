"""Agree at the desk: calibrate by keyboard, mark a second time blind, settle, read the guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.desk._agree_gold import order
from autograde.desk.standing import standings
from autograde.gold import load_gold
from autograde.records import Quote, Records
from autograde.rubrics import load_rubric
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]

COACH, OTHER = "Ana Ruiz (fictional)", "Kim Okafor (fictional)"
CRITERIA = [one.id for one in load_rubric(EXERCISE).coach]
SCRIPT = "<script>window.stolen = 1</script><img src=x onerror='window.stolen = 1'>"


def test_alone_then_twice_then_together(
    tmp_path: Path, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long way: a browser and a server take longer to start than all that is asked of them."""
    monkeypatch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
    root = tmp_path / "served"
    root.mkdir()
    ready = prepare(root)
    extra = make(root, [EXERCISE])
    extra["IdentityProvider"] = {"token": ""}
    course = Course.at(root / COURSE)
    mark_all(course)
    server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
    try:
        context = chromium.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(f"{server.url.rstrip('/')}/coach/desk#/agree")
        page.locator("#name").fill(COACH)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Do we judge alike?").wait_for()
        accessible(page)
        calibrate(page)
        learners = second(page, course)
        together(page, course, learners)
        read_the_guide(page)
        assert page.evaluate("() => window.stolen") is None
        assert wrong == []
        context.close()
    finally:
        server.stop()


def mark_all(course: Course) -> None:
    """The other coach has marked everything; one comment is hostile."""
    with course.book() as book:
        records = Records(book)
        for one in standings(course, book, load_rubric(EXERCISE)):
            if one.state not in ("waits", "marked", "returned") or one.round is None:
                continue
            for criterion in CRITERIA:
                records.write(
                    exercise=EXERCISE,
                    learner=one.learner,
                    criterion=criterion,
                    coach=OTHER,
                    round=one.round.number,
                    level=2,
                    comment=SCRIPT,
                    quotes=[Quote(SCRIPT, f"words.{criterion}")],
                )


def accessible(page: Page) -> None:
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def calibrate(page: Page) -> None:
    """Ten pieces with the keyboard alone: four keys each; then words, reasons, and kappa."""
    gold = load_gold(EXERCISE)
    page.get_by_role("row", name="Fishbone").first.get_by_role("link", name="Begin").click()
    names = order(gold, EXERCISE, COACH, 1)
    for number, name in enumerate(names, start=1):
        page.locator(f"body[data-piece='{number}']").wait_for()
        if number == 1:
            accessible(page)
            body = page.locator("main").inner_text()
            assert name not in body
            assert all(mark.why not in body for mark in gold.pieces[name].marks.values())
        for place, criterion in enumerate(CRITERIA):
            level = gold.pieces[name].marks[criterion].level
            # Always one too strict on the first criterion, as far as that goes.
            page.keyboard.press(str(max(0, level - (place == 0)) + 1))
        page.keyboard.press("Enter")
    zero = sum(gold.pieces[name].marks[CRITERIA[0]].level == 0 for name in names)
    words = page.locator(".agree-words")
    expect(words).to_have_count(3)
    expect(words.first).to_contain_text(f"the same level on {zero} of 10 pieces; you were stricter")
    expect(words.last).to_contain_text("the same level on all 10 pieces")
    expect(page.get_by_text("set by one author")).to_be_visible()
    assert page.get_by_text("Weighted kappa").count() == 0, "only for those who ask"
    page.get_by_text("Kappa, for those who want it").click()
    expect(page.get_by_text("quadratic weights").first).to_be_visible()
    accessible(page)
    row = page.locator("tbody tr").first
    why = row.locator("td").last.inner_text()
    row.get_by_role("link").click()
    expect(page.get_by_role("region", name="What it is worth")).to_contain_text(why)


def second(page: Page, course: Course) -> list[str]:
    """What was drawn is marked without the first marks in sight; saved at every key."""
    page.get_by_role("link", name="Agree", exact=True).click()
    page.get_by_role("link", name="Mark 2 hand-ins").click()
    page.get_by_role("heading", name="a second, blind mark").wait_for()
    shown = page.locator("main").inner_text()
    assert OTHER not in shown
    assert "window.stolen" not in shown
    page.keyboard.press("3")
    expect(page.locator("#saved")).to_have_text("Saved")
    page.reload()
    page.get_by_text("✓ testable").wait_for()
    for key in ("4", "1"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.get_by_text("1 hand-in left").wait_for()
    for key in ("3", "3", "3"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See how far you agree").click()
    with course.book() as book:
        blind = Records(book).entries(EXERCISE, kinds=("blind",))
        marks = {
            one.level for one in Records(book).last(EXERCISE).values() if one.level is not None
        }
    assert len(blind) == 6
    assert marks == {2}, "no learner's mark was touched"
    return list(dict.fromkeys(one.learner for one in blind))


def together(page: Page, course: Course, learners: list[str]) -> None:
    """Two differ: both are seen side by side, and what is pressed counts."""
    settle = page.locator(".agree-settle")
    expect(settle).to_have_count(2)
    accessible(page)
    expect(settle.first).to_contain_text(f"{COACH}: strong")
    expect(settle.first).to_contain_text(f"{OTHER}: testable")
    expect(settle.first.locator("blockquote")).to_have_text(SCRIPT)
    page.get_by_text("Show the work").first.click()
    expect(page.locator(".agree-work img.drawing").first).to_be_visible()
    settle.first.get_by_label("Comment for the learner").fill("Say where the chain might break.")
    settle.first.get_by_role("button", name="strong").click()
    expect(settle.first).to_contain_text("Settled: strong")
    with course.book() as book:
        mark = book.marks(EXERCISE, learners[0])[f"coach-{CRITERIA[1]}"]
    assert mark.manual_score == 3
    assert mark.comment == "Say where the chain might break."
    page.reload()
    expect(settle).to_have_count(1)


def read_the_guide(page: Page) -> None:
    page.get_by_role("link", name="Guide", exact=True).click()
    page.get_by_role("heading", name="An hour for twenty hand-ins").wait_for()
    assert "**" not in page.locator("main").inner_text()
    accessible(page)
