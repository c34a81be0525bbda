"""The table that is handed on, and what becomes of weeks that come twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from curriculum.data.raw import Decision
from curriculum.data.report import Option, Question, rows_text
from curriculum.data.stamps import Codes

if TYPE_CHECKING:
    import pandas as pd


def to_frame(decisions: Sequence[Decision]) -> pd.DataFrame:
    """The table of what was decided about each column."""
    import pandas as pd

    made: dict[str, Any] = {}
    for decision in decisions:
        for name, form, values in decision.data:
            made[name] = pd.Series(values, dtype=object if form == "text" else None)
            if form == "count":
                made[name] = made[name].astype("Int64")
    return pd.DataFrame(made)


def without_duplicates(
    frame: pd.DataFrame,
    decisions: Sequence[Decision],
    numbers: Codes,
    answers: Mapping[str, str],
    report: list[str],
) -> tuple[pd.DataFrame, list[Question]]:
    """Pool or drop weeks that come twice, where a table has one row a week and group."""
    time = _time(frame, decisions)
    if not time:
        return frame, []
    groups = [f for d in decisions if d.column.kind == "group" for f in d.column.fields]
    keys = [time, *groups]
    double = frame.duplicated(keys, keep=False) & frame[time].notna()
    again = frame.duplicated(keys) & frame[time].notna()
    if not again.any():
        return frame, []
    if int(again.sum()) * 2 > int((~again).sum()):
        report.append(f"Many rows share their “{time}”: each row is used as a record of its own.")
        return frame, []
    where = numbers[double.to_numpy()].tolist()
    answer = answers.get("duplicates", "")
    if answer == "first":
        gone = numbers[again.to_numpy()].tolist()
        report.append(f"The same “{time}” again, left out as you said: {rows_text(gone)}.")
        return frame[~again].reset_index(drop=True), []
    if answer == "separate":
        report.append(f"The same “{time}” in {rows_text(where)}: used separately, as you said.")
        return frame, []
    if answer == "pool":
        report.append(
            f"The same “{time}” in {rows_text(where)}: pooled as you said, "
            "counts and fractions summed, other numbers as a plain mean."
        )
        return _pooled(frame, decisions, keys), []
    options = (
        Option("pool", "Pool them: add counts and fractions, average other numbers"),
        Option("first", "Keep the first row only"),
        Option("separate", "Use them as separate rows"),
    )
    text = f"The same “{time}” comes more than once ({rows_text(where)}). What should happen?"
    return frame, [Question("duplicates", text, options)]


def _time(frame: pd.DataFrame, decisions: Sequence[Decision]) -> str:
    """The one column that tells the time of a row: a week, else a day, else a clock time."""
    weeks = [d.column.fields[0] for d in decisions if d.data and d.week]
    dates = [d.column.fields[0] for d in decisions if d.data and d.column.kind == "date"]
    days = [
        name
        for name in dates
        if (frame[name].dropna() == frame[name].dropna().dt.normalize()).all()
    ]
    times = weeks or days or dates
    return times[0] if len(times) == 1 else ""


def _pooled(
    frame: pd.DataFrame, decisions: Sequence[Decision], keys: Sequence[str]
) -> pd.DataFrame:
    def total(values: pd.Series[Any]) -> Any:
        return values.sum(min_count=1)

    how: dict[str, Any] = {}
    for decision in decisions:
        for name in decision.column.fields:
            if name not in keys:
                kind = decision.column.kind
                how[name] = (
                    total
                    if kind in ("count", "fraction")
                    else "mean"
                    if kind in ("percent", "number")
                    else "first"
                )
    if not how:
        return frame.drop_duplicates(list(keys)).reset_index(drop=True)
    grouped = frame.groupby(list(keys), sort=False, dropna=False, as_index=False)
    pooled: pd.DataFrame = grouped.agg(how)
    return pooled[list(frame.columns)].astype(frame.dtypes.to_dict())
