"""The strong samples of lift-fishbone, written by hand on drawn cases.

The words are written here; the numbers are read from the folder that the sample's key draws, so
that ``build_samples.py`` can bring them up to date when a story case changes.
"""

from __future__ import annotations

from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.fishbone import (
    Bone,
    CarriedTo,
    Cause,
    CheckPlan,
    Evidence,
    Fishbone,
    ProblemStatement,
)
from curriculum.simulate.cases import Case
from curriculum.simulate.story import draw_case

EXERCISE = "lift-fishbone"


class Papers:
    """The folder's numbers by the id of the fact that holds them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._facts = {fact.id: (item.id, fact) for item in case.items for fact in item.facts}

    def item(self, fact: str) -> str:
        return self._facts[fact][0]

    def __call__(self, fact: str, place: int = 0) -> str:
        return self._facts[fact][1].numbers[place]

    def size(self, row: int) -> str:
        """How many students stand in a row of the first table."""
        return str(self.case.items[0].rows[row][1])


def leaf(node, text, tag, source, item=None, lane=None, check=None, to=None):
    return Cause(
        id=node,
        text=text,
        evidence=Evidence(tag=tag, source=source, item=item),
        lane=lane,
        check=CheckPlan(how=check[0], by=check[1]) if check else CheckPlan(),
        carried_to=CarriedTo(who=to[0], on=to[1]) if to else CarriedTo(),
    )


def chain(*steps):
    """Causes from the top to the last why; each step but the last is (id, text)."""
    node = steps[-1]
    for name, text in reversed(steps[:-1]):
        node = Cause(id=name, text=text, whys=(node,))
    return node


def drawn(name: str, story: str, variant: str) -> Case:
    """The first case of this story and truth that the sample's name draws, with a number or so."""
    for number in range(1, 500):
        key = name if number == 1 else f"{name}-{number}"
        case = draw_case(EXERCISE, key, 0)
        if (case.story, case.truth["variant"]) == (story, variant):
            return case
    raise LookupError(f"no key draws {story}, {variant}")


def ref(case: Case) -> CaseRef:
    return CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest)


def strong_1() -> Fishbone:
    """Every bone but one, a difference between groups explained twice, two things escalated."""
    case = drawn("lead-sequoia", "two-pictures-one-idea", "taught-apart")
    n = Papers(case)
    start, end = case.statement.period[0], case.statement.period[1]
    sponsor = next(
        c["carried_to"]["on"] for c in case.truth["model_causes"] if c["lane"] == "escalate"
    )
    check_by = next(c["check"]["by"] for c in case.truth["model_causes"] if c["lane"] == "check")
    return Fishbone(
        id="strong-1",
        school=case.school,
        who_was_there=("Grade 8 math teachers", "the math coach", "the librarian"),
        problem_statement=ProblemStatement(
            text=(
                f"From {start} to {end}, Grade 8 students joined two representations of a line on "
                f"{n('few-joined')} opener cards ({n('few-joined', 1)}). The {n.size(0)} "
                f"socioeconomically disadvantaged students among them did so on "
                f"{n('difference')} cards ({n('difference', 1)}), their {n.size(1)} classmates on "
                f"{n('difference', 2)} ({n('difference', 3)})."
            ),
            group=f"Grade 8 math; {n.size(0)} socioeconomically disadvantaged students, "
            f"{n.size(1)} classmates",
            measure="opener cards on which a student joins two representations",
            number=f"{n('few-joined')} ({n('few-joined', 1)}); {n('difference')} and "
            f"{n('difference', 2)}",
            period=f"{start} to {end}",
        ),
        bones=(
            Bone(
                id="b1",
                name="Tasks and curriculum",
                causes=(
                    chain(
                        ("s1", "A student can finish a card and never look at a second picture"),
                        ("s2", "Most cards print only the representation of the week"),
                        leaf(
                            "s3",
                            "We wrote the cards from the pacing chart, which takes tables, graphs "
                            "and equations one after another",
                            "data",
                            f"Pacing chart and the cards: {n('pacing-order', 1)} print one "
                            "representation",
                            n.item("pacing-order"),
                            "test",
                        ),
                    ),
                ),
            ),
            Bone(
                id="b2",
                name="Instruction",
                causes=(
                    chain(
                        ("s4", "By Thursday there is nothing on the board to point back to"),
                        leaf(
                            "s5",
                            "Everything said aloud in an opener is about one representation, and "
                            "Tuesday's graph has been erased",
                            "observation",
                            f"Math coach's notes: {n('one-at-a-time')} openers",
                            n.item("one-at-a-time"),
                            "test",
                        ),
                    ),
                ),
            ),
            Bone(
                id="b3",
                name="Student experience",
                causes=(
                    chain(
                        ("s6", "Students put last week's topic away when a new one starts"),
                        leaf(
                            "s7",
                            "To students, graphs, tables and equations are separate sheets",
                            "interview",
                            f"Talks over their own cards: {n('separate-things')}. Dissent: "
                            "student 8 draws a quick graph on the side “so I can see if it makes "
                            "sense”",
                            n.item("separate-things"),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b4",
                name="Adult learning",
                causes=(
                    chain(
                        (
                            "s8",
                            "We know which cards were right, and seldom how a student got from "
                            "one picture to the other",
                        ),
                        leaf(
                            "s9",
                            "Our agendas are about test dates, item analysis and supplies",
                            "data",
                            f"Agendas: {n('agendas')} had students' cards on them",
                            n.item("agendas"),
                        ),
                    ),
                    leaf(
                        "s10",
                        "We ask “What is the answer?” because we are short of time at the opener, "
                        "and the link between two pictures goes unsaid",
                        "assumption",
                        "our hunch, after reading the coach's notes",
                        None,
                        "check",
                        check=("time three openers and write down each question we ask", check_by),
                    ),
                ),
            ),
            Bone(
                id="b5",
                name="Time and staffing",
                causes=(
                    chain(
                        (
                            "s11",
                            f"{n('math-lab')} socioeconomically disadvantaged students have a "
                            "second math hour, and that hour is equations alone",
                        ),
                        leaf(
                            "s12",
                            "The district's placement rule decides who attends Math Lab, where "
                            "students type equations on a screen",
                            "data",
                            f"Math Lab roster: {n('math-lab')} ({n('math-lab', 1)}), compared with "
                            f"{n('math-lab', 2)} classmates",
                            n.item("math-lab"),
                            "escalate",
                            to=("project sponsor, for the math office", sponsor),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b6",
                name="Data and policy",
                causes=(
                    chain(
                        ("s13", "We prepare students for the questions that will be counted"),
                        leaf(
                            "s14",
                            "Items on the district's unit test ask about one representation at a "
                            "time",
                            "data",
                            f"Our sort of the unit test: {n('test-items', 1)} items",
                            n.item("test-items"),
                            "escalate",
                            to=("project sponsor, for the math office", sponsor),
                        ),
                    ),
                ),
            ),
        ),
        reads_backward=(
            "The pacing chart takes tables, graphs and equations one after another; therefore most "
            "cards print one of them; therefore a student can finish without looking at a second "
            "picture; therefore few cards join two. For students in Math Lab it happens twice: "
            "their extra hour is equations alone."
        ),
        surprise=(
            "We began with “they are missing the basics.” The skills check says otherwise: one "
            f"representation at a time, {n('basics-are-there')} were right "
            f"({n('basics-are-there', 1)}), about the same as classmates. What is missing is the "
            "bridge, and we are the ones who take the pictures apart."
        ),
        whose_view_is_missing=(
            "Families; the staff of Math Lab, who see these students an hour a day; students who "
            "have been placed there since last year. We would ask the staff first what is on the "
            "screen."
        ),
        case=ref(case),
    )


def strong_2() -> Fishbone:
    """A short honest fish: three bones, four leaves, no padding."""
    case = drawn("lead-madrone", "feedback-that-comes-late", "paper-comes-back-late")
    n = Papers(case)
    start, end = case.statement.period[0], case.statement.period[1]
    sponsor = next(
        c["carried_to"]["on"] for c in case.truth["model_causes"] if c["lane"] == "escalate"
    )
    check_by = next(c["check"]["by"] for c in case.truth["model_causes"] if c["lane"] == "check")
    return Fishbone(
        id="strong-2",
        school=case.school,
        version="with my team",
        who_was_there=("Math 8 teachers", "the family liaison"),
        problem_statement=ProblemStatement(
            text=(
                f"Math 8, {start} to {end}: of the homework papers that came back with an error "
                f"circled, at least one error was corrected on {n('few-corrected')} "
                f"({n('few-corrected', 1)}). Socioeconomically disadvantaged students: "
                f"{n('difference')} ({n('difference', 1)}). Classmates: {n('difference', 2)} "
                f"({n('difference', 3)})."
            ),
            group="Math 8; socioeconomically disadvantaged students and classmates",
            measure="returned homework papers on which an error was corrected",
            number=f"{n('few-corrected')} ({n('few-corrected', 1)})",
            period=f"{start} to {end}",
        ),
        bones=(
            Bone(
                id="b1",
                name="Time and staffing",
                causes=(
                    chain(
                        ("t1", "When the paper is back, class is two topics further on"),
                        ("t2", "Paper homework waits for a weekend; online homework does not"),
                        leaf(
                            "t3",
                            "Students who missed the sign-up for laptops in the second week hand "
                            "in on paper all term",
                            "data",
                            f"Homework log and library list: {n('on-paper')} "
                            f"({n('on-paper', 1)}) hand in on paper, and {n('on-paper', 2)} "
                            "classmates",
                            n.item("on-paper"),
                            "escalate",
                            to=("our project sponsor, who knows the technology office", sponsor),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b2",
                name="Instruction",
                causes=(
                    chain(
                        (
                            "t4",
                            "The lesson goes on to the new topic before anyone takes a second look",
                        ),
                        leaf(
                            "t5",
                            "We hand papers back in the last three minutes, while students pack",
                            "observation",
                            f"Notes of the coach and the liaison: {n('back-while-packing')} "
                            "lessons",
                            n.item("back-while-packing"),
                            "test",
                        ),
                    ),
                    leaf(
                        "t6",
                        "A circle tells a student that something is off, and nothing about what "
                        "to look at",
                        "data",
                        f"Draw of returned papers: score and circles on {n('score-and-circles')}, "
                        "no words",
                        n.item("score-and-circles"),
                        "test",
                    ),
                ),
            ),
            Bone(
                id="b3",
                name="Data and policy",
                causes=(
                    leaf(
                        "t7",
                        "Students have worked out that a later correction does not change their "
                        "grade",
                        "assumption",
                        "the gradebook guide says so; what students think, we only guess",
                        None,
                        "check",
                        check=("ask two students of each class at the door", check_by),
                    ),
                ),
            ),
        ),
        reads_backward=(
            "The checkout closed early; therefore many of our socioeconomically disadvantaged "
            "students hand in on paper; therefore their work waits for a weekend; therefore class "
            "has moved on when it is back; therefore fewer errors are corrected."
        ),
        surprise=(
            "The Wednesday warm-ups. The same students, handed back in the same period: "
            f"{n('warm-ups')} corrected ({n('warm-ups', 1)}). It is not that they do not care. "
            "And student 7 tapes every fixed paper into a notebook for the final."
        ),
        whose_view_is_missing=(
            "Families, who may know why the checkout was missed. Students who were out when papers "
            "came back."
        ),
        case=ref(case),
    )


def strong_3() -> Fishbone:
    """A plain-spoken fish that keeps one cause for later and looks at whose stories are told."""
    case = drawn("lead-palm", "word-problems-second-try", "key-word-steps")
    n = Papers(case)
    start, end = case.statement.period[0], case.statement.period[1]
    sponsor = next(
        c["carried_to"]["on"] for c in case.truth["model_causes"] if c["lane"] == "escalate"
    )
    check_by = next(c["check"]["by"] for c in case.truth["model_causes"] if c["lane"] == "check")
    return Fishbone(
        id="strong-3",
        school=case.school,
        who_was_there=("Grade 4 teachers", "the resource teacher"),
        problem_statement=ProblemStatement(
            text=(
                f"Between {start} and {end} our fourth grade wrote a second try on "
                f"{n('few-second-tries')} word problems that were not right the first time "
                f"({n('few-second-tries', 1)}): students with disabilities on {n('difference')} "
                f"({n('difference', 1)}), their classmates on {n('difference', 2)} "
                f"({n('difference', 3)})."
            ),
            group="fourth grade; students with disabilities and their classmates",
            measure="word problems, not right the first time, with a second try on the paper",
            number=f"{n('difference')} ({n('difference', 1)}) and {n('difference', 2)} "
            f"({n('difference', 3)})",
            period=f"{start} to {end}",
        ),
        bones=(
            Bone(
                id="b1",
                name="How we begin a problem",
                causes=(
                    chain(
                        ("u1", "Work on a problem stops at the first answer"),
                        ("u2", "Circle, underline, solve: the steps we teach end at “solve”"),
                        leaf(
                            "u3",
                            "Before work begins we read the steps on the wall chart aloud",
                            "observation",
                            f"Notes from math lessons: {n('steps-read-aloud')}",
                            n.item("steps-read-aloud"),
                            "test",
                        ),
                    ),
                    chain(
                        ("u4", "After a wrong first try a student does not know where to look"),
                        leaf(
                            "u5",
                            "All they hear from us is “check your work”",
                            "observation",
                            "Last lines of the lesson notes by math coach and resource teacher",
                            n.item("check-your-work"),
                        ),
                    ),
                ),
            ),
            Bone(
                id="b2",
                name="What is on the page",
                causes=(
                    chain(
                        ("u6", "With only a number on paper there is nothing to go back to"),
                        ("u7", "Students with disabilities get the page without room to draw"),
                        leaf(
                            "u8",
                            "The adapted page of the district's textbook prints one answer box and "
                            "underlines the key words",
                            "data",
                            f"Sort of papers: a drawing or table on {n('page-and-drawing')} "
                            f"adapted pages, {n('page-and-drawing', 2)} usual ones",
                            n.item("one-box"),
                            "escalate",
                            to=("the project sponsor and the resource office", sponsor),
                        ),
                    ),
                    leaf(
                        "u9",
                        "Few problems take place where our families meet numbers",
                        "data",
                        f"Task sort and family survey: {n('contexts', 1)} problems",
                        n.item("contexts"),
                    ),
                ),
            ),
            Bone(
                id="b3",
                name="What students tell us",
                causes=(
                    chain(
                        ("u10", "“I ain't stuck. I'm done. It's just not right.”"),
                        leaf(
                            "u11",
                            "When every step on the wall is done, students see nothing left to do",
                            "interview",
                            f"Talks in February: {n('steps-done')}. Student 8 sees it otherwise: "
                            "“I act it out with my fingers and see what happens”",
                            n.item("steps-done"),
                            "test",
                        ),
                    ),
                ),
            ),
            Bone(
                id="b4",
                name="What we adults look at",
                causes=(
                    chain(
                        ("u12", "None of us had seen the two pages side by side before this week"),
                        leaf(
                            "u13",
                            "Team meetings are about pacing, report cards and field trips, and "
                            "seldom about papers",
                            "data",
                            f"Agendas: {n('agendas')} had student papers on them",
                            n.item("agendas"),
                        ),
                    ),
                    leaf(
                        "u14",
                        "Resource support comes during the second half of the block, so the second "
                        "try would fall into it",
                        "assumption",
                        "the resource teacher wonders; we have not looked at the timetable",
                        None,
                        "check",
                        check=("lay the support timetable beside one week of lessons", check_by),
                    ),
                ),
            ),
        ),
        reads_backward=(
            "The adapted page prints one answer box; therefore a student draws nothing on it; "
            "therefore only a number is on paper; therefore there is nothing to go back to; "
            "therefore no second try."
        ),
        surprise=(
            "The Monday puzzle: no printed steps, and the same students with disabilities tried "
            f"again after {n('puzzle')} first tries ({n('puzzle', 1)}). “They give up” does not "
            "hold; on Mondays they do not."
        ),
        whose_view_is_missing=(
            "The classroom aides who sit beside students, and families who did not fill in the "
            "survey. We would ask the aides what they say when an answer is wrong."
        ),
        case=ref(case),
    )
