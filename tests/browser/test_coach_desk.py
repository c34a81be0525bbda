"""A coach at the desk: nbgrader's formgrader in JupyterLab, on the demo's course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.feedback import feedback
from autograde.roster import Learner
from autograde.rounds import rounds_in
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch

CRITERIA = ("reads-backward", "explains-difference", "missing-view")

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]


@dataclass(frozen=True)
class Desk:
    """A running server and the course on it."""

    url: str
    course: Course

    def submission(self, page: Page, learner: str) -> None:
        """Open one learner's submission from the list, as a coach does."""
        page.goto(f"{self.url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
        page.get_by_role("link", name=learner, exact=True).click()
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
        extra = make(root, [EXERCISE])
        extra["IdentityProvider"] = {"token": ""}
        extra["LabApp"] = {"expose_app_in_browser": True}
        server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
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


def test_formgrader_stands_inside_jupyterlab(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/lab?reset")
    page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell")
    command = "nbgrader:open-formgrader"
    page.wait_for_function(f"() => window.jupyterapp.commands.hasCommand('{command}')")
    page.evaluate(f"() => {{ window.jupyterapp.commands.execute('{command}'); }}")
    frame = page.frame_locator("iframe[src*='formgrader']")
    frame.get_by_role("link", name=EXERCISE).first.wait_for()


def test_the_list_says_who_waits_and_what_stands_in_the_way(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}/coach/hand-ins")
    rows = page.locator("#hand-ins tbody tr")
    rows.first.wait_for()
    assert page.url.endswith(f"/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    states = rows.locator("td:nth-child(2)").all_inner_texts()
    assert len(states) == 12
    kinds = [one.split()[0] for one in states]
    assert kinds == sorted(kinds, key="◐✗✓".index)
    assert "This file is damaged" in rows.filter(has_text="lead-oak").inner_text()
    assert "another person" in rows.filter(has_text="lead-pine").inner_text()
    assert f"{kinds.count('◐')} wait for you" in page.locator("#how-many").inner_text()
    assert Axe().run(page).response["violations"] == []


def test_what_could_not_be_read_is_said_and_offers_nothing_to_mark(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-oak")
    text = page.locator("main").inner_text()
    assert "The fishbone in this hand-in could not be read" in text
    assert "Ask lead-oak to open the exercise" in text
    assert "Nothing was found here" not in text
    assert page.locator(".le-level, .comment, .score").count() == 0
    assert Axe().run(page).response["violations"] == []


def test_by_keyboard_alone(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-dogwood")
    page.locator(".le-level:focus").wait_for()
    for key in "32":
        with page.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
            page.keyboard.press(key)
        page.wait_for_function(
            "key => document.activeElement.matches('.le-level')"
            " && !document.activeElement.closest('.le-card').matches('.le-marked')",
            arg=key,
        )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
        page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.wait_for_function("() => document.activeElement.closest('.le-first')")
    page.keyboard.type("Say how you know.")
    before = page.url
    page.keyboard.press("Control+.")
    page.wait_for_url(lambda url: url.split("?")[0] != before.split("?")[0])
    with desk.course.book() as book:
        marks = book.marks(EXERCISE, "lead-dogwood")
    given = [marks[f"coach-{one}"].manual_score for one in CRITERIA]
    assert given == [2, 1, 0]
    assert marks["coach-fix-first"].comment == "Say how you know."


def test_tab_reaches_every_part_of_the_page(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-elm")
    page.locator(".le-level:focus").wait_for()
    met = set()
    for _ in range(60):
        met.add(
            page.evaluate(
                "() => { const one = document.activeElement; return one.closest('nav') ? 'bar'"
                " : one.matches('.le-level') ? 'level' : one.matches('summary') ? 'fold'"
                " : one.matches('.comment') ? 'comment' : one.matches('.score') ? 'points' : ''; }"
            )
        )
        page.keyboard.press("Tab")
    assert {"bar", "level", "fold", "comment", "points"} <= met


def test_a_line_to_begin_with_is_saved(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-elm")
    page.get_by_text("Begin a comment with").first.click()
    with page.expect_response(lambda one: "/api/comment/" in one.url and one.ok):
        page.get_by_role("button", name="I read this chain aloud").click()
    with desk.course.book() as book:
        said = book.marks(EXERCISE, "lead-elm")["coach-reads-backward"].comment
    assert said.startswith("I read this chain aloud with “therefore”")


def test_a_mark_that_is_not_saved_is_told_and_not_left(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-elm")
    page.route("**/api/grade/**", lambda route: route.abort())
    level = page.locator(".le-levels").first.get_by_role("button", name="strong")
    level.click()
    page.get_by_text("That was not saved.").wait_for()
    page.get_by_role("link", name="Next →", exact=True).click()
    page.wait_for_timeout(300)
    assert page.get_by_role("heading", name="lead-elm").is_visible()
    page.unroute("**/api/grade/**")
    level.click()
    page.get_by_text("Saved.").wait_for()
    with desk.course.book() as book:
        assert book.marks(EXERCISE, "lead-elm")["coach-reads-backward"].manual_score == 3


def test_the_next_that_waits(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-oak")
    met = []
    for _ in range(3):
        with page.expect_navigation():
            page.get_by_role("link", name="Next that waits").first.click()
        page.locator(".le-level:enabled").first.wait_for()
        met.append(page.locator("h1").inner_text())
        for place in range(3):
            with page.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
                page.locator(".le-levels").nth(place).locator("button").nth(1).click()
    assert len(set(met)) == 3
    assert not set(met) & {"lead-birch", "lead-oak", "lead-pine"}


def test_names_stand_on_the_pages_even_of_one_word(desk: Desk, page: Page) -> None:
    desk.submission(page, "lead-palm")  # formgrader has read its gradebook; then a name is added
    with desk.course.book() as book:
        book.put_learners([Learner("lead-palm", "Amaru"), Learner("lead-maple", "Kai de la Cruz")])
    page.goto(f"{desk.url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    page.get_by_role("link", name="Kai de la Cruz", exact=True).wait_for()
    page.get_by_role("link", name="Amaru", exact=True).click()
    assert page.locator("h1").inner_text() == "Amaru"


@pytest.mark.parametrize("width", [390, 820])
def test_nothing_is_wider_than_a_phone_or_a_tablet(desk: Desk, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{desk.url}/coach/hand-ins")
    page.locator("#hand-ins tbody tr").first.wait_for()
    wide = "() => document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= width
    for learner in ("lead-cedar", "lead-oak", "lead-pine"):
        desk.submission(page, learner)
        assert page.evaluate(wide) <= width
        assert page.evaluate("() => window.scrollY") == 0
    small = page.evaluate(
        "() => Array.from(document.querySelectorAll('.le-level'))"
        ".filter((one) => one.clientHeight < 40).length"
    )
    assert small == 0


def test_the_printed_page_shows_the_level_without_its_color(desk: Desk, page: Page) -> None:
    (made, *_) = rounds_in(desk.course.rounds("lead-alder", EXERCISE))
    page.goto((made.folder / "feedback.html").as_uri())
    page.emulate_media(media="print")
    here = page.locator(".steps li.here").first
    look = here.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).borderWidth]")
    assert look == ["rgb(0, 0, 0)", "2px"]
    assert not page.get_by_text("Your fishbone as text").is_visible()
    assert page.locator(".drawing img").evaluate("one => one.clientWidth") <= 1366


def test_a_gradebook_that_cannot_be_used_is_told_at_the_first_address(desk: Desk) -> None:
    file = desk.course.root / "gradebook.db"
    away = file.with_name("away.db")
    file.rename(away)
    try:
        with pytest.raises(HTTPError) as caught:
            urlopen(f"{desk.url}/coach/hand-ins", timeout=30)
        assert caught.value.code == 503
        said = caught.value.read().decode("utf-8")
    finally:
        away.rename(file)
    assert "The hand-ins cannot be shown now" in said
    assert "gradebook.db is missing" in said
