"""What each column holds, decided over all its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from curriculum.data import dates, turned
from curriculum.data.raw import DAYS, VOID, Context, Decision, RawColumn, built
from curriculum.data.report import Column, Option, Question, many
from curriculum.data.stamps import NEVER, Floats, Times
from curriculum.data.texts import read_words
from curriculum.data.values import solid_date

_PERCENT = re.compile(r"%|\b(?:percent(?:age)?|pct|share|rate|proportion)\b", re.IGNORECASE)
_GROUPED = re.compile(
    r"(?:grade|class|classroom|period|room|section|site|school|group|teacher|cohort|code|table|"
    r"team)s?(?: (?:level|number|no\.?|#|id|code))?",
    re.IGNORECASE,
)
_WEEKLY = re.compile(r"(?:school )?w(?:ee)?k(?: ?(?:no|number|#))?\.?", re.IGNORECASE)


def decide(column: RawColumn, context: Context) -> Decision:
    """What one column holds.

    Parameters
    ----------
    column : RawColumn
    context : Context

    Returns
    -------
    Decision
    """
    name, answers = column.name, context.answers
    verdict = column.verdict
    if verdict.drop:
        return _dropped(name, f"Left out because {verdict.why}.")
    if verdict.ask:
        answer = answers.get(f"people:{name}", "")
        if answer == "leave out":
            return _dropped(name, "Left out, as you said: it holds persons.")
        if answer != "keep":
            options = (Option("leave out", "Yes: leave it out"), Option("keep", "No: keep it"))
            text = f"“{name}” looks as if {verdict.why}. Does it?"
            decision = _dropped(name, "Not read until you answer whether it holds persons.")
            decision.questions.append(Question(f"people:{name}", text, options))
            return decision
    if not column.held:
        return _dropped(name, "Left out because it holds no value.")
    decision = _typed(column, context)
    if column.tally["formula"] and decision.data:
        rows = column.rows(column.seen.of("formula"))
        decision = _more(decision, f"Formulas written as text were read as missing: {rows}.")
    for kind, what in (("error", "Error values"), ("hidden", "Hidden numbers such as * or <5")):
        if column.tally[kind]:
            rows = column.rows(column.seen.of(kind))
            decision = _more(decision, f"{what} were read as missing: {rows}.")
    if column.tally["missing"]:
        decision = _more(
            decision, f"{many(column.tally['missing'], 'cell is', 'cells are')} blank."
        )
    return decision


def _dropped(name: str, why: str) -> Decision:
    return Decision(Column(name, "dropped", why))


def _more(decision: Decision, sentence: str) -> Decision:
    said = f"{decision.column.understood} {sentence}"
    return replace(decision, column=replace(decision.column, understood=said))


def _typed(column: RawColumn, context: Context) -> Decision:
    name, share = column.name, column.share
    if turned.serials_among_fractions(column):
        column.turn_serials(context.system or 1900)
    tally = column.tally
    days = sum(tally[kind] for kind in DAYS)
    if tally["fraction"] and days and share("fraction", *DAYS) >= 0.8:
        if not (dates.DATED.search(name) and not dates.SCORED.search(name)):
            return _mixed(column, context)
        return _dates(column, context)
    if days and share(*DAYS) >= 0.5:
        question = turned.maybe_turned(column, context)
        answer = context.answers.get(f"turned:{name}", "")
        if turned.turned(column) or (question and answer == "fractions"):
            return _mixed(column, context)
        if question and answer != "dates":
            decision = Decision(Column(name, "date", "Not read until you answer."))
            decision.questions.append(question)
            return decision
    families: list[tuple[tuple[str, ...], str]] = [
        (("fraction",), "fractions such as 18/27"),
        (DAYS, "dates"),
        (("week",), "week numbers"),
        (("number", "percent"), "numbers"),
    ]
    kinds, what = max(families, key=lambda family: share(*family[0]))
    fits = share(*kinds)
    if fits < 0.5:
        return read_words(column, context.answers)
    if fits < 0.9:
        answer = context.answers.get(f"strays:{name}", "")
        if answer == "text":
            return read_words(column, context.answers)
        if answer != "missing":
            other = column.held - sum(tally[kind] for kind in kinds)
            options = (
                Option("missing", f"Read the column as {what}, the rest as missing"),
                Option("text", "Read the column as text"),
            )
            text = (
                f"“{name}” holds {what}, but {many(other, 'cell does', 'cells do')} not fit "
                f"({_stray_rows(column, kinds)}). How should it be read?"
            )
            decision = Decision(Column(name, "text", "Not read until you answer."))
            decision.questions.append(Question(f"strays:{name}", text, options))
            return decision
    if kinds == DAYS:
        decision = _dates(column, context)
    elif kinds == ("fraction",):
        decision = _fractions(column, context)
    elif kinds == ("week",):
        weeks = np.where(column.seen.of("week"), column.seen.a, np.nan)
        said = f"Week numbers from {np.nanmin(weeks):.0f} to {np.nanmax(weeks):.0f}."
        decision = built(column, "count", said, [(name, "count", weeks)])
        decision.week = True
    else:
        decision = _numbers(column, context)
    if fits < 1 and decision.column.kind not in ("group", "text"):
        rows = _stray_rows(column, kinds)
        decision = _more(decision, f"Cells that are not {what} were read as missing: {rows}.")
    return decision


def _stray_rows(column: RawColumn, kinds: Sequence[str]) -> str:
    return column.rows(~column.seen.of(*kinds, *VOID))


def _mixed(column: RawColumn, context: Context) -> Decision:
    part, whole, reading = turned.mixed_fractions(column, context.answers)
    decision = _split(column, part, whole, reading.said)
    decision.questions = reading.questions
    return decision


def _split(column: RawColumn, part: Floats, whole: Floats, said: Sequence[str]) -> Decision:
    wrong = part > whole
    name = column.name
    fields = (f"{name}: number", f"{name}: out of")
    text = f"Fractions such as 18/27: kept as “{fields[0]}” and “{fields[1]}”."
    if wrong.any():
        text += f" More than the whole, read as missing: {column.rows(wrong)}."
    data = [
        (field, "count", np.where(wrong, np.nan, values))
        for field, values in zip(fields, (part, whole), strict=True)
    ]
    return built(column, "fraction", " ".join([text, *said]), data)


def _fractions(column: RawColumn, context: Context) -> Decision:
    name, held = column.name, column.seen.of("fraction")
    part = np.where(held, column.seen.a, np.nan)
    whole = np.where(held, column.seen.b, np.nan)
    a, b = part[held], whole[held]
    month = bool(((a >= 1) & (a <= 12) & (b >= 1) & (b <= 31)).all())
    day = bool(((b >= 1) & (b <= 12) & (a >= 1) & (a <= 31)).all())
    dated, scored = dates.DATED.search(name), dates.SCORED.search(name)
    if not (month or day) or not all("/" in str(cell) for cell in column.chosen(held)):
        return _split(column, part, whole, ())
    if scored and not dated:
        return _split(column, part, whole, ())
    if dated and not scored:
        return _dates(column, context)
    answer = context.answers.get(f"dates:{name}", "")
    if answer == "dates":
        return _dates(column, context)
    decision = _split(column, part, whole, ())
    if answer != "fractions":
        options = (
            Option("fractions", "Fractions: 3 out of 4"),
            Option("dates", "Dates without a year"),
        )
        text = f"In “{name}”, is something like 3/4 a fraction or a date?"
        decision.questions.append(Question(f"dates:{name}", text, options))
    return decision


def _dates(column: RawColumn, context: Context) -> Decision:
    reading = dates.read_dates(column.name, column.seen, context.answers, context.today)
    return _dated(column, reading.values, reading.said, reading.questions)


def _dated(
    column: RawColumn, values: Times, said: Sequence[str], questions: list[Question]
) -> Decision:
    missing = np.isnat(values)
    found = values[~missing]
    text = "Dates."
    if len(found):
        days = found.astype("datetime64[D]")
        timed = bool((found != days).any())
        text = f"{'Dates and times' if timed else 'Dates'} from {days.min()} to {days.max()}."
    text = " ".join([text, *said])
    wrong = missing & column.seen.of(*DAYS, "fraction")
    if wrong.any() and not questions:
        text += f" No such day, read as missing: {column.rows(wrong)}."
    decision = built(column, "date", text, [(column.name, "date", values)])
    decision.questions = questions
    return decision


def _numbers(column: RawColumn, context: Context) -> Decision:
    from curriculum.data.measures import read_numbers

    name, held = column.name, column.seen
    plain = held.of("number")
    point = held.a[plain]  # a missing one is no whole number
    whole = not column.tally["percent"] and bool((point == np.trunc(point)).all())
    if whole and len(point):
        if all(solid_date(value) for value in point.tolist()):
            values = np.full(len(plain), NEVER)
            values[plain] = [solid_date(value) for value in point.tolist()]
            return _dated(column, values, ["Written as 20261103 for November 3, 2026."], [])
        if _GROUPED.fullmatch(name.strip()) and len(point) <= 40:
            words = np.full(len(plain), None, object)
            words[plain] = [str(int(value)) for value in point.tolist()]
            said = f"{len(point)} groups, named by numbers."
            return built(column, "group", said, [(name, "text", words)])
    serial = bool(((point >= 30_000) & (point < 60_000)).all())
    if len(point) and serial and not column.tally["percent"] and dates.DATED.search(name):
        system, questions = dates.read_serials(name, context.system, context.answers)
        if system:
            how = [f"Written as days since {system}, as spreadsheets keep dates."]
            return _dated(column, dates.serial_values(held, system), how, questions)
        if questions:
            decision = Decision(Column(name, "date", "Not read until you answer."))
            decision.questions = questions
            return decision
    asked = bool(_PERCENT.search(name))
    kind, said, number_values, questions = read_numbers(
        name, held, asked, context.sign, context.answers
    )
    form = "count" if kind == "count" else "number"
    decision = built(column, kind, said, [(name, form, number_values)])
    decision.questions = questions
    decision.week = kind == "count" and _WEEKLY.fullmatch(name) is not None
    return decision
