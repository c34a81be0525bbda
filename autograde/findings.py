"""What a check says: one finding per question it asks of the work.

A finding is *passed*, *asked* (two good coaches could differ, or the check is not sure: it costs
nothing and the coach sees it) or *missed* (certain, and it may cost points). Points live in
``rubric.toml``, never here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

Status = Literal["passed", "asked", "missed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of a check, in words for the person who made the work.

    Parameters
    ----------
    id : str
        What was looked at, for example ``statement-number``; the same id in every run.
    status : {"passed", "asked", "missed"}
    criterion : str
        The machine criterion of ``rubric.toml`` that this finding counts toward; empty if none.
    what : str
        What was seen, quoting the learner's own words.
    why : str
        Why it matters, one sentence.
    next : str
        One thing to try.
    misconception : str
        The misconception it names (``absent solution``, ``blame``, ...); empty if none.
    where : str
        Id of the bone or cause, or the field of the artifact (``problem_statement.number``).
    quote : str
        The learner's own words that this finding is about.
    hints : tuple of str
        Up to three levels; the last is a worked example of a *different* case.
    """

    id: str
    status: Status
    criterion: str = ""
    what: str = ""
    why: str = ""
    next: str = ""
    misconception: str = ""
    where: str = ""
    quote: str = ""
    hints: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data, for JSON and for the editors."""
        return {name: getattr(self, name) for name in _FIELDS}


_FIELDS = tuple(one.name for one in fields(Finding))


def in_words(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Those that are not passed, as a repair shows them: ``label`` (the id), what, why, next."""
    return [
        {"label": one.id, "what": one.what, "why": one.why, "next": one.next}
        for one in findings
        if one.status != "passed"
    ]
