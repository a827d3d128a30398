"""The meetings as the public is told of them: one for each, wherever its calendar entries stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from statplan.calendars.audience import Audience
from statplan.holds import Role, State, uid
from statplan.ledger import Issued, Ledger
from statplan.plan.zone import zone
from statplan.site.history import News

PUBLIC = Audience("public")


class Status(StrEnum):
    """How a meeting is; `planned` is said before anything was published."""

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
    `zone`; those of a cancelled meeting are where it would have been. `was` is the date that it was
    moved from last, `backup` the one kept free for it where the plan publishes that. `words` are
    what its calendar entry says, `changed` (UTC) when that last changed.
    """

    id: str
    name: str
    status: Status
    zone: str
    start: datetime
    end: datetime
    place: str
    words: str
    changed: datetime
    rows: tuple[Issued, ...]
    was: datetime | None = None
    backup: datetime | None = None

    @property
    def off(self) -> bool:
        """Whether it was called off."""
        return self.status is Status.CANCELLED

    def at(self, local: datetime) -> datetime:
        """A local time of its own with the offset that holds then."""
        return local.replace(tzinfo=zone(self.zone))

    def local(self, moment: datetime) -> datetime:
        """A moment as its own clocks show it."""
        return moment.astimezone(zone(self.zone))


def public_meetings(
    ledger: Ledger, news: Iterable[News], today: date, *, published: bool
) -> tuple[PublicMeeting, ...]:
    """Every meeting that is public, in order of start.

    Args:
        ledger: what calendars were told.
        news: what changed since they were told first.
        today: the day it is in the plan's zone.
        published: whether anything was; else the dates are only planned.
    """
    held = {each.meeting for each in ledger.decisions if each.kind == "held"}
    moved = {each.meeting: each.was for each in news if each.to and each.was}
    found = []
    for key, rows in _by_meeting(ledger):
        row = _in_force(rows)
        if row is not None and PUBLIC.concerns(row):
            status = _status(row, today, held=key in held) if published else Status.PLANNED
            own = meeting_id(ledger.lineage, key)
            found.append(_meeting(own, row, rows, status, moved.get(key)))
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.id)))


def meeting_id(lineage: str, key: str) -> str:
    """The UUID of a meeting, made of the plan's lineage and the meeting's key."""
    return uid(lineage, key, Role.PRIMARY).partition("@")[0]


def _by_meeting(ledger: Ledger) -> Iterator[tuple[str, dict[str, Issued]]]:
    found: dict[str, dict[str, Issued]] = {}
    for row in ledger.issued:
        found.setdefault(row.meeting, {})[row.role] = row
    yield from found.items()


def _in_force(rows: dict[str, Issued]) -> Issued | None:
    """The entry on whose date the meeting takes place, or would have."""
    backup, primary = rows.get(Role.BACKUP.value), rows.get(Role.PRIMARY.value)
    taken = backup is not None and backup.state in {State.CONFIRMED, State.CANCELLED}
    return backup if taken and not (primary and primary.lives) else primary


def _status(row: Issued, today: date, *, held: bool) -> Status:
    if not row.lives:
        return Status.CANCELLED
    if held:
        return Status.HELD
    if row.end.date() < today:
        return Status.PAST
    return Status.MOVED if row.role == Role.BACKUP else Status.SCHEDULED


def _meeting(
    uuid: str, row: Issued, rows: dict[str, Issued], status: Status, was: datetime | None
) -> PublicMeeting:
    backup, primary = rows.get(Role.BACKUP.value), rows.get(Role.PRIMARY.value)
    if row is backup and primary is not None:
        was = was or primary.start
    if was == row.start or not row.lives:
        was = None
    if was and status is Status.SCHEDULED:
        status = Status.MOVED
    kept = backup is not None and backup.state is State.TENTATIVE and PUBLIC.concerns(backup)
    shown = [each for each in (primary, backup) if each is not None and PUBLIC.concerns(each)]
    return PublicMeeting(
        id=uuid,
        name=primary.text.name if primary else row.text.name.partition(" (moved from")[0],
        status=status,
        zone=row.zone,
        start=row.start,
        end=row.end,
        place=row.text.public_place,
        words=row.text.public,
        changed=max(each.changed for each in shown),
        rows=tuple(shown),
        was=was,
        backup=backup.start if backup and kept and row.lives else None,
    )
