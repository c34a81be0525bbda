"""Who is missing, and groups: numbers for groups that can carry one, and never a verdict on few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._study_known import Group, StudyKnown
from autograde.findings import Finding
from curriculum.artifacts.study import GroupResult, Study, Tally

SMALLEST = 11

# A group's result: a share, a count of something, a change.
_JUDGES = re.compile(
    r"\d+\s*(?:%|percent|of\s+\d+)|\b(?:rose|fell|improv\w+|gain\w*|dropp\w+|better|worse|higher|"
    r"lower|doubl\w+|increas\w+|decreas\w+|went (?:up|down)|caught up|behind)\b",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"\b(?:gap|difference)\b[^.;!?]{0,60}\b(?:clos\w+|narrow\w*|shr[aiu]nk\w*|smaller|gone|"
    r"went|fell|halv\w+)\b"
    r"|\b(?:clos|narrow|shrink|halv)\w*\b[^.;!?]{0,30}\b(?:gap|difference)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|cannot|can't|don't|doesn't|without|whether|too early|nothing)\b", re.I
)


def missing_and_groups(study: Study, known: StudyKnown) -> Iterator[Finding]:
    """Findings on missing students and on groups."""
    yield _counted(study, known)
    told = study.missing_words
    yield say(
        "missing-who", "passed" if said(told) else "missed", where="missing_words", quote=told
    )
    if known.groups and not study.groups:
        yield say("groups-looked-at", "missed", where="groups", quote=known.groups[0].name)
    seen = []
    for place, group in enumerate(study.groups):
        theirs = _of_folder(group, place, known)
        seen.append(theirs)
        yield from _group(group, theirs, f"groups.{place}")
    for one in known.groups if study.groups else ():
        if one not in seen:
            yield say("group-left-out", "missed", where="groups", quote=one.name)
    yield from _gap(study)


def _counted(study: Study, known: StudyKnown) -> Finding:
    where = "missing_count"
    if study.missing_count is None:
        return say("missing-counted", "missed", where=where, number="nothing")
    right = study.missing_count == known.missing
    return say(
        "missing-counted",
        "passed" if right else "missed",
        where=where,
        number=study.missing_count,
        other=known.missing,
    )


def _group(group: GroupResult, theirs: Group | None, where: str) -> Iterator[Finding]:
    if group == GroupResult():
        return
    size = theirs.n if theirs is not None else group.n
    if size is None:
        yield say("group-size", "asked", where=f"{where}.n", quote=group.name)
        return
    if theirs is not None and group.n is not None and group.n != theirs.n:
        yield say(
            "group-size",
            "missed",
            where=f"{where}.n",
            quote=group.name,
            number=group.n,
            other=theirs.n,
        )
    if size < SMALLEST:
        shown = _judgment(group)
        yield say(
            "small-groups",
            "missed" if shown else "passed",
            where=where,
            quote=shown or group.name,
            item=group.name,
            count=size,
        )
        return
    if theirs is not None:
        yield _numbers(group, theirs, where)


def _judgment(group: GroupResult) -> str:
    """What a small group is judged by: a number, or words of a result; "" if nothing."""
    for tally in (group.before, group.after):
        if tally.count is not None:
            return f"{tally.count} of {tally.of}" if tally.of is not None else str(tally.count)
    found = _JUDGES.search(group.words)
    return group.words if found and not _NOT.search(group.words) else ""


def _of_folder(group: GroupResult, place: int, known: StudyKnown) -> Group | None:
    """The folder's group of this name, else the one in this place; none for an empty row."""
    if group == GroupResult():
        return None
    name = group.name.casefold().strip()
    for one in known.groups:
        if name and (one.name.casefold() in name or name in one.name.casefold()):
            return one
    return known.groups[place] if place < len(known.groups) else None


def _numbers(group: GroupResult, theirs: Group, where: str) -> Finding:
    """Counts before and since, as the folder has them."""
    pairs = (("before", group.before, theirs.before), ("after", group.after, theirs.since))
    for field, mine, truth in pairs:
        told = f"{truth[0]} of {truth[1]}"
        if mine.count is None or mine.of is None:
            return say(
                "group-numbers",
                "missed",
                where=f"{where}.{field}",
                quote=group.name,
                number="nothing",
                other=told,
            )
        if (mine.count, mine.of) != truth:
            return say(
                "group-numbers",
                "missed",
                where=f"{where}.{field}",
                quote=group.name,
                number=_tally(mine),
                other=told,
            )
    return say(
        "group-numbers",
        "passed",
        where=where,
        quote=group.name,
        number=f"{_tally(group.before)} before, {_tally(group.after)} since",
    )


def _tally(tally: Tally) -> str:
    return f"{tally.count} of {tally.of}"


def _gap(study: Study) -> Iterator[Finding]:
    """Whether a smaller difference is claimed: the same children each day, and few of them."""
    for where, text in (
        *((f"groups.{place}.words", one.words) for place, one in enumerate(study.groups)),
        ("verdict_words", study.verdict_words),
    ):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            if _GAP.search(sentence) and not _NOT.search(sentence):
                yield say("gap-claimed", "asked", where=where, quote=sentence)
                return
