"""Room 15 of Alder Creek (fictional): the golden plan and study, as plans and studies are kept."""

from __future__ import annotations

from datetime import UTC, datetime

from curriculum.artifacts import Plan
from curriculum.artifacts.lock import lock

DAYS = (
    *("2026-09-22", "2026-09-24", "2026-09-29", "2026-10-01", "2026-10-06", "2026-10-08"),
    *("2026-10-13", "2026-10-15", "2026-10-20", "2026-10-22", "2026-10-27", "2026-10-29"),
)
SINCE = (
    *("2026-11-03", "2026-11-05", "2026-11-10", "2026-11-12", "2026-11-17", "2026-11-19"),
    *("2026-11-24", "2026-12-01", "2026-12-03", "2026-12-08", "2026-12-15", "2026-12-17"),
)
BEFORE = "8/26 12/27 5/25 10/26 13/27 6/25 9/27 11/26 7/27 7/24 13/26 6/25"
AFTER = "12/26 7/25 14/27 10/26 15/25 10/26 14/24 17/27 10/25 17/27 13/22 11/23"
ROOM_14_BEFORE = "7/25 8/26 5/27 11/27 10/24 8/24 6/27 11/27 8/24 8/25 13/27 7/25"
ROOM_14_AFTER = "6/25 7/27 10/25 6/25 11/26 7/26 8/24 9/24 11/27 15/27 10/27 8/26"
CLASS = 27
LOCKED = datetime(2026, 10, 30, 15, 42, tzinfo=UTC)


def counts(row: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in (one.split("/") for one in row.split())]


def room_15(**changes) -> Plan:
    """The strong plan, not locked."""
    data = {
        "school": "Alder Creek Elementary (fictional)",
        "question": (
            "If partners explain before any answer is shown, will more students write a math "
            "reason?"
        ),
        "from_causes": [
            {
                "id": "c1",
                "text": 'Our pacing chart puts the unit\'s open tasks in the "if time" column',
            },
            {
                "id": "c2",
                "text": 'Our shared lesson template lists "check answers" before "discuss"',
            },
        ],
        "informed_by": [
            {"id": "c3", "text": "A wrong answer in front of the class feels final to them"}
        ],
        "change": {
            "text": (
                "10-minute opener with one open fractions task, in this order - 2 minutes alone, "
                "3 with a partner, 5 with the class; answers go on the board last"
            )
        },
        "who": "Ms. Duarte teaches; Mr. Lin, math coach, looks on twice",
        "where": "Room 15, 27 students",
        "group": "all students in Room 15",
        "group_n": CLASS,
        "when": "Tuesdays and Thursdays, November 3 to 12 (4 lessons)",
        "start": "2026-11-03",
        "end": "2026-11-12",
        "lessons": 4,
        "scale": {
            "belief": "medium",
            "cost": "low",
            "readiness": "medium",
            "size": "one_class",
            "why": "We half believe it, and one teacher is ready.",
        },
        "data": {
            "measure": ('reason slips - "Write a reason you gave or heard from a classmate today"'),
            "numerator": ("slips that state a math reason (a because, a so, or a labeled drawing)"),
            "denominator": "students present",
            "who": ("Ms. Duarte, 4 minutes a lesson; Mr. Lin re-sorts five unnamed slips a lesson"),
            "when": "each lesson, Tuesdays and Thursdays, last 4 minutes",
            "tool": "reason slips",
            "missing": 'absent or pulled out is logged as missing, never as "no reason"',
            "minutes": 4,
            "baseline_text": (
                "107 of 311 slips (34%) on 12 days, September 22 to October 29; median 32%"
            ),
            "baseline": [
                {"day": day, "count": count, "of": of}
                for day, (count, of) in zip(DAYS, counts(BEFORE), strict=True)
            ],
            "process": "opener run in the planned order (yes/no, one line why)",
            "balancing": "minutes left for the main lesson (baseline median 34)",
        },
        "predictions": [
            {
                "id": "p1",
                "measure": "reason slips, four days together",
                "direction": "up",
                "best_guess": 52,
                "low": 40,
                "high": 65,
                "group": "all students in Room 15",
                "n": 27,
                "by": "2026-11-12",
                "because": (
                    "Answers were up before partner talk in 9 of 12 lessons, and 5 of 8 students "
                    "said a wrong answer in public feels final. If the answer comes last, there "
                    "is still something to explain, and a safer place to try it."
                ),
            },
            {
                "id": "p2",
                "measure": "reason slips, four days together",
                "direction": "up",
                "best_guess": 45,
                "low": 28,
                "high": 62,
                "group": (
                    "African American and Latinx students in Room 15 (baseline 34 of 138, 25%)"
                ),
                "n": 12,
                "by": "2026-11-12",
                "because": ("A partner listens to everyone, not only to those who raise a hand"),
            },
            {
                "id": "p3",
                "measure": "minutes left for the main lesson, median of four days",
                "direction": "down",
                "best_guess": 31,
                "low": 29,
                "high": 34,
                "unit": "minutes",
                "group": "Room 15 lessons",
                "n": 4,
                "by": "2026-11-12",
                "because": "Sharing runs long at first",
            },
        ],
        "surprise": (
            "Under 40%. Then order of talk is not what holds reasons back, and we look again at c4."
        ),
    }
    return Plan.model_validate(data | changes)


def weak_room_15() -> Plan:
    """The same plan with "engagement" for a prediction."""
    return room_15(
        predictions=[
            {
                "id": "p1",
                "measure": "engagement",
                "direction": "up",
                "group": "our students",
                "by": "2026-11-12",
                "because": "Students love working with partners",
            }
        ]
    )


def locked(plan: Plan | None = None) -> Plan:
    return lock(plan or room_15(), LOCKED)
