"""What an import says: columns, questions, rows, and the table once nothing is open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("date", "count", "fraction", "percent", "number", "group", "text", "dropped")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ReadError(ValueError):
    """The file cannot be used; the message is one plain sentence saying what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: ``key`` is what ``answers`` gives back, ``text`` what is shown."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something in the file that can be read in two ways.

    Attributes
    ----------
    id : str
        Key for ``answers``; for a column ``"what:Heading"``.
    text : str
        The question in plain words.
    options : tuple of Option
    """

    id: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file.

    Attributes
    ----------
    name : str
        Its heading.
    kind : str
        One of ``KINDS``.
    understood : str
        What was understood and done, in plain sentences. Nothing of a dropped column is quoted.
    fields : tuple of str
        Its columns in ``Import.frame``: two for a fraction, none when dropped.
    """

    name: str
    kind: str
    understood: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Import:
    """A file as it was understood.

    Attributes
    ----------
    problem : str
        Why the file cannot be used and what to do; empty when it can.
    questions : tuple of Question
        What must be answered first. While any is open ``frame`` is empty.
    sheets, hidden_sheets : tuple of str
        Names of a workbook's sheets.
    sheet : str
        The sheet that was read.
    file_report : tuple of str
        How the file was read (encoding, delimiter, sheet).
    columns : tuple of Column
    rows_report : tuple of str
        What was done to which rows (numbers as a spreadsheet shows them).
    frame : pandas.DataFrame
        Typed, without dropped columns. Percents are shares (56% is 0.56).
    """

    problem: str = ""
    questions: tuple[Question, ...] = ()
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    sheet: str = ""
    file_report: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows_report: tuple[str, ...] = ()
    _frame: Any = field(default=None, repr=False, compare=False)

    @property
    def frame(self) -> pd.DataFrame:
        """The table; empty until every question is answered. Each call gives a new one."""
        import pandas as pd

        if not self.ready or self._frame is None:
            return pd.DataFrame()
        table: pd.DataFrame = self._frame()
        return table

    @property
    def ready(self) -> bool:
        """Whether the table may be used: no problem, no open question."""
        return not self.problem and not self.questions

    def say(self) -> str:
        """Everything that was understood and done, as plain lines of text."""
        if self.problem:
            return self.problem
        lines = [*self.file_report]
        lines += [f"{column.name}: {column.understood}" for column in self.columns]
        lines += self.rows_report
        for question in self.questions:
            lines.append(f"Please answer: {question.text}")
            lines += [f"  {option.key}: {option.text}" for option in question.options]
        return "\n".join(lines)

    def export_csv(self) -> str:
        """What was understood, as CSV text: commas, decimal points, ISO dates.

        Text that a spreadsheet would run as a formula gets an apostrophe in front. Empty while
        a question is open.
        """
        return export_csv(self.frame) if self.ready else ""


def export_csv(frame: pd.DataFrame) -> str:
    """A table as CSV text that no spreadsheet takes for formulas.

    Parameters
    ----------
    frame : pandas.DataFrame

    Returns
    -------
    str
        Lines end in ``\\r\\n`` (RFC 4180); missing values are empty.
    """
    columns = [[safe_text(str(name)), *_written(frame[name])] for name in frame.columns]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _written(series: pd.Series[Any]) -> list[str]:
    if series.dtype.kind == "M":
        days = bool((series.dropna() == series.dropna().dt.normalize()).all())
        form = "%Y-%m-%d" if days else "%Y-%m-%d %H:%M:%S"
        return [str(text) for text in series.dt.strftime(form).fillna("")]
    gone = series.isna().tolist()
    return [
        "" if missing else safe_text(value) if isinstance(value, str) else repr(value)
        for value, missing in zip(series.tolist(), gone, strict=True)
    ]


def safe_text(text: str) -> str:
    """``text`` with an apostrophe in front where a spreadsheet would run it as a formula."""
    return "'" + text if text.lstrip(" \u00a0").startswith(_RISKY) else text


def rows_text(rows: Iterable[int], most: int = 5) -> str:
    """``"row 3"``, ``"rows 3, 5 and 9"``, ``"rows 3, 5, 9, 12, 13 and 40 more"``."""
    numbers = sorted(set(rows))
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) > most + 1:
        shown = ", ".join(map(str, numbers[:most]))
        return f"rows {shown} and {len(numbers) - most} more"
    return f"rows {words_list([str(number) for number in numbers])}"


def words_list(words: Sequence[str]) -> str:
    """``"a"``, ``"a and b"``, ``"a, b and c"``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def many(count: int, one: str, more: str = "") -> str:
    """``"1 cell"``, ``"3 cells"``."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
