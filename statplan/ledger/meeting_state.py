"""The state of one meeting: its planned dates, and the decisions that changed them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from statplan.holds import Hold, Role, State
from statplan.ledger.model import Decision
from statplan.schedule.bookings import Booking
from statplan.schedule.model import Meeting, Move, NoBackup, TimeSlot


@dataclass(frozen=True, slots=True)
class DecisionHistory:
    """The decisions about a meeting, applied to its planned dates.

    `active_role` is the role of the date on which it takes place, None where it is cancelled;
    `last_role` is the role that it had last. `planned_slot` is the primary as the plan has it.
    """

    planned_slot: TimeSlot
    primary: TimeSlot
    backup: TimeSlot | None
    active_role: Role | None = Role.PRIMARY
    last_role: Role = Role.PRIMARY
    is_released: bool = False
    is_held: bool = False
    last_decision: Decision | None = None

    @property
    def slot(self) -> TimeSlot | None:
        """The slot in which the meeting takes place, None where it is cancelled."""
        if self.active_role is None:
            return None
        return self.backup if self.active_role is Role.BACKUP else self.primary

    def derive_states(self, base: State) -> dict[Role, State]:
        """Return the state of each hold; `base` is that of a primary without any decision."""
        states_by_role = {
            Role.PRIMARY: base if self.active_role is Role.PRIMARY else State.CANCELLED
        }
        if self.backup is None:
            return states_by_role
        if self.active_role is Role.BACKUP:
            states_by_role[Role.BACKUP] = State.CONFIRMED
        elif self.active_role is None and self.last_role is Role.BACKUP:
            states_by_role[Role.BACKUP] = State.CANCELLED
        elif self.active_role is None or self.is_released:
            states_by_role[Role.BACKUP] = State.RELEASED
        else:
            states_by_role[Role.BACKUP] = State.TENTATIVE
        return states_by_role


def apply_decisions(
    primary: TimeSlot, backup: TimeSlot | None, decisions: Iterable[Decision]
) -> DecisionHistory:
    """Apply the decisions about a meeting, beginning with the dates of the plan."""
    planned_history = DecisionHistory(primary, primary, backup)
    history = planned_history
    for decision in decisions:
        history = replace(
            _apply_decision(history, planned_history, decision), last_decision=decision
        )
    return history


def _apply_decision(
    history: DecisionHistory, planned_history: DecisionHistory, decision: Decision
) -> DecisionHistory:
    decided_slot = decision.slot
    match decision.kind:
        case "restore":
            return planned_history
        case "cancel":
            return replace(history, active_role=None)
        case "release":
            return replace(history, is_released=True)
        case "bump":
            backup = decided_slot or history.backup
            role = Role.BACKUP
            return replace(
                history, backup=backup, active_role=role, last_role=role, is_released=False
            )
        case "held":
            held_history = _set_slot(history, decided_slot or history.slot)
            return replace(held_history, is_held=True)
        case "move":
            return _set_slot(history, decided_slot)


def _set_slot(history: DecisionHistory, new_slot: TimeSlot | None) -> DecisionHistory:
    """Set the slot in which the meeting takes place.

    A cancelled meeting that returns on another day has the role that it had last.
    """
    role = history.active_role or history.last_role
    if new_slot is None:
        return history
    restored = replace(history, active_role=role, last_role=role)
    return (
        replace(restored, backup=new_slot)
        if role is Role.BACKUP
        else replace(restored, primary=new_slot)
    )


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A meeting on its present dates, its decisions, and the state of each of its holds.

    `meeting` is the plan's, with its dates as they are now. `is_shown` is false for a meeting that
    was over before it was ever published: calendars leave it out.
    """

    meeting: Meeting
    history: DecisionHistory
    states: dict[Role, State]
    is_shown: bool = True

    @property
    def key(self) -> str:
        """The meeting's key."""
        return str(self.meeting.key)

    def iter_holds(self) -> Iterator[Hold]:
        """Yield the holds of the meeting, whatever their state."""
        dates = {Role.PRIMARY: self.history.primary, Role.BACKUP: self.history.backup}
        for role, state in self.states.items():
            slot = dates[role]
            if slot is not None:
                yield Hold(self.meeting, role, slot, state)

    def effective_meeting(self) -> Meeting:
        """Return the meeting on the date on which it takes place, with what moved it there."""
        history, last_decision = self.history, self.history.last_decision
        reason = (
            (last_decision.reason or "as was decided") if last_decision else "as calendars have it"
        )
        if history.active_role is Role.BACKUP and history.backup:
            move = Move(history.primary.day, reason)
            no_backup = NoBackup("it was bumped already")
            return replace(self.meeting, slot=history.backup, move=move, backup=no_backup)
        earlier_move = self.meeting.move
        if earlier_move and not earlier_move.reason:
            return replace(self.meeting, move=Move(earlier_move.nominal_day, reason))
        return self.meeting

    def build_booking(self, role: Role) -> Booking:
        """Return what the time slot of one of its dates is booked for."""
        is_backup = role is Role.BACKUP and not self._is_bumped
        return Booking(self.meeting.key, self.meeting.title, is_backup)

    @property
    def _is_bumped(self) -> bool:
        return self.history.active_role is Role.BACKUP
