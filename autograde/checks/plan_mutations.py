"""Ways of spoiling a strong plan, each a mistake that people really make."""

from __future__ import annotations

from autograde.checks import _spoil_plan as plans
from autograde.checks._spoil_predictions import PREDICTION
from autograde.checks.spoiling import Operator
from curriculum.artifacts.plan import ChosenCause

VAGUE = {
    "numerator": ("students who do well", "engaged students", "good work"),
    "denominator": ("students who handed it in", "those who wrote one"),
    "who": ("someone", "the team", "whoever is free"),
    "when": ("when there is time", "regularly", "on good days"),
    "tool": ("observation", "from memory", "our impression"),
    "missing": ("it depends", "we will see", "left out if the day was odd"),
}
_FOUND = "Definitions that sound like one in few words; without a place in a list, a machine cannot"
_SPARED = (
    f"{_FOUND} tell them from terse good ones, and stays silent rather than accuse. The coach sees "
    "the field."
)

OPERATORS = (
    Operator("question-empty", "no question", plans.own(question=""), ("plan-question",)),
    Operator(
        "question-statement",
        "a statement for a question",
        plans.own(question="Partner talk first works better."),
        ("plan-question",),
    ),
    Operator(
        "change-empty",
        "no change",
        lambda plan, _case: iter(
            [
                (
                    "change",
                    plans.locked_again(plan.model_copy(update={"change": type(plan.change)()})),
                )
            ]
        ),
        ("plan-change",),
    ),
    Operator(
        "change-short",
        "a change that nobody could see",
        lambda plan, _case: iter(
            [
                (
                    "change",
                    plans.locked_again(
                        plan.model_copy(update={"change": type(plan.change)(text="More talk")})
                    ),
                )
            ]
        ),
        ("plan-change",),
    ),
    Operator("cause-none", "a change without a cause", plans.own(from_causes=()), ("plan-cause",)),
    Operator(
        "cause-other",
        "a cause that the team did not choose",
        plans.own(from_causes=(ChosenCause(id="x9", text="The hallway is loud"),)),
        ("plan-cause",),
    ),
    Operator("who-empty", "nobody does it", plans.own(who=""), ("plan-who",)),
    Operator("where-empty", "no room", plans.own(where=""), ("plan-where",)),
    Operator("group-empty", "no students", plans.own(group=""), ("plan-group",)),
    Operator("group-size", "a group without its number", plans.own(group_n=None), ("plan-group",)),
    Operator("start-empty", "no first day", plans.own(start=""), ("plan-days",)),
    Operator("end-empty", "no last day", plans.own(end=""), ("plan-days",)),
    Operator(
        "end-first", "the last day before the first", plans.own(end="2020-01-06"), ("plan-days",)
    ),
    Operator("lessons-empty", "no number of lessons", plans.own(lessons=None), ("plan-days",)),
    Operator(
        "lessons-many",
        "more lessons than the weeks have",
        plans.own(lessons=40),
        ("plan-days", "plan-window"),
    ),
    Operator("size-empty", "no size", plans.scale(size=""), ("plan-size",)),
    Operator("belief-empty", "belief left open", plans.scale(belief=""), ("plan-size",)),
    Operator("cost-empty", "cost left open", plans.scale(cost=""), ("plan-size",)),
    Operator("readiness-empty", "readiness left open", plans.scale(readiness=""), ("plan-size",)),
    Operator("size-why", "a size without a reason", plans.scale(why=""), ("plan-size",)),
    Operator("whole-school", "everyone at once", plans.scale(size="whole_school"), ("plan-scale",)),
    Operator(
        "few-classes", "several classes at once", plans.scale(size="few_classes"), ("plan-scale",)
    ),
    Operator("measure-empty", "nothing is counted", plans.data("measure", [""]), ("data-measure",)),
    *(
        Operator(
            f"data-{field}-empty",
            f"definition without: {field}",
            plans.data(field, [""]),
            (f"data-{field}",),
        )
        for field in VAGUE
    ),
    *(
        Operator(
            f"data-{field}-vague",
            f"a definition only one person can use: {field}",
            plans.data(field, values),
            (f"data-{field}",),
            _SPARED,
        )
        for field, values in VAGUE.items()
    ),
    Operator("minutes-empty", "no minutes", plans.data("minutes", [None]), ("data-minutes",)),
    Operator(
        "minutes-many",
        "a measure that costs half the lesson",
        plans.data("minutes", [15.0, 30.0]),
        ("data-minutes",),
    ),
    Operator(
        "baseline-none",
        "no before",
        lambda plan, _case: iter(
            [
                (
                    "baseline",
                    plans.locked_again(plans.change_data(plan, baseline=(), baseline_text="")),
                )
            ]
        ),
        ("data-baseline",),
    ),
    Operator(
        "baseline-count",
        "a count that is not the folder's",
        plans.counts(lambda p: p.model_copy(update={"count": (p.count or 0) + 3})),
        ("data-baseline-folder", "data-baseline-fits"),
    ),
    Operator(
        "baseline-swapped",
        "part and whole changed places",
        plans.counts(lambda p: p.model_copy(update={"count": p.of, "of": p.count})),
        ("data-baseline-fits", "data-baseline-folder"),
    ),
    Operator(
        "baseline-dropped",
        "an odd day left out",
        plans.counts(lambda p: None),
        ("data-baseline-all",),
    ),
    Operator(
        "process-empty",
        "nothing says whether it was done",
        plans.data("process", [""]),
        ("data-process",),
    ),
    Operator(
        "balancing-empty",
        "nothing watched that might get worse",
        plans.data("balancing", [""]),
        ("data-balancing",),
    ),
    *PREDICTION,
)
