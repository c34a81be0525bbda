"""Where practice data come from: story cases, simulated cycles and games, all with known truth."""

from curriculum.simulate.cases import Case, EvidenceItem, Fact, StatementFacts
from curriculum.simulate.cycle_cases import PredictCase, StudyCase
from curriculum.simulate.districts import simulate_districts, simulate_groups
from curriculum.simulate.games import (
    line_up,
    quick_fire,
    red_beads,
    regression_to_the_mean,
    tampering,
)
from curriculum.simulate.model import Measure, Setting, Truth, simulate
from curriculum.simulate.noise import planned_noise
from curriculum.simulate.power import Plan, Power
from curriculum.simulate.predict_cases import draw_predict_case
from curriculum.simulate.range_items import RangeItem, range_items
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.scenario import SimCase, draw_cycle, load_scenarios, tell
from curriculum.simulate.scenario_parts import ScenarioError
from curriculum.simulate.school import growth_percentiles, simulate_schools
from curriculum.simulate.story import draw_case, load_stories
from curriculum.simulate.story_file import Story, StoryError
from curriculum.simulate.study_cases import draw_study_case
from curriculum.simulate.teams import simulate_teams

__all__ = [
    "Case",
    "Draw",
    "EvidenceItem",
    "Fact",
    "Measure",
    "Plan",
    "Power",
    "PredictCase",
    "RangeItem",
    "ScenarioError",
    "Setting",
    "SimCase",
    "StatementFacts",
    "Story",
    "StoryError",
    "StudyCase",
    "Truth",
    "case_seed",
    "draw_case",
    "draw_cycle",
    "draw_predict_case",
    "draw_study_case",
    "growth_percentiles",
    "line_up",
    "load_scenarios",
    "load_stories",
    "planned_noise",
    "quick_fire",
    "range_items",
    "red_beads",
    "regression_to_the_mean",
    "simulate",
    "simulate_districts",
    "simulate_groups",
    "simulate_schools",
    "simulate_teams",
    "tampering",
    "tell",
]
