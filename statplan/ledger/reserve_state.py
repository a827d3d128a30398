"""The state of the reserve days that several meetings share: who may use each, and who has it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from statplan.holds import Role, State
from statplan.ledger.meeting_state import DecisionHistory, MeetingState
from statplan.schedule.bookings import Bookings, build_reserve_booking, unite_needs
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Backup, Meeting, MeetingKey, ReserveDay, TimeSlot

ReserveSlots = Mapping[MeetingKey, TimeSlot]


@dataclass(frozen=True, slots=True)
class ReserveState:
    """A reserve day: the meetings whose backup date it still is, or the meeting that took it.

    `sharing` are all meetings whose backup date it was to be.
    """

    key: MeetingKey
    slot: TimeSlot
    sharing: tuple[MeetingState, ...]
    waiting: tuple[MeetingState, ...]
    taken_by: MeetingState | None = None

    @property
    def state(self) -> State:
        """The state of its hold."""
        is_kept = self.waiting and self.taken_by is None
        return State.TENTATIVE if is_kept else State.RELEASED

    def without(self, meeting_key: str) -> "ReserveState":
        """Return the reserve day as it is for the other meetings."""
        others = tuple(state for state in self.waiting if state.key != meeting_key)
        return replace(self, waiting=others)

    def to_reserve_day(self) -> ReserveDay:
        """Return the reserve day for the meetings that may still use it."""
        return ReserveDay(self.key, self.slot, tuple(state.meeting.key for state in self.waiting))

    def add_booking(self, date_rules: DateRules, bookings: Bookings) -> None:
        """Book it for the rooms and people of all meetings that may use it, if it is kept."""
        if self.state is State.TENTATIVE:
            needs = unite_needs(state.list_needs(date_rules) for state in self.waiting)
            titles = (state.meeting.title for state in self.waiting)
            bookings.add(self.slot, needs, build_reserve_booking(self.key, titles))


def find_reserve_key(
    planned_meeting: Meeting, history: DecisionHistory, slots: ReserveSlots, date_rules: DateRules
) -> MeetingKey | None:
    """Return the reserve day that the backup date of a meeting is, or None for a date of its own.

    A meeting that was bumped has the one that is its date, whatever the plan gives it since.
    """
    planned_backup = planned_meeting.backup
    if history.last_role is Role.PRIMARY:
        return planned_backup.reserve_key if isinstance(planned_backup, Backup) else None
    rule = date_rules.series_rules.get(planned_meeting.key.series)
    if history.backup is None or rule is None or not rule.backup_window.is_shared:
        return None
    start = history.backup.start
    return next((key for key, slot in slots.items() if slot.start == start), None)


def iter_reserve_states(
    slots: ReserveSlots, meeting_states: Iterable[MeetingState], lost_keys: frozenset[str]
) -> Iterator[ReserveState]:
    """Yield the state of each reserve day, from the states of all meetings.

    Args:
        slots: the reserve days, each with its slot.
        meeting_states: the meetings, each with its decisions; a backup date that is not free any
            more is released already.
        lost_keys: the meetings that left the calendars, and can no longer return on their date.
    """
    states = [state for state in meeting_states if state.is_shown and state.reserve_key]
    for key, slot in slots.items():
        sharing = tuple(state for state in states if state.reserve_key == key)
        waiting = (state for state in sharing if state.is_waiting and state.key not in lost_keys)
        taken_by = next((state for state in sharing if state.is_bumped), None)
        yield ReserveState(key, slot, sharing, tuple(waiting), taken_by)
