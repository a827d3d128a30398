"""Calendar entries: the primary and the back-up of each meeting, with a state and an identity."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from statplan.schedule import Backup, Meeting, Schedule, Stand


class Role(StrEnum):
    """Which of a meeting's two dates a hold keeps."""

    PRIMARY = "primary"
    BACKUP = "backup"


class State(StrEnum):
    """What calendars are told of a hold."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    RELEASED = "released"


OURS = "@statplan"  # how the UID of every hold ends
GONE = frozenset({State.CANCELLED, State.RELEASED})


@dataclass(frozen=True, slots=True)
class Hold:
    """A calendar entry for the primary or the back-up of one meeting."""

    meeting: Meeting
    role: Role
    stand: Stand
    state: State = State.TENTATIVE

    @property
    def key(self) -> str:
        """What identifies it, whatever its date: `blightstat/2027-03/primary`."""
        return f"{self.meeting.key}/{self.role}"


def make_holds(schedule: Schedule, *, settled: bool = False) -> tuple[Hold, ...]:
    """The holds of a schedule, in order of their start.

    Args:
        schedule: the year of meetings.
        settled: the primaries are confirmed and no longer tentative.
    """
    state = State.CONFIRMED if settled else State.TENTATIVE
    holds = [Hold(each, Role.PRIMARY, each.stand, state) for each in schedule.meetings]
    holds += [
        Hold(each, Role.BACKUP, each.backup.stand)
        for each in schedule.meetings
        if isinstance(each.backup, Backup)
    ]
    return tuple(sorted(holds, key=lambda hold: (hold.stand, hold.key)))


def uid(lineage: str, meeting: object, role: str, generation: int = 1) -> str:
    """The UID of a hold (RFC 5545, 3.8.4.7): from its identity, never from its date.

    Args:
        lineage: the plan's own UUID, made once.
        meeting: the meeting's key.
        role: primary or back-up, or what of a meeting's preparation is due.
        generation: raised when a cancelled hold is issued again.
    """
    return f"{uuid5(UUID(lineage), f'{meeting}/{role}#{generation}')}{OURS}"
