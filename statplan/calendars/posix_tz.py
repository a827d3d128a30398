"""The yearly changes of clocks that a POSIX TZ string states, in the words of an iCalendar rule."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # POSIX counts from Sunday
_NAME = r"<[A-Za-z0-9+-]+>|[A-Za-z]+"
_SPAN = r"[+-]?\d{1,3}(?::\d\d){0,2}"
_ON = r"M(1[0-2]|[1-9])\.([1-5])\.([0-6])(?:/(" + _SPAN + "))?"
_RULE = re.compile(rf"({_NAME})({_SPAN})({_NAME})({_SPAN})?,{_ON},{_ON}")
_FEBRUARY = 2
_LAST_WEEK = 5


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """One change of clocks a year: on the one `weekday` (0: Sunday) of seven days of a month.

    The seven days begin with `first_day`, and lie in the month in every year. `time` is the local
    time at the `before` offset, less than 24 hours; offsets are east of UTC.
    """

    month: int
    first_day: int
    weekday: int
    time: timedelta
    before: timedelta
    after: timedelta
    name: str

    def find_onset(self, year: int) -> datetime:
        """Return the naive local time of the change in that year, at the offset before it."""
        first = datetime(year, self.month, self.first_day)  # noqa: DTZ001 - local by definition
        days = (self.weekday - first.isoweekday()) % 7
        return first + timedelta(days=days) + self.time

    @property
    def rrule(self) -> str:
        """The value of an RRULE property (RFC 5545 3.3.10), one BYDAY alone where that will do.

        Outlook takes one BYDAY or one BYMONTHDAY (MS-OXCICAL 2.1.3.1.1.19.2.2); a change on the day
        after the first Saturday cannot be said that way, and takes both.
        """
        last_week = monthrange(2001, self.month)[1] - 6
        week = {last_week: "-1", 1: "1", 8: "2", 15: "3", 22: "4"}.get(self.first_day)
        day = _WEEKDAYS[self.weekday]
        if week:
            return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={week}{day}"
        days = ",".join(str(self.first_day + more) for more in range(7))
        return f"FREQ=YEARLY;BYMONTH={self.month};BYMONTHDAY={days};BYDAY={day}"


def parse_yearly_changes(rule: str) -> tuple[YearlyChange, ...]:
    """Return the two changes a TZ string states (POSIX.1-2017, 8.3, hours as in RFC 8536 3.3.1).

    Empty where it states none, or where one falls in different months in different years (such as
    the day after the last Thursday), or is not written with months and weeks.
    """
    parts = _RULE.fullmatch(rule)
    if not parts:
        return ()
    standard, offset, summer, summer_offset = parts.group(1, 2, 3, 4)
    standard_offset = -_parse_offset(offset)
    summer_time_offset = (
        -_parse_offset(summer_offset) if summer_offset else standard_offset + timedelta(hours=1)
    )
    changes = (
        _build_yearly_change(parts.group(5, 6, 7, 8), standard_offset, summer_time_offset, summer),
        _build_yearly_change(
            parts.group(9, 10, 11, 12), summer_time_offset, standard_offset, standard
        ),
    )
    return tuple(change for change in changes if change) if all(changes) else ()


def _build_yearly_change(
    date_parts: tuple[str, ...], before: timedelta, after: timedelta, name: str
) -> YearlyChange | None:
    month, week, weekday = (int(number) for number in date_parts[:3])
    # The time may lie outside the day it is counted from: /-1 is 23:00 of the day before.
    shift, time = divmod(_parse_offset(date_parts[3] or "2"), timedelta(days=1))
    month_length = monthrange(2001, month)[1]
    if week == _LAST_WEEK and month == _FEBRUARY:
        return None
    first_day = (month_length - 6 if week == _LAST_WEEK else 7 * week - 6) + shift
    if not 1 <= first_day <= month_length - 6:
        return None
    return YearlyChange(
        month, first_day, (weekday + shift) % 7, time, before, after, name.strip("<>")
    )


def _parse_offset(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in f"{text.lstrip('+-')}:0:0".split(":")[:3])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if text.startswith("-") else offset
