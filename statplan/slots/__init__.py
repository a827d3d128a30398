"""Slots: the recurring places in which series can stand, against what people's calendars hold."""

from statplan.slots.answer import Obstacle, Pattern, PlacedMeeting, SearchAnswer, SeriesAnswer
from statplan.slots.busy import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots.impossible import GapReason, SlotGap, find_gaps
from statplan.slots.posing import make_problem
from statplan.slots.problem import SlotProblem
from statplan.slots.ranking import RankedPattern, rank_patterns
from statplan.slots.relaxing import Relaxation, find_relaxations
from statplan.slots.saying import describe_series
from statplan.slots.search import search_slots
from statplan.slots.wishes import Preferences, Weights

__all__ = [
    "BusyCalendar",
    "BusyInterval",
    "BusyTimes",
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
