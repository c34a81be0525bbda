"""The evidence folder of a case, indexed: which numbers, dates and words stand on which paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import Literal

from autograde.checks._dates import days_in
from autograde.checks._numbers import Number, numbers, rounds_to
from autograde.words import evidence_overlap
from curriculum.simulate.cases import Case, EvidenceItem

Standing = Literal["there", "nearly", "absent"]

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    _WORD.findall(
        "about after again also because been before being both could does each from have into just "
        "like made make many more most much only other over same some such than that their them "
        "then there these they this those through under very were what when where which while "
        "will with would your student students teacher teachers school lesson lessons class grade"
    )
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One piece of the folder, or all of it.

    ``singles`` are all numbers on it, ``pairs`` (part, whole) that stand in one row or line,
    ``percents`` those written and those that follow from a pair.
    """

    words: frozenset[str]
    singles: frozenset[float]
    pairs: frozenset[tuple[float, float]]
    percents: frozenset[float]
    days: frozenset[tuple[int, int]]

    def standing(self, number: Number) -> Standing:
        """Whether a number stands on this paper, nearly does, or does not at all."""
        if number.kind == "single":
            return "there" if number.value in self.singles else "absent"
        if number.kind == "percent":
            exact = (
                share
                for percent in self.percents
                for share in (percent, 100 - percent)
                if abs(share - number.value) <= 1.5
            )
            gaps = [rounds_to(share, number.value) for share in exact]
            return "there" if any(gaps) else "nearly" if gaps else "absent"
        part, whole = number.value, number.total or 0.0
        if (part, whole) in self.pairs or (whole - part, whole) in self.pairs:
            return "there"
        return "nearly" if {part, whole} <= self.singles else "absent"


class Folder:
    """A case's papers, and all of them together."""

    def __init__(self, case: Case) -> None:
        self.case = case
        own = (*case.scene, *case.statement.numbers, *case.statement.period)
        self.papers, self.whole = _papers(case.items, own)

    def traced(self, source: str) -> EvidenceItem | None:
        """The paper that a source names in words (or by its id), if one can be told."""
        named = re.findall(r"\bE\d{1,2}\b", source)
        for name in named:
            found = self.case.item(name)
            if found:
                return found
        wanted = content_words(source)
        best, most = None, 0
        for item in self.case.items:
            shared = len(wanted & self.papers[item.id].words)
            if shared > most:
                best, most = item, shared
        return best if most >= 2 and 2 * most >= len(wanted) else None

    def knows(self, source: str) -> bool:
        """Whether any word or number of a source stands anywhere in the folder."""
        return bool(content_words(source) & self.whole.words) or any(
            self.whole.standing(number) != "absent" for number in numbers(source)
        )


def says(text: str, phrases: Iterable[str]) -> str:
    """The first of the phrases that a text says, in the text's own spelling; "" if none.

    A phrase counts as said when it stands there, or when all its content words do.
    """
    low = text.lower()
    for phrase in phrases:
        at = low.find(phrase.lower())
        if at >= 0 and len(low) == len(text):
            return text[at : at + len(phrase)]
    for phrase in phrases:
        words = plain_words(phrase)
        if len(words) >= 2 and evidence_overlap(text, words) == len(words):
            return text
    return ""


def plain_words(text: str) -> list[str]:
    """The words of four letters and more, each once, as they are written."""
    return sorted(set(_WORD.findall(text.lower())))


def content_words(text: str, common: Iterable[str] = _COMMON) -> frozenset[str]:
    """Words of four letters and more, cut to six letters, without the common ones."""
    skip = frozenset(common)
    return frozenset(word[:6] for word in _WORD.findall(text.lower()) if word not in skip)


@lru_cache(maxsize=8)
def _papers(
    items: tuple[EvidenceItem, ...], more: tuple[str, ...]
) -> tuple[Mapping[str, Paper], Paper]:
    """Each paper by its id, and all of them with ``more`` as one; kept between two checks."""
    lines = {item.id: _item_lines(item) for item in items}
    everything = [line for item in items for line in _item_lines(item)]
    papers = {name: _paper(own) for name, own in lines.items()}
    return MappingProxyType(papers), _paper([*everything, *([text] for text in more)])


def _item_lines(item: EvidenceItem) -> list[list[str]]:
    """The paper as lines; a table's row is a line of several cells."""
    lines = [[item.title], [item.source], *([line] for line in item.lines)]
    lines += [[str(cell) for cell in item.columns]]
    lines += [[str(cell) for cell in row] for row in item.rows]
    for fact in item.facts:
        lines += [[fact.text], *([number] for number in fact.numbers)]
    return lines


def _paper(lines: list[list[str]]) -> Paper:
    singles: set[float] = set()
    pairs: set[tuple[float, float]] = set()
    percents: set[float] = set()
    words: set[str] = set()
    days: set[tuple[int, int]] = set()
    for cells in lines:
        whole_line = " ".join(cells)
        words |= content_words(whole_line)
        days |= set(days_in(whole_line))
        found = [number for cell in cells for number in numbers(cell)]
        counts: list[float] = []
        for number in found:
            if number.kind == "percent":
                percents.add(number.value)
            else:
                counts.append(number.value)
                if number.total is not None:
                    counts.append(number.total)
        singles |= set(counts) | {n.value for n in found if n.kind == "percent"}
        together = set(combinations(sorted(set(counts)), 2))
        pairs |= together
        written = {(n.value, n.total) for n in found if n.total is not None}
        shares = written | (together if len(cells) > 1 else set())
        percents |= {100 * part / whole for part, whole in shares if whole}
    return Paper(
        frozenset(words), frozenset(singles), frozenset(pairs), frozenset(percents), frozenset(days)
    )
