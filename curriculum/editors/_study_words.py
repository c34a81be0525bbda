"""What the study editor works out from a study and only shows: no decision is made here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curriculum.artifacts.lock import as_locked, locked_at
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.problems import study_problems
from curriculum.artifacts.study import Study
from curriculum.artifacts.study_window import earlier_lessons, own_lessons
from curriculum.editors._sheet_steps import filled_steps
from curriculum.figures.plan import prediction_sentence
from curriculum.figures.study import SMALLEST_GROUP, VERDICTS, predicted, study_chart, study_rows

RULES = {
    "ihi": "six or more points in a row on one side of the median (a shift), or five or more in a "
    "row going one way (a trend)",
    "anhoej": "a run on one side of the median longer than chance rarely gives, or fewer crossings "
    "of the median than chance rarely gives",
}
NAMES = {"ihi": "IHI rules", "anhoej": "Anhøj rules"}


def steps(study: Study) -> dict[str, str]:
    """How much of each step is filled in: "" for nothing, "✓ done" for all of it."""
    reading = study.signal_reading
    parts: dict[str, Sequence[object]] = {
        "Numbers": [study.points, study.change_day],
        "Done?": [study.log, study.fidelity, study.deviations],
        "Prediction": [study.result, study.held],
        "Chart": [reading.median, reading.useful, reading.longest_run, reading.crossings,
                  reading.signal],
        "Who": [study.groups, study.missing_count, study.missing_words],
        "Reasons": [any(t.strip() for t in study.other_explanations) or "",
                          study.balancing],
        "Verdict": [study.verdict, study.verdict_words, study.theory_change],
    }  # fmt: skip
    return filled_steps(parts)


def plan_words(plan: Plan | None, study: Study) -> dict[str, Any]:
    """The locked prediction that this study is about, as it was locked."""
    if plan is None:
        said = (
            "There is no plan in your folder yet. Write and lock one first, or type your numbers "
            "and say what you had expected."
        )
        return {"locked": False, "said": said, "rows": []}
    if plan.lock is None:
        said = "Your plan is not locked yet. Lock it before the first lesson, then come back."
        return {"locked": False, "said": said, "rows": []}
    words = as_locked(plan) or plan
    at = locked_at(plan)
    one = predicted(study, words)
    rows = [] if one is None else [
        ["You predicted", prediction_sentence(one)],
        ["Because", one.because],
        ["A surprise would be", words.surprise],
    ]  # fmt: skip
    choices = [
        {"value": one.id, "text": ", ".join(t for t in (f"{i}: {one.measure}", one.group) if t)}
        for i, one in enumerate(words.predictions, start=1)
    ]
    return {
        "locked": True,
        "said": "Locked before these numbers were known.",
        "at": at.timestamp() if at else None,
        "rows": [row for row in rows if row[1].strip()],
        "choices": choices,
    }


def problems(study: Study, plan: Plan | None) -> list[str]:
    """What is wrong with the numbers, one plain sentence each."""
    if not study.points:
        return []
    return [problem.text for problem in study_problems(study, plan)]


def sums(study: Study, plan: Plan | None = None) -> list[str]:
    """All lessons before and since the change together, as counts: the share is the learner's.

    On a chart that goes on from an earlier cycle, that one's lessons are told apart.
    """
    earlier = earlier_lessons(study, plan)
    mine = "In this cycle" if earlier else "Since the change"
    parts = (
        (mine, own_lessons(study, plan)),
        ("In the cycle before", earlier),
        ("Before the change" if earlier else "Before it", study.phase("baseline")),
    )
    said = []
    for name, points in parts:
        used = [p for p in points if p.count is not None and p.of]
        count, of = sum(p.count or 0 for p in used), sum(p.of or 0 for p in used)
        if of:
            lessons = "1 lesson" if len(used) == 1 else f"{len(used)} lessons"
            said.append(f"{name}: {count} of {of}, {lessons} together.")
    return said


def log_words(study: Study) -> list[str]:
    """How many lessons went as planned."""
    told = [one.done for one in study.log if one.done]
    if not told:
        return []
    partly = f", {told.count('partly')} partly" if told.count("partly") else ""
    left = f", {told.count('no')} not" if told.count("no") else ""
    return [f"As planned in {told.count('yes')} of {len(told)} lessons{partly}{left}."]


def missing_words(study: Study) -> list[str]:
    """Who the numbers say was not counted since the change; the learner adds them up."""
    since = [p for p in study.points if p.phase == "cycle"]
    absent = sum(p.absent for p in since)
    lost = [p for p in since if p.count is None]
    said = []
    if absent:
        times = "1 absence" if absent == 1 else f"{absent} absences, one for each student and day"
        said.append(f"Since the change your lessons list {times}.")
    if lost:
        there = f"; {lost[0].of} students were there" if lost[0].of else ""
        lessons = "One lesson was" if len(lost) == 1 else f"{len(lost)} lessons were"
        said.append(f"{lessons} not counted at all{there}.")
    if len(said) == 2:
        said.append("Count both as missing.")
    return said


def small_groups(study: Study) -> list[bool]:
    """Which rows of the groups are under eleven students."""
    return [one.n is not None and one.n < SMALLEST_GROUP for one in study.groups]


def rule_words(rules: str) -> list[str]:
    """The rule in force and the other one, named and not mocked."""
    other = "anhoej" if rules == "ihi" else "ihi"
    return [
        f"The rule in force in this course, {NAMES[rules]}: {RULES[rules]}.",
        f"Also common, {NAMES[other]}: {RULES[other]}. Both are sound; agree on one "
        "before you look.",
    ]


def follows(study: Study, plan: Plan | None) -> bool:
    """Whether the verdict is one that the chart gives, by the rule in force."""
    found = study_chart(study, plan)
    if found is None:
        return study.verdict == "too_early"
    counted = [p.value for p in study.points if p.phase == "cycle" and p.value is not None]
    if not found.signal:
        few = len(counted) < 6 or int(found.analysis.n_useful[0][0]) < 10
        return study.verdict == "too_early" or (study.verdict == "no_signal" and not few)
    middle = float(found.analysis.center[0][0])
    up = 2 * sum(value > middle for value in counted) > len(counted)
    one = predicted(study, plan)
    wanted = one is None or one.direction != "down"
    return study.verdict == ("signal_predicted" if up == wanted else "signal_other")


def verdict_words(study: Study) -> str:
    """The chosen verdict inside a sentence."""
    return VERDICTS[study.verdict].lower()


def look(study: Study) -> str:
    """A version in a few lines of plain text, to choose between versions."""
    lines = [f"{len(study.points)} lessons of {study.measure or '(no measure)'}"]
    lines += [f"{label}: {words or '(not written yet)'}" for label, words, _ in study_rows(study)]
    return "\n".join(lines)
