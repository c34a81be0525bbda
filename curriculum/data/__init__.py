"""People's own files in; small groups out."""

from curriculum.data.attack import Bounds, attack, with_totals
from curriculum.data.suppress import FLOOR, Suppressed, suppress

__all__ = ["FLOOR", "Bounds", "Suppressed", "attack", "suppress", "with_totals"]
