"""The schedule: a year of meetings, each with its backup date, made from the plan."""

from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.closed_days import ClosedDay
from statplan.schedule.deadlines import DeadlineKind, Deadlines, find_deadlines
from statplan.schedule.model import (
    Backup,
    Meeting,
    MeetingKey,
    Move,
    NoBackup,
    OmittedMeeting,
    ReserveDay,
    Schedule,
    TimeSlot,
    UndecidedSeries,
)

__all__ = [
    "Backup",
    "ClosedDay",
    "DeadlineKind",
    "Deadlines",
    "Meeting",
    "MeetingKey",
    "Move",
    "NoBackup",
    "OmittedMeeting",
    "ReserveDay",
    "Schedule",
    "TimeSlot",
    "UndecidedSeries",
    "find_deadlines",
    "make_schedule",
]
