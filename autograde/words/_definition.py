"""Which fields of an operational definition two people could not use alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograde.words._hit import Hit
from autograde.words._reading import Reading, read
from autograde.words._source import source
from autograde.words._stem import stem

FIELDS = ("numerator", "denominator", "who", "when", "tool", "missing_rule")
"""The fields of an operational definition, which are also the labels."""

_NOT_FILLED = {
    "numerator": "What is counted? Say what must be there for it to count.",
    "denominator": "Out of how many? A count alone cannot be compared from one day to the next.",
    "who": "Who counts? Name a person or a role.",
    "when": "When is it counted? Name the days.",
    "tool": "Which sheet, record or form is it written in?",
    "missing_rule": "What is done on a day when it cannot be counted, or when someone is absent?",
}


def operational_definition(fields: Mapping[str, str], measure: str = "") -> list[Hit]:
    """Look for fields that two people would not use alike.

    Parameters
    ----------
    fields : mapping of str to str
        ``numerator``, ``denominator``, ``who``, ``when``, ``tool``, ``missing_rule``; a field that
        is not there counts as empty. The first 4,000 characters of each are read.
    measure : str
        What is measured; tells whether being reached is itself what is counted.

    Returns
    -------
    list of Hit
        At most one for each field, labeled with its name, in the order above. Certain only where
        the field is empty or holds nothing but a filler such as "none", "tbd" or "regularly".

    Examples
    --------
    >>> fields = dict(numerator="slips with a unit", denominator="slips handed in", who="Mr. Ho",
    ...     when="Fridays", tool="slips and key", missing_rule="it depends")
    >>> [hit.label for hit in operational_definition(fields)]
    ['missing_rule']
    """
    texts = {name: fields.get(name, "") for name in FIELDS}
    found = (_field(name, texts, measure) for name in FIELDS)
    return [hit for hit in found if hit]


def _field(name: str, texts: Mapping[str, str], measure: str) -> Hit | None:
    reading = read(texts[name])
    whole = reading.text.strip()
    if not any(char.isalnum() for char in whole):
        return Hit(name, whole, _NOT_FILLED[name], True)
    for table in ("anyfield.empty", f"{name}.empty"):
        if _fits(reading, table):
            return Hit(name, whole, f"“{whole}” leaves it open. {_NOT_FILLED[name]}", True)
    return _LOOK[name](reading, texts, measure)


def _fits(reading: Reading, table: str) -> bool:
    return source("definition").patterns[table].fit(reading)


def _asked(reading: Reading, label: str, table: str) -> Hit | None:
    """The first match of a table as a question."""
    spans = sorted(source("definition").patterns[table].spans(reading))
    if not spans:
        return None
    quote = reading.quote(*spans[0])
    return Hit(label, quote, source("definition").why[table].format(quote=quote), False)


def _numerator(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    if _fits(reading, "numerator.standard") or _fits(read(texts["tool"]), "tool.standard"):
        return None
    return _asked(reading, "numerator", "numerator.loose")


def _denominator(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    hit = _asked(reading, "denominator", "denominator.loose")
    if hit:
        return hit
    above, below = _stems(texts["numerator"]), _stems(reading.text)
    quote = reading.text.strip()
    if above and above == below:
        why = f"“{quote}” is the same as the numerator: always all of them. Out of how many?"
        return Hit("denominator", quote, why, False)
    spans = sorted(source("definition").patterns["denominator.reached"].spans(reading))
    shared = (above & below) - {stem(word) for word in source("definition").words["people"]}
    if spans and (shared or _comes(texts["numerator"], measure)):
        quote = reading.quote(*spans[0])
        why = f"“{quote}” leaves out those who were not reached. Out of everyone it was meant for?"
        return Hit("denominator", quote, why, False)
    return None


def _comes(numerator: str, measure: str) -> bool:
    """Whether being there or answering is itself what is counted."""
    told = _stems(f"{numerator} {measure}")
    return not told.isdisjoint(stem(w) for w in ("at", "attendance", "attend", "reached", "reply"))


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        stem(word) for word in read(text).bare() if word not in source("definition").words["small"]
    )


def _who(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    if _fits(reading, "who.named") or _proper(reading):
        return None
    return _asked(reading, "who", "who.loose")


def _proper(reading: Reading) -> bool:
    """Whether a name seems to stand there."""
    return any(token.capital and at for at, token in enumerate(reading.tokens)) or (
        bool(reading.tokens) and reading.tokens[0].capital and len(reading.bare()) == 1
    )


def _when(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    sampled = source("definition").patterns["when.outcome"].fit(reading)
    if not sampled and _fits(reading, "when.schedule"):
        return None
    return _asked(reading, "when", "when.loose")


def _tool(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    if _fits(reading, "tool.record"):
        return None
    return _asked(reading, "tool", "tool.loose")


def _missing_rule(reading: Reading, texts: Mapping[str, str], measure: str) -> Hit | None:
    hit = _asked(reading, "missing_rule", "missing_rule.drop")
    if hit:
        return hit
    if _fits(reading, "missing_rule.forbidden"):
        return None
    hit = _asked(reading, "missing_rule", "missing_rule.loose")
    return None if hit and _fits(reading, "missing_rule.stated") else hit


_LOOK: dict[str, Callable[[Reading, Mapping[str, str], str], Hit | None]] = {
    "numerator": _numerator,
    "denominator": _denominator,
    "who": _who,
    "when": _when,
    "tool": _tool,
    "missing_rule": _missing_rule,
}
