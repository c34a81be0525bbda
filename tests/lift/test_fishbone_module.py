"""The fishbone module: ids, stories that hold, figures, glossary, the exercise's prose."""

from __future__ import annotations

import re

import pytest
from fishbone_text import ASKED, GRADE, TASK, TEXT, grade
from module_rules import (
    FINDERS,
    bold_terms,
    calls,
    decisions,
    every_option_is_answered,
    glossary,
    ids_stand_once,
    the_task_says_the_rubric,
)

from autograde import coached
from curriculum.editors._questions import Decision, find_steps
from curriculum.editors._show import load_example, show_fishbone
from curriculum.figures.fishbone import fishbone_alt
from curriculum.series import load_series

OPENED = {**FINDERS, "guided": find_steps, "show_fishbone": load_example}
CALLS = calls(TEXT, "fishbone")


def test_every_id_in_the_module_exists() -> None:
    assert len(CALLS) == 8
    for name, item_id in CALLS:
        assert OPENED[name](item_id)


def test_every_question_is_used_in_the_module() -> None:
    sets = (ASKED.decide, ASKED.repair, ASKED.reflect, ASKED.recall, ASKED.steps)
    there = {f"fishbone/{item.id}" for items in sets for item in items}
    assert {item_id for _name, item_id in CALLS} - {"fishbone/alder-creek"} == there


def test_ids_stand_once() -> None:
    ids_stand_once(ASKED)


def test_the_closing_question_of_the_season_is_asked_here() -> None:
    module = load_series("lift").find("fishbone")
    assert module is not None
    assert ("reflect", module.closing) in CALLS
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT


def test_all_seven_beats_are_there_in_order() -> None:
    heads = re.findall(r"^## (\d)\. (.+)$", TEXT, flags=re.MULTILINE)
    assert [number for number, _title in heads] == list("1234567")


@pytest.mark.parametrize("decision", decisions(ASKED), ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    every_option_is_answered(decision)


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


LABELS = ("first look", "second look", "third look", "fourth look", "who sees this")


def test_every_term_in_bold_is_in_the_glossary() -> None:
    terms = {term for term in bold_terms(TEXT) if not term.startswith(LABELS)}
    assert {"fishbone", "bone", "cause", "why", "leaf", "lane", "evidence tag"} <= terms
    assert terms - set(glossary("lift")) - {"open the exercise", "you are done"} == set()


def test_glossary_entries_are_whole_and_short() -> None:
    modules = {module.id for module in load_series("lift").module}
    for word, term in glossary("lift").items():
        assert set(term) <= {"word", "in", "means", "also"}, word
        assert term["in"] in modules
        assert 5 <= len(str(term["means"]).split()) <= 40
    assert grade("\n\n".join(str(t["means"]) for t in glossary("lift").values())) <= GRADE


# ------------------------------------------------------------------ the exercise's prose


def test_the_levels_beside_a_criterion_are_those_of_the_rubric() -> None:
    the_task_says_the_rubric(TASK, "lift-fishbone")
