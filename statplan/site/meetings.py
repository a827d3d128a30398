"""Meetings as the public sees them: one for each meeting, made of its calendar entries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from statplan.calendars.audience import Audience
from statplan.holds import Role, State, make_uid
from statplan.ledger.meeting_state import apply_decisions
from statplan.ledger.model import IssuedEntry, Ledger
from statplan.plan.timezones import load_timezone
from statplan.schedule.model import Schedule, parse_meeting_key
from statplan.site.changes import DateChange

PUBLIC = Audience("public")


class PublicStatus(StrEnum):
    """The status of a meeting; `planned` is shown before anything was published.

    A meeting ahead, on the date that it has always had, has the state of its calendar entry.
    """

    PLANNED = "planned"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    HELD = "held"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """A meeting of which the plan publishes the date.

    `id` is a UUID that stays whatever happens to the meeting. `start` and `end` are local to
    `zone`; those of a cancelled meeting are where it would have been. `moved_from` is the date that
    it was moved from last, `backup` the one kept free for it where the plan publishes that.
    `description` is the text of its calendar entry, and `changed_at` (UTC) when one of its public
    entries last changed. `is_tentative` tells whether calendars show it as a hold. `series` is its
    recurring meeting in the schedule, which no public file names. `access_fact` is what its entry
    states of who may attend.
    """

    id: str
    name: str
    status: PublicStatus
    zone: str
    start: datetime
    end: datetime
    place: str
    description: str
    changed_at: datetime
    entries: tuple[IssuedEntry, ...]
    moved_from: datetime | None = None
    backup: datetime | None = None
    is_tentative: bool = False
    series: str = ""
    access_fact: str | None = None

    @property
    def is_cancelled(self) -> bool:
        """True if it is cancelled."""
        return self.status is PublicStatus.CANCELLED

    def add_offset(self, local_time: datetime) -> datetime:
        """Return a time local to the meeting with the offset of its zone at that time."""
        return local_time.replace(tzinfo=load_timezone(self.zone))

    def to_local_time(self, moment: datetime) -> datetime:
        """Return a moment in the zone of the meeting."""
        return moment.astimezone(load_timezone(self.zone))


def list_public_meetings(
    ledger: Ledger,
    changes: Iterable[DateChange],
    schedule: Schedule,
    today: date,
    *,
    published: bool,
) -> tuple[PublicMeeting, ...]:
    """Return every meeting that is public, in order of start.

    Args:
        ledger: the ledger, with the entries that calendars were last sent.
        changes: the changes since the first publish.
        schedule: the year, with the names of its meetings.
        today: today's date in the plan's zone.
        published: whether anything was published; if not, the dates are only planned.
    """
    old_starts = {
        change.meeting: change.old_start
        for change in changes
        if change.new_start and change.old_start
    }
    names = {record.key: record.planned.name for record in ledger.meetings}
    names |= {str(meeting.key): meeting.name for meeting in schedule.meetings}
    reserve_starts = _list_reserve_starts(ledger)
    meetings = []
    for meeting_key, entries in _group_by_meeting(ledger):
        entry = _find_current_entry(entries)
        if entry is not None and PUBLIC.has_entry(entry):
            status = (
                _find_status(entry, today, is_held=_is_held(ledger, entry, entries))
                if published
                else PublicStatus.PLANNED
            )
            primary = entries.get(Role.PRIMARY.value)
            bare_name = names.get(meeting_key, entry.text.name)
            uuid = build_meeting_id(ledger.lineage, meeting_key)
            meetings.append(
                _build_meeting(
                    uuid,
                    _find_public_name(entry, primary, bare_name),
                    entry,
                    entries,
                    status,
                    old_starts.get(meeting_key),
                    _find_reserve_start(primary, reserve_starts),
                )
            )
    return tuple(sorted(meetings, key=lambda meeting: (meeting.start, meeting.end, meeting.id)))


def _find_public_name(entry: IssuedEntry, primary: IssuedEntry | None, bare_name: str) -> str:
    """Return the name of a meeting for residents.

    A meeting that moved before the first publish has no entry with its bare name.
    """
    if primary:
        return primary.text.public_text.name
    return entry.text.public_name or bare_name


def build_meeting_id(lineage: str, meeting_key: str) -> str:
    """Return the UUID of a meeting, made of the plan's lineage and the meeting's key."""
    return make_uid(lineage, meeting_key, Role.PRIMARY).partition("@")[0]


def _list_reserve_starts(ledger: Ledger) -> frozenset[datetime]:
    """Return when the public reserve days start that several meetings share."""
    return frozenset(
        entry.start
        for entry in ledger.issued
        if entry.role == Role.RESERVE and entry.is_live and PUBLIC.has_entry(entry)
    )


def _find_reserve_start(
    primary: IssuedEntry | None, reserve_starts: frozenset[datetime]
) -> datetime | None:
    """Return the public reserve day that is the backup date of a meeting, as its entry states it.

    Args:
        primary: the entry of the meeting's primary date.
        reserve_starts: when the public reserve days start.
    """
    facts = dict(primary.text.facts or ()) if primary else {}
    if "backup_shared" not in facts:
        return None
    start = datetime.fromisoformat(facts["backup"])
    return start if start in reserve_starts else None


def _group_by_meeting(ledger: Ledger) -> Iterator[tuple[str, dict[str, IssuedEntry]]]:
    groups: dict[str, dict[str, IssuedEntry]] = {}
    for entry in ledger.issued:
        groups.setdefault(entry.meeting, {})[entry.role] = entry
    yield from groups.items()


def _find_current_entry(entries: dict[str, IssuedEntry]) -> IssuedEntry | None:
    """Return the entry on whose date the meeting takes place, or would have."""
    backup, primary = entries.get(Role.BACKUP.value), entries.get(Role.PRIMARY.value)
    is_backup_used = backup is not None and backup.state in {State.CONFIRMED, State.CANCELLED}
    return backup if is_backup_used and not (primary and primary.is_live) else primary


def _is_held(ledger: Ledger, entry: IssuedEntry, entries: dict[str, IssuedEntry]) -> bool:
    """Return whether it is recorded that a meeting took place on the date that calendars have."""
    primary, backup = entries.get(Role.PRIMARY.value, entry), entries.get(Role.BACKUP.value)
    history = apply_decisions(
        primary.slot, backup.slot if backup else None, ledger.list_decisions(entry.meeting)
    )
    return history.is_held and history.slot == entry.slot


def _find_status(entry: IssuedEntry, today: date, *, is_held: bool) -> PublicStatus:
    if not entry.is_live:
        return PublicStatus.CANCELLED
    if is_held:
        return PublicStatus.HELD
    if entry.end.date() < today:
        return PublicStatus.PAST
    if entry.role == Role.BACKUP:
        return PublicStatus.MOVED
    is_tentative = entry.state is State.TENTATIVE
    return PublicStatus.TENTATIVE if is_tentative else PublicStatus.CONFIRMED


def _build_meeting(
    uuid: str,
    name: str,
    entry: IssuedEntry,
    entries: dict[str, IssuedEntry],
    status: PublicStatus,
    moved_from: datetime | None,
    reserve_start: datetime | None,
) -> PublicMeeting:
    backup, primary = entries.get(Role.BACKUP.value), entries.get(Role.PRIMARY.value)
    if entry is backup and primary is not None:
        moved_from = moved_from or primary.start
    if moved_from == entry.start or not entry.is_live:
        moved_from = None
    if moved_from and status in {PublicStatus.TENTATIVE, PublicStatus.CONFIRMED}:
        status = PublicStatus.MOVED
    is_backup_kept = (
        backup is not None and backup.state is State.TENTATIVE and PUBLIC.has_entry(backup)
    )
    backup_start = backup.start if backup and is_backup_kept else None
    if reserve_start and entry.role == Role.PRIMARY and entry.start < reserve_start:
        backup_start = backup_start or reserve_start
    public_entries = [
        public_entry
        for public_entry in (primary, backup)
        if public_entry is not None and PUBLIC.has_entry(public_entry)
    ]
    return PublicMeeting(
        id=uuid,
        name=name,
        status=status,
        zone=entry.zone,
        start=entry.start,
        end=entry.end,
        place=entry.text.public_place,
        description=entry.text.public,
        changed_at=max(public_entry.changed for public_entry in public_entries),
        entries=tuple(public_entries),
        moved_from=moved_from,
        backup=backup_start if entry.is_live else None,
        is_tentative=entry.state is State.TENTATIVE,
        series=parse_meeting_key(entry.meeting).series,
        access_fact=dict(entry.text.facts or ()).get("access"),
    )
