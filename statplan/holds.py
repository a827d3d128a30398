"""Holds: the dates that calendars keep for meetings, each with a state and an identity."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from statplan.schedule.model import Meeting, MeetingKey, Schedule, TimeSlot


class Role(StrEnum):
    """What a hold is for: one of a meeting's two dates, or a reserve day that several share."""

    PRIMARY = "primary"
    BACKUP = "backup"
    RESERVE = "reserve"


class State(StrEnum):
    """The state of a hold, as calendars show it."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    RELEASED = "released"


UID_SUFFIX = "@statplan"  # how the UID of every hold ends
KEPT_FREE = frozenset({Role.BACKUP, Role.RESERVE})  # until a meeting needs the date
GONE = frozenset({State.CANCELLED, State.RELEASED})
# The title of a backup date that is free again, which must not read as if the meeting were off.
RELEASE_TITLE = "Backup date released; the meeting {outcome}"
RESERVE_RELEASE_TITLE = "Reserve day released; {outcome}"
RESERVE_UNNEEDED = "no meeting needs it any more"


@dataclass(frozen=True, slots=True)
class Hold:
    """A calendar entry for the primary or the backup date of one meeting."""

    meeting: Meeting
    role: Role
    slot: TimeSlot
    state: State = State.TENTATIVE

    @property
    def key(self) -> str:
        """The identity of the hold, whatever its date: `blightstat/2027-03/primary`."""
        return f"{self.meeting.key}/{self.role}"


def iter_hold_keys(schedule: Schedule) -> Iterator[tuple[MeetingKey, Role]]:
    """Yield what gives each hold of a year its identity, whether calendars have it or not."""
    for meeting in schedule.meetings:
        yield meeting.key, Role.PRIMARY
        yield meeting.key, Role.BACKUP
    for reserve_day in schedule.reserve_days:
        yield reserve_day.key, Role.RESERVE


def make_uid(lineage: str, meeting: object, role: str, generation: int = 1) -> str:
    """Return the UID of a hold (RFC 5545, 3.8.4.7): from its identity, never from its date.

    Args:
        lineage: the plan's own UUID, made once.
        meeting: the key of the meeting, or of the reserve day.
        role: `primary`, `backup`, `reserve`, or a kind of deadline.
        generation: always 1 in what is written now; reading accepts higher ones, too.
    """
    return f"{uuid5(UUID(lineage), f'{meeting}/{role}#{generation}')}{UID_SUFFIX}"
