"""Local times, periods, and lengths of time from iCalendar values."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import vDDDTypes

from statplan.busy.content_lines import CalendarFault, ContentLine, UnreadableError
from statplan.busy.moment import Duration, Moment, Period
from statplan.busy.vtimezone import Zones

# A zone's name may have a colon or a comma without the quotes that are due then (3.2).
_BEFORE_VALUE = re.compile(r'[^":;]+((?:;(?:[^";]|"[^"]*")*)*)')
_PARAMETER = re.compile(r';\s*([^"=;\s]+)\s*=((?:[^";]|"[^"]*")*)')
_CARET = re.compile(r"\^[n'^]")
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
_PLAIN = re.compile(r'[A-Z-]+(?:;TZID="?([^";:,^]+)"?)?:(\d{8})(T\d{6})(Z)?')


def parse_content_line(content_line: ContentLine) -> tuple[dict[str, str], str]:
    """Return the parameters and the value of a line (RFC 5545, 3.1; RFC 6868).

    The value is a time, and holds no colon: only what precedes it can be a name without its quotes.

    Raises:
        UnreadableError: it is no content line.
    """
    head, _, time_text = content_line.text.rpartition(":")
    before_value = _BEFORE_VALUE.fullmatch(head)
    if before_value is None:
        raise UnreadableError(content_line.number, f"{content_line.name} cannot be read.")
    parameters = {
        parameter[1].upper(): _CARET.sub(
            lambda caret: _CARETS[caret[0]], parameter[2].replace('"', "")
        )
        for parameter in _PARAMETER.finditer(before_value[1])
    }
    return parameters, time_text.strip()


def parse_periods(
    content_line: ContentLine, zones: Zones, faults: list[CalendarFault]
) -> Iterator[Period]:
    """Yield the times of EXDATE or RDATE that can be read; what cannot is added to the faults."""
    try:
        parameters, periods_text = parse_content_line(content_line)
    except UnreadableError as error:
        faults.append(error.fault)
        return
    for text in periods_text.split(","):
        try:
            parsed = _parse_value(content_line, text.strip())
            yield _build_period(parsed, content_line, parameters.get("TZID", ""), zones)
        except UnreadableError as error:
            faults.append(error.fault)


def parse_moment(content_line: ContentLine, zones: Zones) -> Moment:
    """Return the one time of DTSTART, DTEND or RECURRENCE-ID.

    Raises:
        UnreadableError: it cannot be read.
    """
    plain_line = _PLAIN.fullmatch(content_line.text)
    if plain_line and plain_line[3]:  # nearly every line; read without the library
        day_numbers = (int(plain_line[2][:4]), int(plain_line[2][4:6]), int(plain_line[2][6:]))
        clock_numbers = (int(plain_line[3][1:3]), int(plain_line[3][3:5]), int(plain_line[3][5:]))
        try:
            parsed = datetime(*day_numbers, *clock_numbers, tzinfo=UTC if plain_line[4] else None)
        except ValueError:
            raise UnreadableError(
                content_line.number, f"{content_line.name} is no date or time."
            ) from None
        return _build_moment(parsed, content_line, plain_line[1] or "", zones)
    parameters, moment_text = parse_content_line(content_line)
    moment = _parse_value(content_line, moment_text)
    return _build_moment(moment, content_line, parameters.get("TZID", ""), zones)


def assign_zone_of_start(
    moment: Moment, start: Moment, content_line: ContentLine, faults: list[CalendarFault]
) -> Moment:
    """Return a time of an entry in the zone of its start, where it should name one and does not.

    That is against RFC 5545 (3.3.5, 3.8.2.2), but is written.
    """
    is_without_zone = moment.is_floating and not (start.is_floating or start.is_whole_day)
    if not is_without_zone:
        return moment
    fact = f"this {content_line.name} names no zone, unlike the start of its entry;"
    faults.append(
        CalendarFault(content_line.number, f"{fact} it is taken in the zone of the start.")
    )
    return moment._replace(zone=start.zone, is_floating=False)


def _parse_value(content_line: ContentLine, text: str) -> object:
    try:
        return vDDDTypes.from_ical(text)  # type: ignore[no-untyped-call]
    except ValueError:
        raise UnreadableError(
            content_line.number, f"{content_line.name} is no date or time."
        ) from None


def _build_period(
    parsed: object, content_line: ContentLine, zone_name: str, zones: Zones
) -> Period:
    if isinstance(parsed, tuple):
        start = _build_moment(parsed[0], content_line, zone_name, zones)
        end_or_duration = parsed[1]
        if isinstance(end_or_duration, timedelta):
            return Period(start, Duration(0, end_or_duration))
        end = _build_moment(end_or_duration, content_line, zone_name, zones)
        return Period(start, Duration(0, end.utc - start.utc))
    return Period(_build_moment(parsed, content_line, zone_name, zones))


def _build_moment(
    parsed: object, content_line: ContentLine, zone_name: str, zones: Zones
) -> Moment:
    if isinstance(parsed, date) and not date.min.year < parsed.year < date.max.year:
        raise UnreadableError(
            content_line.number, f"{content_line.name} lies outside all calendars."
        )
    if isinstance(parsed, datetime):
        if parsed.tzinfo is not None:  # a Z counts, whatever TZID stands beside it
            return Moment(parsed.replace(tzinfo=None), UTC)
        if not zone_name:
            is_counted = content_line.name == "DTSTART"
            zone = zones.find_floating_zone(is_counted=is_counted)
            return Moment(parsed, zone, is_floating=True)
        return Moment(parsed, zones.find_zone(zone_name, content_line.number))
    if isinstance(parsed, date):
        return Moment(datetime.combine(parsed, datetime.min.time()), zones.home, is_whole_day=True)
    raise UnreadableError(content_line.number, f"{content_line.name} is no date or time.")


def parse_duration(content_line: ContentLine) -> Duration:
    """Return the duration that DURATION states.

    Raises:
        UnreadableError: it cannot be read, or lasts less than nothing.
    """
    _, duration_text = parse_content_line(content_line)
    days_text, time_mark, _ = duration_text.upper().partition("T")
    try:
        whole = _parse_value(content_line, duration_text)
        days = (
            _parse_value(content_line, days_text)
            if time_mark and days_text.lstrip("+-") != "P"
            else timedelta()
        )
    except ValueError:
        whole, days = None, None
    if not isinstance(whole, timedelta) or not isinstance(days, timedelta):
        raise UnreadableError(content_line.number, "DURATION is no length of time.")
    if whole < timedelta():
        raise UnreadableError(content_line.number, "DURATION is negative.")
    if not time_mark:
        days = whole
    return Duration(days.days, whole - days)
