"""One reading of a text: words with their place, their kinds, and what is only quoted.

Every check works on a `Reading`. It spells contractions out, undoes a few common slips of the
keyboard, tags each word with the word lists it stands in, sets quoted words aside (they are
reported, not asserted), and can point back to the learner's exact words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from autograde.words._lists import Lists, lists
from autograde.words._pattern import ENDS, Line, Pattern, Word

LONGEST = 4000
"""Characters read of one text; a problem statement is a few hundred."""

_TOKEN = re.compile(
    r"(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d(?!\d)"  # 2023-24
    r"|\d{1,3}/\d{1,3}(?:/\d{2,4})?(?![\d/])"  # 10/12, 9/31
    r"|\d+(?:[.,:]\d+)+|\d+"
    r"(?:st|nd|rd|th|er|o|a)?(?![^\W_])"
    r"|[^\W_]+(?:'[^\W_]+)*"
    r"|[.,;:!?()%$=+/\n-]",
    re.IGNORECASE,
)
_STRAIGHT = str.maketrans("‘’‛`´“”„«»–—−", "'''''\"\"\"\"\"---")
_NO_STOP = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "sr", "sra", "st", "vs", "approx", "no", "pd", "per"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("e", "i", "a", "p", "g", "m"),
    ]
)
_OPENERS = frozenset(".!?:")
_SHORT = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'d": "would", "'m": "am"}


class Token(NamedTuple):
    """One word or stop, with where it stands in the text (`start`, `end` in characters)."""

    word: str
    start: int
    end: int
    capital: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Reading:
    """A text made ready for the checks.

    Parameters
    ----------
    text : str
        The learner's words, untouched.
    tokens : tuple of Token
        The words and stops, quotations as a single word ``qq``.
    words : Line
        The same tokens with the lists they stand in, for the patterns.
    """

    text: str
    tokens: tuple[Token, ...]
    words: Line

    def spans(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """First and last token of each place where `pattern` fits."""
        return pattern.spans(self.words)

    def quote(self, first: int, last: int) -> str:
        """The learner's own words from token `first` to token `last`, letter for letter."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def sentence(self, index: int) -> tuple[int, int]:
        """First and last token of the sentence around token `index`."""
        first = last = index
        while first > 0 and self.tokens[first - 1].word not in ENDS:
            first -= 1
        while last + 1 < len(self.tokens) and self.tokens[last].word not in ENDS:
            last += 1
        return first, last

    def bare(self) -> list[str]:
        """The words without stops."""
        return [token.word for token in self.tokens if token.word[0].isalnum()]


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Read the first `LONGEST` characters of `text`."""
    given = lists()
    text = text[:LONGEST]
    straight = text.translate(_STRAIGHT)
    tokens = tuple(_tokens(text, straight, given))
    return Reading(text, tokens, _tagged(tokens, given))


def quoted_spans(straight: str) -> list[tuple[int, int]]:
    """Where words stand in quotation marks; a text that is nothing but one quotation has none."""
    found: list[tuple[int, int]] = []
    if '"' not in straight and "'" not in straight:
        return found
    double = single = -1
    for at, char in enumerate(straight):
        if char == '"':
            if double < 0:
                double = at
            else:
                found.append((double, at + 1))
                double = single = -1
        elif char == "'" and double < 0:
            before = straight[at - 1] if at else " "
            after = straight[at + 1] if at + 1 < len(straight) else " "
            if single < 0 and not before.isalnum() and before not in "'." and after.isalnum():
                single = at
            elif single >= 0 and not after.isalnum() and not before.isspace():
                found.append((single, at + 1))
                single = -1
    whole = len(straight.strip().strip(".!?"))
    return [span for span in found if span[1] - span[0] < whole - 1]


def plain(word: str) -> str:
    """Lower case, without accents."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(char for char in parts if not unicodedata.combining(char)) or word


def _tokens(text: str, straight: str, given: Lists) -> Iterator[Token]:
    quotes = quoted_spans(straight)
    shouting = sum(map(str.isupper, text)) > 0.7 * max(1, sum(map(str.isalpha, text)))
    turn, at = 0, 0
    before = ""
    for match in _TOKEN.finditer(straight):
        start, end = match.span()
        if quotes:
            if start < at:
                continue
            while turn < len(quotes) and quotes[turn][1] <= start:
                turn += 1
            if turn < len(quotes) and quotes[turn][0] <= start:
                opened, at = quotes[turn]
                yield Token("qq", opened, at, quoted=True)
                before = "qq"
                continue
        raw = match[0]
        low, spelled, upper = _spelled_out(raw)
        if not spelled:
            word = _stop(raw, straight, start, before)
            if word:
                yield Token(word, start, end)
                before = word
            continue
        if low == "pd" and not _numbered(before, straight[end : end + 3], given):
            spelled = _spelled_out("training")[1]
        capital = upper and not (shouting and len(raw) > 1)
        for before in spelled:
            yield Token(before, start, end, capital)


def _stop(raw: str, straight: str, at: int, before: str) -> str:
    """What a stop counts as; empty if it only joins or shortens."""
    if raw == "\n":
        return "."
    if raw == "." and before in _NO_STOP:
        return ""
    if raw in "-/":
        left = straight[at - 1] if at else " "
        right = straight[at + 1] if at + 1 < len(straight) else " "
        if left.isspace() or right.isspace() or right in "-":
            digits = straight[:at].rstrip()[-1:].isdigit() and straight[at + 1 :][:2].strip()
            return "-" if digits and digits[:1].isdigit() else ";"
        return "-" if left.isdigit() or right.isdigit() else ""
    return raw


def _numbered(before: str, after: str, given: Lists) -> bool:
    """Whether "pd" stands for a class period, which has a number, and not for training."""
    return before[:1].isdigit() or before in given.ordinals or after.strip()[:1].isdigit()


@lru_cache(maxsize=8192)
def _spelled_out(raw: str) -> tuple[str, tuple[str, ...], bool]:
    """The plain word, the words it stands for (none for a stop), whether it has a capital."""
    if not raw[0].isalnum():
        return raw, (), False
    word = plain(raw)
    return word, _in_full(word, lists()), raw[0].isupper()


def _in_full(word: str, given: Lists) -> tuple[str, ...]:
    """Contractions in full, common slips of the keyboard put right."""
    if word in given.spelling:
        return given.spelling[word]
    if "'" not in word:
        return (word,)
    if word.endswith("n't"):
        return (word[:-3], "not")
    head, _, tail = word.rpartition("'")
    head = head.replace("'", "") or tail
    if "'" + tail in _SHORT:
        return (head, _SHORT["'" + tail])
    if tail == "s" and head in given.is_heads:
        return (head, "is")
    if tail == "s":
        return (head, "s")
    return (word.replace("'", ""),)


def _tagged(tokens: tuple[Token, ...], given: Lists) -> Line:
    found: list[Word] = []
    words = [token.word for token in tokens]
    proper, instrument = given.letter("proper"), given.letter("instrument")
    opens = True
    for index, (text, _, _, capital, _) in enumerate(tokens):
        word, phrases = _known(text)
        own = word.tags
        if capital:
            if not opens and own.isdisjoint(given.not_proper):
                own = own | {proper}
        elif text in given.caps_only:
            own = own - {instrument}
        for phrase, letters in phrases:
            if tuple(words[max(0, index - len(phrase) + 1) : index + 1]) == phrase:
                own = own | letters
        found.append(word if own is word.tags else _word(text, own))
        opens = text in _OPENERS
    return tuple(found)


@lru_cache(maxsize=8192)
def _word(text: str, tags: frozenset[str]) -> Word:
    """The one `Word` with these lists, which all readings share."""
    return Word(text, tags, not text[0].isalnum())


@lru_cache(maxsize=8192)
def _known(text: str) -> tuple[Word, tuple[tuple[tuple[str, ...], set[str]], ...]]:
    """A word with the lists it stands in by itself, and the listed phrases that end with it."""
    given = lists()
    tags = frozenset(given.of(text)).union(_shape(text, given))
    return _word(text, tags), given.phrases(text)


_YEAR = re.compile(r"(?:19|20)\d\d(?:\D+(?:19|20)?\d\d)?")
_PERIOD_CODE = re.compile(r"(?:q[1-4]|s[12]|t[1-3]|mp[1-8]|sem[12]|sy\d{2,4}|fy\d{2,4})")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


def _shape(word: str, given: Lists) -> Iterator[str]:
    """Kinds that show in the shape of a word: numbers, years, dates, ordinals."""
    if _YEAR.fullmatch(word):
        yield given.letter("year")
    elif _PERIOD_CODE.fullmatch(word):
        yield given.letter("period")
    elif _ORDINAL.fullmatch(word):
        yield given.letter("ordinal")
    elif "/" in word:
        top, bottom = (int(part) for part in word.split("/")[:2])
        if 1 <= top <= 12 and 1 <= bottom <= 31:
            yield given.letter("date")
        yield given.letter("number")
    elif ":" in word:
        yield given.letter("clock")
    elif word[0].isdigit() and word.replace(".", "").replace(",", "").isdigit():
        yield given.letter("number")
