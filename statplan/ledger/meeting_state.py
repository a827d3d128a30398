"""The state of one meeting: its planned dates, and the decisions that changed them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from statplan.holds import Hold, Role, State
from statplan.ledger.model import Decision
from statplan.schedule.bookings import Booking, Resource
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Meeting, MeetingKey, Move, NoBackup, TimeSlot


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

    @property
    def is_dropped(self) -> bool:
        """True if the meeting is off and nobody decided so: the plan dropped it."""
        is_cancelled = self.last_decision is not None and self.last_decision.kind == "cancel"
        return self.active_role is None and not is_cancelled

    @property
    def last_slot(self) -> TimeSlot:
        """The slot in which the meeting takes place; of a cancelled one that which it had last."""
        if self.active_role is None:
            backup = self.backup if self.last_role is Role.BACKUP else None
            return backup or self.primary
        return self.slot or self.primary

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
            return _release_passed_backup(_set_slot(history, decided_slot))


def _release_passed_backup(history: DecisionHistory) -> DecisionHistory:
    """Release the backup date of a meeting that was moved to that day or to a later one."""
    is_primary = history.active_role is Role.PRIMARY
    if is_primary and history.backup and history.primary.day >= history.backup.day:
        return replace(history, is_released=True)
    return history


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
    was over before it was ever published: calendars leave it out. `reserve_key` is the key of the
    reserve day that its backup date is, where several meetings share that. `is_in_plan` is false
    for one that the ledger has recorded, and the plan's year has not: of an earlier year, or over.
    `zone` is then the time zone in which calendars have it.
    """

    meeting: Meeting
    history: DecisionHistory
    states: dict[Role, State]
    is_shown: bool = True
    reserve_key: MeetingKey | None = None
    is_in_plan: bool = True
    zone: str | None = None

    @property
    def key(self) -> str:
        """The meeting's key."""
        return str(self.meeting.key)

    def iter_holds(self) -> Iterator[Hold]:
        """Yield the holds of the meeting, whatever their state.

        Its backup date has no hold of its own while it is a reserve day that several share.
        """
        dates = {Role.PRIMARY: self.history.primary, Role.BACKUP: self.history.backup}
        for role, meeting_state in self.states.items():
            slot = dates[role]
            is_shared = role is Role.BACKUP and self.is_waiting
            state = State.RELEASED if is_shared else meeting_state
            if slot is not None:
                yield Hold(self.meeting, role, slot, state)

    @property
    def is_waiting(self) -> bool:
        """True if its backup date is a reserve day that other meetings may still take."""
        return self.reserve_key is not None and self.states.get(Role.BACKUP) is State.TENTATIVE

    def list_needs(
        self, date_rules: DateRules, *, takes_reserve: bool = False
    ) -> tuple[Resource, ...]:
        """Return what it needs for itself: the reserve day that it takes, its room, its people.

        Args:
            date_rules: the plan's rules for dates.
            takes_reserve: whether it would take the reserve day, if it does not have it already.
        """
        needs = date_rules.list_needs(self.meeting)
        if self.reserve_key and (takes_reserve or self.is_bumped):
            return (("reserve day", str(self.reserve_key)), *needs)
        return needs

    def effective_meeting(self, *, with_reason: bool = True) -> Meeting:
        """Return the meeting on the date on which it takes place, with what moved it there.

        Args:
            with_reason: whether to give the reason that somebody gave for a decision, which is for
                insiders.
        """
        history, meeting = self.history, self.meeting
        reason = self.describe_decision(with_reason=with_reason)
        if history.active_role is Role.BACKUP and history.backup:
            move = build_decided_move(history.primary, history.backup, reason)
            no_backup = NoBackup("the meeting takes place on it")
            return replace(meeting, slot=history.backup, move=move, backup=no_backup)
        if meeting.move and meeting.move.is_decided:
            return replace(meeting, move=replace(meeting.move, reason=reason))
        return meeting

    def describe_decision(self, *, with_reason: bool) -> str:
        """Return why a meeting is not as the plan has it: the given reason, or what was decided."""
        last_decision = self.history.last_decision
        stated_reason = last_decision.reason if last_decision and with_reason else ""
        if self.history.is_dropped:
            return "no longer on the schedule"
        if self.history.active_role is None:
            return f"cancelled: {stated_reason}" if stated_reason else "cancelled"
        if stated_reason:
            return stated_reason
        if self.history.active_role is Role.BACKUP:
            return "moved to its backup date"
        return "rescheduled" if last_decision else "as calendars have it"

    def build_booking(self, role: Role) -> Booking:
        """Return what the time slot of one of its dates is booked for."""
        is_backup = role is Role.BACKUP and not self.is_bumped
        return Booking(self.meeting.key, self.meeting.title, is_backup)

    @property
    def is_bumped(self) -> bool:
        """True if it takes place on its backup date."""
        return self.history.active_role is Role.BACKUP


def build_decided_move(former_slot: TimeSlot, slot: TimeSlot, reason: str = "") -> Move:
    """Return the move of a meeting from a former slot, with its time where that differs."""
    is_same_time = former_slot.start_time == slot.start_time
    former_time = None if is_same_time else former_slot.start_time
    return Move(former_slot.day, reason, former_time, is_decided=True)
