"""What the module says: reading level, words, sources; how long it takes."""

from __future__ import annotations

import re

import pytest
from fishbone_text import (
    ASKED,
    EXERCISE,
    GRADE,
    GUIDE,
    MODULE,
    TASK,
    TEXT,
    asked_texts,
    count,
    grade,
    parts,
    prose,
    prose_and_tables,
)
from module_rules import (
    FORBIDDEN,
    SCHOOL,
    end_of_session,
    is_fictional,
    nothing_of_a_machine,
    table_of_minutes,
    the_guide_has_what_a_facilitator_needs,
    the_table_is_true,
    words_of_a_decision,
    words_of_a_page,
)

from curriculum.editors._show import load_example
from curriculum.exports.case_html import case_html
from curriculum.series import load_series
from curriculum.simulate import draw_case


@pytest.mark.parametrize(
    "text", [prose(TEXT), prose(TASK), "\n\n".join(asked_texts())], ids=["module", "task", "asked"]
)
def test_it_reads_easily(text: str) -> None:
    assert grade(text) <= GRADE


def test_the_reading_formula_tells_easy_from_hard() -> None:
    easy = "The cat sat on the mat. It was a good day. We went home."
    hard = (
        "Operationalizing multidimensional improvement methodologies necessitates organizational "
        "infrastructure facilitating collaborative interpretation of heterogeneous information."
    )
    assert grade(easy) < 2 < GRADE < grade(hard)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_word_that_a_teacher_must_never_meet(word: str) -> None:
    for text in (prose(TEXT), prose(TASK), prose(GUIDE), "\n".join(asked_texts())):
        assert re.search(word, text, flags=re.IGNORECASE) is None


def test_the_learner_is_you_and_never_a_student() -> None:
    for text in (prose(TEXT), prose(TASK)):
        assert not re.search(r"\b(you|your)\b[^.]{0,20}\bas a student\b", text, flags=re.IGNORECASE)
        assert not re.search(r"\bthe (user|trainee|participant)s?\b", text, flags=re.IGNORECASE)
        assert len(re.findall(r"\byou\b", text, flags=re.IGNORECASE)) >= 10


def test_every_school_is_marked_fictional_where_it_first_appears() -> None:
    everything = "\n".join([TEXT, TASK, *asked_texts()])
    schools = set(re.findall(SCHOOL, everything))
    assert schools == {"Alder Creek Elementary", "Cedar Flats Middle"}
    is_fictional(SCHOOL, everything)


def test_what_research_is_said_to_show_has_its_source() -> None:
    after = TEXT[TEXT.index("### What the research adds") :]
    said = [part for part in after.split("\n\n") if re.search(r"PACE(?: also)? observed", part)]
    assert len(said) == 2
    for paragraph in said:
        assert re.search(r" \[[12]\]$", paragraph), paragraph
    assert after.count("PACE") >= 4
    assert "[1] Nayfack and others (2017)" in after
    assert "[2] Gallagher and Cottingham (2019)" in after


def test_who_sees_it_is_said_in_module_and_exercise() -> None:
    assert "**Who sees this:**" in TEXT
    assert "**Who sees this:**" in TASK


def measured_words() -> dict[str, int]:
    """Words that one learner reads, by part."""
    md = {number: count([prose_and_tables(text)]) for number, text in parts(TEXT).items()}
    first, second, third = map(words_of_a_decision, ASKED.decide)
    recall = sum(map(words_of_a_decision, ASKED.recall[0].question))
    repair = ASKED.repair[0]
    step_words = sum(count([s.do, s.done]) for s in ASKED.steps[0].step)
    alder = count(p.cause.text for p in load_example("fishbone/alder-creek").walk())
    retries = count(p.cause.text for p in load_example("fishbone/retries").walk())
    folder = words_of_a_page(case_html(draw_case("lift-fishbone", "a", 0)))
    task = TASK[: TASK.index("## 2.")]
    return {
        "1": md["1"] + first,
        "2": md["2"] + second,
        "3": md["3"] + third + alder
        + count([repair.weak, repair.ask, repair.hints[0], repair.one_way, repair.why_better]),
        "4": md["4"] + step_words + retries,
        "5": md["5"] + count([prose_and_tables(task)]) + folder,
        "6": md["6"],
        "7": md["7"] + recall + count([ASKED.reflect[0].ask]),
    }  # fmt: skip


def test_the_module_takes_at_most_its_minutes_and_the_table_is_true() -> None:
    module = load_series("lift").find("fishbone")
    assert module is not None
    measured = list(measured_words().values())
    the_table_is_true(table_of_minutes(GUIDE), measured, module.minutes)


def test_the_session_plan_has_no_gap() -> None:
    plan = GUIDE[GUIDE.index("| minutes | what happens |") :].split("\n\n")[0]
    assert f"{end_of_session(plan)} minutes" in GUIDE


def test_the_next_meeting_fits_its_minutes() -> None:
    agenda = TEXT[TEXT.index("### Next team meeting: 30 minutes") :].split("### What")[0]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", agenda, re.MULTILINE))) == 30


def test_the_guide_has_what_a_facilitator_needs() -> None:
    the_guide_has_what_a_facilitator_needs(GUIDE)


def test_no_machine_path_and_no_internal_word_in_the_content() -> None:
    nothing_of_a_machine([*MODULE.rglob("*.md"), EXERCISE])
