"""Columns of numbers: counts, percents, decimal point or comma."""

from __future__ import annotations

from collections.abc import Mapping

from curriculum.data.report import Option, Question
from curriculum.data.values import Cell, Seen


def read_numbers(
    name: str, seen: Mapping[Cell, Seen], percent: bool, sign: str, answers: Mapping[str, str]
) -> tuple[str, str, dict[Cell, object], list[Question]]:
    """Numbers of a column.

    Parameters
    ----------
    name : str
    seen : mapping of Cell to Seen
    percent : bool
        Whether the heading speaks of percents or shares.
    sign : str
        The decimal sign that the rest of the file proves, or "".
    answers : mapping

    Returns
    -------
    kind, understood, values, questions
        Kind "count", "number" or "percent"; percents as shares (0.56 for 56%).
    """
    questions: list[Question] = []
    said: list[str] = []
    sign = _sign(name, seen, sign, answers, questions, said)
    plain: dict[Cell, float] = {}
    marked: dict[Cell, float] = {}
    for cell, found in seen.items():
        if found.kind in ("number", "percent"):
            point, comma = found.value
            value = comma if sign == "," else point
            if value is not None:
                (plain if found.kind == "number" else marked)[cell] = value
    if not (marked or (percent and plain)):
        values: dict[Cell, object] = {**plain}
        if all(value == int(value) and value >= 0 for value in plain.values()):
            return "count", " ".join([f"Whole numbers{_range(plain)}.", *said]), values, questions
        return "number", " ".join([f"Numbers{_range(plain)}.", *said]), values, questions
    shares: dict[Cell, object] = {cell: value / 100 for cell, value in marked.items()}
    how = _scale(name, plain, bool(marked), answers, questions)
    for cell, value in plain.items():
        if how == "percents" or (how == "each" and abs(value) > 1):
            shares[cell] = value / 100
        elif how in ("shares", "each"):
            shares[cell] = value
    said.insert(0, "Percents, kept as shares: 56% is 0.56.")
    if plain and how == "shares":
        said.append("Numbers without % were read as shares: 0.56 is 56%.")
    elif plain and how == "percents":
        said.append("Numbers without % were read as percents: 56 is 56%.")
    elif plain and how == "each":
        said.append("Numbers up to 1 were read as shares, larger ones as percents, as you said.")
    return "percent", " ".join(said), shares, questions


def _range(values: Mapping[Cell, float]) -> str:
    """``" from 3 to 15"``, or nothing where there is no value."""
    if not values:
        return ""
    low, high = min(values.values()), max(values.values())
    return f" from {low:,.6g} to {high:,.6g}" if low < high else f", all {low:,.6g}"


def _sign(
    name: str,
    seen: Mapping[Cell, Seen],
    sign: str,
    answers: Mapping[str, str],
    questions: list[Question],
    said: list[str],
) -> str:
    """The decimal sign: proved by the column, by the file, or asked for."""
    pairs = [s.value for s in seen.values() if s.kind in ("number", "percent")]
    point = sum(pair[1] is None for pair in pairs)
    comma = sum(pair[0] is None for pair in pairs)
    unclear = any(
        pair[0] is not None and pair[1] is not None and pair[0] != pair[1] for pair in pairs
    )
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
    plain: Mapping[Cell, float],
    marked: bool,
    answers: Mapping[str, str],
    questions: list[Question],
) -> str:
    """How numbers without a percent sign are meant: "shares", "percents" or "each"."""
    if not plain:
        return "percents"
    small = [value for value in plain.values() if 0 < abs(value) < 1]
    large = [value for value in plain.values() if abs(value) > 1]
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
