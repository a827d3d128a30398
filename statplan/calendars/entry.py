"""Entries and feeds, from which every calendar format is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from statplan.calendars.entry_text import build_entry_text
from statplan.documents.blocks import Paper
from statplan.errors import StatplanError
from statplan.holds import Hold, Role, State, make_holds, make_uid
from statplan.plan import Plan, lookup
from statplan.schedule import Backup, Schedule

_TITLE_PREFIXES = {
    (Role.PRIMARY, State.TENTATIVE): "HOLD: ",
    (Role.BACKUP, State.TENTATIVE): "BACK-UP: ",
}


@dataclass(frozen=True, slots=True)
class CalendarAddress:
    """Somebody in a message: an address, and a name where there is one."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RosterMember:
    """Somebody on the roster, in words: what the plan does not say is empty."""

    office: str
    name: str = ""
    address: str = ""
    division: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One calendar entry.

    `start` and `end` are local times of `zone`, or midnights where it is `is_all_day`; `created`
    and `changed` are UTC. `hold` is None where an entry is told from the ledger alone.
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
    """Entries under one name. `zone` is an IANA key; `schedule` is there for what is no event.

    `roster` is who takes part, `plan_date` the day of the plan and `paper` the sheet, for the
    formats that have them. `method`, `organizer` and `attendees` make it a message (RFC 5546) and
    no feed.
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


def format_summary(role: str, state: State, name: str) -> str:
    """Return the title of an entry, which tells what it is before it is opened."""
    if state in {State.CANCELLED, State.RELEASED}:
        return f"CANCELLED: {name}"
    return (
        "".join(
            prefix
            for role_and_state, prefix in _TITLE_PREFIXES.items()
            if role_and_state == (role, state)
        )
        + name
    )


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
        missing = " and ".join(
            field_name for field_name in ("lineage", "created") if not getattr(plan, field_name)
        )
        raise StatplanError(
            f"the plan has no {missing}: calendar entries would have no identity of their own.",
            hint="Copy the line from the file as `statplan init` wrote it; for a plan written by "
            "hand add `lineage:` with any UUID, and `created:` with the day.",
        )
    if holds is None:
        holds = make_holds(schedule, confirmed=plan.frequency.entries == "confirmed")
    stamp = datetime.combine(plan.created, time(), UTC)
    entries = tuple(
        _create_draft_entry(plan, schedule, plan.lineage, stamp, hold) for hold in holds
    )
    last_day = max([schedule.last, *(entry.end.date() for entry in entries)])
    name = plan.program.name or "Stat"
    return Feed(
        name,
        schedule.zone,
        schedule.first,
        last_day,
        entries,
        schedule,
        _list_roster(plan),
        plan.created,
    )


def _list_roster(plan: Plan) -> tuple[RosterMember, ...]:
    department_names = lookup.index_names(plan)
    return tuple(
        RosterMember(
            person.office,
            person.name or "",
            person.email or "",
            person.division or "",
            department_names.get(person.department or "", ""),
        )
        for person in plan.participants.people or ()
    )


def _create_draft_entry(
    plan: Plan, schedule: Schedule, lineage: str, stamp: datetime, hold: Hold
) -> CalendarEntry:
    meeting = hold.meeting
    other_role = Role.BACKUP if hold.role is Role.PRIMARY else Role.PRIMARY
    bumped = hold.role is Role.BACKUP and hold.state is State.CONFIRMED
    text = build_entry_text(plan, hold, bumped=bumped)
    return CalendarEntry(
        uid=make_uid(lineage, meeting.key, hold.role),
        state=hold.state,
        zone=schedule.zone,
        start=hold.slot.start,
        end=hold.slot.end,
        summary=format_summary(hold.role, hold.state, text.name),
        description=text.description,
        location=text.place,
        related=make_uid(lineage, meeting.key, other_role)
        if isinstance(meeting.backup, Backup)
        else None,
        created=stamp,
        changed=stamp,
        category=text.category,
        hold=hold,
    )
