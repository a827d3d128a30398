"""Busy calendars: texts of calendars become the times at which people and rooms are busy."""

from statplan.busy.calendar_files import CalendarFile
from statplan.busy.policy import DEFAULT_POLICY, Policies, Policy, Treatment
from statplan.busy.policy_table import read_policies
from statplan.busy.reader import BusyReading, CalendarSource, ReadError, read_calendars
from statplan.busy.unknown_calendars import UnknownCalendar

__all__ = [
    "DEFAULT_POLICY",
    "BusyReading",
    "CalendarFile",
    "CalendarSource",
    "Policies",
    "Policy",
    "ReadError",
    "Treatment",
    "UnknownCalendar",
    "read_calendars",
    "read_policies",
]
