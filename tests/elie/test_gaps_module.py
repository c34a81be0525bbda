"""The gaps module: ids, beats, a story whose figures hold, numbers of our own functions."""

from __future__ import annotations

import re

import build_gaps_examples as examples
import pytest
from gaps_text import ASKED, GUIDE, RAW, TASK, TEXT
from module_rules import (
    bold_terms,
    calls,
    decisions,
    every_option_is_answered,
    every_question_is_used,
    glossary,
    terms_are_used,
)

from autograde import coached
from autograde.checks._gaps_known import gaps_known
from autograde.checks.gaps import gaps
from autograde.rubrics import load_rubric
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.examples import load_example
from curriculum.charts.gap_words import gap_change
from curriculum.charts.gaps import TO_CLOSE_WARNING, Gaps, disaggregate
from curriculum.charts.group_counts import count_groups
from curriculum.charts.intervals import wilson
from curriculum.charts.simpson import reversal
from curriculum.data.attack_demo import demonstration, recover
from curriculum.editors import show_disaggregation
from curriculum.editors._questions import Decision
from curriculum.series import load_series
from curriculum.simulate.district_facts import GapsCase


def example(name: str) -> Disaggregation:
    return load_example(f"gaps/{name}", Disaggregation)


# ------------------------------------------------------------------ cells, beats, links


def test_every_id_exists_and_every_question_is_used() -> None:
    every_question_is_used(TEXT, "gaps", ASKED)


def test_all_seven_beats_are_there_in_order() -> None:
    assert re.findall(r"^## (\d)\. ", TEXT, flags=re.MULTILINE) == list("1234567")


def test_the_season_knows_its_exercise_its_work_and_its_end() -> None:
    module = load_series("elie").find("gaps")
    assert module is not None
    assert ("reflect", module.closing) in calls(TEXT, "gaps")
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT
    assert f'gaps_editor("{module.artifact}", team=True)' in TEXT
    assert f"About {module.minutes} minutes." in TEXT


@pytest.mark.parametrize("decision", decisions(ASKED), ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    every_option_is_answered(decision)


def test_what_is_recalled_stands_in_earlier_parts() -> None:
    (recall,) = ASKED.recall
    titles = re.findall(r"^#+ (.+)$", TEXT[: TEXT.index("## 7. ")], flags=re.MULTILINE)
    for question in recall.question:
        name = question.title.removeprefix("From “").removesuffix("”").lower()
        assert any(name in title.lower() for title in titles), name


def test_the_exercise_says_what_the_rubric_says() -> None:
    rubric = load_rubric("elie-gaps")
    for machine in rubric.machine:
        assert f"**{machine.title}.** {machine.text}" in TASK
    for coach in rubric.coach:
        assert f"**{coach.title}.** {coach.question}" in TASK
        for level, words in coach.levels.items():
            assert f"| {level} | {words} |" in TASK


# ------------------------------------------------------------------ the story holds


def test_the_examples_are_what_the_builder_writes() -> None:
    for name, text in examples.build().items():
        path = examples.FOLDER / f"{name}.json"
        assert path.read_text(encoding="utf-8") == text, f"run python {examples.__file__}"


def test_the_worked_page_has_nothing_to_fix_and_the_begun_one_three_things() -> None:
    worked = gaps(example("harbor-flats"), examples.harbor_flats())
    assert [f.what for f in worked if f.status != "passed"] == []
    begun = gaps(example("cedar-valley"), examples.cedar_valley())
    open_to = [f.id for f in begun if f.status != "passed"]
    assert open_to == ["gaps-split", "gaps-finding", "gaps-system", "gaps-strategies"]


def known(case: GapsCase) -> tuple[Gaps, Gaps]:
    bare = Disaggregation(comparison=case.facts.comparison, floor=case.facts.floor)
    found = gaps_known(bare, case)
    assert found.outcome is not None
    assert found.opportunity is not None
    return found.outcome, found.opportunity


def test_the_scene_has_the_rows_that_it_tells() -> None:
    case = examples.harbor_flats()
    rows = next(item for item in case.items if item.id == "E1").rows
    assert (len(case.facts.schools), len(case.facts.groups), len(rows)) == (5, 4, 20)
    assert [row[2] for row in rows if int(row[2]) < 11].count(1) == 2
    assert all(int(row[2]) in (1, 2) for row in rows if int(row[2]) < 11)
    assert sum(int(row[2]) < 11 for row in rows) == 5
    assert "In five of the rows there are only one or two students." in TEXT


def test_the_shares_of_the_stories_are_right() -> None:
    found = re.findall(r"(\d+) of (\d+)[^.()]{0,50}\((\d+)%\)", TEXT + RAW)
    assert len(found) >= 6
    for part, whole, percent in found:
        assert round(100 * int(part) / int(whole)) == int(percent), (part, whole)


def test_what_is_said_of_harbor_flats() -> None:
    outcome, opportunity = known(examples.harbor_flats())
    group = examples.harbor_flats().facts.group
    row, other = outcome.row(group), outcome.row("other students")
    assert (row.met, row.n, other.met, other.n) == (233, 526, 289, 526)
    assert "233 of 526 students from low-income families, and 289 of 526 other students" in TEXT
    assert row.low is not None
    assert row.high is not None
    assert "With 526 students it runs from 40 to 49%." in TEXT
    assert (round(100 * row.low), round(100 * row.high)) == (40, 49)
    assert row.to_close == 56
    assert "56 more students would have had to pass" in TEXT
    shares = [round(100 * (opportunity.row(name).rate or 0)) for name in (group, "other students")]
    assert f"{shares[0]}% and {shares[1]}%" in RAW
    assert round(row.ratio or 0, 2) == 0.81
    assert "rose from 0.75 to 0.81" in RAW
    memo = next(item for item in examples.harbor_flats().items if item.id == "E5")
    assert "was 0.75 in 2022–23" in memo.lines[0]
    hidden = [one for one in outcome.groups if one.hidden]
    assert len(hidden) == 2
    assert "not a list" in TO_CLOSE_WARNING
    assert "They are not a list." in TEXT


def test_what_is_said_of_cedar_valley() -> None:
    case = examples.cedar_valley()
    outcome, _ = known(case)
    row = outcome.row(case.facts.group)
    other = outcome.row("other students")
    assert f"{row.met} of {row.n} English learners" in TEXT
    assert f"{other.met} of {other.n} other students" in TEXT
    found = reversal(outcome, case.facts.group, "other students", by="school")
    assert found.reversed
    assert len(found.parts) == 5
    by_school = {
        school: outcome.row(f"{school} · {case.facts.group}").n for school in case.facts.schools
    }
    lowest = sorted(case.facts.schools, key=lambda one: outcome.row(one).rate or 0.0)[:2]
    assert sum(by_school[one] or 0 for one in lowest) > (row.n or 0) / 2
    memo = next(item for item in case.items if item.id == "E5")
    assert "was 0.81 in 2022–23" in memo.lines[0]
    assert f"This year it is {row.ratio:.2f}." in TEXT
    routes = next(item for item in case.items if item.id == "E4")
    assert "The bus routes were drawn six years ago" in TEXT
    assert routes.lines[1].startswith("The routes were drawn six years ago, before two apartment")


def test_what_eleven_students_can_tell() -> None:
    for count_, of, printed in ((4.4, 11, "18 to 68%"), (440, 1100, "37 to 43%")):
        low, high = wilson(count_, of)
        assert f"{100 * float(low):.0f} to {100 * float(high):.0f}%" == printed
        assert printed in RAW
    low, high = wilson(40, 100)
    assert (round(100 * float(low)), round(100 * float(high))) == (31, 50)
    assert "Ten points either way is a good guess for about 100 students." in RAW
    assert "18 to 68%" in GUIDE
    assert "one student of 11 is 9 points" in RAW
    assert round(100 / 11) == 9


def test_what_is_said_of_the_ratio() -> None:
    before, after = (
        disaggregate(count_groups(["a", "b"], [400, 400], [4 * one, 4 * other]), "b")
        for one, other in ((30, 50), (45, 68))
    )
    found = gap_change(before, after, "a")
    assert found.disagree
    assert f"The ratio went from {found.ratio[0]:.2f} to {found.ratio[1]:.2f}." in RAW
    assert f"the gap went from {-found.gap[0]:.0f} to {-found.gap[1]:.0f} points" in RAW
    assert f"went from {found.ratio_not[0]:.2f} to {found.ratio_not[1]:.2f}" in RAW


def test_the_flawed_memo_is_caught_three_times_and_the_way_out_is_not() -> None:
    (item,) = ASKED.repair
    labels = {one["label"] for one in coached.look_at_memo(item.weak)}
    assert labels == {"gaps-few", "gaps-deficit", "gaps-ratio-alone"}
    assert coached.look_at_memo(item.one_way) == []


def test_the_shown_page_has_words_and_no_hidden_number() -> None:
    page = show_disaggregation("gaps/harbor-flats")
    assert "![" not in TEXT
    assert "<title>" in page.html
    for words in (example("harbor-flats").system_words, "233 of 526", "hidden"):
        assert words in page.text
    case = examples.harbor_flats()
    for measure in (case.facts.outcome, case.facts.opportunity):
        for place in (2, 3):
            n, met = measure.total(place)
            assert f"{met} of {n}" not in page.text + page.html


def test_the_tables_to_print_are_those_of_the_demonstration() -> None:
    """And the first gives a number away by subtracting, the second none."""
    bad, well = demonstration()
    for published in (bad, well):
        for line in published.lines:
            row = " | ".join(cell.replace("*", "\\*") for cell in line)
            assert f"| {row} |" in GUIDE
    assert len(recover(bad)) == 2
    assert recover(well) == ()


# ------------------------------------------------------------------ glossary


def test_every_term_in_bold_is_in_the_glossary() -> None:
    bold = bold_terms(TEXT)
    assert {"disaggregation", "comparison", "interval", "floor", "hidden", "gap"} <= bold
    assert bold - set(glossary("elie")) == set()
    terms_are_used("elie", "gaps", TEXT)
    for term in glossary("elie").values():
        assert str(term["means"]).endswith(".")
