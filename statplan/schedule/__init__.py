"""The schedule: a year of meetings, each with its backup date, made from the plan."""

from statplan.schedule.meeting import (
    Backup,
    ClosedDay,
    Meeting,
    MeetingKey,
    Move,
    NoBackup,
    OmittedMeeting,
    Schedule,
    TimeSlot,
    UndecidedSeries,
)
from statplan.schedule.year import make_schedule

__all__ = [
    "Backup",
    "ClosedDay",
    "Meeting",
    "MeetingKey",
    "Move",
    "NoBackup",
    "OmittedMeeting",
    "Schedule",
    "TimeSlot",
    "UndecidedSeries",
    "make_schedule",
]
