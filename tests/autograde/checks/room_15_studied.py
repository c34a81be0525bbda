"""The golden study of Room 15, and the flawed one of Birch Street (both fictional)."""

from __future__ import annotations

from datetime import UTC, datetime

from room_15 import (
    AFTER,
    BEFORE,
    CLASS,
    DAYS,
    LOCKED,
    ROOM_14_AFTER,
    ROOM_14_BEFORE,
    SINCE,
    counts,
    room_15,
)

from curriculum.artifacts import Plan, Study
from curriculum.artifacts.lock import lock, start_again


def points(before: str = BEFORE, after: str = AFTER, size: int = CLASS) -> list[dict]:
    rows = [("baseline", *one) for one in zip(DAYS, counts(before), strict=True)]
    rows += [("cycle", *one) for one in zip(SINCE, counts(after), strict=True)]
    return [
        {
            "day": day,
            "count": count,
            "of": of,
            "phase": phase,
            "absent": size - of,
            "fidelity": ("partly" if day == "2026-11-05" else "yes") if phase == "cycle" else "",
        }
        for phase, day, (count, of) in rows
    ]


def room_14_points() -> list[dict]:
    return points(ROOM_14_BEFORE, ROOM_14_AFTER)


def room_15_studied(**changes) -> Study:
    """The strong study of the first cycle's prediction, on the chart of both cycles."""
    data = {
        "school": "Alder Creek Elementary (fictional)",
        "plan_digest": lock(room_15(), LOCKED).lock.digest,
        "prediction_id": "p1",
        "source": "own",
        "measure": "reason slips / students present, Tuesdays and Thursdays",
        "points": points(),
        "change_day": "2026-11-03",
        "fidelity": "yes",
        "deviations": (
            "November 5 opener cut to 4 minutes by a fire drill (7/25). Kept on the chart."
        ),
        "held": "held",
        "result": 41,
        "signal_reading": {
            "median": 32,
            "useful": 24,
            "longest_run": 10,
            "crossings": 11,
            "signal": "yes",
        },
        "groups": [
            {
                "name": "African American and Latinx students",
                "n": 12,
                "before": {"count": 34, "of": 138},
                "after": {"count": 58, "of": 132},
            },
            {
                "name": "Classmates",
                "n": 15,
                "before": {"count": 73, "of": 173},
                "after": {"count": 92, "of": 171},
                "words": (
                    "Both rose. The difference went from 18 points to 10; these are the same 27 "
                    "children each day, so we do not claim it narrowed."
                ),
            },
        ],
        "missing_words": (
            "21 student-days since the change, 12 of them from the 12 students above; 9 fell on "
            "the last two days (flu). If all 9 had written no reason, those days would be 48% and "
            "41%, still above the median, and the run unchanged."
        ),
        "missing_count": 21,
        "other_explanations": [
            "A new unit began November 9. Room 14 began it too, with its usual opener. By the IHI "
            "rules, a trend of five in the middle that went back, and no shift; by the Anhøj rules "
            "no signal.",
            "Students got used to slips. They had six weeks of practice before the change.",
            "Ms. Duarte hoped for this and sorted the slips. Mr. Lin re-sorted 60 and agreed on "
            "54.",
        ],
        "balancing": (
            "Main lesson 34 minutes before, 31 since (medians); we predicted this and will watch "
            "it."
        ),
        "verdict": "signal_predicted",
        "verdict_words": (
            "Signal, in the direction we predicted. More students in Room 15 write a reason since "
            "answers came last. One room cannot show that the opener alone did it, or that it "
            "would hold with another teacher."
        ),
        "theory_change": (
            "Order of talk matters more than we thought; seating (c4) is untested. Slips are "
            "writing, not talk."
        ),
    }
    return Study.model_validate(data | changes)


BIRCH_BEFORE = (52, 48, 55, 50, 47, 53)
BIRCH_SINCE = (49, 58, 61, 63)


def birch_points(more: tuple[int, ...] = ()) -> list[dict]:
    """Weekly percents; the weeks are consecutive Fridays from September 4 on."""
    values = (*BIRCH_BEFORE, *BIRCH_SINCE, *more)
    days = [f"2026-09-{day:02}" for day in (4, 11, 18, 25)]
    days += [f"2026-10-{day:02}" for day in (2, 9, 16, 23, 30)]
    days += [f"2026-11-{day:02}" for day in (6, 13, 20, 27)]
    days += [f"2026-12-{day:02}" for day in (4, 11)]
    return [
        {
            "day": day,
            "count": value,
            "of": 100,
            "phase": "baseline" if place < len(BIRCH_BEFORE) else "cycle",
        }
        for place, (day, value) in enumerate(zip(days, values, strict=False))
    ]


def birch_street(**changes) -> Study:
    """ "It is working", read from three rising weeks."""
    data = {
        "school": "Birch Street Elementary (fictional)",
        "source": "own",
        "measure": "percent of students who ask a question when confused, weekly",
        "points": birch_points(),
        "change_day": "2026-10-16",
        "fidelity": "yes",
        "result": 58,
        "verdict": "signal_predicted",
        "verdict_words": (
            "It is working. The average went from 51% to 58%, and the last three weeks went up "
            "every time."
        ),
    }
    return Study.model_validate(data | changes)


SECOND_LOCKED = datetime(2026, 11, 13, 16, 5, tzinfo=UTC)


def second_plan(**changes) -> Plan:
    """The second cycle: the same change for eight days more, locked on November 13."""
    first = locked_plan()
    begun = start_again(first)
    one = first.predictions[0].model_copy(
        update={
            "measure": "reason slips, eight days together",
            "best_guess": 55.0,
            "low": 45.0,
            "high": 65.0,
            "by": "2026-12-17",
        }
    )
    told = {
        "start": "2026-11-17",
        "end": "2026-12-17",
        "lessons": 8,
        "predictions": (one,),
    }
    return lock(begun.model_copy(update=told | changes), SECOND_LOCKED)


def second_cycle_studied(**changes) -> Study:
    """The study of the second cycle, on the chart that goes on."""
    data = {
        "plan_digest": second_plan().lock.digest,
        "result": 53.8,
        "measure": "reason slips / students present, Tuesdays and Thursdays",
    }
    return room_15_studied(**(data | changes))


def locked_plan(**changes) -> Plan:
    return lock(room_15(**changes), LOCKED)
