"""Measures the fishbone check and writes what it found to ``exercises/lift-fishbone/TRUST.md``.

Run ``python -m autograde.checks.trust`` to print the table, with ``--write`` to write the file,
with ``--check`` to fail when the file is not what the check does now.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap

from autograde.checks.fishbone import fishbone
from autograde.checks.mutations import OPERATORS, Operator, worse
from autograde.checks.samples import load_samples
from autograde.checks.solution import worked_solution
from autograde.findings import Finding
from autograde.rubrics import load_rubric, score_of
from curriculum.artifacts.fishbone import Fishbone
from curriculum.content import content_root
from curriculum.simulate.cases import Case
from curriculum.simulate.story import draw_case

EXERCISE = "lift-fishbone"
SEEDS = 100


@dataclass
class Tally:
    """How one way of spoiling fared: ``missed`` and ``asked`` are both noticed."""

    operator: Operator
    missed: int = 0
    asked: int = 0
    survivors: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many fishbones were spoiled this way."""
        return self.missed + self.asked + len(self.survivors)


@dataclass(frozen=True)
class SeedReport:
    """What the worked solutions of many drawn cases got."""

    seeds: int
    full: int
    asked: int
    failures: tuple[str, ...]


def measure(bases: list[tuple[str, Fishbone, Case]]) -> list[Tally]:
    """Spoil every base in every way and see whether the check notices.

    A spoiled fishbone is noticed when a finding that names its mistake is asked or missed and was
    not so before; what is spoiled into itself (nothing changed) is left out.
    """
    tallies = [Tally(operator) for operator in OPERATORS]
    for name, fish, case in bases:
        before = fishbone(fish, case)
        for tally in tallies:
            for where, spoiled in tally.operator.spoil(fish, case):
                if spoiled == fish:
                    continue
                named = tally.operator.named
                new = [f for f in worse(before, fishbone(spoiled, case)) if f.id in named]
                if any(finding.status == "missed" for finding in new):
                    tally.missed += 1
                elif new:
                    tally.asked += 1
                else:
                    tally.survivors.append(f"{name}, {where}")
    return tallies


def seeds(count: int = SEEDS) -> SeedReport:
    """The worked solution of ``count`` learners' cases."""
    rubric = load_rubric(EXERCISE)
    full = asked = 0
    failures: list[str] = []
    for number in range(count):
        case = draw_case(EXERCISE, f"seed-{number}", 0)
        findings = fishbone(worked_solution(case), case)
        asked += any(finding.status == "asked" for finding in findings)
        points = sum(score_of(findings, criterion.id, rubric) for criterion in rubric.machine)
        if points == rubric.machine_total:
            full += 1
        failures += [f"seed-{number}: {_named(f)}" for f in findings if f.status == "missed"]
    return SeedReport(count, full, asked, tuple(failures))


def _named(finding: Finding) -> str:
    return f"{finding.id} at {finding.where}: {finding.what}"


def report(tallies: list[Tally], drawn: SeedReport, bases: int) -> str:
    """The measurements as Markdown."""
    return "\n".join(_lines(tallies, drawn, bases)) + "\n"


def _lines(tallies: list[Tally], drawn: SeedReport, bases: int) -> Iterator[str]:
    total = sum(tally.total for tally in tallies)
    caught = sum(tally.missed + tally.asked for tally in tallies)
    yield "# How far the fishbone check can be trusted"
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


def main(arguments: list[str]) -> int:
    """Print the report; write or compare the file if asked to."""
    bases = [
        (sample.name, sample.fishbone, sample.case)
        for sample in load_samples(EXERCISE)
        if sample.kind == "strong" and sample.fishbone and sample.case
    ]
    text = report(measure(bases), seeds(), len(bases))
    path: Path = content_root() / "exercises" / EXERCISE / "TRUST.md"
    if "--write" in arguments:
        path.write_text(text, encoding="utf-8")
    elif "--check" in arguments:
        if path.read_text(encoding="utf-8") != text:
            print("TRUST.md is stale; run: python -m autograde.checks.trust --write")
            return 1
        return 0
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
