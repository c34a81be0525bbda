"""One sentence to a board about a ranking: what is asked about it, and what is left in peace."""

from __future__ import annotations

import pytest

from autograde.coached import look_at_funnel_words


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The bottom five schools need improvement plans by March.", "signal-bottom-five"),
        ("Congratulations to our top school!", "signal-small-praised"),
        ("Every school is inside the limits, so there is no problem.", "signal-explained-away"),
        ("We hope for the best next year.", "signal-open"),
    ],
)
def test_what_is_weak_is_asked_about_with_a_next_step(text: str, label: str) -> None:
    (found,) = look_at_funnel_words(text)
    assert found["label"] == label
    assert found["next"]


@pytest.mark.parametrize(
    "text",
    [
        "None of the last five lies outside the limits; their order is chance.",
        "We do not ask the bottom five for plans. The whole network moves its support blocks.",
        "Only S03 differs by more than chance, and we will ask there what is different.",
    ],
)
def test_sound_sentences_are_left_in_peace(text: str) -> None:
    assert look_at_funnel_words(text) == []
