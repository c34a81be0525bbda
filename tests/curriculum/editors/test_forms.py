"""The deciding halves of the small forms, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone_edits import apply
from curriculum.artifacts.notes import Notes
from curriculum.editors import _forms
from curriculum.editors._decide import DecideSession, RecallSession, decide
from curriculum.editors._exercise import ExerciseSession, Workbench
from curriculum.editors._hand_in import HandInSession
from curriculum.editors._handing_in import HandingIn
from curriculum.editors._questions import find_decision, find_steps
from curriculum.editors._reflect import ReflectSession, RepairSession
from curriculum.editors._show import load_example, show_case, show_fishbone
from curriculum.editors._steps import GuidedSession, look_at
from curriculum.simulate import draw_case
from curriculum.workspace import Workspace

FIRST = "fishbone/first-move"


def texts(view: object) -> str:
    """Everything that stands on the page, as one string."""
    if isinstance(view, Mapping):
        return "\n".join(texts(value) for value in view.values())
    if isinstance(view, list | tuple):
        return "\n".join(texts(value) for value in view)
    return str(view)


def labels(view: Mapping[str, Any]) -> list[str]:
    """The labels of all buttons."""
    rows = [b for b in view["blocks"] if b["kind"] == "buttons"]
    return [item["label"] for row in rows for item in row["items"]]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)


# ------------------------------------------------------------------ decide and recall


def test_nothing_is_told_before_an_answer_is_committed(tmp_path: Path) -> None:
    session = DecideSession(FIRST, tmp_path)
    told = [line for option in find_decision(FIRST).option for line in option.says]
    assert not any(line in texts(session.view()) for line in told)
    session.handle({"do": "choose", "name": "answer", "value": "vote"})
    assert not any(line in texts(session.view()) for line in told)
    session.handle({"do": "commit"})
    assert find_decision(FIRST).option[1].says[0] in texts(session.view())


def test_the_answer_is_there_again_and_the_first_one_is_kept(tmp_path: Path) -> None:
    session = DecideSession(FIRST, tmp_path)
    for choice in ("vote", "describe"):
        session.handle({"do": "choose", "value": choice})
        session.handle({"do": "commit"})
    again = DecideSession(FIRST, tmp_path)
    page = texts(again.view())
    assert "Sound choice" in page
    assert "Your first answer was: “Vote on the causes" in page
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert [a.choice for a in notes.history(FIRST)] == ["vote", "describe"]


@pytest.mark.parametrize("event", [{"do": "commit"}, {"do": "choose", "value": "none"}, {}])
def test_an_event_without_a_choice_changes_nothing(tmp_path: Path, event: Any) -> None:
    session = DecideSession(FIRST, tmp_path)
    before = session.view()
    session.handle(event)
    assert session.view() == before
    assert not (tmp_path / "work").exists()


def test_recall_answers_each_question_by_itself(tmp_path: Path) -> None:
    session = RecallSession("fishbone/recall", tmp_path)
    session.handle({"do": "choose", "name": "recall-people", "value": "six-quotes"})
    session.handle({"do": "commit", "value": "recall-people"})
    page = texts(session.view())
    assert "Count people: 4 of 8 students." in page
    assert page.count("This is my answer") == 2


def test_two_forms_on_one_page_do_not_undo_each_other(tmp_path: Path) -> None:
    one, two = DecideSession(FIRST, tmp_path), ReflectSession("fishbone/reflection", tmp_path)
    two.handle({"do": "write", "value": "We were sure."})
    one.handle({"do": "choose", "value": "vote"})
    one.handle({"do": "commit"})
    two.handle({"do": "write", "value": "We were sure of shyness."})
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert [a.text or a.choice for a in notes.answers] == ["vote", "We were sure of shyness."]


# ------------------------------------------------------------------ reflect and repair


def test_a_reflection_is_saved_while_typing_as_one_answer(tmp_path: Path) -> None:
    session = ReflectSession("fishbone/reflection", tmp_path)
    for words in ("S", "Shy", "Shy students"):
        session.handle({"do": "write", "value": words})
    again = ReflectSession("fishbone/reflection", tmp_path)
    assert again.writing.text == "Shy students"
    again.handle({"do": "write", "value": "Seats"})
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert [a.text for a in notes.answers] == ["Shy students", "Seats"]


def test_what_the_browser_sends_again_is_kept_once(tmp_path: Path) -> None:
    ReflectSession("fishbone/reflection", tmp_path).handle({"do": "write", "value": "Shy"})
    again = ReflectSession("fishbone/reflection", tmp_path)
    again.handle({"do": "write", "value": "Shy", "again": True})
    for _ in range(2):
        choice = DecideSession(FIRST, tmp_path)
        choice.handle({"do": "choose", "name": "answer", "value": "vote"})
        choice.handle({"do": "commit", "value": "answer", "again": True})
    notes = Workspace(tmp_path).load("notes", Notes).artifact
    assert notes is not None
    assert [(a.text, a.choice) for a in notes.answers] == [("Shy", ""), ("", "vote")]


def test_forms_that_keep_words_have_a_place_of_their_own(tmp_path: Path) -> None:
    sessions = [
        ReflectSession("fishbone/reflection", tmp_path),
        RepairSession("fishbone/no-coach", picky, tmp_path),
        DecideSession(FIRST, tmp_path),
        DecideSession("fishbone/which-reads", tmp_path),
        RecallSession("fishbone/recall", tmp_path),
        ReflectSession("fishbone/reflection", tmp_path / "other"),
    ]
    places = [_forms.Form(session).place for session in sessions]
    assert all(places)
    assert len(set(places)) == len(places)


def picky(text: str) -> list[dict[str, str]]:
    """Asks about everything that says "no coach"."""
    if "no coach" not in text.lower():
        return []
    return [{"label": "solution", "what": f"You wrote “{text}”.", "why": "W.", "next": "N."}]


def test_repair_asks_and_then_is_content_and_only_then_shows_one_way(tmp_path: Path) -> None:
    session = RepairSession("fishbone/no-coach", picky, tmp_path)
    one_way = session.item.one_way
    assert one_way not in texts(session.view())
    session.handle({"do": "check"})
    assert "Write your version in the box first" in texts(session.view())
    session.handle({"do": "write", "value": " no math coach  on FRIDAYS "})
    session.handle({"do": "check"})
    assert "Same words" in texts(session.view())
    assert one_way not in texts(session.view())
    session.handle({"do": "write", "value": "There is no coach"})
    session.handle({"do": "check"})
    assert "One question for you" in texts(session.view())
    session.handle({"do": "write", "value": "We plan alone on Fridays"})
    session.handle({"do": "check"})
    assert "Nothing to ask" in texts(session.view())
    assert one_way in texts(session.view())


def test_hints_come_one_at_a_time_and_end(tmp_path: Path) -> None:
    session = RepairSession("fishbone/no-coach", picky, tmp_path)
    for shown in range(1, 5):
        session.handle({"do": "hint"})
        page = texts(session.view())
        assert [hint in page for hint in session.item.hints] == [n < shown for n in range(3)]
    assert "Hint" not in "".join(labels(session.view()))


# ------------------------------------------------------------------ the widget around them


class Broken:
    """A session whose program fails."""

    def handle(self, event: Mapping[str, Any]) -> None:
        raise RuntimeError("secret words of a learner")

    def view(self) -> dict[str, Any]:
        return {"title": "T", "blocks": [{"kind": "text", "text": "still here"}]}


def test_an_exception_becomes_a_plain_sentence_with_details_to_copy() -> None:
    form = _forms.Form(Broken())
    form.receive({"do": "check", "n": "w:1"})
    first, *rest = form.view["blocks"]
    assert first["kind"] == "alert"
    assert "not in your work" in first["text"]
    assert "RuntimeError" in first["details"]
    assert "secret words" not in texts(first)
    assert rest[0]["text"] == "still here"
    assert form.done == "w:1"


def test_every_event_is_answered_even_a_senseless_one(tmp_path: Path) -> None:
    form = decide(FIRST, root=tmp_path)
    form.receive({"do": ["choose"], "n": "w:1"})
    assert form.done == "w:1"
    form.receive({"do": "choose", "value": {"a": 1}, "n": "w:2"})
    for event in (None, [], "x"):
        form.receive(event)
    assert form.done == "w:2"
    assert form.view["title"] == find_decision(FIRST).title


def test_a_disk_that_refuses_is_told_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    session = ReflectSession("fishbone/reflection", tmp_path)
    with monkeypatch.context() as full:
        full.setattr("curriculum.workspace.write_atomic", refuse)
        session.handle({"do": "write", "value": "My words"})
    assert session.book.status != "Saved in your folder."
    assert session.writing.text == "My words"
    other = DecideSession(FIRST, tmp_path)
    session.handle({"do": "write", "value": "My words and more"})
    assert session.book.status == "Saved in your folder."
    assert other.book.read().latest("fishbone/reflection") is not None


# ------------------------------------------------------------------ guided steps


def guided_view(session: GuidedSession, step: int) -> Mapping[str, Any]:
    session.handle({"do": "step", "value": str(step)})
    return session.view()


def edit(session: GuidedSession, **intent: Any) -> None:
    seq = session.editing.view()["acks"].get("test", 0) + 1
    assert not session.editing.receive("test", [{"seq": seq, "intent": intent}])


@pytest.fixture
def guided_session(tmp_path: Path) -> Iterator[GuidedSession]:
    session = GuidedSession("fishbone/retries", picky, tmp_path)
    yield session
    session.editing.close()


def test_every_step_starts_undone_and_quiet(guided_session: GuidedSession) -> None:
    assert guided_session.view()["status"] == "0 of 5 steps done."
    for step in range(5):
        assert not [b for b in guided_view(guided_session, step)["blocks"] if b["kind"] == "note"]


def test_a_wrong_tag_is_answered_by_what_is_behind_it(guided_session: GuidedSession) -> None:
    edit(guided_session, op="set_evidence", id="g2", part="tag", value="data")
    assert "You tagged it data." in texts(guided_view(guided_session, 1))
    edit(guided_session, op="set_evidence", id="g2", part="tag", value="observation")
    assert "Done" in texts(guided_view(guided_session, 1))


def test_escalate_needs_a_name_and_a_day(guided_session: GuidedSession) -> None:
    edit(guided_session, op="set_lane", id="g5", value="escalate")
    assert "Not quite yet" in texts(guided_view(guided_session, 4))
    edit(guided_session, op="set_carried", id="g5", part="who", text="Project sponsor")
    edit(guided_session, op="set_carried", id="g5", part="on", text="October 30")
    assert "Done" in texts(guided_view(guided_session, 4))


def test_a_change_in_the_editor_refreshes_the_list(guided_session: GuidedSession) -> None:
    seen: list[str] = []
    guided_session.changed = lambda: seen.append(guided_session.view()["status"])
    edit(guided_session, op="set_statement", part="number", text="31 of 88 (35%)")
    assert seen[-1] == "1 of 5 steps done."


SOLVED: tuple[dict[str, Any], ...] = (
    {"op": "set_statement", "part": "number", "text": "31 of 88 (35%)"},
    {"op": "set_evidence", "id": "g2", "part": "tag", "value": "observation"},
    {"op": "set_text", "id": "g3", "text": "Retries are only at lunch on two days"},
    {"op": "add_why", "id": "g4", "new": "w1", "text": "Names are read out after each quiz"},
    {"op": "set_lane", "id": "g5", "value": "escalate"},
    {"op": "set_carried", "id": "g5", "part": "who", "text": "Project sponsor"},
    {"op": "set_carried", "id": "g5", "part": "on", "text": "October 30"},
)


def test_the_five_steps_can_be_done_and_no_step_is_done_before_its_turn() -> None:
    starter = load_example("fishbone/retries")
    steps = find_steps("fishbone/retries").step
    fish, counts = starter, []
    for intent in SOLVED:
        fish = apply(fish, intent)
        counts.append(sum(look_at(step, fish, starter, picky).done for step in steps))
    assert counts == [1, 2, 3, 4, 4, 4, 5]


def test_a_missing_fix_again_is_answered_in_the_learners_words() -> None:
    starter = load_example("fishbone/retries")
    fish = apply(starter, {"op": "set_text", "id": "g3", "text": "Still no coach after school"})
    said = look_at(find_steps("fishbone/retries").step[2], fish, starter, picky)
    assert not said.done
    assert "“Still no coach after school”" in said.note


def test_a_removed_cause_is_told_how_to_bring_back() -> None:
    starter = load_example("fishbone/retries")
    fish = apply(starter, {"op": "remove", "id": "g2"})
    said = look_at(find_steps("fishbone/retries").step[1], fish, starter, picky)
    assert said == (False, "This cause is gone from the fishbone. Undo brings it back.")


# ------------------------------------------------------------------ pictures


def test_a_worked_fishbone_comes_with_the_same_in_words() -> None:
    page = show_fishbone("fishbone/alder-creek")
    assert "<svg" in page.html
    assert "aria-label" in page.html
    assert "The same fishbone in words" in page.html
    assert "pacing chart" in page.text
    bundle = page._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}


def test_a_folder_of_evidence_is_shown_with_its_titles_as_text() -> None:
    case = draw_case("lift-fishbone", "rivera-04", 0)
    page = show_case(case)
    assert all(item.id in page.html for item in case.items)
    assert case.items[0].title in page.text


# ------------------------------------------------------------------ exercise


def exercise_session(root: Path) -> ExerciseSession:
    return ExerciseSession("lift-fishbone", draw_case, "fishbone", root)


def press(session: ExerciseSession, label: str) -> None:
    """Press the button with this label."""
    rows = [b for b in session.view()["blocks"] if b["kind"] == "buttons"]
    (item,) = [item for row in rows for item in row["items"] if item["label"] == label]
    session.handle({"do": item["do"], "value": item.get("value", "")})


def test_an_exercise_asks_once_who_works(tmp_path: Path) -> None:
    root = tmp_path / "lift-fishbone"
    root.mkdir()
    session = exercise_session(root)
    assert session.case is None
    session.handle({"do": "write", "value": "no spaces please"})
    session.handle({"do": "key"})
    assert "Use the code that your coach gave you" in texts(session.view())
    session.handle({"do": "write", "value": " rivera-04 "})
    session.handle({"do": "key"})
    assert session.key == "rivera-04"
    assert exercise_session(root).key == "rivera-04"
    assert (tmp_path / "learner.json").is_file()


def test_draw_zero_is_handed_in_and_every_other_draw_is_practice(tmp_path: Path) -> None:
    session = exercise_session(tmp_path)
    session.key = "rivera-04"
    assert (session.work, session.view()["title"]) == ("fishbone", "This is what you hand in")
    press(session, "Give me another to practice")
    assert (session.work, session.view()["title"]) == ("practice-fishbone-1", "Practice 1")
    assert session.case == draw_case("lift-fishbone", "rivera-04", 1)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "practice-fishbone-1.json").write_text("{}")
    press(session, "Give me another to practice")
    assert session.work == "practice-fishbone-2"
    session.handle({"do": "draw", "value": "0"})
    assert "Practice 1" in labels(session.view())


@pytest.mark.parametrize("value", ["-1", "x", "", "100000", None])
def test_a_senseless_draw_is_ignored(tmp_path: Path, value: object) -> None:
    session = exercise_session(tmp_path)
    session.key = "rivera-04"
    session.handle({"do": "draw", "value": value})
    assert session.draw == 0


def test_the_workbench_shows_folder_and_editor_once_it_knows_who_works(tmp_path: Path) -> None:
    bench = Workbench(exercise_session(tmp_path), lambda case: lambda fishbone: [])
    assert len(bench.children) == 1
    bench.session.typed = "rivera-04"
    bench.session.handle({"do": "key"})
    assert len(bench.children) == 3
    assert bench.session.case is not None
    assert bench.session.case.title in bench.children[1].value


# ------------------------------------------------------------------ hand in


class Checked:
    """Loaded work without findings."""

    def __init__(self, artifact: Fishbone | None, problem: str = "") -> None:
        self.artifact = artifact
        self.findings: list[Any] = []
        self.problem = problem


def load(exercise: str, folder: Path, key: str | None) -> Checked:
    found = Workspace(folder).load("fishbone", Fishbone)
    return Checked(found.artifact, "" if found.artifact else "There is no fishbone yet.")


class Receipt:
    message = "Handed in on November 3 at 3:42 PM UTC."


class Course:
    """An exchange that keeps what it was given."""

    def __init__(self, closed: str = "", fails: str = "") -> None:
        self.closed, self.fails = closed, fails
        self.taken: list[tuple[str, str, bool]] = []

    def available(self, folder: Path) -> str:
        return self.closed

    def submit(self, folder: Path, exercise: str, key: str) -> Receipt:
        if self.fails:
            raise RuntimeError(self.fails)
        team = (folder / "work" / "team-fishbone.json").is_file()
        self.taken.append((exercise, key, team))
        return Receipt()

    def fetch_feedback(self, folder: Path, exercise: str, key: str) -> tuple[Path, ...]:
        page = folder / "feedback" / "1" / "lift-fishbone.html"
        page.parent.mkdir(parents=True)
        page.write_text("<p>Fix this first</p>")
        return (page,)


@pytest.fixture
def handing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandInSession:
    monkeypatch.setenv("JUPYTERHUB_USER", "rivera-04")
    root = tmp_path / "lift-fishbone"
    Workspace(root).save("fishbone", Fishbone(help_wanted="Is E3 data?"), "")
    return HandInSession(HandingIn("lift-fishbone", load, Course(), "fishbone", root))


def course_of(session: HandInSession) -> Course:
    assert isinstance(session.state.exchange, Course)
    return session.state.exchange


def test_nothing_is_handed_in_by_looking(handing: HandInSession) -> None:
    handing.handle({"do": "look"})
    page = texts(handing.view())
    assert "Hand in to my coach" in page
    assert "Is E3 data?" in page
    assert not course_of(handing).taken


def test_handing_in_gives_a_receipt_with_time_and_version(handing: HandInSession) -> None:
    handing.handle({"do": "course"})
    assert "3:42 PM" in texts(handing.view())
    assert "This is version 1." in texts(handing.view())
    handing.handle({"do": "course"})
    assert "Nothing has changed since version 1" in texts(handing.view())
    workspace = handing.state.workspace
    loaded = workspace.load("fishbone", Fishbone)
    workspace.save("fishbone", Fishbone(surprise="Seats."), loaded.revision)
    handing.handle({"do": "course"})
    assert "This is version 2." in texts(handing.view())
    assert course_of(handing).taken == [("lift-fishbone", "rivera-04", False)] * 3
    assert handing.view()["title"] == "Version 2 is handed in. Is the next one ready?"


def test_the_teams_copy_goes_only_when_it_is_chosen(handing: HandInSession) -> None:
    assert "read-only copy" not in texts(handing.view())
    Workspace(handing.state.root.parent).save("fishbone", Fishbone(school="Ours"), "")
    handing.handle({"do": "choose", "name": "team", "value": True})
    handing.handle({"do": "course"})
    handing.handle({"do": "choose", "name": "team", "value": False})
    handing.handle({"do": "course"})
    assert [team for *_rest, team in course_of(handing).taken] == [True, False]


def test_without_a_course_a_packet_is_made_and_can_be_saved(handing: HandInSession) -> None:
    handing.state.exchange = Course(closed="No course is set up on this computer.")
    handing.handle({"do": "look"})
    assert "No course is set up" in texts(handing.view())
    assert labels(handing.view())[0] == "Make a packet file"
    handing.handle({"do": "packet"})
    assert "This is version 1." in texts(handing.view())
    download = next(b for b in handing.view()["blocks"] if b["kind"] == "download")
    assert download["filename"].startswith("lift-fishbone--rivera-04--")
    assert download["base64"]
    assert re.search(r"was made on [A-Z][a-z]+ \d+ at \d{1,2}:\d\d [AP]M\.", texts(handing.view()))


def test_a_refusal_is_told_and_nothing_counts_as_handed_in(handing: HandInSession) -> None:
    handing.state.exchange = Course(fails="The exchange is full.")
    handing.handle({"do": "course"})
    assert "Nothing was handed in. The exchange is full." in texts(handing.view())
    assert handing.state.rounds == 0


def test_who_has_no_code_yet_is_told_where_to_type_it(
    handing: HandInSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER")
    handing.handle({"do": "course"})
    assert "First type the code" in texts(handing.view())
    assert not course_of(handing).taken


def test_nothing_made_yet_is_told_without_a_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "rivera-04")
    panel = HandInSession(HandingIn("lift-fishbone", load, None, "fishbone", tmp_path))
    panel.handle({"do": "look"})
    assert "There is no fishbone yet. Begin one in the editor above." in texts(panel.view())
    assert "work/" not in texts(panel.view())


def test_work_with_a_problem_is_not_handed_in(handing: HandInSession) -> None:
    handing.state._load_work = lambda *_: Checked(Fishbone(), "This work is another person's.")
    handing.handle({"do": "course"})
    assert "This work is another person's." in texts(handing.view())
    assert labels(handing.view()) == ["Look again"]
    assert not course_of(handing).taken


def test_feedback_that_came_is_listed(handing: HandInSession) -> None:
    handing.handle({"do": "course"})
    assert "Look whether an answer came." in texts(handing.view())
    handing.handle({"do": "feedback"})
    page = next(b for b in handing.view()["blocks"] if b["kind"] == "page")
    assert re.fullmatch(r"Feedback of [A-Z][a-z]+ \d+ at \d{1,2}:\d\d [AP]M", page["summary"])


def test_every_panel_says_who_sees_it(tmp_path: Path, handing: HandInSession) -> None:
    sessions = (
        DecideSession(FIRST, tmp_path),
        RecallSession("fishbone/recall", tmp_path),
        ReflectSession("fishbone/reflection", tmp_path),
        RepairSession("fishbone/no-coach", picky, tmp_path),
        exercise_session(tmp_path),
        handing,
    )
    for session in sessions:
        assert session.view()["who"].startswith("Who sees this: ")
    assert (
        "Only you see this" in GuidedSession("fishbone/retries", picky, tmp_path).view()["kicker"]
    )
