"""Ways of spoiling a strong fishbone, each a mistake that people really make.

They measure the check (how many spoiled fishbones does it notice?) and give the demo its learners.
"""

from __future__ import annotations

from autograde.checks import _spoil_causes as causes
from autograde.checks import _spoil_evidence as evidence
from autograde.checks import _spoil_lanes as lanes
from autograde.checks import _spoil_statement as statement
from autograde.checks.spoiling import Operator, worse

__all__ = ["OPERATORS", "Operator", "worse"]

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


OPERATORS = (
    Operator(
        "statement-empty",
        "the head of the fish is left empty",
        statement.no_statement,
        ("statement-text",),
    ),
    Operator(
        "statement-no-group",
        "nobody could write the roster",
        statement.without("group"),
        ("statement-group",),
    ),
    Operator(
        "statement-no-measure",
        "one cannot tell what was counted",
        statement.without("measure"),
        ("statement-measure",),
    ),
    Operator(
        "statement-no-number",
        "no how-much",
        statement.without("number"),
        ("statement-number",),
        (
            "The line that is left still holds a count of the folder (how many students there "
            "are), which the check takes for a how-much."
        ),
    ),
    Operator(
        "statement-no-period", "no since-when", statement.without("period"), ("statement-period",)
    ),
    Operator(
        "statement-number",
        "a number in the statement is not the folder's",
        statement.statement_number,
        ("statement-number-in-folder", "statement-percent", "statement-number"),
        (
            "The number seven higher happens to be another number of the folder, and stands "
            "where no count beside it gives it away. A wrong number that is a true number of "
            "something else is for the coach to see."
        ),
    ),
    Operator(
        "statement-day",
        "a day in the statement is not the folder's",
        statement.statement_day,
        ("statement-period",),
    ),
    Operator(
        "statement-solution",
        "a missing fix in the statement",
        statement.statement_says(SOLUTIONS),
        ("statement-solution",),
    ),
    Operator(
        "statement-blame",
        "blame in the statement",
        statement.statement_says(BLAME),
        ("statement-blame",),
    ),
    Operator(
        "statement-lines",
        "the line and the sentence disagree",
        statement.statement_lines,
        ("statement-lines",),
        ("The number seven higher happens to stand in the sentence as another number."),
    ),
    Operator("leaf-empty", "an empty box", causes.empty_leaf, ("cause-text",)),
    Operator(
        "cause-solution",
        "a missing fix as a cause",
        causes.leaf_becomes(SOLUTION_CAUSES),
        ("cause-solution",),
    ),
    Operator(
        "cause-blame", "blame as a cause", causes.leaf_becomes(BLAME_CAUSES), ("cause-blame",)
    ),
    Operator(
        "cause-person", "a person as a cause", causes.leaf_becomes(PERSONS), ("cause-person",)
    ),
    Operator(
        "cause-vague", "nothing to go and look for", causes.leaf_becomes(VAGUE), ("cause-vague",)
    ),
    Operator("cause-symptom", "the symptom said again", causes.symptom, ("cause-symptom",)),
    Operator(
        "cause-twice",
        "a cause copied to another bone",
        causes.twice(lambda text: text),
        ("cause-twice",),
    ),
    Operator(
        "cause-twice-retyped",
        "a cause retyped on another bone",
        causes.twice(causes.retyped),
        ("cause-twice",),
    ),
    Operator(
        "cause-twice-reworded",
        "a cause reworded on another bone",
        causes.twice(causes.reworded),
        ("cause-twice",),
        (
            "Other words for the same mechanism. Whether two wordings are one cause is where "
            "good coaches differ, so the check asks only when it sees the likeness; the coach "
            "sees both."
        ),
    ),
    Operator(
        "cause-number",
        "a number in a cause is not the folder's",
        causes.upper_number,
        ("cause-numbers",),
        ("The number seven higher happens to be another number of the folder."),
    ),
    Operator(
        "evidence-dropped",
        "a leaf without tag and source",
        evidence.drop_evidence,
        ("leaf-tag", "leaf-source"),
    ),
    Operator("tag-dropped", "a leaf without a tag", evidence.drop_tag, ("leaf-tag",)),
    Operator("source-dropped", "a leaf without a source", evidence.drop_source, ("leaf-source",)),
    Operator(
        "tag-swapped",
        "another kind of evidence than the paper",
        evidence.swap_tag,
        ("leaf-kind", "leaf-item"),
        (
            "A hunch tagged as data whose source names a paper that does speak of it: then it "
            "is no mistake that a machine could see."
        ),
    ),
    Operator(
        "tag-assumption", "evidence tagged as an assumption", evidence.as_assumption, ("leaf-kind",)
    ),
    Operator(
        "item-wrong",
        "another paper than the one that says it",
        evidence.wrong_item,
        ("leaf-kind", "leaf-about", "leaf-numbers", "leaf-contradicts"),
        ("Two papers of one kind speak about the same thing, so the other one can be cited too."),
    ),
    Operator(
        "item-missing", "a paper that is not in the folder", evidence.no_such_item, ("leaf-item",)
    ),
    Operator(
        "source-made-up",
        "a source that is not in the folder",
        evidence.made_up_source,
        ("leaf-item",),
    ),
    Operator(
        "leaf-elsewhere",
        "a cause about something else over real evidence",
        evidence.elsewhere,
        ("leaf-about",),
        ("The foreign cause shares two words with the paper (“minutes”, “days”)."),
    ),
    Operator(
        "leaf-number",
        "a number under a leaf is not the paper's",
        evidence.leaf_number,
        ("leaf-numbers", "leaf-percent"),
        ("The number seven higher happens to stand on the same paper."),
    ),
    Operator(
        "all-assumptions", "nothing but hunches", evidence.all_assumptions, ("all-assumptions",)
    ),
    Operator(
        "contradiction-dropped",
        "what does not fit is left out",
        evidence.no_surprise,
        ("contradiction",),
    ),
    Operator("link-empty", "a gap in a chain", causes.empty_link, ("link-text",)),
    Operator("why-repeats", "a why that says it again", causes.why_repeats, ("why-new",)),
    Operator("whys-removed", "a list without whys", causes.no_whys, ("chain-two",)),
    Operator("one-bone", "everything on one bone", causes.one_bone, ("bones-in-use",)),
    Operator("test-nothing", "nothing chosen to test", lanes.nothing_to_test, ("lane-test-any",)),
    Operator(
        "test-assumption",
        "an assumption goes straight to test",
        lanes.test_unchecked,
        ("lane-test-evidence",),
    ),
    Operator("check-no-how", "a check without a way", lanes.no_how, ("lane-check-how",)),
    Operator(
        "day-empty",
        "no day for a check or an escalation",
        lanes.day(""),
        ("lane-check-date", "lane-escalate-date"),
    ),
    Operator(
        "day-vague", "“soon” for a day", lanes.day("soon"), ("lane-check-day", "lane-escalate-day")
    ),
    Operator(
        "day-impossible",
        "a day that no calendar has",
        lanes.day("February 31"),
        ("lane-check-day", "lane-escalate-day"),
    ),
    Operator("escalate-nobody", "carried to nobody", lanes.nobody, ("lane-escalate-who",)),
    Operator(
        "escalate-dropped",
        "the structural cause stays in no lane",
        lanes.no_escalation,
        ("structural",),
    ),
    Operator(
        "structural-dropped",
        "the structural cause is taken off",
        lanes.no_escalated_cause,
        ("structural",),
    ),
    Operator(
        "backward-empty",
        "no chain read backward",
        statement.blank_field("reads_backward"),
        ("reads-backward",),
    ),
    Operator(
        "view-empty",
        "no missing view named",
        statement.blank_field("whose_view_is_missing"),
        ("missing-view",),
    ),
)
