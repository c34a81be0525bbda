from __future__ import annotations
from autograde.words._hit import Hit
def same_cause(a: str, b: str) -> Hit | None:
    return None
