"""Everything in the public folder, as bytes by name, proved to hold nothing that is withheld."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from statplan.calendars import ics
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


def public_files(
    site: Site, marked: Iterable[Withheld] = (), tell: Callable[[str], None] = lambda _: None
) -> dict[str, bytes]:
    """Each file by its name in the public folder, the same for the same site.

    Args:
        site: what is public.
        marked: what records of meetings withhold, which nothing public may hold.
        tell: is told the name of each file before it is made.

    Raises:
        StatplanError: exit code 4; one of them would hold what is withheld.
    """
    told = tuple(marked)
    pages, kept = _made(_files(site), tell), _made(_records(site), tell)
    guard(
        {name: text for name, text in pages.items() if name != SCHEMA},
        withheld_of(site.plan, site.ledger, told),
    )
    guard(kept, kept_inside(site.plan, site.ledger, told))
    return pages | kept


Maker = tuple[str, Callable[[], bytes]]


def _made(makers: Iterable[Maker], tell: Callable[[str], None]) -> dict[str, bytes]:
    found = {}
    for name, make in makers:
        tell(name)
        found[name] = make()
    return found


def _files(site: Site) -> Iterator[Maker]:
    """The name of each file but those of records, and what makes it."""
    for said in site.languages:
        yield page_name(site, said), partial(page.write, site, said)
        yield feed_name(site, said), partial(atom.write, site, said)
    yield DATA, partial(data.write, site)
    yield SCHEMA, lambda: data.schema().encode()
    if site.address:
        yield CIVIC, partial(civic.write, site)
    yield CALENDAR, partial(_calendar, site)
    for each in site.meetings:
        yield meeting_name(each), partial(_entry, site, each)


def _records(site: Site) -> Iterator[Maker]:
    for of, each in site.records:
        make = partial(records.write, site.plan, site.address, of, each)
        yield records.name(of, each), make


def _calendar(site: Site) -> bytes:
    nothing = Changes((), site.ledger.issued)
    return ics.write(Publication(site.plan, site.ledger, nothing).feed(PUBLIC))


def _entry(site: Site, meeting: PublicMeeting) -> bytes:
    """The entries of one meeting; of one that was moved, also the one that is cancelled."""
    return ics.write(calendar_of(site.plan, site.ledger, meeting.rows, public=True))
