"""VTIMEZONE: the offsets of a zone, written so that every calendar program reads them right."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from statplan.calendars.posix_tz import Yearly, yearly_changes
from statplan.plan.zone import posix_rule, zone

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

    def lines(self, kind: str) -> list[str]:
        return [
            f"BEGIN:{kind}",
            f"DTSTART:{self.onset:%Y%m%dT%H%M%S}",
            *([f"RRULE:{self.rrule}"] if self.rrule else []),
            f"TZOFFSETFROM:{_offset_text(self.before)}",
            f"TZOFFSETTO:{_offset_text(self.after)}",
            # Zones without an abbreviation of their own have a number there, such as +0545.
            *([f"TZNAME:{self.name}"] if self.name.isascii() and self.name.isalpha() else []),
            f"END:{kind}",
        ]


@cache
def vtimezone(key: str, first: date, last: date) -> str:
    """The VTIMEZONE of a zone, right for all local days `first` to `last` (RFC 5545 3.6.5).

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
    observances = _observed(zone(key), start, end)
    changes = yearly_changes(posix_rule(key))
    if _is_ruled(changes, observances, start, end):
        observances = sorted((_in_year(each, first.year - 1) for each in changes), key=_by_instant)
    elif len(observances) == 1:
        observances = [replace(observances[0], onset=_LONG_AGO)]
    least = min(each.after for each in observances)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{key}"]
    for each in observances:
        lines += each.lines("DAYLIGHT" if each.after > least else "STANDARD")
    return "".join(f"{line}\r\n" for line in [*lines, "END:VTIMEZONE"])


def _observed(tz: tzinfo, start: datetime, end: datetime) -> list[_Observance]:
    """What is in force at `start`, and every change of offset until `end`, whole days later."""
    offset = _offset(tz, start)
    name = start.astimezone(tz).tzname() or ""
    found = [_Observance(start.replace(tzinfo=None) + offset, offset, offset, name)]
    for day in range((end - start).days):
        since = start + day * _DAY
        if _offset(tz, since + _DAY) != found[-1].after:
            found.append(_change(tz, since))
    return found


def _change(tz: tzinfo, since: datetime) -> _Observance:
    """The change of offset in the day after the instant `since`, to the second."""
    before = _offset(tz, since)
    early, late = 0, 24 * 60 * 60
    while late - early > 1:
        middle = (early + late) // 2
        if _offset(tz, since + middle * _SECOND) == before:
            early = middle
        else:
            late = middle
    instant = since + late * _SECOND
    name = instant.astimezone(tz).tzname() or ""
    return _Observance(instant.replace(tzinfo=None) + before, before, _offset(tz, instant), name)


def _is_ruled(
    changes: tuple[Yearly, ...], observed: list[_Observance], start: datetime, end: datetime
) -> bool:
    """Whether the yearly changes lead to what was observed, neither more nor less."""
    years = range(start.year - 1, end.year + 1)
    ruled = sorted((_in_year(each, year) for each in changes for year in years), key=_by_instant)
    in_force = [each.after for each in ruled if each.instant <= start][-1:]
    later = [(each.instant, each.after) for each in ruled if start < each.instant <= end]
    return (in_force, later) == (
        [observed[0].after],
        [(each.instant, each.after) for each in observed[1:]],
    )


def _in_year(change: Yearly, year: int) -> _Observance:
    return _Observance(change.onset(year), change.before, change.after, change.name, change.rrule)


def _by_instant(observance: _Observance) -> datetime:
    return observance.instant


def _offset(tz: tzinfo, instant: datetime) -> timedelta:
    return instant.astimezone(tz).replace(tzinfo=None) - instant.replace(tzinfo=None)


def _offset_text(offset: timedelta) -> str:
    """A UTC-OFFSET (RFC 5545 3.3.14): seconds only where there are any, and never -0000."""
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
