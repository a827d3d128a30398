"""Decisions about a meeting: whether one is possible, its record, and the plan's notice rules."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.holds import GONE, Role, State
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import Decision, DecisionKind, Ledger
from statplan.ledger.year_state import DecisionContext, YearState
from statplan.plan import lookup
from statplan.plan.english import end_sentence, format_list, format_short_date, format_time
from statplan.plan.model import Plan
from statplan.schedule.model import TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.rejection import Rejection

_OFFERED = 5  # dates


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """A request for a decision; `day` and `start_time` are the date and time of a move."""

    kind: DecisionKind
    reason: str = ""
    day: date | None = None
    start_time: time | None = None


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """The outcome of a request: the ledger after it, and the meeting before and after.

    `note` says why nothing had to be done; it is empty where a decision was recorded. `doubt` is a
    sentence that says why a person should confirm the decision; empty where there is no doubt.
    """

    ledger: Ledger
    before: MeetingState
    after: MeetingState
    note: Words = ""
    doubt: str = ""

    @property
    def released_backup(self) -> TimeSlot | None:
        """The backup date that was kept before a decision and is not kept after it."""
        is_kept = self.before.states.get(Role.BACKUP) is State.TENTATIVE
        is_released = self.after.states.get(Role.BACKUP) is State.RELEASED
        return self.before.history.backup if is_kept and is_released else None


def format_slot(slot: TimeSlot) -> str:
    """Format a date and its time: "Thu Mar 11, 2027, 8:00 a.m."."""
    return f"{format_short_date(slot.day)}, {format_time(slot.start_time)}"


def record_decision(
    context: DecisionContext,
    ledger: Ledger,
    meeting_key: str,
    request: DecisionRequest,
    now: datetime,
) -> DecisionOutcome:
    """Record a decision about a meeting.

    Asking for what is already so changes nothing.

    Args:
        context: the year, its date rules, and today's date.
        ledger: the ledger before the decision.
        meeting_key: the meeting's key.
        request: what is asked for.
        now: the moment, in UTC.

    Raises:
        StatplanError: exit code 4; the decision is not possible. It has the reason and a remedy.
    """
    year_state = context.build_state(ledger)
    judge = _Judge(context, year_state, year_state.index_by_key()[meeting_key])
    ruling = judge.evaluate_request(request)
    if not isinstance(ruling, Accepted):
        return DecisionOutcome(ledger, judge.meeting_state, judge.meeting_state, ruling)
    latest = ledger.find_last_moment()
    decision = Decision(
        meeting_key, request.kind, max(now, latest or now), ruling.slot, request.reason
    )
    decisions = (*ledger.decisions, decision)
    new_ledger = replace(ledger, serial=ledger.serial + 1, decisions=decisions)
    new_state = context.build_state(new_ledger).index_by_key()[meeting_key]
    return DecisionOutcome(new_ledger, judge.meeting_state, new_state, doubt=ruling.doubt)


def notice_messages(
    plan: Plan, outcome: DecisionOutcome, today: date, open_days: OpenDays
) -> Iterator[str]:
    """Yield the plan's rules for a bump, a cancellation, or a move, in sentences.

    Args:
        plan: its `frequency.moving` has the rules.
        outcome: the decision, with the meeting before and after it.
        today: today's date in the plan's zone.
        open_days: the open days, by which notice is counted.
    """
    moving_rules = plan.frequency.moving
    dates = [state.history.slot for state in (outcome.before, outcome.after) if state.history.slot]
    first = min((slot.day for slot in dates), default=today)
    if moving_rules.notice_days is not None and first >= today:
        notice_days = open_days.count_notice_days(today, first)
        if notice_days < moving_rules.notice_days:
            yield (
                f"The plan asks for {_format_working_days(moving_rules.notice_days)} notice; "
                f"this is {notice_days}."
            )
    if moving_rules.who:
        offices = format_list(
            lookup.format_job_title(plan, person_id) for person_id in moving_rules.who
        )
        yield f"By the plan, only {offices} may move or cancel a meeting."
    if moving_rules.told:
        yield f"To be told: {' '.join(moving_rules.told.split())}"


def _format_working_days(count: int) -> str:
    return "1 working day's" if count == 1 else f"{count} working days'"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The acceptance of a request; `slot` is the date that is recorded with it.

    `doubt` is a sentence that says why a person should confirm it; empty where there is no doubt.
    """

    slot: TimeSlot | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Judge:
    """The judge of requests about one meeting."""

    context: DecisionContext
    year_state: YearState
    meeting_state: MeetingState

    def evaluate_request(self, request: DecisionRequest) -> Accepted | Words:
        """Accept a request, or return in words why there is nothing to do."""
        history = self.meeting_state.history
        if history.is_dropped:
            raise self._build_refusal(
                "the plan dropped it before it took place, and calendars have it as cancelled.",
                Remedy(
                    Command("log", self.meeting_state.key),
                    " has what was decided about it.",
                ),
            )
        if history.is_held and request.kind in {"bump", "cancel", "move"}:
            raise self._build_refusal(
                f"it took place on {format_slot(history.slot or history.primary)}, as was "
                "recorded.",
                Remedy("If that was a mistake: ", Command("restore", self.meeting_state.key), "."),
            )
        match request.kind:
            case "bump":
                return self._check_bump()
            case "cancel":
                return Accepted() if history.active_role else "It is cancelled already."
            case "restore":
                return self._check_restore()
            case "move":
                return self._check_move(request)
            case "held":
                return self._check_held()
            case "release":
                return self._check_release()

    def _build_refusal(self, fact: str, remedy: Words) -> StatplanError:
        return StatplanError(
            f"{self.meeting_state.key}: {end_sentence(fact)}", remedy=remedy, exit_code=4
        )

    def _find_rejection(self, slot: TimeSlot, *, is_backup: bool = False) -> Rejection | None:
        """Return why the meeting cannot take a slot; its backup may be a shared reserve day."""
        date_rules, meeting_state = self.context.date_rules, self.meeting_state
        bookings = self.year_state.collect_bookings(
            date_rules, meeting_state.key, meeting_state.reserve_key if is_backup else None
        )
        series_id = meeting_state.meeting.key.series
        closed_day_rules = date_rules.find_closed_day_rules(series_id).for_chosen_days
        needs = meeting_state.list_needs(date_rules, takes_reserve=is_backup)
        return date_rules.find_rejection(slot, needs, bookings, closed_day_rules=closed_day_rules)

    def _check_bump(self) -> Accepted | Words:
        history, states = self.meeting_state.history, self.meeting_state.states
        if history.active_role is Role.BACKUP and history.backup:
            notice = end_sentence(
                f"It was bumped already, and stands on {format_slot(history.backup)}"
            )
            return Remedy(f"{notice} If that date is lost too: ", self._offer_dates())
        backup = history.backup
        if backup is None or history.is_released:
            no_backup = self.meeting_state.meeting.backup
            reason = getattr(no_backup, "reason", "") or "it was released"
            raise self._build_refusal(
                f"it has no back-up date: {reason}.", self._offer_dates().capitalize()
            )
        is_gone = states.get(Role.BACKUP) in GONE
        rejection = self._find_rejection(backup, is_backup=True) if is_gone else None
        if rejection:
            raise self._build_refusal(
                f"its back-up date {format_slot(backup)} is gone: {rejection}.",
                self._offer_dates().capitalize(),
            )
        return Accepted(backup, self._find_doubt_about_bump(backup))

    def _find_doubt_about_bump(self, backup: TimeSlot) -> str:
        """Return why a bump should be confirmed: the meeting is cancelled, or its date is past."""
        history = self.meeting_state.history
        if history.active_role is None:
            return end_sentence(
                "it is cancelled, and a bump brings it back on its backup date, "
                f"{format_slot(backup)}"
            )
        if history.primary.day < self.context.as_of:
            return end_sentence(f"its date is past: {format_slot(history.primary)}")
        return ""

    def _offer_dates(self) -> Remedy:
        """Return in words the next dates to which `move` would put it, and the command."""
        history, date_rules = self.meeting_state.history, self.context.date_rules
        after = max(history.primary.day, self.context.as_of)
        if history.active_role is Role.BACKUP and history.backup:
            after = max(after, history.backup.day)
        next_slot = self.year_state.find_next_slot_of_series(self.meeting_state)
        next_day = next_slot.day if next_slot else None
        bookings = self.year_state.collect_bookings(date_rules, left_out_key=self.meeting_state.key)
        meeting, key = self.meeting_state.meeting, self.meeting_state.key
        backup = self._find_kept_backup()
        free_slots = list(
            islice(
                (
                    slot
                    for slot in date_rules.iter_free_slots(meeting, after, next_day, bookings)
                    if backup is None or slot.day < backup.day
                ),
                _OFFERED,
            )
        )
        if not free_slots and backup:
            fact = "no day between its date and its back-up date is free"
            return Remedy(f"{fact}; ", Command("bump", key), " moves it to the back-up date.")
        if not free_slots:
            return Remedy(
                "no day before the series' next meeting would do; cancel it, or change the plan."
            )
        days = format_list((f"{slot.day} at {slot.start_time:%H:%M}" for slot in free_slots), "or")
        current_time = history.last_slot.start_time
        has_other_time = any(slot.start_time != current_time for slot in free_slots)
        at_words = ("--at", "TIME") if has_other_time else ()
        return Remedy(
            f"these dates would do: {days}; ", Command("move", key, "--to", "DATE", *at_words), "."
        )

    def _check_restore(self) -> Accepted | Words:
        history = self.meeting_state.history
        if history.last_decision is None or history.last_decision.kind == "restore":
            return "It stands as planned; there is nothing to restore."
        planned_slot = history.planned_slot
        rejection = (
            self._find_rejection(planned_slot) if planned_slot.day >= self.context.as_of else None
        )
        if rejection:
            remedy = Remedy(
                "Free that place, or give it another: ",
                Command("move", self.meeting_state.key, "--to", "DATE"),
                ".",
            )
            raise self._build_refusal(
                f"it cannot go back to {format_slot(planned_slot)}: {rejection}.", remedy
            )
        return Accepted()

    def _check_move(self, request: DecisionRequest) -> Accepted | Words:
        history, meeting_key = self.meeting_state.history, self.meeting_state.key
        current_slot = history.last_slot
        new_slot = TimeSlot(
            request.day or current_slot.day,
            request.start_time or current_slot.start_time,
            current_slot.minutes,
        )
        if new_slot == history.slot:
            return f"It stands on {format_slot(new_slot)} already."
        if history.last_role is Role.BACKUP and new_slot.day <= history.primary.day:
            raise self._build_refusal(
                f"{format_slot(new_slot)} does not come after {format_slot(history.primary)}, "
                "which it was bumped from.",
                Remedy(Command("restore", meeting_key), " first, and then move it."),
            )
        rejection = self._find_rejection(new_slot)
        if rejection:
            raise self._build_refusal(
                f"it cannot stand on {format_slot(new_slot)}: {rejection}.",
                self._offer_dates().capitalize(),
            )
        return Accepted(new_slot)

    def _find_kept_backup(self) -> TimeSlot | None:
        """Return the backup date that is kept, or will be if a cancelled meeting is restored."""
        history = self.meeting_state.history
        if history.last_role is Role.BACKUP or history.is_released or history.backup is None:
            return None
        is_gone = self.meeting_state.states.get(Role.BACKUP) in GONE
        is_lost = is_gone and self._find_rejection(history.backup, is_backup=True)
        return None if is_lost else history.backup

    def _check_held(self) -> Accepted | Words:
        history = self.meeting_state.history
        if history.is_held:
            return "It is recorded as held already."
        if history.slot is None:
            remedy = Remedy(
                "If it took place all the same: ",
                Command("restore", self.meeting_state.key),
                " first.",
            )
            raise self._build_refusal("it is cancelled, and so cannot have taken place.", remedy)
        if history.slot.day > self.context.as_of:
            raise self._build_refusal(
                f"it lies ahead, on {format_slot(history.slot)}",
                "Say `held` once it has taken place.",
            )
        return Accepted(history.slot)

    def _check_release(self) -> Accepted | Words:
        history, states = self.meeting_state.history, self.meeting_state.states
        if history.backup is None:
            return "It has no back-up date to release."
        if history.active_role is Role.BACKUP:
            remedy = Remedy(Command("cancel", self.meeting_state.key), " calls the meeting off.")
            fact = (
                "it was bumped, so no backup date is kept; it takes place on "
                f"{format_slot(history.backup)}"
            )
            raise self._build_refusal(fact, remedy)
        if states.get(Role.BACKUP) is not State.TENTATIVE:
            return "Its back-up date is free already."
        if history.backup.day < self.context.as_of:
            return f"Its back-up date {format_slot(history.backup)} is over."
        return Accepted()
