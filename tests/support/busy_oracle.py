"""The busy times of a calendar by `recurring-ical-events`, which shares no code with the reader."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import cast
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]

Times = tuple[datetime, datetime, bool, bool]  # start, end, firm, whole days

_OUTLOOK = {"FREE": None, "TENTATIVE": False, "WORKINGELSEWHERE": False, "BUSY": True, "OOF": True}
_FAR = timedelta(days=3)


def busy(data: bytes, zone: str, first: date, last: date) -> list[Times]:
    """What a calendar holds between two days, both included, in order."""
    home = ZoneInfo(zone)
    calendar = icalendar.Calendar.from_ical(data)
    query = recurring_ical_events.of(calendar, components=["VEVENT"])
    begin, end = datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    found = {
        times
        for entry in query.between(begin - _FAR, end + _FAR)
        for times in _times(entry, home)
        if times[0] < end and begin < times[1]
    }
    return sorted(found)


def _times(entry: icalendar.Event, home: tzinfo) -> Iterator[Times]:
    firm = _firm(entry)
    if firm is None:
        return
    start, end = (cast("date", entry.decoded(name)) for name in ("DTSTART", "DTEND"))
    whole = not isinstance(start, datetime)
    here, until = _local(start, home), _local(end, home)
    if isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo and until <= here:
        until = here + (end - start)
    if here < until:
        yield here, until, firm, whole


def _firm(entry: icalendar.Event) -> bool | None:
    if str(entry.get("STATUS", "")) == "CANCELLED":
        return None
    shown = str(entry.get("X-MICROSOFT-CDO-BUSYSTATUS", ""))
    if shown in _OUTLOOK:
        return _OUTLOOK[shown]
    if str(entry.get("TRANSP", "")) == "TRANSPARENT":
        return None
    return str(entry.get("STATUS", "")) != "TENTATIVE"


def _local(when: date, home: tzinfo) -> datetime:
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    return when.astimezone(UTC).astimezone(home).replace(tzinfo=None) if when.tzinfo else when
