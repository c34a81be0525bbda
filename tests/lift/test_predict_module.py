"""The predict module: ids, beats, stories and numbers that hold, reading level, minutes."""

from __future__ import annotations

import re

import pytest
from fishbone_text import GRADE, grade, prose
from module_rules import (
    FINDERS,
    FORBIDDEN,
    SCHOOL,
    calls,
    decisions,
    end_of_session,
    every_option_is_answered,
    glossary,
    is_fictional,
    nothing_of_a_machine,
    table_of_minutes,
    the_guide_has_what_a_facilitator_needs,
    the_table_is_true,
    the_task_says_the_rubric,
)
from predict_text import ASKED, GUIDE, MODULE, TASK, TEXT, measured_words, plan

from autograde import checks, coached
from autograde.rubrics import load_rubric
from curriculum.artifacts.lock import changed_after_lock, lock_problem
from curriculum.editors import show_plan
from curriculum.editors._plan_words import size_hint
from curriculum.editors._questions import Decision, find_decision
from curriculum.exports import sim_numbers
from curriculum.figures.plan import plan_alt
from curriculum.series import load_series

OPENED = {**FINDERS, "show_plan": lambda item: plan(item.split("/")[1])}
CALLS = calls(TEXT, "predict")
SAID = [
    *(says for d in ASKED.decide for o in d.option for says in o.says),
    *(says for q in ASKED.recall[0].question for o in q.option for says in o.says),
    *(text for r in ASKED.repair for text in (r.ask, *r.context, *r.hints, r.why_better)),
]


def test_every_id_exists_and_every_question_is_used() -> None:
    assert len(CALLS) == 8
    for name, item in CALLS:
        assert OPENED[name](item)
    sets = (ASKED.decide, ASKED.repair, ASKED.reflect, ASKED.recall)
    there = {f"predict/{item.id}" for items in sets for item in items}
    assert {item for _name, item in CALLS} - {"predict/alder-creek"} == there


def test_all_seven_beats_are_there_in_order_and_end_as_the_season_says() -> None:
    heads = re.findall(r"^## (\d)\. (.+)$", TEXT, flags=re.MULTILINE)
    assert [number for number, _title in heads] == list("1234567")
    module = load_series("lift").find("predict")
    assert module is not None
    assert ("reflect", module.closing) in CALLS
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT
    assert load_rubric(module.exercise).file == f"work/{module.artifact}.json"


@pytest.mark.parametrize("decision", decisions(ASKED), ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    every_option_is_answered(decision)


# ------------------------------------------------------------------ stories that hold


def test_the_worked_plan_is_whole_locked_and_content_with_itself() -> None:
    worked = plan("alder-creek")
    assert lock_problem(worked) == ""
    assert changed_after_lock(worked) == ()
    findings = checks.plan(worked)
    assert findings
    assert [f.id for f in findings if f.status != "passed"] == []


def test_the_text_says_what_the_worked_plan_says() -> None:
    worked = plan("alder-creek")
    first = worked.predictions[0]
    said = f"They guess {first.best_guess:.0f}%, and expect {first.low:.0f}% to {first.high:.0f}%"
    assert said in TEXT
    assert f"falls under {first.low:.0f}%" in TEXT
    count_of = [(p.count or 0, p.of or 0) for p in worked.data.baseline]
    together = tuple(map(sum, zip(*count_of, strict=True)))
    assert (*together, len(count_of)) == sim_numbers.ROOM_15
    assert f"{together[0]} of {together[1]} slips" in worked.data.baseline_text


def test_the_noise_in_the_text_is_the_one_that_is_computed() -> None:
    one, four = sim_numbers._room_15(sim_numbers.SEED, 1)
    assert f"one lesson in a class like this stays within {one.value:.0f} points" in TEXT
    assert f"Four lessons together stay within about {four.value:.0f} points" in TEXT
    simulated = {n.id: n.value for n in sim_numbers._noise(sim_numbers.SEED, 4000)}
    assert abs(simulated["range-of-1"] - one.value) < 1.5
    assert abs(simulated["range-of-4"] - four.value) < 1.0
    first = plan("alder-creek").predictions[0]
    assert first.low is not None
    assert first.high is not None
    assert (first.high - first.low) / 2 > four.value


def test_the_starter_leaves_only_the_prediction_to_do() -> None:
    starter = plan("retries")
    missed = [f for f in checks.plan(starter) if f.status == "missed"]
    assert missed
    assert {f.criterion for f in missed} == {"prediction", "range-and-because", "lock"}
    points = starter.data.baseline
    told = f"{sum(p.count or 0 for p in points)} of {sum(p.of or 0 for p in points)}"
    assert f"{told} quizzes were retried within a week (19%)" in TEXT
    assert told in starter.data.baseline_text


def test_a_story_whose_days_are_over_is_not_late() -> None:
    story = plan("retries")
    late = coached.look_at_story(story.model_copy(update={"lock": plan("alder-creek").lock}))
    assert "locked-before-data" not in {f.id for f in late if f.status == "missed"}
    assert coached.look_at_story(story) == checks.plan(story)


def test_the_numbers_of_the_stories_add_up() -> None:
    for part, whole, percent in re.findall(r"(\d+) of (?:the )?(\d+)[^.()]{0,40}\((\d+)%\)", TEXT):
        assert round(100 * int(part) / int(whole)) == int(percent), (part, whole)


def test_the_weak_predictions_are_caught_each_by_its_name_and_the_ways_out_are_not() -> None:
    names = {
        "engaged": "not_measurable",
        "some-growth": "cannot_fail",
        "it-works": "because_is_circular",
    }
    for item in ASKED.repair:
        assert coached.look_at_prediction(item.weak)[0]["label"] == names[item.id]
        assert not coached.look_at_prediction(item.one_way)


def test_the_size_that_is_right_is_the_one_that_the_editor_names() -> None:
    scale = {"belief": "medium", "cost": "high", "readiness": "low"}
    asked = plan("retries").model_copy(
        update={"scale": plan("retries").scale.model_copy(update={**scale, "size": ""})}
    )
    assert "one student or one lesson" in size_hint(asked)[0]
    (best,) = [o.label for o in find_decision("predict/how-big").option if o.best]
    assert "in one lesson" in best


def test_the_figure_has_words() -> None:
    page = show_plan("predict/alder-creek")
    assert page.text == plan_alt(plan("alder-creek"))
    assert "<title>" in page.html
    assert "![" not in TEXT


# ------------------------------------------------------------------ words


def test_terms_in_bold_are_in_the_glossary() -> None:
    text = re.sub(r"```.*?```|^\|.*$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    bold = {term.lower() for term in re.findall(r"\*\*([^*:.\[]+)\*\*", text)}
    assert {"prediction", "range", "80% range", "noise", "theory", "locked", "cycle"} <= bold
    assert bold <= {word.lower() for word in glossary("lift")}


@pytest.mark.parametrize(
    "text", [prose(TEXT), prose(TASK), "\n\n".join(SAID)], ids=["module", "task", "asked"]
)
def test_it_reads_easily(text: str) -> None:
    assert grade(text) <= GRADE


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_word_that_a_teacher_must_never_meet(word: str) -> None:
    for text in (prose(TEXT), prose(TASK), prose(GUIDE), "\n".join(SAID)):
        assert re.search(word, text, flags=re.IGNORECASE) is None


def test_schools_are_fictional_and_say_so() -> None:
    is_fictional(SCHOOL, TEXT)
    for name in ("alder-creek", "retries"):
        assert plan(name).school.endswith("(fictional)")


def test_what_research_is_said_to_show_has_its_source() -> None:
    sources = TEXT[TEXT.index("Sources: ") :]
    for number in set(re.findall(r"\[(\d)\]", TEXT)):
        assert f"[{number}]" in sources
    for text in (TEXT, GUIDE):
        assert "36 of 294" in text
        assert "14 of 73" in text
        assert "health care" in text.lower()
        assert "research proves" not in text


def test_the_levels_beside_a_criterion_are_those_of_the_rubric() -> None:
    the_task_says_the_rubric(TASK, "lift-predict")


# ------------------------------------------------------------------ minutes, the guide


def test_the_module_takes_at_most_its_minutes_and_the_table_is_true() -> None:
    module = load_series("lift").find("predict")
    assert module is not None
    measured = list(measured_words().values())
    the_table_is_true(table_of_minutes(GUIDE), measured, module.minutes)


def test_the_session_plan_has_no_gap() -> None:
    table = GUIDE[GUIDE.index("| minutes | what happens |") :].split("\n\n")[0]
    assert f"{end_of_session(table)} minutes" in GUIDE


def test_the_meetings_fit_their_minutes() -> None:
    agenda = TEXT[TEXT.index("### Next team meeting: 25 minutes") :].split("### What")[0]
    assert sum(map(int, re.findall(r"^\| (\d+) \|", agenda, re.MULTILINE))) == 25
    online = GUIDE[GUIDE.index("## Online, 60 to 90 minutes") :].split("\n## ")[0]
    rows = re.findall(r"^\| (\d+|–) \| (\d+|–) \|", online, re.MULTILINE)
    assert [sum(int(n) for n in column if n != "–") for column in zip(*rows, strict=True)] == [
        60,
        90,
    ]


def test_the_guide_has_what_a_facilitator_needs() -> None:
    the_guide_has_what_a_facilitator_needs(GUIDE)
    nothing_of_a_machine(MODULE.rglob("*.md"))
