"""Busy times of people and rooms: times alone, and never the reasons."""

from dataclasses import dataclass
from datetime import datetime

from statplan.schedule.bookings import Resource


@dataclass(frozen=True, slots=True, order=True)
class BusyInterval:
    """A stretch of busy time, from `start` up to `end`, local to the plan's zone.

    `is_firm` time cannot be taken; other time (tentative, or movable) had better not be.
    """

    start: datetime
    end: datetime
    is_firm: bool = True
    is_all_day: bool = False


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """The busy time of one person or room, in order of start."""

    owner: Resource
    intervals: tuple[BusyInterval, ...] = ()


@dataclass(frozen=True, slots=True)
class BusyTimes:
    """The known busy time of everybody; who has no calendar here is taken to be free."""

    calendars: tuple[BusyCalendar, ...] = ()

    def list_intervals(self, owner: Resource) -> tuple[BusyInterval, ...]:
        """List the busy time of a person or room, in order of start."""
        intervals = [
            interval
            for calendar in self.calendars
            if calendar.owner == owner
            for interval in calendar.intervals
        ]
        return tuple(sorted(intervals))
