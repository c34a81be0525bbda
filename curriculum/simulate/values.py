"""The small table of operations with which a story draws and computes its numbers.

A story is data. Each entry of its ``[values]`` is a number, a text, or a table whose first word
names one of the operations below; nothing is ever evaluated as code. Names refer to values that
stand above, ``a.0`` and ``a.start`` to a part of one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from curriculum.simulate.rng import Draw

Values = dict[str, Any]

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")


class ValueProblem(ValueError):
    """A value that cannot be drawn or computed; the message is part of a plain sentence."""


def look_up(path: str, values: Mapping[str, Any]) -> Any:
    """The value that ``path`` ("a", "a.0", "a.start") names.

    Raises
    ------
    ValueProblem
        If there is none.
    """
    head, *rest = path.split(".")
    if head not in values:
        raise ValueProblem(f'no value is called "{head}" (a value must stand above its first use)')
    found = values[head]
    for part in rest:
        try:
            found = found[int(part)] if isinstance(found, list) else found[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise ValueProblem(f'there is no "{path}"') from error
    return found


def render(template: str, values: Mapping[str, Any]) -> str:
    """``template`` with each ``{name}`` replaced by its value (a float with one decimal)."""

    if "{" not in template and "}" not in template:
        return template

    def one(match: re.Match[str]) -> str:
        found = look_up(match.group(1), values)
        if isinstance(found, float):
            return f"{found:.1f}"
        if isinstance(found, str | int):
            return str(found)
        raise ValueProblem(f'"{match.group(1)}" has several parts; say which')

    text = _FIELD.sub(one, template)
    if "{" in text or "}" in text:
        raise ValueProblem(f'a brace is left over in "{text[:60]}"')
    return text


def evaluate(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    """One entry of ``[values]``: a number, a text to fill in, or an operation.

    Raises
    ------
    ValueProblem
        If the operation is unknown or its arguments do not fit.
    """
    if isinstance(spec, str):
        return render(spec, values)
    if isinstance(spec, bool) or not isinstance(spec, int | dict):
        raise ValueProblem("a value is a whole number, a text or a table with an operation")
    if isinstance(spec, int):
        return spec
    names = [name for name in spec if name in OPERATIONS]
    if len(names) != 1:
        known = ", ".join(sorted(OPERATIONS))
        raise ValueProblem(f"a table needs exactly one operation out of: {known}")
    try:
        return OPERATIONS[names[0]](spec, values, draw)
    except ValueProblem:
        raise
    except (KeyError, TypeError, IndexError, ValueError, ZeroDivisionError) as error:
        raise ValueProblem(f'"{names[0]}" does not fit its arguments ({error})') from error


def _number(operand: Any, values: Mapping[str, Any]) -> Any:
    found = look_up(operand, values) if isinstance(operand, str) else operand
    if isinstance(found, bool) or not isinstance(found, int | float | list):
        raise ValueProblem(f'"{operand}" is not a number')
    return found


def _flat(operands: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
    flat: list[Any] = []
    for operand in operands:
        found = _number(operand, values)
        flat.extend(found if isinstance(found, list) else [found])
    return flat


def percent(part: int, whole: int) -> int:
    """A whole percentage, halves rounded up, in integer arithmetic."""
    return (200 * part + whole) // (2 * whole)


def _bounded(draw: Draw, n: int, rate: Sequence[float]) -> int:
    low, high = rate
    return draw.binomial(n, (low + high) / 2, math.ceil(n * low - 1e-9), int(n * high + 1e-9))


def _choice(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    chosen = draw.choice(spec["choice"])
    return render(chosen, values) if isinstance(chosen, str) else chosen


def _several(spec: Any, values: Mapping[str, Any], draw: Draw) -> list[Any]:
    pool = list(spec["several"])
    draw.shuffle(pool)
    if spec["n"] > len(pool):
        raise ValueProblem("there are fewer to choose from than wanted")
    return pool[: spec["n"]]


def _row(spec: Any, values: Mapping[str, Any], draw: Draw) -> dict[str, Any]:
    return dict(draw.choice(spec["row"]))


def _integer(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    low, high = (int(_number(bound, values)) for bound in spec["integer"])
    if "points" in spec:
        return [draw.integer(low, high) for _ in range(spec["points"])]
    return draw.integer(low, high)


def _integers(spec: Any, values: Mapping[str, Any], draw: Draw) -> list[int]:
    return [draw.integer(int(low), int(high)) for low, high in spec["integers"]]


def _count(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    """Binomial around the middle of ``rate``, kept inside it; one per point if ``count`` is a list.

    ``points`` repeats a single count; ``rates`` gives each point its own range.
    """
    of = _number(spec["count"], values)
    if "points" in spec:
        of = [of] * spec["points"]
    if not isinstance(of, list):
        return _bounded(draw, of, spec["rate"])
    rates = spec.get("rates") or [spec["rate"]] * len(of)
    return [_bounded(draw, n, rate) for n, rate in zip(of, rates, strict=True)]


def _pct(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    part, whole = (_number(operand, values) for operand in spec["pct"])
    if isinstance(part, list):
        return [percent(a, b) for a, b in zip(part, whole, strict=True)]
    return percent(part, whole)


def _sum(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    return sum(_flat(spec["sum"], values))


def _each(spec: Any, values: Mapping[str, Any], draw: Draw) -> list[Any]:
    """Point-by-point sum of lists."""
    columns = [_number(operand, values) for operand in spec["each"]]
    return [sum(points) for points in zip(*columns, strict=True)]


def _difference(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    first, *others = _flat(spec["difference"], values)
    return first - sum(others)


def _product(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    return math.prod(_flat(spec["product"], values))


def _per(spec: Any, values: Mapping[str, Any], draw: Draw) -> float:
    """A quotient with one decimal, halves rounded up."""
    part, whole = (_number(operand, values) for operand in spec["per"])
    return float((20 * part + whole) // (2 * whole)) / 10


def _smallest(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    return min(_flat(spec["smallest"], values))


def _largest(spec: Any, values: Mapping[str, Any], draw: Draw) -> Any:
    return max(_flat(spec["largest"], values))


OPERATIONS: dict[str, Callable[[Any, Mapping[str, Any], Draw], Any]] = {
    "choice": _choice,
    "several": _several,
    "row": _row,
    "integer": _integer,
    "integers": _integers,
    "count": _count,
    "pct": _pct,
    "sum": _sum,
    "each": _each,
    "difference": _difference,
    "product": _product,
    "per": _per,
    "smallest": _smallest,
    "largest": _largest,
}
