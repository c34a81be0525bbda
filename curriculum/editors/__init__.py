"""Editors: what a learner works with in a notebook.

Names are loaded when they are first asked for, so that importing this package stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "attack_demo": "curriculum.editors._demo_attack",
    "calibration_record": "curriculum.editors._calibration",
    "decide": "curriculum.editors._decide",
    "exercise": "curriculum.editors._exercise",
    "find_repair": "curriculum.editors._questions",
    "fishbone_editor": "curriculum.editors.fishbone",
    "gaps_editor": "curriculum.editors.gaps",
    "guided": "curriculum.editors._steps",
    "hand_in": "curriculum.editors._hand_in",
    "league_game": "curriculum.editors._game_league",
    "line_up_game": "curriculum.editors._game_lineup",
    "plan_editor": "curriculum.editors.plan",
    "power_meter": "curriculum.editors._game_power",
    "range_practice": "curriculum.editors._range_practice",
    "recall": "curriculum.editors._decide",
    "red_beads_game": "curriculum.editors._game_beads",
    "reflect": "curriculum.editors._reflect",
    "regression_game": "curriculum.editors._game_regression",
    "repair": "curriculum.editors._reflect",
    "show_case": "curriculum.editors._show",
    "show_disaggregation": "curriculum.editors._show_gaps",
    "show_fishbone": "curriculum.editors._show",
    "show_funnel_reading": "curriculum.editors._show_funnel",
    "show_plan": "curriculum.editors._show_sheet",
    "show_study": "curriculum.editors._show_sheet",
    "signal_editor": "curriculum.editors.signal",
    "signal_or_noise": "curriculum.editors._game_quickfire",
    "simpson_demo": "curriculum.editors._demo_simpson",
    "study_editor": "curriculum.editors.study",
    "tampering_game": "curriculum.editors._game_tampering",
    "weak_predictions": "curriculum.editors._weak_practice",
}

__all__ = [
    "attack_demo",
    "calibration_record",
    "decide",
    "exercise",
    "find_repair",
    "fishbone_editor",
    "gaps_editor",
    "guided",
    "hand_in",
    "league_game",
    "line_up_game",
    "plan_editor",
    "power_meter",
    "range_practice",
    "recall",
    "red_beads_game",
    "reflect",
    "regression_game",
    "repair",
    "show_case",
    "show_disaggregation",
    "show_fishbone",
    "show_funnel_reading",
    "show_plan",
    "show_study",
    "signal_editor",
    "signal_or_noise",
    "simpson_demo",
    "study_editor",
    "tampering_game",
    "weak_predictions",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
