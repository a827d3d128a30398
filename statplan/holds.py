"""Holds: the primary and the backup date of each meeting, each with a state and an identity."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from statplan.schedule.model import Meeting, TimeSlot


class Role(StrEnum):
    """The one of a meeting's two dates that a hold is for."""

    PRIMARY = "primary"
    BACKUP = "backup"


class State(StrEnum):
    """The state of a hold, as calendars show it."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    RELEASED = "released"


UID_SUFFIX = "@statplan"  # how the UID of every hold ends
GONE = frozenset({State.CANCELLED, State.RELEASED})
# The title of a backup date that is free again, which must not read as if the meeting were off.
RELEASE_TITLE = "Backup date released; the meeting {outcome}"


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


def make_uid(lineage: str, meeting: object, role: str, generation: int = 1) -> str:
    """Return the UID of a hold (RFC 5545, 3.8.4.7): from its identity, never from its date.

    Args:
        lineage: the plan's own UUID, made once.
        meeting: the meeting's key.
        role: `primary`, `backup`, or a kind of deadline.
        generation: always 1 in what is written now; reading accepts higher ones, too.
    """
    return f"{uuid5(UUID(lineage), f'{meeting}/{role}#{generation}')}{UID_SUFFIX}"
