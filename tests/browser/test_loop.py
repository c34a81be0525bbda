"""The whole loop on one machine: exercise, hand in, coach, feedback page, next version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import wait_for_state
from page_parts import hand_in_panel
from playwright.sync_api import Browser, expect

from autograde.checks.solution import worked_solution
from autograde.course import Course
from autograde.demo import COURSE, EXERCISE, make
from autograde.rounds import rounds_in
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch
from curriculum.simulate.story import draw_case

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]

COMMENT = "Say who was not heard, and ask one of them before Friday."


@dataclass(frozen=True)
class Hub:
    """A learner's folder and a coach's course, served together as ``curriculum demo`` does."""

    url: str
    root: Path

    @property
    def course(self) -> Course:
        """The course beside the learner's notebooks."""
        return Course.at(self.root / COURSE)

    def autograde(self, *words: str) -> str:
        """What a coach types."""
        command = [sys.executable, "-m", "autograde", *words]
        done = subprocess.run(
            command, cwd=self.course.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
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
            yield Hub(server.url.rstrip("/"), root)
        finally:
            server.stop()


def test_try_hand_in_coach_feedback_next_version(hub: Hub, chromium: Browser) -> None:
    learner = json.loads((hub.root / "learner.json").read_text())["key"]
    work = hub.root / EXERCISE / "work" / "fishbone.json"
    work.parent.mkdir(exist_ok=True)
    solved = worked_solution(draw_case(EXERCISE, learner, 0))
    work.write_text(solved.model_copy(update={"whose_view_is_missing": ""}).to_json())

    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    place = quote(f"{EXERCISE}/{EXERCISE}.ipynb")
    page.goto(f"{hub.url}/lab/workspaces/loop/tree/{place}?reset")
    wait_for_state(page, "ready", timeout=90_000)

    panel = hand_in_panel(page)
    panel.get_by_role("button", name="Look over my work").click()
    panel.get_by_role("button", name="Hand in to my coach").click()
    expect(panel.get_by_text("This is version 1.")).to_be_visible()

    hub.autograde("collect", EXERCISE)
    hub.autograde("run", EXERCISE)
    coach = chromium.new_page(viewport={"width": 1366, "height": 768})
    coach.goto(f"{hub.url}/formgrader/gradebook/{EXERCISE}/{EXERCISE}")
    coach.get_by_role("link", name=learner, exact=True).click()
    coach.wait_for_function(
        "() => window.formgrader && formgrader.loaded && formgrader.comments.loaded"
    )
    expect(coach.locator("img[alt]").first).to_be_visible()
    for at, level in enumerate(("testable", "strong", "not yet")):
        with coach.expect_response(lambda one: "/api/grade/" in one.url and one.ok):
            coach.locator(".le-levels").nth(at).get_by_role("button", name=level).click()
    with coach.expect_response(lambda one: "/api/comment/" in one.url and one.ok):
        coach.get_by_label("One thing, in your words").fill(COMMENT)
        coach.keyboard.press("Tab")
    hub.autograde("feedback", EXERCISE)

    panel.get_by_role("button", name="Look for feedback").click()
    panel.get_by_text("Feedback of").first.click()
    inside = panel.frame_locator("iframe").first
    expect(inside.get_by_role("heading", name="Fix this first")).to_be_visible()
    expect(inside.get_by_text(COMMENT)).to_be_visible()

    missing = page.get_by_label("Whose view is missing?")
    missing.scroll_into_view_if_needed()
    missing.fill("Families, and the students who joined after September.")
    expect(page.locator(".le-saved").last).to_contain_text("Saved")
    panel = hand_in_panel(page)
    panel.get_by_role("button", name="Look again").or_(
        panel.get_by_role("button", name="Look over my work")
    ).first.click()
    panel.get_by_role("button", name="Hand in to my coach").click()
    expect(panel.get_by_text("This is version 2.")).to_be_visible()
    hub.autograde("collect", EXERCISE)
    hub.autograde("run", EXERCISE)
    rounds = rounds_in(hub.course.rounds(learner, EXERCISE))
    assert len(rounds) == 2
    assert COMMENT in (rounds[0].folder / "feedback.html").read_text()
