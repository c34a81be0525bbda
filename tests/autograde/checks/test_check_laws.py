from functools import cache

import pytest
from alder_creek import alder_case, alder_creek
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.checks import fishbone
from autograde.checks.bench import large_fishbone
from autograde.checks.mutations import OPERATORS
from autograde.rubrics import load_rubric, score_of
from curriculum.artifacts.fishbone import (
    Bone,
    CarriedTo,
    Cause,
    CheckPlan,
    Evidence,
    Fishbone,
    ProblemStatement,
)
from curriculum.simulate.story import draw_case

RUBRIC = load_rubric("lift-fishbone")

WORDS = st.sampled_from(
    [
        "",
        " ",
        "?",
        "No coach",
        "Students are lazy",
        "98 of 306 (99%)",
        "E4",
        "February 31",
        "{quote}",
        "lessons open with a page of bare computation",
        "Grade 5 since September 8",
        "100%",
        "“”",
    ]
)
TEXTS = st.one_of(WORDS, st.text(max_size=60), st.lists(WORDS, max_size=3).map(" ".join))


@cache
def drawn():
    return draw_case("lift-fishbone", "laws", 0)


@st.composite
def fishbones(draw):
    numbers = iter(range(1000))

    def cause(depth):
        return Cause(
            id=f"n{next(numbers)}",
            text=draw(TEXTS),
            whys=tuple(cause(depth - 1) for _ in range(draw(st.integers(0, 2)) if depth else 0)),
            evidence=Evidence(
                tag=draw(st.sampled_from([None, "data", "interview", "observation", "assumption"])),
                source=draw(TEXTS),
                item=draw(st.sampled_from([None, "E1", "E4", "E6", "E99"])),
            ),
            lane=draw(st.sampled_from([None, "test", "check", "escalate"])),
            check=CheckPlan(how=draw(TEXTS), by=draw(TEXTS)),
            carried_to=CarriedTo(who=draw(TEXTS), on=draw(TEXTS)),
        )

    bones = tuple(
        Bone(
            id=f"b{i}",
            name=draw(TEXTS),
            causes=tuple(cause(2) for _ in range(draw(st.integers(0, 2)))),
        )
        for i in range(draw(st.integers(0, 3)))
    )
    head = ProblemStatement(**{name: draw(TEXTS) for name in ProblemStatement.model_fields})
    return Fishbone(
        problem_statement=head,
        bones=bones,
        reads_backward=draw(TEXTS),
        surprise=draw(TEXTS),
        whose_view_is_missing=draw(TEXTS),
    )


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def check_laws(fish, case):
    findings = fishbone(fish, case)
    assert findings == fishbone(fish, case)
    own = list(strings(fish.model_dump(mode="json")))
    places = {"bones", "reads_backward", "surprise", "whose_view_is_missing"}
    places |= {f"problem_statement.{name}" for name in ProblemStatement.model_fields}
    places |= {place.cause.id for place in fish.walk()}
    criteria = {criterion.id for criterion in RUBRIC.machine} | {""}
    for finding in findings:
        assert any(finding.quote in text for text in own), finding
        assert finding.where in places
        assert finding.criterion in criteria
        assert finding.what
        assert finding.why
        if finding.status != "passed":
            assert finding.next
            assert len(finding.hints) == 3
    assert len({(f.id, f.where, f.quote, f.status) for f in findings}) >= len(findings) - 4
    for criterion in RUBRIC.machine:
        points = score_of(findings, criterion.id, RUBRIC)
        assert type(points) is float
        assert 0 <= points <= criterion.points
        lost = any(f.status == "missed" and f.criterion == criterion.id for f in findings)
        assert (points < criterion.points) is lost
    return findings


@settings(deadline=None, max_examples=60)
@given(fish=fishbones())
def test_any_fishbone_on_any_folder(fish):
    for case in (None, alder_case(), drawn()):
        check_laws(fish, case)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda one: one.name)
def test_every_way_of_spoiling_keeps_the_laws(operator):
    case = alder_case()
    for _, spoiled in list(operator.spoil(alder_creek(items=True), case))[:3]:
        check_laws(spoiled, case)


def test_braces_in_a_learners_words_stay_words():
    fish = alder_creek().model_copy(update={"whose_view_is_missing": "{quote} {number} {0}"})
    (found,) = [f for f in fishbone(fish) if f.id == "missing-view"]
    assert "{quote} {number} {0}" in found.what


def test_a_large_fishbone_is_checked_whole():
    fish = large_fishbone()
    findings = fishbone(fish, drawn())
    assert {p.cause.id for p in fish.walk()} <= {f.where for f in findings}


def test_a_very_long_text_is_read_in_bounded_time():
    head = ProblemStatement(text="no no no 1 of 2 " * 250, number="9 of " * 119)
    cause = Cause(id="x", text="1 of " * 119, evidence=Evidence(tag="data", source="E1 " * 199))
    fish = Fishbone(problem_statement=head, bones=(Bone(id="b", name="B", causes=(cause,)),))
    check_laws(fish, drawn())
