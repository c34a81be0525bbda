"""Weak predictions to repair, more on demand: each with one fault, in a school scene.

Every pair of scene and fault comes once before any comes again; the numbers and days are drawn
anew each time around. All people and schools are fictional.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Literal

from curriculum.simulate.noise import planned_noise
from curriculum.simulate.rng import Draw, case_seed

Fault = Literal[
    "not_measurable", "cannot_fail", "no_number", "no_date", "because_is_circular", "narrow"
]
FAULTS: dict[Fault, str] = {
    "not_measurable": "Nobody can count it",
    "cannot_fail": "It cannot miss",
    "no_number": "No number",
    "no_date": "No day",
    "because_is_circular": "The because says the result again",
    "narrow": "The range is narrower than the noise",
}
"""What can be planted, and how it is called."""


@dataclass(frozen=True, slots=True)
class WeakPrediction:
    """One prediction with one fault.

    Attributes
    ----------
    id : str
        The same item always has the same id ("weak-exit-slips-narrow-0").
    scene, fault : str
        What it is about, and what is planted.
    context : str
        What is known before the change, the planned lessons and what they do by themselves.
    weak, strong : str
        The sentence as it came, and one way to repair it.
    noise : float
        Half-width of the planned average's own 80 % range, percentage points.
    lessons, students : int
        Planned lessons, and students present in one of them.
    """

    id: str
    scene: str
    fault: Fault
    context: str
    weak: str
    strong: str
    noise: float
    lessons: int
    students: int


@dataclass(frozen=True, slots=True)
class _Scene:
    """A class and its measure; ``does`` is counted, ``again`` says it over as if it were why."""

    who: str
    counted: str
    does: str
    vague: str
    again: str
    why: str


SCENES: dict[str, _Scene] = {
    "exit-slips": _Scene(
        "A Grade 5 team has partners explain before any answer is shown.",
        "wrote a math reason on the exit slip",
        "write a math reason on the exit slip",
        "be more engaged in fractions",
        "more students will write a math reason on the slip",
        "nobody has seen an answer yet when partners begin to talk",
    ),
    "second-try": _Scene(
        "A Grade 7 team hands quizzes back with one question in place of the score.",
        "corrected a marked error on the quiz",
        "correct a marked error on the quiz",
        "value their mistakes more",
        "more students will correct an error",
        "the question tells them which step to look at again",
    ),
    "question-cards": _Scene(
        "A Grade 4 team lets everyone write a question for one minute before anyone speaks.",
        "put a question on the card",
        "put a question on the card",
        "feel safer in discussions",
        "more students will put a question on the card",
        "everyone writes before anyone speaks, so no one has to go first",
    ),
    "graphs": _Scene(
        "A Grade 8 team prints the grid on the opener card, so that nobody draws axes.",
        "joined table and graph on the card",
        "join table and graph on the card",
        "understand graphs better",
        "more students will join table and graph",
        "the minutes that went into drawing axes are left for comparing the two pictures",
    ),
    "talk-turns": _Scene(
        "A Grade 3 team gives each partner a minute of their own in number talks.",
        "said a whole idea on the observer’s tally",
        "say a whole idea on the observer’s tally",
        "participate more actively",
        "more students will say a whole idea",
        "the first speaker can no longer use up the time of the second",
    ),
    "homework-start": _Scene(
        "A Grade 6 team starts the first homework problem in the last five minutes of class.",
        "handed in the homework sheet",
        "hand in the homework sheet",
        "be more motivated at home",
        "more students will hand in the homework sheet",
        "a problem that is begun in class shows at home how the next one starts",
    ),
    "word-wall": _Scene(
        "A Grade 2 team puts a picture beside each math word on the desk strip.",
        "used a math word in the journal",
        "use a math word in the journal",
        "be more comfortable with math words",
        "more students will use a math word in the journal",
        "the word stands in front of them at the moment in which they need it",
    ),
    "lab-notes": _Scene(
        "A Grade 9 team asks for one circled number before the conclusion is written.",
        "used a number from the table in the conclusion of the lab sheet",
        "use a number from the table in the conclusion of the lab sheet",
        "improve their scientific thinking",
        "more students will use a number from the table",
        "a circled number is something to begin the sentence with",
    ),
    "checked-work": _Scene(
        "A Grade 6 team puts the answer to every third problem at the foot of the page.",
        "marked a check beside a problem on the worksheet",
        "mark a check beside a problem on the worksheet",
        "take more ownership of their work",
        "more students will mark a check",
        "they can find out about a slip while they still remember what they did",
    ),
    "reading-aloud": _Scene(
        "A Grade 4 team reads each word problem aloud twice before anyone calculates.",
        "drew a labeled picture on the problem sheet",
        "draw a labeled picture on the problem sheet",
        "be more confident with word problems",
        "more students will draw a labeled picture",
        "the story is in their ears before the first number is taken out of it",
    ),
}
_PLACE = {fault: place for place, fault in enumerate(FAULTS)}
STOCK = len(SCENES) * len(FAULTS)
_DAYS = (
    *("October 24", "November 7", "November 21", "December 12", "January 23"),
    *("February 6", "February 27", "March 13", "April 17", "May 8"),
)


def weak_prediction(key: str, number: int) -> WeakPrediction:
    """One of a learner's weak predictions.

    Parameters
    ----------
    key : str
        Whose; the same key meets them in the same order.
    number : int
        0 for the first. From ``STOCK`` on the same pairs come again, with other numbers.

    Returns
    -------
    WeakPrediction
        Always the same for the same arguments; never the same fault twice running within a round.
    """
    around, at = divmod(number, STOCK)
    return _made(*_deck(key, around)[at], around, case_seed(key, "weak-prediction", number))


@lru_cache(maxsize=16)
def _deck(key: str, around: int) -> tuple[tuple[str, Fault], ...]:
    """Every scene with every fault once: six faults in a row, and then six again."""
    draw = Draw(case_seed(key, "weak-predictions", around))
    names = sorted(SCENES)
    draw.shuffle(names)
    deck: list[tuple[str, Fault]] = []
    for row in range(len(names)):
        faults = list(FAULTS)
        draw.shuffle(faults)
        # One scene further for each fault, so that no scene comes twice in a row of six.
        rows = [(names[(row + _PLACE[one]) % len(names)], one) for one in faults]
        while deck and (rows[0][0] == deck[-1][0] or rows[0][1] == deck[-1][1]):
            rows.append(rows.pop(0))
        deck += rows
    return tuple(deck)


def _made(name: str, fault: Fault, around: int, seed: int) -> WeakPrediction:
    scene, draw = SCENES[name], Draw(seed)
    students, lessons = draw.integer(23, 29), draw.choice((3, 4, 6))
    now, day = draw.integer(6, 9) * 5, draw.choice(_DAYS)
    noise = planned_noise(now / 100, students, lessons)
    half = ceil(noise) + draw.integer(1, 4)
    guess = now + draw.integer(3, 5) * 5
    low, high = guess - half, guess + half
    group = f"of the {students} students"
    claim = f"{guess}% ({low}% to {high}%) {group} will {scene.does}"
    strong = f"By {day}, {claim}, because {scene.why}."
    thin = draw.integer(2, 3)
    weak = {
        "not_measurable": f"By {day}, {guess}% ({low}% to {high}%) {group} will {scene.vague}, "
        f"because {scene.why}.",
        "cannot_fail": f"By {day}, {guess}% (0% to 100%) {group} will {scene.does}, because "
        f"{scene.why}.",
        "no_number": f"By {day}, students will {scene.does}, because {scene.why}.",
        "no_date": f"{claim}, because {scene.why}.",
        "because_is_circular": f"By {day}, {claim}, because {scene.again}.",
        "narrow": f"By {day}, {guess}% ({guess - thin}% to {guess + thin}%) {group} will "
        f"{scene.does}, because {scene.why}.",
    }[fault]
    context = (
        f"{scene.who} Before the change, {now}% {scene.counted}. The test is {lessons} lessons, "
        f"the last on {day}. With nothing changed, the average of {lessons} lessons stays within "
        f"about {noise:.0f} points of the usual, four times in five."
    )
    ident = f"weak-{name}-{fault.replace('_', '-')}-{around}"
    return WeakPrediction(ident, name, fault, context, weak, strong, noise, lessons, students)
