import pytest

from autograde.checks import trust
from autograde.checks.mutations import OPERATORS
from autograde.checks.samples import load_samples
from curriculum.content import content_root


@pytest.fixture(scope="module")
def bases():
    return [
        (sample.name, sample.fishbone, sample.case)
        for sample in load_samples(trust.EXERCISE)
        if sample.kind == "strong"
    ]


@pytest.fixture(scope="module")
def tallies(bases):
    return trust.measure(bases)


@pytest.fixture(scope="module")
def drawn():
    return trust.seeds()


def test_there_are_many_ways_of_spoiling_and_each_is_tried(tallies):
    assert len(OPERATORS) >= 25
    assert [tally.operator.name for tally in tallies if tally.total == 0] == []


def test_nine_of_ten_spoiled_fishbones_are_noticed_by_name(tallies):
    total = sum(tally.total for tally in tallies)
    assert total > 500
    assert sum(tally.missed + tally.asked for tally in tallies) / total >= 0.9


def test_what_is_not_noticed_is_explained(tallies):
    assert [t.operator.name for t in tallies if t.survivors and not t.operator.spared] == []


def test_what_is_certain_costs_points(tallies):
    certain = {
        "statement-empty",
        "leaf-empty",
        "cause-twice",
        "cause-twice-retyped",
        "evidence-dropped",
        "tag-dropped",
        "source-dropped",
        "item-missing",
        "link-empty",
        "test-nothing",
        "check-no-how",
        "day-empty",
        "day-vague",
        "day-impossible",
    }
    by_name = {tally.operator.name: tally for tally in tallies}
    assert {name for name in certain if by_name[name].missed < by_name[name].total} == set()


def test_a_hundred_worked_solutions_get_full_marks(drawn):
    assert drawn.seeds == 100
    assert drawn.failures == ()
    assert drawn.full == 100


def test_the_published_figures_are_what_the_check_does_now(bases, tallies, drawn):
    published = content_root() / "exercises" / trust.EXERCISE / "TRUST.md"
    assert published.read_text(encoding="utf-8") == trust.report(tallies, drawn, len(bases)), (
        "run python -m autograde.checks.trust --write"
    )
