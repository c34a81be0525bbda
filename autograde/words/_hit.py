"""What a text check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing seen in a text.

    Parameters
    ----------
    label : str
        What it is a case of, for example ``"blame"``.
    quote : str
        The words that triggered it, letter for letter as they stand in the text.
    why : str
        A short, kind reason that quotes them.
    certain : bool
        True only for rules whose precision was shown on the labeled sentences; otherwise the
        check asks and takes nothing away.
    """

    label: str
    quote: str
    why: str
    certain: bool
