"""What is different between two versions of a piece of work, in sentences.

Pure: two artifacts of one kind in, changes out. A fishbone is compared cause by cause
(`autograde._differences_fishbone`); every other kind field by field, with the names in ``NAMES``
where a person would call it something else than the file does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from autograde._differences_fishbone import NAMES as FISHBONE_NAMES
from autograde._differences_fishbone import tree_changes
from autograde._differences_parts import Change, quoted, reworded, said
from curriculum.artifacts.base import Artifact
from curriculum.artifacts.fishbone import Fishbone

__all__ = ["Change", "Marked", "differences", "marked"]

NAMES: Mapping[str, str] = {
    "school": "the school",
    "version": "whose version it is",
    "who_was_there": "who was there",
    "question": "the question",
    "from_causes": "the causes it is for",
    "informed_by": "what informed it",
    "change.text": "the change",
    "change.idea_card": "the idea card",
    "who": "who tries it",
    "where": "where",
    "group": "the group",
    "group_n": "the size of the group",
    "when": "when",
    "start": "the first day",
    "end": "the last day",
    "lessons": "the number of lessons",
    "scale.belief": "how much they believe in it",
    "scale.cost": "the cost of a failure",
    "scale.readiness": "how ready people are",
    "scale.size": "the size of the test",
    "scale.why": "why this size",
    "data.measure": "the measure",
    "data.numerator": "what is counted",
    "data.denominator": "out of how many",
    "data.who": "who counts",
    "data.when": "when it is counted",
    "data.tool": "the tool",
    "data.missing": "what happens with missing ones",
    "data.minutes": "the minutes it takes",
    "data.baseline_text": "the baseline in words",
    "data.baseline": "the counts of the baseline",
    "data.process": "the process measure",
    "data.balancing": "the balancing measure",
    "predictions": "the predictions",
    "best_guess": "the best guess",
    "low": "the low end of the range",
    "high": "the high end of the range",
    "because": "the because",
    "by": "the date",
    "direction": "the direction",
    "unit": "the unit",
    "n": "the number of students",
    "measure": "the measure",
    "surprise": "what would surprise them",
    "help_wanted": "the help asked for",
    "lock": "the lock",
    "words": "the words on the group",
    "before": "the counts before",
    "after": "the counts after",
    "points": "the counts",
    "annotations": "the notes on the chart",
    "log": "the lesson log",
    "fidelity": "whether it was done as planned",
    "deviations": "what was done differently",
    "held": "whether the prediction held",
    "result": "the result",
    "signal_reading.median": "the median read off the chart",
    "signal_reading.useful": "the points that count",
    "signal_reading.longest_run": "the longest run",
    "signal_reading.crossings": "the crossings",
    "signal_reading.signal": "whether there is a signal",
    "signal_reading.words": "the chart in words",
    "rules": "the rules of the chart",
    "groups": "the groups",
    "missing_words": "who is missing",
    "missing_count": "how many are missing",
    "other_explanations": "the other explanations",
    "balancing": "what it cost",
    "verdict": "the verdict",
    "verdict_words": "the verdict in words",
    "theory_change": "what changed in the theory",
    "prediction_id": "the prediction it is about",
    "change_day": "the day of the change",
    "source": "where the data come from",
}
# What a person did not write, or what follows from something else.
_SILENT = {"kind", "schema_version", "id", "case", "plan_digest", "follows"}
# Long tables of numbers: one sentence for all of them.
_TABLES = {"data.baseline", "points", "annotations", "log"}

_Rows = Mapping[str, Mapping[str, Any]]
Piece = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a reworded text: in both, only in the old one, or only in the new one."""

    piece: Piece
    text: str


def differences(before: Artifact, after: Artifact) -> tuple[Change, ...]:
    """What is different in the newer of two versions.

    Parameters
    ----------
    before, after : Artifact
        Of the same kind.

    Returns
    -------
    tuple of Change
        In the order in which the work is read; empty when nothing that a person made changed.

    Raises
    ------
    ValueError
        When they are of different kinds.
    """
    if type(before) is not type(after):
        raise ValueError("Two different kinds of work cannot be compared.")
    found: list[Change] = []
    skip = set(_SILENT)
    if isinstance(before, Fishbone) and isinstance(after, Fishbone):
        skip |= {"bones"}
        found += tree_changes(before, after)
    names = {**NAMES, **FISHBONE_NAMES} if isinstance(before, Fishbone) else NAMES
    by_field = _Fields(names)
    then, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    for name in now:
        if name not in skip:
            found += by_field.field(name, then[name], now[name])
    # A fishbone is read from its head.
    found.sort(key=lambda one: not one.where.startswith("problem_statement"))
    return tuple(replace(one, sentence=_ended(one.sentence)) for one in found)


def marked(old: str, new: str) -> tuple[Marked, ...]:
    """A reworded text word by word, so that a reader sees what is new in it."""
    then, now = _words(old), _words(new)
    found: list[Marked] = []
    # Not "junk": a word that is often there may be the one that changed.
    for what, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Marked("same", "".join(then[a:b])))
            continue
        if a < b:
            found.append(Marked("old", "".join(then[a:b])))
        if c < d:
            found.append(Marked("new", "".join(now[c:d])))
    return tuple(found)


def _words(text: str) -> list[str]:
    """Words with the space behind them; a text too long to compare is one piece."""
    return re.findall(r"\s*\S+\s*", text[:8000])[:1200] if text.strip() else []


def _ended(sentence: str) -> str:
    """One full stop is enough."""
    return sentence[:-1] if sentence.endswith((".”.", "!”.", "?”.", "…”.")) else sentence


@dataclass(frozen=True, slots=True)
class _Fields:
    """Compares field by field, with these names for them."""

    names: Mapping[str, str]

    def name_of(self, path: str) -> str:
        """How a field is called in a sentence."""
        last = path.rpartition(".")[2]
        return self.names.get(path) or self.names.get(last) or f"“{last.replace('_', ' ')}”"

    def field(self, path: str, then: Any, now: Any, of: str = "") -> Iterator[Change]:
        """Changes of one field; ``of`` says whose it is, where there are several."""
        if then == now:
            return
        if path in _TABLES:
            yield _table(path, self.name_of(path), then, now)
        elif path == "lock":
            yield _lock(then, now)
        elif isinstance(then, dict) and isinstance(now, dict):
            for name in dict.fromkeys([*now, *then]):
                yield from self.field(f"{path}.{name}", then.get(name), now.get(name), of)
        elif isinstance(then, list) and isinstance(now, list):
            before, after = _by_key(then), _by_key(now)
            if before is None or after is None:
                yield from _texts(path, self.name_of(path), then, now)
            else:
                yield from self._rows(path, before, after)
        else:
            yield reworded(f"{self.name_of(path)}{of}", path, said(then), said(now))

    def _rows(self, path: str, before: _Rows, after: _Rows) -> Iterator[Change]:
        """Entries that have an id are followed by it, those that have a name by that."""
        name = self.name_of(path)
        for key, row in before.items():
            if key not in after:
                text = _telling(row)
                words = f"Removed from {name}{_named(text)}."
                yield Change("removed", words, text, "", f"{path}.{key}")
        for key, row in after.items():
            text = _telling(row)
            if key not in before:
                yield Change("added", f"Added to {name}{_named(text)}.", "", text, f"{path}.{key}")
                continue
            of = f" of {quoted(text)}" if text and len(after) > 1 else ""
            for part in row:
                if part != "id":
                    old, new = before[key].get(part), row[part]
                    yield from self.field(f"{path}.{key}.{part}", old, new, of)
        common = [key for key in before if key in after]
        if common != [key for key in after if key in before]:
            yield Change("moved", f"Put {name} into another order.", "", "", path)


def _texts(path: str, name: str, then: Sequence[Any], now: Sequence[Any]) -> Iterator[Change]:
    """Entries without a name of their own: what is gone beside what came."""
    old, new = [said(one) for one in then], [said(one) for one in now]
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    for left, right in zip(gone, come, strict=False):
        words = f"In {name}: {quoted(right)} in the place of {quoted(left)}."
        yield Change("reworded", words, left, right, path)
    for one in gone[len(come) :]:
        yield Change("removed", f"Removed from {name}: {quoted(one)}.", one, "", path)
    for one in come[len(gone) :]:
        yield Change("added", f"Added to {name}: {quoted(one)}.", "", one, path)
    if not gone and not come:
        yield Change("moved", f"Put {name} into another order.", "", "", path)


def _by_key(rows: Sequence[Any]) -> dict[str, dict[str, Any]] | None:
    """Rows by their id or name; None when they have none, or two have the same."""
    found: dict[str, dict[str, Any]] = {}
    for one in rows:
        key = str(one.get("id") or one.get("name") or "") if isinstance(one, dict) else ""
        if not key or key in found:
            return None
        found[key] = one
    return found


def _telling(row: Mapping[str, Any]) -> str:
    return next((str(row[key]) for key in ("text", "measure", "name") if row.get(key)), "")


def _table(path: str, name: str, then: Sequence[Any], now: Sequence[Any]) -> Change:
    other = sum(a != b for a, b in zip(then, now, strict=False))
    parts = []
    if other:
        parts.append(f"{other} {'row is' if other == 1 else 'rows are'} different")
    if len(now) != len(then):
        more = abs(len(now) - len(then))
        parts.append(f"{more} {'row' if more == 1 else 'rows'} {_way(len(now) > len(then))}")
    sort: Literal["added", "removed", "reworded"] = "reworded"
    if not other:
        sort = "added" if len(now) > len(then) else "removed"
    return Change(sort, f"{_big(name)}: {' and '.join(parts)}.", "", "", path)


def _way(more: bool) -> str:
    return "more" if more else "fewer"


def _lock(then: Any, now: Any) -> Change:
    if not then:
        return Change("added", "The plan is locked now.", "", "", "lock")
    if not now:
        return Change("removed", "The lock is gone.", "", "", "lock")
    return Change("reworded", "The plan was locked again.", "", "", "lock")


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(text: str) -> str:
    return f": {quoted(text)}" if text else ""
