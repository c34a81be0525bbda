"""The lines of a memo: each fault is asked about, the one that harms most first."""

from __future__ import annotations

import pytest

from autograde.coached import look_at_memo

BOTH = "The district reached 233 of 526 (44%) and 289 of 526 (55%)."


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2 of 6 newcomers met the mark (33%).", "gaps-few"),
        (f"{BOTH} The gap is due to families who do not value math.", "gaps-deficit"),
        (f"{BOTH} Tutor those nearest the mark.", "gaps-bubble"),
        (f"{BOTH} The ratio rose from 0.75 to 0.81, so we are fairer.", "gaps-ratio-alone"),
        ("We are making progress.", "gaps-finding"),
    ],
)
def test_what_is_weak_is_asked_about_with_a_next_step(text: str, label: str) -> None:
    found = look_at_memo(text)
    assert found[0]["label"] == label
    assert all(one["next"] and one["name"] for one in found)


def test_a_child_comes_before_a_group_and_a_group_before_a_number() -> None:
    text = (
        "The ratio rose from 0.75 to 0.81, so we are fairer. The gap is due to families who do "
        "not value math. 2 of 6 newcomers met the mark."
    )
    seen = list(dict.fromkeys(one["label"] for one in look_at_memo(text)))
    assert seen[:3] == ["gaps-few", "gaps-deficit", "gaps-ratio-alone"]


@pytest.mark.parametrize(
    "text",
    [
        BOTH,
        f"{BOTH} Placement rests on one spring test; we can change that.",
        f"{BOTH} Groups too small to show are looked at in private.",
    ],
)
def test_sound_lines_are_left_in_peace(text: str) -> None:
    assert look_at_memo(text) == []
