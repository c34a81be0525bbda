"""Pictures of plans and studies: what they say, in numbers that are recomputed here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from math import sqrt
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from curriculum.artifacts import Plan, Study
from curriculum.artifacts.from_case import locked_plan, study_for
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import DataPlan, Point, Prediction
from curriculum.artifacts.study import GroupResult, Tally
from curriculum.figures.plan import (
    lock_sentence,
    plan_alt,
    plan_figure,
    plan_svg,
    range_alt,
    range_svg,
    range_view,
    range_words,
)
from curriculum.figures.study import (
    group_words,
    held_svg,
    run_alt,
    run_svg,
    study_alt,
    study_chart,
    study_figure,
    study_svg,
)
from curriculum.simulate.study_cases import draw_study_case

COUNTS = ((8, 26), (12, 27), (5, 25), (10, 26), (13, 27), (6, 25), (9, 27), (11, 26), (7, 27),
          (7, 24), (13, 26), (6, 25))  # fmt: skip
BAD = "<script>alert(1)</script> & \x00 $x^2$"


def alder_creek(**more: Any) -> Plan:
    """The worked plan of Alder Creek (fictional): Room 15, four lessons."""
    one = Prediction(
        id="p1", measure="reason slips, four days together", direction="up", best_guess=52,
        low=40, high=65, group="Room 15", n=27, by="2026-11-12", because="Answers came first",
    )  # fmt: skip
    data = DataPlan(
        measure="reason slips",
        baseline=tuple(Point(day=f"2026-10-{i:02d}", count=c, of=n)
                       for i, (c, n) in enumerate(COUNTS, start=1)),
    )  # fmt: skip
    given = {"question": "Will it?", "group_n": 27, "lessons": 4, "data": data,
             "predictions": (one,), **more}  # fmt: skip
    return Plan(**given)


def with_prediction(**change: Any) -> Plan:
    plan = alder_creek()
    one = plan.predictions[0].model_copy(update=change)
    return plan.model_copy(update={"predictions": (one,)})


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_range_is_held_to_the_noise_of_the_planned_average() -> None:
    view = range_view(alder_creek())
    assert view is not None
    count, of = sum(c for c, _ in COUNTS), sum(n for _, n in COUNTS)
    p, n = count / of, of / len(COUNTS)
    # The variance of four lessons' average: between lessons 8 points, within them binomial.
    one_lesson = 0.08**2 + (p * (1 - p) - 0.08**2) / n
    assert view.noise == pytest.approx(100 * 1.2815515655 * sqrt(one_lesson / 4))
    assert view.baseline == pytest.approx(100 * 107 / 311)
    assert round(view.noise) == 8
    said = range_words(alder_creek())
    assert said[0] == "By chance alone the average of 4 lessons wobbles about 8 points either way."
    assert "(40 to 42%)" in said[1]


def test_a_range_narrower_than_chance_is_told() -> None:
    assert any("narrower than that" in s for s in range_words(with_prediction(low=50, high=54)))
    assert not any("narrower" in s for s in range_words(alder_creek()))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"low": 65.0, "high": 40.0}, "runs backward"),
        ({"best_guess": 80.0}, "outside your own range"),
    ],
)
def test_ranges_that_cannot_be(change: dict[str, Any], says: str) -> None:
    assert any(says in one for one in range_words(with_prediction(**change)))


@pytest.mark.parametrize(
    "plan",
    [
        with_prediction(unit="minutes", measure="minutes left", low=29.0, high=34.0),
        with_prediction(measure="minutes left for the main part"),
        alder_creek(data=DataPlan(measure="reason slips")),
        alder_creek(data=DataPlan(measure="reason slips", baseline=(Point(count=30, of=26),))),
    ],
)
def test_without_a_baseline_that_fits_no_chance_is_drawn(plan: Plan) -> None:
    view = range_view(plan)
    assert view is not None
    assert (view.baseline, view.noise) == (None, None)
    assert not any("If nothing changes" in text for text in texts(range_svg(plan)))


def test_a_part_of_the_class_wobbles_more_and_has_no_baseline_of_the_whole() -> None:
    whole, part = range_view(alder_creek()), range_view(with_prediction(n=12))
    assert whole is not None
    assert part is not None
    assert part.baseline is None
    assert part.noise > whole.noise


def test_nothing_to_draw_is_no_picture() -> None:
    assert range_svg(Plan()) == ""
    assert range_alt(Plan()) == ""
    assert range_svg(Plan(predictions=(Prediction(id="p1"),))) == ""


def test_every_picture_is_one_safe_svg_with_the_words_of_the_person() -> None:
    plan = alder_creek(question=BAD, school=BAD, surprise=BAD)
    for svg in (plan_svg(plan), range_svg(plan)):
        root = ElementTree.fromstring(svg)
        assert not any(node.tag.endswith("script") for node in root.iter())
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<script>" in " ".join(texts(plan_svg(plan)))
    assert "Question: <script>" in plan_alt(plan)
    assert plan_figure(plan).texts is not None


def test_findings_are_marked_beside_their_part_once_each() -> None:
    findings = [
        SimpleNamespace(status="missed", what="A", where="predictions.p1.measure"),
        SimpleNamespace(status="passed", what="B", where="question"),
        SimpleNamespace(status="asked", what="C", where="data.tool"),
        SimpleNamespace(status="asked", what="D", where=""),
    ]
    marks = [text for text in texts(plan_svg(alder_creek(), findings)) if text[:1] in "!?"]
    assert sorted(marks) == ["!1", "?2", "?3"]


def test_the_lock_is_told_and_what_changed() -> None:
    plan = lock(alder_creek(), datetime(2026, 10, 30, 15, 42, tzinfo=UTC))
    said = "Locked on October 30, 2026 at 3:42 PM. Nothing changed after the lock."
    assert lock_sentence(plan, UTC) == said
    pacific = timezone(timedelta(hours=-7))
    assert lock_sentence(plan, pacific) == said.replace("3:42 PM", "8:42 AM")
    assert "Changed after lock: surprise" not in lock_sentence(plan)
    changed = plan.model_copy(update={"question": "Another?"})
    assert "Changed after lock: question." in lock_sentence(changed)
    assert lock_sentence(alder_creek()) == "Not locked yet."


# ---------------------------------------------------------------- studies


def small_study(**more: Any) -> Study:
    days = [f"2026-10-{i:02d}" for i in range(1, 17)]
    since = ((12, 26), (7, 25), (14, 27), (10, 26))
    points = [
        {"day": day, "count": c, "of": n, "phase": "baseline" if i < 12 else "cycle"}
        for i, (day, (c, n)) in enumerate(zip(days, (*COUNTS, *since), strict=True))
    ]
    given = {"kind": "study", "points": points, "change_day": "2026-10-13", "measure": "slips",
             "result": 41, **more}  # fmt: skip
    return Study.model_validate(given)


def test_the_chart_freezes_the_median_of_the_baseline() -> None:
    found = study_chart(small_study())
    assert found is not None
    assert found.analysis.center[0].tolist() == pytest.approx([31.9] * 16, abs=1.0)
    assert found.frozen == 12
    assert "Median before the change: 3" in run_alt(small_study())


@pytest.mark.parametrize(
    "change",
    [
        {"points": []},
        {"change_day": "2027-01-01"},
        {"points": [{"day": "2026-10-01", "count": 0, "of": 0}]},
        {"points": [{"day": "2026-10-01", "count": 9, "of": 8}, {"day": "2026-10-02"}]},
    ],
)
def test_nothing_is_computed_on_nonsense(change: dict[str, Any]) -> None:
    study = small_study(**change)
    assert study_chart(study) is None
    assert "Median" not in run_alt(study)
    assert study_svg(study, alder_creek())


def test_missing_lessons_are_crosses_and_never_zero() -> None:
    study = small_study()
    points = list(study.points)
    points[3] = points[3].model_copy(update={"count": None})
    gone = study.model_copy(update={"points": tuple(points)})
    assert "Oct 4 missing" in run_alt(gone)
    assert run_svg(gone).count("<circle") == run_svg(study).count("<circle") - 1


def test_small_groups_have_no_numbers_in_picture_or_words() -> None:
    small = GroupResult(name="Table 3", n=10, before=Tally(count=3, of=44),
                        after=Tally(count=9, of=43), words="Look at their slips")  # fmt: skip
    study = small_study(groups=[small.model_dump(), small.model_copy(
        update={"name": "Others", "n": 11}).model_dump()])  # fmt: skip
    assert group_words(small) == "Table 3 (n = 10): too few for a number; Look at their slips"
    for told in (study_alt(study), " ".join(texts(study_svg(study)))):
        assert told.count("9 of 43") == 1
    assert group_words(GroupResult()).endswith("how many students is not written yet")


def test_prediction_beside_result() -> None:
    said = texts(held_svg(small_study(), alder_creek()))
    assert "Predicted: 40 to 65%, best guess 52%" in said
    assert "Result: 41%" in said
    assert held_svg(small_study(), None) == ""


def test_notes_of_people_stay_words() -> None:
    study = small_study(annotations=[{"day": "2026-10-14", "text": BAD}], verdict_words=BAD)
    for svg in (run_svg(study), study_svg(study)):
        ElementTree.fromstring(svg)
        assert "<script>" not in svg
    assert study_figure(study, alder_creek()).texts is not None


@pytest.mark.parametrize("draw", range(8))
def test_every_practice_case_can_be_drawn(draw: int) -> None:
    case = draw_study_case("lift-study", "anna", draw)
    study, plan = study_for(case), locked_plan(case)
    ElementTree.fromstring(study_svg(study, plan))
    assert run_svg(study, plan)
    assert held_svg(study, plan)
    ElementTree.fromstring(plan_svg(plan))
