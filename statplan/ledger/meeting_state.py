"""The state of one meeting: its planned dates, and the decisions that changed them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from statplan.holds import Role, State
from statplan.ledger.model import Decision
from statplan.schedule import TimeSlot


@dataclass(frozen=True, slots=True)
class DecisionHistory:
    """The decisions about a meeting, applied to its planned dates.

    `active_role` says on which of its two dates it takes place, None where it is called off;
    `last_role` on which it stood last. `planned_slot` is the primary as the plan has it.
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
    def is_moved(self) -> bool:
        """True if somebody moved the primary away from its planned slot."""
        return self.primary != self.planned_slot

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

    A meeting that was called off and comes back on another day comes back as what it was.
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
