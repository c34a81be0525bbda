"""Which of several hits to keep."""

from __future__ import annotations

from collections.abc import Iterable

from autograde.words._hit import Hit


def strongest(hits: Iterable[Hit]) -> list[Hit]:
    """One hit a label, a certain one first; no fix where the words judge people."""
    kept: dict[str, Hit] = {}
    for hit in hits:
        if hit.label not in kept or (hit.certain and not kept[hit.label].certain):
            kept[hit.label] = hit
    blame, fix = kept.get("blame"), kept.get("solution")
    if blame and fix and (blame.quote in fix.quote or fix.quote in blame.quote):
        del kept["solution"]
    return list(kept.values())
