"""The clashes of a year: meetings that overlap, and backup dates that are not free any more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from statplan.errors import Command, Problem, Remedy
from statplan.holds import Role, State
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.reserve_state import ReserveSlots, ReserveState, iter_reserve_states
from statplan.plan.english import format_short_date
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import NoBackup, TimeSlot
from statplan.schedule.rejection import Rejection


def resolve_clashes(
    meeting_states: list[MeetingState],
    reserve_slots: ReserveSlots,
    lost_keys: frozenset[str],
    date_rules: DateRules,
    today: date,
) -> tuple[tuple[MeetingState, ...], tuple[ReserveState, ...], tuple[Problem, ...]]:
    """Release the backup dates and reserve days that are not free, and find meetings that clash.

    Args:
        meeting_states: the meetings, each with its decisions.
        reserve_slots: the reserve days that several meetings share.
        lost_keys: the meetings that are gone from calendars, and can no longer return.
        date_rules: the plan's rules for dates.
        today: today's date in the plan's zone.

    Returns:
        The meetings after that, the reserve days, and a problem for each meeting that clashes.
    """
    bookings = date_rules.make_bookings()
    problems: list[Problem] = []
    for state in _sort_by_decision(meeting_states):
        slot = state.history.slot
        if slot is None or not state.is_shown:
            continue
        needs = state.list_needs(date_rules)
        rejection = (
            _find_rejection(state, slot, date_rules, bookings) if slot.day >= today else None
        )
        if rejection and rejection.kind != "outside":
            problems.append(_describe_rejection(state, rejection))
        bookings.add(slot, needs, state.build_booking(state.history.active_role or Role.PRIMARY))
    resolved_states = [
        _release_if_reserve_day_lost(state, reserve_slots, date_rules, bookings, today)
        for state in meeting_states
    ]
    reserve_states = tuple(iter_reserve_states(reserve_slots, resolved_states, lost_keys))
    for reserve_state in reserve_states:
        reserve_state.add_booking(date_rules, bookings)
    resolved_states = [
        _release_if_blocked(state, date_rules, bookings, today) for state in resolved_states
    ]
    return tuple(resolved_states), reserve_states, tuple(problems)


def _sort_by_decision(meeting_states: Iterable[MeetingState]) -> list[MeetingState]:
    """Sort meetings, those without a decision first, so that a clash is blamed on a decision."""
    return sorted(
        meeting_states, key=lambda state: (state.history.last_decision is not None, state.key)
    )


def _find_rejection(
    state: MeetingState,
    slot: TimeSlot,
    date_rules: DateRules,
    bookings: Bookings,
    *,
    takes_reserve: bool = False,
) -> Rejection | None:
    """Return why a meeting cannot take a slot, or None where it can.

    The holidays, the working week, and the other bodies of an earlier year are not those of the
    plan: a meeting of that year gives way to closures alone, which the plan states by their dates.
    """
    rules = date_rules.find_closed_day_rules(state.meeting.key.series).for_chosen_days
    needs = state.list_needs(date_rules, takes_reserve=takes_reserve)
    if state.is_in_plan:
        return date_rules.find_rejection(slot, needs, bookings, closed_day_rules=rules)
    for cause in date_rules.open_days.list_causes(slot.day, rules):
        if cause.kind == "closure":
            return Rejection("closed", slot, cause.name)
    clash = bookings.find_clash(slot, needs)
    return Rejection("clash", slot, clash=clash) if clash else None


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
    """Release a backup date that is only kept free where another booking takes its place."""
    backup = state.history.backup
    is_kept = state.states.get(Role.BACKUP) is State.TENTATIVE and not state.is_waiting
    if backup is None or not is_kept or backup.day < today:
        return state
    needs = date_rules.list_needs(state.meeting)
    is_too_early = state.history.primary >= backup
    reason = (
        "the meeting now comes after it"
        if is_too_early
        else _find_rejection(state, backup, date_rules, bookings)
    )
    if reason is None:
        bookings.add(backup, needs, state.build_booking(Role.BACKUP))
        return state
    return _release_backup(state, f"on {backup.day}, {reason}")


def _release_if_reserve_day_lost(
    state: MeetingState,
    reserve_slots: ReserveSlots,
    date_rules: DateRules,
    bookings: Bookings,
    today: date,
) -> MeetingState:
    """Release the reserve day of a meeting where another meeting took it, or it is not free."""
    backup, key = state.history.backup, state.reserve_key
    if backup is None or key is None or not state.is_waiting or backup.day < today:
        return state
    if state.history.primary >= backup:
        return _release_backup(state, f"on {backup.day}, the meeting now comes after it")
    slot = reserve_slots[key]
    rejection = _find_rejection(state, slot, date_rules, bookings, takes_reserve=True)
    if rejection is None:
        return state
    clash = rejection.clash
    if clash and clash.resource[0] == "reserve day":
        day = format_short_date(backup.day)
        return _release_backup(state, f"the reserve day, {day}, is taken by {clash.booking.title}")
    return _release_backup(state, f"on {backup.day}, {rejection}")


def _release_backup(state: MeetingState, reason: str) -> MeetingState:
    changed_meeting = replace(state.meeting, backup=NoBackup(reason))
    states = {**state.states, Role.BACKUP: State.RELEASED}
    return replace(
        state,
        meeting=changed_meeting,
        states=states,
        history=replace(state.history, is_released=True),
    )
