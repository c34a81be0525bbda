"""What the study editor sends, keeps and answers, without a browser."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Plan, Study
from curriculum.artifacts.from_case import locked_plan, model_plan
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import DataPlan, Prediction
from curriculum.editors import study_editor
from curriculum.editors._sheet import answer_to
from curriculum.editors._study_data import PlanSource, read_upload
from curriculum.editors._study_words import follows, sums
from curriculum.editors.study import StudyEditor
from curriculum.simulate.predict_cases import draw_predict_case
from curriculum.simulate.study_cases import draw_study_case

CSV = "Day,Reason slips,Students present\n2026-10-20,8,26\n2026-10-22,12,27\n2026-11-03,14,25\n"


class Says:
    """One finding of a check."""

    def __init__(self, **told: Any) -> None:
        self.told = told

    def as_dict(self) -> dict[str, Any]:
        return self.told


def send(editor: StudyEditor, *intents: dict[str, Any]) -> Any:
    start = editor.session.view()["acks"].get("w", 0)
    items = [{"seq": start + n, "intent": one} for n, one in enumerate(intents, start=1)]
    return answer_to(
        {"type": "edit", "client": "w", "items": items}, editor.session, editor.kind, None
    )


def ask(editor: StudyEditor, kind: str, **content: Any) -> dict[str, Any]:
    answer = answer_to({"type": kind, "rid": "r", **content}, editor.session, editor.kind, None)
    assert isinstance(answer, dict)
    return answer


def keep(folder: Path, plan: Plan) -> Plan:
    (folder / "work").mkdir(exist_ok=True)
    (folder / "work" / "plan.json").write_text(plan.to_json())
    return plan


def own_plan() -> Plan:
    one = Prediction(id="p1", measure="reason slips", direction="up", low=40, high=65)
    plan = Plan(start="2026-11-03", data=DataPlan(measure="reason slips"), predictions=(one,))
    return lock(plan, datetime(2026, 10, 30, tzinfo=UTC))


def picked(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_a_practice_case_arrives_with_its_plan_and_numbers(tmp_path: Path) -> None:
    case = draw_study_case("lift-study", "maria", 0)
    editor = study_editor(root=tmp_path, case=case)
    study: Study = editor.session.work
    assert study.plan_digest == locked_plan(case).lock.digest
    assert len(study.points) == len(case.cycle.baseline) + len(case.cycle.lessons)
    made = editor.doc["made"]
    assert made["plan"]["locked"]
    assert made["simulated"]
    assert made["run"]["alt"].startswith("Before the change:")
    for name in editor.kind.formats:
        assert ask(editor, "export", format=name)["type"] == "export"


def test_a_locked_practice_plan_meets_a_cycle_drawn_from_its_lock(tmp_path: Path) -> None:
    case = draw_predict_case("lift-predict", "maria", 0)
    one = keep(tmp_path, lock(model_plan(case), datetime(2026, 1, 5, tzinfo=UTC)))
    study = PlanSource(tmp_path, "plan", None).begun()
    assert study.source == "simulated"
    assert study.plan_digest == one.lock.digest
    again = PlanSource(tmp_path, "plan", None).begun()
    assert again.points == study.points
    # Other locked words meet other data; the lessons before the change stay as they were.
    other = model_plan(case).model_copy(update={"surprise": "Under 30%"})
    keep(tmp_path, lock(other, datetime(2026, 1, 5, tzinfo=UTC)))
    changed = PlanSource(tmp_path, "plan", None).begun()
    assert changed.phase("baseline") == study.phase("baseline")
    assert changed.phase("cycle") != study.phase("cycle")


def test_a_plan_that_is_not_locked_brings_nothing(tmp_path: Path) -> None:
    keep(tmp_path, Plan(question="Will it?"))
    editor = study_editor(root=tmp_path)
    assert editor.session.work.points == ()
    assert "not locked yet" in editor.doc["made"]["plan"]["said"]
    assert not editor.doc["made"]["can_bind"]
    keep(tmp_path, own_plan())
    send(editor, {"op": "bind_plan"})
    assert editor.session.work.plan_digest == own_plan().lock.digest
    send(editor, {"op": "undo"})
    assert editor.session.work.plan_digest == ""


def test_binding_again_never_overwrites_numbers(tmp_path: Path) -> None:
    keep(tmp_path, own_plan())
    editor = study_editor(root=tmp_path)
    send(editor, {"op": "add_row", "list": "points", "rows": 0, "day": "2026-11-03"})
    before = editor.session.work
    send(editor, {"op": "bind_plan"})
    assert editor.session.work == before


def test_a_file_becomes_points_and_says_what_was_understood() -> None:
    told = read_upload({"data": picked(CSV)}, own_plan(), "")
    assert told["problem"] == ""
    assert [p["phase"] for p in told["points"]] == ["baseline", "baseline", "cycle"]
    assert told["measure"] == "Reason slips"
    assert any("is counted" in line for line in told["said"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("Day,Reason slips\n2026-10-20,8\n2026-10-22,9\n", "out of how many"),
        ("Slips,Present\n8,26\n9,27\n", "dates"),
    ],
)
def test_a_file_that_does_not_fit_says_what_to_do(text: str, says: str) -> None:
    told = read_upload({"data": picked(text)}, own_plan(), "")
    assert says in told["problem"]
    assert told["points"] == []


def test_a_broken_or_huge_file_is_refused_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pick it again" in read_upload({"data": "%%%"}, None, "")["problem"]
    monkeypatch.setattr("curriculum.editors._study_data.MAX_FILE", 3)
    assert "5 MB" in read_upload({"data": picked("12345")}, None, "")["problem"]


def test_names_of_students_never_reach_the_browser() -> None:
    names = ["Maria Lopez", "James Smith", "Ana Torres", "Luis Garcia", "Emma Brown", "Noah King"]
    rows = [f"{name},2026-10-{20 + i},{i + 3},26" for i, name in enumerate(names)]
    text = "Student name,Day,Reason slips,Students present\n" + "\n".join(rows) + "\n"
    told = str(read_upload({"data": picked(text)}, own_plan(), ""))
    assert not any(part in told for name in names for part in name.split())


def test_the_truth_waits_for_a_verdict_and_begins_with_the_reading(tmp_path: Path) -> None:
    case = draw_study_case("lift-study", "maria", 0)
    editor = study_editor(root=tmp_path, case=case)
    assert ask(editor, "truth")["lines"] == []
    send(editor, {"op": "set", "field": "verdict", "value": "too_early"})
    assert ask(editor, "truth")["lines"] == []
    send(editor, {"op": "set", "field": "verdict_words", "text": "Four lessons only"})
    lines = ask(editor, "truth")["lines"]
    assert "too early to tell" in lines[0]
    assert case.cycle.truth.title in lines[1]


@pytest.mark.parametrize(
    ("status", "first"), [("passed", "was sound"), ("asked", "was sound"), ("missed", "Look at")]
)
def test_a_check_says_whether_the_reading_was_sound(
    tmp_path: Path, status: str, first: str
) -> None:
    case = draw_study_case("lift-study", "maria", 0)
    editor = study_editor(
        root=tmp_path, case=case, check=lambda _s: [Says(where="verdict", status=status)]
    )
    send(editor, {"op": "set", "field": "verdict", "value": "no_signal"},
         {"op": "set", "field": "verdict_words", "text": "Nothing"})  # fmt: skip
    assert first in ask(editor, "truth")["lines"][0]


def test_a_teams_own_class_has_no_truth_to_tell(tmp_path: Path) -> None:
    keep(tmp_path, own_plan())
    editor = study_editor(root=tmp_path)
    send(editor, {"op": "set", "field": "verdict", "value": "no_signal"},
         {"op": "set", "field": "verdict_words", "text": "Nothing"})  # fmt: skip
    assert ask(editor, "truth")["lines"] == []


def test_explanations_are_typed_as_lines(tmp_path: Path) -> None:
    editor = study_editor(root=tmp_path)
    send(editor, {"op": "set_explanations", "text": "A new unit\nA new seat plan"})
    assert editor.session.work.other_explanations == ("A new unit", "A new seat plan")
    send(editor, {"op": "undo"})
    assert editor.session.work.other_explanations == ()


def test_groups_of_the_folder_are_rows_of_the_study(tmp_path: Path) -> None:
    case = draw_study_case("lift-study", "maria", 0)
    editor = study_editor(root=tmp_path, case=case)
    send(editor, {"op": "replace_rows", "list": "groups", "value": ask(editor, "groups")["rows"]})
    for mine, theirs in zip(editor.session.work.groups, case.facts.groups, strict=True):
        assert (mine.name, mine.n) == (theirs.name, theirs.n)
        assert (mine.before.count, mine.before.of) == theirs.before
        assert (mine.after.count, mine.after.of) == theirs.since


def points(*values: int) -> list[dict[str, Any]]:
    days = [f"2026-10-{n:02d}" for n in range(1, 31)]
    return [
        {"day": days[n], "count": v, "of": 25, "phase": "baseline" if n < 12 else "cycle"}
        for n, v in enumerate(values)
    ]


FLAT = (8, 12, 5, 10, 13, 6, 9, 11, 7, 7, 13, 6)


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        ((20, 19, 21, 20, 22, 19, 20, 21), "signal_predicted"),
        ((2, 1, 3, 2, 1, 2, 3, 1), "signal_other"),
        ((12, 7, 13, 6, 12, 7, 11, 8), "no_signal"),
        ((12, 7), "too_early"),
    ],
)
def test_which_verdict_follows_from_the_chart(since: tuple[int, ...], verdict: str) -> None:
    made = Study.model_validate(
        {"kind": "study", "points": points(*FLAT, *since), "change_day": "2026-10-13"}
    )
    kinds = ("signal_predicted", "signal_other", "no_signal", "too_early")
    right = [one for one in kinds if follows(made.model_copy(update={"verdict": one}), None)]
    assert verdict in right
    assert not {"signal_predicted", "signal_other"} & set(right) - {verdict}
    assert sums(made)[1] == "Before it: 107 of 300, 12 lessons together."
