"""Slots: the days and times on which series can recur, given what calendars hold."""

from statplan.slots.build_problem import make_problem
from statplan.slots.explain import describe_series
from statplan.slots.infeasibility import GapReason, SlotGap, find_gaps
from statplan.slots.local_search import search_slots
from statplan.slots.model import (
    Obstacle,
    Pattern,
    PlacedMeeting,
    SearchAnswer,
    SeriesAnswer,
    SlotProblem,
)
from statplan.slots.preferences import Preferences, Weights
from statplan.slots.ranking import RankedPattern, rank_patterns
from statplan.slots.relaxations import Relaxation, find_relaxations

__all__ = [
    "GapReason",
    "Obstacle",
    "Pattern",
    "PlacedMeeting",
    "Preferences",
    "RankedPattern",
    "Relaxation",
    "SearchAnswer",
    "SeriesAnswer",
    "SlotGap",
    "SlotProblem",
    "Weights",
    "describe_series",
    "find_gaps",
    "find_relaxations",
    "make_problem",
    "rank_patterns",
    "search_slots",
]
