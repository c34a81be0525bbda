"""Laws of editing plans and studies: whatever is typed in whatever order, the file stays valid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import Plan, Study, empty_plan, empty_study, plan_edits, study_edits
from curriculum.artifacts.fishbone_edits import EditError
from curriculum.artifacts.plan import MAX_PREDICTIONS

VALUES = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-5, 200_000),
    st.floats(allow_nan=True),
    st.booleans(),
    st.sampled_from(
        ["52", "52%", " 8 ", "2026-11-03", "2026-13-03", "up", "low", "one_class", "percent",
         "baseline", "cycle", "yes", "partly", "held", "ihi", "no_signal", "own", "with my team"]
    ),
)  # fmt: skip
EDITS: dict[str, Any] = {"plan": plan_edits, "study": study_edits}


def some_intent(draw: Any, edits: Any, made: Any) -> dict[str, Any]:
    form = edits.FORM
    op = draw(st.sampled_from(sorted(edits.OPS)))
    name = draw(st.sampled_from([*form.rows, "nothing"]))
    fields = form.rows[name].fields if name in form.rows else {}
    intent: dict[str, Any] = {"op": op, "list": name, "value": draw(VALUES)}
    if op == "set":
        intent["field"] = draw(st.sampled_from([*form.fields, "lock", "case", "kind", ""]))
    else:
        intent["field"] = draw(st.sampled_from([*fields, "id", "x"]))
    intent["id"] = draw(st.sampled_from(["p1", "p2", "c1", "gone"]))
    intent["row"] = draw(st.integers(-1, 4))
    if op == "add_row" and draw(st.booleans()):
        intent["new"] = draw(st.sampled_from(["p2", "n1", "c1", "not ok", ""]))
    if op in ("replace_rows", "set_explanations") and draw(st.booleans()):
        row = st.dictionaries(st.sampled_from([*fields, "x"]), VALUES, max_size=4)
        intent["value"] = draw(st.lists(st.one_of(row, st.text(max_size=5)), max_size=4))
    if op == "bind":
        intent |= {"plan_digest": draw(st.sampled_from(["", "0" * 32, "zz"])), "measure": "slips"}
        intent["prediction_id"] = draw(st.sampled_from(["p1", "", "no way"]))
    return intent


def attempt(edits: Any, made: Any, intent: dict[str, Any]) -> tuple[Any, str]:
    try:
        return edits.apply(made, intent), ""
    except EditError as error:
        return made, str(error)


@pytest.mark.parametrize(
    ("kind", "empty"), [("plan", empty_plan()), ("study", empty_study())], ids=["plan", "study"]
)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_sequence_of_changes_keeps_a_valid_file(kind: str, empty: Any, data: Any) -> None:
    edits, made = EDITS[kind], empty
    past = [made]
    for _ in range(data.draw(st.integers(1, 12))):
        intent = some_intent(data.draw, edits, made)
        before = made.to_json()
        after, refused = attempt(edits, made, intent)
        assert refused == "" or (refused.endswith(".") and after is made)
        assert made.to_json() == before  # undo is keeping the old one
        assert type(made).from_json(after.to_json()) == after
        made = after
        past.append(made)
    assert past[0] == empty


@pytest.mark.parametrize("kind", ["plan", "study"])
def test_a_refused_change_says_what_to_do(kind: str) -> None:
    made = {"plan": empty_plan(), "study": empty_study()}[kind]
    for intent in (
        {"op": "fly"},
        {"op": "set", "field": "lock", "value": "x"},
        {"op": "add_row", "list": "nothing"},
        {"op": "set_version", "value": "final"},
    ):
        with pytest.raises(EditError, match=r"\.$"):
            EDITS[kind].apply(made, intent)


def plan_after(*intents: dict[str, Any], start: Plan | None = None) -> Plan:
    plan = start or empty_plan()
    for intent in intents:
        plan = plan_edits.apply(plan, intent)
    return plan


def study_after(*intents: dict[str, Any]) -> Study:
    study = empty_study()
    for intent in intents:
        study = study_edits.apply(study, intent)
    return study


def test_numbers_are_read_as_people_write_them() -> None:
    one = {"op": "set_row", "list": "predictions", "id": "p1"}
    plan = plan_after(
        {**one, "field": "best_guess", "value": " 52% "},
        {**one, "field": "low", "value": 40},
        {**one, "field": "high", "value": "65.5"},
        {**one, "field": "n", "value": "27"},
    )
    told = plan.predictions[0]
    assert (told.best_guess, told.low, told.high, told.n) == (52.0, 40.0, 65.5, 27)
    assert plan_after({**one, "field": "low", "value": ""}, start=plan).predictions[0].low is None


@pytest.mark.parametrize("typed", ["about 50", "1e9", "nan", "inf", True, [3], "5 0", "²"])
def test_what_is_no_number_is_refused(typed: Any) -> None:
    one = {"op": "set_row", "list": "predictions", "id": "p1", "field": "low", "value": typed}
    with pytest.raises(EditError, match="number"):
        plan_after(one)


@pytest.mark.parametrize("typed", ["2026-02-30", "11/3/2026", "20261103", "tomorrow", "2026-W10-1"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(EditError, match="calendar"):
        plan_after({"op": "set", "field": "start", "value": typed})


def test_adding_and_removing_twice_acts_once() -> None:
    add = {"op": "add_row", "list": "predictions", "new": "p2", "measure": "minutes"}
    plan = plan_after(add, add)
    assert [one.id for one in plan.predictions] == ["p1", "p2"]
    assert plan.predictions[1].measure == "minutes"
    drop = {"op": "remove_row", "list": "predictions", "id": "p1"}
    assert [one.id for one in plan_after(drop, drop, start=plan).predictions] == ["p2"]
    point = {"op": "add_row", "list": "baseline", "rows": 0, "count": 8, "of": 26}
    plan = plan_after(point, point)
    assert [(one.count, one.of) for one in plan.data.baseline] == [(8, 26)]
    gone = {"op": "remove_row", "list": "baseline", "row": 0, "rows": 1}
    assert plan_after(gone, gone, start=plan).data.baseline == ()


def test_a_full_list_says_so() -> None:
    plan = empty_plan()
    for number in range(2, MAX_PREDICTIONS + 1):
        plan = plan_after({"op": "add_row", "list": "predictions", "new": f"p{number}"}, start=plan)
    with pytest.raises(EditError, match="room for 8 predictions"):
        plan_after({"op": "add_row", "list": "predictions"}, start=plan)


def test_a_study_keeps_groups_points_and_explanations() -> None:
    study = study_after(
        {"op": "bind", "plan_digest": "a" * 32, "prediction_id": "p1", "measure": "reason slips"},
        {"op": "add_row", "list": "points", "rows": 0, "day": "2026-11-03", "count": 12, "of": 26},
        {"op": "set_row", "list": "points", "row": 0, "field": "fidelity", "value": "yes"},
        {"op": "add_row", "list": "groups", "rows": 0, "name": "All", "before.count": 107},
        {"op": "set_row", "list": "groups", "row": 0, "field": "before.of", "value": 311},
        {"op": "set_explanations", "value": ["A new unit began."]},
        {"op": "set", "field": "signal_reading.median", "value": "32"},
        {"op": "set_who", "text": "Ms. Duarte, Mr. Lin"},
    )
    assert study.points[0].value == pytest.approx(100 * 12 / 26)
    assert study.groups[0].before.percent == pytest.approx(100 * 107 / 311)
    assert study.other_explanations == ("A new unit began.",)
    assert study.signal_reading.median == 32.0
    assert study.who_was_there == ("Ms. Duarte", "Mr. Lin")


def test_typing_in_one_field_is_one_undo_step() -> None:
    one = {"op": "set", "field": "question", "value": "W"}
    assert plan_edits.target(one) == plan_edits.target({**one, "value": "Will"})
    assert plan_edits.target(one) != plan_edits.target({**one, "field": "surprise"})
