"""The real California districts: read where they are installed, never a race beside a score."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from curriculum.charts import funnel
from curriculum.data import star98
from curriculum.data.star98 import (
    ABOUT,
    COLUMNS,
    DataMissingError,
    RaceByScoreError,
    california,
)


def test_the_303_districts_as_statsmodels_has_them() -> None:
    from statsmodels.datasets import star98 as original

    theirs = original.load_pandas().data
    found = california()
    assert len(found.names) == 303
    assert (found.above == theirs["NABOVE"]).all()
    assert (found.tested == theirs["NABOVE"] + theirs["NBELOW"]).all()
    for ours, name in (("share_low_income", "LOWINC"), ("pupil_teacher_ratio", "PTRATIO")):
        assert np.allclose(found.values[ours], theirs[name])


def test_reading_them_imports_no_statsmodels() -> None:
    code = (
        "import sys; from curriculum.data.star98 import california; california(); "
        "print([m for m in ('statsmodels', 'pandas', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_table_has_plain_names_poverty_and_size_first_and_no_race() -> None:
    frame = california().frame
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert list(frame.columns[:3]) == ["district", "tested", "share_low_income"]
    assert (frame["rate"] * frame["tested"]).round().astype(int).equals(frame["above_median"])
    written = " ".join(frame.columns).lower()
    assert not any(word in written for word in ("asian", "black", "hisp", "minte", "race"))
    assert all(column.meaning.endswith((".", "!")) for column in COLUMNS)


@pytest.mark.parametrize("race", ["PERBLACK", "perhisp", "share_asian", "race"])
def test_a_race_beside_scores_is_refused_with_the_reason(race: str) -> None:
    for pair in ((race, "rate"), ("rate", race)):
        with pytest.raises(RaceByScoreError, match="district average says nothing"):
            california().pair(*pair)


def test_pairs_and_unknown_measures() -> None:
    poverty, rate = california().pair("share_low_income")
    assert np.corrcoef(poverty, rate)[0, 1] < -0.5
    poverty[:] = 0
    assert california().values["share_low_income"].sum() > 0
    with pytest.raises(ValueError, match="share_low_income"):
        california().pair("weather")


def test_page_says_how_old_and_what_an_average_cannot_say() -> None:
    text = " ".join(ABOUT)
    assert "1998" in text
    assert "cannot say" in text
    assert "They are old" in text


def test_missing_package_is_a_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    california.cache_clear()
    monkeypatch.setattr(star98, "find_spec", lambda name: None)
    with pytest.raises(DataMissingError, match="not installed"):
        california()
    california.cache_clear()


def test_its_funnel_is_overdispersed() -> None:
    found = funnel(california().above, california().tested, overdispersion=True)
    assert found.adjusted
    assert found.phi > 10
    plain = funnel(california().above, california().tested)
    assert plain.outside998.sum() > 150
