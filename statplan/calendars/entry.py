"""Entries and feeds, from which every calendar format is written."""

from dataclasses import dataclass
from datetime import date, datetime

from statplan.documents.blocks import Paper
from statplan.holds import Hold, State
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
class CalendarEntry:
    """One calendar entry.

    `start` and `end` are local times of `zone`, or midnights where it is `is_all_day`; `created`
    and `changed` are UTC. `hold` is None where an entry is built from the ledger alone.
    """

    uid: str
    state: State
    zone: str
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    related: str | None
    created: datetime
    changed: datetime
    sequence: int = 0
    is_all_day: bool = False
    is_public: bool = False
    category: str = ""
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries under one name. `zone` is an IANA key; `schedule` is for what is not an event.

    `roster` is who takes part, `plan_date` the day of the plan and `paper` the sheet, for the
    formats that have them. `method`, `organizer` and `attendees` make it a message (RFC 5546)
    instead of a feed.
    """

    name: str
    zone: str
    first: date
    last: date
    entries: tuple[CalendarEntry, ...]
    schedule: Schedule | None = None
    roster: tuple[RosterMember, ...] = ()
    plan_date: date | None = None
    paper: Paper = "letter"
    method: str = ""
    organizer: CalendarAddress | None = None
    attendees: tuple[CalendarAddress, ...] = ()
