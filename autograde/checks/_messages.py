"""What the checks say: templates from ``messages*.toml``, filled in with the learner's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from autograde.checks._numbers import Number
from autograde.findings import Finding, Status

MAX_QUOTED = 140
FILES = (
    "messages.toml",
    "messages_plan.toml",
    "messages_study.toml",
    "messages_gaps.toml",
    "messages_signal.toml",
)

_FIELD = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One question's sentences: for each status what, why and next; hints for all of them."""

    criterion: str
    misconception: str
    hints: tuple[str, ...]
    answers: Mapping[Status, tuple[str, str, str]]


@cache
def templates() -> Mapping[str, Template]:
    """All templates by finding id."""
    here = files("autograde.checks")
    tables: dict[str, Any] = {}
    for file in FILES:
        tables |= tomllib.loads(here.joinpath(file).read_text(encoding="utf-8"))["messages"]
    statuses: tuple[Status, ...] = ("passed", "asked", "missed")
    return {
        name: Template(
            criterion=table["criterion"],
            misconception=table.get("misconception", ""),
            hints=tuple(table["hints"]),
            answers={
                status: (
                    table[status]["what"],
                    table[status]["why"],
                    table[status].get("next", ""),
                )
                for status in statuses
                if status in table
            },
        )
        for name, table in tables.items()
    }


def say(
    finding_id: str,
    status: Status,
    *,
    where: str = "",
    quote: str = "",
    told_as: str = "",
    **values: object,
) -> Finding:
    """The finding ``finding_id`` in this status, its sentences filled in.

    Parameters
    ----------
    finding_id : str
        A table of one of ``FILES``.
    status : {"passed", "asked", "missed"}
    where : str
        Id of the bone or cause, or the field's path.
    quote : str
        The learner's own words, whole; the sentence shows at most ``MAX_QUOTED`` characters.
    told_as : str
        Another table whose sentences say it better in this situation; the id stays.
    **values
        What else stands in braces in the templates.
    """
    template = templates()[told_as or finding_id]
    shown = {name: clip(str(value)) for name, value in values.items()} | {"quote": clip(quote)}

    def fill(sentence: str) -> str:
        if "{" not in sentence:
            return sentence
        parts = _FIELD.split(sentence)
        parts[1::2] = [shown.get(name, f"{{{name}}}") for name in parts[1::2]]
        return "".join(parts)

    what, why, following = (fill(sentence) for sentence in template.answers[status])
    return Finding(
        id=finding_id,
        status=status,
        criterion=template.criterion,
        what=what,
        why=why,
        next=following,
        misconception=template.misconception if status != "passed" else "",
        where=where,
        quote=quote,
        hints=tuple(fill(hint) for hint in template.hints) if status != "passed" else (),
    )


def misfit(finding_id: str, where: str, text: str, pair: Number, percent: Number) -> Finding:
    """The finding that a percent is not the one of the count beside it."""
    quote = text[pair.start : percent.start + len(percent.text)]
    share = round(100 * pair.value / (pair.total or 1))
    return say(finding_id, "missed", where=where, quote=quote, number=pair.text, other=share)


@lru_cache(maxsize=4096)
def clip(text: str, limit: int = MAX_QUOTED) -> str:
    """The text in one line without its full stop, cut at a word beyond ``limit`` characters."""
    line = " ".join(text.split())
    if line.endswith(".") and not line.endswith(".."):
        line = line[:-1]
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
