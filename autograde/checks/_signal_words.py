"""Wording for three audiences, and action on the system: no ranking, no praise of chance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._signal_known import SignalKnown
from autograde.findings import Finding
from curriculum.artifacts.funnel_reading import FunnelReading

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_NOT = re.compile(
    r"\b(?:not|no|never|nor|cannot|can't|don't|doesn't|isn't|aren't|without|instead|neither|"
    r"rather than|stop|avoid|refuse|whoever|nobody|nothing)\b",
    re.IGNORECASE,
)
_BOTTOM = re.compile(
    r"\b(?:bottom|lowest|last|worst|weakest)\s+(?:\w+\s+)?(?:five|ten|three|four|\d{1,2}|schools?|"
    r"performing|ranked|quartile|fifth|tenth)\b|\blow-?performing schools?\b|"
    r"\b(?:five|ten|three|four|\d{1,2}|schools) (?:lowest|worst|weakest|last|at the bottom)\b|"
    r"\branked (?:\d{1,2}|last|lowest)\b|\bbelow (?:the )?(?:\w+ )?percentile\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:needs?|plans?|must|should|intervention\w*|support|visit\w*|require\w*|audit\w*|monitor\w*|"
    r"watch\s?list|coach\w*|accountab\w+|turnaround|improve\w*|explain|letters?|warn\w*|pressure)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:congratulat\w+|best|excellent|outstanding|model|exemplary|celebrat\w+|learn from|"
    r"success\w*|leads? the|proud|praise\w*|award\w*|great|top performer|effective|visit\w*|"
    r"copy what|well done|bright spots?|what is possible|earned|deserves?|how it is done)\b",
    re.IGNORECASE,
)
_TOP = re.compile(r"\b(?:top|highest|best|first)[- ](?:ranked |placed )?school\b", re.IGNORECASE)
_FINE = re.compile(
    r"\b(?:no (?:real |true |serious )?(?:problem|inequality|inequity|inequities|issue|concern|"
    r"unfairness|gap)s?\b|(?:all|everything|the system|we) (?:is|are) (?:well|fine|fair|okay|ok)\b|"
    r"equally good|treat(?:s|ed)? (?:everyone|all|every \w+) (?:fairly|alike)|all down to chance|"
    r"nothing to (?:worry|do|change|fix)|(?:explains?|explained) (?:it |the \w+ )?away|"
    r"(?:differences?|inequalit\w+|gaps?) (?:is|are) (?:only |just |simply |merely )?"
    r"(?:expected|normal|natural|chance|noise)|no (?:reason|need) to (?:act|change|worry))",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:does(?: not|n't) mean|do(?: not|n't) mean|not mean|is not the same|never (?:say|claim)|"
    r"do(?: not|n't) say|not to say|not (?:say|conclude|claim)|would be (?:a mistake|unfair)|but|"
    r"although|yet)\b",
    re.IGNORECASE,
)
_TEXTS = ("cause_words", "principal", "board", "newspaper", "system_action", "fair_words")


def sentences(made: FunnelReading, fields: tuple[str, ...] = _TEXTS) -> Iterator[tuple[str, str]]:
    """Every sentence with its field."""
    for field in fields:
        text: str = getattr(made, field)
        yield from ((field, one) for one in _SENTENCE.split(text) if said(one))
    for place, point in enumerate(made.outside):
        if said(point.words):
            yield f"outside.{place}", f"{point.code}: {point.words}"


def three_audiences(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    """Wording for a principal, the board and a newspaper; no rank, no praise of a lucky year."""
    for audience in ("principal", "board", "newspaper"):
        text: str = getattr(made, audience)
        yield say(
            f"signal-{audience}",
            "passed" if said(text) else "missed",
            where=audience,
            quote=text,
        )
    any_words = any(said(getattr(made, field)) for field in ("principal", "board", "newspaper"))
    ranked = [
        (field, one)
        for field, one in sentences(made)
        if _BOTTOM.search(one) and _PLAN.search(one) and not _NOT.search(one)
    ]
    ranked += [
        (field, one)
        for field, one in sentences(made)
        if known.bottom_small
        and re.search(rf"\b{re.escape(known.bottom_small)}\b", one)
        and _PLAN.search(one)
        and not _NOT.search(one)
        and (field, one) not in ranked
    ]
    for field, one in ranked:
        yield say("signal-bottom-five", "missed", where=field, quote=one)
    if any_words and not ranked:
        yield say("signal-bottom-five", "passed", where="board")
    praised = []
    for field, one in sentences(made):
        named = known.top_small and re.search(rf"\b{re.escape(known.top_small)}\b", one)
        if (named or _TOP.search(one)) and _PRAISE.search(one) and not _NOT.search(one):
            praised.append((field, one))
    for field, one in praised:
        certain = bool(known.top_small) and known.top_small in one
        yield say("signal-small-praised", "missed" if certain else "asked", where=field, quote=one)
    if any_words and not praised:
        yield say("signal-small-praised", "passed", where="principal")


def acts_on_system(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    """What is done to the system, by whom and when, what not to do, and what level means."""
    text = made.system_action
    yield say(
        "signal-action", "passed" if said(text) else "missed", where="system_action", quote=text
    )
    gone = [
        what
        for what, value in (("a person", made.system_who), ("a date", made.system_by))
        if not said(value)
    ]
    if gone:
        yield say("signal-who-when", "missed", where="system_who", other=" and ".join(gone))
    elif known.today and made.system_by <= known.today:
        yield say("signal-who-when", "missed", where="system_by", told_as="signal-past")
    else:
        yield say("signal-who-when", "passed", where="system_who", quote=made.system_who)
    yield say(
        "signal-not-to-do",
        "passed" if said(made.not_to_do) else "missed",
        where="not_to_do",
        quote=made.not_to_do,
    )
    yield say(
        "signal-fair",
        "passed" if said(made.fair_words) else "missed",
        where="fair_words",
        quote=made.fair_words,
    )
    fields = (*_TEXTS, "adjusted_why")
    away = [
        (field, one)
        for field, one in sentences(made, fields)
        if _FINE.search(one) and not _DENIES.search(one)
    ]
    for field, one in away:
        told_as = "signal-wide-limits" if made.adjusted == "yes" else ""
        yield say("signal-explained-away", "missed", where=field, quote=one, told_as=told_as)
    if said(made.fair_words) and not away:
        yield say("signal-explained-away", "passed", where="fair_words")


def for_the_coach(made: FunnelReading, known: SignalKnown) -> Iterator[Finding]:
    """Asked, never scored: an action on one school that lies inside."""
    inside = known.codes - known.outside998
    found = next((code for code in sorted(inside) if code in made.system_action.split()), "")
    if found:
        yield say(
            "signal-one-school",
            "asked",
            where="system_action",
            quote=made.system_action,
            number=found,
        )
