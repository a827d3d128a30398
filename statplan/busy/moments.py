"""When something is: local times with their zones, and what they are in the plan's zone."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from icalendar import vDDDTypes
from icalendar.parser import Contentline

from statplan.busy.lines import Fault, Row, UnreadableError
from statplan.busy.zones import Zones

_PLAIN = re.compile(r'[A-Z-]+(?:;TZID="?([^";:,^]+)"?)?:(\d{8})(T\d{6})(Z)?')


class Moment(NamedTuple):
    """A local time and its zone; a whole day is its midnight in the plan's zone."""

    local: datetime
    zone: tzinfo
    whole_day: bool = False

    @property
    def utc(self) -> datetime:
        """The moment in UTC; in a gap or a fold by RFC 5545, 3.3.5."""
        return self.local.replace(tzinfo=self.zone).astimezone(UTC)


class Length(NamedTuple):
    """How long something lasts: days of the calendar, then time that passes (RFC 5545, 3.3.6)."""

    days: int
    exact: timedelta


class Period(NamedTuple):
    """A moment of RDATE, with a length of its own where it is a period."""

    start: Moment
    length: Length | None = None


def parts_of(row: Row) -> tuple[dict[str, str], str]:
    """The parameters and the value of a line, as the library reads them.

    Raises:
        UnreadableError: it is no content line.
    """
    try:
        _, given, value = Contentline(row.text).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        raise UnreadableError(row.line, f"{row.name} cannot be read.") from None
    return {key.upper(): str(each) for key, each in given.items()}, value.strip()


def periods(row: Row, zones: Zones, faults: list[Fault]) -> Iterator[Period]:
    """The times of EXDATE or RDATE that can be read; what cannot is added to the faults."""
    try:
        given, value = parts_of(row)
    except UnreadableError as error:
        faults.append(error.fault)
        return
    for text in value.split(","):
        try:
            yield _period(_parsed(row, text.strip()), row, given.get("TZID", ""), zones)
        except UnreadableError as error:
            faults.append(error.fault)


def moment(row: Row, zones: Zones) -> Moment:
    """The one time of DTSTART, DTEND or RECURRENCE-ID.

    Raises:
        UnreadableError: it cannot be read.
    """
    plain = _PLAIN.fullmatch(row.text)
    if plain and plain[3]:  # what nearly every line is, without the library
        numbers = (int(plain[2][:4]), int(plain[2][4:6]), int(plain[2][6:]))
        clock = (int(plain[3][1:3]), int(plain[3][3:5]), int(plain[3][5:]))
        try:
            found = datetime(*numbers, *clock, tzinfo=UTC if plain[4] else None)
        except ValueError:
            raise UnreadableError(row.line, f"{row.name} is no date or time.") from None
        return _moment(found, row, plain[1] or "", zones)
    given, value = parts_of(row)
    return _moment(_parsed(row, value), row, given.get("TZID", ""), zones)


def _parsed(row: Row, text: str) -> object:
    try:
        return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]
    except ValueError:
        raise UnreadableError(row.line, f"{row.name} is no date or time.") from None


def _period(found: object, row: Row, name: str, zones: Zones) -> Period:
    if isinstance(found, tuple):
        start = _moment(found[0], row, name, zones)
        length = found[1]
        if isinstance(length, timedelta):
            return Period(start, Length(0, length))
        return Period(start, Length(0, _moment(length, row, name, zones).utc - start.utc))
    return Period(_moment(found, row, name, zones))


def _moment(found: object, row: Row, name: str, zones: Zones) -> Moment:
    if isinstance(found, date) and not date.min.year < found.year < date.max.year:
        raise UnreadableError(row.line, f"{row.name} lies outside all calendars.")
    if isinstance(found, datetime):
        if found.tzinfo is not None:  # a Z counts, whatever TZID stands beside it
            return Moment(found.replace(tzinfo=None), UTC)
        if not name:
            zones.floating += row.name == "DTSTART"
            return Moment(found, zones.home)
        return Moment(found, zones.of(name, row.line))
    if isinstance(found, date):
        return Moment(datetime.combine(found, datetime.min.time()), zones.home, whole_day=True)
    raise UnreadableError(row.line, f"{row.name} is no date or time.")


def length(row: Row) -> Length:
    """The length that DURATION states.

    Raises:
        UnreadableError: it cannot be read, or lasts less than nothing.
    """
    _, value = parts_of(row)
    day, mark, _ = value.upper().partition("T")
    try:
        whole = _parsed(row, value)
        days = _parsed(row, day) if mark and day.lstrip("+-") != "P" else timedelta()
    except ValueError:
        whole, days = None, None
    if not isinstance(whole, timedelta) or not isinstance(days, timedelta):
        raise UnreadableError(row.line, "DURATION is no length of time.")
    if whole < timedelta():
        raise UnreadableError(row.line, "DURATION is negative.")
    if not mark:
        days = whole
    return Length(days.days, whole - days)
