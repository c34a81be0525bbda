"""Where practice cases come from: stories with drawn numbers and known truth."""

from curriculum.simulate.cases import Case, EvidenceItem, Fact, StatementFacts
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.story import draw_case, load_stories
from curriculum.simulate.story_file import Story, StoryError

__all__ = [
    "Case",
    "Draw",
    "EvidenceItem",
    "Fact",
    "StatementFacts",
    "Story",
    "StoryError",
    "case_seed",
    "draw_case",
    "load_stories",
]
