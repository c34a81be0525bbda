"""Whether a reason tells how the change would work, or only says the result again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from autograde.words._hit import Hit
from autograde.words._reading import Reading, read
from autograde.words._source import patterns, source
from autograde.words._stem import stem

_LETTERS_ALIKE = 6
_WHY_NONE = "Why would that happen? Try “because ...” and what students will meet, say or do."


def _words(name: str) -> frozenset[str]:
    return source("prediction").words[name]


@lru_cache(maxsize=1)
def _same_thing() -> dict[str, str]:
    return {
        stem(word): line.split()[0]
        for line in source("prediction").families
        for word in line.split()
    }


def because(text: str, measure: str = "") -> list[Hit]:
    """Whether a reason is there, and whether it tells how the change would work.

    Parameters
    ----------
    text : str
        What the learner wrote after "because"; the word itself may stand or not.
    measure : str
        What is measured, or the rest of the prediction; a reason that only repeats it is circular.

    Returns
    -------
    list of Hit
        Nothing, or one hit ``no_because`` or ``because_is_circular``. Only an empty reason is
        certain.

    Examples
    --------
    >>> [hit.label for hit in because("it is best practice")]
    ['because_is_circular']
    >>> because("the frame gives them a way to start", "explanations on the exit ticket")
    []
    """
    reading = read(text)
    if not any(word[0].isalpha() for word in reading.bare()):
        return [Hit("no_because", "", _WHY_NONE, True)]
    purpose = next(patterns("purpose").spans(reading), None)
    if purpose and purpose[0] == 0:
        quote = reading.quote(*purpose)
        why = f"“{quote}” says what it is for. Why do you expect it to happen?"
        return [Hit("no_because", quote, why, False)]
    hit = circular(reading, 0, len(reading.tokens) - 1, read(measure).bare())
    return [hit] if hit else []


def circular(reading: Reading, first: int, last: int, claim: Iterable[str]) -> Hit | None:
    """A hit when tokens `first` to `last` are a reason without a mechanism."""
    why = source("prediction").why
    for name, fits in source("prediction").group("circular"):
        for a, b in sorted(fits.spans(reading)):
            early = name == "authority" or a <= first + 2
            if a >= first - 2 and b <= last and early and _nothing_more(reading, name, b, last):
                quote = reading.quote(max(a, first), b)
                return Hit(
                    "because_is_circular", quote, why[f"circular.{name}"].format(quote=quote), False
                )
    words = [token.word for token in reading.tokens[first : last + 1]]
    if _says_again(words, claim):
        quote = reading.quote(first, last).rstrip(".!")
        return Hit("because_is_circular", quote, why["circular.result"].format(quote=quote), False)
    return None


def _nothing_more(reading: Reading, name: str, end: int, last: int) -> bool:
    """Whether no mechanism follows what fits: a goal, then "and the timer is in sight"."""
    rest = range(end + 1, last + 1)
    stops = [at for at in rest if reading.words[at].text in (",", "and", ":", "(")]
    if not stops or name == "authority":
        return True
    tail = [reading.words[at].text for at in range(stops[0] + 1, last + 1)]
    return len(_content(tail)) < 2


def _content(words: Iterable[str]) -> set[str]:
    """Stems that carry meaning, words for one thing made one."""
    alike = _same_thing()
    stems = (
        stem(word)
        for word in words
        if word[0].isalpha() and word not in _words("no_content") and word != "qq"
    )
    return {alike.get(found, found) for found in stems}


def _says_again(words: list[str], claim: Iterable[str]) -> bool:
    if "qq" in words:
        return False
    if "than" in words:
        words = words[: words.index("than")]
    told = _content(words)
    if not told:
        return any(word[0].isalpha() for word in words)
    if all(_among(one, _content(claim)) for one in told):
        return True
    for at, word in enumerate(words):
        if word in _words("causes") and 0 < at < len(words) - 1:
            before, after = _content(words[:at]), _content(words[at + 1 :])
            if after and before and all(_among(one, before) for one in after):
                return True
    return False


def _among(one: str, others: Iterable[str]) -> bool:
    return any(
        one == other
        or (len(one) >= _LETTERS_ALIKE and one[:_LETTERS_ALIKE] == other[:_LETTERS_ALIKE])
        for other in others
    )


def reason_hinted(reading: Reading) -> bool:
    """Whether a reason could hide in the text in a form that is not known here."""
    return patterns("hint_reason").fit(reading)
