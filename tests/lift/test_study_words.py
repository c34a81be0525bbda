"""What the study module says: reading level, words, sources; how long each sitting takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fishbone_text import GRADE, count, grade, prose, prose_and_tables
from module_rules import (
    FORBIDDEN,
    SCHOOL,
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
from study_text import ASKED, GUIDE, MODULE, RAW, TASK, TEXT, parts

from curriculum.artifacts.examples import load_example
from curriculum.artifacts.study import Study
from curriculum.editors._game_lineup import LineUpSession
from curriculum.editors._game_power import PowerSession
from curriculum.editors._game_quickfire import CHARTS, QuickFireSession
from curriculum.editors._game_regression import RegressionSession
from curriculum.editors._game_tampering import TamperingSession
from curriculum.exports.case_html import case_html
from curriculum.figures.study import study_rows
from curriculum.series import load_series
from curriculum.simulate.study_cases import draw_study_case


@pytest.mark.parametrize("text", [prose(TEXT), prose(GUIDE)], ids=["module", "guide"])
def test_it_reads_easily(text: str) -> None:
    assert grade(text) <= GRADE


def test_what_is_asked_reads_easily() -> None:
    assert grade("\n\n".join(re.findall(r'"([^"]{20,})"', RAW))) <= GRADE


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_word_that_a_teacher_must_never_meet(word: str) -> None:
    for text in (prose(TEXT), prose(GUIDE), RAW):
        assert re.search(word, text, flags=re.IGNORECASE) is None


def test_every_school_is_marked_fictional_where_it_first_appears() -> None:
    for everything in (TEXT, RAW):
        is_fictional(SCHOOL, everything)


def test_who_sees_it_and_where_it_comes_from() -> None:
    assert "**Who sees this:**" in TEXT
    for source in ("Deming (1986)", "Anhøj and Olesen (2014)", "Gallagher and Cottingham (2019)"):
        assert source in TEXT
    assert TEXT.count("did not measure effects") + TEXT.count("neither measured effects") == 2


def test_neither_rule_set_is_mocked_and_one_is_in_force() -> None:
    assert load_series("lift").checks.rule_set == "ihi"
    assert "**In this course the IHI rules are in force**" in TEXT
    assert "Both are sound." in TEXT


# ------------------------------------------------------------------ minutes


def game_words(root: Path) -> dict[str, int]:
    """Words of one round of each game."""
    fire, seen = QuickFireSession(root=root), []
    for at in range(CHARTS):
        fire.handle({"do": "choose", "value": "signal"})
        fire.handle({"do": "commit"})
        blocks = fire.view()["blocks"]
        # What stands on every chart alike is read once.
        seen.append(strings(blocks if at == 0 else blocks[2:]))
        fire.handle({"do": "next", "value": str(at + 2)})
    words = {"fire": count(seen)}
    for name, session, choice in (
        ("adjust", TamperingSession(root=root), "hands-off"),
        ("lowest", RegressionSession(root=root), "rise"),
    ):
        options = [label for _, label in session.options()]
        session.handle({"do": "choose", "value": choice})
        session.handle({"do": "commit"})
        words[name] = count([strings(session.view()["blocks"]), *options])
    line_up = LineUpSession(root=root)
    line_up.handle({"do": "write", "value": "3"})
    line_up.handle({"do": "commit"})
    words["line-up"] = count([strings(line_up.view()["blocks"])])
    words["power"] = count([strings(PowerSession().view()["blocks"])])
    return words


def measured_words(root: Path) -> dict[str, int]:
    """Words that one learner reads, by part."""
    made = {name: count([text]) for name, text in parts().items()}
    asked = {one.id: words_of_a_decision(one) for one in ASKED.decide}
    repair = {one.id: words_of_a_repair(one) for one in ASKED.repair}
    recall = {r.id: sum(map(words_of_a_decision, r.question)) for r in ASKED.recall}
    written = {one.id: count([one.ask, one.help]) for one in ASKED.reflect}
    games = game_words(root)
    folder = words_of_a_page(case_html(draw_study_case("lift-study", "a", 0)))
    task = prose_and_tables(TASK[: TASK.index("## 2.")])
    rows = study_rows(load_example("study/first-cycle", Study))
    more = {
        "A1": asked["after-two-lessons"],
        "A2": asked["one-lesson"],
        "A3": games["fire"] + repair["up-and-down"],
        "A4": games["adjust"] + games["lowest"],
        "A5": games["line-up"],
        "A6": games["power"] + written["our-points"],
        "A7": recall["recall-a"] + written["praised-luck"],
        "B1": asked["so-does-it-work"],
        "B2": asked["held-and"],
        "B3": count(words for _, words, _ in rows)
        + repair["it-is-working"] + asked["three-of-eight"] + asked["seven-students"],
        "B5": count([task]) + folder,
        "B7": recall["recall-b"] + written["reflection"],
    }  # fmt: skip
    return {name: words + more.get(name, 0) for name, words in made.items()}


def test_each_sitting_takes_at_most_its_minutes_and_the_table_is_true(tmp_path: Path) -> None:
    measured = measured_words(tmp_path)
    module = load_series("lift").find("study")
    assert module is not None
    rows = table_of_minutes(GUIDE)
    for sitting, own in zip(module.sitting, (rows[:8], rows[8:]), strict=True):
        real = [words for name, words in measured.items() if name[0] == sitting.id]
        assert len(own[:-1]) == len(real) == 7
        the_table_is_true(own, real, sitting.minutes)


def test_the_session_plans_have_no_gap() -> None:
    for plan in GUIDE.split("| minutes | what happens | what you do")[1:]:
        end = end_of_session(plan.split("\n\n")[0])
        assert f"(in-person, {end} minutes)" in GUIDE


def test_the_team_meetings_fit_their_minutes() -> None:
    found = re.findall(r"#### Next team meeting: (\d+) minutes(.*?)####", TEXT, flags=re.DOTALL)
    assert len(found) == 2
    for planned, agenda in found:
        assert sum(map(int, re.findall(r"^\| (\d+) \|", agenda, re.M))) == int(planned)


def test_the_online_plan_fits_its_minutes() -> None:
    plan = GUIDE[GUIDE.index("| minutes (60)") :].split("\n\n")[0]
    rows = re.findall(r"^\| (\d+) \| (\d+) \|", plan, re.M)
    assert [sum(int(row[at]) for row in rows) for at in (0, 1)] == [60, 90]


def test_the_points_to_print_are_room_15s() -> None:
    listed = re.search(r"\*(\d+(?:, \d+){11})\*", GUIDE)
    assert listed is not None
    values = [round(p.value or 0) for p in load_example("study/two-lessons", Study).points[:12]]
    assert [int(one) for one in listed[1].split(", ")] == values


def test_the_guide_has_what_a_facilitator_needs() -> None:
    the_guide_has_what_a_facilitator_needs(GUIDE)


def test_no_machine_path_and_no_internal_word_in_the_content() -> None:
    nothing_of_a_machine(MODULE.rglob("*.md"))
