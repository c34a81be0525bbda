"""The study module: ids, beats, a story whose figures hold, simulated numbers, glossary."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from module_rules import (
    bold_terms,
    calls,
    decisions,
    every_option_is_answered,
    every_question_is_used,
    glossary,
    ids_stand_once,
    terms_are_used,
)
from study_text import ASKED, RAW, TEXT

from autograde import checks, coached
from curriculum.artifacts.examples import load_example
from curriculum.artifacts.lock import lock_problem
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.problems import study_problems
from curriculum.artifacts.study import Study
from curriculum.charts.cycle import read_cycle
from curriculum.editors import show_study
from curriculum.editors._questions import Decision, find_repair
from curriculum.exports import sim_numbers
from curriculum.series import load_series

EXAMPLES = ("first-cycle", "second-cycle", "two-lessons", "birch-street")


def study(name: str) -> Study:
    return load_example(f"study/{name}", Study)


def plan(name: str) -> Plan:
    return load_example(f"study/{name}-plan", Plan)


# ------------------------------------------------------------------ cells, beats, links


def test_every_id_exists_and_every_question_is_used() -> None:
    every_question_is_used(TEXT, "study", ASKED)


def test_ids_stand_once() -> None:
    ids_stand_once(ASKED)


def test_both_sittings_have_all_seven_beats_in_order() -> None:
    heads = re.findall(r"^### ([AB]\d)\. ", TEXT, flags=re.MULTILINE)
    assert heads == [f"{sitting}{beat}" for sitting in "AB" for beat in range(1, 8)]


def test_the_sittings_are_those_of_the_season() -> None:
    module = load_series("lift").find("study")
    assert module is not None
    for sitting in module.sitting:
        title = sitting.title[:1].lower() + sitting.title[1:]
        assert f"## Sitting {sitting.id}: {title} ({sitting.minutes} minutes)" in TEXT
    assert ("reflect", module.closing) in calls(TEXT, "study")
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT


def test_the_link_at_the_top_leads_to_sitting_b() -> None:
    module = load_series("lift").find("study")
    assert module is not None
    found = re.search(r"\[Start at Sitting B\]\(([^#]+)#cell-id=([a-z-]+)\)", TEXT)
    assert found is not None
    assert found[1].replace("%20", " ") == module.notebook
    cell = TEXT[TEXT.index(f'+++ {{"name": "{found[2]}"}}') :]
    assert cell.split("\n\n", 2)[1].startswith("## Sitting B")


@pytest.mark.parametrize("decision", decisions(ASKED), ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    every_option_is_answered(decision)


def test_each_recall_has_three_questions_from_three_earlier_modules() -> None:
    for item in ASKED.recall:
        asked = [question.title for question in item.question]
        assert sorted(asked) == ["From “Fishbone”", "From “Measures”", "From “Predict”"]


# ------------------------------------------------------------------ the story holds


def test_the_shares_of_the_stories_are_right() -> None:
    pattern = r"(\d+) of (\d+)[^.()]{0,40}\((\d+(?:\.\d)?)%\)"
    found = re.findall(pattern, TEXT + RAW)
    assert len(found) >= 4
    for part, whole, percent in found:
        places = 1 if "." in percent else 0
        assert round(100 * int(part) / int(whole), places) == float(percent), (part, whole)


def test_the_worked_study_says_what_its_numbers_say() -> None:
    first = study("first-cycle")
    assert [
        f.id for f in checks.study(first, plan=plan("first-cycle")) if f.status != "passed"
    ] == []
    groups = [(one.before, one.after) for one in first.groups]
    for at, total in ((0, (107, 311)), (1, (43, 104))):
        assert (sum(g[at].count or 0 for g in groups), sum(g[at].of or 0 for g in groups)) == total
    assert sum(point.absent for point in first.phase("cycle")) == 4
    assert "43 of 108 (39.8%)" in first.missing_words


def test_the_second_cycle_is_the_golden_one() -> None:
    second = study("second-cycle")
    since = second.phase("cycle")
    assert sum(p.count or 0 for p in since[4:]) == 107
    assert sum(p.of or 0 for p in since[4:]) == 199
    assert "107 of 199 slips (54%)" in TEXT
    facts = read_cycle(second.points)
    assert round(facts.median) == 32
    assert (facts.useful, facts.longest_run, facts.crossings) == (24, 10, 11)
    assert (facts.above, facts.since) == (11, 12)
    assert facts.ihi
    assert facts.anhoej
    assert sum(p.absent for p in since) == 21
    assert sum(p.absent for p in since[-2:]) == 9
    lows = [f.id for f in checks.study(second, plan=plan("second-cycle")) if f.status == "missed"]
    assert not {"held-or-missed", "study-fidelity"} & set(lows)
    assert {"reading-median", "missing-counted", "verdict-follows-chart"} <= set(lows)


def test_what_is_said_of_room_14_is_what_its_chart_says() -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "autograde" / "checks"))
    try:
        from room_15_studied import room_14_points
    finally:
        sys.path.pop(0)
    facts = read_cycle(Study.model_validate({"points": room_14_points()}).points)
    assert (round(facts.median), facts.longest_run) == (33, 5)
    assert facts.chart.shift_points() == ()
    (trend,) = facts.chart.trend_points()
    values = [round(p["count"] / p["of"] * 100) for p in room_14_points()]
    assert len(trend) == 5
    assert [values[trend[0] - 1], values[trend[-1] - 1]] == [27, 56]
    assert values[trend[-1] :] == [37, 31]
    assert "five points in a row went up, from 27% to 56%. Then came 37% and 31%." in TEXT
    assert (facts.ihi, facts.anhoej) == (True, False)
    assert "A trend by the IHI rules; by the Anhøj rules, no signal." in TEXT


def test_what_is_said_of_two_lessons() -> None:
    points = study("two-lessons").points
    before = [p.value or 0.0 for p in points[:12]]
    assert sum(value >= 44 for value in before) == 3
    assert (min(before), max(before)) == (20.0, 50.0)
    assert [round(p.value or 0) for p in points[12:]] == [46, 28]
    assert round(100 * (12 + 7) / (26 + 25)) == 37


def test_what_is_said_of_birch_street() -> None:
    facts = read_cycle(study("birch-street").points)
    assert (facts.median, facts.longest_run) == (51.0, 3)
    assert facts.chart.trend_points() == ()
    assert facts.more_points("up", "ihi") == 3
    assert facts.more_points("up", "anhoej") == 5
    one_way = find_repair("study/it-is-working")
    assert "six in a row. If the next three" in one_way.one_way
    assert "five more weeks" in one_way.why_better


@pytest.mark.parametrize("name", ["first-cycle", "second-cycle"])
def test_an_example_belongs_to_a_locked_plan(name: str) -> None:
    locked = plan(name)
    assert locked.lock is not None
    assert study(name).plan_digest == locked.lock.digest
    assert study_problems(study(name), locked) == ()
    assert lock_problem(locked) == ""


def test_the_flawed_sentences_are_caught_and_the_ways_out_are_not() -> None:
    for item in ASKED.repair:
        about = load_example(item.about, Study)
        assert coached.look_at_verdict(item.weak, about)
        assert not coached.look_at_verdict(item.one_way, about)
        assert coached.look_at_verdict("We hope for the best.", about)
        assert not coached.look_at_verdict("We cannot tell yet.", about)
        assert all(said["next"] for said in coached.look_at_verdict(item.weak, about))


def test_the_shown_study_has_words() -> None:
    page = show_study("study/first-cycle")
    assert "![" not in TEXT
    assert "<title>" in page.html
    assert "<desc>" in page.html
    for words in (study("first-cycle").verdict_words, "41%", "fire drill"):
        assert words in page.text


# ------------------------------------------------------------------ simulated numbers


@pytest.fixture(scope="module")
def simulated() -> dict[str, float]:
    return {one.id: one.value for one in sim_numbers.numbers()}


PRINTED = {
    r"\*nothing\* in them, the IHI rules called a signal in (\d+) of 100": "12+12-ihi-0",
    r"and the Anhøj rules in (\d+) of 100\. In shorter": "12+12x1-anhoej-0",
    r"25 points was found by the IHI rules in (\d+) of 100": "6+6-ihi-25",
    r"94 of 100, and by the Anhøj rules in (\d+) of 100": "6+6-anhoej-25",
    r"\(the variance\) (\d\.\d) times as large": "tampering",
    r"five lowest of 25 classes rose by about (\d+) points": "lowest-five",
    r"In our simulated classes it is about (\d+) points either way": "range-of-1",
    r"Take four lessons together and it is about (\d+) points": "range-of-4",
}


@pytest.mark.parametrize(("says", "number"), PRINTED.items())
def test_printed_numbers_are_the_simulators(
    says: str, number: str, simulated: dict[str, float]
) -> None:
    found = re.findall(says, TEXT + RAW)
    assert found, says
    for printed in found:
        places = 1 if "." in printed else 0
        assert float(printed) == round(simulated[number], places), number


def test_with_two_lessons_no_rule_signals(simulated: dict[str, float]) -> None:
    assert "With two lessons after the change, no rule can signal" in TEXT
    assert simulated["6+2-anhoej-25"] < 0.05
    assert simulated["6+2-ihi-shift-25"] < 0.05


# ------------------------------------------------------------------ glossary


def test_every_term_in_bold_is_in_the_glossary() -> None:
    bold = bold_terms(TEXT)
    labels = {"in this course the ihi rules are in force", "no share and no verdict"}
    assert {"run chart", "median", "noise", "signal", "shift", "trend", "fidelity"} <= bold
    assert bold - set(glossary("lift")) - labels == set()
    terms_are_used("lift", "study", TEXT)
