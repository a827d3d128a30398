"""The closed days, the deadlines, and the next meetings of a plan, as rules read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from statplan.plan.english import format_count, format_short_date
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.schedule.deadlines import Deadlines, find_deadlines, find_next_meetings
from statplan.schedule.model import Meeting, MeetingKey, Schedule, TimeSlot


class DayContext:
    """The closed days of a plan and its schedule, and what is due around each meeting."""

    plan: Plan
    schedule: Schedule

    @cached_property
    def closed_days(self) -> dict[date, str]:
        """The name of what closes each day: a holiday, a closure, or a civic date."""
        return {closed_day.day: closed_day.name for closed_day in self.schedule.closed_days}

    @cached_property
    def civic_dates(self) -> dict[date, str]:
        """The civic dates of the year with their names."""
        return {
            closed_day.day: closed_day.name
            for closed_day in self.schedule.closed_days
            if closed_day.kind == "civic date"
        }

    @cached_property
    def days_beside_holidays(self) -> dict[date, str]:
        """The working weekdays beside every holiday that are not closed, with its name."""
        near_holidays = self.schedule.open_days.near_holidays
        return {day: holidays[0].name for day, holidays in near_holidays.items()}

    def should_avoid_holidays(self, series: Series) -> bool:
        """Return whether a series avoids the days next to a holiday."""
        own = series.avoid_near_holidays
        return self.plan.frequency.avoid_near_holidays if own is None else own

    @cached_property
    def next_meetings(self) -> dict[MeetingKey, Meeting]:
        """The next meeting (`find_next_meetings`) by the key of the one before."""
        return find_next_meetings(self.schedule.meetings)

    @cached_property
    def meeting_pairs(self) -> list[tuple[Meeting, Meeting]]:
        """Each meeting that has a next one, with it."""
        return [
            (meeting, self.next_meetings[meeting.key])
            for meeting in self.schedule.meetings
            if meeting.key in self.next_meetings
        ]

    @cached_property
    def deadlines(self) -> dict[MeetingKey, Deadlines]:
        """The deadlines of each meeting, by its key."""
        return {
            meeting.key: self.find_deadlines_on(meeting, meeting.slot)
            for meeting in self.schedule.meetings
        }

    def find_deadlines_on(self, meeting: Meeting, slot: TimeSlot) -> Deadlines:
        """Return the deadlines of a meeting if it takes place in some slot."""
        next_meeting = self.next_meetings.get(meeting.key)
        next_slot = next_meeting.slot if next_meeting else None
        return find_deadlines(self.plan, slot, next_slot, self.schedule.open_days)

    def count_working_days(self, day: date, later: date) -> int:
        """Count the working days after a day, up to and including a later one."""
        return self.schedule.open_days.count_working_days(day, later)


def summarize_meetings(meetings: Sequence[Meeting]) -> str:
    """Name the first of some meetings with its day, and say how many more there are."""
    first, *rest = {meeting.key: meeting for meeting in meetings}.values()
    more = f" and {format_count(len(rest), 'more meeting')}" if rest else ""
    return f"{first.name} on {format_short_date(first.slot.day)}{more}"


class LateMeetings(NamedTuple):
    """The meetings of which something is due too late, with both dates of the first of them."""

    meetings: str
    due: str
    limit: str


def find_late(
    dates: Iterable[tuple[Meeting, date | None, date | None]], *, is_limit_late: bool = False
) -> LateMeetings | None:
    """Find the meetings of which something is due after another date, if there are any.

    Args:
        dates: each meeting with the date when it is due, and the other one.
        is_limit_late: whether the other date itself is too late.
    """
    late = [
        (meeting, due, limit)
        for meeting, due, limit in dates
        if due and limit and (due > limit or (is_limit_late and due == limit))
    ]
    if not late:
        return None
    meetings = summarize_meetings([meeting for meeting, *_ in late])
    return LateMeetings(meetings, *map(format_short_date, late[0][1:]))
