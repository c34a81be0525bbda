"""People's own files in; small groups out."""

from curriculum.data.attack import Bounds, attack, with_totals
from curriculum.data.importing import read_file
from curriculum.data.report import Column, Import, Option, Question
from curriculum.data.suppress import FLOOR, Suppressed, suppress

__all__ = [
    "FLOOR",
    "Bounds",
    "Column",
    "Import",
    "Option",
    "Question",
    "Suppressed",
    "attack",
    "read_file",
    "suppress",
    "with_totals",
]
