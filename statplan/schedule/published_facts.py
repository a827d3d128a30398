"""The facts of a published year that a new schedule keeps: its holidays, keys, and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from statplan.schedule.holiday_lists import HolidayList

if TYPE_CHECKING:
    from statplan.schedule.model import Meeting


@dataclass(frozen=True, slots=True)
class PublishedMeeting:
    """A meeting that calendars have, or that somebody decided about.

    `usual_day` is the day that the rule of its series gave it; None where only a decision is known.
    `takes_place` is false for one that was called off or left the plan. `number` is the number in
    its name. `counted_day` is the day that decides to which year it belongs, None where that is its
    usual day.
    """

    series: str
    period: str
    usual_day: date | None = None
    takes_place: bool = True
    number: int | None = None
    counted_day: date | None = None

    def is_before(self, first: date) -> bool:
        """Return whether it belongs to an earlier year than the one that begins on a day."""
        day = self.counted_day or self.usual_day
        return day is not None and day < first


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """The facts of published years that a new schedule takes over.

    `holiday_lists` are the holidays by which they were made; `current_meetings` has the meetings
    that take place, each on the date on which it does; `first_days` are those of the years.
    """

    holiday_lists: tuple[HolidayList, ...] = ()
    meetings: tuple[PublishedMeeting, ...] = ()
    current_meetings: "tuple[Meeting, ...]" = ()
    first_days: tuple[date, ...] = ()

    def list_earlier_meetings(self, first: date) -> "list[Meeting]":
        """Return the meetings of earlier years than the one that begins on a day."""
        return [
            meeting
            for meeting in self.current_meetings
            if (meeting.counted_day or meeting.usual_day) < first
        ]

    def find_earlier_year(self, first: date) -> date:
        """Return the first day of the year before one that begins on a day; that day if none is."""
        return max((day for day in self.first_days if day < first), default=first)

    def index_by_series(self) -> Mapping[str, tuple[PublishedMeeting, ...]]:
        """Return the meetings by the id of their series."""
        meetings_by_series: dict[str, tuple[PublishedMeeting, ...]] = {}
        for meeting in self.meetings:
            earlier = meetings_by_series.get(meeting.series, ())
            meetings_by_series[meeting.series] = (*earlier, meeting)
        return meetings_by_series


NOTHING_PUBLISHED = PublishedFacts()
