"""What holds in the modules of both series: questions, glossary, words, minutes, the guide.

A test file's asserts tell both sides when they fail; ``tests/conftest.py`` has pytest do the same
for those in here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fishbone_text import count

from autograde.rubrics import load_rubric
from curriculum.content import content_root
from curriculum.editors._questions import (
    Decision,
    Questions,
    Repair,
    find_decision,
    find_recall,
    find_reflection,
    find_repair,
)

WORDS_A_MINUTE = 200
#: A row of the guide's table of minutes: part, words, minutes of reading, of doing, of both.
Row = tuple[str, int, float, float, float]
#: A school's name; which a text marks as fictional.
SCHOOL = r"[A-Z]\w+ [A-Z]\w+ (?:Elementary|Middle|High)"
FINDERS = {
    "decide": find_decision,
    "recall": find_recall,
    "reflect": find_reflection,
    "repair": find_repair,
}
FORBIDDEN = (
    r"\bhash", r"\bkappa\b", r"\btamper", r"\bregex\b", r"\btraceback\b", r"\bpython\b",
    r"\bjson\b",
    r"\bwidget", r"\bkernel\b", r"research proves", r"studies prove", r"\bsubmission\b",
    r"\bfail(ed|ing)? students", r"\bachievement gap\b", r"\bat-risk\b", r"\butili[sz]e",
    r"colour|behaviour|organis|centre\b", r"\bsimply\b", r"\bobviously\b",
)  # fmt: skip


# ------------------------------------------------------------------ cells and questions


def calls(text: str, module: str) -> list[tuple[str, str]]:
    """What the module's cells open: the function and the item."""
    return re.findall(rf"(\w+)\(\"({module}/[a-z0-9-]+)\"\)", text)


def every_question_is_used(text: str, module: str, asked: Questions) -> None:
    """And every id that is asked for exists, and none is asked for twice."""
    used = [(name, item) for name, item in calls(text, module) if name in FINDERS]
    for name, item in used:
        assert FINDERS[name](item)
    sets = (asked.decide, asked.repair, asked.reflect, asked.recall)
    assert {item for _name, item in used} == {f"{module}/{q.id}" for items in sets for q in items}
    assert len(used) == len(set(used))


def decisions(asked: Questions) -> list[Decision]:
    """Those of the module and those that are recalled."""
    return [*asked.decide, *(question for item in asked.recall for question in item.question)]


def ids_stand_once(asked: Questions) -> None:
    ids = [one.id for one in decisions(asked)]
    for items in (asked.repair, asked.reflect, asked.steps):
        ids += [one.id for one in items]
    assert len(ids) == len(set(ids))


def every_option_is_answered(decision: Decision) -> None:
    """And one of them is sound."""
    assert sum(option.best for option in decision.option) == 1
    for option in decision.option:
        assert count(option.says) >= 12
        if not option.best:
            assert len(option.says) == 2, "say what is right in it, then the next step"


def the_task_says_the_rubric(task: str, exercise: str) -> None:
    """The levels of a criterion stand beside it."""
    rubric = load_rubric(exercise)
    for coach in rubric.coach:
        cell = task[task.index(f'"coach": "{coach.id}"') :].split("\n+++")[0]
        assert coach.question in cell
        for level, text in coach.levels.items():
            assert f"| {level} | {text} |" in cell
    for machine in rubric.machine:
        assert f"**{machine.title}.** {machine.text}" in task


# ------------------------------------------------------------------ words


def glossary(series: str) -> dict[str, dict[str, Any]]:
    """The terms of a series by their word."""
    path = content_root() / series / "glossary.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    terms = {str(term["word"]): term for term in raw["term"]}
    assert len(terms) == len(raw["term"]), "each word stands once"
    return terms


def without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def bold_terms(text: str) -> set[str]:
    """What is set in bold, in lower case; no label that ends in a mark."""
    found = re.findall(r"\*\*([A-Za-z][A-Za-z -]*?)\*\*", without_code(text))
    return {term.lower() for term in found}


def terms_are_used(series: str, module: str, text: str) -> None:
    """The module's terms in the glossary stand in its text."""
    for word, term in glossary(series).items():
        if term["in"] == module:
            assert word in without_code(text).lower()


def is_fictional(pattern: str, text: str) -> None:
    """Every name of this form is marked where it first appears."""
    for name in set(re.findall(pattern, text)):
        first = text.index(name)
        assert "(fictional)" in text[first : first + len(name) + 15], name


def nothing_of_a_machine(paths: Iterable[Path]) -> None:
    """No path of a machine and no internal word in the content."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/work\b|/home/|/root/|https?://localhost|TODO|FIXME", text), path


# ------------------------------------------------------------------ how much is read


def words_of_a_decision(decision: Decision) -> int:
    """What one learner reads: all options, and one of the answers."""
    one = max((option.says for option in decision.option), key=count)
    return count([decision.title, decision.ask, *decision.scene, *one]) + count(
        option.label for option in decision.option
    )


def words_of_a_repair(repair: Repair) -> int:
    """With one of the three hints."""
    said = (repair.weak, repair.ask, repair.hints[0], repair.one_way, repair.why_better)
    return count([*repair.context, *said])


def words_of_a_page(html: str) -> int:
    """Without its styles and tags."""
    return count([re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)])


def strings(value: Any) -> str:
    """All words of a page's blocks, pictures and their alternative texts left out."""
    if isinstance(value, str):
        return value if " " in value else ""
    if isinstance(value, Mapping):
        return " ".join(strings(v) for k, v in value.items() if k not in ("base64", "alt"))
    if isinstance(value, list | tuple):
        return " ".join(strings(one) for one in value)
    return ""


# ------------------------------------------------------------------ the guide


def minutes(text: str) -> float:
    whole, seconds = text.split(":")
    return int(whole) + int(seconds) / 60


def table_of_minutes(guide: str) -> list[Row]:
    """The last row of a module or sitting has its sums."""
    rows = []
    for line in guide[guide.index("| part | words |") :].split("\n\n")[0].splitlines()[2:]:
        name, words, *times = (cell.strip(" *") for cell in line.strip("|").split("|"))
        reading, doing, together = map(minutes, times)
        rows.append((name, int(words.replace(",", "")), reading, doing, together))
    return rows


def the_table_is_true(table: Sequence[Row], measured: Sequence[int], most: int) -> None:
    """Its words are those that were measured, its last row the sums, within ``most`` minutes."""
    *rows, total = table
    for (name, words, reading, doing, together), true_words in zip(rows, measured, strict=True):
        assert abs(words - true_words) <= 0.15 * true_words + 15, (name, words, true_words)
        assert abs(reading - words / WORDS_A_MINUTE) <= 0.1, name
        assert abs(reading + doing - together) < 0.01, name
    for *parts, together in zip(*(row[1:] for row in table), strict=True):
        assert together == pytest.approx(sum(parts), abs=0.01)
    assert total[4] <= most
    assert sum(measured) / WORDS_A_MINUTE + total[3] <= most + 1


def end_of_session(plan: str) -> int:
    """The last minute of a session's plan, which begins at 0 and has no gap."""
    spans = [tuple(map(int, m)) for m in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
    assert spans[0][0] == 0
    assert all(a[1] == b[0] for a, b in pairwise(spans))
    return spans[-1][1]


def the_guide_has_what_a_facilitator_needs(guide: str) -> None:
    heads = re.findall(r"^## (.+)$", guide, flags=re.MULTILINE)
    for needed in (
        "Purpose", "Minute by minute", "Likely misconceptions", "Debrief questions", "Print-outs",
        "Exit slip", "Online, 60 to 90 minutes", "For the coach",
    ):  # fmt: skip
        assert any(head.startswith(needed) for head in heads), needed
