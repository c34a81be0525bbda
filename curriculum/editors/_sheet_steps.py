"""How much of each step of a sheet is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def filled_steps(parts: Mapping[str, Sequence[object]]) -> dict[str, str]:
    """For each step "" for nothing, "✓ done" for all of its answers, or how many of them.

    An answer is missing where it is None, blank, or an empty tuple.
    """
    return {name: _filled(values) for name, values in parts.items()}


def _filled(values: Sequence[object]) -> str:
    done = sum(not _empty(value) for value in values)
    if not done:
        return ""
    return "✓ done" if done == len(values) else f"{done} of {len(values)}"


def _empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())
