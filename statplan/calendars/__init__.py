"""Calendars: the year of holds in the formats that programs and people take."""

from importlib import import_module

from statplan.calendars.feed import Feed, make_feed

WRITERS = {
    "ics": "statplan.calendars.ics",
    "csv": "statplan.calendars.csv",
    "json": "statplan.calendars.json",
    "xlsx": "statplan.calendars.xlsx",
    "pdf": "statplan.calendars.pdf",
    "svg": "statplan.calendars.svg",
}
LARGE = 900_000  # octets of a file; Google is reported to refuse more than about a million


def render(feed: Feed, form: str) -> bytes:
    """Write a feed in one of the formats of `WRITERS`, whose library is imported only now."""
    written: bytes = import_module(WRITERS[form]).write(feed)
    return written


__all__ = ["LARGE", "WRITERS", "Feed", "make_feed", "render"]
