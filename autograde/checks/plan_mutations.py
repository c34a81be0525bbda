"""Ways of spoiling a strong plan, each a mistake that people really make."""

from __future__ import annotations

from autograde.checks import _spoil_plan as plans
from autograde.checks.spoiling import Operator
from curriculum.artifacts.plan import ChosenCause, Prediction

VAGUE_MEASURES = (
    "engagement",
    "students' understanding",
    "student confidence in math",
    "Students will be more engaged",
    "a better classroom culture",
    "students are more motivated",
)
CIRCULAR = (
    "because students will do it more often",
    "It works",
    "This is best practice",
    "More students will do it",
    "We hope that it helps",
)
ELSEWHERE = (
    "The cafeteria serves lunch outdoors in April",
    "A bus now brings families to the library",
)
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


def _outside(one: Prediction, _plan: object) -> list[dict[str, float]]:
    if one.low is None or one.high is None:
        return []
    return [{"best_guess": one.high + 5.0}, {"best_guess": max(0.0, one.low - 5.0)}]


def _flipped(one: Prediction, _plan: object) -> list[dict[str, float | None]]:
    return [{"low": one.high, "high": one.low}]


def _narrow(half: float) -> plans.Spoil:
    def around(one: Prediction, _before: float) -> dict[str, float]:
        guess = one.best_guess or 0.0
        return {"low": guess - half, "high": guess + half}

    return plans.of_the_class(around)


def _with_before(one: Prediction, before: float) -> dict[str, float]:
    return {"low": max(1.0, before - 5.0)}


def _other_way(one: Prediction, before: float) -> dict[str, object]:
    return {"direction": "down" if one.direction == "up" else "up"}


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
    Operator("no-prediction", "no prediction", plans.own(predictions=()), ("prediction-any",)),
    Operator(
        "measure-vague",
        "a prediction that nobody can count",
        plans.each(lambda one, _plan: [{"measure": text} for text in VAGUE_MEASURES]),
        ("prediction-measurable",),
    ),
    Operator(
        "measure-missing",
        "a prediction of nothing",
        plans.always(measure=""),
        ("prediction-measurable",),
    ),
    Operator(
        "direction-empty", "no direction", plans.always(direction=""), ("prediction-direction",)
    ),
    Operator(
        "direction-other",
        "words and number disagree",
        plans.of_the_class(_other_way),
        ("direction-agrees",),
    ),
    Operator("guess-empty", "no number", plans.always(best_guess=None), ("prediction-number",)),
    Operator(
        "guess-outside", "guess and range disagree", plans.each(_outside), ("range-holds-guess",)
    ),
    Operator("range-empty", "no range", plans.always(low=None, high=None), ("prediction-range",)),
    Operator("range-flipped", "low above high", plans.each(_flipped), ("prediction-range",)),
    Operator(
        "range-all",
        "a prediction that cannot miss",
        plans.of_the_class(lambda one, _b: {"low": 0.0, "high": 100.0}),
        ("prediction-could-fail",),
    ),
    Operator(
        "range-wide",
        "a prediction that hardly can miss",
        plans.of_the_class(lambda one, _b: {"low": 5.0, "high": 95.0}),
        ("prediction-could-fail",),
    ),
    Operator(
        "no-change-holds",
        "no change would hold, too",
        plans.of_the_class(_with_before),
        ("no-change-would-hold", "prediction-could-fail"),
    ),
    Operator(
        "range-one",
        "a range narrower than the noise, by far",
        _narrow(1.0),
        ("range-against-noise",),
    ),
    Operator(
        "range-three", "a range narrower than the noise", _narrow(3.0), ("range-against-noise",)
    ),
    Operator(
        "for-nobody", "a prediction for no group", plans.always(group=""), ("prediction-group",)
    ),
    Operator("no-n", "a group without its number", plans.always(n=None), ("prediction-group",)),
    Operator("no-day", "no day", plans.always(by=""), ("prediction-date",)),
    Operator(
        "day-before",
        "a day before the first lesson",
        plans.always(by="2020-01-06"),
        ("prediction-date",),
    ),
    Operator(
        "surprise-empty", "nothing would surprise", plans.own(surprise=""), ("would-surprise",)
    ),
    Operator("because-empty", "no because", plans.always(because=""), ("because-is-theory",)),
    Operator(
        "because-circular",
        "a because that repeats the result or hopes",
        plans.each(lambda one, _plan: [{"because": text} for text in CIRCULAR]),
        ("because-is-theory", "because-from-cause"),
        "A hope or a slogan in words that the lists do not hold reads like a short reason.",
    ),
    Operator(
        "because-elsewhere",
        "a because about something else",
        plans.each(
            lambda one, plan: (
                [{"because": text} for text in ELSEWHERE] if one == plan.predictions[0] else []
            )
        ),
        ("because-from-cause",),
    ),
    Operator("never-locked", "not locked", plans.no_lock, ("locked",)),
    Operator(
        "lock-by-hand", "locked words edited in the file", plans.lock_by_hand, ("lock-whole",)
    ),
    Operator("lock-future", "a lock from the future", plans.lock_from_the_future, ("lock-whole",)),
    Operator(
        "guess-moved",
        "the guess moved after the lock",
        plans.after_the_lock("best_guess", -1.0),
        ("changed-after-lock",),
    ),
    Operator(
        "range-moved",
        "the range moved after the lock",
        plans.after_the_lock("low", -4.0),
        ("changed-after-lock",),
    ),
    Operator(
        "words-moved",
        "other words changed after the lock",
        plans.words_after_the_lock,
        ("changed-after-lock",),
    ),
    Operator(
        "counted-already",
        "a result stands in the baseline",
        plans.counted_already,
        ("locked-before-data",),
    ),
)
