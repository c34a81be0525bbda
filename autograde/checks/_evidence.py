"""How each leaf is known: a tag, a source, and a folder that bears them out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._folder import Folder, Standing, plain_words
from autograde.checks._messages import misfit, say
from autograde.checks._numbers import Number, misfits, numbers
from autograde.checks._reading import said
from autograde.findings import Finding, Status
from autograde.words import evidence_overlap
from curriculum.artifacts.fishbone import Cause, Fishbone
from curriculum.simulate.cases import EvidenceItem


def evidence(fish: Fishbone, folder: Folder | None) -> Iterator[Finding]:
    """Findings on the evidence of every leaf that has words in it."""
    leaves = [place.cause for place in fish.leaves() if said(place.cause.text)]
    if not leaves:
        yield say("evidence-any", "missed", where="bones")
        return
    for leaf in leaves:
        tagged = leaf.evidence.tag is not None
        yield say(
            "leaf-tag",
            "passed" if tagged else "missed",
            where=leaf.id,
            quote=leaf.text,
            tag=leaf.evidence.tag or "",
        )
        yield _source(leaf)
        for text in (leaf.text, leaf.evidence.source):
            for pair, percent in misfits(text):
                yield misfit("leaf-percent", leaf.id, text, pair, percent)
        if folder is not None and leaf.evidence.tag is not None:
            yield from _borne_out(leaf, folder)
    if folder is not None:
        yield from _upper_numbers(fish, folder)
        yield from _contradiction(fish, folder)
    if all(leaf.evidence.tag == "assumption" for leaf in leaves):
        count = str(len(leaves))
        yield say("all-assumptions", "asked", where="bones", count=count)


def _source(leaf: Cause) -> Finding:
    source = leaf.evidence.source
    if len(re.findall(r"[^\W_]", source)) >= 2:
        return say("leaf-source", "passed", where=leaf.id, quote=source)
    return say("leaf-source", "missed", where=leaf.id, quote=leaf.text)


def _borne_out(leaf: Cause, folder: Folder) -> Iterator[Finding]:
    """A tagged leaf against the paper it points to."""
    tag, text = leaf.evidence.tag, leaf.text
    cited = folder.case.item(leaf.evidence.item) if leaf.evidence.item else None
    if leaf.evidence.item and cited is None:
        yield say("leaf-item", "missed", where=leaf.id, quote=text, tag=tag)
        return
    if tag == "assumption":
        if cited is not None:
            yield say(
                "leaf-kind",
                "asked",
                where=leaf.id,
                quote=text,
                tag=tag,
                item=cited.id,
                title=cited.title,
                kind=cited.kind,
            )
        return
    item = cited or folder.traced(leaf.evidence.source)
    if item is None or (cited is None and item.kind != tag):
        known = item is not None or folder.knows(leaf.evidence.source)
        sourced = bool(leaf.evidence.source.strip())
        status: Status = "asked" if known or not sourced else "missed"
        yield say("leaf-item", status, where=leaf.id, quote=text, tag=tag)
        return
    about = {"item": item.id, "title": item.title}
    yield say("leaf-item", "passed", where=leaf.id, quote=text, **about)
    fits = item.kind == tag
    yield say(
        "leaf-kind",
        "passed" if fits else "missed",
        where=leaf.id,
        quote=text,
        tag=tag,
        kind=item.kind,
        **about,
    )
    speaks = _speaks(leaf, item)
    yield say("leaf-about", "passed" if speaks else "asked", where=leaf.id, quote=text, **about)
    yield from _leaf_numbers(leaf, item, folder)
    if item.contradicts and _tells_the_first_story(leaf, item, folder):
        yield say("leaf-contradicts", "asked", where=leaf.id, quote=text, **about)


def _speaks(leaf: Cause, item: EvidenceItem) -> bool:
    """Whether a leaf speaks about at least one fact of the paper."""
    words = sorted({word for fact in item.facts for word in fact.words})
    if evidence_overlap(leaf.text, words) >= 2:
        return True
    both = f"{leaf.text} {leaf.evidence.source}"
    values = {(n.value, n.total) for n in numbers(leaf.text)}
    for fact in item.facts:
        shared = {(n.value, n.total) for own in fact.numbers for n in numbers(own)} & values
        enough = shared or evidence_overlap(both, fact.words) >= 3
        if enough and evidence_overlap(leaf.text, fact.words):
            return True
    return False


def _tells_the_first_story(leaf: Cause, item: EvidenceItem, folder: Folder) -> bool:
    story = plain_words(folder.case.obvious_story)
    in_story = evidence_overlap(leaf.text, story)
    in_facts = max((evidence_overlap(leaf.text, fact.words) for fact in item.facts), default=0)
    return in_story >= 2 and in_story > in_facts


def _leaf_numbers(leaf: Cause, item: EvidenceItem, folder: Folder) -> Iterator[Finding]:
    """The numbers of a leaf and its source against the paper; the worst decides."""
    paper = folder.papers[item.id]
    found = [
        (number, paper.standing(number))
        for text in (leaf.text, leaf.evidence.source)
        for number in numbers(text)
    ]
    if not found:
        return
    worst, status = _worst(found, elsewhere=folder)
    shown = worst.text if status != "passed" else ", ".join(n.text for n, _ in found[:3])
    yield say("leaf-numbers", status, where=leaf.id, quote=worst.text, number=shown, item=item.id)


def _worst(
    found: list[tuple[Number, Standing]], elsewhere: Folder | None = None
) -> tuple[Number, Status]:
    """The number that stands worst, and what to say: passed, asked or missed.

    A single number is only ever asked about (it may count anything), and so is one that stands
    on another paper.
    """
    asked = None
    for number, standing in found:
        if standing == "there":
            continue
        other = elsewhere is not None and elsewhere.whole.standing(number) == "there"
        if standing == "absent" and number.kind != "single" and not other:
            return number, "missed"
        asked = asked or number
    return (asked, "asked") if asked is not None else (found[0][0], "passed")


def _upper_numbers(fish: Fishbone, folder: Folder) -> Iterator[Finding]:
    """Numbers in causes that are no leaves, against the whole folder."""
    for place in fish.walk():
        if place.cause.is_leaf:
            continue
        found = [(number, folder.whole.standing(number)) for number in numbers(place.cause.text)]
        if not found:
            continue
        worst, status = _worst(found)
        shown = worst.text if status != "passed" else ", ".join(n.text for n, _ in found[:3])
        yield say("cause-numbers", status, where=place.cause.id, quote=worst.text, number=shown)


def _contradiction(fish: Fishbone, folder: Folder) -> Iterator[Finding]:
    """Whether what does not fit the first story stands anywhere on the fish."""
    against = [item for item in folder.case.items if item.contradicts]
    if not against:
        return
    said = " ".join([fish.surprise, *(place.cause.text for place in fish.walk())])
    cited = {place.cause.evidence.item for place in fish.walk()}
    for place in fish.leaves():
        traced = folder.traced(place.cause.evidence.source)
        cited |= {traced.id} if traced else set()
    for item in against:
        in_words = any(evidence_overlap(fish.surprise, fact.words) >= 2 for fact in item.facts)
        if item.id in cited or in_words or re.search(rf"\b{item.id}\b", said):
            yield say("contradiction", "passed", where="surprise", item=item.title)
            return
    yield say("contradiction", "asked", where="surprise", item=against[0].title)
