"""What people make, as plain data."""

from curriculum.artifacts.base import Artifact, ArtifactError, CaseRef, NewerVersionError
from curriculum.artifacts.fishbone import Fishbone, empty_fishbone

__all__ = [
    "Artifact",
    "ArtifactError",
    "CaseRef",
    "Fishbone",
    "NewerVersionError",
    "empty_fishbone",
]
