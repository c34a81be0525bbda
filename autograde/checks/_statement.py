"""The head of the fish: complete (who, what, how much, when), neutral, and true to the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograde.checks._dates import days_in
from autograde.checks._folder import Folder, says
from autograde.checks._messages import misfit, say
from autograde.checks._numbers import Number, misfits, numbers
from autograde.checks._reading import costs, read_statement, said, sentence_of
from autograde.findings import Finding, Status
from autograde.words import Hit
from curriculum.artifacts.fishbone import ProblemStatement

TEXT = "problem_statement.text"

_APPROXIMATELY = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|over|under|more than|less than|close to)\s*$",
    re.IGNORECASE,
)


def statement(head: ProblemStatement, folder: Folder | None) -> Iterator[Finding]:
    """Findings on the problem statement.

    Parameters
    ----------
    head : ProblemStatement
        The text counts; where it is empty, the four short lines stand in for it.
    folder : Folder or None
        With it, what the text says is compared with what the folder can bear out.
    """
    text, where = head.text, TEXT
    if not said(text):
        yield say("statement-text", "missed", where=TEXT)
        for field in ("group", "measure", "number", "period"):
            if said(getattr(head, field)):
                text, where = getattr(head, field), f"problem_statement.{field}"
                yield from _one_line(field, text, where)
        return
    hits = read_statement(text)
    found = numbers(text)
    parts = [
        _named("group", "no_group", text, hits, folder),
        _named("measure", "no_measure", text, hits, folder),
        _how_much(text, hits, found, folder),
        _when(text, hits, folder),
    ]
    yield from parts
    for pair, percent in misfits(text):
        yield misfit("statement-percent", TEXT, text, pair, percent)
    if folder is not None and found:
        yield _in_folder(text, found, folder)
    if sum(part.status != "missed" for part in parts) >= 2:
        for label in ("solution", "blame"):
            yield _neutral(label, text, hits)
    yield from _lines_agree(head, found, folder)


def _one_line(field: str, text: str, where: str) -> Iterator[Finding]:
    if field == "number":
        found = numbers(text)
        if found:
            yield say("statement-number", "passed", where=where, quote=text, number=_listed(found))
        return
    yield say(f"statement-{field}", "passed", where=where, quote=text)


def _hit(hits: Sequence[Hit], label: str) -> Hit | None:
    return next((hit for hit in hits if hit.label == label), None)


def _named(part: str, label: str, text: str, hits: Sequence[Hit], folder: Folder | None) -> Finding:
    """The group or the measure: named in the text, and the one that the folder counts."""
    hit = _hit(hits, label)
    if folder is None:
        status: Status = "passed" if hit is None else "missed" if _sure(hit, text) else "asked"
        return say(f"statement-{part}", status, where=TEXT, quote=text)
    facts = folder.case.statement
    said = says(text, facts.group if part == "group" else facts.measure)
    if said:
        return say(f"statement-{part}", "passed", where=TEXT, quote=said)
    return say(f"statement-{part}", "asked" if hit is None else "missed", where=TEXT, quote=text)


def _sure(hit: Hit, text: str) -> bool:
    """Whether a part is missing for certain; fewer than five words cannot hold who and what."""
    return hit.certain or len(text.split()) < 5


def _how_much(
    text: str, hits: Sequence[Hit], found: Sequence[Number], folder: Folder | None
) -> Finding:
    """A how-much of the measure; with a folder, the size of the group alone is none."""
    hit = _hit(hits, "no_number")
    measured = [number for number in found if number.kind != "single"]
    if folder is not None and found and not measured:
        counts = {n.value for own in folder.case.statement.numbers for n in numbers(own)}
        if not any(number.value in counts for number in found):
            return say("statement-number", "asked", where=TEXT, quote=text)
    if measured or hit is None:
        shown = _listed(measured or found) or "in words"
        quote = (measured or found)[0].text if found else text
        return say("statement-number", "passed", where=TEXT, quote=quote, number=shown)
    status: Status = "missed" if _sure(hit, text) or not found else "asked"
    return say("statement-number", status, where=TEXT, quote=text)


def _when(text: str, hits: Sequence[Hit], folder: Folder | None) -> Finding:
    hit = _hit(hits, "no_period")
    if folder is None:
        status: Status = "passed" if hit is None else "missed" if _sure(hit, text) else "asked"
        return say("statement-period", status, where=TEXT, quote=text)
    said = says(text, folder.case.statement.period)
    strange = [day for day in days_in(text) if day not in folder.whole.days]
    if said and not strange:
        return say("statement-period", "passed", where=TEXT, quote=said)
    status = "missed" if hit is not None and not said else "asked"
    return say("statement-period", status, where=TEXT, quote=text)


def _in_folder(text: str, found: Sequence[Number], folder: Folder) -> Finding:
    """Every number of the text against the folder; the worst decides."""
    asked: Number | None = None
    for number in found:
        standing = folder.whole.standing(number)
        if standing == "there":
            continue
        roughly = _APPROXIMATELY.search(text[: number.start])
        if number.kind != "single" and standing == "absent" and not roughly:
            return say("statement-number-in-folder", "missed", where=TEXT, quote=number.text)
        asked = asked or number
    if asked is not None:
        return say("statement-number-in-folder", "asked", where=TEXT, quote=asked.text)
    return say(
        "statement-number-in-folder",
        "passed",
        where=TEXT,
        quote=found[0].text,
        number=_listed(found),
    )


def _neutral(label: str, text: str, hits: Sequence[Hit]) -> Finding:
    hit = _hit(hits, label)
    if hit is None:
        return say(f"statement-{label}", "passed", where=TEXT, quote=text)
    quote = sentence_of(hit, text)
    return say(
        f"statement-{label}", "missed" if costs(hit, text) else "asked", where=TEXT, quote=quote
    )


def _lines_agree(
    head: ProblemStatement, found: Sequence[Number], folder: Folder | None
) -> Iterator[Finding]:
    """Whether the short lines hold numbers or days that neither the sentence nor the folder has.

    The number's and the period's line must agree with the sentence; the group's and the
    measure's may say more than it (how many students there are), if the folder says it too.
    """
    percents = {number.value for number in found if number.kind == "percent"}
    counts = {v for n in found if n.kind != "percent" for v in (n.value, n.total)} | {None}
    days = set(days_in(head.text))
    for field in ("group", "measure", "number", "period"):
        line: str = getattr(head, field)
        odd = [
            n
            for n in numbers(line)
            if not ({n.value} <= percents if n.kind == "percent" else {n.value, n.total} <= counts)
        ]
        if field in ("group", "measure"):
            odd = [n for n in odd if folder and folder.whole.standing(n) == "absent"]
        shown = odd[0].text if odd else line if not set(days_in(line)) <= days else ""
        if shown:
            where = f"problem_statement.{field}"
            yield say("statement-lines", "asked", where=where, quote=line, number=shown)


def _listed(found: Sequence[Number], most: int = 3) -> str:
    names = list(dict.fromkeys(number.text for number in found))
    return ", ".join(names[:most]) + (" and more" if len(names) > most else "")
