"""One sentence about a ranking, as the funnel's check reads it: for the repairs of `signal`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from autograde.checks.signal_reading import signal_reading
from autograde.findings import in_words
from curriculum.artifacts.funnel_reading import FunnelReading

__all__ = ["look_at_funnel_words"]

_WORDING = ("signal-bottom-five", "signal-small-praised", "signal-explained-away")
_SAYS = re.compile(
    r"\b(?:limits?|chance|inside|outside|by itself|luck|common cause|special cause|"
    r"(?:all|every) (?:\w+ )?schools?|the (?:whole )?(?:system|network|district))\b",
    re.IGNORECASE,
)
_NOTHING_SAID = {
    "label": "signal-open",
    "what": "Your sentence does not say yet what the counts can tell.",
    "why": "Whoever reads it will fall back on the rank, since that is the one thing on the page.",
    "next": "Say who lies outside the limits, or that the order is chance, or what all share.",
}


def look_at_funnel_words(text: str) -> Sequence[Mapping[str, str]]:
    """What the funnel's check asks about one sentence to a board.

    Parameters
    ----------
    text : str

    Returns
    -------
    sequence of mappings
        ``label``, ``what``, ``why``, ``next``; also asks when the sentence says nothing of limits,
        chance or the system. Empty when the check is content.
    """
    alone = FunnelReading(board=text)
    found = in_words(one for one in signal_reading(alone) if one.id in _WORDING)
    return found or ([] if _SAYS.search(text) else [_NOTHING_SAID])
