"""Local times with their zones, and lengths of time."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple


class Moment(NamedTuple):
    """A local time and its zone; a whole day is its midnight in the plan's zone.

    `is_floating` tells that the file names no zone for it, or one for all such times.
    """

    local: datetime
    zone: tzinfo
    is_whole_day: bool = False
    is_floating: bool = False

    @property
    def utc(self) -> datetime:
        """The moment in UTC; in a gap or a fold by RFC 5545, 3.3.5."""
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)


class Duration(NamedTuple):
    """A length of time: days of the calendar, then time that passes (RFC 5545, 3.3.6)."""

    days: int
    exact: timedelta


class Period(NamedTuple):
    """A moment of RDATE, with a duration of its own where it is a period."""

    start: Moment
    duration: Duration | None = None
