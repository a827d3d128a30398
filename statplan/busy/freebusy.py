"""A VFREEBUSY as the stretches that it lists (RFC 5545, 3.6.4 and 3.8.2.6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from icalendar import vPeriod

from statplan.busy.budget import BudgetSpentError
from statplan.busy.content_lines import CalendarFault, Component, ContentLine, UnreadableError
from statplan.busy.expansion import BusyOccurrence
from statplan.busy.ical_values import parse_content_line
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones
from statplan.busy.window import Window

_TYPES: dict[str, Status] = {
    "FREE": "free",
    "BUSY": "busy",
    "BUSY-TENTATIVE": "tentative",
    "BUSY-UNAVAILABLE": "away",
}


def expand_freebusy(
    component: Component, window: Window, zones: Zones, faults: list[CalendarFault]
) -> Iterator[BusyOccurrence]:
    """Yield the stretches of a VFREEBUSY within a window; an unknown type is busy (3.2.9)."""
    for content_line in component.lines:
        if content_line.name != "FREEBUSY":
            continue
        try:
            parameters, periods_text = parse_content_line(content_line)
        except UnreadableError as error:
            faults.append(error.fault)
            continue
        status = _TYPES.get(parameters.get("FBTYPE", "BUSY").upper(), "busy")
        try:
            zones.budget.spend(periods_text.count(",") + 1)
        except BudgetSpentError:
            fact = "the calendar lists too many times to be read to its end, as in this FREEBUSY;"
            faults.append(CalendarFault(content_line.number, f"{fact} what is not known is busy."))
            yield BusyOccurrence(window.start, window.end, status, is_all_day=False)
            continue
        for text in filter(None, periods_text.split(",")):
            interval = _parse_period(text.strip(), content_line, zones, faults)
            if interval and interval[0] < interval[1] and window.has_overlap(*interval):
                yield BusyOccurrence(*interval, status, is_all_day=False)


def _parse_period(
    text: str, content_line: ContentLine, zones: Zones, faults: list[CalendarFault]
) -> tuple[datetime, datetime] | None:
    try:
        start, end = vPeriod.from_ical(text)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):
        faults.append(
            CalendarFault(content_line.number, "FREEBUSY holds something that is no period.")
        )
        return None
    try:
        return _convert_to_home(start, start + end if isinstance(end, timedelta) else end, zones)
    except OverflowError:
        faults.append(CalendarFault(content_line.number, "FREEBUSY lies outside all calendars."))
        return None


def _convert_to_home(start: datetime, end: datetime, zones: Zones) -> tuple[datetime, datetime]:
    if start.tzinfo is None:  # against 3.8.2.6, which asks for UTC
        zone = zones.find_floating_zone(is_counted=True)
        start, end = start.replace(tzinfo=zone), end.replace(tzinfo=end.tzinfo or zone)
    home_start, home_end = zones.to_home_time(start), zones.to_home_time(end)
    return home_start, home_end if home_start < home_end else home_start + (end - start)
