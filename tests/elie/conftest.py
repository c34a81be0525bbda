"""What the tests of both series share (reading level, minutes of doing) lies beside LIFT's."""

from __future__ import annotations

import sys
from pathlib import Path

LIFT = str(Path(__file__).parents[1] / "lift")
if LIFT not in sys.path:
    sys.path.insert(0, LIFT)
