"""The fishbone module: ids, stories that hold, figures, glossary, the exercise's prose."""

from __future__ import annotations

import re
import tomllib

import pytest
from fishbone_text import ASKED, GRADE, TASK, TEXT, count, grade

from autograde import coached
from autograde.rubrics import load_rubric
from curriculum.content import content_root
from curriculum.editors._questions import (
    Decision,
    find_decision,
    find_recall,
    find_reflection,
    find_repair,
    find_steps,
)
from curriculum.editors._show import load_example, show_fishbone
from curriculum.figures.fishbone import fishbone_alt
from curriculum.series import load_series

FINDERS = {
    "decide": find_decision,
    "recall": find_recall,
    "reflect": find_reflection,
    "repair": find_repair,
    "guided": find_steps,
    "show_fishbone": load_example,
}


def calls() -> list[tuple[str, str]]:
    return re.findall(r"(\w+)\(\"(fishbone/[a-z-]+)\"\)", TEXT)


def test_every_id_in_the_module_exists() -> None:
    assert len(calls()) == 8
    for name, item_id in calls():
        assert FINDERS[name](item_id)


def test_every_question_is_used_in_the_module() -> None:
    sets = (ASKED.decide, ASKED.repair, ASKED.reflect, ASKED.recall, ASKED.steps)
    there = {f"fishbone/{item.id}" for items in sets for item in items}
    assert {item_id for _name, item_id in calls()} - {"fishbone/alder-creek"} == there


def test_ids_stand_once() -> None:
    questions = [*ASKED.decide, *(q for s in ASKED.recall for q in s.question)]
    ids = [q.id for q in questions] + [i.id for i in (*ASKED.repair, *ASKED.reflect, *ASKED.steps)]
    assert len(ids) == len(set(ids))


def test_the_closing_question_of_the_season_is_asked_here() -> None:
    module = load_series("lift").find("fishbone")
    assert module is not None
    assert ("reflect", module.closing) in calls()
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT


def test_all_seven_beats_are_there_in_order() -> None:
    heads = re.findall(r"^## (\d)\. (.+)$", TEXT, flags=re.MULTILINE)
    assert [number for number, _title in heads] == list("1234567")


@pytest.mark.parametrize("decision", [*ASKED.decide, *ASKED.recall[0].question], ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    assert sum(option.best for option in decision.option) == 1
    for option in decision.option:
        assert count(option.says) >= 12
        if not option.best:
            assert len(option.says) == 2, "say what is right in it, then the next step"


# ------------------------------------------------------------------ stories that hold


def test_the_numbers_of_the_stories_add_up() -> None:
    for part, whole, percent in re.findall(r"(\d+) of (?:the )?(\d+)[^.()]{0,40}\((\d+)%\)", TEXT):
        assert round(100 * int(part) / int(whole)) == int(percent), (part, whole)
    assert (30 + 68, 138 + 168) == (98, 306)
    assert (8 + 23, 34 + 54) == (31, 88)


def test_the_worked_example_is_content_with_itself() -> None:
    from autograde.checks import fishbone

    findings = fishbone(load_example("fishbone/alder-creek"))
    assert findings
    assert [f.id for f in findings if f.status == "missed"] == []


def test_the_flawed_sentences_are_caught_and_the_ways_out_are_not() -> None:
    for item in ASKED.repair:
        look = coached.look_at_cause if item.kind == "cause" else coached.look_at_statement
        assert look(item.weak)
        assert not look(item.one_way)


def test_the_guided_starter_has_a_fix_to_reword() -> None:
    step = next(s for s in ASKED.steps[0].step if s.look == "text")
    text = {p.cause.id: p.cause.text for p in load_example("fishbone/retries").walk()}[step.where]
    assert [a["label"] for a in coached.look_at_cause(text)] == ["solution"]
    assert text in step.do


def test_every_figure_has_words() -> None:
    assert "![" not in TEXT + TASK, "give an image alternative text and test it here"
    for name in re.findall(r"show_fishbone\(\"([^\"]+)\"\)", TEXT):
        fishbone = load_example(name)
        page = show_fishbone(name)
        assert page.text == fishbone_alt(fishbone)
        for placed in fishbone.walk():
            assert placed.cause.text in page.text
        assert "<title>" in page.html
        assert "<desc>" in page.html


def glossary() -> dict[str, dict[str, object]]:
    raw = tomllib.loads((content_root() / "lift" / "glossary.toml").read_text(encoding="utf-8"))
    return {str(term["word"]): term for term in raw["term"]}


def bold_terms() -> set[str]:
    """Terms set in bold where they are defined: lower case, no punctuation of a label."""
    found = re.findall(r"\*\*([A-Za-z][A-Za-z ]*?)\*\*", prose_with_marks())
    labels = ("first look", "second look", "third look", "fourth look", "who sees this")
    return {term.lower() for term in found if not term.lower().startswith(labels)}


def prose_with_marks() -> str:
    return re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)


def test_every_term_in_bold_is_in_the_glossary() -> None:
    terms = bold_terms()
    assert {"fishbone", "bone", "cause", "why", "leaf", "lane", "evidence tag"} <= terms
    assert terms - set(glossary()) - {"open the exercise", "you are done"} == set()


def test_glossary_entries_are_whole_and_short() -> None:
    modules = {module.id for module in load_series("lift").module}
    for word, term in glossary().items():
        assert set(term) <= {"word", "in", "means", "also"}, word
        assert term["in"] in modules
        assert 5 <= len(str(term["means"]).split()) <= 40
    assert grade("\n\n".join(str(t["means"]) for t in glossary().values())) <= GRADE


# ------------------------------------------------------------------ the exercise's prose


def test_the_levels_beside_a_criterion_are_those_of_the_rubric() -> None:
    rubric = load_rubric("lift-fishbone")
    for coach in rubric.coach:
        cell = TASK[TASK.index(f'"coach": "{coach.id}"') :].split("\n+++")[0]
        assert coach.question in cell
        for level, text in coach.levels.items():
            assert f"| {level} | {text} |" in cell
    for machine in rubric.machine:
        assert f"**{machine.title}.** {machine.text}" in TASK
