"""The zones of a calendar file by name, and those that it describes itself (RFC 5545, 3.6.5)."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from statplan.busy.budget import Budget
from statplan.busy.content_lines import CalendarFault, Component, unescape_text
from statplan.plan import timezones

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_CYCLE_YEARS = 400  # years after which the Gregorian calendar repeats itself, weekdays included
_OBSERVANCE = re.compile(r"(?ms)^BEGIN:(STANDARD|DAYLIGHT)$.*?^END:\1$", re.IGNORECASE)
_ONSET = re.compile(r"(?m)^(DTSTART[^:\n]*:)(\d{4})(?=\d{4}T)", re.IGNORECASE)
_RULE = re.compile(r"(?m)^RRULE[^:\n]*:(.*)$", re.IGNORECASE)
_BOUNDED = re.compile(r"\b(UNTIL|COUNT|INTERVAL=(?!0*1\b))", re.IGNORECASE)
_UTC_NAMES = frozenset({"tzone://microsoft/utc", "utc", "gmt", "z", "etc/utc"})


@dataclass(slots=True)
class Zones:
    """The zones of one file, by the names that it uses.

    A name of the IANA database counts by itself, whatever the file says of it; any other by the
    file's own VTIMEZONE, else as a Windows name (CLDR), else it is not known and the plan's zone
    stands in for it.
    """

    home: tzinfo
    years: tuple[int, int]
    components: dict[str, Component] = field(default_factory=dict)
    faults: list[CalendarFault] = field(default_factory=list)
    floating_count: int = 0
    budget: Budget = field(default_factory=Budget)
    _resolved: dict[str, tzinfo] = field(default_factory=dict)

    def find_zone(self, name: str, line: int) -> tzinfo:
        """Return the zone of a TZID."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve_zone(name, line)
        return self._resolved[name]

    def _resolve_zone(self, name: str, line: int) -> tzinfo:
        iana_key = _find_iana_key(name)
        if iana_key:
            return timezones.load_timezone(iana_key)
        if name.casefold() in _UTC_NAMES:
            return UTC
        own_zone = self._read_own_zone(name)
        if own_zone:
            return own_zone
        iana_key = _index_windows_zones().get(name.casefold())
        if iana_key:
            return timezones.load_timezone(iana_key)
        fact = "this zone is not known, and the file does not say what it is;"
        self.faults.append(CalendarFault(line, f"{fact} its times are taken in the plan's zone."))
        return self.home

    def _read_own_zone(self, name: str) -> tzinfo | None:
        component = self.components.get(name) or self.components.get(unescape_text(name))
        if component is None:
            return None
        lines = (
            "BEGIN:VTIMEZONE",
            *(content_line.text for content_line in component.lines),
            "END:VTIMEZONE",
            "",
        )
        parsed_zone = parse_vtimezone("\n".join(lines), *self.years)
        if parsed_zone is None:
            self.faults.append(
                CalendarFault(component.first_line, "this VTIMEZONE cannot be read.")
            )
        return parsed_zone

    def to_home_time(self, moment: datetime) -> datetime:
        """Return an aware time as a local time of the plan's zone."""
        return moment.astimezone(self.home).replace(tzinfo=None)


def _find_iana_key(name: str) -> str | None:
    """Return the IANA key of a TZID, also behind a prefix such as `/mozilla.org/20050126_1/`."""
    parts = name.strip("/").split("/")
    for start in range(len(parts)):
        iana_key = "/".join(parts[start:])
        if iana_key in timezones.list_timezones() and ("/" in iana_key or iana_key == name):
            return iana_key
    return _index_iana_keys().get(name.casefold()) if "/" in name else None


@cache
def _index_iana_keys() -> dict[str, str]:
    return {iana_key.casefold(): iana_key for iana_key in timezones.list_timezones()}


@cache
def _index_windows_zones() -> dict[str, str]:
    """Return the IANA keys of Windows zones, by their names in lower case (CLDR, windowsZones)."""
    return {
        name.casefold(): iana_key
        for name, iana_key in WINDOWS_TO_OLSON.items()
        if iana_key in timezones.list_timezones()
    }


def index_vtimezones(components: Iterable[Component]) -> dict[str, Component]:
    """Return the VTIMEZONEs of a file by their TZID.

    There it is TEXT, in which a comma is written with a backslash. The parameter of a time is not
    (RFC 5545, 3.2.19 and 3.8.3.1).
    """
    return {
        unescape_text(content_line.value): component
        for component in components
        if component.kind == "VTIMEZONE"
        for content_line in component.lines
        if content_line.name == "TZID"
    }


@lru_cache(maxsize=64)
def parse_vtimezone(text: str, first_year: int, last_year: int) -> tzinfo | None:
    """Return the zone of a VTIMEZONE; None where it cannot be read.

    Args:
        text: the lines from BEGIN to END that carry time.
        first_year: the first year that is looked at.
        last_year: the last one.
    """
    shifted_text, shifted_from = _move_onsets(text, first_year)
    try:
        declared_zone = _parse_zone(text)
        shifted_zone = declared_zone if shifted_text == text else _parse_zone(shifted_text)
        if declared_zone is None or shifted_zone is None:
            return None
        return _CachedZone(declared_zone, shifted_zone, shifted_from, (first_year, last_year))
    except Exception:  # noqa: BLE001 - the library names no errors of its own here
        return None


def _parse_zone(text: str) -> tzinfo | None:
    """Return the zone of a VTIMEZONE as the library reads it."""
    parsed = Timezone.from_ical(text.replace("\n", "\r\n"))
    return parsed.to_tz(lookup_tzid=False) if isinstance(parsed, Timezone) else None


def _move_onsets(text: str, first_year: int) -> tuple[str, int]:
    """Move the onsets of rules without an end nearer to a year, but not into it.

    The calendar repeats every 400 years, weekdays included, and so does a rule that has no end. A
    later start changes nothing once a year of onsets has passed. A rule that ends, and a date
    without a rule, stay where they are.

    Returns:
        The text with later onsets, and the first year in which it means the same as before.
    """
    moved_years = [1]

    def move_onset(onset: re.Match[str]) -> str:
        year = int(onset[2])
        cycles = max(0, first_year - 1 - year) // _CYCLE_YEARS
        if not cycles:
            return onset[0]
        moved_years.append(year + cycles * _CYCLE_YEARS)
        return f"{onset[1]}{moved_years[-1]}"

    def move_observance(observance: re.Match[str]) -> str:
        rules = _RULE.findall(observance[0])
        has_end = not rules or any(_BOUNDED.search(rule) for rule in rules)
        return observance[0] if has_end else _ONSET.sub(move_onset, observance[0])

    return _OBSERVANCE.sub(move_observance, text), max(moved_years) + 1


class _CachedZone(tzinfo):
    """The zone of a VTIMEZONE, with its offsets in some years found beforehand.

    The library works every onset out anew for each question, which is most of the time that a
    calendar of Outlook would take: its onsets begin in 1601.

    Args:
        declared_zone: the zone as the file describes it.
        shifted_zone: the same zone with onsets moved nearer, which answers faster.
        shifted_from: the first year for which `shifted_zone` is right.
        years: the first and the last year whose offsets are found beforehand.
    """

    def __init__(
        self, declared_zone: tzinfo, shifted_zone: tzinfo, shifted_from: int, years: tuple[int, int]
    ) -> None:
        self._declared_zone, self._shifted_zone = declared_zone, shifted_zone
        self._shifted_from = shifted_from
        self._first_year, self._last_year = years
        changes = list(self._iter_changes())
        self._onsets = [onset for onset, _ in changes]
        self._offsets = [offset for _, offset in changes]

    def _iter_changes(self) -> Iterator[tuple[datetime, timedelta]]:
        """Yield each local time from which another offset holds, to the minute."""
        day = datetime(self._first_year, 1, 1)  # noqa: DTZ001 - the zone is asked, not read
        offset = self._find_offset(day)
        yield day, offset
        while day.year <= self._last_year:
            later = day + _DAY
            if self._find_offset(later) != offset:
                low, high = day, later
                while high - low > _MINUTE:
                    middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                    low, high = (
                        (middle, high) if self._find_offset(middle) == offset else (low, middle)
                    )
                offset = self._find_offset(later)
                yield high, offset
            day = later

    def _find_offset(self, local: datetime) -> timedelta:
        zone = self._shifted_zone if local.year >= self._shifted_from else self._declared_zone
        return zone.utcoffset(local) or timedelta()

    def utcoffset(self, local: datetime | None) -> timedelta:
        """Return the offset at a local time; of two equal local times the first is meant."""
        if local is None:
            return timedelta()
        bare = local.replace(tzinfo=None, fold=0)
        if self._first_year <= bare.year <= self._last_year:
            return self._offsets[bisect_right(self._onsets, bare) - 1]
        return self._find_offset(bare)

    def dst(self, local: datetime | None) -> None:
        """Return None: it is not known, and not needed."""

    def tzname(self, local: datetime | None) -> None:
        """Return None: it is not known, and not needed."""

    def fromutc(self, utc: datetime) -> datetime:
        """Return the local time of a moment."""
        nearby_offsets = {self.utcoffset(utc + days * _DAY) for days in (-1, 0, 1)}
        candidates = (utc + offset for offset in sorted(nearby_offsets, reverse=True))
        return next(
            (candidate for candidate in candidates if candidate - self.utcoffset(candidate) == utc),
            utc + min(nearby_offsets),
        )
