import re

from alder_creek import alder_case, alder_creek

from autograde.checks import fishbone
from autograde.checks._messages import MAX_QUOTED, clip, say, templates
from curriculum.simulate.story import draw_case

KNOWN = {"quote", "item", "title", "tag", "kind", "number", "other", "count", "bone"}


def sentences():
    for name, template in templates().items():
        for status, answer in template.answers.items():
            yield from ((name, status, sentence) for sentence in answer)
        yield from ((name, "hint", hint) for hint in template.hints)


def test_every_question_has_an_answer_with_what_why_and_next():
    for name, template in templates().items():
        assert template.answers, name
        for status, (what, why, following) in template.answers.items():
            assert what, (name, status)
            assert why, (name, status)
            assert following or status == "passed", (name, status)
        if set(template.answers) != {"passed"}:
            assert len(template.hints) == 3, name


def test_the_last_hint_is_a_worked_example_of_a_case_that_no_learner_gets():
    for name, template in templates().items():
        if template.hints:
            assert "Pine Hollow" in template.hints[2], name
            assert "(fictional)" in template.hints[2], name
    for number in range(40):
        assert "Pine Hollow" not in draw_case("lift-fishbone", f"m{number}", 0).school


def test_only_known_words_stand_in_braces():
    for name, status, sentence in sentences():
        assert set(re.findall(r"\{(\w*)\}", sentence)) <= KNOWN, (name, status)


def test_no_brace_is_left_in_what_is_said():
    for case in (None, alder_case()):
        for finding in fishbone(alder_creek(items=True), case):
            for sentence in (finding.what, finding.why, finding.next, *finding.hints):
                assert "{" not in sentence, finding.id


def test_the_voice_stays_kind_and_plain():
    harsh = re.compile(
        r"\b(?:wrong|error|invalid|incorrect|fail(?:ed)?|must|tampered|hash)\b", re.I
    )
    for name, status, sentence in sentences():
        if status != "hint":
            assert not harsh.search(sentence), (name, sentence)
        assert "!" not in sentence, name
        assert "learner" not in sentence, name


def test_a_long_quote_is_cut_at_a_word_and_kept_whole_in_the_finding():
    long = "a rather long cause " * 20
    found = say("cause-clear", "passed", where="x", quote=long)
    assert found.quote == long
    assert len(clip(long)) <= MAX_QUOTED + 2
    assert clip(long) in found.what


def test_a_line_break_does_not_break_the_sentence():
    assert clip("one\n two.") == "one two"
