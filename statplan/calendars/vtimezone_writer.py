"""VTIMEZONE: the offsets of a zone, written so that every calendar program reads them right."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from statplan.calendars.posix_tz import YearlyChange, parse_yearly_changes
from statplan.plan.timezones import load_timezone, read_posix_rule

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - local by definition


@dataclass(frozen=True, slots=True)
class _Observance:
    """One STANDARD or DAYLIGHT: `onset` is local, at the offset `before` it."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    rrule: str = ""

    @property
    def instant(self) -> datetime:
        return (self.onset - self.before).replace(tzinfo=UTC)

    def format_lines(self, kind: str) -> list[str]:
        return [
            f"BEGIN:{kind}",
            f"DTSTART:{self.onset:%Y%m%dT%H%M%S}",
            *([f"RRULE:{self.rrule}"] if self.rrule else []),
            f"TZOFFSETFROM:{_format_offset(self.before)}",
            f"TZOFFSETTO:{_format_offset(self.after)}",
            # Zones without an abbreviation of their own have a number there, such as +0545.
            *([f"TZNAME:{self.name}"] if self.name.isascii() and self.name.isalpha() else []),
            f"END:{kind}",
        ]


@cache
def render_vtimezone(zone_name: str, first: date, last: date) -> str:
    """Return the VTIMEZONE of a zone, right for all local days `first` to `last` (RFC 5545 3.6.5).

    Content lines end in CRLF; same arguments and same `tzdata`, same text. The zone's yearly rule
    becomes one STANDARD and one DAYLIGHT with an RRULE, because Outlook reads nothing of an
    observance but DTSTART and RRULE (MS-STANOICAL 2.2.47). They start in the year before `first`:
    nothing is claimed about the years before that. A zone that changes by no rule, or by another
    rule in some of these days, has an observance for each change instead, and before them one for
    what is in force at `first`. A zone that does not change has one STANDARD.

    DAYLIGHT is what is ahead of the least offset, as programs expect; in Dublin too, where by law
    summer is the standard.

    Raises:
        KeyError: The `tzdata` package lists no such zone.
    """
    start = datetime.combine(first, time(), UTC) - _DAY
    end = datetime.combine(last, time(), UTC) + 3 * _DAY  # a meeting may end on the day after
    observances = _find_observances(load_timezone(zone_name), start, end)
    changes = parse_yearly_changes(read_posix_rule(zone_name))
    if _is_by_rule(changes, observances, start, end):
        observances = sorted(
            (_create_observance(change, first.year - 1) for change in changes), key=_get_instant
        )
    elif len(observances) == 1:
        observances = [replace(observances[0], onset=_LONG_AGO)]
    least = min(observance.after for observance in observances)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}"]
    for observance in observances:
        lines += observance.format_lines("DAYLIGHT" if observance.after > least else "STANDARD")
    return "".join(f"{line}\r\n" for line in [*lines, "END:VTIMEZONE"])


def _find_observances(tz: tzinfo, start: datetime, end: datetime) -> list[_Observance]:
    """Return what is in force at `start`, and each offset change until `end`, whole days later."""
    offset = _find_offset(tz, start)
    name = start.astimezone(tz).tzname() or ""
    observances = [_Observance(start.replace(tzinfo=None) + offset, offset, offset, name)]
    for day in range((end - start).days):
        day_start = start + day * _DAY
        if _find_offset(tz, day_start + _DAY) != observances[-1].after:
            observances.append(_find_change(tz, day_start))
    return observances


def _find_change(tz: tzinfo, since: datetime) -> _Observance:
    """Return the change of offset in the day after the instant `since`, to the second."""
    before = _find_offset(tz, since)
    early, late = 0, 24 * 60 * 60
    while late - early > 1:
        middle = (early + late) // 2
        if _find_offset(tz, since + middle * _SECOND) == before:
            early = middle
        else:
            late = middle
    instant = since + late * _SECOND
    name = instant.astimezone(tz).tzname() or ""
    return _Observance(
        instant.replace(tzinfo=None) + before, before, _find_offset(tz, instant), name
    )


def _is_by_rule(
    changes: tuple[YearlyChange, ...],
    observances: list[_Observance],
    start: datetime,
    end: datetime,
) -> bool:
    """Return whether the yearly changes lead to what was observed, neither more nor less."""
    years = range(start.year - 1, end.year + 1)
    expected = sorted(
        (_create_observance(change, year) for change in changes for year in years), key=_get_instant
    )
    in_force = [observance.after for observance in expected if observance.instant <= start][-1:]
    later = [
        (observance.instant, observance.after)
        for observance in expected
        if start < observance.instant <= end
    ]
    return (in_force, later) == (
        [observances[0].after],
        [(observance.instant, observance.after) for observance in observances[1:]],
    )


def _create_observance(change: YearlyChange, year: int) -> _Observance:
    return _Observance(
        change.find_onset(year), change.before, change.after, change.name, change.rrule
    )


def _get_instant(observance: _Observance) -> datetime:
    return observance.instant


def _find_offset(tz: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).replace(tzinfo=None) - instant.replace(tzinfo=None)


def _format_offset(offset: timedelta) -> str:
    """Return a UTC-OFFSET (RFC 5545 3.3.14): seconds only where there are any, and never -0000."""
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
