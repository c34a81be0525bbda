"""Close the loop in a real browser: comments answered in the lab, read at the desk, taken along."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import wait_for_state
from page_parts import hand_in_panel
from playwright.sync_api import Browser, Dialog, Download, Page, expect

from autograde.checks.solution import worked_solution
from autograde.collect import collect
from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.feedback import feedback
from autograde.release import FIX_FIRST
from autograde.rounds import pages_of, rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import run
from curriculum.artifacts.answers import Answers
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch
from curriculum.simulate.story import draw_case
from curriculum.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]
# nbgrader's own commands start in between, and take their seconds.

SAID = "Name one person who was not heard, and when you ask."
WHY = "two families were asked on Friday <img src=x onerror=alert(1)>"
VIEW = "Families of the newcomers; we call two of them on Thursday."


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
        patch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
        root = tmp_path / "served"
        ready = prepare(root)
        extra = make(root, [EXERCISE])
        extra["IdentityProvider"] = {"token": ""}
        extra["LabApp"] = {"expose_app_in_browser": True}
        server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
        try:
            yield server.url.rstrip("/"), root
        finally:
            server.stop()


def coach(course: Course, learner: str) -> None:
    """What a coach does between two rounds."""
    collect(course, EXERCISE)
    run(course, EXERCISE)
    with course.book() as book:
        for one in load_rubric(EXERCISE).coach:
            comment = SAID if one.id == "missing-view" else ""
            points = one.points_of("present")
            book.mark(EXERCISE, learner, f"coach-{one.id}", score=points, comment=comment)
        book.mark(EXERCISE, learner, FIX_FIRST, comment="Begin with the view that is missing.")
    feedback(course, EXERCISE)


def desk(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/coach/desk#/{name}")
    page.locator(f"body[data-ready={name.split('/')[0]}]").wait_for()


def saved(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8-sig")


def test_from_a_comment_to_the_report(hub: tuple[str, Path], chromium: Browser) -> None:
    url, root = hub
    course = Course.at(root / COURSE)
    learner = json.loads((root / "learner.json").read_text())["key"]
    home = root / EXERCISE
    first = worked_solution(draw_case(EXERCISE, learner, 0))
    first = first.model_copy(update={"whose_view_is_missing": ""})
    Workspace(home).save("fishbone", first, "")

    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    place = quote(f"{EXERCISE}/{EXERCISE}.ipynb")
    page.goto(f"{url}/lab/workspaces/answers/tree/{place}?reset")
    wait_for_state(page, "ready", timeout=90_000)
    panel = hand_in_panel(page)
    panel.get_by_role("button", name="Look over my work").click()
    panel.get_by_role("button", name="Hand in to my coach").click()
    expect(panel.get_by_text("This is version 1.")).to_be_visible()

    coach(course, learner)
    panel.get_by_role("button", name="Look for feedback").click()
    expect(panel.get_by_text("Answer your coach (round 1)")).to_be_visible()
    expect(panel.get_by_text(SAID)).to_be_visible()
    groups = panel.get_by_role("group", name="Your answer to")
    expect(groups).to_have_count(2)
    groups.nth(0).get_by_label("I changed this").check()
    groups.nth(1).get_by_label("I tried it and kept mine").check()
    panel.get_by_label("I kept mine, because").fill(WHY)
    page.keyboard.press("Tab")
    expect(panel.get_by_text("Your answer is saved.")).to_be_visible()
    found = Axe().run(page, context=".le-panel")
    assert found.violations_count == 0, found.generate_report()

    missing = page.get_by_label("Whose view is missing?")
    missing.scroll_into_view_if_needed()
    missing.fill(VIEW)
    expect(page.locator(".le-saved").last).to_contain_text("Saved")
    panel = hand_in_panel(page)
    look = panel.get_by_role("button", name="Look again")
    look.or_(panel.get_by_role("button", name="Look over my work")).first.click()
    panel.get_by_role("button", name="Hand in to my coach").click()
    expect(panel.get_by_text("This is version 2.")).to_be_visible()
    answers = Workspace(home).load("answers", Answers).artifact
    assert answers is not None
    assert [one.choice for one in answers.answers] == ["changed", "kept"]

    before = rounds_in(course.rounds(learner, EXERCISE))[0]
    kept = {one: one.read_bytes() for one in before.folder.rglob("*") if one.is_file()}
    assert sorted(collect(course, EXERCISE).new) == [learner]
    run(course, EXERCISE)
    assert {one: one.read_bytes() for one in kept} == kept

    with chromium.new_context(viewport={"width": 1366, "height": 768}) as context:
        at_desk(context.new_page(), url, learner)
    with chromium.new_context(viewport={"width": 390, "height": 800}) as context:
        phone = context.new_page()
        asked: list[str] = []
        phone.on("request", lambda one: asked.append(one.url))
        phone.goto(pages_of(before)[-1].as_uri())
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
        assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
        assert Axe().run(phone).violations_count == 0


def at_desk(page: Page, url: str, learner: str) -> None:
    """What the coach sees of it, and takes along."""
    dialogs: list[str] = []

    def shown(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", shown)
    page.goto(f"{url}/coach/desk#/rounds")
    page.get_by_label("Your name").fill("Robin (fictional)")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Feedback acted on")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=learner, exact=True))
    expect(row).to_contain_text("2 of 2")
    row.get_by_role("link").click()

    expect(page.get_by_role("heading", name="round 2 beside round 1")).to_be_visible()
    said = page.get_by_role("row").filter(has_text=SAID)
    expect(said).to_contain_text("I tried it and kept mine, because …")
    expect(said).to_contain_text(WHY)
    expect(said).to_contain_text("present → not marked yet")
    expect(page.get_by_text(f"Wrote whose view is missing: “{VIEW}”")).to_be_visible()
    expect(page.locator("img.drawing")).to_have_count(2)
    assert Axe().run(page).violations_count == 0

    desk(page, url, "out")
    assert Axe().run(page).violations_count == 0
    with page.expect_download() as report:
        page.get_by_role("button", name="Make the report").click()
    text = saved(report.value)
    assert text.startswith("<!DOCTYPE html>")
    assert learner not in text
    with page.expect_download() as table:
        page.get_by_role("button", name="Save the table (CSV)").click()
    lines = {one["id"]: one for one in csv.DictReader(saved(table.value).splitlines())}
    assert (lines[learner]["comments"], lines[learner]["acted on"]) == ("2", "2")
    with page.expect_download() as points:
        page.get_by_role("button", name="Save the points (CSV)").click()
    assert saved(points.value).startswith("id,name,email,lift-fishbone (of 29)")
    page.get_by_label("Learner").select_option(learner)
    with page.expect_download() as own:
        page.get_by_role("button", name="Save the page").click()
    assert VIEW in saved(own.value)
    assert dialogs == []
