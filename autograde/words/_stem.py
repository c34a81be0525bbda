"""A light stemmer: enough to see that "seats", "seated" and "seating" are one word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from autograde.words._reading import read

_ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "ers", "er", "es", "ly", "s")
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of a lower-case word; short words stay as they are.

    Examples
    --------
    >>> stem("seating"), stem("seats"), stem("stopped"), stem("families")
    ('seat', 'seat', 'stop', 'famili')
    """
    if len(word) < 4 or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if not word.endswith(ending):
            continue
        body = word[: -len(ending)]
        if len(body) < 3 or not _VOWELS & set(body) or (ending == "s" and body[-1] in "su"):
            continue
        if ending in ("ied", "ies"):
            return body + "i"
        if len(body) > 3 and body[-1] == body[-2] and body[-1] not in "lsz":
            body = body[:-1]
        word = body
        break
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "y" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    return word


@lru_cache(maxsize=512)
def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of `text`, quoted ones too."""
    reading = read(text)
    found = {stem(word) for word in reading.bare()}
    for token in reading.tokens:
        if token.quoted:
            inside = text[token.start + 1 : token.end - 1]
            found.update(stem(word) for word in read(inside).bare())
    return frozenset(found)


def evidence_overlap(text: str, stems: Sequence[str]) -> int:
    """How many of `stems` stand in `text`, whatever their endings.

    Parameters
    ----------
    text : str
        What the learner wrote.
    stems : sequence of str
        Words or short phrases of the evidence; of a phrase every word must be there.

    Returns
    -------
    int
        Number of entries of `stems` found.

    Examples
    --------
    >>> evidence_overlap("We seat students by last spring's score band", ["seating", "bands"])
    2
    """
    present = stems_of(text)
    return sum(bool(entry) and entry <= present for entry in map(_wanted, stems))


@lru_cache(maxsize=4096)
def _wanted(entry: str) -> frozenset[str]:
    return frozenset(stem(word) for word in read(entry).bare())
