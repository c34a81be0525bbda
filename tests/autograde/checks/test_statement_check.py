import pytest
from alder_creek import alder_case, alder_creek

from autograde.checks import fishbone
from autograde.checks._edit import change_head
from autograde.checks._statement import TEXT


def statement(text, case=True, **lines):
    fish = change_head(alder_creek(items=True), text=text, **lines)
    findings = fishbone(fish, alder_case() if case else None)
    return {f.id: f for f in findings if f.id.startswith("statement-")}


def test_a_complete_statement_passes_and_says_what_it_says():
    found = statement(alder_creek().problem_statement.text)
    assert {f.status for f in found.values()} == {"passed"}
    assert "98 of 306" in found["statement-number"].what
    assert found["statement-number-in-folder"].where == TEXT


def test_an_empty_head_is_one_finding_not_five():
    found = statement("", group="", measure="", number="", period="")
    assert list(found) == ["statement-text"]
    assert found["statement-text"].status == "missed"


def test_short_lines_stand_in_for_an_empty_text():
    found = statement("  ")
    assert found.pop("statement-text").status == "missed"
    assert {f.status for f in found.values()} == {"passed"}
    assert set(found) == {f"statement-{p}" for p in ("group", "measure", "number", "period")}


@pytest.mark.parametrize("case", [True, False])
def test_nothing_said_earns_nothing(case):
    found = statement("asdf", case)
    parts = [found[f"statement-{p}"].status for p in ("group", "measure", "number", "period")]
    assert parts.count("missed") >= 3
    assert "statement-solution" not in found


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("group", "From September 8 to October 16, they gave a reason in 98 of 306 tries."),
        ("number", "In Grade 5, few students gave a classmate a reason since September 8."),
        ("period", "In Grade 5, students gave a classmate a reason in 98 of 306 tries."),
    ],
)
def test_a_missing_part_is_named(part, text):
    found = statement(text)
    assert found[f"statement-{part}"].status in ("missed", "asked")
    others = {"group", "number", "period"} - {part}
    assert all(found[f"statement-{other}"].status == "passed" for other in others)


def test_a_number_that_is_not_in_the_folder_is_certain():
    text = alder_creek().problem_statement.text.replace("98 of 306", "97 of 306")
    found = statement(text)["statement-number-in-folder"]
    assert (found.status, found.quote) == ("missed", "97 of 306")


@pytest.mark.parametrize("said", ["208 of 306", "68%", "about 30 percent", "45 classmates"])
def test_numbers_that_follow_from_the_folder_are_never_missed(said):
    text = alder_creek().problem_statement.text + f" That is {said}."
    assert statement(text)["statement-number-in-folder"].status != "missed"


def test_the_size_of_the_group_is_not_a_how_much():
    found = statement(
        "Since September 8, our 81 Grade 5 students seldom gave a classmate a reason."
    )
    assert found["statement-number"].status != "passed"


def test_another_day_than_the_folders_is_asked_about():
    text = alder_creek().problem_statement.text.replace("October 16", "October 26")
    assert statement(text)["statement-period"].status == "asked"


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("solution", "We need a second math coach."),
        ("blame", "Their parents do not care about school."),
    ],
)
def test_fix_and_blame_are_noticed_in_the_learners_words(label, sentence):
    text = f"{alder_creek().problem_statement.text} {sentence}"
    found = statement(text)[f"statement-{label}"]
    assert found.status in ("asked", "missed")
    assert found.quote in text
    assert found.misconception in ("absent solution", "blame")


def test_a_line_that_disagrees_with_the_sentence_is_asked_about():
    found = statement(alder_creek().problem_statement.text, number="89 of 306")
    assert found["statement-lines"].status == "asked"
    assert found["statement-lines"].where == "problem_statement.number"


def test_the_groups_line_may_say_what_only_the_folder_says():
    assert "81" in alder_creek().problem_statement.group
    assert "statement-lines" not in statement(alder_creek().problem_statement.text)
    strange = statement(alder_creek().problem_statement.text, group="Grade 5, 93 students")
    assert strange["statement-lines"].where == "problem_statement.group"
