"""A file with schools that a person picked: read by Python, told back before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curriculum.editors._picked_file import asked, picked_file
from curriculum.editors._signal_own import NoSchoolsError, Schools, schools_of

MAX_FILE = 5_000_000
MOST_COLUMNS = 40
#: What a person may say that a column is.
MEANS = ("school", "group", "people", "met", "aside")


def read_schools(content: Mapping[str, Any]) -> tuple[dict[str, Any], Schools | None]:
    """Schools of a picked file, and what is told about them.

    Parameters
    ----------
    content : mapping
        ``data`` (base64), ``answers`` to the questions asked so far, ``means``: for a heading
        what its column is.

    Returns
    -------
    told : dict
        ``said``, ``questions``, ``columns`` (headings, and what each is taken for), ``problem``
        and ``ready`` ("36 schools"): plain data for the browser, without a count of any school.
    schools : Schools or None
    """
    from curriculum.data.district_file import read_district

    told: dict[str, Any] = {
        "said": [], "questions": [], "columns": [], "problem": "", "ready": "",
    }  # fmt: skip
    raw, problem = picked_file(
        content, MAX_FILE, "The file is over 5 MB: keep only the sheet with the schools."
    )
    if problem:
        return {**told, "problem": problem}, None
    means = {name: one for name, one in _texts(content.get("means")).items() if one in MEANS}
    found = read_district(raw, answers=_texts(content.get("answers")), roles=means)
    told["columns"] = [list(one) for one in found.columns[:MOST_COLUMNS]]
    if found.questions:
        told["questions"] = asked(found.questions)
        return {**told, "said": list(found.understood)}, None
    if found.counts is None:
        return {**told, "problem": found.problem}, None
    column = next((name for name, role in found.columns if role == "school"), "")
    try:
        schools = schools_of(found.counts, column)
    except NoSchoolsError as error:
        return {**told, "problem": str(error)}, None
    said = [*found.understood, schools.told]
    return {
        **told,
        "said": [line for line in said if line],
        "ready": f"{len(schools.names):,} schools",
    }, schools


def _texts(given: object) -> dict[str, str]:
    if not isinstance(given, Mapping):
        return {}
    return {str(key)[:200]: str(value)[:200] for key, value in list(given.items())[:MOST_COLUMNS]}
