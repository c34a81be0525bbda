"""Bring your own district file: groups, counts and schools, read on this computer.

Three forms are understood: counts with a row per group (long), counts with a row per school and two
columns per group (wide), and a row per student with a yes-or-no result. What was understood is told
in plain sentences; what cannot be right is refused with one, and then nothing is computed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from curriculum.charts.analysis import ChartError
from curriculum.charts.group_counts import GroupCounts, count_records
from curriculum.data._district_columns import NO, YES, Roles, find_roles
from curriculum.data._district_counts import long_counts, wide_counts
from curriculum.data.importing import read_file
from curriculum.data.report import Question, ReadError, words_list

if TYPE_CHECKING:
    import pandas as pd

#: Stands on the screen beside the button that opens a file.
LOCAL = (
    "Your file is read on this computer and nothing of it leaves it. Names and numbers of students "
    "are never kept, not even for a moment on the page."
)


@dataclass(frozen=True, slots=True)
class DistrictFile:
    """A district's file as it was understood.

    Attributes
    ----------
    problem : str
        Why it cannot be used and what to do; empty when it can.
    questions : tuple of Question
        What must be answered first; give the answers to :func:`read_district`.
    understood : tuple of str
        What was read how, in plain sentences; among them what was left out.
    counts : GroupCounts or None
        Ready to disaggregate; None while there is a problem or a question. True counts: never show
        them as they are.
    form : str
        "long", "wide" or "records"; empty if nothing was understood.
    columns : tuple of (heading, role)
        What each column is taken for (a role of ``read_district``), "" where that is open: so
        that a person can say it. Columns that hold persons are not among them.
    """

    problem: str = ""
    questions: tuple[Question, ...] = ()
    understood: tuple[str, ...] = ()
    counts: GroupCounts | None = field(default=None, repr=False)
    form: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def ready(self) -> bool:
        """Whether there is something to compute with."""
        return self.counts is not None

    def say(self) -> str:
        """Everything that was understood, as plain lines of text."""
        if self.problem:
            return self.problem
        lines = [LOCAL, *self.understood]
        lines += [f"Please answer: {one.text}" for one in self.questions]
        return "\n".join(lines)


def read_district(
    path: str | os.PathLike[str] | bytes,
    *,
    sheet: str | None = None,
    answers: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    measure: str = "met the mark",
) -> DistrictFile:
    """Read a CSV or .xlsx file with groups, counts and schools.

    Parameters
    ----------
    path : path or bytes
        The file, or what stands in it: then nothing is written on the way.
    sheet : str, optional
        A workbook's sheet.
    answers : mapping of str to str, optional
        For each question's id the key of the chosen option.
    roles : mapping of str to str, optional
        What a column is, where its heading does not tell: heading to "group", "school",
        "category", "people", "met" or "aside".
    measure : str
        What "met" means, in words.

    Returns
    -------
    DistrictFile
        Never raises for a bad file.
    """
    # Totals are wanted here: they tell whether groups overlap. They never count as a group.
    given = {"totals": "keep", **(answers or {})}
    found = read_file(path, sheet=sheet, answers=given)
    told = tuple(
        f"{column.name}: {column.understood}"
        for column in found.columns
        if column.kind == "dropped"
    )
    if found.problem:
        return DistrictFile(problem=found.problem)
    if found.questions:
        return DistrictFile(questions=found.questions, understood=told)
    named = roles or {}
    columns = tuple((name, named.get(name, "")) for name in map(str, found.frame.columns))
    try:
        frame = found.frame
        kinds = {name: one.kind for one in found.columns for name in one.fields}
        meant = find_roles(frame, kinds, named)
        columns = _columns(frame, meant)
        return replace(_counted(frame, meant, measure, told), columns=columns)
    except (ChartError, ReadError) as error:
        return DistrictFile(problem=str(error), columns=columns)


def _columns(frame: pd.DataFrame, meant: Roles) -> tuple[tuple[str, str], ...]:
    """What each column is taken for."""
    roles = {
        **dict.fromkeys(meant.groups, "group"),
        **dict.fromkeys(meant.schools, "school"),
        meant.category: "category",
        meant.people: "people",
        meant.met: "met",
    }
    for _, people, met in meant.pairs:
        roles |= {people: "people", met: "met"}
    return tuple((name, roles.get(name, "aside")) for name in map(str, frame.columns))


def _counted(
    frame: pd.DataFrame, meant: Roles, measure: str, told: tuple[str, ...]
) -> DistrictFile:
    if meant.form == "records":
        attributes = [*meant.groups, *meant.schools]
        result = [_result(value) for value in frame[meant.met].tolist()]
        strange = sum(one is None for one in result) - int(frame[meant.met].isna().sum())
        if strange:
            raise ReadError(
                f"“{meant.met}” holds {strange} entries that are neither yes nor no: "
                "write yes or no (or 1 and 0) for each student."
            )
        numbers = [float("nan") if one is None else float(one) for one in result]
        counts = count_records({name: frame[name] for name in attributes}, numbers, measure=measure)
        said = f"A row per student: {len(frame):,}. Grouped by {words_list(attributes)}."
    elif meant.form == "wide":
        counts = wide_counts(frame, meant, measure)
        names = counts.tables[0].levels[-1]
        said = f"A row per school, with two columns for each of: {words_list(list(names))}."
    else:
        counts = long_counts(frame, meant, measure)
        said = (
            f"Counts: “{meant.people}” are the students, “{meant.met}” how many of them met the "
            f"mark, by {words_list([*meant.schools, *meant.groups])}."
        )
    aside = [f"Not used: “{name}”. Rates are computed from the counts." for name in meant.aside]
    return DistrictFile(
        understood=(said, *counts.notes, *aside, *told), counts=counts, form=meant.form
    )


def _result(value: object) -> bool | None:
    """Yes, no, or None for anything else."""
    text = str(value).strip().lower().removesuffix(".0")
    return True if text in YES else False if text in NO else None
