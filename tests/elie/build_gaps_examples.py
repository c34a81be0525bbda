"""Writes the examples of `gaps`: ``python tests/elie/build_gaps_examples.py``.

The numbers are those of two drawn districts; the words are written by hand.
"""

from __future__ import annotations

from autograde.checks.gaps_solution import worked_gaps
from curriculum.artifacts.disaggregation import Disaggregation, Strategy, Voice
from curriculum.content import content_root
from curriculum.simulate.district_facts import GapsCase
from curriculum.simulate.gaps_cases import draw_gaps_case

FOLDER = content_root() / "elie" / "gaps" / "examples"
STORIES = "gaps-module"


def harbor_flats() -> GapsCase:
    """The district of the scene and of the worked page."""
    return draw_gaps_case(STORIES, "story-9", 0)


def cedar_valley() -> GapsCase:
    """The district of the page that is finished with help."""
    return draw_gaps_case(STORIES, "story-96", 1)


def worked() -> Disaggregation:
    """The page that Harbor Flats sends to its board member."""
    made = worked_gaps(harbor_flats())
    return made.model_copy(
        update={
            "id": "harbor-flats",
            "version": "with my team",
            "comparison_why": "They are in the same grade and the same five schools, and one rule "
            "places all of them.",
            "split_words": "At all five schools it is the same way round, so no single school "
            "makes the gap.",
            "system_words": "One spring test and one teacher's signature decide who takes the "
            "course that leads to Algebra. That is our rule. If the gap is as wide where a "
            "counselor asks every family, we are wrong about it.",
            "voices": (
                Voice(
                    who="a student",
                    words="Nobody told us there were two math paths. My friend's mother knew.",
                ),
                Voice(
                    who="a student",
                    words="I like math when we get to argue about it. We did that in Grade 6.",
                ),
            ),
            "goal": "By June 2026, every student passes Algebra 1 by the end of Grade 9.",
            "strategies": (
                Strategy(
                    for_whom="students from low-income families",
                    what="place by default into the course that leads to Algebra; families may "
                    "opt out, nobody has to ask in",
                ),
                Strategy(
                    for_whom="all other students",
                    what="keep their place in the course; two sections are added, none is taken",
                ),
            ),
            "next_step": "Draft the new placement rule with two principals, a counselor, and the "
            "student who spoke; read it with counsel.",
            "next_who": "assistant superintendent",
            "next_by": "2024-11-08",
        }
    )


def begun() -> Disaggregation:
    """Cedar Valley's page with the part that a learner finishes left open."""
    made = worked_gaps(cedar_valley())
    return made.model_copy(
        update={
            "id": "cedar-valley",
            "who_was_there": (),
            "split_by": "",
            "split": "",
            "split_words": "",
            "finding_words": "",
            "system_words": "",
            "strategies": (),
            "goal": "By June 2026, every student is present on nine days in ten.",
            "next_step": "Walk one morning's routes with the two students who spoke.",
        }
    )


def build() -> dict[str, str]:
    """Every example's text by its name without ``.json``."""
    made = {"harbor-flats": worked(), "cedar-valley": begun()}
    for one in made.values():
        Disaggregation.model_validate(one.model_dump())
    return {name: one.to_json() for name, one in made.items()}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in build().items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
        print(f"wrote {name}.json")
