"""Idea cards: changes in mathematics lessons that teams have tried, each with what it looks like.

A card starts a thought; it is no recommendation and has no effect size. Whoever picks one still
writes in their own words what will be different on Tuesday.
"""

from __future__ import annotations

from typing import NamedTuple


class IdeaCard(NamedTuple):
    """One idea: its id in the plan, its name, and one sentence of what one would see."""

    id: str
    title: str
    looks_like: str


CARDS: tuple[IdeaCard, ...] = (
    IdeaCard(
        "three-reads",
        "Three reads",
        "The class reads a word problem three times: what is it about, what is asked, which "
        "numbers matter.",
    ),
    IdeaCard(
        "rich-task-opener",
        "Rich-task opener",
        "The lesson opens with one task that can be solved in several ways, before any method is "
        "shown.",
    ),
    IdeaCard(
        "confusion-questions",
        "Confusion questions",
        "Halfway through, everyone writes one thing that is not clear yet; two of them are "
        "discussed.",
    ),
    IdeaCard(
        "representations",
        "Representations",
        "Each answer is shown two ways, such as a drawing and an equation, and someone links them.",
    ),
    IdeaCard(
        "student-reflections",
        "Student reflections",
        "In the last three minutes students write what they now think and what changed their mind.",
    ),
    IdeaCard(
        "discourse-moves",
        "Discourse moves",
        "The teacher waits, then asks “Who can say that in their own words?” before saying more.",
    ),
    IdeaCard(
        "group-roles",
        "Group roles",
        "In groups of three, one explains, one asks why, one records; the roles turn each time.",
    ),
    IdeaCard(
        "perseverance",
        "Perseverance",
        "Students note what they tried when stuck; a try that failed is shared and thanked.",
    ),
)


def card_options() -> list[dict[str, str]]:
    """The cards as plain data for the browser."""
    return [{"id": card.id, "text": card.title, "means": card.looks_like} for card in CARDS]


def card_title(card_id: str) -> str:
    """The name of a card; "" for none or an unknown one."""
    return next((card.title for card in CARDS if card.id == card_id), "")
