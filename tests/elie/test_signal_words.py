"""What the signal module says: reading level, words, sources; how long it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from doing import HOW, acts, doing
from fishbone_text import GRADE, count, grade, parts, prose, prose_and_tables
from module_rules import (
    FORBIDDEN,
    WORDS_A_MINUTE,
    end_of_session,
    is_fictional,
    nothing_of_a_machine,
    strings,
    table_of_minutes,
    the_guide_has_what_a_facilitator_needs,
    the_table_is_true,
    words_of_a_decision,
    words_of_a_page,
    words_of_a_repair,
)
from signal_text import ASKED, GUIDE, MODULE, RAW, TASK, TEXT

from curriculum.artifacts.examples import load_example
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.editors._forms import Block
from curriculum.editors._game_beads import DAYS, RedBeadsSession
from curriculum.editors._game_league import YEARS, LeagueSession
from curriculum.editors._signal_given import given
from curriculum.exports.case_html import case_html
from curriculum.figures.funnel_reading import funnel_reading_rows
from curriculum.series import load_series
from curriculum.simulate.signal_cases import draw_signal_case

#: A leader may meet what a teacher must not: the name of a package that has the data.
LEADERS = [word for word in FORBIDDEN if word != r"\bpython\b"]
(REPAIR,) = ASKED.repair


@pytest.mark.parametrize("text", [prose(TEXT), prose(GUIDE), prose(TASK)], ids=["m", "g", "t"])
def test_it_reads_easily(text: str) -> None:
    assert grade(text) <= GRADE


def test_what_is_asked_reads_easily() -> None:
    assert grade("\n\n".join(re.findall(r'"([^"]{20,})"', RAW))) <= GRADE


@pytest.mark.parametrize("word", LEADERS)
def test_no_word_that_a_leader_must_never_meet(word: str) -> None:
    for text in (prose(TEXT), prose(GUIDE), prose(TASK), RAW):
        assert re.search(word, text, flags=re.IGNORECASE) is None


def test_every_district_is_marked_fictional_where_it_first_appears() -> None:
    for everything in (TEXT, RAW):
        is_fictional(r"[A-Z]\w+ [A-Z]\w+ (?:Unified|High|Elementary)\b", everything)
    scenes = re.findall(r'"(Another [^"]*?:|Another district[^"]*)', RAW)
    assert len(scenes) >= 2
    for scene in scenes:
        assert "(fictional)" in scene


def test_nothing_that_can_be_quoted_against_a_group() -> None:
    race = re.compile(r"\b(?:African American|Black|Latin\w*|Hispanic|Asian|white)\b")
    for text in (TEXT, RAW, GUIDE, TASK):
        assert not race.search(text)


def test_who_sees_it_and_where_it_comes_from() -> None:
    assert "**Who sees this:**" in TEXT
    assert "**Who sees this:**" in TASK
    for source in (
        "Kane and Staiger (2002)", "Goldstein and Spiegelhalter (1996)", "Spiegelhalter (2005)",
        "Deming (1986)", "Gallagher and others (2019)", "Robinson 1950",
    ):  # fmt: skip
        assert source in TEXT
    assert "PACE observed" in TEXT
    assert "did not measure effects" in TEXT


# ------------------------------------------------------------------ minutes


def shown(blocks: Sequence[Block]) -> str:
    """What stands open on the page; what is folded away is read by who wants it."""
    return strings([one for one in blocks if one.get("kind") != "details"])


def league_words(root: Path) -> int:
    """The first year and the end; the years between change numbers only."""
    game = LeagueSession(root=root)
    first = shown(game.view()["blocks"])
    game.handle({"do": "choose", "value": "2"})
    for year in range(2, YEARS + 1):
        game.handle({"do": "year", "value": str(year)})
    game.handle({"do": "choose", "value": "nothing"})
    game.handle({"do": "commit"})
    return count([first, shown(game.view()["blocks"]), *(says for _, says in game.options())])


def beads_words(root: Path) -> int:
    """The first day with its options, and the end."""
    game = RedBeadsSession(root=root)
    game.handle({"do": "pull", "value": "1"})
    said = [shown(game.view()["blocks"]), *(says for _, says in game.options())]
    for day in range(2, DAYS + 1):
        game.handle({"do": "choose", "value": "both"})
        game.handle({"do": "pull", "value": str(day)})
    game.handle({"do": "choose", "value": "box"})
    game.handle({"do": "commit"})
    return count([*said, shown(game.view()["blocks"]), *(says for _, says in game.options())])


def measured_words(root: Path) -> dict[str, int]:
    """Words that one learner reads, by part."""
    made = {number: count([prose_and_tables(text)]) for number, text in parts(TEXT).items()}
    asked = {one.id: words_of_a_decision(one) for one in ASKED.decide}
    recall = sum(map(words_of_a_decision, ASKED.recall[0].question))
    folder = words_of_a_page(case_html(draw_signal_case("elie-signal", "a", 0)))
    task = prose_and_tables(TASK[: TASK.index("## 2.")])
    rows = funnel_reading_rows(load_example("signal/harbor-flats", FunnelReading))
    more = {
        "1": asked["sunday"],
        "2": league_words(root),
        "3": words_of_a_repair(REPAIR) + beads_words(root) + asked["all-inside"]
        + count(words for _, words, _ in rows),
        "4": asked["wider-limits"] + count(given()["said"]),
        "5": count([task]) + folder,
        "7": recall + count([ASKED.reflect[0].ask, ASKED.reflect[0].help]),
    }  # fmt: skip
    return {name: words + more.get(name, 0) for name, words in made.items()}


def test_the_module_takes_at_most_its_minutes_and_the_table_is_true(tmp_path: Path) -> None:
    module = load_series("elie").find("signal")
    assert module is not None
    table = table_of_minutes(GUIDE)
    real = list(measured_words(tmp_path).values())
    seconds = list(doing("signal", "elie").values())
    assert len(table[:-1]) == len(real) == len(seconds) == 7
    the_table_is_true(table, real, module.minutes)
    assert [60 * row[3] for row in table[:-1]] == pytest.approx(seconds, abs=1)


def test_a_sentence_for_a_meeting_stands_there_within_ten_minutes(tmp_path: Path) -> None:
    """Parts 1 and 2, and part 3 up to its repair."""
    words, seconds = measured_words(tmp_path), doing("signal", "elie")
    third = parts(TEXT)["3"]
    begin = third[: third.index("### Then, a morning")]
    assert 'coached.repair("signal/bottom-five")' in begin
    read = words["1"] + words["2"] + count([prose_and_tables(begin)]) + words_of_a_repair(REPAIR)
    done = seconds["1"] + seconds["2"] + acts("repair", "signal/bottom-five", "").seconds
    took = read / WORDS_A_MINUTE + done / 60
    assert took <= 10
    told = re.search(r"about (\d+) minutes in\.", GUIDE)
    assert told is not None
    assert abs(int(told[1]) - took) <= 1
    assert "In ten minutes you have a first sentence for your next meeting." in TEXT


def test_the_guide_says_how_minutes_were_got() -> None:
    for said in HOW:
        assert said in GUIDE


def test_the_session_plan_has_no_gap() -> None:
    plan = GUIDE[GUIDE.index("| minutes | what happens | what you do") :].split("\n\n")[0]
    assert f"(in-person, {end_of_session(plan)} minutes)" in GUIDE


def test_the_cabinet_meeting_fits_its_minutes() -> None:
    found = re.search(r"### Next cabinet meeting: (\d+) minutes(.*?)###", TEXT, flags=re.DOTALL)
    assert found is not None
    assert sum(map(int, re.findall(r"^\| (\d+) \|", found[2], re.M))) == int(found[1])


def test_the_online_plan_fits_its_minutes() -> None:
    plan = GUIDE[GUIDE.index("| minutes (60)") :].split("\n\n")[0]
    rows = re.findall(r"^\| (\d+) \| (\d+) \|", plan, re.M)
    assert [sum(int(row[at]) for row in rows) for at in (0, 1)] == [60, 90]


def test_the_guide_has_what_a_facilitator_needs() -> None:
    the_guide_has_what_a_facilitator_needs(GUIDE)


def test_no_machine_path_and_no_internal_word_in_the_content() -> None:
    nothing_of_a_machine(MODULE.rglob("*.md"))
