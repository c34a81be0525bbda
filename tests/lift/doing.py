"""How long a module's doing takes, worked out from its ``module.md``, the same way for each.

Not timed with people. Every panel that a cell puts on the page is a number of acts, and each act
has its seconds:

- ``CHOICE``: one answer among few, a box to tick, a chart to judge, a button that decides;
- ``NUMBER``: one number or day found on a paper and typed;
- ``WORD``: one word written; as many words as the worked example or solution has there;
- ``GLANCE``: one small chart among many, or one point on a chart, looked at.

What is there on demand (more repairs, more cases, more rounds) counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograde.kinds import kind_of
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.examples import load_example
from curriculum.artifacts.plan import Plan
from curriculum.content import content_root
from curriculum.editors._questions import find_recall, find_repair, find_steps
from curriculum.simulate.range_items import SET

CHOICE, NUMBER, WORD, GLANCE = 20.0, 5.0, 2.0, 3.0
#: What each guide says of it.
HOW = (
    f"not timed with people: {CHOICE:.0f} seconds for each choice, {NUMBER:.0f} for a number, "
    f"{WORD:.0f} for each word that is written",
    f"{GLANCE:.0f} for each small chart or point",
)
CHARTS, LINE_UP = 8, 21
#: "Two or three sentences are enough."
REFLECTION = 20
LINE = 12
ON_DEMAND = {"predict/some-growth", "predict/it-works"}


@dataclass(frozen=True, slots=True)
class Acts:
    """What somebody does: how many choices, numbers, written words, glances."""

    choices: float = 0
    numbers: float = 0
    words: float = 0
    glances: float = 0

    @property
    def seconds(self) -> float:
        """At the seconds of each act."""
        return (
            CHOICE * self.choices
            + NUMBER * self.numbers
            + WORD * self.words
            + GLANCE * self.glances
        )


def words(*texts: str) -> int:
    """Words in these texts."""
    return sum(len(text.split()) for text in texts)


def _repair(item: str) -> Acts:
    if item in ON_DEMAND:
        return Acts()
    return Acts(choices=1, words=words(find_repair(item).one_way))


def _guided(item: str) -> Acts:
    """Each step is a choice, and a sentence where it asks for one."""
    steps = find_steps(item).step
    written = sum(one.look in ("statement", "text", "why", "source", "lane") for one in steps)
    return Acts(choices=2 * len(steps), words=LINE * written)


def _prediction(plan: Plan) -> Acts:
    """Direction, guess, two ends and what they are bet on, because, surprise, check, lock."""
    one = plan.predictions[0]
    return Acts(choices=4, numbers=3, words=words(one.because, plan.surprise))


def _plan_alone() -> Acts:
    """A first version: question, change, cause, data, one prediction, lock.

    The counts before the change are copied from the folder with a button.
    """
    kind = kind_of("lift-predict")
    made: Plan = kind.solution(kind.draw("lift-predict", "a", 0))
    data, predicted = made.data, _prediction(made)
    told = words(
        *(made.question, made.change.text, data.measure, data.numerator, data.denominator),
        *(data.who, data.missing),
    )
    numbers = 6  # students, lessons, first and last day, the day of the prediction, its students
    return Acts(predicted.choices + 2, predicted.numbers + numbers, predicted.words + told)


def _study_read() -> Acts:
    """Median and counts read off the chart, signal, missing, one reason, verdict, check."""
    kind = kind_of("lift-study")
    made = kind.solution(kind.draw("lift-study", "a", 0))
    told = words(made.missing_words, made.other_explanations[0], made.verdict_words)
    return Acts(choices=3, numbers=5, words=told, glances=len(made.points))


def _study_alone() -> Acts:
    """A first version: every question answered, in a line where it asks for words.

    With help there are the chart, missing, a reason and the verdict; alone also fidelity,
    deviations, result, held, balancing, theory. The groups come with their counts.
    """
    read, sums = _study_read(), 3
    return Acts(read.choices + 4, read.numbers + sums, 6 * LINE, read.glances)


def _fishbone_alone() -> Acts:
    """The head, three bones with a cause and a why each, five tagged and sourced, two lanes."""
    kind = kind_of("lift-fishbone")
    made = kind.solution(kind.draw("lift-fishbone", "a", 0))
    leaves = [placed.cause for placed in made.walk()]
    boxes = sorted(words(one.text) for one in leaves)
    sources = sorted(words(one.evidence.source) for one in leaves if one.evidence.source)
    usual, source = boxes[len(boxes) // 2], sources[len(sources) // 2]
    head = words(made.problem_statement.text)
    return Acts(choices=5 + 2 + 1, words=head + 8 * usual + 5 * source)


def _funnel_practice() -> Acts:
    """Limits, wider or not, the whole, check; the guess and the line; data and two sentences."""
    return Acts(choices=4, numbers=2, words=8 + 2 * LINE)


def _funnel_alone() -> Acts:
    """A first version: each school outside read with a question, seven texts in a line each.

    Measure and data are copied from the folder; the newspaper's and the board's words are those
    of the worked solution.
    """
    kind = kind_of("elie-signal")
    made = kind.solution(kind.draw("elie-signal", "a", 0))
    points = len(made.outside)
    told = words(made.board, made.newspaper) + LINE * (5 + points) + 12
    return Acts(choices=4 + 2 * points, numbers=3, words=told, glances=points)


def _page_finished() -> Acts:
    """What is left open on Cedar Valley's page: the split, the finding, the system, one way."""
    page = load_example("gaps/harbor-flats", Disaggregation)
    told = words(page.split_words, page.finding_words, page.system_words, page.strategies[0].what)
    return Acts(choices=4, words=told)


def _page_alone() -> Acts:
    """A first version: counts, comparison, groups, split, check; floor and day; a line a text.

    Measures are filled in from the folder, and the numbers by the tool.
    """
    return Acts(choices=6, numbers=2, words=9 * LINE, glances=5)


def _own(kind: str) -> Acts:
    """The first piece of a team's own: a draft, and whose it is."""
    plan = load_example("predict/alder-creek", Plan)
    return {
        "fishbone": Acts(choices=1, words=35),
        "plan": Acts(choices=2, words=words(plan.question, plan.change.text)),
        "study": Acts(choices=1, numbers=1, words=8),
        "gaps": Acts(choices=2, words=LINE),
        "signal": Acts(choices=3, words=8),
    }[kind]


def acts(call: str, item: str, rest: str) -> Acts:
    """What one panel asks of a learner."""
    if call.endswith("_editor") and "team=True" in rest:
        return _own(call.removesuffix("_editor"))
    known = {
        "decide": lambda: Acts(choices=1),
        "recall": lambda: Acts(choices=len(find_recall(item).question)),
        "reflect": lambda: Acts(words=REFLECTION),
        "repair": lambda: _repair(item),
        "guided": lambda: _guided(item),
        "range_practice": lambda: Acts(choices=SET, numbers=2 * SET),
        "signal_or_noise": lambda: Acts(choices=CHARTS),
        "tampering_game": lambda: Acts(choices=2),
        "regression_game": lambda: Acts(choices=2),
        "league_game": lambda: Acts(choices=2, glances=5),
        "red_beads_game": lambda: Acts(choices=4, glances=4),
        "line_up_game": lambda: Acts(choices=1, glances=LINE_UP),
        "power_meter": lambda: Acts(choices=3, numbers=4),
        "plan_editor": lambda: _prediction(load_example("predict/alder-creek", Plan)),
        "study_editor": _study_read,
        "signal_editor": _funnel_practice,
        "elie-signal": _funnel_alone,
        "attack_demo": lambda: Acts(choices=2, numbers=4),
        "simpson_demo": lambda: Acts(choices=1, glances=5),
        "gaps_editor": _page_finished,
        "elie-gaps": _page_alone,
        "lift-fishbone": _fishbone_alone,
        "lift-predict": _plan_alone,
        "lift-study": _study_alone,
        **dict.fromkeys(("show_fishbone", "show_plan", "show_study", "show_funnel_reading"), Acts),
        "show_disaggregation": Acts,
        **dict.fromkeys(("calibration_record", "weak_predictions"), Acts),
    }
    return known[call]()


_CALL = re.compile(r"^(?:coached\.)?([a-z_]+)\((?:\"([^\"]*)\")?(.*)\)$", re.MULTILINE)
_LINK = re.compile(r"\]\(((?:lift|elie)-[a-z]+)/(?:lift|elie)-[a-z]+\.ipynb\)")


def calls(text: str) -> Iterable[tuple[str, str, str]]:
    """The panels of a part, and the exercise that it opens."""
    yield from ((one[1], one[2] or "", one[3]) for one in _CALL.finditer(text))
    yield from ((one[1], "", "") for one in _LINK.finditer(text))


def doing(module: str, series: str = "lift") -> dict[str, float]:
    """Seconds of doing by part ("1" to "7", or "A1" to "B7"), to the next five."""
    text = (content_root() / series / module / "module.md").read_text(encoding="utf-8")
    cut = re.split(r"^#{2,3} ([AB]?[1-7])\. .*$", text, flags=re.MULTILINE)
    return {
        name: 5.0 * round(sum(acts(*one).seconds for one in calls(part)) / 5)
        for name, part in zip(cut[1::2], cut[2::2], strict=True)
    }


if __name__ == "__main__":
    for one in ("fishbone", "predict", "study"):
        made = doing(one)
        told = (f"{name} {int(s // 60)}:{int(s % 60):02}" for name, s in made.items())
        print(one, *told, f"together {sum(made.values()) / 60:.1f} min", sep="  ")
