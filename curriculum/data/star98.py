"""Real data: 303 unified school districts of California in 1998, as statsmodels ships them.

The file is read in the installed package and never copied. Statsmodels itself is not imported
(that costs seconds). The original is Jeff Gill's, *Generalized Linear Models: A Unified Approach*
(2000), from California's STAR program of 1998.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

YEAR = 1998
DISTRICTS = 303
#: The measure of the funnel, in words.
MEASURE = "9th graders above the national median in mathematics, 1998"

#: One text for the page; paragraphs in the order in which they are read.
ABOUT: tuple[str, ...] = (
    "These are real: the 303 unified school districts of California whose results stand in the "
    "STAR program of spring 1998. For each district: how many 9th graders took the mathematics "
    "part of the Stanford 9 test, and how many of them scored above the national median.",
    "They are old. The children are adults now, the test is no longer given, and districts have "
    "changed. Nothing here says how any district does today. The file has no names of districts, "
    "so we number them in the order of the file.",
    "A district average describes a district. It can show how far results lie apart, how much of "
    "that chance alone would make in small districts, and that results went with poverty across "
    "districts. It cannot say what a student from a poor family scored, what any group of "
    "students can do, or why. Reading students off averages is the ecological fallacy "
    "(Robinson 1950, doi:10.2307/2087176).",
    "Poverty and size come first, because they say what students were given and how much chance "
    "there is. The file also holds the racial make-up of districts. We do not set it beside "
    "scores: such a picture looks like a statement about children and is one about districts, "
    "segregation and money.",
    "Source: Jeff Gill, Generalized Linear Models: A Unified Approach (2000), as shipped with the "
    "Python package statsmodels.",
)

#: Why a racial share is not set beside scores.
REFUSED = (
    "This page does not set the racial make-up of districts beside their scores: a district "
    "average says nothing about the students of a group, and the picture would be quoted as if it "
    "did. Begin with share_low_income or tested."
)


class RaceByScoreError(ValueError):
    """A racial share was to be set beside scores; the message says why that is refused."""


class DataMissingError(RuntimeError):
    """The installed package has no such file; the message says what to do."""


@dataclass(frozen=True, slots=True)
class StarColumn:
    """One column as the page shows it.

    Attributes
    ----------
    name : str
        In our table.
    source : str
        In the original file; empty for what is computed.
    unit : str
    meaning : str
        One plain sentence.
    """

    name: str
    source: str
    unit: str
    meaning: str


COLUMNS: tuple[StarColumn, ...] = (
    StarColumn("district", "", "", "A number in the order of the file; the file has no names."),
    StarColumn(
        "tested", "MATHTOT", "students", "9th graders who took the mathematics test: the size."
    ),
    StarColumn(
        "share_low_income",
        "LOWINC",
        "percent of students",
        "Students from low-income families, all grades.",
    ),
    StarColumn(
        "above_median",
        "PR50M",
        "students",
        "Those of the tested who scored above the national median.",
    ),
    StarColumn("rate", "", "share, 0 to 1", "Above the national median, of those who were tested."),
    StarColumn("pupil_teacher_ratio", "PTRATIO", "pupils per teacher", "Pupils for each teacher."),
    StarColumn(
        "spending_per_pupil", "PERSPENK", "thousand dollars of 1998", "Spent for each pupil."
    ),
    StarColumn(
        "teacher_years", "AVYRSEXP", "years", "Average years of teachers in educational service."
    ),
    StarColumn(
        "teacher_salary",
        "AVSALK",
        "thousand dollars of 1998",
        "Salary budget with benefits for each full-time teacher.",
    ),
    StarColumn(
        "share_college_prep_courses",
        "PCTAF",
        "percent of students",
        "Students in courses that the state's universities ask for: an opportunity.",
    ),
    StarColumn("share_charter_schools", "PCTCHRT", "percent of schools", "Charter schools."),
    StarColumn(
        "share_year_round_schools", "PCTYRRND", "percent of schools", "Schools open year-round."
    ),
)
#: Measures by which to look at the districts, the first two first.
FIRST: tuple[str, ...] = ("share_low_income", "tested")
SCORES = ("above_median", "rate")
#: What the file also holds and our table does not.
LEFT_OUT: tuple[str, ...] = ("PERASIAN", "PERBLACK", "PERHISP", "PERMINTE")
_RACE = frozenset((*LEFT_OUT, "race", "ethnicity", "share_asian", "share_black", "share_hispanic"))


@dataclass(frozen=True)
class California:
    """The 303 districts.

    Attributes
    ----------
    names : tuple of str
        "District 1" to "District 303".
    values : mapping of str to float array (303,)
        Every column of :data:`COLUMNS` but ``district``.
    """

    names: tuple[str, ...]
    values: dict[str, Floats]

    @property
    def tested(self) -> Ints:
        """Students tested (the denominator of the funnel)."""
        return self.values["tested"].astype(np.int64)

    @property
    def above(self) -> Ints:
        """Students above the national median (the numerator of the funnel)."""
        return self.values["above_median"].astype(np.int64)

    @property
    def frame(self) -> pd.DataFrame:
        """A table with the columns of :data:`COLUMNS`; each call gives a new one."""
        import pandas as pd

        frame = pd.DataFrame({"district": list(self.names), **self.values})
        return frame.astype({"tested": np.int64, "above_median": np.int64})

    def pair(self, x: str, y: str = "rate") -> tuple[Floats, Floats]:
        """Two measures of the same districts, for a scatter or a table.

        Parameters
        ----------
        x, y : str
            Names of :data:`COLUMNS`.

        Returns
        -------
        x, y : float arrays (303,)

        Raises
        ------
        RaceByScoreError
            If one is a racial share.
        ValueError
            If there is no such measure; the message names those that there are.
        """
        for name in (x, y):
            if name in _RACE or name.upper() in _RACE:
                raise RaceByScoreError(REFUSED)
        for name in (x, y):
            if name not in self.values:
                known = ", ".join(self.values)
                raise ValueError(f"There is no measure called {name[:40]}: choose from {known}.")
        return self.values[x].copy(), self.values[y].copy()


@lru_cache(maxsize=1)
def california() -> California:
    """The 303 districts, read from the installed package.

    Raises
    ------
    DataMissingError
        If statsmodels is not installed, or its file is not the one that we know.
    """
    spec = find_spec("statsmodels")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise DataMissingError(
            "The California data come with the package statsmodels, which is not installed."
        )
    path = Path(next(iter(places))) / "datasets" / "star98" / "star98.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        raw = {
            column.name: np.array([float(row[column.source]) for row in rows])
            for column in COLUMNS
            if column.source
        }
    except (OSError, KeyError, ValueError) as error:
        raise DataMissingError(
            "The California data in the installed statsmodels cannot be read: install it again."
        ) from error
    if len(rows) != DISTRICTS:
        raise DataMissingError(
            f"The California data have {len(rows)} districts instead of {DISTRICTS}: "
            "install statsmodels again."
        )
    raw["rate"] = raw["above_median"] / raw["tested"]
    ordered = {one.name: raw[one.name] for one in COLUMNS if one.name != "district"}
    for array in ordered.values():
        array.flags.writeable = False
    return California(tuple(f"District {at}" for at in range(1, DISTRICTS + 1)), ordered)
