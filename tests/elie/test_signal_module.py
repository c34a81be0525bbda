"""The signal module: ids, beats, a story whose numbers hold, real data as they are, glossary."""

from __future__ import annotations

import re

import build_signal_examples
import pytest
from build_signal_examples import network
from module_rules import (
    bold_terms,
    calls,
    decisions,
    every_option_is_answered,
    every_question_is_used,
    glossary,
    terms_are_used,
)
from signal_text import ASKED, GUIDE, RAW, TEXT

from autograde import coached
from autograde.checks.signal_reading import signal_reading
from autograde.kinds import kind_of
from curriculum.artifacts.examples import load_example
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.funnel import funnel
from curriculum.data.star98 import ABOUT, california
from curriculum.editors import show_funnel_reading
from curriculum.editors._questions import Decision
from curriculum.editors._signal_data import begun, case_data
from curriculum.editors._signal_given import given
from curriculum.editors._signal_words import by_chance
from curriculum.series import load_series

# ------------------------------------------------------------------ cells, beats, links


def test_every_id_exists_and_every_question_is_used() -> None:
    every_question_is_used(TEXT, "signal", ASKED)


def test_all_seven_beats_in_order() -> None:
    heads = re.findall(r"^## (\d)\. (.*)$", TEXT, flags=re.MULTILINE)
    assert [number for number, _ in heads] == list("1234567")
    assert heads[0][1] == "A scene"
    assert heads[6][1] == "Take it to your cabinet"


def test_it_is_reachable_though_its_prerequisite_is_still_to_come() -> None:
    elie = load_series("elie")
    module = elie.find("signal")
    assert module is not None
    assert module.available
    assert ("reflect", module.closing) in calls(TEXT, "signal")
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT
    assert f'signal_editor("{module.artifact}"' in TEXT
    needed = [elie.find(one) for one in module.prerequisites]
    assert [one.id for one in needed if one] == ["where"]


@pytest.mark.parametrize("decision", decisions(ASKED), ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    every_option_is_answered(decision)


def test_the_recall_goes_back_to_a_module_that_is_there() -> None:
    (asked,) = ASKED.recall
    assert [question.title for question in asked.question] == ["From “Gaps”"] * 3
    assert load_series("elie").find("gaps") is not None


# ------------------------------------------------------------------ Harbor Flats


def harbor_flats() -> FunnelReading:
    return load_example("signal/harbor-flats", FunnelReading)


def rank_of(code: str) -> int:
    return network().facts.ranked.index(code) + 1


def of(code: str) -> tuple[int, int]:
    facts = network().facts
    at = facts.codes.index(code)
    return facts.met[at], facts.students[at]


def test_the_example_is_what_its_builder_writes() -> None:
    path = build_signal_examples.FOLDER / "harbor-flats.json"
    assert path.read_text(encoding="utf-8") == build_signal_examples.harbor_flats().to_json()


def test_the_worked_reading_is_sound() -> None:
    found = signal_reading(harbor_flats(), network())
    assert [(one.id, one.what) for one in found if one.status != "passed"] == []


def test_the_scene_says_what_the_counts_say() -> None:
    case = network()
    facts = case.facts
    rates = [100 * met / n for met, n in zip(facts.met, facts.students, strict=True)]
    assert case.school == "Harbor Flats Unified (fictional)"
    assert f"all {len(facts.codes)} schools, from {max(rates):.0f}% down to {min(rates):.0f}%" in (
        TEXT
    )
    assert facts.counted == "named such an adult in the winter survey"
    assert facts.top_small == "S33"
    assert of("S33") == (15, 20)
    assert "S33 has 20 students, and 15 of them named an adult" in TEXT


def test_the_four_looks_are_true() -> None:
    facts = network().facts
    found = funnel(facts.met, facts.students, names=facts.codes)
    outside = {name for name, out in zip(facts.codes, found.outside998, strict=True) if out}
    assert outside == {"S03", "S07", "S20"}
    last = facts.ranked[-5:]
    assert not outside & set(last)
    sizes = sorted(of(code)[1] for code in last)
    assert (sizes[0], sizes[-1]) == (30, 51)
    assert "They have 30 to 51 students in the survey, and all five lie inside" in TEXT
    assert rank_of("S03") == 31
    assert of("S03")[1] == 722
    assert round(100 * of("S03")[0] / 722) == 44
    rest = [code for code in facts.codes if code not in outside]
    share = sum(of(code)[0] for code in rest) / sum(of(code)[1] for code in rest)
    assert len(rest) == 33
    assert 0.45 < 1 - share < 0.5, "nearly half named nobody"


def test_what_is_said_to_the_principal_is_true() -> None:
    words = harbor_flats().principal
    met, students = of("S21")
    assert f"{met} of your {students} students" in words
    facts = network().facts
    rates = [m / n for m, n in zip(facts.met, facts.students, strict=True)]
    above = sum(rate > (met + 6) / students for rate in rates)
    assert "six students more, and you are in the middle" in words
    assert 16 <= above <= 20
    assert f"{sum(facts.students) - sum(facts.met):,} of {sum(facts.students):,} students" in (
        harbor_flats().fair_words
    )


def test_the_print_out_has_the_papers_percents_and_the_counts() -> None:
    line = next(one for one in GUIDE.splitlines() if one.startswith("1. **The newspaper's table"))
    front, back = line.split("*Back, the counts:*")
    ranked = network().facts.ranked
    assert re.findall(r"S\d\d", front) == [*ranked[:5], *ranked[-5:]]
    assert re.findall(r"S\d\d", back) == [*ranked[:5], *ranked[-5:], "S03"]
    for code, percent in re.findall(r"(S\d\d) (\d+)%", front):
        met, students = of(code)
        assert round(100 * met / students) == int(percent), code
    found = re.findall(r"(S\d\d)\D* (\d+) of (\d+)", back)
    assert {code: (int(met), int(n)) for code, met, n in found} == {c: of(c) for c, _, _ in found}
    assert len(found) == 11


def test_one_or_two_of_36_by_chance() -> None:
    """What the text says of 95% limits: about 1 in 20, by the exact counts of the network."""
    assert 1.0 <= by_chance(case_data(network()), "95") <= 2.0


def test_chance_carries_the_last_five_from_first_to_last() -> None:
    facts = network().facts
    found = funnel(facts.met, facts.students, names=facts.codes)
    # Limits that hold the highest and the lowest rate of all but the smallest school on top.
    for code in facts.ranked[-5:]:
        at = facts.codes.index(code)
        assert found.lower998[at] < min(found.rate)
        assert found.upper998[at] > found.rate[facts.codes.index("S20")]


def test_the_shown_reading_has_words() -> None:
    page = show_funnel_reading("signal/harbor-flats")
    assert "<title>" in page.html
    assert "<desc>" in page.html
    for words in (harbor_flats().board, "S03 (44% of 722)", "S20"):
        assert words in page.text


# ------------------------------------------------------------------ the flawed sentence


def test_the_flawed_sentence_is_caught_and_the_way_out_is_not() -> None:
    (item,) = ASKED.repair
    labels = {one["label"] for one in coached.look_at_funnel_words(item.weak)}
    assert labels == {"signal-bottom-five", "signal-small-praised"}
    assert coached.look_at_funnel_words(item.one_way) == []
    assert coached.repair("signal/bottom-five")


# ------------------------------------------------------------------ California


def test_the_page_says_what_these_data_are_before_anything_is_made_of_them() -> None:
    quoted = TEXT.replace("> ", "")
    for paragraph in ABOUT:
        assert paragraph in quoted
    assert quoted.index(ABOUT[0]) < quoted.index('data="star98"')


def test_the_numbers_of_california_are_those_of_our_funnel() -> None:
    data = california()
    plain = funnel(data.above, data.tested, names=data.names)
    wide = funnel(data.above, data.tested, names=data.names, overdispersion=True)
    assert f"{plain.outside998.sum()} of the {len(data.names)} districts lie outside" in TEXT
    assert wide.outside998.sum() == (wide.rate > wide.upper998).sum() == 11
    assert "Then 11 districts lie outside, and all 11 lie above" in TEXT
    assert not plain.too_few.any()
    assert f"{plain.outside998.sum()} names would stand on the list" in RAW


def test_the_fifths_are_those_of_the_page() -> None:
    poverty = given()["poverty"]
    assert (
        f"least poverty, {poverty[0][2]}% of the students tested were above the median; in the "
        f"fifth with most, {poverty[-1][2]}%" in RAW
    )


def test_practice_on_california_is_answered_about_the_reading_alone() -> None:
    made = begun(None, "star98").model_copy(
        update={
            "data_words": "303 unified districts of California, spring 1998",
            "target": 40.5,
            "limits": "99.8",
            "adjusted": "no",
            "whole": "both",
            "cause_words": "210 of 303 lie outside; poverty is what they share.",
            "fair_words": "Alike would not be fair, and these are not even alike.",
        }
    )
    found = coached.look_at_funnel(made)
    assert [(one.id, one.what) for one in found if one.status != "passed"] == []
    blank = coached.look_at_funnel(begun(None, "star98"))
    assert not {one.id for one in blank} & {"signal-board", "signal-action", "signal-who-when"}
    assert "signal-fair" in {one.id for one in blank if one.status == "missed"}


def test_the_editors_open(tmp_path) -> None:  # type: ignore[no-untyped-def]
    practice = coached.signal_editor("practice-signal", data="star98", root=tmp_path)
    own = coached.signal_editor("funnel-reading", data="own", team=True, root=tmp_path)
    assert practice.session.work.source == "star98"
    assert own.session.work.source == "own"
    assert kind_of("elie-signal").model is FunnelReading


# ------------------------------------------------------------------ glossary


def test_every_term_in_bold_is_in_the_glossary() -> None:
    bold = bold_terms(TEXT)
    assert {"common cause", "funnel plot", "line", "limits", "funnel reading"} <= bold
    assert "over-dispersion" in bold
    assert bold - set(glossary("elie")) == set()
    terms_are_used("elie", "signal", TEXT)
