"""Everything in the public folder, as bytes by name, proved to hold nothing that is withheld."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from statplan.calendars import ics
from statplan.calendars.publication import Publication
from statplan.calendars.telling import feed_from_ledger
from statplan.ledger import Changes
from statplan.records import WithheldText
from statplan.records.inside import list_confidential_texts
from statplan.records.scan import refuse_leaks
from statplan.site import atom, civic, data, page, records
from statplan.site.making import Site
from statplan.site.meetings import PUBLIC, PublicMeeting
from statplan.site.names import (
    CALENDAR,
    CIVIC,
    DATA,
    SCHEMA,
    get_feed_name,
    get_meeting_file_name,
    get_page_name,
)
from statplan.site.withheld import find_withheld_texts

FOLDER = PUBLIC.name


def render_public_files(
    site: Site,
    marked_texts: Iterable[WithheldText] = (),
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, bytes]:
    """Return each file by its name in the public folder, the same for the same site.

    Args:
        site: what is public.
        marked_texts: what records of meetings withhold, which nothing public may hold.
        report: is told the name of each file before it is made.

    Raises:
        StatplanError: exit code 4; one of them would hold what is withheld.
    """
    marks = tuple(marked_texts)
    pages, cleared_pages = (
        _render_files(_list_page_files(site), report),
        _render_files(_list_record_files(site), report),
    )
    refuse_leaks(
        {name: text for name, text in pages.items() if name != SCHEMA},
        find_withheld_texts(site.plan, site.ledger, marks),
    )
    refuse_leaks(cleared_pages, list_confidential_texts(site.plan, site.ledger, marks))
    return pages | cleared_pages


FileRenderer = tuple[str, Callable[[], bytes]]


def _render_files(
    renderers: Iterable[FileRenderer], report: Callable[[str], None]
) -> dict[str, bytes]:
    rendered = {}
    for name, render in renderers:
        report(name)
        rendered[name] = render()
    return rendered


def _list_page_files(site: Site) -> Iterator[FileRenderer]:
    """Yield the name of each file but those of records, and what renders it."""
    for language in site.languages:
        yield get_page_name(site, language), partial(page.render_page, site, language)
        yield get_feed_name(site, language), partial(atom.render_feed, site, language)
    yield DATA, partial(data.render_schedule, site)
    yield SCHEMA, lambda: data.read_schema().encode()
    if site.address:
        yield CIVIC, partial(civic.render_events, site)
    yield CALENDAR, partial(_render_calendar, site)
    for meeting in site.meetings:
        yield get_meeting_file_name(meeting), partial(_render_entries, site, meeting)


def _list_record_files(site: Site) -> Iterator[FileRenderer]:
    for meeting, record in site.records:
        renderer = partial(records.render_record_page, site.plan, site.address, meeting, record)
        yield records.get_record_file_name(meeting, record), renderer


def _render_calendar(site: Site) -> bytes:
    no_changes = Changes((), site.ledger.issued)
    return ics.write(Publication(site.plan, site.ledger, no_changes).build_feed(PUBLIC))


def _render_entries(site: Site, meeting: PublicMeeting) -> bytes:
    """Render the entries of one meeting; of one that was moved, also the one that is cancelled."""
    return ics.write(feed_from_ledger(site.plan, site.ledger, meeting.entries, is_public=True))
