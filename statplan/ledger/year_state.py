"""The state of a year: its planned meetings, with every decision since then applied."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from statplan.errors import Command, Problem, Remedy
from statplan.holds import GONE, Role, State
from statplan.ledger.meeting_state import DecisionHistory, MeetingState, apply_decisions
from statplan.ledger.model import IssuedEntry, Ledger
from statplan.plan.model import Plan
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules, build_date_rules
from statplan.schedule.model import Backup, Meeting, Move, NoBackup, Schedule, TimeSlot
from statplan.schedule.rejection import Rejection


@dataclass(frozen=True, slots=True)
class YearState:
    """The state of a year: every meeting of the plan, and every problem between them."""

    meeting_states: tuple[MeetingState, ...]
    problems: tuple[Problem, ...] = ()

    def index_by_key(self) -> dict[str, MeetingState]:
        """Return the meetings by their keys."""
        return {state.key: state for state in self.meeting_states}

    def collect_bookings(self, date_rules: DateRules, left_out_key: str = "") -> Bookings:
        """Return the bookings of all meetings and backup dates but those of one meeting."""
        bookings = Bookings()
        for state in self.meeting_states:
            if state.key != left_out_key:
                for hold in state.iter_holds():
                    if hold.state not in GONE:
                        needs = date_rules.list_needs(state.meeting)
                        bookings.add(hold.slot, needs, state.build_booking(hold.role))
        return bookings

    def find_next_slots(self) -> dict[str, TimeSlot]:
        """Return for each meeting that takes place the slot of the series' next meeting."""
        slots_by_series: dict[str, list[tuple[TimeSlot, str]]] = {}
        for state in self.meeting_states:
            if state.history.slot:
                series_slots = slots_by_series.setdefault(state.meeting.key.series, [])
                series_slots.append((state.history.slot, state.key))
        next_slots: dict[str, TimeSlot] = {}
        for series_slots in slots_by_series.values():
            series_slots.sort()
            next_slots |= {
                meeting_key: next_slot
                for (_, meeting_key), (next_slot, _) in pairwise(series_slots)
            }
        return next_slots

    def find_next_slot(self, meeting_state: MeetingState) -> TimeSlot | None:
        """Return the slot of the next meeting of a series, also after a cancelled meeting."""
        current_slot = meeting_state.history.slot or meeting_state.history.primary
        return min(
            (
                state.history.slot
                for state in self.meeting_states
                if state.meeting.key.series == meeting_state.meeting.key.series
                and state.key != meeting_state.key
                and state.history.slot is not None
                and state.history.slot > current_slot
            ),
            default=None,
        )


def build_year_state(
    schedule: Schedule,
    ledger: Ledger,
    date_rules: DateRules,
    today: date,
    *,
    confirmed: bool = False,
) -> YearState:
    """Build the state of a year.

    A date that is over stays as calendars have it, whatever the plan says of it now. A backup date
    is released where a decision leaves no room for it. Meetings that overlap, or that take place on
    a day that was closed since, are problems.

    Args:
        schedule: the year as planned.
        ledger: the decisions, and the entries that calendars were last sent.
        date_rules: the plan's rules for dates.
        today: today's date in the plan's zone.
        confirmed: whether the plan calls its dates settled and no longer holds.
    """
    base = State.CONFIRMED if confirmed else State.TENTATIVE
    rows = ledger.index_rows()
    decided_keys = {decision.meeting for decision in ledger.decisions}
    meeting_states = [
        _build_meeting_state(meeting, ledger, rows, today, base) for meeting in schedule.meetings
    ]
    if ledger.published:
        meeting_states = [
            replace(
                state, is_shown=_is_shown(state, rows, today, is_decided=state.key in decided_keys)
            )
            for state in meeting_states
        ]
    return _resolve_clashes(meeting_states, date_rules, today)


@dataclass(frozen=True, slots=True)
class DecisionContext:
    """The context of decisions: the planned year, its date rules, and today's date (`as_of`)."""

    schedule: Schedule
    date_rules: DateRules
    as_of: date
    confirmed: bool = False

    def build_state(self, ledger: Ledger) -> YearState:
        """Return the state of the year with the decisions of a ledger."""
        return build_year_state(
            self.schedule, ledger, self.date_rules, self.as_of, confirmed=self.confirmed
        )


def build_decision_context(plan: Plan, schedule: Schedule, as_of: date) -> DecisionContext:
    """Return what decisions about the meetings of a plan are checked against.

    Args:
        plan: the plan.
        schedule: its year.
        as_of: today's date in the plan's zone.
    """
    confirmed = plan.frequency.entries == "confirmed"
    return DecisionContext(schedule, build_date_rules(plan, schedule), as_of, confirmed)


def _build_meeting_state(
    meeting: Meeting,
    ledger: Ledger,
    rows: dict[tuple[str, str], IssuedEntry],
    today: date,
    base: State,
) -> MeetingState:
    meeting_key = str(meeting.key)
    planned_backup = meeting.backup.slot if isinstance(meeting.backup, Backup) else None
    primary = _find_past_slot(rows.get((meeting_key, Role.PRIMARY)), today) or meeting.slot
    backup = _find_past_slot(rows.get((meeting_key, Role.BACKUP)), today) or planned_backup
    history = apply_decisions(primary, backup, ledger.list_decisions(meeting_key))
    return _apply_history(meeting, history, history.derive_states(base))


def _find_past_slot(row: IssuedEntry | None, today: date) -> TimeSlot | None:
    """Return the slot that calendars have for a hold that is over, which stays as it is."""
    is_past = row is not None and row.is_live and row.start.date() < today
    return row.slot if row is not None and is_past else None


def _is_shown(
    state: MeetingState, rows: dict[tuple[str, str], IssuedEntry], today: date, *, is_decided: bool
) -> bool:
    if is_decided or (state.key, Role.PRIMARY) in rows:
        return True
    return state.history.primary.day >= today


def _apply_history(
    meeting: Meeting, history: DecisionHistory, states: dict[Role, State]
) -> MeetingState:
    """Return the state of a meeting on its present dates, with a reason if it lost its backup."""
    current_meeting = replace(meeting, slot=history.primary)
    if history.primary != meeting.slot:
        current_meeting = replace(current_meeting, move=Move(meeting.slot.day, ""))
    rejected_days = meeting.backup.rejected_days
    match states.get(Role.BACKUP):
        case None:
            pass
        case State.TENTATIVE | State.CONFIRMED if history.backup:
            current_meeting = replace(current_meeting, backup=Backup(history.backup, rejected_days))
        case State.RELEASED if history.active_role is Role.PRIMARY:
            current_meeting = replace(
                current_meeting, backup=NoBackup("it was released", rejected_days)
            )
        case _:
            current_meeting = replace(
                current_meeting, backup=NoBackup("the meeting was called off", rejected_days)
            )
    return MeetingState(current_meeting, history, states)


def _resolve_clashes(
    meeting_states: list[MeetingState], date_rules: DateRules, today: date
) -> YearState:
    bookings = Bookings()
    problems: list[Problem] = []
    for state in _sort_by_decision(meeting_states):
        slot = state.history.slot
        if slot is None or not state.is_shown:
            continue
        needs = date_rules.list_needs(state.meeting)
        rejection = date_rules.find_rejection(slot, needs, bookings) if slot.day >= today else None
        if rejection and rejection.kind != "outside":
            problems.append(_describe_rejection(state, rejection))
        bookings.add(slot, needs, state.build_booking(state.history.active_role or Role.PRIMARY))
    resolved_states = [
        _release_if_blocked(state, date_rules, bookings, today) for state in meeting_states
    ]
    return YearState(tuple(resolved_states), tuple(problems))


def _sort_by_decision(meeting_states: Iterable[MeetingState]) -> list[MeetingState]:
    """Sort meetings, those without a decision first, so that a clash is blamed on a decision."""
    return sorted(
        meeting_states, key=lambda state: (state.history.last_decision is not None, state.key)
    )


def _describe_rejection(state: MeetingState, rejection: Rejection) -> Problem:
    slot = rejection.slot
    fact = (
        f"{state.meeting.title} ({state.key}) stands on {slot.day} at "
        f"{slot.start_time:%H:%M}, and {rejection}."
    )
    remedy = Remedy(
        "Move it with ", Command("move", state.key, "--to", "DATE"), ", or change the plan."
    )
    return Problem(0, 0, "", fact, remedy)


def _release_if_blocked(
    state: MeetingState, date_rules: DateRules, bookings: Bookings, today: date
) -> MeetingState:
    """Release a backup date that is only reserved where another booking takes its place."""
    backup = state.history.backup
    is_reserve = state.states.get(Role.BACKUP) is State.TENTATIVE
    if backup is None or not is_reserve or backup.day < today:
        return state
    needs = date_rules.list_needs(state.meeting)
    is_too_early = state.history.primary >= backup
    reason = (
        "the meeting now comes after it"
        if is_too_early
        else date_rules.find_rejection(backup, needs, bookings)
    )
    if reason is None:
        bookings.add(backup, needs, state.build_booking(Role.BACKUP))
        return state
    changed_meeting = replace(state.meeting, backup=NoBackup(f"on {backup.day}, {reason}"))
    states = {**state.states, Role.BACKUP: State.RELEASED}
    return replace(
        state,
        meeting=changed_meeting,
        states=states,
        history=replace(state.history, is_released=True),
    )
