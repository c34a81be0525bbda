"""Ways of spoiling a strong study, each a mistake that people really make."""

from __future__ import annotations

from autograde.checks import _spoil_study as studies
from autograde.checks.spoiling import Operator
from curriculum.artifacts.study import StudyPoint

CLAIMS = (
    "It is working.",
    "The change works.",
    "This proves that the opener is what students needed.",
    "The routine was a success.",
)
AVERAGES = (
    "The average went from 34% to 41%.",
    "We are up from 30% before, and the last three were good.",
)


def _uncounted(point: StudyPoint) -> StudyPoint:
    return point.model_copy(update={"count": None})


def _one_more(point: StudyPoint) -> StudyPoint:
    return point.model_copy(update={"count": (point.count or 0) + 1})


def _nobody_absent(point: StudyPoint) -> StudyPoint:
    return point.model_copy(update={"absent": 0})


OPERATORS = (
    Operator(
        "fidelity-open",
        "nobody says whether it was done",
        studies.own(fidelity=""),
        ("study-fidelity",),
    ),
    Operator(
        "fidelity-other",
        "judging an idea that did not happen",
        studies.other("fidelity", ("yes", "partly", "no")),
        ("fidelity-log",),
    ),
    Operator(
        "deviations-empty",
        "what was different is left out",
        studies.own(deviations=""),
        ("study-deviations",),
    ),
    Operator("result-empty", "no result", studies.own(result=None), ("result-number",)),
    Operator(
        "result-off",
        "a result that is not what the counts give",
        studies.moved("result", (5.0, -5.0, 2.0)),
        ("result-number",),
    ),
    Operator("held-open", "held or missed left open", studies.own(held=""), ("held-or-missed",)),
    Operator(
        "held-other",
        "held for missed, missed for held",
        studies.other("held", ("held", "missed")),
        ("held-or-missed",),
    ),
    Operator(
        "held-unclear",
        "unclear, where the range decides",
        studies.own(held="unclear"),
        ("held-or-missed",),
    ),
    Operator(
        "lesson-dropped", "an odd day dropped", studies.points(lambda point: None), ("all-points",)
    ),
    Operator("lesson-emptied", "an odd day emptied", studies.points(_uncounted), ("all-points",)),
    Operator("lesson-better", "a count one higher", studies.points(_one_more), ("all-points",)),
    Operator(
        "absent-dropped",
        "absent students dropped",
        studies.points(_nobody_absent, "cycle"),
        ("all-points",),
    ),
    Operator("no-points", "an empty chart", studies.own(points=()), ("all-points",)),
    Operator(
        "change-open", "the change is not marked", studies.own(change_day=""), ("change-marked",)
    ),
    Operator("change-moved", "the line moved to fit", studies.change_day, ("change-elsewhere",)),
    Operator(
        "median-off",
        "another median",
        studies.reading("median", (5, -5, None)),
        ("reading-median",),
    ),
    Operator(
        "useful-off",
        "useful points miscounted",
        studies.reading("useful", (1, -1, None)),
        ("reading-useful",),
    ),
    Operator(
        "run-off",
        "the longest run miscounted",
        studies.reading("longest_run", (1, -1, None)),
        ("reading-run",),
    ),
    Operator(
        "crossings-off",
        "crossings miscounted",
        studies.reading("crossings", (1, -1)),
        ("reading-crossings",),
    ),
    Operator(
        "signal-other",
        "signal for none, none for signal",
        studies.other_signal,
        ("reading-signal",),
    ),
    Operator(
        "signal-open",
        "the rule is not applied",
        lambda study, _case: iter([("signal", studies.change_reading(study, signal=""))]),
        ("reading-signal",),
    ),
    Operator(
        "other-rules",
        "the rule chosen afterward",
        studies.other("rules", ("anhoej", "ihi")),
        ("rules-in-force",),
    ),
    Operator(
        "missing-open",
        "missing students not counted",
        studies.own(missing_count=None),
        ("missing-counted",),
    ),
    Operator(
        "missing-off", "missing students miscounted", studies.missing_as_none, ("missing-counted",)
    ),
    Operator(
        "missing-words",
        "nobody says who is missing",
        studies.own(missing_words=""),
        ("missing-who",),
    ),
    Operator(
        "groups-none",
        "groups not looked at",
        studies.no_groups,
        ("groups-looked-at", "group-left-out"),
    ),
    Operator(
        "small-group-judged",
        "a verdict on a handful",
        studies.small_group_judged,
        ("small-groups",),
    ),
    Operator(
        "group-count",
        "a group's count is not the folder's",
        studies.group_count,
        ("group-numbers",),
    ),
    Operator(
        "group-size", "student-lessons taken for students", studies.group_size, ("group-size",)
    ),
    Operator(
        "gap-claimed", "a smaller gap claimed from one room", studies.gap_claimed, ("gap-claimed",)
    ),
    Operator("verdict-open", "no verdict", studies.own(verdict=""), ("verdict-follows-chart",)),
    Operator(
        "verdict-other",
        "a verdict that does not follow",
        studies.other("verdict", ("signal_predicted", "signal_other", "no_signal", "too_early")),
        ("verdict-follows-chart", "low-fidelity"),
        (
            "“Too early to tell” is accepted where there is no signal, and where the change hardly "
            "took place: two careful readers would differ, and neither is punished."
        ),
    ),
    Operator(
        "verdict-words",
        "a verdict without words",
        studies.own(verdict_words=""),
        ("verdict-words",),
    ),
    Operator(
        "verdict-claims", "one room as proof", studies.verdict_says(CLAIMS), ("verdict-claims",)
    ),
    Operator(
        "verdict-averages", "averages only", studies.verdict_says(AVERAGES), ("verdict-averages",)
    ),
    Operator(
        "early-rise-hushed",
        "a rise that began before",
        studies.began_before_hushed,
        ("rise-before-change",),
        "Where the run or trend did not begin before the change, there is nothing to say.",
    ),
    Operator(
        "explanations-none",
        "no other explanation",
        studies.own(other_explanations=()),
        ("other-explanations",),
    ),
    Operator(
        "theory-none",
        "the theory is left as it was",
        studies.own(theory_change=""),
        ("theory-changed",),
    ),
    Operator(
        "balancing-none", "what it cost is left out", studies.own(balancing=""), ("balancing-told",)
    ),
)
