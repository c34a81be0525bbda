import pytest

from autograde.checks import trust
from autograde.kinds import kind_of
from curriculum.content import content_root

EXERCISES = ("lift-predict", "lift-study")
CERTAIN = {
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


@pytest.fixture(scope="module", params=EXERCISES)
def measured(request):
    bases = trust.strong_bases(request.param)
    return request.param, trust.measure(bases, request.param), trust.seeds(100, request.param)


def test_there_are_many_ways_of_spoiling_and_each_is_tried(measured):
    exercise, tallies, _ = measured
    assert len(kind_of(exercise).operators) >= 35
    assert len({one.name for one in kind_of(exercise).operators}) == len(tallies)
    assert [tally.operator.name for tally in tallies if tally.total == 0] == []


def test_nine_of_ten_are_noticed_by_name(measured):
    _, tallies, _ = measured
    total = sum(tally.total for tally in tallies)
    assert total > 300
    assert sum(tally.missed + tally.asked for tally in tallies) / total >= 0.9


def test_what_is_not_noticed_is_explained(measured):
    _, tallies, _ = measured
    assert [t.operator.name for t in tallies if t.survivors and not t.operator.spared] == []


def test_what_is_certain_costs_points(measured):
    exercise, tallies, _ = measured
    by_name = {tally.operator.name: tally for tally in tallies}
    lenient = {n for n in CERTAIN[exercise] if by_name[n].missed < by_name[n].total}
    assert lenient == set()


def test_a_hundred_worked_solutions_get_full_marks_and_no_question(measured):
    _, _, drawn = measured
    assert drawn.failures == ()
    assert (drawn.seeds, drawn.full, drawn.asked) == (100, 100, 0)


def test_the_published_figures_are_what_the_check_does_now(measured):
    exercise, tallies, drawn = measured
    published = content_root() / "exercises" / exercise / "TRUST.md"
    text = trust.report(tallies, drawn, len(trust.strong_bases(exercise)), exercise)
    assert published.read_text(encoding="utf-8") == text, f"run {trust.COMMAND} --write"
