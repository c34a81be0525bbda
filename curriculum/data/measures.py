"""Columns of numbers: counts, percents, decimal point or comma."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from curriculum.data.looked import Looked
from curriculum.data.report import Option, Question
from curriculum.data.stamps import Floats

_MOST = 1e12  # larger whole numbers count nothing, and cannot be added up exactly


def read_numbers(
    name: str, seen: Looked, percent: bool, sign: str, answers: Mapping[str, str]
) -> tuple[str, str, Floats, list[Question]]:
    """Numbers of a column.

    Parameters
    ----------
    name : str
    seen : Looked
    percent : bool
        Whether the heading speaks of percents or shares.
    sign : str
        The decimal sign that the rest of the file proves, or "".
    answers : mapping

    Returns
    -------
    kind, understood, values, questions
        Kind "count", "number" or "percent"; percents as shares (0.56 for 56%), NaN for a cell
        without a number.
    """
    questions: list[Question] = []
    said: list[str] = []
    sign = _sign(name, seen, sign, answers, questions, said)
    value = seen.b if sign == "," else seen.a
    plain, marked = (seen.of(kind) & ~np.isnan(value) for kind in ("number", "percent"))
    numbers = value[plain]
    if not (marked.any() or (percent and len(numbers))):
        values = np.where(plain, value, np.nan)
        if bool(((numbers == np.trunc(numbers)) & (numbers >= 0) & (numbers <= _MOST)).all()):
            return "count", " ".join([f"Whole numbers{_range(numbers)}.", *said]), values, questions
        return "number", " ".join([f"Numbers{_range(numbers)}.", *said]), values, questions
    how = _scale(name, numbers, bool(marked.any()), answers, questions)
    hundredth = marked | (plain & (how == "percents" or (how == "each") & (np.abs(value) > 1)))
    shares = np.where(hundredth, value / 100, np.where(plain, value, np.nan))
    said.insert(0, "Percents, kept as shares: 56% is 0.56.")
    if len(numbers) and how == "shares":
        said.append("Numbers without % were read as shares: 0.56 is 56%.")
    elif len(numbers) and how == "percents":
        said.append("Numbers without % were read as percents: 56 is 56%.")
    elif len(numbers) and how == "each":
        said.append("Numbers up to 1 were read as shares, larger ones as percents, as you said.")
    return "percent", " ".join(said), shares, questions


def _range(values: Floats) -> str:
    """``" from 3 to 15"``, or nothing where there is no value."""
    if not len(values):
        return ""
    low, high = float(values.min()), float(values.max())
    return f" from {low:,.6g} to {high:,.6g}" if low < high else f", all {low:,.6g}"


def _sign(
    name: str,
    seen: Looked,
    sign: str,
    answers: Mapping[str, str],
    questions: list[Question],
    said: list[str],
) -> str:
    """The decimal sign: proved by the column, by the file, or asked for."""
    numbers = seen.of("number", "percent")
    a, b = seen.a[numbers], seen.b[numbers]
    point, comma = bool(np.isnan(b).any()), bool(np.isnan(a).any())
    unclear = bool((~np.isnan(a) & ~np.isnan(b) & (a != b)).any())
    if point and comma:
        key = f"decimal:{name}"
        text = f"“{name}” mixes decimal points and decimal commas. Which one is right?"
    elif point or comma:
        if comma:
            said.append("The comma is the decimal sign.")
        return "," if comma else "."
    elif not unclear:
        return "."
    elif sign:
        what = "comma" if sign == "," else "point"
        said.append(f"The {what} is the decimal sign, as elsewhere in the file.")
        return sign
    else:
        key = f"decimal:{name}"
        text = f"“{name}” holds numbers such as 1.234 or 1,234. Which sign is the decimal sign?"
    answer = answers.get(key, "")
    if answer in ("point", "comma"):
        said.append(f"The {answer} is the decimal sign, as you said.")
        return "," if answer == "comma" else "."
    options = (
        Option("point", "The point: 1.234 is a bit more than one"),
        Option("comma", "The comma: 1,234 is a bit more than one"),
    )
    questions.append(Question(key, text, options))
    return "."


def _scale(
    name: str,
    plain: Floats,
    marked: bool,
    answers: Mapping[str, str],
    questions: list[Question],
) -> str:
    """How numbers without a percent sign are meant: "shares", "percents" or "each"."""
    if not len(plain):
        return "percents"
    small = bool(((np.abs(plain) < 1) & (plain != 0)).any())
    large = bool((np.abs(plain) > 1).any())
    if not marked and large and not small:
        return "percents"
    if not marked and small and not large:
        return "shares"
    key = f"percent:{name}"
    answer = answers.get(key, "")
    if answer in ("percents", "shares", "each"):
        return answer
    options = [
        Option("percents", "Percents: 56 is 56%, 0.56 is about half a percent"),
        Option("shares", "Shares: 0.56 is 56%, 1 is 100%"),
    ]
    if small and large:
        options.append(Option("each", "Up to 1 shares, above 1 percents"))
    text = f"How are the numbers without a percent sign in “{name}” meant?"
    questions.append(Question(key, text, tuple(options)))
    return "percents"
