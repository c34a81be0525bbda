"""Three strong plans of lift-predict that differ from each other, each for its own drawn case."""

from __future__ import annotations

from autograde.checks.plan_solution import LOCKED_AT
from curriculum.artifacts.from_case import case_ref
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Plan
from curriculum.simulate.lesson_days import said
from curriculum.simulate.predict_cases import PredictCase, draw_predict_case

EXERCISE = "lift-predict"


def drawn(name: str, story: str, readiness: str = "high") -> PredictCase:
    """The case of this story and readiness that the learner's name draws, with a number or so."""
    for number in range(1, 500):
        key = name if number == 1 else f"{name}-{number}"
        case = draw_predict_case(EXERCISE, key, 0)
        if case.story == story and case.facts.readiness == readiness:
            return case
    raise LookupError(f"no key draws {story}, {readiness}")


def before(case: PredictCase) -> int:
    """Percent before the change, all lessons together."""
    return round(100 * case.facts.baseline_count / case.facts.baseline_of)


def counts(case: PredictCase) -> list[dict]:
    return [{"day": one.day, "count": one.count, "of": one.of} for one in case.facts.baseline]


def made(case: PredictCase, fields: dict) -> Plan:
    facts = case.facts
    shared = {
        "school": case.school,
        "from_causes": [{"id": one, "text": text} for one, text in facts.causes],
        "group_n": facts.class_n,
        "start": facts.start,
        "end": facts.end,
        "lessons": facts.lessons,
        "case": case_ref(case),
    }
    return lock(Plan.model_validate({**shared, **fields}), LOCKED_AT)


def strong_1() -> Plan:
    """Three predictions, one of them about what it costs; every line filled."""
    case = drawn("lead-sequoia", "who-gets-to-talk")
    facts, now = case.facts, before(case)
    group, (count, of) = facts.groups[0], facts.group_baseline[0]
    room = case.truth["plan"]["where"].split(",")[0]
    share = round(100 * count / of)
    return made(
        case,
        {
            "id": "strong-1",
            "question": (
                "If the second partner begins and each has a minute of their own, will more "
                "students say a whole idea in a number talk?"
            ),
            "informed_by": [
                {"id": "s7", "text": "Student 7 would rather go second, to hear how one says it"}
            ],
            "change": {
                "text": (
                    "One quiet minute, then Partner B speaks for 60 seconds and Partner A says "
                    "back what was heard; they change places for 60 seconds more; three minutes "
                    "with the class"
                )
            },
            "who": f"{case.truth['plan']['who']}",
            "where": f"{room}, number talks at the carpet",
            "group": f"all students in {room}",
            "when": (
                f"{facts.weekdays}, {said(facts.start)} to {said(facts.end)}, without "
                f"{said(facts.half_day)}"
            ),
            "scale": {
                "belief": facts.belief,
                "cost": facts.cost,
                "readiness": facts.readiness,
                "size": "one_class",
                "why": (
                    "Nobody knows yet whether eight-year-olds can say back what they heard. One "
                    "class can be stopped after any talk; four could not."
                ),
            },
            "data": {
                "measure": facts.measure,
                "numerator": facts.counted,
                "denominator": facts.out_of,
                "who": f"{case.truth['plan']['data']['who']}",
                "when": f"at the end of every number talk, {facts.weekdays}",
                "tool": facts.tool,
                "missing": case.truth["plan"]["data"]["missing"],
                "minutes": 4,
                "baseline_text": f"{facts.baseline_count} of {facts.baseline_of} ({now}%)",
                "baseline": counts(case),
                "process": "both minutes kept, and said back: yes, partly or no, one line why",
                "balancing": f"{facts.balancing}; before, a median of {facts.minutes:.0f}",
            },
            "predictions": [
                {
                    "id": "p1",
                    "measure": f"{facts.measure}, all talks of the test together",
                    "direction": "up",
                    "best_guess": now + 18,
                    "low": now + 6,
                    "high": now + 30,
                    "group": f"all students in {room}",
                    "n": facts.class_n,
                    "by": facts.end,
                    "because": (
                        "The timer is set once for two speakers and rang before most second "
                        "partners had spoken. If each has a minute of their own, the first "
                        "speaker can no longer use it up."
                    ),
                },
                {
                    "id": "p2",
                    "measure": f"{facts.measure}, all talks of the test together",
                    "direction": "up",
                    "best_guess": share + 20,
                    "low": share + 3,
                    "high": share + 37,
                    "group": f"{group.name} in {room} (before: {count} of {of}, {share}%)",
                    "n": group.n,
                    "by": facts.end,
                    "because": (
                        "Three in four of them are Partner B. They now begin, in any language, "
                        "before the bell can cut them off."
                    ),
                },
                {
                    "id": "p3",
                    "measure": f"{facts.balancing}, median of the test's lessons",
                    "direction": "down",
                    "best_guess": facts.minutes - 2,
                    "low": facts.minutes - 5,
                    "high": facts.minutes,
                    "unit": "minutes",
                    "group": f"number talks in {room}",
                    "n": facts.lessons,
                    "by": facts.end,
                    "because": "A second minute and saying back take time from what follows",
                },
            ],
            "surprise": (
                f"Under {now + 6}%. Then it is not the clock that cuts ideas short, and we sit "
                "down beside two pairs to listen. If it holds, we ask Ms. Quintero, who doubts "
                "it, to try it next."
            ),
        },
    )


def strong_2() -> Plan:
    """A short honest plan: one prediction, a wide range, and it says why it is wide."""
    case = drawn("lead-madrone", "one-pencil")
    facts, now = case.facts, before(case)
    room = case.truth["plan"]["where"].split(",")[0]
    return made(
        case,
        {
            "id": "strong-2",
            "version": "with my team",
            "who_was_there": ("two Grade 6 teachers", "the inclusion teacher"),
            "question": "Does it matter who holds the pencil?",
            "change": {
                "text": (
                    "Everyone starts alone for two minutes, with their own pencil, on a quarter "
                    "of the sheet. Then the group joins the quarters."
                )
            },
            "who": case.truth["plan"]["who"],
            "where": room,
            "group": f"the class in {room}",
            "when": f"{facts.weekdays}; not on {said(facts.half_day)}",
            "scale": {
                "belief": facts.belief,
                "cost": facts.cost,
                "readiness": facts.readiness,
                "size": "one_class",
                "why": "One teacher has the sheets ready. All of Grade 6 would be too many to ask.",
            },
            "data": {
                "measure": facts.measure,
                "numerator": facts.counted,
                "denominator": facts.out_of,
                "who": case.truth["plan"]["data"]["who"],
                "when": f"after every group task, {facts.weekdays}",
                "tool": facts.tool,
                "missing": case.truth["plan"]["data"]["missing"],
                "minutes": 4,
                "baseline": counts(case),
                "process": "quarters used and two minutes kept: yes or no, and why",
                "balancing": facts.balancing,
            },
            "predictions": [
                {
                    "id": "p1",
                    "measure": facts.measure,
                    "direction": "up",
                    "best_guess": now + 20,
                    "low": now + 4,
                    "high": now + 36,
                    "group": f"the class in {room}",
                    "n": facts.class_n,
                    "by": facts.end,
                    "because": (
                        "Students told us that a sheet belongs to whoever began it. With a "
                        "quarter each, everyone has begun one."
                    ),
                }
            ],
            "surprise": (
                f"If it stays under {now + 4}%, the pencil was our favorite story and not theirs. "
                "Then we look at the tasks, most of which one person can do alone. Our range is "
                "wide because we half believe it."
            ),
        },
    )


def strong_3() -> Plan:
    """Two predictions, one that something stays the same; a dissenting student is taken up."""
    case = drawn("lead-palm", "word-problems-second-try")
    facts, now = case.facts, before(case)
    room = case.truth["plan"]["where"].split(",")[0]
    return made(
        case,
        {
            "id": "strong-3",
            "question": (
                "When four quiet minutes follow the first answer, do more students try a second "
                "way?"
            ),
            "informed_by": [
                {"id": "s8", "text": "Student 8 likes the box and does the second one differently"}
            ],
            "change": {
                "text": (
                    "Read the problem three times together; one try; then four minutes by the "
                    "clock in which nobody collects, with one line in the box: “What would "
                    "another way show?”"
                )
            },
            "who": case.truth["plan"]["who"],
            "where": f"{room}, during word problems",
            "group": f"all students in {room}",
            "when": f"{facts.weekdays}, {said(facts.start)} to {said(facts.end)}",
            "scale": {
                "belief": facts.belief,
                "cost": facts.cost,
                "readiness": facts.readiness,
                "size": "one_class",
                "why": (
                    "If it takes too long, one class has done one problem fewer. A start of the "
                    "whole grade would look fair and teach us nothing more."
                ),
            },
            "data": {
                "measure": facts.measure,
                "numerator": facts.counted,
                "denominator": facts.out_of,
                "who": case.truth["plan"]["data"]["who"],
                "when": f"when papers are collected, {facts.weekdays}",
                "tool": facts.tool,
                "missing": case.truth["plan"]["data"]["missing"],
                "minutes": 3.5,
                "baseline_text": f"{facts.baseline_count} of {facts.baseline_of}, that is {now}%",
                "baseline": counts(case),
                "process": "three reads and four minutes by the clock: yes or no, one line why",
                "balancing": f"{facts.balancing} (median before: {facts.minutes:.0f})",
            },
            "predictions": [
                {
                    "id": "p1",
                    "measure": f"{facts.measure} in the box",
                    "direction": "up",
                    "best_guess": now + 16,
                    "low": now + 5,
                    "high": now + 27,
                    "group": f"all students in {room}",
                    "n": facts.class_n,
                    "by": facts.end,
                    "because": (
                        "Papers are collected before a second try can start, and to students a "
                        "problem is over when there is an answer. Four minutes leave room; the "
                        "line says what the room is for."
                    ),
                },
                {
                    "id": "p2",
                    "measure": f"{facts.balancing}, median",
                    "direction": "same",
                    "best_guess": facts.minutes,
                    "low": facts.minutes - 3,
                    "high": facts.minutes + 2,
                    "unit": "minutes",
                    "group": f"math lessons in {room}",
                    "n": facts.lessons,
                    "by": facts.end,
                    "because": (
                        "Three reads take about as long as explaining the problem again did, once "
                        "students know them"
                    ),
                },
            ],
            "surprise": (
                f"Under {now + 5}%: then time was not it, and we look at the key-word steps on "
                "the wall, which end at “Solve”. Over that, we ask what the second tries are "
                "like: another way, or the same again?"
            ),
        },
    )
