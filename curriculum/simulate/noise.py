"""How far the average of a few lessons wobbles by itself: what a prediction's range is held to."""

from __future__ import annotations

from math import sqrt

#: Ends of the middle 80 % of a normal distribution, in standard deviations.
EIGHTY = 1.2815515655446004
#: Lesson-to-lesson standard deviation of the underlying rate, in percentage points.
SD_LESSON = 8.0


def planned_noise(
    p: float, n_per_lesson: float, lessons: int, sd_lesson: float = SD_LESSON
) -> float:
    """Half the width of the range that holds the planned average four times in five by chance.

    Nothing has changed, and ``lessons`` lessons are averaged. Each lesson's underlying rate lies
    around ``p`` with standard deviation ``sd_lesson``; the students present then each do or do not.
    The variance of one lesson's percent is s² + (p(1 - p) - s²)/n, that of the average one
    ``lessons``-th of it; the half-width is 1.2816 standard deviations. With p = .55, 28 students
    and 8 points, one lesson wobbles ±16 points and the average of four ±8.

    The rate before the change is taken as known; a short baseline adds to this.

    Parameters
    ----------
    p : float
        Rate before the change, 0 to 1.
    n_per_lesson : float
        Students counted in a lesson, 1 or more.
    lessons : int
        Lessons that are averaged, 1 or more.
    sd_lesson : float
        In percentage points; no rate can vary by more than √(p(1 - p)), so near 0 and 1 it is less.

    Returns
    -------
    float
        Percentage points.

    Raises
    ------
    ValueError
        One plain sentence, if a number is out of range.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError("The rate must be from 0 to 1.")
    if not n_per_lesson >= 1.0:
        raise ValueError("There must be at least one student in a lesson.")
    if lessons < 1:
        raise ValueError("There must be at least one lesson.")
    if not 0.0 <= sd_lesson <= 50.0:
        raise ValueError("The spread between lessons must be from 0 to 50 points.")
    most = p * (1.0 - p)
    between = min((sd_lesson / 100.0) ** 2, most)
    one_lesson = between + (most - between) / n_per_lesson
    return 100.0 * EIGHTY * sqrt(one_lesson / lessons)
