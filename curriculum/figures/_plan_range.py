"""A predicted range beside what chance alone gives: the average of the planned lessons wobbles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from curriculum.artifacts.plan import Plan, Prediction
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Mark, Rect, Stroke, Words, to_svg
from curriculum.simulate.noise import planned_noise

Place = Callable[[float], float]

WIDTH = 460.0
_SIGN = {"percent": "%", "count": "", "minutes": " min"}


@dataclass(frozen=True, slots=True)
class RangeView:
    """What a range is held to.

    Attributes
    ----------
    one : Prediction
    baseline : float or None
        All lessons before the change together, in percent; None where it says nothing about this
        prediction (another unit, another group, nothing counted).
    lessons : int
        Planned lessons; 0 where nobody has said.
    noise : float or None
        Half the width, in points, of the range that the average of the planned lessons keeps four
        times in five if nothing changes.
    points : tuple of float
        The baseline lessons, in percent.
    """

    one: Prediction
    baseline: float | None
    lessons: int
    noise: float | None
    points: tuple[float, ...]


def range_view(plan: Plan, prediction_id: str = "") -> RangeView | None:
    """What the range of a prediction (the first, if none is named) is held to; None without one."""
    one = plan.prediction(prediction_id) if prediction_id else next(iter(plan.predictions), None)
    if one is None:
        return None
    lessons = plan.lessons or 0
    used = [p for p in plan.data.baseline if p.count is not None and p.of and p.count <= p.of]
    if one.unit != "percent" or not used or _other_measure(plan, one):
        return RangeView(one, None, lessons, None, ())
    count, of = sum(p.count or 0 for p in used), sum(p.of or 0 for p in used)
    smaller = one.n is not None and plan.group_n is not None and one.n < plan.group_n
    there = of / len(used)
    if smaller and one.n and plan.group_n:
        # Of a part of the class, the same share is there on an ordinary day.
        there = max(1.0, there * one.n / plan.group_n)
    noise = planned_noise(count / of, there, lessons) if lessons else None
    if smaller:
        return RangeView(one, None, lessons, noise, ())
    values = tuple(100.0 * (p.count or 0) / (p.of or 1) for p in used)
    return RangeView(one, 100.0 * count / of, lessons, noise, values)


def _other_measure(plan: Plan, one: Prediction) -> bool:
    """Whether a prediction is about something else than what the baseline counts."""
    ours, theirs = _stems(plan.data.measure), _stems(one.measure)
    return bool(ours and theirs) and not ours & theirs


def _stems(text: str) -> set[str]:
    return {word[:5] for word in text.casefold().split() if len(word) > 3}


def range_words(plan: Plan, prediction_id: str = "") -> tuple[str, ...]:
    """What the picture of the range says, in at most three plain sentences."""
    view = range_view(plan, prediction_id)
    if view is None:
        return ()
    one, said = view.one, []
    whole = one.low is not None and one.high is not None and one.low <= one.high
    if one.low is not None and one.high is not None and one.low > one.high:
        return ("The range runs backward: put the smaller number first.",)
    if whole and one.best_guess is not None and not one.low <= one.best_guess <= one.high:  # type: ignore[operator]
        said.append("Your best guess lies outside your own range.")
    if view.noise is None:
        if one.unit == "percent" and not view.lessons:
            said.append("Say how many lessons you plan (step Change), and the play of chance is "
                        "drawn here.")  # fmt: skip
        elif one.unit == "percent" and not plan.data.baseline:
            said.append("Add your lessons before the change (step Data), and the play of chance "
                        "is drawn here.")  # fmt: skip
        return tuple(said)
    lessons = "1 lesson" if view.lessons == 1 else f"the average of {view.lessons} lessons"
    far = f"{view.noise:.0f} point{'' if round(view.noise) == 1 else 's'}"
    said.append(f"By chance alone {lessons} wobbles about {far} either way.")
    if whole:
        said += _held_to(view)
    return tuple(said)


def _held_to(view: RangeView) -> list[str]:
    low, high = view.one.low or 0.0, view.one.high or 0.0
    noise = view.noise or 0.0
    said = []
    if (high - low) / 2 < noise * 0.999:
        said.append(f"Your range is narrower than that (±{(high - low) / 2:.0f}): even if you are "
                    "right, chance would often carry the result out of it.")  # fmt: skip
    if view.baseline is not None:
        bottom, top = view.baseline - noise, view.baseline + noise
        if view.one.direction in ("up", "down") and low < top and high > bottom:
            both = f"{max(low, bottom):.0f} to {min(high, top):.0f}%"
            said.append(f"Where the two bars overlap ({both}), a result could be either.")
    return said


def range_alt(plan: Plan, prediction_id: str = "") -> str:
    """The picture of the range in words."""
    view = range_view(plan, prediction_id)
    if view is None:
        return ""
    one, sign = view.one, _SIGN[view.one.unit]
    said = []
    if view.baseline is not None:
        values = ", ".join(f"{value:.0f}" for value in view.points)
        said.append(f"Before the change: {view.baseline:.0f}% together; lessons {values}%.")
        if view.noise is not None:
            bottom, top = _within(view.baseline - view.noise), _within(view.baseline + view.noise)
            said.append(f"If nothing changes, the average of {view.lessons} lessons lies between "
                        f"{bottom:.0f} and {top:.0f}% four times in five.")  # fmt: skip
    if one.low is not None and one.high is not None:
        said.append(f"Your range: {one.low:g} to {one.high:g}{sign}.")
    if one.best_guess is not None:
        said.append(f"Your best guess: {one.best_guess:g}{sign}.")
    return " ".join([*said, *range_words(plan, prediction_id)])


def range_svg(plan: Plan, prediction_id: str = "", width: float = WIDTH) -> str:
    """The range of a prediction, the baseline, and what chance alone gives, on one axis.

    Parameters
    ----------
    plan : Plan
    prediction_id : str
        The first prediction, if none is named.
    width : float
        In CSS pixels.

    Returns
    -------
    str
        SVG; "" while there is nothing to draw.
    """
    drawing = range_drawing(plan, prediction_id, width)
    return to_svg(drawing, "le-range") if drawing is not None else ""


def range_drawing(plan: Plan, prediction_id: str = "", width: float = WIDTH) -> Drawing | None:
    """The shapes of `range_svg`; None while there is nothing to draw."""
    view = range_view(plan, prediction_id)
    if view is None:
        return None
    one = view.one
    numbers = [v for v in (one.low, one.high, one.best_guess, view.baseline, *view.points)
               if v is not None]  # fmt: skip
    if not numbers:
        return None
    drawing = Drawing(width, title="Your range and the play of chance",
                      alt=range_alt(plan, prediction_id))  # fmt: skip
    low, high = _axis(view, numbers)
    left, right = 16.0, width - 16.0

    def x(value: float) -> float:
        return left + (min(max(value, low), high) - low) / (high - low) * (right - left)

    y = 8.0
    if view.baseline is not None:
        y = _now(drawing, view, x, y)
    y = _yours(drawing, view, x, y)
    _scale(drawing, view, low, high, x, y)
    drawing.height = y + 40
    return drawing


def _axis(view: RangeView, numbers: list[float]) -> tuple[float, float]:
    if view.one.unit == "percent" and min(numbers) >= 0 and max(numbers) <= 100:
        return 0.0, 100.0
    low, high = min([*numbers, 0.0]), max(numbers)
    air = (high - low) * 0.08 or 1.0
    return low, high + air


def _now(drawing: Drawing, view: RangeView, place: Place, y: float) -> float:
    assert view.baseline is not None
    drawing.add(Words(16, y + 15, f"Before the change: {view.baseline:.0f}% together", bold=True))
    y += 34
    for value in view.points:
        drawing.add(Mark(place(value), y, "ring", 5, look.QUIET))
    drawing.add(Mark(place(view.baseline), y, "square", 6, look.INK))
    y += 16
    if view.noise is None:
        return y + 14
    bottom, top = _within(view.baseline - view.noise), _within(view.baseline + view.noise)
    drawing.add(Rect(place(bottom), y, place(top) - place(bottom), 18, look.LINE, look.QUIET))
    drawing.add(Stroke(((place(view.baseline), y), (place(view.baseline), y + 18)), look.INK, 2))
    y = drawing.write(16, y + 38, f"If nothing changes: {bottom:.0f} to {top:.0f}% (average of "
                      f"{view.lessons} lessons, 4 times in 5)", drawing.width - 32)  # fmt: skip
    return y + 8


def _yours(drawing: Drawing, view: RangeView, place: Place, y: float) -> float:
    one, sign = view.one, _SIGN[view.one.unit]
    guess = "" if one.best_guess is None else f"best guess {one.best_guess:g}{sign}"
    whole = one.low is not None and one.high is not None and one.low <= one.high
    if not whole and not guess:
        return y
    told = f"Your range: {one.low:g} to {one.high:g}{sign}" if whole else "Your"
    told = ", ".join(part for part in (told, guess) if part) if whole else f"{told} {guess}"
    y = drawing.write(16, y + 15, told, drawing.width - 32, bold=True) - 9
    if one.low is not None and one.high is not None and whole:
        wide = max(place(one.high) - place(one.low), 2)
        drawing.add(Rect(place(one.low), y, wide, 18, "#bfe0f2", look.BLUE, 2))
    if one.best_guess is not None:
        drawing.add(Mark(place(one.best_guess), y + 9, "diamond", 9, look.ACCENT_DEEP))
    return y + 30


def _scale(
    drawing: Drawing, view: RangeView, low: float, high: float, place: Place, y: float
) -> None:
    sign = _SIGN[view.one.unit]
    drawing.add(Stroke(((place(low), y), (place(high), y)), look.LINE_STRONG))
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000, 5000, 10**9)
                if (high - low) / s <= 5.01)  # fmt: skip
    value = -(-low // step) * step
    while value <= high + 1e-9:
        spot = place(value)
        drawing.add(Stroke(((spot, y), (spot, y + 5)), look.LINE_STRONG))
        anchor = "start" if spot < 20 else "end" if spot > drawing.width - 20 else "middle"
        drawing.add(Words(spot, y + 22, f"{value:g}{sign.strip()}", 14, look.QUIET, anchor=anchor))  # type: ignore[arg-type]
        value += step


def _within(percent: float) -> float:
    return min(max(percent, 0.0), 100.0)
