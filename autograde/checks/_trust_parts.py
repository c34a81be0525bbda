"""Parts of the trust page beside spoiling and seeds: samples, text checks, gold marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import autograde.words
from autograde.checks.samples import Sample, load_samples
from autograde.checks.spoiling import worse
from autograde.gold import has_gold, load_gold
from autograde.kinds import kind_of
from autograde.rubrics import LEVELS, load_rubric
from autograde.words.measure import LABELS, Result, load, measure

WORDS = Path(autograde.words.__file__).parent
SENTENCES = WORDS.parents[1] / "tests" / "autograde" / "words"
#: What is written in an exercise and read by a text check.
TEXTS = {
    "fishbone": ("problem_statements", "causes", "cause_pairs"),
    "plan": ("predictions", "operational_definitions"),
}
#: Where the README says what was found at first sight, by the beginning of the line.
FIRST_SIGHT = {
    "fishbone": "Batches 8 and 9 together:",
    "plan": "Good predictions accused at first pass:",
    "disaggregation": "`deficit` asks about a group",
}
NAMES = {
    "problem_statements": "Problem statements",
    "causes": "Causes",
    "cause_pairs": "Two causes that are one",
    "predictions": "Predictions",
    "operational_definitions": "What counts, and how it is counted",
}


def caught(exercise: str) -> list[tuple[Sample, bool]]:
    """Every weak sample, and whether exactly the finding that names its mistake is new in it."""
    kind = kind_of(exercise)
    samples = {one.name: one for one in load_samples(exercise)}
    found = []
    for one in samples.values():
        if one.kind == "weak":
            parent = samples[one.expected["parent"]]
            before = kind.check(parent.artifact, parent.case)
            new = worse(before, kind.check(one.artifact, one.case))
            named = [(each.id, each.status, each.where) for each in new]
            expected = tuple(one.expected[part] for part in ("finding", "status", "where"))
            found.append((one, named == [expected]))
    return found


def samples_lines(exercise: str) -> Iterator[str]:
    """Mistakes caught by name."""
    found = caught(exercise)
    yield "## Mistakes are caught by name"
    yield ""
    yield f"{sum(right for _, right in found)} of {len(found)} weak samples, each a strong one with"
    yield "one mistake, get exactly the one finding that names it."
    yield ""
    yield "| the mistake | finding | what it does |"
    yield "| --- | --- | --- |"
    for sample, right in found:
        how = {"missed": "costs points", "asked": "asks"}[sample.expected["status"]]
        named = f"`{sample.expected['finding']}`" if right else "**not caught by name**"
        yield f"| {sample.name.removeprefix('weak-').replace('-', ' ')} | {named} | {how} |"
    yield ""


def words_lines(exercise: str) -> Iterator[str]:
    """Precision and recall of the text checks, with intervals."""
    artifact = load_rubric(exercise).artifact
    texts = TEXTS.get(artifact, ())
    yield "## How well the text checks read"
    yield ""
    if not texts:
        known = artifact in FIRST_SIGHT
        if known:
            yield "How one speaks of a group (copied from `autograde/words/README.md`):"
            yield ""
            yield from first_sight(FIRST_SIGHT[artifact])
            yield ""
        begin = "The rest is not measured." if known else "Not measured."
        yield from _wrapped(
            f"{begin} What is written in words here is read by short rules that were tried on "
            "the samples and on spoiled work only; there are no labeled sentences for them yet. "
            "Read what they ask as a question."
        )
        yield ""
        return
    yield from _wrapped(
        "Precision: of what was raised, how much was right. Recall: of what was there, how much "
        "was raised. Wilson's 95 % intervals and counts in brackets."
    )
    yield ""
    yield "At first sight, on sentences that no rule had been fitted to (measured once, copied from"
    yield "`autograde/words/README.md`):"
    yield ""
    yield from first_sight(FIRST_SIGHT[artifact])
    yield ""
    for kind in texts:
        folder = "fresh" if (SENTENCES / "fresh" / f"{kind}_11.jsonl").is_file() else "own"
        yield from _measured(kind, folder, measure(kind, load(SENTENCES / folder, kind)))


def first_sight(begin: str) -> list[str]:
    """A line of the text checks' README, wrapped, with the tables right below it.

    Raises
    ------
    ValueError
        When no line begins so.
    """
    lines = (WORDS / "README.md").read_text(encoding="utf-8").splitlines()
    place = next((at for at, line in enumerate(lines) if line.startswith(begin)), None)
    if place is None:
        raise ValueError(f"autograde/words/README.md has no line that begins “{begin}”.")
    found = [f"> {line}" for line in wrap(lines[place], 96)]
    for line in lines[place + 1 :]:
        if line and not line.startswith("|"):
            break
        found.append(f"> {line}".rstrip())
    while found[-1] == ">":
        found.pop()
    return found


def _measured(kind: str, folder: str, result: Result) -> Iterator[str]:
    known = {
        "fresh": "written after most rules; faults found in some were mended since",
        "own": "the rules were fitted to these, so this is a floor and no estimate",
    }
    yield f"**{NAMES[kind]}**: {result.items} labeled sentences ({known[folder]})."
    yield f"Good ones accused: {result.accused}; with certainty: {result.accused_surely}."
    yield ""
    yield "| what is raised | precision | recall | precision when certain |"
    yield "| --- | --- | --- | --- |"
    for label in LABELS[kind]:
        tally, sure = result.labels[label], result.certain[label]
        yield f"| `{label}` | {tally.precision} | {tally.recall} | {sure.precision} |"
    yield ""


def gold_lines(exercise: str) -> Iterator[str]:
    """What is known of agreement: who set gold, and that coaches' own figures are in a course."""
    rubric = load_rubric(exercise)
    yield "## How far coaches agree"
    yield ""
    if not has_gold(exercise):
        yield "There are no gold pieces for this exercise yet, so coaches cannot calibrate on it."
        return
    gold = load_gold(exercise)
    yield from _wrapped(
        f"{len(gold.pieces)} gold pieces have a level on each of the {len(rubric.coach)} criteria "
        f"that a coach judges. They were set by {gold.set_by}. Nobody has marked them "
        "independently, so nothing is known yet of how far another careful coach would agree."
    )
    yield ""
    yield f"| gold pieces at each level | {' | '.join(LEVELS)} |"
    yield f"| --- |{' ---: |' * len(LEVELS)}"
    for criterion in rubric.coach:
        many = Counter(one.marks[criterion.id].level for one in gold.pieces.values())
        yield f"| {criterion.title} | {' | '.join(str(many[place]) for place in range(4))} |"
    yield ""
    yield from _wrapped(
        "How far the coaches of a course agree with gold and with each other is computed from that "
        "course's own marks and shown at its desk under “Agree”. It is empty until they have "
        "marked, and it is not part of this page."
    )


def _wrapped(text: str) -> list[str]:
    return wrap(text, 98)
