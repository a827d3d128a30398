"""The days around each meeting, counted as the plan counts them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from statplan.plan import Plan
from statplan.plan.english import short_day
from statplan.plan.times import WEEKDAYS
from statplan.schedule.meeting import Meeting, Schedule

_MOST = 90  # working days that an answer may count
_SLACK = 100  # days: holidays in between, meetings a little outside the year

Round = tuple[Meeting, Meeting]


class Clock:
    """When data, memos, answers and notes are due; None where the plan does not say.

    Working days are the plan's own without holidays. On closures and civic dates nobody meets, but
    the offices work. What several rules ask is counted once for each meeting.
    """

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        clock = plan.frequency.preparation
        self._plan = plan
        self._schedule = schedule
        self._data = clock.data_due
        self._responses = clock.responses_due
        self._memo = timedelta(hours=clock.memo_hours) if clock.memo_hours else None
        self._follow_up = clock.follow_up_days
        self._within = plan.publicity.redaction.within_days

    @cached_property
    def rounds(self) -> list[Round]:
        """Each meeting with the next of its series about the same subject or department."""
        found: dict[tuple[str, str], list[Meeting]] = {}
        for meeting in self._schedule.meetings:
            for each in meeting.about or ("",):
                found.setdefault((meeting.key.series, each), []).append(meeting)
        return [pair for meetings in found.values() for pair in pairwise(meetings)]

    @cached_property
    def _working(self) -> list[int]:
        """Every working day of the year and well around it, as ordinals."""
        weekdays = {WEEKDAYS.index(day) for day in self._plan.frequency.working_days}
        closed = self._schedule.closed
        holidays = {each.day.toordinal() for each in closed if each.kind == "holiday"}
        around = _SLACK + _MOST * 7 // max(len(weekdays), 1)
        first = self._schedule.first.toordinal() - around
        last = self._schedule.last.toordinal() + around
        days = range(first, last + 1)
        return [each for each in days if (each - 1) % 7 in weekdays and each not in holidays]

    def is_working(self, day: date) -> bool:
        """Whether the offices work on a day."""
        return self.count(day - timedelta(days=1), day) == 1

    def count(self, day: date, later: date) -> int:
        """How many working days follow a day up to and including a later one."""
        days = self._working
        return bisect_right(days, later.toordinal()) - bisect_right(days, day.toordinal())

    def _before(self, day: date, count: int) -> date:
        """The working day that is so many before a day; the day itself for none."""
        index = bisect_left(self._working, day.toordinal()) - count
        return date.fromordinal(self._working[index]) if count and index >= 0 else day

    def data(self, meeting: Meeting) -> date | None:
        """The day on which departments send their data."""
        return None if self._data is None else self._before(meeting.stand.day, self._data)

    def responses(self, meeting: Meeting) -> date | None:
        """The day on which the answers to the last follow-up memo are due."""
        return None if self._responses is None else self._before(meeting.stand.day, self._responses)

    def memo(self, meeting: Meeting) -> datetime | None:
        """The local time at which the memo goes out."""
        return meeting.stand.start - self._memo if self._memo else None

    def follow_up(self, meeting: Meeting) -> date | None:
        """The last day for the follow-up memo."""
        if self._follow_up is None:
            return None
        return meeting.stand.day + timedelta(days=self._follow_up)

    def published(self, meeting: Meeting) -> date | None:
        """The last day for publishing what the meeting leaves behind."""
        if not self._within or not self._working:
            return None if self._within is None else meeting.stand.day
        index = bisect_right(self._working, meeting.stand.day.toordinal()) + self._within - 1
        return date.fromordinal(self._working[min(index, len(self._working) - 1)])

    @cached_property
    def before_memo(self) -> list[tuple[Meeting, date, date]]:
        """Each meeting with the day on which its data are due, and that of its memo."""
        if self._data is None or self._memo is None:
            return []
        found = ((each, self.data(each), self.memo(each)) for each in self._schedule.meetings)
        return [(each, data, memo.date()) for each, data, memo in found if data and memo]

    @cached_property
    def answers(self) -> list[tuple[Meeting, date, date]]:
        """Each meeting with the day of the last follow-up memo, and that of the answers to it."""
        if self._responses is None or self._follow_up is None:
            return []
        found = ((each, self.follow_up(last), self.responses(each)) for last, each in self.rounds)
        return [(each, asked, due) for each, asked, due in found if asked and due]


def first_of(meetings: Sequence[Meeting]) -> str:
    """The first of some meetings with its day, and how many more there are."""
    first, *rest = {each.key: each for each in meetings}.values()
    meeting = "meeting" if len(rest) == 1 else "meetings"
    more = f" and {len(rest)} more {meeting}" if rest else ""
    return f"{first.name} on {short_day(first.stand.day)}{more}"
