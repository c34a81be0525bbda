"""A few lines of a memo to the board, as the disaggregation's check reads them: for `gaps`."""

from __future__ import annotations

from collections.abc import Mapping

from autograde.checks.gaps import gaps
from autograde.findings import in_words
from curriculum.artifacts.disaggregation import Disaggregation

__all__ = ["look_at_memo"]

#: In the order of harm: a child first, then a group, then a number that misleads.
_NAMES = {
    "gaps-few": "A few students",
    "gaps-deficit": "Who does something here?",
    "gaps-bubble": "A list of students",
    "gaps-ratio-alone": "A ratio on its own",
    "gaps-finding": "Which two rates?",
}


def look_at_memo(text: str) -> list[Mapping[str, str]]:
    """What the disaggregation's check asks about the words of a memo.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of mappings
        ``label``, ``name``, ``what``, ``why``, ``next``, the most harmful first; empty when the
        check is content.
    """
    alone = Disaggregation(finding_words=text)
    found = [one for one in gaps(alone) if one.where == "finding_words" and one.id in _NAMES]
    harm = list(_NAMES)
    return [
        {**one, "name": _NAMES[one["label"]]}
        for one in sorted(in_words(found), key=lambda one: harm.index(one["label"]))
    ]
