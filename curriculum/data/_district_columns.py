"""Which column of a district's file is what: groups, schools, students, those who met the mark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curriculum.data.report import ReadError, words_list

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("group", "school", "category", "people", "met", "aside")
_SCHOOL = re.compile(r"\b(?:schools?|sites?|campus(?:es)?)\b", re.IGNORECASE)
_CATEGORY = re.compile(
    r"\b(?:group type|type of group|category|dimension|attribute|reporting category)\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:met|meeting|proficient|pass(?:ed|ing)?|at or above|above|reached|completed|succeeded|"
    r"graduat\w+|on track|yes|numerator|standard|successes|result|outcome)\b|: number$",
    re.IGNORECASE,
)
_NOT_MET = re.compile(r"\b(?:not|below|non)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:students?|enroll(?:ed|ment)|tested|count|n|number|total|denominator|cohort|pupils?|"
    r"learners?|size|of)\b|: out of$",
    re.IGNORECASE,
)
_RATE = re.compile(r"%|\b(?:percent(?:age)?|pct|rate|share)\b", re.IGNORECASE)
#: Ways of writing that a student met the mark, or did not.
YES = frozenset({"yes", "y", "true", "1", "met", "pass", "passed", "x", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "not met", "did not meet", "not passed"})


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column is.

    Attributes
    ----------
    form : {"long", "wide", "records"}
    groups, schools : tuples of str
        Columns to group by.
    category : str
        Column that says what a group is a group of; "" if none.
    people, met : str
        Count columns; for records ``met`` is the result and ``people`` is "".
    pairs : tuple of (group, people column, met column)
        For the wide form.
    aside : tuple of str
        Columns that are not used.
    """

    form: str
    groups: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    category: str = ""
    people: str = ""
    met: str = ""
    pairs: tuple[tuple[str, str, str], ...] = ()
    aside: tuple[str, ...] = ()


def find_roles(frame: pd.DataFrame, kinds: Mapping[str, str], given: Mapping[str, str]) -> Roles:
    """What each column is, from its heading and its kind.

    Raises
    ------
    ReadError
        With one plain sentence, where counts or groups are missing.
    """
    for name, role in given.items():
        if name not in frame.columns or role not in ROLES:
            raise ReadError(f"There is no column “{name[:60]}” to be used as “{role[:20]}”.")
    texts = [name for name in frame.columns if kinds.get(name) in ("group", "text")]
    rates = [name for name in frame.columns if kinds.get(name) == "percent" or _is_rate(name)]
    counts = [
        name
        for name in frame.columns
        if name not in texts
        and name not in rates
        and kinds.get(name) in ("count", "number", "fraction")
    ]
    chosen = {role: [name for name, one in given.items() if one == role] for role in ROLES}
    left = [name for name in frame.columns if name not in given]
    schools = chosen["school"] or [name for name in texts if name in left and _SCHOOL.search(name)]
    category = chosen["category"] or [
        name for name in texts if name in left and _CATEGORY.search(name)
    ]
    met = chosen["met"] or [
        name for name in counts if name in left and _MET.search(name) and not _NOT_MET.search(name)
    ]
    people = chosen["people"] or [
        name for name in counts if name in left and name not in met and _PEOPLE.search(name)
    ]
    taken = {*schools, *category, *met, *people, *given}
    groups = chosen["group"] or [name for name in texts if name not in taken]
    if schools and not groups:
        pairs = _pairs(counts)
        if len(pairs) > 1:
            used = {schools[0], *(name for pair in pairs for name in pair[1:])}
            aside = tuple(name for name in frame.columns if name not in used)
            return Roles("wide", schools=(schools[0],), pairs=pairs, aside=aside)
    open_to = [name for name in [*texts, *counts] if name in left]
    result = _result_column(frame, open_to, chosen["met"])
    if not people and result:
        groups = [name for name in groups if name != result]
        return _records(frame, groups, schools, category, result)
    return _long(frame, groups, schools, category, people, met, rates)


def _is_rate(name: str) -> bool:
    return _RATE.search(name) is not None


def _records(
    frame: pd.DataFrame, groups: list[str], schools: list[str], category: list[str], result: str
) -> Roles:
    by = [*groups, *category]
    if not by and not schools:
        raise ReadError("There is no column with groups or schools: add one, and read it again.")
    by, schools = by[:3], schools[:1]
    used = {*by, *schools, result}
    aside = tuple(name for name in frame.columns if name not in used)
    return Roles("records", tuple(by), tuple(schools), met=result, aside=aside)


def _long(
    frame: pd.DataFrame,
    groups: list[str],
    schools: list[str],
    category: list[str],
    people: list[str],
    met: list[str],
    rates: list[str],
) -> Roles:
    if not people or not met:
        if rates:
            raise ReadError(
                f"“{rates[0]}” holds percents, and counts are missing: a percent of 6 and a "
                "percent of 600 look alike. Add two columns, students and how many of them met "
                "the mark."
            )
        missing = "students" if not people else "students who met the mark"
        raise ReadError(
            f"No column with the number of {missing} was found: name its heading “Students” or "
            "“Met”, and read the file again."
        )
    for what, names in (("students", people), ("students who met the mark", met)):
        if len(names) > 1:
            told = words_list([f"“{name}”" for name in names[:5]])
            raise ReadError(f"Several columns may hold the {what}: {told}. Say which one it is.")
    if not groups and not schools:
        raise ReadError("There is no column with groups or schools: add one, and read it again.")
    if len(groups) > 1:
        told = words_list([f"“{name}”" for name in groups[:5]])
        raise ReadError(f"Several columns may hold the groups: {told}. Say which one it is.")
    used = {*groups, *schools[:1], *category[:1], people[0], met[0]}
    return Roles(
        "long",
        tuple(groups),
        tuple(schools[:1]),
        category[0] if category else "",
        people[0],
        met[0],
        aside=tuple(name for name in frame.columns if name not in used),
    )


def _result_column(frame: pd.DataFrame, names: list[str], given: list[str]) -> str:
    """A column of yes and no, one per student; "" if there is none."""
    if given:
        return given[0]
    found = []
    for name in names:
        values = {
            str(value).strip().lower().removesuffix(".0") for value in frame[name].dropna().unique()
        }
        if values and values <= (YES | NO) and len(frame) > 2:
            found.append(name)
    named = [name for name in found if _MET.search(name)]
    return (named or found or [""])[0]


def _pairs(counts: list[str]) -> tuple[tuple[str, str, str], ...]:
    """Columns "X" (or "X students") and "X met", for each group X."""
    found = []
    by_name = {_bare(name): name for name in counts if not _MET.search(name)}
    for name in counts:
        if _MET.search(name) and (other := by_name.get(_bare(name))):
            found.append((_shown(other), other, name))
    return tuple(found)


def _bare(name: str) -> str:
    return " ".join(_PEOPLE.sub(" ", _MET.sub(" ", name.replace("_", " "))).lower().split())


def _shown(name: str) -> str:
    trimmed = re.sub(
        r"[\s:,(_-]*\b(?:students|enrolled|tested|count|n|number|total)\b[\s:,)]*$",
        "",
        name,
        flags=re.IGNORECASE,
    )
    return trimmed.strip(" :-_,") or name
