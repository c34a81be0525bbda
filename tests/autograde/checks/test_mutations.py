"""Each exercise's check against spoiled work, and the figures that its trust page prints."""

import pytest

from autograde.checks import trust
from autograde.kinds import kind_of
from curriculum.content import content_root

#: How many ways of spoiling and how many spoiled works there are at least.
LEAST = {
    "elie-gaps": (28, 200),
    "elie-signal": (30, 200),
    "lift-fishbone": (25, 500),
    "lift-predict": (35, 300),
    "lift-study": (35, 300),
}
CERTAIN = {
    "elie-gaps": {
        *("outcome-open", "opportunity-open", "comparison-open", "comparison-other"),
        *("comparison-why", "interval-open", "n-off", "met-off", "percent-off", "gap-off"),
        *("ratio-off", "to-close-off", "floor-laxer", "shown-again", "few-in-words"),
        *("split-open", "split-other", "finding-open", "ratio-alone", "system-open"),
        *("voices-none", "goal-open", "strategies-none", "next-open", "next-past"),
    },
    "elie-signal": {
        *("data-open", "measure-open", "target-open", "target-off", "limits-open"),
        *("adjusted-open", "point-dropped", "code-mistyped", "read-common", "read-open"),
        *("whole-open", "whole-other", "principal-open", "board-open", "newspaper-open"),
        *("bottom-five", "small-praised", "action-open", "who-open", "by-open", "past"),
        *("not-to-do-open", "fair-open", "explained-away"),
    },
    "lift-fishbone": {
        *("statement-empty", "leaf-empty", "cause-twice", "cause-twice-retyped"),
        *("evidence-dropped", "tag-dropped", "source-dropped", "item-missing", "link-empty"),
        *("test-nothing", "check-no-how", "day-empty", "day-vague", "day-impossible"),
    },
    "lift-predict": {
        *("question-empty", "change-empty", "cause-none", "who-empty", "size-empty"),
        *("data-numerator-empty", "data-missing-empty", "baseline-count", "process-empty"),
        *("direction-empty", "guess-empty", "range-empty", "range-all", "no-change-holds"),
        *("range-one", "no-day", "because-empty", "never-locked", "lock-by-hand", "range-moved"),
        "counted-already",
    },
    "lift-study": {
        *("fidelity-open", "result-off", "held-other", "lesson-dropped", "absent-dropped"),
        *("change-open", "change-moved", "median-off", "run-off", "signal-other", "missing-off"),
        *("small-group-judged", "group-count", "verdict-open", "verdict-words"),
    },
}
#: How one speaks is only ever asked about.
ASKING = {"elie-gaps": {"group-as-cause", "bubble"}}


@pytest.fixture(scope="module", params=LEAST)
def measured(request):
    bases = trust.strong_bases(request.param)
    return request.param, trust.measure(bases, request.param), trust.seeds(100, request.param)


def test_there_are_many_ways_of_spoiling_and_each_is_tried(measured):
    exercise, tallies, _ = measured
    names = {one.name for one in kind_of(exercise).operators}
    assert len(tallies) == len(names) >= LEAST[exercise][0]
    assert [tally.operator.name for tally in tallies if tally.total == 0] == []


def test_nine_of_ten_are_noticed_by_name(measured):
    exercise, tallies, _ = measured
    total = sum(tally.total for tally in tallies)
    assert total > LEAST[exercise][1]
    assert sum(tally.missed + tally.asked for tally in tallies) / total >= 0.9


def test_what_is_not_noticed_is_explained(measured):
    _, tallies, _ = measured
    assert [t.operator.name for t in tallies if t.survivors and not t.operator.spared] == []


def test_what_is_certain_costs_points(measured):
    exercise, tallies, _ = measured
    by_name = {tally.operator.name: tally for tally in tallies}
    lenient = {n for n in CERTAIN[exercise] if by_name[n].missed < by_name[n].total}
    assert lenient == set()
    assert {n for n in ASKING.get(exercise, ()) if by_name[n].missed} == set()


def test_a_hundred_worked_solutions_get_full_marks_and_no_question(measured):
    _, _, drawn = measured
    assert drawn.failures == ()
    assert (drawn.seeds, drawn.full, drawn.asked) == (100, 100, 0)


def test_the_published_figures_are_what_the_check_does_now(measured):
    exercise, tallies, drawn = measured
    published = content_root() / "exercises" / exercise / "TRUST.md"
    text = trust.report(tallies, drawn, len(trust.strong_bases(exercise)), exercise)
    assert published.read_text(encoding="utf-8") == text, f"run {trust.COMMAND} --write {exercise}"
