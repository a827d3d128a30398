"""Meetings as the public sees them: one for each meeting, made of its calendar entries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from statplan.calendars.audience import Audience
from statplan.holds import Role, State, make_uid
from statplan.ledger.model import IssuedEntry, Ledger
from statplan.plan.timezones import load_timezone
from statplan.schedule.model import Schedule
from statplan.site.changes import DateChange

PUBLIC = Audience("public")


class PublicStatus(StrEnum):
    """The status of a meeting; `planned` is shown before anything was published."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
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
    entries last changed.
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
    held_keys = {decision.meeting for decision in ledger.decisions if decision.kind == "held"}
    old_starts = {
        change.meeting: change.old_start
        for change in changes
        if change.new_start and change.old_start
    }
    names = {str(meeting.key): meeting.name for meeting in schedule.meetings}
    meetings = []
    for meeting_key, entries in _group_by_meeting(ledger):
        entry = _find_current_entry(entries)
        if entry is not None and PUBLIC.has_entry(entry):
            status = (
                _find_status(entry, today, is_held=meeting_key in held_keys)
                if published
                else PublicStatus.PLANNED
            )
            # A meeting that moved before the first publish has no entry with its bare name.
            primary = entries.get(Role.PRIMARY.value)
            name = primary.text.name if primary else names.get(meeting_key, entry.text.name)
            uuid = build_meeting_id(ledger.lineage, meeting_key)
            meetings.append(
                _build_meeting(uuid, name, entry, entries, status, old_starts.get(meeting_key))
            )
    return tuple(sorted(meetings, key=lambda meeting: (meeting.start, meeting.end, meeting.id)))


def build_meeting_id(lineage: str, meeting_key: str) -> str:
    """Return the UUID of a meeting, made of the plan's lineage and the meeting's key."""
    return make_uid(lineage, meeting_key, Role.PRIMARY).partition("@")[0]


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


def _find_status(entry: IssuedEntry, today: date, *, is_held: bool) -> PublicStatus:
    if not entry.is_live:
        return PublicStatus.CANCELLED
    if is_held:
        return PublicStatus.HELD
    if entry.end.date() < today:
        return PublicStatus.PAST
    return PublicStatus.MOVED if entry.role == Role.BACKUP else PublicStatus.SCHEDULED


def _build_meeting(
    uuid: str,
    name: str,
    entry: IssuedEntry,
    entries: dict[str, IssuedEntry],
    status: PublicStatus,
    moved_from: datetime | None,
) -> PublicMeeting:
    backup, primary = entries.get(Role.BACKUP.value), entries.get(Role.PRIMARY.value)
    if entry is backup and primary is not None:
        moved_from = moved_from or primary.start
    if moved_from == entry.start or not entry.is_live:
        moved_from = None
    if moved_from and status is PublicStatus.SCHEDULED:
        status = PublicStatus.MOVED
    is_backup_kept = (
        backup is not None and backup.state is State.TENTATIVE and PUBLIC.has_entry(backup)
    )
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
        backup=backup.start if backup and is_backup_kept and entry.is_live else None,
    )
