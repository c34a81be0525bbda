"""What the ways of spoiling an artifact share, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograde.findings import Finding

Spoil = Callable[[Any, Any], Iterator[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of spoiling an artifact.

    ``spoil`` yields (where, spoiled artifact) from an artifact and its case, ``named`` are the
    findings that name the mistake (only they count as noticing it), ``spared`` says why some are
    not caught.
    """

    name: str
    mistake: str
    spoil: Spoil
    named: tuple[str, ...]
    spared: str = ""


def worse(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """The asked and missed findings of ``after`` that ``before`` does not have in this status."""
    known = {(f.id, f.where, f.status) for f in before}
    return [f for f in after if f.status != "passed" and (f.id, f.where, f.status) not in known]


def spoiled(artifact: Any, case: Any, names: Sequence[str], operators: Sequence[Operator]) -> Any:
    """An artifact after the operators of these names, each at the first place where it applies.

    Raises
    ------
    ValueError
        When an operator has no place to apply.
    """
    known = {one.name: one for one in operators}
    for name in names:
        found = next(iter(known[name].spoil(artifact, case)), None)
        if found is None:
            raise ValueError(f"{name} cannot spoil this")
        artifact = found[1]
    return artifact
