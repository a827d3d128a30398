"""Slots: the recurring places in which series can stand, against what people's calendars hold."""

from statplan.slots.answer import Answer, Line, Obstacle, Pattern, Placed
from statplan.slots.busy import Busy, BusyCalendar, Span
from statplan.slots.impossible import Gap, Reason, gaps
from statplan.slots.posing import make_problem
from statplan.slots.problem import Problem
from statplan.slots.ranking import Choice, ranked
from statplan.slots.relaxing import Relaxation, relaxations
from statplan.slots.saying import sentence
from statplan.slots.search import search
from statplan.slots.wishes import Weights, Wishes

__all__ = [
    "Answer",
    "Busy",
    "BusyCalendar",
    "Choice",
    "Gap",
    "Line",
    "Obstacle",
    "Pattern",
    "Placed",
    "Problem",
    "Reason",
    "Relaxation",
    "Span",
    "Weights",
    "Wishes",
    "gaps",
    "make_problem",
    "ranked",
    "relaxations",
    "search",
    "sentence",
]
