"""The Alder Creek fishbone (fictional), a golden example, and a folder of evidence made for it."""

from __future__ import annotations

from curriculum.artifacts.fishbone import (
    Bone,
    CarriedTo,
    Cause,
    CheckPlan,
    Evidence,
    Fishbone,
    ProblemStatement,
)
from curriculum.simulate.cases import Case, EvidenceItem, Fact, StatementFacts


def leaf(node, text, tag, source, lane=None, item=None, check=None, carried_to=None):
    return Cause(
        id=node,
        text=text,
        evidence=Evidence(tag=tag, source=source, item=item),
        lane=lane,
        check=check or CheckPlan(),
        carried_to=carried_to or CarriedTo(),
    )


def cause(node, text, *whys):
    return Cause(id=node, text=text, whys=whys)


def alder_creek(items: bool = False) -> Fishbone:
    """The strong example as the design has it; with ``items``, each source names its paper."""

    def paper(name):
        return name if items else None

    return Fishbone(
        id="fishbone-strong-1",
        school="Alder Creek Elementary (fictional)",
        version="with my team",
        who_was_there=("three Grade 5 teachers", "math coach", "inclusion teacher"),
        problem_statement=ProblemStatement(
            text=(
                "In 12 fractions lessons observed in our three Grade 5 classes from September 8 to "
                "October 16, students gave a classmate a reason for an answer in 98 of 306 "
                "student-lessons (32%). For our 36 African American and Latinx students it was "
                "30 of 138 (22%); for their classmates, 68 of 168 (40%)."
            ),
            group="Grade 5, 81 students; 36 African American and Latinx students",
            measure=(
                "student-lessons in which a student gives a classmate a math reason at least once"
            ),
            number="98 of 306 (32%); 30 of 138 (22%) and 68 of 168 (40%)",
            period="September 8 to October 16",
        ),
        bones=(
            Bone(
                id="b1",
                name="Tasks and curriculum",
                causes=(
                    cause(
                        "a1",
                        "Most tasks we use ask for one answer by one method, so there is little "
                        "to explain",
                        cause(
                            "a2",
                            "Lessons open with a page of bare computation",
                            leaf(
                                "c1",
                                "Our pacing chart puts the unit's open tasks in the "
                                '"if time" column',
                                "data",
                                "Pacing chart, unit 3; task sort: 41 of 52 tasks used had one "
                                "method",
                                "test",
                                paper("E2"),
                            ),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b2",
                name="Instruction",
                causes=(
                    cause(
                        "a3",
                        "The first right answer usually ends the exchange",
                        cause(
                            "a4",
                            "Partner talk starts after the answer is on the board",
                            leaf(
                                "c2",
                                'Our shared lesson template lists "check answers" before "discuss"',
                                "observation",
                                "Observers' notes: this order in 9 of 12 lessons; team template",
                                "test",
                                paper("E3"),
                            ),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b3",
                name="Student experience",
                causes=(
                    cause(
                        "a5",
                        "Students who are unsure wait for someone else to speak",
                        leaf(
                            "c3",
                            "A wrong answer in front of the class feels final to them",
                            "interview",
                            "5 of 8 students, October 5-9. Dissent: student 7 likes being wrong "
                            "first, 'because then everybody fixes it'",
                            None,
                            paper("E4"),
                        ),
                    ),
                    cause(
                        "a6",
                        "Some tables rarely hear a classmate's reason",
                        leaf(
                            "c4",
                            "We seat students by last spring's score band; 21 of 36 African "
                            "American and Latinx students sit in the lowest band, compared with "
                            "12 of 45 classmates",
                            "data",
                            "Seating charts; table tallies: 1.1 reasons a lesson in the lowest "
                            "band, 3.8 at other tables",
                            "test",
                            paper("E5"),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b4",
                name="Adult learning",
                causes=(
                    cause(
                        "a7",
                        "We plan how to launch a task, and seldom what to say to a half-formed "
                        "idea",
                        cause(
                            "a8",
                            "Team meetings go mostly to pacing and test dates",
                            leaf(
                                "c5",
                                "Agendas are copied forward from last year's testing calendar",
                                "data",
                                "Agendas: 2 of 9 meetings included student work",
                                None,
                                paper("E6"),
                            ),
                        ),
                    ),
                    leaf(
                        "c6",
                        "We are unsure which fraction ideas deserve a pause",
                        "assumption",
                        "our hunch",
                        "check",
                        check=CheckPlan(
                            how="plan two lessons with the math coach", by="November 6"
                        ),
                    ),
                ),
            ),
            Bone(
                id="b5",
                name="Time and staffing",
                causes=(
                    cause(
                        "a9",
                        "30 students, 18 of them African American or Latinx, miss the last 15 "
                        "minutes of Tuesday and Thursday lessons, when discussion happens",
                        leaf(
                            "c7",
                            "The master schedule places small-group intervention at 10:40, before "
                            "math ends",
                            "data",
                            "Master schedule; intervention roster",
                            "escalate",
                            paper("E7"),
                            carried_to=CarriedTo(who="project sponsor", on="October 23"),
                        ),
                    ),
                ),
            ),
        ),
        reads_backward=(
            'The pacing chart puts open tasks in the "if time" column; therefore lessons open with '
            "bare computation; therefore most tasks have one answer and one method; therefore "
            "students seldom have a reason to give a classmate."
        ),
        surprise=(
            'We began with "our students are shy." The task sort and student 7 changed our minds.'
        ),
        whose_view_is_missing=(
            "Families; students who joined after September; the 30 students in intervention."
        ),
    )


def alder_case() -> Case:
    """A folder that bears the Alder Creek fishbone out."""
    return Case(
        exercise="lift-fishbone",
        key="alder",
        draw=0,
        story="alder-creek",
        title="A reason for an answer",
        school="Alder Creek Elementary (fictional)",
        scene=("Grade 5 has 81 students in three classes.",),
        obvious_story="Our students are shy, so they do not talk.",
        outside=("the master schedule and the time of intervention",),
        statement=StatementFacts(
            group=("grade 5", "fifth grade", "African American and Latinx students"),
            measure=("gave a classmate a reason", "student-lessons", "math reason"),
            numbers=("98 of 306", "32%", "30 of 138", "22%", "68 of 168", "40%"),
            period=("September 8", "October 16", "six weeks"),
        ),
        items=(
            EvidenceItem(
                id="E1",
                kind="data",
                form="table",
                title="Reasons given in 12 fractions lessons",
                source="Tally sheets, September 8 to October 16",
                columns=("Group", "Students", "Gave a reason", "Student-lessons", "Share"),
                rows=(
                    ("African American and Latinx students", 36, 30, 138, "22%"),
                    ("Classmates", 45, 68, 168, "40%"),
                    ("All", 81, 98, 306, "32%"),
                ),
                facts=(
                    Fact("low", "98 of 306", ("reason", "classmate", "lesson"), ("98 of 306",)),
                ),
            ),
            EvidenceItem(
                id="E2",
                kind="data",
                form="detail",
                title="Pacing chart and task sort, unit 3",
                source="Curriculum binder",
                lines=("Open tasks: column “if time”.", "Tasks with one method: 41 of 52."),
                facts=(
                    Fact(
                        "if-time",
                        "Open tasks stand in the if-time column.",
                        ("pacing", "chart", "open", "task", "column"),
                    ),
                    Fact("one", "41 of 52", ("task", "method", "answer"), ("41 of 52", "79%")),
                ),
            ),
            EvidenceItem(
                id="E3",
                kind="observation",
                form="notes",
                title="Observers' notes in 12 lessons",
                source="Math coach and inclusion teacher",
                lines=(
                    "Answer on the board before partner talk: 9 of 12 lessons.",
                    "The team template: check answers, then discuss.",
                ),
                facts=(
                    Fact(
                        "order",
                        "9 of 12 lessons",
                        ("answer", "partner", "template", "check", "discuss"),
                        ("9 of 12",),
                    ),
                ),
            ),
            EvidenceItem(
                id="E4",
                kind="interview",
                form="quotes",
                title="What eight students said",
                source="October 5 to 9",
                lines=(
                    "5 of 8: a wrong answer in front of the class feels final.",
                    "Student 7: “I like being wrong first, because then everybody fixes it.”",
                ),
                facts=(
                    Fact("final", "5 of 8", ("wrong", "answer", "front", "final"), ("5 of 8",)),
                    Fact("dissent", "Student 7", ("wrong", "first", "fix", "shy")),
                ),
                contradicts="Student 7 is not shy.",
            ),
            EvidenceItem(
                id="E5",
                kind="data",
                form="detail",
                title="Seating charts and table tallies",
                source="Room plans, September",
                lines=(
                    "Lowest band: 21 of 36 African American and Latinx students; 12 of 45 "
                    "classmates.",
                    "Reasons a lesson: 1.1 in the lowest band, 3.8 at other tables.",
                ),
                facts=(
                    Fact(
                        "bands",
                        "21 of 36",
                        ("seat", "band", "score", "lowest", "table"),
                        ("21 of 36", "12 of 45"),
                    ),
                ),
            ),
            EvidenceItem(
                id="E6",
                kind="data",
                form="detail",
                title="Agendas of nine team meetings",
                source="Shared drive",
                lines=("2 of 9 included student work.", "Copied from last year's calendar."),
                facts=(
                    Fact(
                        "agendas",
                        "2 of 9",
                        ("agenda", "meeting", "calendar", "pacing", "work"),
                        ("2 of 9",),
                    ),
                ),
            ),
            EvidenceItem(
                id="E7",
                kind="data",
                form="detail",
                title="Master schedule and intervention roster",
                source="Office",
                lines=(
                    "Small-group intervention: Tuesday and Thursday, 10:40.",
                    "Roster: 30 students, 18 of them African American or Latinx; the last 15 "
                    "minutes of math.",
                ),
                facts=(
                    Fact(
                        "pulled",
                        "30 students leave math early.",
                        ("schedule", "intervention", "math", "minute", "group"),
                        ("30", "18", "15"),
                    ),
                ),
            ),
        ),
        digest="0" * 32,
    )
