"""The predict module: ids, beats, stories and numbers that hold, reading level, minutes."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise

import pytest
from fishbone_text import GRADE, count, grade, prose
from predict_text import ASKED, GUIDE, MODULE, TASK, TEXT, measured_words, plan
from test_fishbone_words import FORBIDDEN, WORDS_A_MINUTE, minutes

from autograde import checks, coached
from autograde.rubrics import load_rubric
from curriculum.artifacts.lock import changed_after_lock, lock_problem
from curriculum.content import content_root
from curriculum.editors import show_plan
from curriculum.editors._plan_words import size_hint
from curriculum.editors._questions import (
    Decision,
    find_decision,
    find_recall,
    find_reflection,
    find_repair,
)
from curriculum.exports import sim_numbers
from curriculum.figures.plan import plan_alt
from curriculum.series import load_series

FINDERS = {
    "decide": find_decision,
    "recall": find_recall,
    "reflect": find_reflection,
    "repair": find_repair,
    "show_plan": lambda item: plan(item.split("/")[1]),
}
SAID = [
    *(says for d in ASKED.decide for o in d.option for says in o.says),
    *(says for q in ASKED.recall[0].question for o in q.option for says in o.says),
    *(text for r in ASKED.repair for text in (r.ask, *r.context, *r.hints, r.why_better)),
]


def calls() -> list[tuple[str, str]]:
    return re.findall(r"(\w+)\(\"(predict/[a-z-]+)\"\)", TEXT)


def test_every_id_exists_and_every_question_is_used() -> None:
    assert len(calls()) == 8
    for name, item in calls():
        assert FINDERS[name](item)
    sets = (ASKED.decide, ASKED.repair, ASKED.reflect, ASKED.recall)
    there = {f"predict/{item.id}" for items in sets for item in items}
    assert {item for _name, item in calls()} - {"predict/alder-creek"} == there


def test_all_seven_beats_are_there_in_order_and_end_as_the_season_says() -> None:
    heads = re.findall(r"^## (\d)\. (.+)$", TEXT, flags=re.MULTILINE)
    assert [number for number, _title in heads] == list("1234567")
    module = load_series("lift").find("predict")
    assert module is not None
    assert ("reflect", module.closing) in calls()
    assert f"]({module.exercise}/{module.exercise}.ipynb)" in TEXT
    assert load_rubric(module.exercise).file == f"work/{module.artifact}.json"


@pytest.mark.parametrize("decision", [*ASKED.decide, *ASKED.recall[0].question], ids=lambda d: d.id)
def test_every_option_is_answered_and_one_is_sound(decision: Decision) -> None:
    assert sum(option.best for option in decision.option) == 1
    for option in decision.option:
        assert count(option.says) >= 12
        if not option.best:
            assert len(option.says) == 2, "say what is right in it, then the next step"


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
    raw = tomllib.loads((content_root() / "lift" / "glossary.toml").read_text(encoding="utf-8"))
    words = {str(term["word"]) for term in raw["term"]}
    text = re.sub(r"```.*?```|^\|.*$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    bold = {term.lower() for term in re.findall(r"\*\*([^*:.\[]+)\*\*", text)}
    assert {"prediction", "range", "80% range", "noise", "theory", "locked", "cycle"} <= bold
    assert bold <= {word.lower() for word in words}


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
    for school in set(re.findall(r"[A-Z]\w+ [A-Z]\w+ (?:Elementary|Middle|High)", TEXT)):
        first = TEXT.index(school)
        assert "(fictional)" in TEXT[first : first + len(school) + 15]
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
    rubric = load_rubric("lift-predict")
    for coach in rubric.coach:
        cell = TASK[TASK.index(f'"coach": "{coach.id}"') :].split("\n+++")[0]
        assert coach.question in cell
        for level, text in coach.levels.items():
            assert f"| {level} | {text} |" in cell
    for machine in rubric.machine:
        assert f"**{machine.title}.** {machine.text}" in TASK


# ------------------------------------------------------------------ minutes, the guide


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
    module = load_series("lift").find("predict")
    assert module is not None
    assert total[4] <= module.minutes
    assert sum(measured) / WORDS_A_MINUTE + total[3] <= module.minutes + 1


def test_the_session_plan_has_no_gap() -> None:
    table = GUIDE[GUIDE.index("| minutes | what happens |") :].split("\n\n")[0]
    spans = [tuple(map(int, m)) for m in re.findall(r"^\| (\d+)–(\d+) \|", table, re.MULTILINE)]
    assert spans[0][0] == 0
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    assert f"{spans[-1][1]} minutes" in GUIDE


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
    heads = re.findall(r"^## (.+)$", GUIDE, flags=re.MULTILINE)
    for needed in (
        "Purpose", "Minute by minute", "Likely misconceptions", "Debrief questions", "Print-outs",
        "Exit slip", "Online, 60 to 90 minutes", "For the coach",
    ):  # fmt: skip
        assert any(head.startswith(needed) for head in heads), needed
    for path in MODULE.rglob("*.md"):
        assert not re.search(
            r"/home/|/root/|https?://localhost|TODO|FIXME", path.read_text("utf-8")
        )
