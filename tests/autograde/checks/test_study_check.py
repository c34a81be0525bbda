"""The study check on the golden studies, and on data that nothing can be computed from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from room_15 import CLASS
from room_15_studied import (
    birch_points,
    birch_street,
    locked_plan,
    points,
    room_14_points,
    room_15_studied,
    second_cycle_studied,
    second_plan,
)

from autograde.checks import _study_chart as charts
from autograde.checks import study as check
from autograde.checks.study_solution import worked_study
from curriculum.artifacts import Study, StudyPoint
from curriculum.artifacts.problems import study_problems
from curriculum.charts.cycle import read_cycle
from curriculum.simulate.study_cases import draw_study_case


def open_ids(study, plan=None):
    return {(f.id, f.status) for f in check(study, None, plan) if f.status != "passed"}


def finding(study, finding_id, plan=None):
    return next(f for f in check(study, None, plan) if f.id == finding_id)


def as_points(rows):
    return tuple(StudyPoint.model_validate(row) for row in rows)


def test_the_golden_study_is_asked_nothing():
    assert open_ids(room_15_studied(), locked_plan()) == set()


def test_the_figures_of_the_golden_studies():
    room_15 = read_cycle(as_points(points()))
    assert (round(room_15.median), room_15.useful) == (32, 24)
    assert (room_15.longest_run, room_15.longest_run_max) == (10, 8)
    assert (room_15.crossings, room_15.crossings_min) == (11, 8)
    assert (room_15.since, room_15.above) == (12, 11)
    assert room_15.anhoej
    room_14 = read_cycle(as_points(room_14_points()))
    assert (round(room_14.median), room_14.useful, room_14.longest_run) == (33, 24, 5)
    assert (room_14.crossings, room_14.anhoej) == (12, False)
    birch = read_cycle(as_points(birch_points()))
    assert (birch.median, birch.useful, birch.longest_run, birch.longest_run_max) == (51, 10, 3, 6)
    assert (birch.crossings, birch.crossings_min, birch.anhoej) == (6, 2, False)
    assert birch.more_points("up", "anhoej") == 5


def test_it_is_working_is_named_with_what_the_rule_says_and_what_it_would_take():
    found = finding(birch_street(), "verdict-follows-chart")
    assert found.status == "missed"
    assert 'You wrote "It is working"' in found.what
    assert "the longest run is 3 of 10" in found.what
    assert "where chance alone can give 6" in found.why  # the other rule set, told beside it
    assert "too early to tell" in found.next
    assert "3 more lessons in a row" in found.next  # the shift of the rules in force


def test_five_more_weeks_above_the_line_and_anhoej_signals(monkeypatch):
    monkeypatch.setattr("autograde.checks._study_known.rules_in_force", lambda: "anhoej")
    found = finding(birch_street(), "verdict-follows-chart")
    assert "5 more lessons in a row" in found.next
    later = read_cycle(as_points(birch_points((57, 60, 56, 62, 58))))
    assert later.anhoej
    assert not read_cycle(as_points(birch_points((57, 60, 56, 62)))).anhoej


@pytest.mark.parametrize("verdict", ["too_early", "no_signal"])
def test_with_few_points_too_early_follows_and_no_signal_is_asked(verdict):
    found = finding(birch_street(verdict=verdict, verdict_words=""), "verdict-follows-chart")
    assert found.status == ("passed" if verdict == "too_early" else "asked")


def test_the_rule_set_that_the_course_names_decides_and_both_are_told(monkeypatch):
    rows = room_14_points()  # a trend of five, and nothing by the Anhøj rules
    study = room_15_studied(points=rows, verdict="too_early", result=None)
    reading = read_cycle(as_points(rows))
    assert (reading.ihi, reading.anhoej) == (True, False)
    told = finding(study, "reading-signal")
    assert "IHI rules, which are in force here" in told.what
    assert "Anhøj rules" in told.why
    assert told.status == "passed"
    monkeypatch.setattr("autograde.checks._study_known.rules_in_force", lambda: "anhoej")
    assert finding(study, "reading-signal").status == "missed"


@pytest.mark.parametrize(
    ("result", "held", "status"),
    [
        (41, "held", "passed"),
        (41, "missed", "missed"),
        (41, "unclear", "asked"),
        (41, "", "missed"),
    ],
)
def test_held_or_missed_follows_from_the_range_alone(result, held, status):
    study = room_15_studied(result=result, held=held)
    assert finding(study, "held-or-missed", locked_plan()).status == status


def test_the_result_counts_only_the_lessons_up_to_the_day_of_the_prediction():
    plan = locked_plan()
    assert finding(room_15_studied(result=41.3), "result-number", plan).status == "passed"
    whole = round(100 * 150 / 303, 1)  # all twelve lessons together
    assert finding(room_15_studied(result=whole), "result-number", plan).status == "missed"


def test_the_locked_range_counts_and_not_a_later_one():
    moved = locked_plan()
    later = tuple(one.model_copy(update={"low": 45.0}) for one in moved.predictions)
    found = finding(
        room_15_studied(), "held-or-missed", moved.model_copy(update={"predictions": later})
    )
    assert found.status == "passed"


def test_missing_students_are_counted_from_every_lesson_since():
    assert finding(room_15_studied(), "missing-counted", locked_plan()).status == "passed"
    rows = points()
    rows[-1] |= {"count": None}
    study = room_15_studied(points=rows, missing_count=21)
    assert finding(study, "missing-counted", locked_plan()).status == "missed"
    study = room_15_studied(points=rows, missing_count=21 + 23)
    assert finding(study, "missing-counted", locked_plan()).status == "passed"
    assert CLASS == 27


@pytest.mark.parametrize(
    ("words", "before", "status"),
    [
        ("We read their work together, in private.", None, "passed"),
        ("They improved more than anybody.", None, "missed"),
        ("They went from 20% to 45%.", None, "missed"),
        ("", {"count": 9, "of": 40}, "missed"),
        ("Too few: no verdict on whether they improved.", None, "passed"),
    ],
)
def test_a_group_of_fewer_than_11_is_never_judged(words, before, status):
    group = {"name": "Students new since January", "n": 7, "words": words}
    if before:
        group["before"] = before
    found = finding(room_15_studied(groups=[group]), "small-groups", locked_plan())
    assert (found.status, found.criterion) == (status, "missing-and-groups")


def problem(study, plan=None):
    found = [f for f in check(study, None, plan) if f.id == "chart-data"]
    readings = [f.id for f in check(study, None, plan) if f.id.startswith("reading-")]
    assert readings == []
    assert finding(study, "verdict-follows-chart", plan).status == "missed"
    return found[0].quote


def test_nothing_is_computed_on_nonsense():
    assert "no points yet" in problem(room_15_studied(points=[]))
    outside = room_15_studied(change_day="2027-02-02")
    assert "The change is marked at February 2, 2027" in problem(outside)
    equal = [row | {"count": 8, "of": 24} for row in points()]
    assert "real lessons differ" in problem(room_15_studied(points=equal))
    absent = [row | {"count": 0, "of": 0, "absent": 27} for row in points()]
    assert "Nobody was counted" in problem(room_15_studied(points=absent))


def test_a_cycle_with_two_points_is_too_early_whatever_they_are():
    short = points()[:14]
    study = room_15_studied(points=short)
    found = finding(study, "verdict-follows-chart", locked_plan())
    assert found.status == "missed"
    early = room_15_studied(points=short, verdict="too_early", verdict_words="Two lessons.")
    assert finding(early, "verdict-follows-chart", locked_plan()).status == "passed"
    assert any("Only 2 lessons" in f.what for f in check(early, None, locked_plan()))


def test_results_dated_before_the_lock_are_told():
    rows = [row | {"day": row["day"].replace("2026-", "2025-")} for row in points()]
    study = room_15_studied(points=rows, change_day="2025-11-03")
    found = finding(study, "study-lock", locked_plan())
    assert "before the plan was locked" in found.what


def test_a_file_for_another_measure_is_told():
    study = room_15_studied(measure="Books borrowed")
    found = finding(study, "study-lock", locked_plan())
    assert found.status == "missed"
    assert "Books borrowed" in found.what


def test_an_empty_study_misses_everything_but_what_only_a_coach_reads():
    for study in (Study(), Study(source="own")):
        found = check(study)
        assert {f.status for f in found if f.criterion} == {"missed"}
        assert {f.criterion for f in found} >= {
            *("did-it-happen", "held-or-missed", "reads-the-chart"),
            *("missing-and-groups", "verdict-follows"),
        }


def test_a_rise_that_began_before_is_asked_about_until_it_is_said():
    for number in range(300):
        case = draw_study_case("lift-study", f"early-{number}", 0, truth="began_before")
        study = worked_study(case)
        if study.verdict == "signal_predicted" and "began" in study.verdict_words:
            break
    hushed = study.model_copy(
        update={
            "verdict_words": "Signal: a long run.",
            "other_explanations": (),
            "signal_reading": study.signal_reading.model_copy(update={"words": ""}),
        }
    )
    statuses = {
        name: next(f.status for f in check(one, case) if f.id == "rise-before-change")
        for name, one in (("said", study), ("hushed", hushed))
    }
    assert statuses == {"said": "passed", "hushed": "asked"}


def test_the_verdict_is_judged_by_the_data_and_never_by_what_was_planted():
    lucky = 0
    for number in range(80):
        case = draw_study_case("lift-study", f"luck-{number}", 0, truth="none")
        study = worked_study(case)
        found = next(f for f in check(study, case) if f.id == "verdict-follows-chart")
        assert found.status == "passed"
        lucky += study.verdict == "signal_predicted"
    assert lucky  # chance signals now and then, and a careful reader is not punished for it


def test_accepted_verdicts_without_a_chart():
    assert charts.accepted(None, "ihi", "up", "yes") == (("too_early",), ())


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 30), st.integers(0, 30)), max_size=24),
    st.sampled_from(("", "2026-11-03", "2026-09-01", "2027-01-01")),
    st.sampled_from(("signal_predicted", "signal_other", "no_signal", "too_early", "")),
)
def test_any_points_are_answered(rows, change_day, verdict):
    made = [row | {"count": a, "of": b} for row, (a, b) in zip(points(), rows, strict=False)]
    study = room_15_studied(points=made, change_day=change_day, verdict=verdict)
    found = check(study, None, locked_plan())
    assert found == check(study, None, locked_plan())
    assert all("{" not in f.what + f.why + f.next for f in found)


def test_the_golden_second_cycle_is_asked_nothing_and_told_what_is_its_own():
    plan, study = second_plan(), second_cycle_studied()
    assert open_ids(study, plan) == set()
    told = finding(study, "cycle-goes-on", plan)
    assert "4 of its lessons, then 8 of this one, from November 17 on" in told.what
    assert finding(study, "change-marked", plan).status == "passed"
    assert finding(study, "held-or-missed", plan).status == "passed"
    assert "cycle-goes-on" not in {f.id for f in check(room_15_studied(), None, locked_plan())}


def test_the_result_of_a_second_cycle_counts_its_own_lessons_alone():
    both = round(100 * 150 / 303, 1)
    found = finding(second_cycle_studied(result=both), "result-number", second_plan())
    assert found.status == "missed"
    assert found.misconception == "an earlier cycle counted in"
    assert "from November 17 on" in found.what
    without = second_plan(follows="")  # a plan that goes on from nothing: the line is elsewhere
    study = second_cycle_studied(plan_digest="")
    assert finding(study, "change-elsewhere", without).status == "asked"
    assert "before the plan was locked" in finding(study, "study-lock", without).what


def test_whether_the_second_cycle_was_done_is_asked_of_its_own_lessons():
    rows = points()
    for row in rows[12:16]:
        row["fidelity"] = "no"
    study = second_cycle_studied(points=rows)
    assert finding(study, "study-fidelity", second_plan()).status == "passed"
    as_first = room_15_studied(points=rows, plan_digest="", fidelity="partly")
    assert finding(as_first, "study-fidelity", second_plan(follows="")).status == "passed"
    rows[20]["fidelity"] = rows[21]["fidelity"] = rows[22]["fidelity"] = "no"
    found = finding(second_cycle_studied(points=rows), "fidelity-log", second_plan())
    assert found.status == "asked"
    assert "5 of 8" in found.what


def test_a_second_cycle_without_a_lesson_yet_is_told_so():
    study = second_cycle_studied(points=points()[:16], result=None, held="")
    found = finding(study, "chart-data", second_plan())
    assert found.status == "asked"
    assert "No lesson from November 17, 2026 on was counted yet" in found.what


def test_a_lesson_of_the_second_cycle_before_its_own_lock_is_told():
    early = second_plan(start="2026-11-10")
    found = finding(second_cycle_studied(plan_digest=""), "study-lock", early)
    assert "November 10, 2026 was counted before the plan was locked" in found.what


@pytest.mark.parametrize(
    "name",
    [
        "reason slips / students present, Tuesdays and Thursdays",
        "reason slips, four days together",
        "reason slips",
        "Room 15: reason slips",
        "Math reason slips (with a because)",
    ],
)
def test_the_golden_wordings_of_the_measure_are_the_planned_one(name):
    study = room_15_studied(measure=name)
    assert study_problems(study, locked_plan()) == ()
    assert open_ids(study, locked_plan()) == set()


@pytest.mark.parametrize(
    "name",
    [
        "exit slips / students present, Tuesdays and Thursdays",
        "tardies, four days together",
        "engagement",
        "Room 15: books borrowed",
        "percent of students who ask a question when confused, weekly",
    ],
)
def test_another_measure_stops_the_check_and_the_chart_alike(name):
    study = room_15_studied(measure=name)
    assert [one.id for one in study_problems(study, locked_plan())] == ["other-measure"]
    assert finding(study, "study-lock", locked_plan()).status == "missed"
    assert not any(f.id.startswith("reading-") for f in check(study, None, locked_plan()))
