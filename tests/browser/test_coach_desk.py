"""A coach at the desk: nbgrader's formgrader in JupyterLab, on the demo's course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.feedback import feedback
from autograde.rounds import rounds_in
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]


@dataclass(frozen=True)
class Desk:
    """A running server and the course on it."""

    url: str
    course: Course

    def submission(self, page: Page, learner: str) -> None:
        """Open one learner's submission from the list, as a coach does."""
        page.goto(f"{self.url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
        page.locator(f"a:text-is('{learner}')").wait_for(state="attached")
        page.goto(str(page.locator(f"a:text-is('{learner}')").evaluate("one => one.href")))
        page.wait_for_function(
            "() => window.formgrader && formgrader.loaded"
            " && formgrader.comments.loaded && formgrader.grades.loaded"
        )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo as ``curriculum demo`` starts it."""
    home = tmp_path_factory.mktemp("desk")
    root = home / "served"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIFT_ELIE_DATA", str(home / "ours"))
        ready = prepare(root)
        extra = make(root)
        extra["IdentityProvider"] = {"token": ""}
        extra["LabApp"] = {"expose_app_in_browser": True}
        server = launch(root, port=free_port(49152), face="coach", extra=extra, code=ready.code)
        try:
            yield Desk(server.url.rstrip("/"), Course.at(root / COURSE))
        finally:
            server.stop()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page in a context of its own."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    yield context.new_page()
    context.close()


def test_nothing_planted_runs_and_nothing_comes_from_outside(desk: Desk, page: Page) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda one: wrong.append(str(one)))
    for learner in ("lead-maple", "lead-oak", "lead-pine", "lead-sequoia"):
        desk.submission(page, learner)
        assert page.evaluate("() => window.stolen") is None
        assert page.locator("h1").inner_text() == learner
    desk.submission(page, "lead-maple")
    assert page.locator("img[src^='data:image/svg']").first.is_visible()
    assert "<script>window.stolen" in page.locator("main").inner_text()
    for name in ("manage_assignments", "manage_students", f"manage_submissions/{EXERCISE}"):
        page.goto(f"{desk.url}/formgrader/{name}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => window.stolen") is None
    assert [one for one in asked if not one.startswith((desk.url, "data:"))] == []
    assert wrong == []


def test_a_script_in_a_notebook_that_plain_nbgrader_graded(desk: Desk, page: Page) -> None:
    path = desk.course.autograded("lead-birch", EXERCISE) / f"{EXERCISE}.ipynb"
    before = path.read_text(encoding="utf-8")
    evil = "<script>window.stolen = 1</script><img src=x onerror='window.stolen = 1'>"
    try:
        path.write_text(before.replace("<h2>The fishbone</h2>", evil), encoding="utf-8")
        desk.submission(page, "lead-birch")
        page.wait_for_timeout(300)
        assert page.evaluate("() => window.stolen") is None
        assert page.locator("main img[src='x']").count() == 1
    finally:
        path.write_text(before, encoding="utf-8")


def test_three_levels_one_comment_and_back_to_the_learner(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-cedar")
    for place, level in enumerate(("testable", "present", "strong")):
        with page.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
            page.locator(".le-levels").nth(place).get_by_role("button", name=level).click()
    with page.expect_response(lambda one: "/api/comment/" in one.url and one.ok):
        page.get_by_label("One thing, in your words").fill("Take the blame out of the head.")
        page.keyboard.press("Tab")
    with desk.course.book() as book:
        marks = book.marks(EXERCISE, "lead-cedar")
    assert marks["coach-reads-backward"].manual_score == 2
    assert marks["coach-missing-view"].manual_score == 3
    assert not marks["coach-explains-difference"].needs_coach
    serious = [one["id"] for one in Axe().run(page).response["violations"]]
    assert serious == []

    assert "lead-cedar" in feedback(desk.course, EXERCISE).written
    (made,) = rounds_in(desk.course.rounds("lead-cedar", EXERCISE))
    page.goto((made.folder / "feedback.html").as_uri())
    assert page.get_by_role("heading", name="Fix this first").is_visible()
    assert page.get_by_text("Take the blame out of the head.").is_visible()
    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    # Read by scrolling inside its frame; squeezed to the screen its words would be 5 pixels high.
    assert page.locator(".drawing img").evaluate("one => one.clientWidth") >= 700


def test_one_click_from_the_start_page_to_what_was_handed_in(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/lab/tree/Start%20here.ipynb?reset")
    page.get_by_role("button", name="Mark what was handed in").click(timeout=60_000)
    frame = page.frame_locator("iframe[src*='formgrader']")
    frame.get_by_role("link", name=EXERCISE).first.wait_for(timeout=30_000)


def test_formgrader_stands_inside_jupyterlab(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/lab?reset")
    page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell")
    command = "nbgrader:open-formgrader"
    page.wait_for_function(f"() => window.jupyterapp.commands.hasCommand('{command}')")
    page.evaluate(f"() => {{ window.jupyterapp.commands.execute('{command}'); }}")
    frame = page.frame_locator("iframe[src*='formgrader']")
    frame.get_by_role("link", name=EXERCISE).first.wait_for(timeout=30_000)
