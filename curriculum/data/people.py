"""Which columns hold names, numbers or addresses of people. Those are left out, unread.

Nothing here returns a cell's content: only that a column looks like people, and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from curriculum.data.stamps import Codes
from curriculum.data.values import SHAPE, Cell, solid_date

_ENOUGH = 1_000
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)")
_DIALED = re.compile(rb"000(?:[\s.-]|[\x80-\xff]+)0000")  # the shape of a phone number's end
_SECURITY = re.compile(r"\d{3}-\d{2}-\d{4}")
_ID = re.compile(r"(?:[A-Za-z]{1,3}-?)?(\d{6,10})(?:\.0)?")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_TITLE = re.compile(r"(?:mr|ms|mrs|miss|dr|mx|prof|sr|sra)\b\.?\s+\w", re.IGNORECASE)
_ONE = re.compile(r"[^\W\d_][^\W\d_'’-]*")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,3}")
_PLACES = re.compile(
    r"\b(school|elementary|primary|middle|high|academy|district|unified|charter|college|center|"
    r"campus|group|class|grade|period|room|team|unit|lesson|week|task|ticket|math|reading|"
    r"science|english|learners?|students?|agree|disagree|neutral|african|american|asian|"
    r"latin[oax]|hispanic|white|black|native|pacific|islander|races?|special|education|general|"
    r"yes|no|not|very|some|none|always|often|never|sometimes|rarely|strongly|half|most|all|"
    r"fall|spring|winter|summer|monday|tuesday|wednesday|thursday|friday|fictional|"
    r"clase|grupo|escuela|with|without|before|after|new|old|control|treatment|opener|whole|small|large|low|medium|"
    r"first|second|third|part|full|only|and|or|the|of|in|on|to|for|is|was|we|they|it)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:student|pupil|learner|child|kid|teacher|parent|guardian|staff|observer|respondent|your)"
)
_SURE = re.compile(
    r"surname|names?|(?:middle|given|family|preferred|legal|nick|user|maiden)[ -]?names?|"
    r".*\b(?:first|last|full)[ -]?names?\b.*|"
    rf"(?:.* )?(?:{_ROLE}|participant)(?:['’]?s)?[ -](?:legal |preferred )?names?(?: .*)?|"
    rf"names? of (?:the )?{_ROLE}s?|"
    r".*\be-?mails?(?: address(?:es)?)?\b.*|correo.*|.*\b(?:tele)?phone(?: numbers?)?\b.*|"
    r"mobile|cell|cell number|(?:home |street |mailing )?address|username|login|ssn|"
    r"social security.*|s?sid|ssid.*|s?asid|lasid|upn|uic|usi|sis|state id.*|"
    rf".*\b(?:{_ROLE}|stu|stdnt|local|state|perm(?:anent)?|employee|user|lunch|sis|upn|pupil upn)"
    r"[ -]?(?:id|ids|number|no|num|nbr|code|pin|upn)s?(?: number| no)?|"
    r"(?:.* )?(?:dob|date of birth|birth ?dates?|birthday)|parents?|guardians?|emergency contact|"
    r"nombres?(?: (?:y|completos?|del?) ?.*)?|apellidos?(?: .*)?|(?:estudiante|alumn[oa])s?|"
    r"ip(?: address)?",
    re.IGNORECASE,
)
# What is headed so has names of its own: "Area Model" is a task, "Alder Creek" a school.
_THING = re.compile(
    r"\b(?:task|opener|lesson|topic|activity|activities|strategy|strategies|routine|standard|unit|"
    r"problem|question|title|subject|course|school|site|district|class|clase|grupo|escuela|group|program|reason|cause|"
    r"theme|code|category|categories|comment|note|focus|change|idea|goal|measure|language|country|"
    r"city|state|county|answer|response|level|status|type|kind|condition|arm|version|race|"
    r"ethnicity|gender|role|grade|tool|material|book)(?:s|es)?\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"students?|pupils?|learners?|child(?:ren)?|teachers?|observers?|coach(?:es)?|who|staff|"
    r"facilitators?|respondents?|submitted by|recorded by|participants?|id",
    re.IGNORECASE,
)


class Verdict(NamedTuple):
    """What a column holds: ``drop`` for people, ``ask`` where it may be; ``why`` in words."""

    drop: bool
    ask: bool = False
    why: str = ""


def judge(heading: str, cells: Sequence[Cell], counts: Codes) -> Verdict:
    """Whether a column holds people.

    Parameters
    ----------
    heading : str
    cells : sequence of Cell
        The column's different cells.
    counts : int array
        How many rows hold each.

    Returns
    -------
    Verdict
        ``why`` ends the sentence "Left out because ..." and quotes no cell.
    """
    plain = re.sub(r"[?:*()]", " ", heading.replace("#", " number "))
    plain = re.sub(r"[_\s]+", " ", plain).strip()
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    if _SURE.fullmatch(plain):
        return Verdict(True, why="its heading names people or how to reach them")
    # Of a column with very many different cells every some-th tells enough.
    step = 1 + len(cells) // _ENOUGH
    some = zip(cells[::step], counts[::step].tolist(), strict=True)
    texts = {_text(cell): count for cell, count in some}
    texts.pop("", None)
    rows = sum(texts.values())
    if not rows:
        return Verdict(False)
    for pattern, least, why in (
        (EMAIL, 0.1, "it holds e-mail addresses"),
        (_SECURITY, 0.1, "it holds numbers of persons"),
        (PHONE, 0.3, "it holds phone numbers"),
    ):
        if _share(pattern, texts) >= least * rows:
            return Verdict(True, why=why)
    return _ids(texts, rows, plain) or _names(texts, rows, plain) or Verdict(False)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, int | float) and cell == cell and abs(cell) < 1e15:
        return str(int(cell)) if cell == int(cell) else ""
    return ""


def _share(pattern: re.Pattern[str], texts: Mapping[str, int]) -> int:
    return sum(count for text, count in texts.items() if pattern.fullmatch(text[:200]))


def _ids(texts: Mapping[str, int], rows: int, heading: str) -> Verdict | None:
    found = {text: match for text in texts if (match := _ID.fullmatch(text))}
    if sum(texts[text] for text in found) < 0.9 * rows:
        if heading.lower() == "id" and len(texts) > 0.9 * rows:
            return Verdict(True, why="it holds a different code in almost every row")
        return None
    if all(solid_date(float(match[1])) for match in found.values()):
        return None
    if len(texts) >= 0.9 * rows and len(texts) > 1:
        return Verdict(True, why="it holds long numbers that differ in almost every row")
    alike = len({len(text) for text in found}) == 1
    if alike and (len(texts) >= 5 or _PERSON.fullmatch(heading)):
        why = "it may hold numbers of persons: all are equally long"
        return Verdict(bool(_PERSON.fullmatch(heading)), ask=True, why=why)
    return None


def _names(texts: Mapping[str, int], rows: int, heading: str) -> Verdict | None:
    person = _PERSON.fullmatch(heading) is not None
    names = sum(count for text, count in texts.items() if is_name(text))
    titled = sum(count for text, count in texts.items() if _TITLE.match(text))
    if titled >= 0.5 * rows or (person and names >= 0.5 * rows):
        return Verdict(True, why="it holds names of persons")
    thing = _THING.search(heading) is not None
    if names >= 0.6 * rows:
        if len(texts) >= 0.5 * rows and len(texts) > 2 and not thing:
            return Verdict(True, why="it holds what looks like names of persons")
        if len(texts) >= 8 or not thing:
            return Verdict(False, ask=True, why="it may hold names of persons")
    single = sum(
        count
        for text, count in texts.items()
        if (_ONE.fullmatch(text) and text[:1].isupper() and not text.isupper())
        or _INITIALS.fullmatch(text)
    )
    many = len(texts) >= 0.8 * rows and len(texts) >= 5
    small = sum(count for text, count in texts.items() if is_name(text.title()))
    if many and not thing and small >= 0.9 * rows:
        return Verdict(False, ask=True, why="it may hold names of persons")
    if single >= 0.9 * rows and (many or person):
        return Verdict(False, ask=True, why="it may hold names or initials of persons")
    return None


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: two to four capitalized words, no place."""
    if len(text) > 60 or not (text[:1].isupper() or _TITLE.match(text)):
        return False
    words = [word for word in re.split(r"[,\s]+", text) if word]
    if not 2 <= len(words) <= 4 or _PLACES.search(text):
        return False
    small = ("de", "del", "la", "van", "von", "der", "da", "dos", "bin", "al", "el")
    return all(
        _WORD.fullmatch(word) and (word[0].isupper() or word.lower() in small) for word in words
    )


def scrub(text: str) -> str:
    """A text with e-mail addresses and phone numbers taken out."""
    if "@" in text:
        text = EMAIL.sub("[e-mail removed]", text)
    return PHONE.sub("[phone removed]", text)


def scrub_all(texts: list[str]) -> list[str]:
    """Texts with e-mail addresses and phone numbers taken out; the same list if there are none."""
    joined = "\n".join(texts)
    shape = joined.encode("utf-8", "surrogatepass").translate(SHAPE)
    if "@" in joined or (b"0000" in shape and _DIALED.search(shape)):
        return [scrub(text) for text in texts]
    return texts
