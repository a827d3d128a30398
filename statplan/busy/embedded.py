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
_OBSERVANCE = re.compile(r"(?ms)^BEGIN:(STANDARD|DAYLIGHT)$.*?^END:\1$", re.IGNORECASE)
_ONSET = re.compile(r"(?m)^(DTSTART[^:\n]*:)(\d{4})(?=\d{4}T)", re.IGNORECASE)
_RULE = re.compile(r"(?m)^RRULE[^:\n]*:(.*)$", re.IGNORECASE)
_BOUNDED = re.compile(r"\b(UNTIL|COUNT|INTERVAL=(?!0*1\b))", re.IGNORECASE)


class _Listed(tzinfo):
    """The zone of a VTIMEZONE, with its offsets in some years found beforehand.

    The library works every onset out anew for each question, which is most of the time that a
    calendar of Outlook would take: its onsets begin in 1601.

    Args:
        made: the zone as the file describes it.
        recent: the same zone with onsets moved nearer, which answers faster.
        since: the first year for which `recent` is right.
        years: the first and the last year whose offsets are found beforehand.
    """

    def __init__(self, made: tzinfo, recent: tzinfo, since: int, years: tuple[int, int]) -> None:
        self._made, self._recent, self._since = made, recent, since
        self._first, self._last = years
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
        zone = self._recent if local.year >= self._since else self._made
        return zone.utcoffset(local) or timedelta()

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
    nearer, since = _move_onsets(text, first)
    try:
        made = _parse_zone(text)
        recent = made if nearer == text else _parse_zone(nearer)
        return _Listed(made, recent, since, (first, last)) if made and recent else None
    except Exception:  # noqa: BLE001 - the library names no errors of its own here
        return None


def _parse_zone(text: str) -> tzinfo | None:
    """Return the zone of a VTIMEZONE as the library reads it."""
    parsed = Timezone.from_ical(text.replace("\n", "\r\n"))
    return parsed.to_tz(lookup_tzid=False) if isinstance(parsed, Timezone) else None


def _move_onsets(text: str, first: int) -> tuple[str, int]:
    """Move the onsets of rules without an end nearer to a year, but not into it.

    The calendar repeats every 400 years, weekdays included, and so does a rule that has no end. A
    later start changes nothing once a year of onsets has passed. A rule that ends, and a date
    without a rule, stay where they are.

    Returns:
        The text with later onsets, and the first year in which it means the same as before.
    """
    moved_years = [1]

    def move(onset: re.Match[str]) -> str:
        year = int(onset[2])
        cycles = max(0, first - 1 - year) // _CYCLE
        if not cycles:
            return onset[0]
        moved_years.append(year + cycles * _CYCLE)
        return f"{onset[1]}{moved_years[-1]}"

    def move_observance(observance: re.Match[str]) -> str:
        rules = _RULE.findall(observance[0])
        has_end = not rules or any(_BOUNDED.search(rule) for rule in rules)
        return observance[0] if has_end else _ONSET.sub(move, observance[0])

    return _OBSERVANCE.sub(move_observance, text), max(moved_years) + 1
