"""Agreement without a course: laws of the draw, of pairs, of words and of drift."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.desk._agree_drift import Sitting, drift
from autograde.desk._agree_pairs import SHARES, drawn, marked_twice, open_to
from autograde.desk._agree_words import GOLD, Other, sentence, summary

EXERCISE = "lift-fishbone"


# Laws of the draw and of pairs


@settings(deadline=None, max_examples=60)
@given(
    st.sets(st.text(min_size=1, max_size=8), max_size=60),
    st.sampled_from(SHARES),
    st.data(),
)
def test_laws_of_the_draw(learners, share, data):
    found = drawn(EXERCISE, learners, share, ())
    assert found == drawn(EXERCISE, sorted(learners, reverse=True), share, ()), (
        "no matter the order"
    )
    assert found <= learners
    assert share * len(learners) / 100 <= len(found) < share * len(learners) / 100 + 1
    already = data.draw(st.sets(st.sampled_from(sorted(learners)))) if learners else set()
    kept = drawn(EXERCISE, learners, share, already)
    assert already <= kept, "who was marked twice stays drawn"
    assert len(kept) == max(len(found), len(already))
    assert drawn(EXERCISE, learners, 20, ()) >= drawn(EXERCISE, learners, 10, ())


def entry(id, kind, coach, level, **more):
    given = {"learner": "ash", "criterion": "c", "round": 1, "comment": "", "source": "desk"}
    return SimpleNamespace(id=id, kind=kind, coach=coach, level=level, **{**given, **more})


def test_a_pair_is_what_was_given_before_the_blind_mark():
    entries = [
        entry(1, "mark", "Ines", 1),
        entry(2, "mark", "Ines", 2),
        entry(3, "blind", "Ben", 3),
        entry(4, "mark", "Ines", 3),
    ]
    (pair,) = marked_twice(entries)
    assert pair.levels == (2, 3)
    assert pair.differs
    assert pair.settled is None
    (pair,) = marked_twice([*entries, entry(5, "settled", "Ben", 3)])
    assert pair.settled.id == 5
    assert pair.levels == (2, 3)


@pytest.mark.parametrize(
    "first",
    [("mark", "", 1), ("mark", "Ben", 1), ("mark", "Ines", None)],
    ids=["formgrader keeps no name", "the same person", "no level"],
)
def test_what_makes_no_pair(first):
    assert marked_twice([entry(1, *first), entry(2, "blind", "Ben", 3)]) == []
    assert not open_to([entry(1, *first)], "ash", 1, ["c"], "Ben")


# Words


def test_sentences_count_and_say_which_way():
    assert sentence([]) == "Nothing is marked yet."
    assert sentence([(1, 1)]).endswith("on the one piece.")
    assert sentence([(1, 1), (2, 2)]).endswith("on both pieces.")
    assert sentence([(1, 2), (3, 1)], GOLD) == (
        "You and the gold marks gave the same level on 0 of 2 pieces; you were stricter on 1 and "
        "more generous on 1. 1 piece lay two levels or more apart."
    )
    assert "Ada was stricter" in sentence([(1, 2)], Other("Ada and Ben", "Ada"))
    assert "cannot tell" in summary([(1, 1)] * 9)
    assert "72% to 100%" in summary([(1, 1)] * 10)


def sitting(day, pieces, same):
    return Sitting(date(2026, 11, day), pieces, 3 * pieces, same)


def test_drift_claims_nothing_from_few_and_little_from_many():
    assert drift([]).words == "Nothing was marked for this yet."
    few = drift([sitting(2, 5, 15), sitting(9, 5, 0)])
    assert "Too few" in few.words
    assert few.alt == (
        "Marks with the same level, by day: November 2: 15 of 15; November 9: 0 of 15."
    )
    assert few.drawing.count("<circle") == 2
    chance = drift([sitting(2, 12, 24), sitting(9, 12, 20)])
    assert "Chance alone often" in chance.words
    assert "24 of 36" in chance.words
    less = drift([sitting(9, 20, 10), sitting(2, 20, 58)])
    assert "You agree less than before" in less.words
    assert less.alt.index("November 2") < less.alt.index("November 9")


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2026, 9, 1), date(2027, 6, 1)), st.integers(1, 40), st.floats(0, 1)
        ),
        max_size=30,
        unique_by=lambda one: one[0],
    )
)
def test_laws_of_drift(days):
    made = [
        Sitting(day, pieces, 3 * pieces, round(3 * pieces * share)) for day, pieces, share in days
    ]
    found = drift(made)
    assert found == drift(made[::-1])
    assert found.drawing.count("<circle") == (0 if len(made) < 2 else min(len(made), 12))
    if sum(one.pieces for one in made) < 20:
        assert "You agree" not in found.words
