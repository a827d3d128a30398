"""The state of a year: its planned meetings, with every decision since then applied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from statplan.errors import Problem
from statplan.holds import GONE, Role, State
from statplan.ledger.clash_resolution import resolve_clashes
from statplan.ledger.meeting_state import (
    DecisionHistory,
    MeetingState,
    apply_decisions,
    build_decided_move,
)
from statplan.ledger.model import IssuedEntry, Ledger, MeetingRecord
from statplan.ledger.recorded_meetings import (
    KeptEntries,
    LedgerIndex,
    build_recorded_history,
    collect_kept_entries,
    find_base_state,
    find_past_slot,
    find_recorded_reserve_key,
    find_zone,
    index_ledger,
    list_recorded_meetings,
    list_reserve_slots,
)
from statplan.ledger.reserve_state import (
    ReserveSlots,
    ReserveState,
    find_reserve_key,
)
from statplan.plan.english import format_short_date
from statplan.plan.model import Plan
from statplan.schedule.bookings import Bookings
from statplan.schedule.date_rules import DateRules, build_date_rules
from statplan.schedule.deadlines import find_next_meetings
from statplan.schedule.model import Backup, Meeting, MeetingKey, NoBackup, Schedule, TimeSlot


@dataclass(frozen=True, slots=True)
class YearState:
    """The state of a year: every meeting of the plan or the ledger, and problems between them.

    `reserve_states` are the reserve days that several meetings share. `kept_entries` are the
    entries that stay as calendars have them, by the key of their meeting or reserve day.
    """

    meeting_states: tuple[MeetingState, ...]
    problems: tuple[Problem, ...] = ()
    reserve_states: tuple[ReserveState, ...] = ()
    kept_entries: KeptEntries = field(default_factory=dict)

    def list_states_since(self, first: date) -> list[MeetingState]:
        """Return the meetings of the year that begins on a day: none of an earlier one."""
        return [
            state
            for state in self.meeting_states
            if state.is_in_plan or (state.meeting.counted_day or state.meeting.usual_day) >= first
        ]

    def list_reserve_states_since(self, first: date) -> list[ReserveState]:
        """Return the reserve days that meetings of the year share which begins on a day."""
        year_keys = {state.key for state in self.list_states_since(first)}
        return [
            reserve_state
            for reserve_state in self.reserve_states
            if any(state.key in year_keys for state in reserve_state.sharing)
        ]

    def index_by_key(self) -> dict[str, MeetingState]:
        """Return the meetings by their keys."""
        return {state.key: state for state in self.meeting_states}

    def collect_bookings(
        self,
        date_rules: DateRules,
        left_out_key: str = "",
        left_out_reserve: MeetingKey | None = None,
    ) -> Bookings:
        """Return the bookings of all meetings, backup dates, and reserve days but some.

        Args:
            date_rules: the plan's rules for dates.
            left_out_key: the meeting that is left out, also among those that share a reserve day.
            left_out_reserve: the reserve day that is left out.
        """
        bookings = date_rules.make_bookings()
        for state in self.meeting_states:
            if state.key != left_out_key:
                for hold in state.iter_holds():
                    if hold.state not in GONE:
                        needs = state.list_needs(date_rules)
                        bookings.add(hold.slot, needs, state.build_booking(hold.role))
        for reserve_state in self.reserve_states:
            if reserve_state.key != left_out_reserve:
                reserve_state.without(left_out_key).add_booking(date_rules, bookings)
        return bookings

    def find_next_slots(self) -> dict[str, TimeSlot]:
        """Return the slot of the next meeting (`find_next_meetings`) after each, by its key."""
        meetings = (
            replace(state.meeting, slot=state.history.slot)
            for state in self.meeting_states
            if state.history.slot
        )
        return {
            str(meeting_key): next_meeting.slot
            for meeting_key, next_meeting in find_next_meetings(meetings).items()
        }

    def find_next_slot_of_series(self, meeting_state: MeetingState) -> TimeSlot | None:
        """Return the series' next slot, before which a meeting may move; also if cancelled."""
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
    rows, ledger_index = ledger.index_rows(), index_ledger(ledger)
    schedule = _keep_past_reserve_days(schedule, rows, today)
    planned_keys = {str(meeting.key) for meeting in schedule.meetings}
    records = list_recorded_meetings(ledger, planned_keys, schedule.first, today)
    reserve_slots = list_reserve_slots(records, rows) | {
        reserve_day.key: reserve_day.slot for reserve_day in schedule.reserve_days
    }
    meeting_states = [
        *_iter_planned_states(schedule, ledger, date_rules, reserve_slots, today, base),
        *(_build_recorded_state(record, ledger_index, today, base) for record in records),
    ]
    if ledger.published:
        meeting_states = _hide_unpublished(meeting_states, ledger, rows, today)
    lost_keys = _list_lost_keys(meeting_states, ledger, rows, today)
    resolved_states, reserve_states, problems = resolve_clashes(
        meeting_states, reserve_slots, lost_keys, date_rules, today
    )
    shown_reserve_states = tuple(_iter_shown_reserve_days(reserve_states, ledger, rows, today))
    left_out = tuple(_find_left_out(schedule, ledger, date_rules, today))
    return YearState(
        resolved_states,
        (*problems, *left_out),
        shown_reserve_states,
        collect_kept_entries(resolved_states, shown_reserve_states, ledger),
    )


def _iter_planned_states(
    schedule: Schedule,
    ledger: Ledger,
    date_rules: DateRules,
    reserve_slots: ReserveSlots,
    today: date,
    base: State,
) -> Iterator[MeetingState]:
    """Yield the state of each meeting of the plan, with the reserve day that it shares, if any."""
    rows = ledger.index_rows()
    for meeting in schedule.meetings:
        state = _build_meeting_state(meeting, ledger, rows, today, base)
        reserve_key = find_reserve_key(meeting, state.history, reserve_slots, date_rules)
        yield replace(state, reserve_key=reserve_key)


def _hide_unpublished(
    meeting_states: list[MeetingState],
    ledger: Ledger,
    rows: dict[tuple[str, str], IssuedEntry],
    today: date,
) -> list[MeetingState]:
    """Return the meetings; those that were over before calendars ever had them are not shown."""
    decided_keys = {decision.meeting for decision in ledger.decisions}
    return [
        replace(state, is_shown=_is_shown(state, rows, today, is_decided=state.key in decided_keys))
        for state in meeting_states
    ]


def _iter_shown_reserve_days(
    reserve_states: Iterable[ReserveState],
    ledger: Ledger,
    rows: dict[tuple[str, str], IssuedEntry],
    today: date,
) -> Iterator[ReserveState]:
    """Yield the reserve days but for those that were over before calendars ever had them."""
    for state in reserve_states:
        is_issued = (str(state.key), Role.RESERVE) in rows
        if ledger.published is None or state.slot.day >= today or is_issued:
            yield state


def _keep_past_reserve_days(
    schedule: Schedule, rows: dict[tuple[str, str], IssuedEntry], today: date
) -> Schedule:
    """Return the year with each reserve day that is over on the date that calendars have."""
    past_slots = {
        reserve_day.key: past_slot
        for reserve_day in schedule.reserve_days
        for past_slot in (find_past_slot(rows.get((str(reserve_day.key), Role.RESERVE)), today),)
        if past_slot
    }
    if not past_slots:
        return schedule
    return replace(
        schedule,
        meetings=tuple(_set_reserve_day(meeting, past_slots) for meeting in schedule.meetings),
        reserve_days=tuple(
            replace(reserve_day, slot=past_slots.get(reserve_day.key, reserve_day.slot))
            for reserve_day in schedule.reserve_days
        ),
    )


def _set_reserve_day(meeting: Meeting, slots: ReserveSlots) -> Meeting:
    backup = meeting.backup
    key = backup.reserve_key if isinstance(backup, Backup) else None
    if key is None or key not in slots:
        return meeting
    slot = replace(slots[key], minutes=meeting.slot.minutes)
    if slot.start <= meeting.slot.start:
        reason = f"the reserve day was {format_short_date(slot.day)}, before the meeting"
        return replace(meeting, backup=NoBackup(reason, backup.rejected_days))
    return replace(meeting, backup=Backup(slot, backup.rejected_days, key))


def _list_lost_keys(
    meeting_states: Iterable[MeetingState],
    ledger: Ledger,
    rows: dict[tuple[str, str], IssuedEntry],
    today: date,
) -> frozenset[str]:
    """List the meetings that are gone from calendars, and can no longer return on their date."""
    pending = ledger.list_pending_meetings()
    gone = {
        row.meeting
        for row in rows.values()
        if row.role == Role.PRIMARY and not row.is_live and row.meeting not in pending
    }
    return frozenset(
        state.key
        for state in meeting_states
        if state.key in gone and state.history.primary.day < today
    )


def _find_left_out(
    schedule: Schedule, ledger: Ledger, date_rules: DateRules, today: date
) -> Iterator[Problem]:
    """Yield a problem for each meeting that the plan leaves out, and a decision put on an open day.

    A recess that is added later may cover the usual date alone.
    """
    for omission in schedule.omitted:
        key = str(omission.key)
        decisions = ledger.list_decisions(key)
        slot = decisions[-1].slot if decisions else None
        is_off = omission.is_called_off or omission.is_in_gap
        if slot is None or slot.day < today or is_off:
            continue
        rules = date_rules.find_closed_day_rules(omission.key.series)
        if date_rules.find_day_rejection(slot, rules) is None:
            fact = f"{key} was put on {slot.day}, and the plan leaves it out: {omission.reason}."
            remedy = (
                f"Write {{meeting: {key}, day: {slot.day}, at: {slot.start_time:%H:%M}}} under "
                f"exceptions to keep it, or {{meeting: {key}, called_off: yes}} to call it off."
            )
            if omission.nominal_day is None:
                remedy = f"Write {{meeting: {key}, called_off: yes}} under exceptions."
            yield Problem(0, 0, "", fact, remedy)


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
    primary = find_past_slot(rows.get((meeting_key, Role.PRIMARY)), today) or meeting.slot
    backup = find_past_slot(rows.get((meeting_key, Role.BACKUP)), today) or planned_backup
    history = apply_decisions(primary, backup, ledger.list_decisions(meeting_key))
    return _apply_history(meeting, history, history.derive_states(base))


def _build_recorded_state(
    record: MeetingRecord, ledger_index: LedgerIndex, today: date, base: State
) -> MeetingState:
    history, rows = build_recorded_history(record, ledger_index, today), ledger_index.rows
    states = history.derive_states(find_base_state(record.key, rows, base))
    return replace(
        _apply_history(record.planned, history, states),
        reserve_key=find_recorded_reserve_key(record, history),
        is_in_plan=False,
        zone=find_zone(record.key, rows),
    )


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
    if history.primary.start != meeting.slot.start:
        move = build_decided_move(meeting.slot, history.primary)
        current_meeting = replace(current_meeting, move=move)
    rejected_days = meeting.backup.rejected_days
    match states.get(Role.BACKUP):
        case None:
            pass
        case State.TENTATIVE if history.backup and isinstance(meeting.backup, Backup):
            kept_backup = replace(meeting.backup, slot=history.backup)
            current_meeting = replace(current_meeting, backup=kept_backup)
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
