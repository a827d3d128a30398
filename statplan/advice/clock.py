"""The days around each meeting, counted as the plan counts them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from statplan.plan import Plan
from statplan.plan.english import short_day
from statplan.plan.times import WEEKDAYS
from statplan.schedule.meeting import Meeting, Schedule

_FARTHEST = 800  # days in which sixty working days are found, even with one of them a week


class Clock:
    """When data, memos, answers and notes are due; None where the plan does not say.

    Working days are the plan's own without holidays. On closures and civic dates nobody meets, but
    the offices work.
    """

    def __init__(self, plan: Plan, schedule: Schedule) -> None:
        self._plan = plan
        self._schedule = schedule
        self._weekdays = {WEEKDAYS.index(day) for day in plan.frequency.working_days}
        self._holidays = {each.day for each in schedule.closed if each.kind == "holiday"}

    @cached_property
    def rounds(self) -> list[tuple[Meeting, Meeting]]:
        """Each meeting with the next of its series about the same subject or department."""
        found: dict[tuple[str, str], list[Meeting]] = {}
        for meeting in self._schedule.meetings:
            for each in meeting.about or ("",):
                found.setdefault((meeting.key.series, each), []).append(meeting)
        return [pair for meetings in found.values() for pair in pairwise(meetings)]

    def is_working(self, day: date) -> bool:
        """Whether the offices work on a day."""
        return day.weekday() in self._weekdays and day not in self._holidays

    def count(self, day: date, later: date) -> int:
        """How many working days follow a day up to and including a later one."""
        days = range(day.toordinal() + 1, later.toordinal() + 1)
        return sum(self.is_working(date.fromordinal(each)) for each in days)

    def _away(self, day: date, count: int, step: int) -> date:
        """The working day that is so many before a day, or after it; the day itself for none."""
        found = day
        for offset in range(1, _FARTHEST):
            if not count:
                break
            found = day + timedelta(days=offset * step)
            count -= self.is_working(found)
        return found

    def data(self, meeting: Meeting) -> date | None:
        """The day on which departments send their data."""
        return self._before(meeting, self._plan.frequency.preparation.data_due)

    def responses(self, meeting: Meeting) -> date | None:
        """The day on which the answers to the last follow-up memo are due."""
        return self._before(meeting, self._plan.frequency.preparation.responses_due)

    def briefing(self, meeting: Meeting) -> date | None:
        """The day on which the principal is briefed."""
        return self._before(meeting, self._plan.leadership.prebrief_days)

    def memo(self, meeting: Meeting) -> datetime | None:
        """The local time at which the memo goes out."""
        hours = self._plan.frequency.preparation.memo_hours
        return meeting.stand.start - timedelta(hours=hours) if hours else None

    def follow_up(self, meeting: Meeting) -> date | None:
        """The last day for the follow-up memo."""
        days = self._plan.frequency.preparation.follow_up_days
        return None if days is None else meeting.stand.day + timedelta(days=days)

    def published(self, meeting: Meeting) -> date | None:
        """The last day for publishing what the meeting leaves behind."""
        days = self._plan.publicity.redaction.within_days
        return None if days is None else self._away(meeting.stand.day, days, 1)

    def _before(self, meeting: Meeting, days: int | None) -> date | None:
        return None if days is None else self._away(meeting.stand.day, days, -1)


def first_of(meetings: Sequence[Meeting]) -> str:
    """The first of some meetings with its day, and how many more there are."""
    first, *rest = meetings
    meeting = "meeting" if len(rest) == 1 else "meetings"
    more = f" and {len(rest)} more {meeting}" if rest else ""
    return f"{first.name} on {short_day(first.stand.day)}{more}"


def once(meetings: Sequence[Meeting]) -> Iterator[Meeting]:
    """Each meeting once, in order."""
    yield from {each.key: each for each in meetings}.values()
