"""Measures the checks and writes what it found to ``exercises/<id>/TRUST.md``.

Run ``python -m autograde.checks.trust`` to print the tables, with ``--write`` to write the files,
with ``--check`` to fail when a file is not what the check does now; name exercises to measure
only those.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import Any

from autograde.checks._trust_parts import caught, gold_lines, samples_lines, words_lines
from autograde.checks.samples import load_samples
from autograde.checks.spoiling import Operator, worse
from autograde.findings import Finding
from autograde.kinds import kind_of
from autograde.release import exercises
from autograde.rubrics import load_rubric, score_of
from curriculum.content import content_root

EXERCISE = "lift-fishbone"
SEEDS = 100
COMMAND = "python -m autograde.checks.trust"


@dataclass
class Tally:
    """How one way of spoiling fared: ``missed`` and ``asked`` are both noticed."""

    operator: Operator
    missed: int = 0
    asked: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many were spoiled this way."""
        return self.missed + self.asked + len(self.survivors)


@dataclass(frozen=True)
class SeedReport:
    """What the worked solutions of many drawn cases got."""

    seeds: int
    full: int
    asked: int
    failures: tuple[str, ...]


def measure(bases: list[tuple[str, Any, Any]], exercise: str = EXERCISE) -> list[Tally]:
    """Spoil every base in every way and see whether the check notices.

    Spoiled work is noticed when a finding that names its mistake is asked or missed and was
    not so before; what is spoiled into itself (nothing changed) is left out.
    """
    kind = kind_of(exercise)
    tallies = [Tally(operator) for operator in kind.operators]
    for name, strong, case in bases:
        before = kind.check(strong, case)
        for tally in tallies:
            for where, spoiled in tally.operator.spoil(strong, case):
                if spoiled == strong:
                    continue
                named = tally.operator.named
                new = [f for f in worse(before, kind.check(spoiled, case)) if f.id in named]
                if any(finding.status == "missed" for finding in new):
                    tally.missed += 1
                elif new:
                    tally.asked += 1
                else:
                    tally.survivors.append(f"{name}, {where}")
    return tallies


def seeds(count: int = SEEDS, exercise: str = EXERCISE) -> SeedReport:
    """The worked solution of ``count`` learners' cases."""
    rubric, kind = load_rubric(exercise), kind_of(exercise)
    full = asked = 0
    failures: list[str] = []
    for number in range(count):
        case = kind.draw(exercise, f"seed-{number}", 0)
        findings = kind.check(kind.solution(case), case)
        asked += any(finding.status == "asked" for finding in findings)
        points = sum(score_of(findings, criterion.id, rubric) for criterion in rubric.machine)
        if points == rubric.machine_total:
            full += 1
        failures += [f"seed-{number}: {_named(f)}" for f in findings if f.status == "missed"]
    return SeedReport(count, full, asked, tuple(failures))


def _named(finding: Finding) -> str:
    return f"{finding.id} at {finding.where}: {finding.what}"


def report(tallies: list[Tally], drawn: SeedReport, bases: int, exercise: str = EXERCISE) -> str:
    """The measurements as Markdown."""
    lines = [*_lines(tallies, drawn, bases, exercise)]
    return "\n".join([*lines, *words_lines(exercise), *gold_lines(exercise)]) + "\n"


def _lines(tallies: list[Tally], drawn: SeedReport, bases: int, exercise: str) -> Iterator[str]:
    name = kind_of(exercise).name
    total = sum(tally.total for tally in tallies)
    caught = sum(tally.missed + tally.asked for tally in tallies)
    yield f"# How far {exercise} can be trusted: the {name} check, and its coaches"
    yield ""
    yield from _summary(tallies, drawn, exercise)
    yield ""
    yield "Written by `python -m autograde.checks.trust --write`; do not edit by hand."
    yield ""
    yield "## Good work is not accused"
    yield ""
    yield f"- {drawn.full} of {drawn.seeds} worked solutions of drawn cases get full marks;"
    yield f"  findings that cost one of them points without cause: {len(drawn.failures)}."
    yield "- Worked solutions about which the check asks a question that costs nothing:"
    yield f"  {drawn.asked} of {drawn.seeds}."
    yield ""
    yield from samples_lines(exercise)
    yield "## Spoiled work is noticed"
    yield ""
    yield f"{bases} strong samples, each spoiled in {len(tallies)} ways at every place where that"
    yield f"is possible: **{caught} of {total} noticed ({100 * caught / total:.1f}%)**."
    yield "Noticed means that a finding which names the mistake is new. *Missed* costs points,"
    yield "*asked* costs none and the coach sees it."
    yield ""
    yield "| way of spoiling | the mistake | spoiled | missed | asked | not noticed |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for tally in tallies:
        yield (
            f"| {tally.operator.name} | {tally.operator.mistake} | {tally.total} "
            f"| {tally.missed} | {tally.asked} | {len(tally.survivors)} |"
        )
    yield ""
    yield "## What is not noticed, and why"
    yield ""
    for tally in tallies:
        if tally.survivors:
            yield f"**{tally.operator.name}** ({len(tally.survivors)} of {tally.total})."
            yield from wrap(tally.operator.spared, 98)
            yield ""
            yield from (f"- {survivor}" for survivor in tally.survivors)
            yield ""
    if not any(tally.survivors for tally in tallies):
        yield "Nothing."
        yield ""


def _summary(tallies: list[Tally], drawn: SeedReport, exercise: str) -> Iterator[str]:
    """The page in one small table."""
    total = sum(tally.total for tally in tallies)
    noticed = sum(tally.missed + tally.asked for tally in tallies)
    weak = caught(exercise)
    yield "| what was tried | result |"
    yield "| --- | --- |"
    yield f"| seeds: worked solutions of drawn cases | {drawn.full} of {drawn.seeds} full marks |"
    yield f"| weak samples | {sum(ok for _, ok in weak)} of {len(weak)} caught by name |"
    yield f"| mutations of strong samples | {noticed} of {total} noticed ({noticed / total:.1%}) |"
    yield "| text checks | precision and recall below |"
    yield "| agreement of coaches | not known yet, see below |"


def main(arguments: list[str]) -> int:
    """Print the reports; write or compare the files if asked to."""
    stale = 0
    for exercise in [one for one in arguments if not one.startswith("-")] or exercises():
        text = of_exercise(exercise)
        path: Path = content_root() / "exercises" / exercise / "TRUST.md"
        if "--write" in arguments:
            path.write_text(text, encoding="utf-8")
        elif "--check" in arguments:
            if path.read_text(encoding="utf-8") != text:
                print(f"TRUST.md of {exercise} is stale; run: {COMMAND} --write")
                stale = 1
            continue
        print(text)
    return stale


def strong_bases(exercise: str) -> list[tuple[str, Any, Any]]:
    """Name, artifact and case of the strong samples."""
    return [
        (sample.name, sample.artifact, sample.case)
        for sample in load_samples(exercise)
        if sample.kind == "strong" and sample.artifact and sample.case
    ]


def of_exercise(exercise: str) -> str:
    """The report on one exercise's check."""
    bases = strong_bases(exercise)
    return report(measure(bases, exercise), seeds(SEEDS, exercise), len(bases), exercise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
