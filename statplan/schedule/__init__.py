"""The schedule: a year of meetings, each with its backup date, made from the plan."""

from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.model import (
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
