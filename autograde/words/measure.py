"""Measure the text checks on labeled sentences: ``python -m autograde.words.measure [folder]``.

The folder holds ``problem_statements*.jsonl``, ``causes*.jsonl``, ``cause_pairs*.jsonl``,
``predictions*.jsonl`` and ``operational_definitions*.jsonl``, one item a line with ``labels``,
``difficulty`` and at times ``tolerated``. Per label, leaving out the items where it is tolerated:
precision and recall, both also on the hard items, with Wilson 95 % intervals; and the share of
good sentences on which anything is raised.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

from autograde.words import (
    cause,
    operational_definition,
    prediction,
    problem_statement,
    same_cause,
)

LABELS: dict[str, tuple[str, ...]] = {
    "problem_statements": (
        "solution",
        "blame",
        "no_group",
        "no_measure",
        "no_number",
        "no_period",
    ),
    "causes": ("solution", "blame", "person_as_cause", "too_vague"),
    "cause_pairs": ("same",),
    "predictions": (
        "not_measurable",
        "cannot_fail",
        "no_number",
        "no_date",
        "no_because",
        "because_is_circular",
    ),
    "operational_definitions": (
        "numerator",
        "denominator",
        "who",
        "when",
        "tool",
        "missing_rule",
    ),
}
GOOD = {kind: "different" if kind == "cause_pairs" else "ok" for kind in LABELS}
_CHECKS = {"problem_statements": problem_statement, "causes": cause, "predictions": prediction}


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`, with its Wilson interval."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 where there is nothing to count."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval at 95 % (Wilson, J. Am. Stat. Assoc. 22, 1927)."""
        return wilson(self.right, self.of)

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = self.interval
        return f"{self.value:.0%} ({low:.0%}–{high:.0%}, {self.right}/{self.of})"


@dataclass(slots=True)
class Tally:
    """Counts for one label."""

    hit: int = 0
    false_alarm: int = 0
    missed: int = 0

    def add(self, expected: bool, raised: bool) -> None:
        """Count one item."""
        self.hit += expected and raised
        self.false_alarm += raised and not expected
        self.missed += expected and not raised

    @property
    def precision(self) -> Share:
        """Of what was raised, how much was right."""
        return Share(self.hit, self.hit + self.false_alarm)

    @property
    def recall(self) -> Share:
        """Of what was there, how much was raised."""
        return Share(self.hit, self.hit + self.missed)


@dataclass(slots=True)
class Result:
    """What one kind of text came to."""

    kind: str
    items: int = 0
    labels: dict[str, Tally] = field(default_factory=dict)
    hard: dict[str, Tally] = field(default_factory=dict)
    certain: dict[str, Tally] = field(default_factory=dict)
    accused: Share = Share(0, 0)
    accused_hard: Share = Share(0, 0)
    accused_surely: Share = Share(0, 0)
    wrong: list[str] = field(default_factory=list)


def wilson(right: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson score interval for `right` successes out of `of`; (0, 1) for nothing counted."""
    if of == 0:
        return 0.0, 1.0
    share = right / of
    middle = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    under = 1 + z * z / of
    return max(0.0, (middle - half) / under), min(1.0, (middle + half) / under)


def check(kind: str, item: dict[str, Any]) -> dict[str, bool]:
    """The labels raised on one item, each with whether the check is certain."""
    if kind == "cause_pairs":
        hit = same_cause(item["a"], item["b"])
        return {hit.label: hit.certain} if hit else {}
    if kind == "operational_definitions":
        hits = operational_definition(item["definition"], item["measure"])
    else:
        hits = _CHECKS[kind](item["text"])
    return {found.label: found.certain for found in hits}


def measure(
    kind: str,
    items: Iterable[dict[str, Any]],
    run: Callable[[str, dict[str, Any]], dict[str, bool]] = check,
) -> Result:
    """Run the checks of `kind` on labeled items and count."""
    labels = LABELS[kind]
    result = Result(kind)
    for table in (result.labels, result.hard, result.certain):
        table.update({label: Tally() for label in labels})
    good: list[tuple[bool, bool, bool]] = []
    for item in items:
        result.items += 1
        tolerated = set(item.get("tolerated", ()))
        raised = {label: sure for label, sure in run(kind, item).items() if label not in tolerated}
        expected = set(item["labels"]) - tolerated
        hard = item["difficulty"] == "hard"
        for label in labels:
            if label in tolerated:
                continue
            result.labels[label].add(label in expected, label in raised)
            result.certain[label].add(label in expected, raised.get(label, False))
            if hard:
                result.hard[label].add(label in expected, label in raised)
        if GOOD[kind] in expected:
            good.append((bool(raised), any(raised.values()), hard))
        if set(raised) != expected - {GOOD[kind]}:
            text = item.get("text") or item.get("definition") or f"{item['a']} || {item['b']}"
            extra = ",".join(sorted(set(raised) - expected)) or "-"
            gone = ",".join(sorted(expected - set(raised) - {GOOD[kind]})) or "-"
            result.wrong.append(f"{item['id']} raised {extra}, missed {gone}: {text}")
    result.accused = Share(sum(g[0] for g in good), len(good))
    result.accused_surely = Share(sum(g[1] for g in good), len(good))
    result.accused_hard = Share(sum(g[0] for g in good if g[2]), sum(g[2] for g in good))
    return result


def load(folder: Path, kind: str) -> list[dict[str, Any]]:
    """All items of `kind` in `folder`, files in the order of their names."""
    return [
        json.loads(line)
        for file in sorted(folder.glob(f"{kind}*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def markdown(result: Result) -> str:
    """The result as a Markdown table."""
    rows = [
        f"**{result.kind}** ({result.items} items): good ones accused {result.accused}; "
        f"of the hard ones {result.accused_hard}; with certainty {result.accused_surely}",
        "",
        "| label | precision | recall | precision, hard | recall, hard | precision, certain |",
        "|---|---|---|---|---|---|",
    ]
    for label, tally in result.labels.items():
        hard = result.hard[label]
        cells = (tally.precision, tally.recall, hard.precision, hard.recall)
        sure = result.certain[label].precision
        rows.append(f"| `{label}` | " + " | ".join(map(str, (*cells, sure))) + " |")
    return "\n".join(rows) + "\n"


def show(result: Result) -> None:
    """Print the result as a table in the terminal."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{result.kind}: {result.items} items")
    for head in ("label", "precision", "recall", "precision, hard", "recall, hard", "certain"):
        table.add_column(head)
    for label, tally in result.labels.items():
        hard = result.hard[label]
        cells = (tally.precision, tally.recall, hard.precision, hard.recall)
        table.add_row(label, *map(str, cells), str(result.certain[label].precision))
    console = Console(width=180)
    console.print(table)
    console.print(f"good ones accused: {result.accused}; hard: {result.accused_hard}")
    console.print(f"with certainty: {result.accused_surely}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every kind found in a folder and print it."""
    parser = argparse.ArgumentParser(prog="python -m autograde.words.measure")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("tests/autograde/words"))
    parser.add_argument("--markdown", action="store_true", help="print Markdown")
    parser.add_argument("--wrong", action="store_true", help="also list every item gone wrong")
    parser.add_argument("--name", default="", help="only files with this in their name")
    options = parser.parse_args(arguments)
    folders = [f for f in (options.folder / "reference", options.folder / "own") if f.is_dir()]
    for folder in folders or [options.folder]:
        for kind in LABELS:
            items = [i for i in load(folder, kind) if options.name in i["id"]]
            if not items:
                continue
            result = measure(kind, items)
            if options.markdown:
                print(f"`{folder.name}` {markdown(result)}")
            else:
                show(result)
            if options.wrong:
                print("\n".join(result.wrong), end="\n\n")


if __name__ == "__main__":
    main()
