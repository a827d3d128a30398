"""Calendars: the year of holds in the formats that programs and people take."""

from importlib import import_module

from statplan.calendars.build_calendar import make_calendar
from statplan.calendars.feed import Feed

WRITERS = {
    "ics": "statplan.calendars.ics",
    "csv": "statplan.calendars.csv",
    "json": "statplan.calendars.json",
    "xlsx": "statplan.calendars.xlsx",
    "pdf": "statplan.calendars.pdf",
    "svg": "statplan.calendars.svg",
}
LARGE = 900_000  # octets of a file; Google is reported to refuse more than about a million


def render_calendar(feed: Feed, calendar_format: str) -> bytes:
    """Write a feed in one of the formats of `WRITERS`, whose library is imported only now."""
    content: bytes = import_module(WRITERS[calendar_format]).write(feed)
    return content


__all__ = ["LARGE", "WRITERS", "Feed", "make_calendar", "render_calendar"]
