"""Rubrics: an exercise's criteria, levels and points, from ``rubric.toml`` and nowhere else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from autograde.findings import Finding
from curriculum.content import content_root

LEVELS = ("not yet", "present", "testable", "strong")

_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
_Text = Annotated[str, Field(min_length=1)]
_Points = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class RubricError(ValueError):
    """A rubric that cannot be read; the message is one plain sentence."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MachineCriterion(_Part):
    """A criterion that the check answers, with partial credit."""

    id: _Id
    title: _Text
    points: _Points
    text: _Text


class CoachCriterion(_Part):
    """A criterion that a coach judges on four levels.

    ``comments`` are the first lines of the comment bank.
    """

    id: _Id
    title: _Text
    points: _Points
    question: _Text
    levels: dict[str, _Text]
    comments: tuple[_Text, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _four_levels(self) -> CoachCriterion:
        if tuple(self.levels) != LEVELS:
            raise ValueError(f"levels must be exactly, in order: {', '.join(LEVELS)}")
        return self

    def points_of(self, level: str) -> float:
        """Points of a level: none, one third, two thirds and all of the criterion's points.

        Raises
        ------
        RubricError
            If there is no such level.
        """
        if level not in LEVELS:
            raise RubricError(f'"{level}" is not a level; the levels are {", ".join(LEVELS)}.')
        return round(self.points * LEVELS.index(level) / (len(LEVELS) - 1), 2)


class Rubric(_Part):
    """What an exercise is judged by."""

    exercise: _Id
    artifact: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
    file: Annotated[str, Field(pattern=r"^work/[a-z0-9-]+\.json$")]
    machine: tuple[MachineCriterion, ...] = Field(min_length=1)
    coach: tuple[CoachCriterion, ...] = Field(max_length=3)

    @model_validator(mode="after")
    def _ids_once(self) -> Rubric:
        ids = [one.id for one in self.machine] + [one.id for one in self.coach]
        if len(set(ids)) < len(ids):
            raise ValueError("a criterion's id stands twice")
        return self

    @property
    def machine_total(self) -> float:
        """Points of all machine criteria together."""
        return sum(criterion.points for criterion in self.machine)

    @property
    def total(self) -> float:
        """Points of all criteria together."""
        return self.machine_total + sum(criterion.points for criterion in self.coach)

    def machine_criterion(self, criterion_id: str) -> MachineCriterion:
        """The machine criterion of this id.

        Raises
        ------
        RubricError
            If there is none.
        """
        for criterion in self.machine:
            if criterion.id == criterion_id:
                return criterion
        raise RubricError(
            f'The rubric of {self.exercise} has no machine criterion "{criterion_id}".'
        )


@cache
def load_rubric(exercise: str) -> Rubric:
    """The rubric of an exercise.

    Parameters
    ----------
    exercise : str
        Its id, which is the name of its folder in ``exercises/``.

    Raises
    ------
    RubricError
        If there is no such exercise, or its ``rubric.toml`` cannot be used; one plain sentence.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,59}", exercise):
        raise RubricError("An exercise's id is made of small letters, digits and hyphens.")
    path = content_root() / "exercises" / exercise / "rubric.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError(f'There is no exercise "{exercise}" with a rubric.toml.') from error
    return read_rubric(text, exercise)


def read_rubric(text: str, exercise: str) -> Rubric:
    """A rubric from the text of its ``rubric.toml``.

    Raises
    ------
    RubricError
        One plain sentence that says where the text is wrong.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
        rubric = Rubric.model_validate(data)
    except tomllib.TOMLDecodeError as error:
        raise RubricError(f"The rubric of {exercise} is not readable as TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " › ".join(str(part) for part in first["loc"]) or "the file"
        raise RubricError(f"The rubric of {exercise} is off at {where}: {first['msg']}.") from error
    if rubric.exercise != exercise:
        raise RubricError(f'The rubric of {exercise} says that it belongs to "{rubric.exercise}".')
    return rubric


def score_of(findings: Iterable[Finding], criterion_id: str, rubric: Rubric) -> float:
    """Points for one machine criterion.

    The criterion's points times the share of its findings that are not *missed*: what is passed
    and what is asked count in full. Without any finding (nothing was made) there are no points.

    Parameters
    ----------
    findings : iterable of Finding
        All findings of a check.
    criterion_id : str
    rubric : Rubric

    Returns
    -------
    float
        Between 0 and the criterion's points, rounded to two places; below the full points
        whenever something is missed.

    Raises
    ------
    RubricError
        If the rubric has no such machine criterion.
    """
    points = rubric.machine_criterion(criterion_id).points
    own = [finding for finding in findings if finding.criterion == criterion_id]
    missed = sum(finding.status == "missed" for finding in own)
    if missed == len(own):
        return 0.0
    if missed == 0:
        return float(points)
    return max(0.0, min(round(points * (len(own) - missed) / len(own), 2), points - 0.01))
