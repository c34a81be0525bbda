"""What the funnel's check must not say of sound sentences, and what it says of half an answer."""

from __future__ import annotations

import pytest

from autograde.checks.signal_reading import signal_reading
from autograde.kinds import kind_of
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.simulate.signal_cases import draw_signal_case

EXERCISE = "elie-signal"
ACCUSING = {"signal-bottom-five", "signal-small-praised", "signal-explained-away"}
#: Of Harbor Flats (fictional), whose first is S33, last is S21, outside are S03, S07 and S20.
SOUND = (
    "None of the last five lies outside the limits, so their place says nothing about their work.",
    "The five lowest are all small schools; next year others will be there.",
    "S33 is small, and its place is luck; we will not visit it as a model.",
    "S33 had 20 students in the survey, so one or two of them move it by many points.",
    "At S03, 319 of 722 students named such an adult; we ask there what is different.",
    "We will print the counts of all schools with limits, and not a ranking.",
    "Being inside the limits means alike, not fair.",
    "The newspaper's bottom five is mostly a list of small schools.",
    "A place among the last five is not a verdict on your teachers.",
    "I will not ask you to explain your rank.",
    "We ask the board to fund a late bus for every school.",
    "Principals of the three schools outside will tell us what they see, and nobody is blamed.",
    "Somebody is always last, and somebody is always first.",
    "The level is the same at nearly every school, and it is too low.",
    "No outlier would not mean no problem.",
    "A stable system can be stably unjust.",
    "S21 was last with 42 students; last year it was in the upper half.",
    "The lowest rate belongs to a school of 42 students, and it is inside its limits.",
    "If we had acted on the last five, we would have answered chance.",
    "Improvement begins with the schedule, because all schools share it.",
    "S20 and S07 differ by more than chance, and we will visit both to learn what is different.",
    "Ask what S33 and S21 have in common: they are small.",
)


@pytest.mark.parametrize("field", ["principal", "board", "newspaper", "fair_words"])
def test_sound_sentences_are_not_accused(field):
    case = draw_signal_case(EXERCISE, "worked-44", 0)
    assert {case.facts.top_small, case.facts.bottom_small} == {"S33", "S21"}
    assert case.facts.special == ("S03", "S07", "S20")
    for text in SOUND:
        found = signal_reading(FunnelReading.model_validate({field: text}), case)
        assert not {one.id for one in found if one.status != "passed"} & ACCUSING, text


def test_naming_some_rightly_counts():
    case = draw_signal_case(EXERCISE, "worked-44", 0)
    solution = kind_of(EXERCISE).solution(case)
    fewer = solution.model_copy(update={"outside": solution.outside[:2]})
    found = [one for one in signal_reading(fewer, case) if one.criterion == "points-outside"]
    assert [(one.id, one.status) for one in found] == [
        ("signal-left-out", "missed"),
        ("signal-outside", "passed"),
    ]
    assert "2 of those" in found[1].what
