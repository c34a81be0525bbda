"""Writes the example of `signal`: ``python tests/elie/build_signal_examples.py``.

The numbers are those of one drawn network; the words are written by hand.
"""

from __future__ import annotations

from autograde.checks.signal_solution import worked_signal
from curriculum.artifacts.funnel_reading import FunnelPoint, FunnelReading
from curriculum.content import content_root
from curriculum.simulate.signal_cases import SignalCase, draw_signal_case

FOLDER = content_root() / "elie" / "signal" / "examples"


def network() -> SignalCase:
    """Harbor Flats: its bottom five are small and inside, one school outside is in no headline."""
    return draw_signal_case("elie-signal", "worked-44", 0)


def harbor_flats() -> FunnelReading:
    """What the superintendent of Harbor Flats wrote."""
    case = network()
    words: dict[str, object] = {
        "id": "harbor-flats",
        "version": "with my team",
        "who_was_there": ("superintendent", "chief of schools", "director of data"),
        "data_words": "36 schools, winter survey of January 2025",
        "adjusted_why": "",
        "outside": (
            FunnelPoint(code="S03", reading="special", words="What is different here?"),
            FunnelPoint(code="S07", reading="special", words="What is different here?"),
            FunnelPoint(code="S20", reading="special", words="What is different here?"),
        ),
        "cause_words": (
            "S03, S07, and S20 differ by more than chance. The order of the other 33 is what "
            "chance makes of schools of their size."
        ),
        "principal": (
            "Your school is S21. 15 of your 42 students named an adult. That is inside the limits: "
            "six students more, and you are in the middle of the list. I will not ask you to "
            "explain your rank."
        ),
        "board": (
            "Three of 36 schools stand out, and none of them is in the newspaper's last five. We "
            "ask there what is different. The level is ours: support blocks begin after the last "
            "bus has left."
        ),
        "newspaper": (
            "Your last five schools have 30 to 51 students each. Next year, it will mostly be "
            "others. Print the counts, and ask us what we change for all."
        ),
        "system_action": "Move support blocks to before the last bus, at every school.",
        "system_who": "chief of schools",
        "system_by": "2025-02-28",
        "not_to_do": "No plans by rank, and no visit to copy S33.",
        "fair_words": (
            "Alike is not fair. 5,096 of 10,625 students named no adult, at nearly every school."
        ),
    }
    return FunnelReading.model_validate(worked_signal(case).model_dump() | words)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "harbor-flats.json").write_text(harbor_flats().to_json(), encoding="utf-8")
    print("wrote harbor-flats.json")
