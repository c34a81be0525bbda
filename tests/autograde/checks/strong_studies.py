"""Three strong studies of lift-study that differ from each other, each for its own drawn case."""

from __future__ import annotations

from autograde.checks.study_solution import worked_study
from curriculum.artifacts.study import Study
from curriculum.simulate.cycle_cases import StudyCase
from curriculum.simulate.lesson_days import said
from curriculum.simulate.study_cases import draw_study_case

EXERCISE = "lift-study"


def drawn(
    name: str, truth: str, verdict: str, *, story: str = "", small: bool = False
) -> StudyCase:
    """A case of this truth whose chart bears out this verdict; no result on a range's edge."""
    for number in range(1, 2000):
        key = name if number == 1 else f"{name}-{number}"
        case = draw_study_case(EXERCISE, key, 0)
        if case.truth["cycle"] != truth or story not in case.story:
            continue
        if small and not any(group.small for group in case.facts.groups):
            continue
        one, result = case.plan["predictions"][0], case.facts.result
        on_the_edge = min(abs(result - one["low"]), abs(result - one["high"])) < 2
        if not on_the_edge and worked_study(case).verdict == verdict:
            return case
    raise LookupError(f"no key draws {truth} with {verdict}")


def written(case: StudyCase, **words: object) -> Study:
    """The facts from the case, the words by hand."""
    return Study.model_validate(worked_study(case).model_dump() | words)


def words_for_groups(case: StudyCase, *words: str) -> list[dict]:
    """The worked study's groups with words of our own, small ones last."""
    groups = [group.model_dump() for group in worked_study(case).groups]
    for group, text in zip(groups, words, strict=False):
        group["words"] = text
    return groups


def percent(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]} ({round(100 * pair[0] / pair[1])}%)"


def strong_1() -> Study:
    """A signal in the predicted direction, told with everything that could explain it."""
    case = drawn(
        "lead-sequoia",
        "confounder",
        "signal_predicted",
        story="questions-when-confused",
        small=True,
    )
    facts, cycle = case.facts, case.cycle
    group, rest = facts.groups[0], facts.groups[1]
    return written(
        case,
        id="strong-1",
        version="with my team",
        who_was_there=("the teacher", "the coach who looked on", "a colleague from the other room"),
        groups=words_for_groups(
            case,
            f"{percent(group.before)} before, {percent(group.since)} since.",
            f"{percent(rest.before)} before, {percent(rest.since)} since. The same students each "
            "day, so we do not say that the difference narrowed.",
            "So few students: we read their work together on a Thursday, and keep no number.",
        ),
        missing_words=(
            f"{facts.missing_count} student-lessons since the change"
            + (f", among them all of {said(facts.not_counted[0])}" if facts.not_counted else "")
            + ". If every one of them had been a no, most lessons would still lie on the same side."
        ),
        other_explanations=(
            cycle.fact,
            f"Another room had the same weeks and the same new slip, without our change: "
            f"{facts.comparison[0]:.0f}% before and {facts.comparison[1]:.0f}% since.",
            "Whoever hoped for this also sorted the slips; a colleague re-sorted five a lesson.",
        ),
        balancing=(
            f"A median of {facts.balancing[0]:g} minutes before and {facts.balancing[1]:g} since, "
            "as we had predicted."
        ),
        verdict_words=(
            "Signal, in the direction we predicted: the run since the change is longer than the "
            "rule asks for. But the other room rose in the same weeks with the new slip alone. "
            "One room cannot show that our change did anything of this."
        ),
        theory_change=(
            "We believe our first cause neither more nor less than before. We would test next what "
            "tells the two apart: the old slip for two weeks, with our moment in the middle."
        ),
    )


def strong_2() -> Study:
    """No signal and a missed range, and what the team learned from that."""
    case = drawn("lead-madrone", "none", "no_signal", story="feedback-that-comes-late", small=True)
    facts, cycle = case.facts, case.cycle
    return written(
        case,
        id="strong-2",
        groups=words_for_groups(
            case,
            "Moved about as much as lessons do.",
            "The same.",
            "Fewer than 11, so no share and no verdict; their teacher looks at their work.",
        ),
        missing_words=(
            f"All {facts.missing_count} from the tally, lesson by lesson. We cannot know on which "
            "side they would have been, so we say how many they are and change no point."
        ),
        other_explanations=(
            cycle.fact,
            "It may also be that the paper does not show what changed: it counts corrections, and "
            "not what a student has understood.",
        ),
        verdict_words=(
            "No signal. The points lie on both sides of the median, since the change as before, "
            "and the result lies below our range. The idea was tried as planned, so it is the "
            "idea we look at, in this one room."
        ),
        theory_change=(
            "Our because said that papers come too late. They came within the hour, and were put "
            "away all the same. We now look at the second cause: what a student is told to do next."
        ),
    )


def strong_3() -> Study:
    """Too early to tell, because the change hardly took place; what was learned is why."""
    case = drawn("lead-palm", "low_fidelity", "too_early", story="word-problems-second-try")
    facts, cycle = case.facts, case.cycle
    done = facts.done
    total = sum(done.values())
    return written(
        case,
        id="strong-3",
        deviations=(f"Done as planned in {done['yes']} of {total} lessons. {cycle.deviations}"),
        groups=words_for_groups(
            case, "No claim: the change hardly took place.", "No claim here either."
        ),
        missing_words=(
            f"{facts.missing_count} student-lessons. On a day without the change they change "
            "nothing about it, so we only count them."
        ),
        other_explanations=(
            cycle.fact,
            "Whatever the line does, it can hardly be the change: it took place too seldom.",
        ),
        verdict_words=(
            "Too early to tell about the idea. What we can tell is that it does not fit into the "
            "lesson as we planned it; the log says on which days, and why. The chart stays open."
        ),
        theory_change=(
            "Idea, doing, measuring: this was the doing. Next time it comes first in the lesson, "
            "and the prediction is locked again."
        ),
    )
