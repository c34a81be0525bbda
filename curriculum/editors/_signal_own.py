"""The district's own schools for a funnel: read on this computer, small ones left out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum._workspace_files import read_bytes, write_atomic
from curriculum.charts.group_counts import NOT_RECORDED, GroupCounts
from curriculum.data.suppress import FLOOR
from curriculum.data.suppress_rates import MOST_CELLS, suppress_rates

if TYPE_CHECKING:
    from curriculum.figures.funnel_reading import FunnelData

#: Fewer schools make no funnel; more are no list that one can look through.
FEWEST, MOST = 5, 2000
MAX_KEPT = 1_000_000
_NO_UNIT = frozenset({NOT_RECORDED, "all others"})


class NoSchoolsError(ValueError):
    """No funnel can be drawn from these counts; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Schools:
    """Schools that may be shown.

    Attributes
    ----------
    names : tuple of str
    met, of : tuples of int
    left_out : int
        Schools that are not shown, so that nobody can be worked out.
    """

    names: tuple[str, ...]
    met: tuple[int, ...]
    of: tuple[int, ...]
    left_out: int = 0

    @property
    def told(self) -> str:
        """What was left out and why; "" if nothing was."""
        if not self.left_out:
            return ""
        schools = "1 school is" if self.left_out == 1 else f"{self.left_out} schools are"
        return (
            f"{schools} left out, from the line as well: fewer than {FLOOR} students, or a small "
            "school where all or none met the mark, or hidden so that another cannot be worked out."
        )


def schools_of(counts: GroupCounts, column: str) -> Schools:
    """Counts by school, without the schools that must not be shown.

    Parameters
    ----------
    counts : GroupCounts
        As `curriculum.data.district_file` read them.
    column : str
        Heading of the column of schools; "" if there is none.

    Raises
    ------
    NoSchoolsError
        If there is no column of schools, or too few or too many of them.
    """
    if counts.overlapping and counts.tables[0].attributes == (column,):
        raise NoSchoolsError(
            "The schools have more students together than the row of totals says: check that row, "
            "or leave it out."
        )
    if counts.overlapping or len(counts.tables) != 1:
        raise NoSchoolsError(
            "Groups in this file share students, so schools cannot be added up: use a sheet with "
            "one row for each school."
        )
    table = counts.tables[0]
    if not column or column not in table.attributes:
        raise NoSchoolsError(
            "No column of schools was found: name its heading “School”, or say below which column "
            "it is."
        )
    axis = table.attributes.index(column)
    rest = tuple(at for at in range(table.n.ndim) if at != axis)
    n, met = table.n.sum(axis=rest), table.met.sum(axis=rest)
    names = table.levels[axis]
    keep = [at for at, name in enumerate(names) if name not in _NO_UNIT and n[at] > 0]
    if len(keep) > MOST:
        raise NoSchoolsError(
            f"This file has {len(keep):,} schools; a funnel shows at most {MOST:,}. Keep those of "
            "one district."
        )
    hidden = _hidden(n[keep], met[keep])
    shown = [at for at, gone in zip(keep, hidden, strict=True) if not gone]
    if len(shown) < FEWEST:
        raise NoSchoolsError(
            f"Only {len(shown)} schools can be shown; a funnel compares at least {FEWEST}."
        )
    return Schools(
        tuple(_clean(names[at]) for at in shown),
        tuple(int(met[at]) for at in shown),
        tuple(int(n[at]) for at in shown),
        len(keep) - len(shown),
    )


def _hidden(n: Any, met: Any) -> list[bool]:
    """Which schools are not shown; the largest never are, so they are looked at as one."""
    order = np.argsort(n, kind="stable")
    small, large = order[: MOST_CELLS - 1], order[MOST_CELLS - 1 :]
    people = np.append(n[small], n[large].sum())
    reached = np.append(met[small], met[large].sum())
    flags = suppress_rates(people, reached)
    found = np.zeros(n.size, dtype=np.bool_)
    found[small] = flags[: small.size]
    if flags[small.size] and people[-1] > 0:
        found[large] = True
    return [bool(one) for one in found]


def _clean(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:80]


def keep_schools(path: Path, found: Schools) -> None:
    """Write the schools that are shown into the learner's own folder.

    Raises
    ------
    OSError
        If the disk refuses.
    """
    rows = [list(row) for row in zip(found.names, found.met, found.of, strict=True)]
    kept = {"schools": rows, "left_out": found.left_out}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(kept, ensure_ascii=False)
    write_atomic(path, text.encode("utf-8", "replace"))


def kept_schools(path: Path) -> tuple[FunnelData, str] | None:
    """The schools as they were kept, and what was left out; None if there are none to be read."""
    from curriculum.figures.funnel_reading import FunnelData

    try:
        raw = read_bytes(path, MAX_KEPT)
        if raw is None or len(raw) > MAX_KEPT:
            return None
        kept = json.loads(raw)
        rows = kept["schools"]
        if not FEWEST <= len(rows) <= MOST:
            return None
        names, met, of = zip(*(_row(*row) for row in rows), strict=True)
        if len(set(names)) != len(names):
            return None
        found = Schools(names, met, of, int(kept.get("left_out", 0)))
        return FunnelData(names, met, of, ""), found.told
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _row(name: object, met: object, of: object) -> tuple[str, int, int]:
    if not isinstance(name, str) or isinstance(met, bool) or isinstance(of, bool):
        raise TypeError
    if not isinstance(met, int) or not isinstance(of, int) or not 0 <= met <= of < 10**7 or not of:
        raise ValueError
    return _clean(name), met, of
