"""Busy calendars: texts of calendars become the times at which people and rooms are busy."""

from statplan.busy.policies import read_policies
from statplan.busy.policy import USUAL, Policies, Policy, Treatment
from statplan.busy.reading import Given, Reading, Source, Trouble, read_calendars

__all__ = [
    "USUAL",
    "Given",
    "Policies",
    "Policy",
    "Reading",
    "Source",
    "Treatment",
    "Trouble",
    "read_calendars",
    "read_policies",
]
