"""Plans and studies taken out of the room."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest
from page_read import Page

from curriculum.artifacts import Plan, Study
from curriculum.artifacts.from_case import locked_plan, model_plan, study_for
from curriculum.artifacts.lock import lock
from curriculum.exports import plan as plans
from curriculum.exports import study as studies
from curriculum.simulate.predict_cases import draw_predict_case
from curriculum.simulate.study_cases import draw_study_case

BAD = "<script>alert(1)</script> [x](javascript:alert(1)) **b** | # h"


def a_plan() -> Plan:
    plan = model_plan(draw_predict_case("lift-predict", "maria", 0))
    return lock(plan, datetime(2026, 1, 5, tzinfo=UTC))


def a_study() -> tuple[Study, Plan]:
    case = draw_study_case("lift-study", "maria", 0)
    return study_for(case), locked_plan(case)


EVERY = [(plans, (a_plan(),)), (plans, (Plan(),)), (studies, a_study()), (studies, (Study(),))]


@pytest.mark.parametrize(("module", "given"), EVERY)
def test_every_format_of_every_work(module: ModuleType, given: tuple[Any, ...]) -> None:
    assert module.to_svg(*given).startswith("<svg")
    assert module.to_markdown(*given).startswith("# ")
    page = Page(module.to_print_html(*given))
    assert "script" not in page.tags
    png = module.to_png(*given)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert 1500 < width < 12_000
    assert 200 < height < 12_000


def test_markdown_of_a_plan_holds_all_that_is_locked_and_what_changed() -> None:
    plan = a_plan()
    text = plans.to_markdown(plan.model_copy(update={"where": "Room 99"}))
    assert "Changed after lock" in text
    assert "Room 99" in text
    for one in plan.predictions:
        assert f"{one.low:g} to {one.high:g}" in text


def test_markdown_of_a_study_tells_verdict_and_every_lesson() -> None:
    study, plan = a_study()
    said = study.model_copy(update={"verdict": "no_signal", "verdict_words": "Nothing yet"})
    text = studies.to_markdown(said, plan)
    assert "No signal · Nothing yet" in text
    assert text.count("\n- ") == len(study.log)


def test_planted_words_stay_words() -> None:
    plan = a_plan().model_copy(update={"question": BAD, "school": BAD})
    study = a_study()[0].model_copy(update={"verdict_words": BAD, "measure": BAD, "school": BAD})
    for module, work in ((plans, plan), (studies, study)):
        page = Page(module.to_print_html(work))
        assert "script" not in page.tags
        assert "<script>alert(1)</script>" in page.words
        assert r"\<script\>" in module.to_markdown(work)
        assert "<script>" not in module.to_svg(work)
