"""Agreement of coaches: against statsmodels and published figures, and laws that must hold."""

from __future__ import annotations

from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from autograde.agreement import ENOUGH, alpha, counts, kappa

LEVEL = st.integers(0, 3)
PAIRS = st.lists(st.tuples(LEVEL, LEVEL), min_size=ENOUGH, max_size=60)
PIECES = st.lists(st.lists(LEVEL, min_size=2, max_size=5), min_size=ENOUGH, max_size=40)
SIXTEEN = [(0, 0)] * 3 + [(1, 1)] * 3 + [(1, 2)] * 2 + [(2, 2)] * 3 + [(3, 2), (3, 3), (3, 3)]
SIXTEEN += [(0, 2), (2, 3)]


def table(pairs):
    made = np.zeros((4, 4))
    for first, second in pairs:
        made[first, second] += 1
    return made


def weighted(pairs, power):
    """Kappa and its variance from the formulas of 1968 and 1969, written out."""
    made = table(pairs) / len(pairs)
    rows, columns = made.sum(axis=1), made.sum(axis=0)
    steps = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    weights = 1 - (steps / 3) ** power
    observed = (weights * made).sum()
    expected = (weights * np.outer(rows, columns)).sum()
    value = (observed - expected) / (1 - expected)
    across = (weights @ columns)[:, None] + (weights.T @ rows)[None, :]
    spread = (made * (weights - across * (1 - value)) ** 2).sum()
    spread -= (value - expected * (1 - value)) ** 2
    return value, spread / (len(pairs) * (1 - expected) ** 2)


@pytest.mark.parametrize(("weights", "power"), [("quadratic", 2), ("linear", 1)])
def test_kappa_and_its_interval_follow_the_published_formulas(weights, power):
    found = kappa(SIXTEEN, weights)
    value, variance = weighted(SIXTEEN, power)
    theirs = cohens_kappa(table(SIXTEEN), wt=weights)
    assert isclose(found.value, value, abs_tol=1e-12)
    assert isclose(found.value, theirs.kappa, abs_tol=1e-12)
    assert isclose(theirs.var_kappa, variance, abs_tol=1e-12)
    middle, half = np.arctanh(value), 1.959964 * np.sqrt(variance) / (1 - value**2)
    assert found.low == pytest.approx(np.tanh(middle - half), abs=1e-9)
    assert found.high == pytest.approx(np.tanh(middle + half), abs=1e-9)
    assert found.low < found.value < found.high


def test_alpha_is_krippendorffs():
    """His example: four observers, twelve units, marks missing; alpha for intervals is 0.849."""
    # Krippendorff (2011), section C; there are five values, so his 1 to 5 need one more than ours.
    from autograde import agreement

    his = [
        [1, 1, 1],
        [2, 2, 3, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
        [2, 2, 2, 2],
        [1, 2, 3, 4],
        [4, 4, 4, 4],
        [1, 1, 2, 1],
        [2, 2, 2, 2],
        [5, 5, 5],
        [1, 1],
    ]
    assert round(agreement._alpha(his), 3) == 0.849


def test_alpha_of_two_coaches_is_kappa_on_shared_margins():
    """With two marks each: 1 - alpha = (2n - 1) / 2n × (1 - Scott's pi with squared weights)."""
    value = alpha(SIXTEEN).value
    n = len(SIXTEEN)
    both = table(SIXTEEN) + table(SIXTEEN).T
    share = both.sum(axis=0) / (2 * n)
    steps = np.subtract.outer(np.arange(4), np.arange(4)) ** 2
    scott = 1 - (steps * both).sum() / (2 * n) / (steps * np.outer(share, share)).sum()
    assert isclose(1 - value, (2 * n - 1) / (2 * n) * (1 - scott), abs_tol=1e-12)


def test_counts_say_which_way():
    made = counts([(0, 0), (1, 3), (2, 1), (3, 3), (1, 2)])
    assert (made.pieces, made.same, made.within_one) == (5, 2, 4)
    assert (made.lower, made.higher) == (2, 1)


@pytest.mark.parametrize("number", [0, 1, ENOUGH - 1])
def test_few_pieces_claim_nothing(number):
    for found in (kappa([(0, 3)] * number), alpha([(0, 3)] * number)):
        assert found.value is found.low is found.high is None
        assert "means nothing" in found.why_not
        assert found.pieces == number
    assert "1 piece was" in kappa([(1, 1)]).why_not


@pytest.mark.parametrize("level", range(4))
def test_one_level_only_gives_no_figure(level):
    for found in (kappa([(level, level)] * 12), alpha([(level, level)] * 12)):
        assert found.value is None
        assert "same level" in found.why_not


def test_a_coach_with_one_level_throughout_gives_no_figure():
    pairs = [(2, number % 4) for number in range(12)]
    for both in (pairs, [(second, first) for first, second in pairs]):
        found = kappa(both)
        assert found.value is found.low is None
        assert "same level throughout" in found.why_not


def test_full_agreement_has_no_interval_and_says_so():
    pairs = [(0, 0), (1, 1), (2, 2), (3, 3)] * 3
    for found in (kappa(pairs), alpha(pairs)):
        assert found.value == 1.0
        assert found.low is found.high is None
        assert "no spread" in found.why_not
    assert counts(pairs).same_share[0] == pytest.approx(0.757, abs=0.001)


def test_what_is_no_level_is_refused():
    for call in (kappa, counts, alpha):
        with pytest.raises(ValueError, match="not a level"):
            call([(0, 4)] * 12)


def near(one, other):
    return (one is None and other is None) or isclose(one, other, abs_tol=1e-9)


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_laws_of_kappa(pairs):
    found, turned = kappa(pairs), kappa([(second, first) for first, second in pairs])
    upside = kappa([(3 - first, 3 - second) for first, second in pairs])
    assert near(found.value, turned.value)
    assert near(found.value, upside.value)
    if found.value is not None:
        assert -1 <= found.value <= 1
        theirs = cohens_kappa(table(pairs), wt="quadratic", return_results=False)
        assert isclose(found.value, theirs, abs_tol=1e-9)
        for weights in ("quadratic", "linear"):
            mine = kappa(pairs, weights)
            if mine.low is not None:
                spread = cohens_kappa(table(pairs), wt=weights).var_kappa ** 0.5
                half = 1.959964 * spread / (1 - mine.value**2)
                assert isclose(mine.low, np.tanh(np.arctanh(mine.value) - half), abs_tol=1e-9)
    if found.low is not None:
        assert -1 <= found.low <= found.value <= found.high <= 1
    else:
        assert found.why_not


@settings(deadline=None, max_examples=30)
@given(PIECES, st.randoms(use_true_random=False))
def test_laws_of_alpha(pieces, order):
    found = alpha(pieces)
    mixed = [order.sample(piece, len(piece)) for piece in pieces]
    order.shuffle(mixed)
    assert near(found.value, alpha(mixed).value)
    assert near(found.value, alpha([*pieces, [2]]).value), "one mark alone says nothing"
    if found.value is not None:
        assert found.value <= 1
    if found.low is not None:
        assert found.low <= found.value <= found.high


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_laws_of_counts(pairs):
    made, turned = counts(pairs), counts([(second, first) for first, second in pairs])
    assert made.same + made.lower + made.higher == made.pieces == len(pairs)
    assert made.same <= made.within_one
    assert (made.lower, made.higher) == (turned.higher, turned.lower)
    low, high = made.same_share
    assert 0 <= low <= made.same / made.pieces + 1e-9 <= high + 2e-9 <= 1 + 2e-9
