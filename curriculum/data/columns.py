"""What each column holds, decided over all its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from curriculum.data import dates
from curriculum.data.raw import DAYS, VOID, Context, Decision, RawColumn, built
from curriculum.data.report import Column, Option, Question, many
from curriculum.data.texts import read_words
from curriculum.data.values import Cell, solid_date

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
    if any(seen.kind == "formula" for seen in column.seen.values()) and decision.data:
        rows = column.rows({c for c, seen in column.seen.items() if seen.kind == "formula"})
        decision = _more(decision, f"Formulas written as text were read as missing: {rows}.")
    for kind, what in (("error", "Error values"), ("hidden", "Hidden numbers such as * or <5")):
        if column.tally[kind]:
            rows = column.rows({c for c, seen in column.seen.items() if seen.kind == kind})
            decision = _more(decision, f"{what} were read as missing: {rows}.")
    if column.tally["missing"]:
        decision = _more(
            decision, f"{many(column.tally['missing'], 'cell is', 'cells are')} blank."
        )
    return decision


def _dropped(name: str, why: str) -> Decision:
    return Decision(Column(name, "dropped", why))


def _more(decision: Decision, sentence: str) -> Decision:
    old = decision.column
    said = f"{old.understood} {sentence}"
    return Decision(
        Column(old.name, old.kind, said, old.fields),
        decision.data,
        decision.questions,
        decision.week,
    )


def _typed(column: RawColumn, context: Context) -> Decision:
    name, share, tally = column.name, column.share, column.tally
    days = sum(tally[kind] for kind in DAYS)
    if tally["fraction"] and days and share("fraction", *DAYS) >= 0.8:
        if not (dates.DATED.search(name) and not dates.SCORED.search(name)):
            return _mixed(column, context)
        return _dates(column, context)
    if days and share(*DAYS) >= 0.5 and _mangled(column):
        return _mixed(column, context)
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
            other = sum(count for kind, count in tally.items() if kind not in (*kinds, *VOID))
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
        values: dict[Cell, object] = {
            cell: seen.value for cell, seen in column.seen.items() if seen.kind == "week"
        }
        weeks = sorted({seen.value for seen in column.seen.values() if seen.kind == "week"})
        said = f"Week numbers from {weeks[0]} to {weeks[-1]}."
        decision = built(column, "count", said, [(name, "count", values)])
        decision.week = True
    else:
        decision = _numbers(column, context)
    if fits < 1 and decision.column.kind not in ("group", "text"):
        rows = _stray_rows(column, kinds)
        decision = _more(decision, f"Cells that are not {what} were read as missing: {rows}.")
    return decision


def _stray_rows(column: RawColumn, kinds: Sequence[str]) -> str:
    return column.rows(
        {cell for cell, seen in column.seen.items() if seen.kind not in (*kinds, *VOID)}
    )


def _mangled(column: RawColumn) -> bool:
    """Whether dates are what a spreadsheet made of fractions."""
    kinds = {seen.kind for seen in column.seen.values()} & set(DAYS)
    if {"day", "month"} <= kinds:
        return True
    bare = all(
        seen.kind in ("day", "month") or (seen.kind == "date" and isinstance(cell, datetime))
        for cell, seen in column.seen.items()
        if seen.kind in DAYS
    )
    scored = dates.SCORED.search(column.name) and not dates.DATED.search(column.name)
    return bool(bare and scored)


def _mixed(column: RawColumn, context: Context) -> Decision:
    turned = {cell for cell, seen in column.seen.items() if seen.kind in DAYS}
    reading = dates.mixed_fractions(column.name, column.seen, column.rows(turned), context.answers)
    decision = _split(column, reading.values, reading.said)
    decision.questions = reading.questions
    return decision


def _split(column: RawColumn, values: Mapping[Cell, object], said: Sequence[str]) -> Decision:
    parts: dict[Cell, object] = {}
    wholes: dict[Cell, object] = {}
    wrong: set[Cell] = set()
    for cell, pair in values.items():
        assert isinstance(pair, tuple)
        if pair[0] > pair[1]:
            wrong.add(cell)
            continue
        parts[cell], wholes[cell] = pair
    name = column.name
    fields = (f"{name}: number", f"{name}: out of")
    text = f"Fractions such as 18/27: kept as “{fields[0]}” and “{fields[1]}”."
    if wrong:
        text += f" More than the whole, read as missing: {column.rows(wrong)}."
    return built(
        column,
        "fraction",
        " ".join([text, *said]),
        [(fields[0], "count", parts), (fields[1], "count", wholes)],
    )


def _fractions(column: RawColumn, context: Context) -> Decision:
    name = column.name
    values: dict[Cell, object] = {
        c: s.value for c, s in column.seen.items() if s.kind == "fraction"
    }
    pairs = [s.value for s in column.seen.values() if s.kind == "fraction"]
    slashed = all("/" in str(cell) for cell in values)
    month = all(1 <= a <= 12 and 1 <= b <= 31 for a, b in pairs)
    day = all(1 <= b <= 12 and 1 <= a <= 31 for a, b in pairs)
    if not slashed or not (month or day):
        return _split(column, values, ())
    dated, scored = dates.DATED.search(name), dates.SCORED.search(name)
    if scored and not dated:
        return _split(column, values, ())
    if dated and not scored:
        return _dates(column, context)
    answer = context.answers.get(f"dates:{name}", "")
    if answer == "dates":
        return _dates(column, context)
    decision = _split(column, values, ())
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
    column: RawColumn,
    values: Mapping[Cell, object],
    said: Sequence[str],
    questions: list[Question],
) -> Decision:
    found = [value for value in values.values() if isinstance(value, datetime)]
    text = "Dates."
    if found:
        timed = any((value.hour, value.minute, value.second) != (0, 0, 0) for value in found)
        first, last = min(found).date().isoformat(), max(found).date().isoformat()
        text = f"{'Dates and times' if timed else 'Dates'} from {first} to {last}."
    text = " ".join([text, *said])
    wrong = {
        cell
        for cell, seen in column.seen.items()
        if cell not in values and seen.kind in (*DAYS, "fraction")
    }
    if wrong and not questions:
        text += f" No such day, read as missing: {column.rows(wrong)}."
    decision = built(column, "date", text, [(column.name, "date", values)])
    decision.questions = questions
    return decision


def _numbers(column: RawColumn, context: Context) -> Decision:
    from curriculum.data.measures import read_numbers

    name, held = column.name, column.seen
    plain = [s.value[0] for s in held.values() if s.kind == "number"]
    whole = not column.tally["percent"] and all(v is not None and v == int(v) for v in plain)
    if whole and plain:
        if all(solid_date(value) for value in plain):
            values: dict[Cell, object] = {
                c: solid_date(s.value[0]) for c, s in held.items() if s.kind == "number"
            }
            return _dated(column, values, ["Written as 20261103 for November 3, 2026."], [])
        if _GROUPED.fullmatch(name.strip()) and len(plain) <= 40:
            words = {c: str(int(s.value[0])) for c, s in held.items() if s.kind == "number"}
            said = f"{len(plain)} groups, named by numbers."
            return built(column, "group", said, [(name, "text", words)])
    serial = all(value is not None and 30_000 <= value < 60_000 for value in plain)
    if plain and serial and not column.tally["percent"] and dates.DATED.search(name):
        system, questions = dates.read_serials(name, context.system, context.answers)
        if system:
            how = [f"Written as days since {system}, as spreadsheets keep dates."]
            return _dated(column, dates.serial_values(held, system), how, questions)
        if questions:
            decision = Decision(Column(name, "date", "Not read until you answer."))
            decision.questions = questions
            return decision
    asked = bool(_PERCENT.search(name))
    kind, said_all, number_values, open_questions = read_numbers(
        name, held, asked, context.sign, context.answers
    )
    form = "count" if kind == "count" else "number"
    decision = built(column, kind, said_all, [(name, form, number_values)])
    decision.questions = open_questions
    decision.week = (
        kind == "count"
        and re.fullmatch(r"(?i)(school )?w(ee)?k( ?(no|number|#))?\.?", name) is not None
    )
    return decision
