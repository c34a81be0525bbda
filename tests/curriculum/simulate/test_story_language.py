"""The model words of the stories pass the text checks that learners meet."""

from __future__ import annotations

from itertools import combinations

import pytest

from autograde.words import cause, evidence_overlap, problem_statement, same_cause
from curriculum.simulate import draw_case

CASES = [draw_case("lift-fishbone", f"words-{i}", i % 6) for i in range(36)]


@pytest.fixture(params=CASES, ids=lambda case: f"{case.story}-{case.truth['variant']}-{case.key}")
def case(request):
    return request.param


def certain(hits):
    return [hit for hit in hits if hit.certain]


def test_the_statement_is_complete_and_neutral(case):
    assert certain(problem_statement(case.truth["statement"]["text"])) == []


def test_no_cause_is_a_wish_or_a_person(case):
    for model in case.truth["model_causes"]:
        for text in model["chain"]:
            assert certain(cause(text)) == [], text


def test_no_cause_stands_twice(case):
    chains = [text for model in case.truth["model_causes"] for text in model["chain"]]
    for a, b in combinations(chains, 2):
        hit = same_cause(a, b)
        assert hit is None or not hit.certain, (a, b)


def test_each_leaf_speaks_of_its_paper(case):
    for model in case.truth["model_causes"]:
        if model["item"]:
            facts = case.item(model["item"]).facts
            assert max(evidence_overlap(model["chain"][-1], fact.words) for fact in facts) >= 2
