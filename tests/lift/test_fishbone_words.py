"""What the module says: reading level, words, sources; how long it takes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

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

from curriculum.editors._questions import Decision
from curriculum.editors._show import load_example
from curriculum.exports.case_html import case_html
from curriculum.series import load_series
from curriculum.simulate import draw_case

WORDS_A_MINUTE = 200


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


FORBIDDEN = (
    r"\bhash", r"\bkappa\b", r"\btamper", r"\bregex\b", r"\btraceback\b", r"\bpython\b",
    r"\bjson\b",
    r"\bwidget", r"\bkernel\b", r"research proves", r"studies prove", r"\bsubmission\b",
    r"\bfail(ed|ing)? students", r"\bachievement gap\b", r"\bat-risk\b", r"\butili[sz]e",
    r"colour|behaviour|organis|centre\b", r"\bsimply\b", r"\bobviously\b",
)  # fmt: skip


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
    schools = set(re.findall(r"([A-Z]\w+ [A-Z]\w+ (?:Elementary|Middle|High))", everything))
    assert schools == {"Alder Creek Elementary", "Cedar Flats Middle"}
    for school in schools:
        first = everything.index(school)
        assert "(fictional)" in everything[first : first + len(school) + 15]


def test_what_research_is_said_to_show_has_its_source() -> None:
    after = TEXT[TEXT.index("### What the research adds") :]
    for sentence in re.findall(r"[^.]*PACE(?: also)? observed[^.]*\.", after):
        assert sentence
    assert after.count("PACE") >= 4
    assert "[1] Nayfack and others (2017)" in after
    assert "[2] Gallagher and Cottingham (2019)" in after


def test_who_sees_it_is_said_in_module_and_exercise() -> None:
    assert "**Who sees this:**" in TEXT
    assert "**Who sees this:**" in TASK


def minutes(text: str) -> float:
    whole, seconds = text.split(":")
    return int(whole) + int(seconds) / 60


def words_of_a_decision(decision: Decision) -> int:
    """What one learner reads: all options, and one of the answers."""
    one = max((option.says for option in decision.option), key=count)
    return count([decision.title, decision.ask, *decision.scene, *one]) + count(
        option.label for option in decision.option
    )


def measured_words() -> dict[str, int]:
    """Words that one learner reads, by part."""
    md = {number: count([prose_and_tables(text)]) for number, text in parts(TEXT).items()}
    first, second, third = map(words_of_a_decision, ASKED.decide)
    recall = sum(map(words_of_a_decision, ASKED.recall[0].question))
    repair = ASKED.repair[0]
    step_words = sum(count([s.do, s.done]) for s in ASKED.steps[0].step)
    alder = count(p.cause.text for p in load_example("fishbone/alder-creek").walk())
    retries = count(p.cause.text for p in load_example("fishbone/retries").walk())
    folder = re.sub(
        r"<style.*?</style>|<[^>]+>", " ", case_html(draw_case("lift-fishbone", "a", 0)),
        flags=re.DOTALL,
    )  # fmt: skip
    task = TASK[: TASK.index("## 2.")]
    return {
        "1": md["1"] + first,
        "2": md["2"] + second,
        "3": md["3"] + third + alder
        + count([repair.weak, repair.ask, repair.hints[0], repair.one_way, repair.why_better]),
        "4": md["4"] + step_words + retries,
        "5": md["5"] + count([prose_and_tables(task)]) + count([folder]),
        "6": md["6"],
        "7": md["7"] + recall + count([ASKED.reflect[0].ask]),
    }  # fmt: skip


def table_of_minutes() -> list[tuple[str, int, float, float, float]]:
    rows = []
    after = GUIDE[GUIDE.index("| part | words |") :].split("\n\n")[0]
    for line in after.splitlines()[2:]:
        name, words, *times = (cell.strip(" *") for cell in line.strip("|").split("|"))
        reading, doing, together = map(minutes, times)
        rows.append((name, int(words.replace(",", "")), reading, doing, together))
    return rows


def test_the_module_takes_at_most_its_minutes_and_the_table_is_true() -> None:
    *rows, total = table_of_minutes()
    measured = list(measured_words().values())
    for (name, words, reading, doing, together), true_words in zip(rows, measured, strict=True):
        assert abs(words - true_words) <= 0.15 * true_words + 15, (name, words, true_words)
        assert abs(reading - words / WORDS_A_MINUTE) <= 0.1, name
        assert abs(reading + doing - together) < 0.01, name
    for column in (1, 2, 3, 4):
        assert total[column] == pytest.approx(sum(row[column] for row in rows), abs=0.01)
    module = load_series("lift").find("fishbone")
    assert module is not None
    assert total[4] <= module.minutes
    assert sum(measured) / WORDS_A_MINUTE + total[3] <= module.minutes + 1


def test_the_session_plan_has_no_gap() -> None:
    plan = GUIDE[GUIDE.index("| minutes | what happens |") :].split("\n\n")[0]
    spans = [tuple(map(int, m)) for m in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
    assert spans[0][0] == 0
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    assert f"{spans[-1][1]} minutes" in GUIDE


def test_the_next_meeting_fits_its_minutes() -> None:
    agenda = TEXT[TEXT.index("### Next team meeting: 30 minutes") :].split("### What")[0]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", agenda, re.MULTILINE))) == 30


def test_the_guide_has_what_a_facilitator_needs() -> None:
    heads = re.findall(r"^## (.+)$", GUIDE, flags=re.MULTILINE)
    for needed in (
        "Purpose", "Minute by minute", "Likely misconceptions", "Debrief questions", "Print-outs",
        "Exit slip", "Online, 60 to 90 minutes", "For the coach",
    ):  # fmt: skip
        assert any(head.startswith(needed) for head in heads), needed


def test_no_machine_path_and_no_internal_word_in_the_content() -> None:
    for path in [*sorted(Path(MODULE).rglob("*.md")), EXERCISE]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/work\b|/home/|/root/|https?://localhost|TODO|FIXME", text), path
