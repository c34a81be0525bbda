"""Ways of spoiling a plan's predictions, their ranges, reasons and lock."""

from __future__ import annotations

from autograde.checks import _spoil_plan as plans
from autograde.checks.spoiling import Operator
from curriculum.artifacts.plan import Prediction

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


PREDICTION = (
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
