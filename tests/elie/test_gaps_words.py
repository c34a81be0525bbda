"""What the gaps module says: reading level, words, sources; how long it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doing import HOW, doing
from fishbone_text import GRADE, count, grade, parts, prose, prose_and_tables
from gaps_text import ASKED, GUIDE, MODULE, RAW, TASK, TEXT
from module_rules import (
    FORBIDDEN,
    WORDS_A_MINUTE,
    end_of_session,
    is_fictional,
    nothing_of_a_machine,
    strings,
    table_of_minutes,
    the_guide_has_what_a_facilitator_needs,
    words_of_a_decision,
    words_of_a_page,
    words_of_a_repair,
)

from autograde.words import deficit
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.examples import load_example
from curriculum.editors._demo_attack import AttackSession
from curriculum.editors._demo_simpson import SimpsonSession
from curriculum.exports.case_html import case_html
from curriculum.figures.gaps import disaggregation_alt
from curriculum.series import load_series
from curriculum.simulate.gaps_cases import draw_gaps_case


@pytest.mark.parametrize(
    "text", [prose(TEXT), prose(GUIDE), prose(TASK)], ids=["module", "guide", "task"]
)
def test_it_reads_easily(text: str) -> None:
    assert grade(text) <= GRADE


def test_what_is_asked_reads_easily() -> None:
    assert grade("\n\n".join(re.findall(r'"([^"]{20,})"', RAW))) <= GRADE


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_word_that_a_leader_must_never_meet(word: str) -> None:
    for text in (prose(TEXT), prose(GUIDE), prose(TASK), RAW):
        assert re.search(word, text, flags=re.IGNORECASE) is None


def test_nothing_in_it_can_be_quoted_against_a_group() -> None:
    """Flawed words stand only where they are mended; nothing else is told by what it lacks."""
    flawed = {repair.weak for repair in ASKED.repair}
    task = TASK[: TASK.index("## 3.")]  # the rubric says what "not yet" looks like
    for block in (*re.split(r"\n\n+", prose(TEXT)), *re.split(r"\n\n+", prose(task))):
        assert deficit(block) == [], block
    for quoted in re.findall(r'"([^"]{20,})"', RAW):
        assert quoted in flawed or deficit(quoted) == [], quoted


def test_every_district_is_marked_fictional_where_it_first_appears() -> None:
    for everything in (TEXT, RAW):
        is_fictional(r"[A-Z]\w+ [A-Z]\w+ Unified", everything)


def test_who_sees_it_and_where_it_comes_from() -> None:
    assert "**Who sees this:**" in TEXT
    assert "PACE observed" in TEXT
    assert "neither measured effects" in TEXT
    assert "A memo to the board may become public." in TEXT
    assert "ask counsel" in TEXT


def measured_words(root: Path) -> dict[str, int]:
    """Words that one learner reads, by part."""
    made = {name: count([prose_and_tables(text)]) for name, text in parts(TEXT).items()}
    asked = {one.id: words_of_a_decision(one) for one in ASKED.decide}
    (repair,) = ASKED.repair
    attack = AttackSession(root=root)
    for name, do in (("first", "answer"), ("second", "cannot")):
        attack.handle({"do": "write", "name": name, "value": "4"})
        attack.handle({"do": do, "value": attack.played.moment})
    turned = SimpsonSession(root=root)
    options = [label for _, label in turned.options()]
    turned.handle({"do": "choose", "value": "none"})
    turned.handle({"do": "commit"})
    worked = load_example("gaps/harbor-flats", Disaggregation)
    folder = words_of_a_page(case_html(draw_gaps_case("elie-gaps", "a", 0)))
    task = prose_and_tables(TASK[: TASK.index("## 2.")])
    (recall,), (reflection,) = ASKED.recall, ASKED.reflect
    more = {
        "1": asked["by-friday"],
        "2": asked["eleven"],
        "3": count([disaggregation_alt(worked), strings(attack.view()["blocks"])])
        + words_of_a_repair(repair) + asked["closer-to-one"],
        "4": count([strings(turned.view()["blocks"]), *options]),
        "5": count([task]) + folder,
        "7": sum(map(words_of_a_decision, recall.question))
        + count([recall.intro, reflection.ask, reflection.help]),
    }  # fmt: skip
    return {name: words + more.get(name, 0) for name, words in made.items()}


def test_it_takes_at_most_its_minutes_and_the_table_is_true(tmp_path: Path) -> None:
    measured = measured_words(tmp_path)
    own = doing("gaps", "elie")
    *rows, total = table_of_minutes(GUIDE)
    assert [row[0][0] for row in rows] == list(measured) == list(own)
    for (name, words, reading, done, together), part in zip(rows, measured, strict=True):
        assert abs(words - measured[part]) <= 0.05 * measured[part] + 5, (name, measured[part])
        assert reading == pytest.approx(words / WORDS_A_MINUTE, abs=0.02)
        assert 60 * done == pytest.approx(own[part], abs=1)
        assert together == pytest.approx(reading + done, abs=0.02)
    for place in range(1, 5):
        assert total[place] == pytest.approx(sum(row[place] for row in rows), abs=0.06)
    module = load_series("elie").find("gaps")
    assert module is not None
    assert 0.85 * module.minutes <= total[4] <= module.minutes


def test_the_guide_says_how_the_minutes_were_got() -> None:
    for said in HOW:
        assert said in GUIDE


def test_ten_minutes_in_there_is_a_sentence_to_say(tmp_path: Path) -> None:
    """Reading up to the worked sentence, with the two decisions before it."""
    measured, own = measured_words(tmp_path), doing("gaps", "elie")
    before = parts(TEXT)["3"].split("**You can say this on Friday:**")[0]
    worked = disaggregation_alt(load_example("gaps/harbor-flats", Disaggregation))
    read = measured["1"] + measured["2"] + count([prose_and_tables(before), worked])
    assert read / WORDS_A_MINUTE + (own["1"] + own["2"]) / 60 <= 10


def test_the_sessions_of_the_guide_have_no_hole() -> None:
    plan = GUIDE[GUIDE.index("## Minute by minute") : GUIDE.index("### What the module asks")]
    assert end_of_session(plan) == 90


@pytest.mark.parametrize("column", [1, 2])
def test_online_minutes_add_up(column: int) -> None:
    lines = GUIDE[GUIDE.index("| minutes (60)") :].split("\n\n")[0].splitlines()[2:]
    assert sum(int(line.split("|")[column]) for line in lines) == (60, 90)[column - 1]


def test_the_guide_has_what_a_facilitator_needs() -> None:
    the_guide_has_what_a_facilitator_needs(GUIDE)


def test_no_machine_path_and_no_internal_word_in_the_content() -> None:
    nothing_of_a_machine(MODULE.rglob("*.md"))
