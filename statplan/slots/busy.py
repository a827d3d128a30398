"""When people and rooms are busy: times alone, and never what for."""

from dataclasses import dataclass
from datetime import datetime

from statplan.schedule.taken import Resource


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of busy time, from `start` up to `end`, local to the plan's zone.

    `firm` time cannot be taken; other time (tentative, or movable) had better not be.
    """

    start: datetime
    end: datetime
    firm: bool = True
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class BusyCalendar:
    """The busy time of one person or room, in order of start."""

    owner: Resource
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Busy:
    """What is known of everybody's time; who has no calendar here is taken to be free."""

    calendars: tuple[BusyCalendar, ...] = ()

    def of(self, owner: Resource) -> tuple[Span, ...]:
        """The busy time of a person or room, in order of start."""
        found = [span for each in self.calendars if each.owner == owner for span in each.spans]
        return tuple(sorted(found))
