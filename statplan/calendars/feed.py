"""Feeds, from which every calendar format is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from statplan.documents.blocks import Paper
from statplan.holds import Hold
from statplan.ledger.model import EntryKey, IssuedEntry
from statplan.schedule.model import Schedule


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """Somebody in a message: an address, and a name where there is one."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RosterMember:
    """Somebody on the roster, in words; a field that the plan does not state is empty."""

    office: str
    name: str = ""
    address: str = ""
    division: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries under one name. `zone` is an IANA key; `schedule` is for what is not an event.

    `lineage` is the plan's UUID. A feed that `is_public` has the public words of each entry, and
    no title that tells a hold from a meeting. `holds` are the holds of the entries by key, where a
    feed is made from a schedule. `roster` is who takes part, `plan_date` the day of the plan and
    `paper` the sheet, for the formats that have them. `method`, `organizer` and `attendees` make
    it a message (RFC 5546) instead of a feed.
    """

    name: str
    zone: str
    first: date
    last: date
    lineage: str
    entries: tuple[IssuedEntry, ...]
    is_public: bool = False
    holds: Mapping[EntryKey, Hold] = field(default_factory=dict)
    schedule: Schedule | None = None
    roster: tuple[RosterMember, ...] = ()
    plan_date: date | None = None
    paper: Paper = "letter"
    method: str = ""
    organizer: CalendarAddress | None = None
    attendees: tuple[CalendarAddress, ...] = ()

    def iter_deadlines(self) -> Iterator[IssuedEntry]:
        """Yield the deadlines among the entries."""
        return (entry for entry in self.entries if entry.is_all_day)

    def iter_holds(self) -> Iterator[tuple[IssuedEntry, Hold]]:
        """Yield each entry with its hold, where the feed is made from a schedule."""
        for entry in self.entries:
            hold = self.holds.get(entry.key)
            if hold:
                yield entry, hold
