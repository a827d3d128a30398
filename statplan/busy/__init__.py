"""Busy calendars: texts of calendars become the times at which people and rooms are busy."""

from statplan.busy.policy import DEFAULT_POLICY, Policies, Policy, Treatment
from statplan.busy.reader import (
    BusyReading,
    CalendarFile,
    CalendarSource,
    ReadError,
    read_calendars,
    read_policies,
)

__all__ = [
    "DEFAULT_POLICY",
    "BusyReading",
    "CalendarFile",
    "CalendarSource",
    "Policies",
    "Policy",
    "ReadError",
    "Treatment",
    "read_calendars",
    "read_policies",
]
