"""The table that is handed on, and what becomes of weeks that come twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from curriculum.data.coded import factorized
from curriculum.data.raw import Decision
from curriculum.data.report import Option, Question, rows_text
from curriculum.data.stamps import Codes, Mask

if TYPE_CHECKING:
    import pandas as pd

Fields = dict[str, tuple[str, NDArray[Any]]]  # for each name its type and its values
Make = Callable[[], "pd.DataFrame"]


def named_apart(decisions: Sequence[Decision]) -> list[Decision]:
    """The same decisions, with no name of a field twice ("Score: number" may be a heading)."""
    taken: set[str] = set()
    apart = []
    for decision in decisions:
        names = {}
        for name, _, _ in decision.data:
            names[name], again = name, 2
            while names[name] in taken:
                names[name], again = f"{name} ({again})", again + 1
            taken.add(names[name])
        column = replace(decision.column, fields=tuple(names.values()))
        data = [(names[name], form, values) for name, form, values in decision.data]
        apart.append(replace(decision, column=column, data=data))
    return apart


def frame_of(fields: Fields) -> pd.DataFrame:
    """A new table; pandas is loaded only here, when somebody asks for it."""
    import pandas as pd

    made: dict[str, Any] = {}
    for name, (form, values) in fields.items():
        made[name] = pd.Series(values, dtype=object if form == "text" else None, copy=True)
        if form == "count":
            made[name] = made[name].astype("Int64")
    return pd.DataFrame(made)


def without_duplicates(
    decisions: Sequence[Decision],
    numbers: Codes,
    answers: Mapping[str, str],
    report: list[str],
) -> tuple[Make, list[Question]]:
    """The table, with weeks that come twice pooled or dropped; or the question what to do.

    Only where a table has one row a week and group.
    """
    fields: Fields = {n: (form, values) for d in decisions for n, form, values in d.data}
    make = partial(frame_of, fields)
    time = _time(fields, decisions)
    if not time:
        return make, []
    groups = [d.column.fields[0] for d in decisions if d.groups is not None]
    again, double = _again(fields[time][1], [d.groups for d in decisions if d.groups is not None])
    if not again.any():
        return make, []
    if int(again.sum()) * 2 > int((~again).sum()):
        report.append(f"Many rows share their “{time}”: each row is used as a record of its own.")
        return make, []
    where = rows_text(numbers[double].tolist())
    answer = answers.get("duplicates", "")
    if answer == "first":
        gone = rows_text(numbers[again].tolist())
        report.append(f"The same “{time}” again, left out as you said: {gone}.")
        kept = {name: (form, values[~again]) for name, (form, values) in fields.items()}
        return partial(frame_of, kept), []
    if answer == "separate":
        report.append(f"The same “{time}” in {where}: used separately, as you said.")
        return make, []
    if answer == "pool":
        report.append(
            f"The same “{time}” in {where}: pooled as you said, "
            "counts and fractions summed, other numbers as a plain mean."
        )
        return partial(_pooled, fields, decisions, [time, *groups]), []
    options = (
        Option("pool", "Pool them: add counts and fractions, average other numbers"),
        Option("first", "Keep the first row only"),
        Option("separate", "Use them as separate rows"),
    )
    text = f"The same “{time}” comes more than once ({where}). What should happen?"
    return make, [Question("duplicates", text, options)]


def _time(fields: Fields, decisions: Sequence[Decision]) -> str:
    """The one column that tells the time of a row: a week, else a day, else a clock time."""
    weeks = [d.column.fields[0] for d in decisions if d.data and d.week]
    dates = [d.column.fields[0] for d in decisions if d.data and d.column.kind == "date"]
    days = [name for name in dates if not _clock(fields[name][1]).any()]
    times = weeks or days or dates
    return times[0] if len(times) == 1 else ""


def _clock(times: NDArray[Any]) -> Mask:
    times = times[~np.isnat(times)]
    found: Mask = times != times.astype("datetime64[D]")
    return found


def _again(time: NDArray[Any], groups: Sequence[Codes]) -> tuple[Mask, Mask]:
    """Rows whose time and groups came before, and all rows whose time and groups come twice.

    A row without a time is never among them.
    """
    known = ~(np.isnat(time) if time.dtype.kind == "M" else np.isnan(time))
    code, _ = factorized(time.view(np.uint64))
    for group in groups:
        code, _ = factorized((code * (int(group.max()) + 1) + group).astype(np.uint64))
    code = np.where(known, code, int(code.max()) + 1 + np.arange(len(code)))
    first = np.full(int(code.max()) + 1, len(code), np.intp)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    double = np.bincount(code)[code] > 1
    return double & (first[code] != np.arange(len(code))), double


def _pooled(fields: Fields, decisions: Sequence[Decision], keys: Sequence[str]) -> pd.DataFrame:
    def total(values: pd.Series[Any]) -> Any:
        return values.sum(min_count=1)

    frame = frame_of(fields)
    adds = {"count": total, "fraction": total, "percent": "mean", "number": "mean"}
    how: dict[str, Any] = {
        name: adds.get(decision.column.kind, "first")
        for decision in decisions
        for name in decision.column.fields
        if name not in keys
    }
    # A row that does not tell its time is pooled with no other.
    alone = np.where(frame[keys[0]].isna(), np.arange(len(frame)), -1)
    by = [*(frame[key] for key in keys), alone]
    how = {**{key: "first" for key in keys}, **how}
    pooled: pd.DataFrame = frame.groupby(by, sort=False, dropna=False).agg(how)
    pooled = pooled.reset_index(drop=True)[list(frame.columns)].astype(frame.dtypes.to_dict())
    texts = [name for name, (form, _) in fields.items() if form == "text"]
    pooled[texts] = pooled[texts].where(pooled[texts].notna(), None)
    return pooled
