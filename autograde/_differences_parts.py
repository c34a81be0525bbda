"""One change between two versions, and the words it is told in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["added", "removed", "reworded", "moved", "retagged"]

LONGEST = 90


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different in the newer version.

    Parameters
    ----------
    sort : {"added", "removed", "reworded", "moved", "retagged"}
    sentence : str
        What happened, quoting the learner.
    old, new : str
        The words before and after, whole; empty where there are none.
    where : str
        Id of the bone or cause, or the field's path.
    """

    sort: Sort
    sentence: str
    old: str
    new: str
    where: str

    @property
    def head(self) -> str:
        """The sentence without the new words, where they stand beside it anyway."""
        start, sign, _words = self.sentence.partition(": “")
        return f"{start}." if sign and self.sort == "reworded" else self.sentence


def quoted(text: str) -> str:
    """A learner's words in quotation marks, in one line, not long."""
    plain = " ".join(text.split())
    return f"“{plain}”" if len(plain) <= LONGEST else f"“{plain[: LONGEST - 1].rstrip()}…”"


def said(value: Any) -> str:
    """A value as a person would write it; nothing is ""."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ", ".join(text for one in value.values() if (text := said(one)))
    if isinstance(value, list | tuple):
        return "; ".join(text for one in value if (text := said(one)))
    return str(value).replace("_", " ") if _is_word(value) else str(value)


def _is_word(value: object) -> bool:
    """Whether it is one of our own choices ("few_classes") and no sentence."""
    return isinstance(value, str) and "_" in value and " " not in value and value.islower()


def reworded(name: str, where: str, old: str, new: str) -> Change:
    """A field that says something else now, says something for the first time, or nothing."""
    if not old:
        return Change("added", f"Wrote {name}: {quoted(new)}.", "", new, where)
    if not new:
        return Change("removed", f"Took away {name}: {quoted(old)}.", old, "", where)
    return Change("reworded", f"Changed {name}: {quoted(new)}.", old, new, where)
