"""What every calendar format is written from: entries in words, ready to be put into its form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from statplan.calendars.wording import text_of
from statplan.documents.blocks import Paper
from statplan.errors import StatplanError
from statplan.holds import Hold, Role, State, make_holds, uid
from statplan.plan import Plan, roster
from statplan.schedule import Backup, Schedule

_PREFIX = {
    (Role.PRIMARY, State.TENTATIVE): "HOLD: ",
    (Role.BACKUP, State.TENTATIVE): "BACK-UP: ",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a message: an address, and a name where there is one."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the roster, in words: what is not stated is empty."""

    office: str
    name: str = ""
    address: str = ""
    division: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One calendar entry.

    `start` and `end` are local times of `zone`, or midnights where it is `all_day`; `created` and
    `changed` are UTC. `hold` is None where an entry is told from the ledger alone.
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
    all_day: bool = False
    public: bool = False
    category: str = ""
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries under one name. `zone` is an IANA key; `schedule` is there for what is no event.

    `roster` is who takes part, `made` the day of the plan and `paper` the sheet, for the formats
    that have them.
    `method`, `organizer` and `attendees` make it a message (RFC 5546) and no feed.
    """

    name: str
    zone: str
    first: date
    last: date
    entries: tuple[Entry, ...]
    schedule: Schedule | None = None
    roster: tuple[Listed, ...] = ()
    made: date | None = None
    paper: Paper = "letter"
    method: str = ""
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()


def summary(role: str, state: State, name: str) -> str:
    """The title of an entry, which tells what it is before it is opened."""
    if state in {State.CANCELLED, State.RELEASED}:
        return f"CANCELLED: {name}"
    return "".join(prefix for key, prefix in _PREFIX.items() if key == (role, state)) + name


def make_feed(plan: Plan, schedule: Schedule, holds: Iterable[Hold] | None = None) -> Feed:
    """Put the year of holds into words, as a draft.

    Args:
        plan: the plan.
        schedule: its year.
        holds: the holds as they stand, where something was decided since; else as planned.

    Raises:
        StatplanError: the plan has no lineage or no day of its making, which give the entries their
            identity.
    """
    if plan.lineage is None or plan.created is None:
        missing = " and ".join(key for key in ("lineage", "created") if not getattr(plan, key))
        raise StatplanError(
            f"the plan has no {missing}: calendar entries would have no identity of their own.",
            hint="Copy the line from the file as `statplan init` wrote it; for a plan written by "
            "hand add `lineage:` with any UUID, and `created:` with the day.",
        )
    if holds is None:
        holds = make_holds(schedule, settled=plan.frequency.entries == "confirmed")
    stamp = datetime.combine(plan.created, time(), UTC)
    entries = tuple(_entry(plan, schedule, plan.lineage, stamp, hold) for hold in holds)
    last = max([schedule.last, *(entry.end.date() for entry in entries)])
    name = plan.program.name or "Stat"
    return Feed(
        name, schedule.zone, schedule.first, last, entries, schedule, _roster(plan), plan.created
    )


def _roster(plan: Plan) -> tuple[Listed, ...]:
    names = roster.names(plan)
    return tuple(
        Listed(
            each.office,
            each.name or "",
            each.email or "",
            each.division or "",
            names.get(each.department or "", ""),
        )
        for each in plan.participants.people or ()
    )


def _entry(plan: Plan, schedule: Schedule, lineage: str, stamp: datetime, hold: Hold) -> Entry:
    meeting = hold.meeting
    other = Role.BACKUP if hold.role is Role.PRIMARY else Role.PRIMARY
    bumped = hold.role is Role.BACKUP and hold.state is State.CONFIRMED
    text = text_of(plan, hold, bumped=bumped)
    return Entry(
        uid=uid(lineage, meeting.key, hold.role),
        state=hold.state,
        zone=schedule.zone,
        start=hold.stand.start,
        end=hold.stand.end,
        summary=summary(hold.role, hold.state, text.name),
        description=text.description,
        location=text.place,
        related=uid(lineage, meeting.key, other) if isinstance(meeting.backup, Backup) else None,
        created=stamp,
        changed=stamp,
        category=text.category,
        hold=hold,
    )
