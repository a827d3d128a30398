"""The closed days, the working days, and the due dates of a plan, as rules count them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from statplan.plan.english import format_count, format_short_date
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.time_phrases import WEEKDAYS
from statplan.schedule.model import Meeting, Schedule

_MOST_DAYS = 90  # working days that an answer may count
_SLACK = 100  # days: holidays in between, meetings a little outside the year
MeetingPair = tuple[Meeting, Meeting]


class DueDates:
    """The days on which data, memos, answers, and papers are due; None where none is stated.

    Working days are the plan's own without holidays. On closures and civic dates nobody meets, but
    the offices work. What several rules need is computed once.
    """

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        preparation = plan.frequency.preparation
        self._plan = plan
        self._schedule = schedule
        self._data_days = preparation.data_due
        self._response_days = preparation.responses_due
        self._memo_lead = (
            timedelta(hours=preparation.memo_hours) if preparation.memo_hours else None
        )
        self._follow_up_days = preparation.follow_up_days
        self._publication_days = plan.publicity.redaction.within_days

    @cached_property
    def meeting_pairs(self) -> list[MeetingPair]:
        """Each meeting with the next of its series about the same subject or department."""
        meetings_by_stream: dict[tuple[str, str], list[Meeting]] = {}
        for meeting in self._schedule.meetings:
            for examined_id in meeting.subject_ids or ("",):
                meetings_by_stream.setdefault((meeting.key.series, examined_id), []).append(meeting)
        return [pair for meetings in meetings_by_stream.values() for pair in pairwise(meetings)]

    @cached_property
    def _working_days(self) -> list[int]:
        """Every working day of the year and well around it, as ordinals."""
        weekdays = {WEEKDAYS.index(day) for day in self._plan.frequency.working_days}
        closed = self._schedule.closed_days
        holidays = {
            closed_day.day.toordinal() for closed_day in closed if closed_day.kind == "holiday"
        }
        margin = _SLACK + _MOST_DAYS * 7 // max(len(weekdays), 1)
        first = self._schedule.first.toordinal() - margin
        last = self._schedule.last.toordinal() + margin
        days = range(first, last + 1)
        return [
            ordinal for ordinal in days if (ordinal - 1) % 7 in weekdays and ordinal not in holidays
        ]

    def is_working_day(self, day: date) -> bool:
        """Return whether the offices work on a day."""
        return self.count_working_days(day - timedelta(days=1), day) == 1

    def count_working_days(self, day: date, later: date) -> int:
        """Count the working days after a day, up to and including a later one."""
        days = self._working_days
        return bisect_right(days, later.toordinal()) - bisect_right(days, day.toordinal())

    def _shift_back(self, day: date, count: int) -> date:
        """Return the working day so many before a day; the day itself for 0 or if out of range."""
        index = bisect_left(self._working_days, day.toordinal()) - count
        return date.fromordinal(self._working_days[index]) if count and index >= 0 else day

    def find_data_due(self, meeting: Meeting) -> date | None:
        """Return the day on which departments send their data."""
        if self._data_days is None:
            return None
        return self._shift_back(meeting.slot.day, self._data_days)

    def find_responses_due(self, meeting: Meeting) -> date | None:
        """Return the day on which the answers to the last follow-up memo are due."""
        if self._response_days is None:
            return None
        return self._shift_back(meeting.slot.day, self._response_days)

    def find_memo_time(self, meeting: Meeting) -> datetime | None:
        """Return the local time at which the memo goes out."""
        return meeting.slot.start - self._memo_lead if self._memo_lead else None

    def find_memo_day(self, meeting: Meeting) -> date | None:
        """Return the day on which the memo goes out."""
        memo_time = self.find_memo_time(meeting)
        return memo_time.date() if memo_time else None

    def find_follow_up_due(self, meeting: Meeting) -> date | None:
        """Return the last day for the follow-up memo."""
        if self._follow_up_days is None:
            return None
        return meeting.slot.day + timedelta(days=self._follow_up_days)

    def find_publication_due(self, meeting: Meeting) -> date | None:
        """Return the last day for publishing the papers of a meeting."""
        if not self._publication_days or not self._working_days:
            return None if self._publication_days is None else meeting.slot.day
        following = bisect_right(self._working_days, meeting.slot.day.toordinal())
        index = min(following + self._publication_days, len(self._working_days)) - 1
        return date.fromordinal(self._working_days[index])

    @cached_property
    def data_and_memo_days(self) -> list[tuple[Meeting, date, date]]:
        """Each meeting with the day on which its data are due, and that of its memo."""
        if self._data_days is None or self._memo_lead is None:
            return []
        due_days = (
            (meeting, self.find_data_due(meeting), self.find_memo_day(meeting))
            for meeting in self._schedule.meetings
        )
        return [
            (meeting, data_due, memo_day)
            for meeting, data_due, memo_day in due_days
            if data_due and memo_day
        ]

    @cached_property
    def request_and_response_days(self) -> list[tuple[Meeting, date, date]]:
        """Each meeting with the day of the last follow-up memo, and that of the answers to it."""
        if self._response_days is None or self._follow_up_days is None:
            return []
        due_days = (
            (meeting, self.find_follow_up_due(previous), self.find_responses_due(meeting))
            for previous, meeting in self.meeting_pairs
        )
        return [
            (meeting, requested, due) for meeting, requested, due in due_days if requested and due
        ]


class DayContext:
    """The closed days and working days of a plan and its schedule."""

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
    def working_weekdays(self) -> frozenset[int]:
        """The weekdays on which people work; Monday is 0."""
        return frozenset(WEEKDAYS.index(weekday) for weekday in self.plan.frequency.working_days)

    @cached_property
    def days_beside_holidays(self) -> dict[date, str]:
        """The working weekdays beside every holiday that are not closed, with its name."""
        holiday_names: dict[date, str] = {}
        for closed_day in self.schedule.closed_days:
            if closed_day.kind == "holiday":
                for step in (-1, 1):
                    holiday_names.setdefault(
                        self.shift_by_workdays(closed_day.day, step), closed_day.name
                    )
        return {day: name for day, name in holiday_names.items() if day not in self.closed_days}

    def shift_by_workdays(self, day: date, count: int) -> date:
        """Return the `count`th working weekday after a day, or before it for a negative `count`."""
        step = timedelta(days=1 if count > 0 else -1)
        working_weekdays = self.working_weekdays
        remaining = abs(count) if working_weekdays else 0
        while remaining:
            day += step
            remaining -= day.weekday() in working_weekdays
        return day

    def should_avoid_holidays(self, series: Series) -> bool:
        """Return whether a series avoids the days next to a holiday."""
        own = series.avoid_near_holidays
        return self.plan.frequency.avoid_near_holidays if own is None else own


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
