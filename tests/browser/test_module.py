"""The fishbone module and its exercise, as a learner does them in a real browser."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from conftest import wait_for_state
from page_parts import axe_findings, notes_of, panel, scroll_to
from playwright.sync_api import Page, expect

from curriculum.artifacts import Fishbone
from curriculum.workspace import Workspace

pytestmark = pytest.mark.browser


NOTEBOOK = "3 Fishbone.ipynb"
EXERCISE = "lift-fishbone/lift-fishbone.ipynb"
PLANTED = "<img src=x onerror=\"document.title='taken over'\"><script>document.title='x'</script>"


def test_decide_by_keyboard_alone_and_find_it_again(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "Twenty minutes left")
    form.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="Vote on the causes")).to_be_focused()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name="This is my answer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.get_by_text("Worth a second look")).to_be_visible()
    expect(form.get_by_role("status")).to_have_text("Saved in your folder.")
    assert [a.choice for a in notes_of(learner.folder).answers] == ["vote"]
    assert axe_findings(page, ".le-panel") == []
    page.reload()
    again = panel(page, "Twenty minutes left")
    expect(again.get_by_text("Worth a second look")).to_be_visible()


def test_repair_answers_and_shows_what_is_typed_as_text(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "A fix dressed up as a cause")
    box = form.get_by_role("textbox")
    box.press_sequentially(PLANTED)
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.locator(".le-note").first).to_be_visible()
    assert form.locator("img, script").count() == 0
    box.fill("There is no math coach on Fridays")
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.get_by_text("One question for you")).to_be_visible()
    form.get_by_role("button", name="Hint 1 of 3").click()
    expect(form.get_by_role("button", name="Hint 2 of 3")).to_be_visible()
    box.fill("On Fridays we plan alone, so nobody asks about half an idea.")
    form.get_by_role("button", name="Check my sentence").click()
    expect(form.get_by_text("Nothing to ask")).to_be_visible()
    assert page.title() not in ("x", "taken over")


def test_a_guided_step_answers_while_one_works_and_stays_in_view(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    bar = scroll_to(page, page.locator(".le-stays"))
    editor = page.locator(".widget-vbox", has=page.locator(".le-stays"))
    much = editor.get_by_label("How much?")
    much.fill("31 students")
    expect(bar.get_by_text("Not quite yet")).to_be_visible()
    much.fill("31 of 88 (35%)")
    expect(bar.get_by_text("1 of 5 steps done.")).to_be_visible()
    assert axe_findings(page, ".le-stays") == []
    bar.get_by_role("button", name="Next step").click()
    cause = editor.get_by_role("treeitem").get_by_text("Students hear about retries")
    cause.first.scroll_into_view_if_needed()
    cause.first.click()
    observation = editor.get_by_role("radio", name="Observation")
    observation.check()
    observation.scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()
    expect(bar.get_by_text("2 of 5 steps done.")).to_be_visible()


def test_a_reflection_is_on_the_disk_without_pressing_anything(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "Your first hunch")
    form.get_by_role("textbox").press_sequentially("We were sure of shyness.", delay=20)
    expect(form.get_by_role("status")).to_have_text("Saved in your folder.")
    page.wait_for_timeout(1000)
    said = [a.text for a in notes_of(learner.folder).answers]
    assert said == ["We were sure of shyness."]
    expect(form.get_by_role("textbox")).to_have_value("We were sure of shyness.")


def restart(page: Page, learner: Any) -> None:
    """Restart the notebook's kernel behind the page's back."""
    sessions = page.request.get(f"{learner.url}/api/sessions").json()
    kernel = next(one["kernel"]["id"] for one in sessions if learner.folder.name in one["path"])
    assert page.request.post(f"{learner.url}/api/kernels/{kernel}/restart").ok


def test_forms_keep_what_was_typed_over_a_restarted_kernel(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "Your first hunch")
    form.get_by_role("textbox").fill("We were sure")
    expect(form.get_by_role("status")).to_have_text("Saved in your folder.")
    restart(page, learner)
    form.get_by_role("textbox").fill("We were sure of shyness.")
    expect(form.get_by_role("status")).to_contain_text("Your words are kept in this browser.")
    choice = panel(page, "Three questions from earlier modules")
    choice.get_by_text("6 quotes", exact=True).click()
    with page.expect_navigation():
        panel(page, "Your first hunch").get_by_role("button", name="Start again").click()
    wait_for_state(page, "ready")
    form = panel(page, "Your first hunch")
    expect(form.get_by_role("textbox")).to_have_value("We were sure of shyness.")
    expect(form.get_by_role("status")).to_have_text("Saved in your folder.")
    expect(panel(page, "Three questions").get_by_role("radio", name="6 quotes")).to_be_checked()
    said = [a.text for a in notes_of(learner.folder).answers]
    assert said == ["We were sure", "We were sure of shyness."]
    left = page.evaluate("() => Object.keys(localStorage).filter((k) => /unanswered/.test(k))")
    assert left == []


def test_a_coach_is_offered_only_where_work_is_handed_in(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(NOTEBOOK))
    scroll_to(page, page.get_by_role("radio", name="My draft"))
    assert page.get_by_label("Whose view is missing?").count() > 0
    assert page.get_by_label("Ask my coach for help").count() == 0


def test_recall_tells_why(learner: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(learner.page(NOTEBOOK))
    form = panel(page, "Three questions from earlier modules")
    form.get_by_text("6 quotes", exact=True).click()
    form.get_by_role("button", name="This is my answer").last.click()
    expect(form.get_by_text("Count people: 4 of 8 students.")).to_be_visible()
    assert axe_findings(page, ".le-panel") == []


def test_an_exercise_from_the_code_to_the_packet(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(EXERCISE))
    form = panel(page, "Which code did your coach give you?")
    form.get_by_label("Your code").fill("rivera 04")
    form.get_by_role("button", name="This is my code").click()
    expect(form.get_by_text("Use the code that your coach gave you")).to_be_visible()
    form.get_by_label("Your code").fill("rivera-04")
    form.get_by_role("button", name="This is my code").click()
    expect(page.get_by_role("heading", name="This is what you hand in")).to_be_visible()
    expect(page.locator(".le-case")).to_be_visible()
    assert axe_findings(page, ".le-case") == []

    page.get_by_label("Since when?").fill("September 8 to October 17")
    page.get_by_label("Ask my coach for help").fill(PLANTED)
    hand_in = panel(page, "Hand in your first version")
    hand_in.get_by_role("button", name="Look over my work").click()
    expect(hand_in.get_by_text("What your coach will see")).to_be_visible()
    expect(hand_in.get_by_text("onerror")).to_be_visible()
    assert hand_in.locator("img, script").count() == 0
    hand_in.get_by_role("button", name="Make a packet file").click()
    done = panel(page, "Version 1 is handed in")
    expect(done.get_by_text("This is version 1.")).to_be_visible()
    assert axe_findings(page, ".le-panel") == []
    with page.expect_download() as download:
        done.get_by_role("link", name="Save lift-fishbone--rivera-04--").click()
    with zipfile.ZipFile(download.value.path()) as packet:
        assert json.loads(packet.read("manifest.json"))["key"] == "rivera-04"
        saved = Fishbone.from_json(packet.read("work/fishbone.json"))
    assert saved.problem_statement.period == "September 8 to October 17"
    assert saved.case is not None
    assert saved.case.draw == 0


def test_practice_on_another_case_leaves_the_own_one_alone(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    home = learner.folder / "lift-fishbone"
    (learner.folder / "learner.json").write_text('{"format": 1, "key": "rivera-04"}')
    page = open_page(learner.page(EXERCISE))
    panel(page, "This is what you hand in")
    own = page.locator(".le-case h3").inner_text()
    page.get_by_role("button", name="Give me another to practice").click()
    expect(page.get_by_role("heading", name="Practice 1")).to_be_visible()
    expect(page.locator(".le-case h3")).not_to_have_text(own)
    page.get_by_label("Since when?").fill("this fall")
    expect(page.locator(".le-saved")).to_contain_text("Saved")
    page.get_by_role("button", name="Back to what I hand in").click()
    expect(page.locator(".le-case h3")).to_have_text(own)
    expect(page.get_by_label("Since when?")).to_have_value("")
    assert sorted(p.name for p in (home / "work").glob("*.json")) == ["practice-fishbone-1.json"]


def test_a_kernel_restarted_elsewhere_keeps_what_was_typed(
    learner: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(learner.page(EXERCISE))
    form = panel(page, "Which code did your coach give you?")
    form.get_by_label("Your code").fill("rivera-04")
    form.get_by_role("button", name="This is my code").click()
    page.get_by_label("Since when?").fill("September 8 to October 17")
    expect(page.locator(".le-saved").first).to_contain_text("Saved")

    sessions = page.request.get(f"{learner.url}/api/sessions").json()
    kernel = next(one["kernel"]["id"] for one in sessions if learner.folder.name in one["path"])
    assert page.request.post(f"{learner.url}/api/kernels/{kernel}/restart").ok
    page.get_by_label("What was counted?").fill("slips with a reason")
    banner = page.locator(".le-banner", has_text="kept").first
    expect(banner).to_be_visible()
    with page.expect_navigation():
        banner.get_by_role("button", name="Start again").click()
    wait_for_state(page, "ready")
    counted = page.get_by_label("What was counted?")
    expect(counted).to_be_editable()
    expect(counted).to_have_value("slips with a reason")
    expect(page.locator(".le-saved").first).to_contain_text("Saved")
    saved = Workspace(learner.folder / "lift-fishbone").load("fishbone", Fishbone).artifact
    assert saved is not None
    assert saved.problem_statement.measure == "slips with a reason"
    assert saved.problem_statement.period == "September 8 to October 17"
