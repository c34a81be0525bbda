"""A coach in a process of her own: marks cells by chance, and writes down what came of it.

Started by ``test_coaches_at_once.py``: URL, name, how many marks, seed, the file to write to. With
the name ``formgrader`` it marks as formgrader does, which knows nothing of our records.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from marked_book import EXERCISE

from autograde._nbgrader import Book
from autograde.records import Conflict, Records
from autograde.rubrics import LEVELS, load_rubric


def main(url: str, name: str, count: str, seed: str, file: str) -> None:
    chance = random.Random(int(seed))
    criteria = load_rubric(EXERCISE).coach
    with Book(url, "lift-test") as book, Path(file).open("a", encoding="utf-8", buffering=1) as log:
        learners = book.learner_ids()
        records = Records(book)
        log.write(json.dumps({"ready": True}) + "\n")
        for turn in range(int(count)):
            # Now and then all meet at the same few cells.
            learner = learners[0] if chance.random() < 0.2 else chance.choice(learners)
            criterion = chance.choice(criteria)
            level, text = chance.randrange(len(LEVELS)), f"{name} {turn}"
            line: dict[str, object] = {"learner": learner, "criterion": criterion.id}
            line |= {"level": level, "comment": text}
            if name == "formgrader":
                cell = f"coach-{criterion.id}"
                points = criterion.points_of(LEVELS[level])
                book.mark(EXERCISE, learner, cell, score=points, comment=text)
                log.write(json.dumps(line) + "\n")
                continue
            place = {"learner": learner, "criterion": criterion.id}
            there = records.entries(EXERCISE, **place)
            seen = there[-1].id if there else 0
            try:
                made = records.write(
                    exercise=EXERCISE,
                    learner=learner,
                    criterion=criterion.id,
                    coach=name,
                    round=1,
                    level=level,
                    comment=text,
                    seen=seen,
                )
            except Conflict as conflict:
                line |= {"conflict": conflict.entry.id, "by": conflict.entry.coach}
                line |= {"seen": seen, "says": str(conflict)}
            else:
                line |= {"id": made.id}
            log.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
