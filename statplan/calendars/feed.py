"""What every calendar format is written from: entries in words, ready to be put into its form."""

from dataclasses import dataclass
from datetime import date, datetime

from statplan.errors import StatplanError
from statplan.holds import Hold, Role, State, make_holds, uid
from statplan.plan import Plan, roster
from statplan.plan.english import clock, long_day
from statplan.schedule import Backup, NoBackup, Schedule, Stand

_PREFIX = {
    (Role.PRIMARY, State.TENTATIVE): "HOLD: ",
    (Role.BACKUP, State.TENTATIVE): "BACK-UP: ",
    (Role.PRIMARY, State.CONFIRMED): "",
    (Role.BACKUP, State.CONFIRMED): "",
    (Role.PRIMARY, State.CANCELLED): "CANCELLED: ",
    (Role.BACKUP, State.CANCELLED): "CANCELLED: ",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One calendar entry. `start` and `end` are local times of the feed's zone."""

    uid: str
    hold: Hold
    start: datetime
    end: datetime
    summary: str
    description: str
    location: str
    related: str | None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """A year of entries. `stamp` is the day on which they were last changed; `zone` an IANA key."""

    name: str
    zone: str
    first: date
    last: date
    stamp: date
    schedule: Schedule
    entries: tuple[Entry, ...]


def make_feed(plan: Plan, schedule: Schedule) -> Feed:
    """Put the year of holds into words.

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
    holds = make_holds(schedule, settled=plan.frequency.entries == "confirmed")
    place = _place(plan)
    entries = tuple(_entry(plan, plan.lineage, hold, place) for hold in holds)
    last = max([schedule.last, *(entry.end.date() for entry in entries)])
    name = plan.program.name or "Stat"
    return Feed(name, schedule.zone, schedule.first, last, plan.created, schedule, entries)


def _entry(plan: Plan, lineage: str, hold: Hold, place: str) -> Entry:
    meeting = hold.meeting
    other = Role.BACKUP if hold.role is Role.PRIMARY else Role.PRIMARY
    paired = isinstance(meeting.backup, Backup)
    room = f"{meeting.room}, {place}" if meeting.room and place else meeting.room or place
    return Entry(
        uid=uid(lineage, meeting.key, hold.role),
        hold=hold,
        start=hold.stand.start,
        end=hold.stand.end,
        summary=_PREFIX[hold.role, hold.state] + meeting.name,
        description="\n".join(_lines(plan, hold)),
        location=room,
        related=uid(lineage, meeting.key, other) if paired else None,
    )


def _place(plan: Plan) -> str:
    place = plan.frequency.place
    return ", ".join(part for part in (place.address, place.link) if part)


def _said(stand: Stand) -> str:
    return f"{long_day(stand.day)}, {clock(stand.at)}"


def _lines(plan: Plan, hold: Hold) -> list[str]:
    """What a person who opens the entry wants to know."""
    meeting = hold.meeting
    lines = []
    if hold.role is Role.BACKUP:
        primary = _said(meeting.stand)
        lines.append(f"Back-up date, kept free in case the meeting of {primary} is bumped.")
    elif hold.state is State.TENTATIVE:
        lines.append("Hold for a meeting of the year's schedule.")
    if meeting.subject:
        lines.append(f"Subject: {meeting.subject}")
    leader = roster.led_by(plan, meeting.chair)
    if leader:
        lines.append(f"Led by: {leader}")
    if meeting.moved and hold.role is Role.PRIMARY:
        moved = meeting.moved
        lines.append(f"Moved from {long_day(moved.nominal)}: {moved.why}.")
    if hold.role is Role.PRIMARY:
        lines.append(_backup_line(meeting.backup))
    keeper = plan.participants.scheduler or plan.leadership.facilitator
    kept = f", kept by {roster.office(plan, keeper)}" if keeper else ""
    page = plan.publicity.schedule_page
    lines.append(f"Plan: statplan.yaml{kept}; meeting {meeting.key}.")
    if page:
        lines.append(f"Schedule: {page}")
    return lines


def _backup_line(backup: Backup | NoBackup) -> str:
    if isinstance(backup, Backup):
        return f"Back-up date: {_said(backup.stand)}"
    return f"No back-up date: {backup.why}."
