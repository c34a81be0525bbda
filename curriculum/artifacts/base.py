"""What every artifact shares: a kind, a schema version, and reading that never trusts the file.

An artifact is something a person makes (a fishbone, a prediction), kept as plain JSON that a
person can read. The models here know nothing of widgets, figures or grading.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_ITEMS = 20_000

Line = Annotated[str, StringConstraints(max_length=600)]
Paragraph = Annotated[str, StringConstraints(max_length=4000)]
NodeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class ArtifactError(ValueError):
    """A file that cannot be read as an artifact; the message is one plain sentence."""


class NewerVersionError(ArtifactError):
    """The file was written by a newer version of this program."""


class Model(BaseModel):
    """A frozen value object that refuses unknown fields (a typo must not lose words)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CaseRef(Model):
    """Which practice case an artifact belongs to.

    ``digest`` is the BLAKE2 digest of the case's content; a mismatch is reported, never scored.
    """

    exercise: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    key: str = Field(max_length=200)
    draw: int = Field(ge=0, le=10_000)
    digest: str = Field(pattern=r"^[0-9a-f]{16,64}$")


class Artifact(Model):
    """Base of everything a person makes."""

    KIND: ClassVar[str] = ""
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: str
    schema_version: int = 1

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Bring data of an older schema version to the present one."""
        return data

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read an artifact from JSON that may be hostile.

        Parameters
        ----------
        text : str or bytes
            UTF-8 JSON, at most ``MAX_BYTES`` bytes, nested at most ``MAX_DEPTH`` deep.

        Returns
        -------
        Artifact

        Raises
        ------
        NewerVersionError
            If ``schema_version`` is above the one this program knows.
        ArtifactError
            For anything else that is not such an artifact; the message is a plain sentence.
        """
        data = read_bounded(text)
        if not isinstance(data, dict):
            raise ArtifactError("This file does not hold a saved piece of work.")
        if data.get("kind") != cls.KIND:
            raise ArtifactError(f"This file does not hold a {cls.KIND}.")
        version = data.get("schema_version")
        if isinstance(version, bool) or not isinstance(version, int) or version < 1:
            raise ArtifactError("This file does not say which version wrote it.")
        if version > cls.SCHEMA_VERSION:
            raise NewerVersionError(
                "This file was saved by a newer version of the program. "
                "Update the program to open it; the file is unchanged."
            )
        if version < cls.SCHEMA_VERSION:
            data = cls.migrate(data)
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = " › ".join(str(part) for part in first["loc"]) or "the file"
            raise ArtifactError(
                f"This {cls.KIND} cannot be read: something is off at {where}."
            ) from error

    def to_json(self) -> str:
        """The artifact as readable JSON, two spaces deep, ending in a newline."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def read_bounded(text: str | bytes) -> Any:
    """Parse JSON after checking its size, its depth and the number of its items.

    The depth is measured on the bytes, before parsing, so that deep nesting cannot exhaust the
    parser's stack. NaN and infinities are refused (they are not JSON).

    Raises
    ------
    ArtifactError
        With one plain sentence.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > MAX_BYTES:
        raise ArtifactError("This file is too large to be a saved piece of work (over 1 MB).")
    depth = deepest = items = 0
    in_string = escaped = False
    for byte in raw:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                raise ArtifactError("This file is nested too deeply to be a saved piece of work.")
        elif byte in (0x5D, 0x7D):
            depth -= 1
        elif byte == 0x2C:
            items += 1
    if items > MAX_ITEMS:
        raise ArtifactError("This file holds too many items to be a saved piece of work.")
    try:
        decoded = raw.decode("utf-8")
        return json.loads(decoded, parse_constant=_refuse_constant, parse_int=_bounded_int)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ArtifactError("This file is damaged: it is not readable as saved work.") from error


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _bounded_int(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("number too long")
    return int(digits)
