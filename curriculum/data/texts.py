"""Columns of texts: groups and free text."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.data.people import scrub_all
from curriculum.data.raw import Decision, RawColumn, built
from curriculum.data.report import Option, Question, many
from curriculum.data.values import Cell, Share


def read_words(column: RawColumn, answers: Mapping[str, str]) -> Decision:
    """A column of texts: groups where there are few, else free text."""
    kept = ~column.seen.of("missing", "error", "formula")
    values = np.full(len(kept), None, object)
    plain = [
        _plain(cell)
        if not isinstance(cell, str)
        else cell.strip()
        if cell.isprintable() and "  " not in cell
        else " ".join(cell.split())
        for cell in column.chosen(kept)
    ]
    safe = scrub_all(plain)
    values[kept] = safe
    scrubbed = kept.copy()
    scrubbed[kept] = safe is not plain and list(map(operator.ne, plain, safe))
    names = dict.fromkeys(safe)
    length = max(map(len, names), default=0)
    few = len(names) <= 20 or (len(names) <= 60 and 4 * len(names) <= column.held)
    notes = len(names) > 8 and len(names) > 0.6 * column.held
    questions: list[Question] = []
    if few and length <= 60 and not notes:
        kind, joined = "group", ""
        low = {name.casefold(): name for name in reversed(names)}
        if len(low) < len(names):
            joined = _joined(column.name, values, low, answers, questions)
            names = dict.fromkeys(values[kept].tolist())
        shown = ", ".join(f"“{name}”" for name in list(names)[:6])
        said = f"{many(len(names), 'group')}: {shown}{', ...' if len(names) > 6 else ''}.{joined}"
    else:
        kind = "text"
        said = "Text. Names inside sentences are not found: look for them before you share it."
    if scrubbed.any():
        said += f" E-mail addresses and phone numbers were taken out: {column.rows(scrubbed)}."
    decision = built(column, kind, said, [(column.name, "text", values)])
    decision.questions = questions
    return decision


def _joined(
    name: str,
    values: NDArray[Any],
    low: Mapping[str, str],
    answers: Mapping[str, str],
    questions: list[Question],
) -> str:
    """Join groups that differ only in capitals, if that is the answer."""
    key = f"capitals:{name}"
    answer = answers.get(key, "")
    if answer == "same":
        values[:] = [low[v.casefold()] if isinstance(v, str) else None for v in values.tolist()]
        return " Groups that differ only in capitals were joined, as you said."
    if answer != "different":
        options = (Option("same", "The same group"), Option("different", "Different groups"))
        text = f"In “{name}” some groups differ only in capitals, such as EL and el. Are they:"
        questions.append(Question(key, text, options))
    return ""


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, float | int):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return f"{cell.value * 100:g}%" if isinstance(cell, Share) else ""
