"""What each number of a prediction stands for: predicted, now, out of how many, or only a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from autograde.words._reading import Reading
from autograde.words._source import source


@lru_cache(maxsize=1)
def _values() -> dict[str, float]:
    return {word: float(value) for word, value in source("prediction").values.items()}


def _words(name: str) -> frozenset[str]:
    return source("prediction").words[name]


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a text: its value, its tokens, and the part it plays.

    ``role`` is ``predicted``, ``now``, ``of`` (out of how many), ``name`` (a room, a grade, a
    length of a lesson, a date) or ``aside`` (in the reason).
    """

    value: float | None
    first: int
    last: int
    role: str
    percent: bool = False


def numbers_in(reading: Reading, dated: set[int], aside: set[int]) -> list[Number]:
    """Every number of the text with its role; `dated` and `aside` are tokens already told."""
    words = [token.word for token in reading.tokens]
    found: list[Number] = []
    at = 0
    while at < len(words):
        last, value = _value(words, at)
        if last < at:
            at += 1
            continue
        percent = _word(words, last + 1) in ("%", "percent")
        role = _role(words, at, last, found)
        if at in dated:
            role = "name"
        elif at in aside:
            role = "aside"
        found.append(Number(value, at, last + percent, role, percent))
        at = last + 1 + percent
    return found


def _value(words: list[str], at: int) -> tuple[int, float | None]:
    """Last token and value of a number that begins at `at`; a last token before `at` for none."""
    word = words[at]
    if (
        20 <= _values().get(word, 0) < 100
        and (unit := _values().get(_word(words, at + 1), 10.0)) < 10.0
    ):
        return at + 1, _values()[word] + unit
    if word == "one":
        apart = _word(words, at + 1) in ("of", "out", "in")
        return (at, 1.0) if apart else (at - 1, None)
    if word in ("double", "triple") and _word(words, at - 1) in ("will", "to", "should", "would"):
        return at, None
    if word in _words("doubles") and _word(words, at + 1) not in _words("of_what"):
        return at - 1, None
    if word == "none" and _word(words, at - 1) == "or":
        return at - 1, None
    if word in _words("wholes") and _word(words, at - 1) not in _words("almost"):
        return at, _values().get(word)
    if word in _words("shares") and _word(words, at + 1) not in ("day", "days", "grade", "graders"):
        before = _word(words, at - 1)
        if before in ("first", "second", "last", "other"):
            return at - 1, None
        named = word not in ("half", "mitad") and _word(words, at + 1) != "of"
        return (at - 1, None) if named and before not in ("two", "three", "one") else (at, None)
    if word in ("all", "every", "todos") and _word(words, at - 1) not in _words("almost"):
        whole = _word(words, at + 1) in ("of", "my", "our") or _word(words, at + 1) in _words(
            "people"
        )
        sized = whole or any(
            _values().get(near) or near.isdigit() for near in words[at + 1 : at + 5]
        )
        return (at, None) if sized else (at - 1, None)
    if word in _values():
        return at, _values()[word]
    digits = word.replace(",", "")
    if digits.replace(".", "", 1).isdigit() and len(digits) < 8:
        return at, float(digits)
    if "/" in word and word.count("/") == 1:
        return at, float(word.split("/")[0])
    return at - 1, None


def _word(words: list[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _role(words: list[str], at: int, last: int, before: list[Number]) -> str:
    left, right = _word(words, at - 1), _word(words, last + 1)
    if right == "-" and not _word(words, last + 2)[:1].isdigit():
        return "name"
    if left == "-" and before and before[-1].last == at - 2:
        return before[-1].role
    joined = left in ("to", "and", "or") and before and before[-1].last == at - 2
    if joined and before[-1].role in ("name", "of"):
        return before[-1].role
    if left in _words("label") and right not in ("of", "out", "%", "percent"):
        return "name"
    if right in _words("unit") and _name_of_length(words, at, last, left):
        return "name"
    if (
        left in _words("owner")
        and right not in ("of", "%", "percent")
        and _word(words, at - 2) not in _words("than")
    ):
        return "name" if _word(words, at - 2) == "in" and right in _words("label") else "of"
    if left in ("of", "out") or (left in _words("owner") and _word(words, at - 2) == "of"):
        return "of"
    if left == "all" and _word(words, at - 2) == "of":
        return "of"
    if _is_now(words, at, last):
        return "now"
    return "predicted"


def _name_of_length(words: list[str], at: int, last: int, left: str) -> bool:
    """Whether "10 minute" or "within 3 minutes" tells how long something is allowed to take."""
    unit = words[last + 1]
    if left in _words("within") or (left == "for" and unit in _words("long")):
        return True
    return not unit.endswith("s") and words[at] != "1" and bool(_word(words, last + 2).isalpha())


def _is_now(words: list[str], at: int, last: int) -> bool:
    near = at - 1
    while near >= max(0, at - 4) and words[near] in _words("fill"):
        near -= 1
    if _word(words, near - 1) in ("anywhere", "somewhere", "ranging", "range"):
        return False
    if _word(words, near) in _words("now") or (_word(words, near) == "not" and near < at - 1):
        return True
    if _word(words, at - 1) == ":" and "last" in words[max(0, at - 4) : at]:
        return True
    after = words[last + 1 : last + 4]
    if after[:1] in (["%"], ["percent"]):
        after = after[1:]
    if after[:1] and after[0] in _words("after_now"):
        return after[0] != "last" or _word(words, at - 1) == "("
    return False
