"""Ways of spoiling a strong fishbone, each a mistake that people really make.

They measure the check (how many spoiled fishbones does it notice?) and give the demo its learners.
"""

from __future__ import annotations

from dataclasses import dataclass

from autograde.checks import _spoil_causes as causes
from autograde.checks import _spoil_evidence as evidence
from autograde.checks import _spoil_lanes as lanes
from autograde.checks import _spoil_statement as statement
from autograde.checks._spoil import Spoil
from autograde.findings import Finding

SOLUTIONS = (
    "We need a full-time math coach.",
    "There are not enough Chromebooks for everyone.",
    "Teachers have not been trained in the new curriculum.",
)
BLAME = (
    "Their parents do not care about school.",
    "The students are just lazy.",
    "Teachers on the second floor are resistant to change.",
)
SOLUTION_CAUSES = ("No math coach on Fridays", "Not enough Chromebooks", "We need more training")
BLAME_CAUSES = ("Students are lazy", "Parents don't care about math", "Lack of motivation")
PERSONS = ("The principal", "Mr. Delgado", "Mrs. Okafor's grading")
VAGUE = ("Communication", "Time", "It's a lot of things")


@dataclass(frozen=True, slots=True)
class Operator:
    """One way of spoiling a fishbone.

    ``spoil`` yields (where, spoiled fishbone); ``spared`` says why a survivor may be right.
    """

    name: str
    mistake: str
    spoil: Spoil
    spared: str = ""


def worse(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """The asked and missed findings of ``after`` that ``before`` does not have."""
    known = {(f.id, f.where, f.status) for f in before}
    return [f for f in after if f.status != "passed" and (f.id, f.where, f.status) not in known]


OPERATORS = (
    Operator("statement-empty", "the head of the fish is left empty", statement.no_statement),
    Operator("statement-no-group", "nobody could write the roster", statement.without("group")),
    Operator(
        "statement-no-measure", "one cannot tell what was counted", statement.without("measure")
    ),
    Operator("statement-no-number", "no how-much", statement.without("number")),
    Operator("statement-no-period", "no since-when", statement.without("period")),
    Operator(
        "statement-number",
        "a number in the statement is not the folder's",
        statement.statement_number,
    ),
    Operator(
        "statement-day", "a day in the statement is not the folder's", statement.statement_day
    ),
    Operator(
        "statement-solution", "a missing fix in the statement", statement.statement_says(SOLUTIONS)
    ),
    Operator("statement-blame", "blame in the statement", statement.statement_says(BLAME)),
    Operator("statement-lines", "the line and the sentence disagree", statement.statement_lines),
    Operator("leaf-empty", "an empty box", causes.empty_leaf),
    Operator("cause-solution", "a missing fix as a cause", causes.leaf_becomes(SOLUTION_CAUSES)),
    Operator("cause-blame", "blame as a cause", causes.leaf_becomes(BLAME_CAUSES)),
    Operator("cause-person", "a person as a cause", causes.leaf_becomes(PERSONS)),
    Operator("cause-vague", "nothing to go and look for", causes.leaf_becomes(VAGUE)),
    Operator("cause-symptom", "the symptom said again", causes.symptom),
    Operator("cause-twice", "a cause copied to another bone", causes.twice(lambda text: text)),
    Operator(
        "cause-twice-retyped", "a cause retyped on another bone", causes.twice(causes.retyped)
    ),
    Operator(
        "cause-twice-reworded", "a cause reworded on another bone", causes.twice(causes.reworded)
    ),
    Operator("cause-number", "a number in a cause is not the folder's", causes.upper_number),
    Operator("evidence-dropped", "a leaf without tag and source", evidence.drop_evidence),
    Operator("tag-dropped", "a leaf without a tag", evidence.drop_tag),
    Operator("source-dropped", "a leaf without a source", evidence.drop_source),
    Operator("tag-swapped", "another kind of evidence than the paper", evidence.swap_tag),
    Operator("tag-assumption", "evidence tagged as an assumption", evidence.as_assumption),
    Operator("item-wrong", "another paper than the one that says it", evidence.wrong_item),
    Operator("item-missing", "a paper that is not in the folder", evidence.no_such_item),
    Operator("source-made-up", "a source that is not in the folder", evidence.made_up_source),
    Operator(
        "leaf-elsewhere", "a cause about something else over real evidence", evidence.elsewhere
    ),
    Operator("leaf-number", "a number under a leaf is not the paper's", evidence.leaf_number),
    Operator("all-assumptions", "nothing but hunches", evidence.all_assumptions),
    Operator("contradiction-dropped", "what does not fit is left out", evidence.no_surprise),
    Operator("link-empty", "a gap in a chain", causes.empty_link),
    Operator("why-repeats", "a why that says it again", causes.why_repeats),
    Operator("whys-removed", "a list without whys", causes.no_whys),
    Operator("one-bone", "everything on one bone", causes.one_bone),
    Operator("test-nothing", "nothing chosen to test", lanes.nothing_to_test),
    Operator("test-assumption", "an assumption goes straight to test", lanes.test_unchecked),
    Operator("check-no-how", "a check without a way", lanes.no_how),
    Operator("day-empty", "no day for a check or an escalation", lanes.day("")),
    Operator("day-vague", "“soon” for a day", lanes.day("soon")),
    Operator("day-impossible", "a day that no calendar has", lanes.day("February 31")),
    Operator("escalate-nobody", "carried to nobody", lanes.nobody),
    Operator("escalate-dropped", "the structural cause stays in no lane", lanes.no_escalation),
    Operator("structural-dropped", "the structural cause is taken off", lanes.no_escalated_cause),
    Operator("backward-empty", "no chain read backward", statement.blank_field("reads_backward")),
    Operator("view-empty", "no missing view named", statement.blank_field("whose_view_is_missing")),
)
