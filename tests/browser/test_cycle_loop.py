"""lift-predict and lift-study as a learner does them, and what a coach then has in front of them.

From the code to a packet with the keyboard alone; that packet is graded and stands on the coach's
page. Beside it, another learner's work with a script in every field.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import Lab, run_all, wait_for_state
from playwright.sync_api import Browser, Locator, Page, expect
from sheet_desk import EDITORS, Sheet, put
from test_module import axe_findings, panel

from autograde.cohort import SCRIPT, everywhere
from autograde.collect import collect
from autograde.course import Course, new_course
from autograde.desk import server_settings
from autograde.feedback import feedback
from autograde.kinds import kind_of
from autograde.rubrics import load_rubric
from autograde.runner import run
from curriculum.lab.folder import prepare
from curriculum.lab.server import free_port, launch
from curriculum.packet import make_packet

pytestmark = [pytest.mark.browser, pytest.mark.nbgrader, pytest.mark.slow]

EXERCISES = ("lift-predict", "lift-study")
LEARNER, PLANTED, OWN = "lead-ash", "lead-beech", "lead-cedar"
FISHBONE = Path(__file__).parents[2] / "lift" / "fishbone" / "examples" / "alder-creek.json"
#: A cycle takes weeks, a test has minutes: the plan is locked on the day that this says.
ON_THAT_DAY = (
    "from datetime import datetime\n"
    "import curriculum.editors.plan as editor\n"
    "class Then(datetime):\n"
    "    @classmethod\n"
    "    def now(cls, tz=None):\n"
    "        return cls(2025, 10, 30, 19, 42, tzinfo=tz)\n"
    "editor.datetime = Then\n"
)
BEFORE = ("8/26", "12/27", "5/25", "10/26", "13/27", "6/25", "9/27", "11/26", "7/27", "7/24")
SINCE = {"03": "12/26", "05": "7/25", "10": "14/27", "12": "10/26"}


@dataclass(frozen=True)
class School:
    """A learner's folder and a coach's course, served together."""

    url: str
    root: Path
    course: Course

    def hand_over(self, exercise: str) -> None:
        """What a coach does with packets that came by mail."""
        for packet in (self.root / exercise / "packets").glob("*.zip"):
            shutil.copy(packet, self.course.root / "packets")
        collect(self.course, exercise)
        assert run(self.course, exercise).troubles == []
        feedback(self.course, exercise, early=True)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    home = tmp_path_factory.mktemp("cycle-loop")
    root = home / "served"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIFT_ELIE_DATA", str(home / "ours"))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        ready = prepare(root)
        roster = home / "roster.csv"
        roster.write_text(f"id\n{LEARNER}\n{PLANTED}\n{OWN}\n", encoding="utf-8")
        course = new_course(root / "course", roster, "cycle", exercises=list(EXERCISES))
        (course.root / "packets").mkdir(exist_ok=True)
        (root / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.root = {str(course.root)!r}\n"
            f"c.CourseDirectory.course_id = {course.id!r}\n",
            encoding="utf-8",
        )
        extra = {
            **server_settings(),
            "IdentityProvider": {"token": ""},
            "LabApp": {"expose_app_in_browser": True},
        }
        server = launch(root, port=free_port(0), face="coach", extra=extra, code=ready.code)
        try:
            yield School(server.url.rstrip("/"), root, course)
        finally:
            server.stop()


def in_work(work: Any, path: str) -> Any:
    """What a piece of work has at the place that a field names."""
    for name in path.split("."):
        if isinstance(work, list) and not name.isdigit():
            work = next(one for one in work if one["id"] == name)
        else:
            work = work[int(name)] if isinstance(work, list) else work[name]
    return work


FOCUSED = """() => {
  const one = document.activeElement;
  const spot = one.closest("[data-where]");
  const marked = (one.dataset.walked = (one.dataset.walked || 0) * 1 + 1);
  return {
    where: spot ? spot.dataset.where : "", type: one.type || one.tagName, value: one.value ?? "",
    text: one.textContent.trim(), times: marked, name: one.name || "",
    pressed: one.getAttribute("aria-pressed"), inside: Boolean(one.closest(".le-sheet")),
    at: one.type === "radio"
      ? [...document.getElementsByName(one.name)].map((radio) => radio.value) : [],
  };
}"""


class Walk:
    """Fills an editor in with Tab, letters and arrows from a worked solution; no mouse."""

    def __init__(self, page: Page, sheet: Locator, solution: Any, press: tuple[str, ...]) -> None:
        self.page, self.sheet = page, sheet
        self.work = solution.model_dump(mode="json")
        self.press = press
        self.done: set[str] = set()

    def tab_to(self, text: str, key: str = "Tab") -> None:
        """Go on with Tab until the focus is on what says this."""
        for _ in range(120):
            self.page.keyboard.press(key)
            if self.page.evaluate(FOCUSED)["text"].startswith(text):
                return
        raise AssertionError(f"{key} does not lead to {text}")

    def all_pages(self, last: str) -> None:
        """Every page, until the last one's title; each field on the way."""
        heading = self.sheet.locator(".le-page-title")
        for _ in range(20):
            title = heading.inner_text()
            self.one_page(end=title == last)
            if title == last:
                return
            self.page.keyboard.press("Enter")
            expect(heading).not_to_have_text(title)
            expect(heading).to_be_focused()
        raise AssertionError(f"the walk did not come to {last}")

    def one_page(self, *, end: bool) -> None:
        """Every field of a page; stops on what leads on, or on the last page after its fields."""
        lost = 0
        for _ in range(160):
            self.page.keyboard.press("Tab")
            now = self.page.evaluate(FOCUSED)
            if not now["inside"]:
                # A button that hides once it is pressed may leave the focus on the page itself.
                lost += 1
                assert lost < 3, "Tab left the editor before the page's end"
                continue
            if now["text"] == ("← Back" if end else "Next →"):
                return
            if now["times"] == 1:
                self.fill(now)
        raise AssertionError("Tab goes around in a circle")

    def fill(self, now: dict[str, Any]) -> None:
        """One field, as the solution has it."""
        keys = self.page.keyboard
        if now["text"] in self.press or now["pressed"] == "false":
            if now["text"] in self.press and now["text"] not in self.done:
                self.done.add(now["text"])
                keys.press("Enter")
                self.page.wait_for_timeout(400)
            return
        if not now["where"] or now["type"] in ("button", "SUMMARY", "DIV"):
            return
        wanted = in_work(self.work, now["where"])
        if now["type"] == "radio":
            if wanted and wanted in now["at"] and f"radio {now['where']}" not in self.done:
                self.done.add(f"radio {now['where']}")
                keys.press("Space")
                for _ in range(now["at"].index(wanted) - now["at"].index(now["value"])):
                    keys.press("ArrowDown")
            return
        if wanted in ("", None) or now["value"] == said(wanted):
            return
        if now["type"] == "date":
            year, month, day = wanted.split("-")
            keys.type(f"{month}{day}{year}")
            return
        for place, line in enumerate(said(wanted).split("\n")):
            if place:
                keys.press("Enter")
            keys.insert_text(line)


def said(value: Any) -> str:
    """A value as one writes it into a field."""
    if isinstance(value, list):
        return "\n".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def new_page(chromium: Browser) -> Page:
    """An empty page in a context of its own."""
    page = chromium.new_context(
        viewport={"width": 1366, "height": 768}, accept_downloads=True
    ).new_page()
    page.set_default_timeout(90_000)
    return page


def begin(school: School, chromium: Browser, exercise: str) -> tuple[Page, Sheet]:
    """Open the exercise as its learner, with the keyboard: code, folder, editor."""
    (school.root / "learner.json").unlink(missing_ok=True)
    page = new_page(chromium)
    place = quote(f"{exercise}/{exercise}.ipynb")
    page.goto(f"{school.url}/lab/workspaces/{exercise}/tree/{place}?reset")
    wait_for_state(page, "ready", timeout=90_000)
    form = panel(page, "Which code did your coach give you?")
    form.get_by_label("Your code").focus()
    page.keyboard.type(LEARNER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This is what you hand in")).to_be_visible()
    folder = page.locator(".le-case")
    expect(folder).to_be_visible()
    assert len(folder.inner_text()) > 1500
    assert axe_findings(page, ".le-case") == []
    name = kind_of(exercise).name
    return page, Sheet(page, school.root / exercise, name)


def check_and_hand_in(school: School, page: Page, sheet: Sheet, walk: Walk, exercise: str) -> None:
    """Check my work, hand in, receipt, packet; then what the coach's computer makes of it."""
    walk.tab_to("Check my work", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(sheet.root.get_by_text("Nothing to fix here").first).to_be_visible()
    assert sheet.axe() == []
    form = panel(page, "Hand in your first version")
    form.get_by_role("button", name="Look over my work").focus()
    page.keyboard.press("Enter")
    expect(form.get_by_text("What your coach will see")).to_be_visible()
    packet = form.get_by_role("button", name="Make a packet file")
    packet.focus()
    page.keyboard.press("Enter")
    done = panel(page, "Version 1 is handed in")
    expect(done.get_by_text("This is version 1.")).to_be_visible()
    with page.expect_download() as download:
        done.get_by_role("link", name=f"Save {exercise}--{LEARNER}--").press("Enter")
    with zipfile.ZipFile(download.value.path()) as made:
        assert json.loads(made.read("manifest.json"))["key"] == LEARNER
        name = kind_of(exercise).name
        assert json.loads(made.read(f"work/{name}.json")) == sheet.saved()

    kind = kind_of(exercise)
    planted = everywhere(kind.solution(kind.draw(exercise, PLANTED, 0)), SCRIPT)
    other = school.root.parent / "other" / exercise
    shutil.copytree(school.root / exercise, other, ignore=shutil.ignore_patterns("work", "packets"))
    put(other, kind.name, planted)
    make_packet(other, exercise, PLANTED, school.course.root / "packets")
    school.hand_over(exercise)
    with school.course.book() as book:
        marks = book.marks(exercise, LEARNER)
    for one in load_rubric(exercise).machine:
        assert marks[f"check-{one.id}"].auto_score == one.points, one.id


def coach_page(school: School, page: Page, exercise: str, learner: str) -> None:
    """One learner's hand-in, opened from the list."""
    page.goto(f"{school.url}/formgrader/gradebook/{exercise}/{exercise}")
    page.get_by_role("link", name=learner, exact=True).click()
    page.wait_for_function("() => window.formgrader && formgrader.loaded")
    expect(page.locator("img[src^='data:image/svg']").first).to_be_visible()


def coach_sees(school: School, chromium: Browser, exercise: str, words: list[str]) -> None:
    """The work stands on the coach's page; the planted one is words there and on its feedback."""
    page = new_page(chromium)
    wrong: list[str] = []
    page.on("pageerror", lambda one: wrong.append(str(one)))
    coach_page(school, page, exercise, LEARNER)
    told = page.locator("main").inner_text()
    drawn = page.locator("img[src^='data:image/svg']").first.get_attribute("alt") or ""
    for one in words:
        assert one in told + drawn, one
    coach_page(school, page, exercise, PLANTED)
    assert "<script>window.stolen" in page.locator("main").inner_text()
    assert page.evaluate("() => window.stolen") is None
    written = school.course.feedback(PLANTED, exercise) / f"{exercise}.html"
    page.goto(written.as_uri())
    expect(page.locator("h1")).to_contain_text("Feedback on your")
    assert "<script>window.stolen" in page.locator("body").inner_text()
    assert page.evaluate("() => window.stolen") is None
    assert wrong == []
    page.context.close()


def test_predict_from_the_code_to_the_coachs_page(school: School, chromium: Browser) -> None:
    exercise = "lift-predict"
    page, sheet = begin(school, chromium, exercise)
    case = kind_of(exercise).draw(exercise, LEARNER, 0)
    solution = kind_of(exercise).solution(case)
    causes = tuple(one.text for one in solution.from_causes)
    solution = solution.model_copy(update={"predictions": solution.predictions[:1]})
    copy = "Copy the numbers from the folder"
    walk = Walk(page, sheet.root, solution, (*causes, copy))
    sheet.button("Earlier versions").focus()
    walk.tab_to("1Question")
    page.keyboard.press("Enter")
    walk.all_pages("Read it once more, then lock it")
    sheet.saved()
    walk.tab_to("Lock this plan", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(sheet.button("Yes, lock it now")).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet.root.get_by_text("Nothing has changed since.")).to_be_visible()
    plan = sheet.saved()
    one, right = plan["predictions"][0], solution.predictions[0]
    assert (one["low"], one["high"], one["because"]) == (right.low, right.high, right.because)
    assert [cause["text"] for cause in plan["from_causes"]] == list(causes)
    assert plan["lock"] is not None
    check_and_hand_in(school, page, sheet, walk, exercise)
    coach_sees(
        school, chromium, exercise, [causes[0], right.because, "Nothing changed after the lock"]
    )
    page.context.close()


def test_study_from_the_code_to_the_coachs_page(school: School, chromium: Browser) -> None:
    exercise = "lift-study"
    page, sheet = begin(school, chromium, exercise)
    case = kind_of(exercise).draw(exercise, LEARNER, 0)
    solution = kind_of(exercise).solution(case)
    walk = Walk(page, sheet.root, solution, ("Copy the groups from the folder",))
    sheet.button("Earlier versions").focus()
    walk.tab_to("1Numbers")
    page.keyboard.press("Enter")
    walk.all_pages("What may you say?")
    study = sheet.saved()
    assert (study["verdict"], study["held"]) == (solution.verdict, solution.held)
    assert study["verdict_words"] == solution.verdict_words
    assert study["other_explanations"] == list(solution.other_explanations)
    walk.tab_to("Tell me what was underneath", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(sheet.root.locator(".le-truth")).to_be_focused()
    check_and_hand_in(school, page, sheet, walk, exercise)
    coach_sees(school, chromium, exercise, [solution.verdict_words, solution.theory_change])
    page.context.close()


def lessons(folder: Path) -> Path:
    """The team's own sheet: ten lessons before the change, four since."""
    days = {f"2025-10-{day:02d}": count for day, count in enumerate(BEFORE, start=6)}
    days |= {f"2025-11-{day}": count for day, count in SINCE.items()}
    rows = [f"{day},{count.replace('/', ',')}" for day, count in days.items()]
    path = folder / "our lessons.csv"
    path.write_text("Day,Reason slips,Students present\n" + "\n".join(rows) + "\n")
    return path


def test_own_data_from_a_chosen_cause_to_a_verdict_and_the_coach(
    school: School, chromium: Browser
) -> None:
    (school.root / "work").mkdir(exist_ok=True)
    shutil.copy(FISHBONE, school.root / "work" / "fishbone.json")
    page = new_page(chromium)
    url = Lab(school.url, school.root).notebook(
        "own.ipynb", ON_THAT_DAY + EDITORS["plan"], EDITORS["study"]
    )
    page.goto(url)
    page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell.currentWidget")
    run_all(page)
    plan = Sheet(page, school.root, "plan")
    cause = plan.root.get_by_role("button", name="Our shared lesson template lists").first
    cause.click()
    plan.box.fill("If partners explain first, will more write a reason?")
    plan.step("Change")
    plan.root.get_by_label("What will be different in the lesson?").fill("Answers go up last")
    plan.button("Next →").click()
    plan.root.get_by_label("First lesson with it").fill("2025-11-03")
    plan.step("Data")
    plan.root.get_by_label("Name of the measure").fill("reason slips")
    plan.step("Prediction")
    plan.button("Use “reason slips” from your data plan").click()
    plan.root.get_by_role("radio", name="go up").check()
    for label, number in (("Best guess", "52"), ("Range from", "40"), ("to", "65")):
        plan.root.get_by_label(label, exact=True).fill(number)
    plan.step("Lock")
    plan.button("Lock this plan").click()
    plan.button("Yes, lock it now").click()
    expect(plan.root.get_by_text("Locked on October 30, 2025 at")).to_be_visible()
    locked = plan.saved()

    study = Sheet(page, school.root, "study")
    study.box.fill("slips")
    study.button("Bring in my locked plan").click()
    expect(study.root.get_by_text("before these numbers were known")).to_be_visible()
    study.root.get_by_label("Your own numbers").set_input_files(lessons(school.root))
    study.button("Use these 14 lessons").click()
    expect(study.root.locator(".le-points tbody tr")).to_have_count(14)
    study.step("Prediction")
    expect(study.root.get_by_text("Since the change: 43 of 104")).to_be_visible()
    study.root.get_by_label("Your result").fill("41")
    study.root.get_by_role("radio", name="Held").check()
    study.step("Verdict")
    study.root.get_by_role("radio", name="Too early to tell").check()
    study.root.get_by_label("Say it to a colleague").fill("Four lessons: too early to tell")
    # Nobody knows the truth of a team's own class.
    expect(study.button("Tell me what was underneath")).to_be_hidden()
    kept = study.saved()
    assert kept["plan_digest"] == locked["lock"]["digest"]
    assert (kept["source"], kept["result"], kept["verdict"]) == ("own", 41, "too_early")
    page.context.close()

    exercise = "lift-study"
    (school.root / "learner.json").write_text(json.dumps({"format": 1, "key": OWN}))
    kind = kind_of(exercise)
    put(school.root / exercise, kind.name, kind.solution(kind.draw(exercise, OWN, 0)))
    page = new_page(chromium)
    place = quote(f"{exercise}/{exercise}.ipynb")
    page.goto(f"{school.url}/lab/workspaces/own/tree/{place}?reset")
    wait_for_state(page, "ready", timeout=90_000)
    form = panel(page, re.compile("Hand in your first version|Is the next one ready"))
    form.get_by_role("button", name="Look over my work").click()
    form.get_by_role("checkbox", name="Also hand in a read-only copy").check()
    form.get_by_role("button", name="Make a packet file").click()
    done = panel(page, re.compile(r"Version \d is handed in"))
    expect(done.get_by_text("A read-only copy of your team’s study went with it.")).to_be_visible()
    school.hand_over(exercise)
    coach_page(school, page, exercise, OWN)
    page.get_by_text("Their own team's study (to read, no points)").click()
    drawn = page.locator("img[alt='The study of the team']")
    expect(drawn).to_be_visible()
    source = drawn.get_attribute("src") or ""
    assert "Four lessons: too early" in b64decode(source.partition(",")[2]).decode("utf-8")
    page.context.close()
