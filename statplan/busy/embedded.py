"""A zone that a file describes itself, in a VTIMEZONE (RFC 5545, 3.6.5)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from icalendar import Timezone

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_CYCLE = 400  # years after which the Gregorian calendar repeats itself, weekdays included
_OLD = re.compile(r"(?m)^(DTSTART[^:\n]*:)(1[5-9]\d\d)(?=\d{4}T)")


class _Listed(tzinfo):
    """The zone of a VTIMEZONE, with its offsets in some years found beforehand.

    The library works every onset out anew for each question, which is most of the time that a
    calendar of Outlook would take: its onsets begin in 1601.
    """

    def __init__(self, made: tzinfo, first: int, last: int) -> None:
        self._made, self._first, self._last = made, first, last
        changes = list(self._changes())
        self._at = [at for at, _ in changes]
        self._offsets = [offset for _, offset in changes]

    def _changes(self) -> Iterator[tuple[datetime, timedelta]]:
        """Each local time from which another offset holds, to the minute."""
        day = datetime(self._first, 1, 1)  # noqa: DTZ001 - the zone is asked, not read
        offset = self._asked(day)
        yield day, offset
        while day.year <= self._last:
            later = day + _DAY
            if self._asked(later) != offset:
                low, high = day, later
                while high - low > _MINUTE:
                    middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                    low, high = (middle, high) if self._asked(middle) == offset else (low, middle)
                offset = self._asked(later)
                yield high, offset
            day = later

    def _asked(self, local: datetime) -> timedelta:
        return self._made.utcoffset(local) or timedelta()

    def utcoffset(self, local: datetime | None) -> timedelta:
        """The offset at a local time; of two equal local times the first is meant."""
        if local is None:
            return timedelta()
        bare = local.replace(tzinfo=None, fold=0)
        if self._first <= bare.year <= self._last:
            return self._offsets[bisect_right(self._at, bare) - 1]
        return self._asked(bare)

    def dst(self, local: datetime | None) -> None:
        """Not known, and not needed."""

    def tzname(self, local: datetime | None) -> None:
        """Not known, and not needed."""

    def fromutc(self, utc: datetime) -> datetime:
        """The local time of a moment."""
        near = {self.utcoffset(utc + each * _DAY) for each in (-1, 0, 1)}
        fitting = (utc + each for each in sorted(near, reverse=True))
        return next(
            (each for each in fitting if each - self.utcoffset(each) == utc), utc + min(near)
        )


@lru_cache(maxsize=64)
def zone_of(text: str, first: int, last: int) -> tzinfo | None:
    """The zone of a VTIMEZONE; None where it cannot be read.

    Args:
        text: the lines from BEGIN to END that carry time.
        first: the first year that is looked at.
        last: the last one.
    """
    nearer = _OLD.sub(lambda found: f"{found[1]}{int(found[2]) + _CYCLE}", text)
    try:
        parsed = Timezone.from_ical(nearer.replace("\n", "\r\n"))
        if not isinstance(parsed, Timezone):
            return None
        return _Listed(parsed.to_tz(lookup_tzid=False), first, last)
    except Exception:  # noqa: BLE001 - the library names no errors of its own here
        return None
