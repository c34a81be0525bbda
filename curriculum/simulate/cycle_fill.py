"""Draws the numbers of a story's class and fills its texts with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from curriculum.simulate.cases import EvidenceItem, Fact
from curriculum.simulate.cycle_data import (
    CycleTexts,
    CycleTruth,
    GroupSize,
    LessonCount,
    Room,
    Setup,
    group_pooled,
    percents,
    pooled,
)
from curriculum.simulate.cycle_room import draw_baseline, draw_room
from curriculum.simulate.cycle_story import CycleStory
from curriculum.simulate.lesson_days import (
    lesson_days,
    monday_after,
    said,
    school_day_before,
    weekdays_said,
)
from curriculum.simulate.rng import Draw
from curriculum.simulate.story_file import StoryError
from curriculum.simulate.values import ValueProblem, Values, evaluate, percent, render

BASELINE = 12
FIRST_DAYS = (date(2024, 9, 9), date(2024, 9, 23), date(2025, 1, 13), date(2025, 1, 27))
WEEKDAYS = ((0, 2), (1, 3), (1, 4), (2, 4))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A story with one draw's numbers."""

    story: CycleStory
    setup: Setup
    values: Values
    half_day: date
    weekdays: str

    def text(self, template: str, where: str) -> str:
        """A text of the story, filled in.

        Raises
        ------
        StoryError
            If it names a value that is not there.
        """
        try:
            return render(template, self.values)
        except ValueProblem as error:
            raise StoryError(f"{self.story.file}: {where} cannot be filled in: {error}.") from error

    def of(self, name: str) -> str:
        """A text of the story by name."""
        return self.text(self.story.texts[name], name)

    def many(self, name: str) -> tuple[str, ...]:
        """A list of texts of the story by name."""
        return tuple(self.text(one, name) for one in self.story.texts[name])

    def items(self) -> tuple[EvidenceItem, ...]:
        """The story's own papers."""
        made = []
        for part in self.story.items:
            table, where = part.fields, part.where
            made.append(
                EvidenceItem(
                    id=table["id"],
                    kind=table["kind"],
                    form=table["form"],
                    title=self.text(table["title"], where),
                    source=self.text(table["source"], where),
                    lines=tuple(self.text(one, where) for one in table.get("lines", ())),
                    columns=tuple(self.text(one, where) for one in table.get("columns", ())),
                    rows=tuple(
                        tuple(self.text(str(cell), where) for cell in row)
                        for row in table.get("rows", ())
                    ),
                    facts=tuple(
                        Fact(
                            id=fact["id"],
                            text=self.text(fact["text"], where),
                            words=tuple(fact["words"]),
                            numbers=tuple(self.text(one, where) for one in fact.get("numbers", ())),
                        )
                        for fact in table["facts"]
                    ),
                )
            )
        return tuple(made)


def draw_story(
    story: CycleStory,
    truths: Mapping[str, tuple[str, str, str]],
    draw: Draw,
    truth: CycleTruth,
    *,
    exercise: str,
    number: int,
    lessons: int,
    small: bool = False,
) -> Drawn:
    """One draw of a story.

    Parameters
    ----------
    draw : Draw
    truth : str
        What is planted; a ceiling and a rise that begins early already show in the baseline.
    exercise : str
    number : int
        The case's draw.
    lessons : int
        Lessons since the change.
    small : bool
        Whether the class holds a third group of fewer than 11 students.

    Raises
    ------
    StoryError
        If a text cannot be filled in.
    """
    weekdays = draw.choice(WEEKDAYS)
    all_days = list(lesson_days(draw.choice(FIRST_DAYS), weekdays, BASELINE + lessons + 1))
    half_day = all_days.pop(BASELINE + draw.integer(1, max(lessons - 1, 1)))
    values = _chosen(story, draw)
    groups = [
        GroupSize(render(story.texts["group"], values), draw.integer(11, 12 if small else 13)),
        GroupSize(
            render(story.texts["rest"], values), draw.integer(*((11, 13) if small else (13, 16)))
        ),
    ]
    if small:
        name = render(draw.choice(story.after["small_groups"]), values)
        groups.append(GroupSize(name, draw.integer(5, 6)))
    rate = draw.integer(86, 89) / 100 if truth == "ceiling" else draw.integer(33, 42) / 100
    gap = draw.integer(10, 16) / 100 if truth != "ceiling" else 0.04
    hoped = draw.integer(7, 8) if truth == "ceiling" else draw.integer(17, 22)
    room = draw_room(draw, tuple(groups), rate, gap, draw.integer(30, 36))
    other = draw_room(draw, tuple(groups), rate, gap, room.minutes)
    before = tuple(all_days[:BASELINE])
    baseline = draw_baseline(draw, room, before, truth)
    other_baseline = draw_baseline(draw, other, before, "none")
    values |= _numbers(story, room, baseline, all_days, half_day, weekdays, hoped)
    drawn = Drawn(
        story=story,
        setup=Setup(
            exercise=exercise,
            draw=number,
            room=room,
            other_room=other,
            baseline=baseline,
            other_baseline=other_baseline,
            days=tuple(all_days),
            truth=truth,
            hoped=hoped,
            texts=CycleTexts((), (), (), "", {}, {}, "", ""),
        ),
        values=values,
        half_day=half_day,
        weekdays=weekdays_said(weekdays),
    )
    for name in ("room", "change_idea"):
        values[name] = drawn.of(name)
    return _with_texts(drawn, truths)


def _chosen(story: CycleStory, draw: Draw) -> Values:
    values: Values = {}
    for name, spec in story.values.items():
        try:
            values[name] = evaluate(spec, values, draw)
        except ValueProblem as error:
            raise StoryError(f"{story.file}: values.{name} cannot be drawn: {error}.") from error
        if isinstance(values[name], dict):
            values[name] = {
                part: render(text, values) if isinstance(text, str) else text
                for part, text in values[name].items()
            }
    return values


def _numbers(
    story: CycleStory,
    room: Room,
    baseline: tuple[LessonCount, ...],
    days: list[date],
    half_day: date,
    weekdays: tuple[int, int],
    hoped: int,
) -> Values:
    """The values that every story may name."""
    count, of = pooled(baseline)
    of_lessons = percents(baseline)
    middle = sorted(of_lessons)
    found: Values = {
        "n": room.n,
        "days": weekdays_said(weekdays),
        "b_start": said(days[0]),
        "b_end": said(days[BASELINE - 1]),
        "today": said(school_day_before(days[BASELINE])),
        "start": said(days[BASELINE]),
        "end": said(days[-1]),
        "half_day": said(half_day),
        "test_week": said(monday_after(days[-1])),
        "lessons": len(days) - BASELINE,
        "b_lessons": BASELINE,
        "b_count": count,
        "b_of": of,
        "b_pct": percent(count, of),
        "b_median": int((middle[BASELINE // 2 - 1] + middle[BASELINE // 2]) / 2 + 0.5),
        "hoped": hoped,
        "minutes": room.minutes,
    }
    for place, name in enumerate(("g", "r")):
        one, whole = group_pooled(baseline, place)
        found |= {
            f"{name}_n": room.groups[place].n,
            f"{name}_count": one,
            f"{name}_of": whole,
            f"{name}_pct": percent(one, whole),
        }
    best = found["b_pct"] + hoped
    wide = 4 if found["b_pct"] > 75 else 12
    found |= {"best": min(best, 98), "low": min(best, 98) - wide, "high": min(best + wide, 99)}
    return found


def _with_texts(drawn: Drawn, truths: Mapping[str, tuple[str, str, str]]) -> Drawn:
    """The drawn story with the texts of its cycle filled in."""
    after = drawn.story.after

    def many(name: str) -> tuple[str, ...]:
        return tuple(drawn.text(one, f"study {name}") for one in after[name])

    texts = CycleTexts(
        done=many("done"),
        partly=many("partly"),
        not_done=many("not_done"),
        not_counted=drawn.text(after["not_counted"], "study not_counted"),
        facts={
            name: drawn.text(text, f"study facts.{name}")
            for name, text in drawn.story.facts.items()
        },
        truths={
            name: (title, drawn.text(told, f"truths {name}"), reading)
            for name, (title, told, reading) in truths.items()
        },
        comparison_room=drawn.text(after["comparison_room"], "study comparison_room"),
        balancing=drawn.of("balancing"),
    )
    return replace(drawn, setup=replace(drawn.setup, texts=texts))
