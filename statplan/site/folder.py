"""Everything in the public folder, as bytes by name, proved to hold nothing that is withheld."""

from collections.abc import Iterable, Iterator

from statplan.calendars import ics
from statplan.calendars.feed import Feed
from statplan.calendars.publication import Publication
from statplan.calendars.telling import calendar_of
from statplan.ledger import Changes
from statplan.records import Withheld
from statplan.records.inside import kept_inside
from statplan.records.scan import guard
from statplan.site import atom, civic, data, page, records
from statplan.site.making import Site
from statplan.site.meetings import PUBLIC, PublicMeeting
from statplan.site.names import CALENDAR, CIVIC, DATA, SCHEMA, feed_name, meeting_name, page_name
from statplan.site.withheld import withheld_of

FOLDER = PUBLIC.name


def public_files(site: Site, marked: Iterable[Withheld] = ()) -> dict[str, bytes]:
    """Each file by its name in the public folder, the same for the same site.

    Args:
        site: what is public.
        marked: what records of meetings withhold, which nothing public may hold.

    Raises:
        StatplanError: exit code 4; one of them would hold what is withheld.
    """
    told = tuple(marked)
    pages, kept = dict(_files(site)), dict(_records(site))
    guard(
        {name: text for name, text in pages.items() if name != SCHEMA},
        withheld_of(site.plan, site.ledger, told),
    )
    guard(kept, kept_inside(site.plan, site.ledger, told))
    return pages | kept


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    for said in site.languages:
        yield page_name(site, said), page.write(site, said)
        yield feed_name(site, said), atom.write(site, said)
    yield DATA, data.write(site)
    yield SCHEMA, data.schema().encode()
    if site.address:
        yield CIVIC, civic.write(site)
    nothing = Changes((), site.ledger.issued)
    yield CALENDAR, ics.write(Publication(site.plan, site.ledger, nothing).feed(PUBLIC))
    for each in site.meetings:
        yield meeting_name(each), ics.write(_entry(site, each))


def _records(site: Site) -> Iterator[tuple[str, bytes]]:
    for meeting, record in site.records:
        yield records.name(meeting, record), records.write(site.plan, site.address, meeting, record)


def _entry(site: Site, meeting: PublicMeeting) -> Feed:
    """The entries of one meeting; of one that was moved, also the one that is cancelled."""
    return calendar_of(site.plan, site.ledger, meeting.rows, public=True)
