"""What the plan editor sends, keeps and answers, without a browser."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Fishbone, Plan, plan_edits, study_edits
from curriculum.artifacts.lock import changed_after_lock, lock
from curriculum.artifacts.plan import Point, Prediction, Scale
from curriculum.editors import plan_editor
from curriculum.editors._kinds import work_kind
from curriculum.editors._plan_cards import CARDS
from curriculum.editors._plan_words import baseline_words, size_hint, still_open
from curriculum.editors._read_points import read_points
from curriculum.editors._sheet import answer_to
from curriculum.editors.plan import PlanEditor, PlanSession
from curriculum.simulate.predict_cases import draw_predict_case
from curriculum.workspace import Workspace

JS = Path(__file__).parents[3] / "curriculum" / "editors" / "js"
EXAMPLES = Path(__file__).parents[3] / "lift" / "fishbone" / "examples"


def send(editor: PlanEditor, *intents: dict[str, Any], client: str = "w") -> Any:
    """What the browser would send; the answer."""
    start = editor.session.view()["acks"].get(client, 0)
    items = [{"seq": start + n, "intent": one} for n, one in enumerate(intents, start=1)]
    return answer_to(
        {"type": "edit", "client": client, "items": items}, editor.session, editor.kind, None
    )


def ask(editor: PlanEditor, kind: str, **content: Any) -> dict[str, Any]:
    answer = answer_to({"type": kind, "rid": "r", **content}, editor.session, editor.kind, None)
    assert isinstance(answer, dict)
    return answer


@pytest.fixture
def editor(tmp_path: Path) -> PlanEditor:
    return plan_editor(root=tmp_path)


def on_disk(folder: Path, name: str = "plan") -> Plan:
    return Plan.from_json((folder / "work" / f"{name}.json").read_text())


def filled() -> Plan:
    one = Prediction(id="p1", measure="slips", best_guess=52, low=40, high=65)
    return Plan(question="Will it?", predictions=(one,))


def test_typing_is_one_undo_step_and_is_saved(editor: PlanEditor, tmp_path: Path) -> None:
    for text in ("W", "Wi", "Will it?"):
        send(editor, {"op": "set", "field": "question", "text": text})
    editor.session.flush()
    assert on_disk(tmp_path).question == "Will it?"
    send(editor, {"op": "undo"})
    assert editor.session.work.question == ""


def test_two_fields_are_two_undo_steps(editor: PlanEditor) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Will it?"})
    send(editor, {"op": "set", "field": "who", "text": "Ms. Duarte"})
    send(editor, {"op": "undo"})
    assert (editor.session.work.question, editor.session.work.who) == ("Will it?", "")


def test_a_lock_sent_twice_locks_once_and_has_no_undo(editor: PlanEditor, tmp_path: Path) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Will it?"}, {"op": "lock"})
    first = editor.session.work.lock
    assert on_disk(tmp_path).lock == first
    send(editor, {"op": "lock"}, {"op": "undo"})
    assert editor.session.work.lock == first
    assert not editor.session.view()["can_undo"]


def test_an_earlier_version_brought_back_stays_locked(editor: PlanEditor, tmp_path: Path) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Before"}, {"op": "save"})
    send(editor, {"op": "set", "field": "question", "text": "As locked"}, {"op": "lock"})
    versions = ask(editor, "history")["versions"]
    looks = {v["id"]: ask(editor, "look", version=v["id"])["text"] for v in versions}
    older = next(name for name, text in looks.items() if "Question: Before" in text)
    send(editor, {"op": "restore", "version": older})
    work = editor.session.work
    assert (work.question, work.lock is not None) == ("Before", True)
    assert [one[:3] for one in changed_after_lock(work)] == [("question", "As locked", "Before")]


def test_keeping_mine_in_a_conflict_with_a_locked_file_says_so(tmp_path: Path) -> None:
    editor = plan_editor(root=tmp_path)
    send(editor, {"op": "set", "field": "question", "text": "Mine"}, {"op": "save"})
    other = lock(on_disk(tmp_path).model_copy(update={"question": "Theirs"}), datetime.now(UTC))
    (tmp_path / "work" / "plan.json").write_text(other.to_json())
    send(editor, {"op": "set", "field": "question", "text": "Mine!"}, {"op": "save"})
    assert editor.session.view()["conflict"]
    assert editor.session.work.lock is None
    send(editor, {"op": "keep_mine"})
    kept = on_disk(tmp_path)
    assert (kept.question, kept.lock) == ("Mine!", other.lock)


def test_starting_again_keeps_the_locked_plan_beside_it(editor: PlanEditor, tmp_path: Path) -> None:
    send(editor, {"op": "start_again"})
    assert not (tmp_path / "work" / "plan-1.json").exists()
    send(editor, {"op": "set", "field": "question", "text": "Will it?"}, {"op": "lock"})
    locked = editor.session.work.lock
    send(editor, {"op": "start_again"}, {"op": "start_again"})
    assert on_disk(tmp_path, "plan-1").lock == locked
    assert not (tmp_path / "work" / "plan-2.json").exists()
    work = on_disk(tmp_path)
    assert (work.lock, work.question, work.follows) == (None, "Will it?", locked.digest)


def test_the_fishbones_leaves_are_offered_as_they_are_now(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "fishbone.json").write_text((EXAMPLES / "alder-creek.json").read_text())
    editor = plan_editor(root=tmp_path)
    causes = editor.doc["made"]["causes"]
    fishbone = Fishbone.from_json((work / "fishbone.json").read_text())
    assert [c["id"] for c in causes] == [p.cause.id for p in fishbone.leaves()]
    assert sum(c["lane"] == "test" for c in causes) == 3
    (work / "fishbone.json").write_text(Fishbone().to_json())
    send(editor, {"op": "set", "field": "who", "text": "x"}, {"op": "save"})
    editor._send_all()
    assert editor.doc["made"]["causes"] == []


def test_a_practice_case_offers_its_causes_and_its_baseline(tmp_path: Path) -> None:
    case = draw_predict_case("lift-predict", "maria", 0)
    editor = plan_editor(root=tmp_path, case=case)
    assert [c["text"] for c in editor.doc["made"]["causes"]] == [t for _, t in case.facts.causes]
    answer = ask(editor, "case_points")
    send(editor, {"op": "replace_rows", "list": "baseline", "value": answer["points"]})
    assert len(editor.session.work.data.baseline) == len(case.facts.baseline)
    assert editor.session.work.case.digest == case.digest
    assert not editor.options["other_case"]
    again = plan_editor(root=tmp_path, case=draw_predict_case("lift-predict", "maria", 1))
    assert again.options["other_case"]


def test_every_format_can_be_taken_away(editor: PlanEditor) -> None:
    for name in editor.kind.formats:
        assert ask(editor, "export", format=name)["type"] == "export"


@pytest.mark.parametrize("content", [None, [], {"type": "nothing"}, {"type": "export"}])
def test_what_no_browser_sends_ends_in_a_plain_sentence(editor: PlanEditor, content: Any) -> None:
    answer = answer_to(content, editor.session, editor.kind, None)
    assert answer is not None
    assert answer["type"] == "trouble"
    assert "not in your work" in answer["sentence"]


def test_a_refused_change_says_why_and_changes_nothing(editor: PlanEditor) -> None:
    answer = send(editor, {"op": "set", "field": "group_n", "text": "many"})
    assert answer == {"type": "refused", "sentences": ["Write a number here, such as 52."]}
    assert editor.session.work.group_n is None


def test_readers_without_a_kernel_see_the_plan(editor: PlanEditor) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Will <b>it</b>?"})
    data, _ = editor._repr_mimebundle_()
    assert "&lt;b&gt;it&lt;/b&gt;" in data["text/html"]
    assert "Question: Will <b>it</b>?" in data["text/plain"]


def test_one_session_for_two_editors_on_one_file(tmp_path: Path) -> None:
    one, two = plan_editor(root=tmp_path), plan_editor(root=tmp_path)
    assert one.session is two.session
    assert isinstance(one.session, PlanSession)


def test_handing_in_writes_what_the_editor_still_holds(editor: PlanEditor, tmp_path: Path) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Just typed"})
    work_kind("plan").flush(editor.session.file)
    assert on_disk(tmp_path).question == "Just typed"
    assert work_kind("study").editor.__name__ == "study_editor"


def test_another_window_says_which_work_changed(editor: PlanEditor, tmp_path: Path) -> None:
    send(editor, {"op": "set", "field": "question", "text": "Here"}, {"op": "save"})
    workspace = Workspace(tmp_path)
    loaded = workspace.load("plan", Plan)
    assert loaded.artifact is not None
    there = loaded.artifact.model_copy(update={"question": "There"})
    workspace.save("plan", there, loaded.revision)
    editor.session.refresh()
    assert editor.session.work.question == "There"
    assert editor.session.view()["notice"].startswith("This plan was changed in another window")


def test_a_file_that_is_no_plan_is_kept_and_said(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "plan.json").write_text(json.dumps({"kind": "fishbone"}))
    editor = plan_editor(root=tmp_path)
    assert editor.session.view()["notice"]
    assert list((tmp_path / "work").glob("plan.json.damaged-*"))


# ---------------------------------------------------------------- what is only worked out


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sep 22, 8 of 26", "2026-09-22"),
        ("2026-09-22 8/26", "2026-09-22"),
        ("9/22/26: 8 of 26", "2026-09-22"),
        ("September 22, 2025 8 out of 26", "2025-09-22"),
        ("Jan 12 8 of 26", "2026-01-12"),
        ("Dec 20 8 of 26", "2025-12-20"),
        ("Nov 5 8 of 26", "2026-11-05"),
        ("8/26", ""),
    ],
)
def test_typed_lessons_are_read(line: str, day: str) -> None:
    points, said = read_points(line, date(2026, 11, 1))
    assert points == [{"day": day, "count": 8, "of": 26}]
    assert said == "1 lesson added."


@pytest.mark.parametrize("text", ["", "many did", "Feb 30 8 of 26, 9 of 27", "8 of 26\nno idea"])
def test_lessons_that_cannot_be_read_add_nothing(text: str) -> None:
    points, said = read_points(text, date(2026, 11, 1))
    assert points == []
    assert "Sep 22, 8 of 26" in said


def test_a_baseline_in_words() -> None:
    points = [Point(count=c, of=n) for c, n in ((8, 26), (12, 27), (None, 25))]
    assert baseline_words(points)[0] == "2 lessons: 20 of 53 together (38%), median 38%."
    assert "fewer than six" in baseline_words(points)[1]
    assert baseline_words([]) == []
    assert "Lesson 1 counts more than there were" in baseline_words([Point(count=9, of=8)])[0]


@pytest.mark.parametrize(
    ("scale", "begins"),
    [
        (("low", "high", "low"), "one student"),
        (("low", "low", "medium"), "one class"),
        (("high", "high", "high"), "one class"),
        (("high", "low", "high"), "a few classes"),
    ],
)
def test_where_a_careful_team_begins(scale: tuple[Any, Any, Any], begins: str) -> None:
    belief, cost, readiness = scale
    given = Scale(belief=belief, cost=cost, readiness=readiness, size="whole_school")
    said = size_hint(Plan(scale=given))
    assert begins in said[0]
    assert "You chose more" in said[1]


def test_what_is_open_is_named_until_the_lock() -> None:
    plan = filled()
    assert "Change" in still_open(plan)[0]
    assert "Question" not in still_open(plan)[0]
    assert still_open(lock(plan, datetime(2026, 10, 30, tzinfo=UTC))) == []


def test_idea_cards_are_eight_and_each_says_what_one_sees() -> None:
    assert len({card.id for card in CARDS}) == 8
    assert all(card.looks_like.count(".") + card.looks_like.count("”") >= 1 for card in CARDS)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (plan_edits.FORM, ("plan_pages.js", "plan_data.js", "plan_predict.js", "plan_lock.js")),
        (study_edits.FORM, ("study_pages.js",)),
    ],
)
def test_every_field_has_a_page_that_a_finding_leads_to(form: Any, parts: tuple[str, ...]) -> None:
    text = "\n".join((JS / part).read_text() for part in parts)
    held = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*)"', text))
    for name in form.fields:
        inner = name.rpartition(".")
        # Some pages name the parts of a field in a list of their own.
        assert name in held or ({inner[0], inner[2]} <= held and inner[0]), name
    for name in form.rows:
        assert {name, f"data.{name}"} & held or f"`{name}." in text, name
