"""The predict module's texts, and how long they are; counted as the fishbone module's are."""

from __future__ import annotations

from fishbone_text import count, parts, prose_and_tables
from module_rules import words_of_a_decision, words_of_a_page, words_of_a_repair

from curriculum.artifacts.examples import load_example
from curriculum.artifacts.plan import Plan
from curriculum.content import content_root
from curriculum.editors._questions import load_questions
from curriculum.exports.case_html import case_html
from curriculum.figures.plan import lock_sentence, prediction_sentence
from curriculum.simulate import draw_predict_case
from curriculum.simulate.range_items import range_items

MODULE = content_root() / "lift" / "predict"
TEXT = (MODULE / "module.md").read_text(encoding="utf-8")
GUIDE = (MODULE / "guide.md").read_text(encoding="utf-8")
TASK = (content_root() / "exercises" / "lift-predict" / "exercise.md").read_text(encoding="utf-8")
ASKED = load_questions("predict")
#: What the editor's pages for prediction and lock say: labels, hints, the range in words.
EDITOR = 200


def plan(name: str) -> Plan:
    """A worked plan of the module."""
    return load_example(f"predict/{name}", Plan)


def of_looks(worked: Plan) -> int:
    """What the three looks point to in the worked plan: not every line of it."""
    data, first = worked.data, worked.predictions[0]
    counted = (data.measure, data.numerator, data.denominator, data.missing)
    said = (prediction_sentence(first), first.because, worked.surprise, lock_sentence(worked))
    return count([worked.question, worked.change.text, *counted, *said])


def measured_words() -> dict[str, int]:
    """Words that one learner reads, by part; of the three repairs the one that all are asked."""
    md = {number: count([prose_and_tables(text)]) for number, text in parts(TEXT).items()}
    first, size = map(words_of_a_decision, ASKED.decide)
    ranges = count(
        part for one in range_items("ranges-1", 0) for part in (one.question, one.source)
    )
    folder = words_of_a_page(case_html(draw_predict_case("lift-predict", "a", 0)))
    repair = ASKED.repair[0]
    task = TASK[: TASK.index("## 2.")]
    return {
        "1": md["1"] + first,
        "2": md["2"] + ranges,
        "3": md["3"] + of_looks(plan("alder-creek"))
        + count([repair.title]) + words_of_a_repair(repair),
        "4": md["4"] + EDITOR + size,
        "5": md["5"] + count([prose_and_tables(task)]) + folder,
        "6": md["6"],
        "7": md["7"] + sum(map(words_of_a_decision, ASKED.recall[0].question))
        + count([ASKED.reflect[0].ask]),
    }  # fmt: skip
