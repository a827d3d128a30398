"""The year as a page to print: a wall calendar in PDF."""

from statplan import documents
from statplan.calendars.feed import Feed
from statplan.calendars.wall_calendar import build_wall_calendar


def write(feed: Feed) -> bytes:
    """Write the wall calendar as accessible PDF on one page.

    Raises:
        MissingLibraryError: the library that sets it is not installed.
    """
    return documents.render_document(build_wall_calendar(feed), "pdf")
