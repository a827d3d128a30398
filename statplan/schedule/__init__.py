"""When it meets: the year of meetings, each with its back-up, made from the plan."""

from statplan.schedule.meeting import (
    Backup,
    ClosedDay,
    Meeting,
    MeetingKey,
    Moved,
    NoBackup,
    Omitted,
    Schedule,
    Stand,
    Undecided,
)
from statplan.schedule.year import make_schedule

__all__ = [
    "Backup",
    "ClosedDay",
    "Meeting",
    "MeetingKey",
    "Moved",
    "NoBackup",
    "Omitted",
    "Schedule",
    "Stand",
    "Undecided",
    "make_schedule",
]
