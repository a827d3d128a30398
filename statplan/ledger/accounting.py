"""The account of a year: what was promised, what the plan still has of it, and what was held.

A promise is what the first publish of a year sent to calendars. The ledger keeps it, so no edit of
the plan changes how much was promised, which of it is due, or which of it was held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from statplan.holds import Role
from statplan.ledger.meeting_state import DecisionHistory
from statplan.ledger.model import Ledger, MeetingRecord, PublishedYear
from statplan.ledger.notice import NO_CHANGES, NoticeGiven, measure_notice
from statplan.ledger.recorded_meetings import build_recorded_history, index_ledger
from statplan.ledger.year_records import index_records
from statplan.ledger.year_state import DecisionContext, YearState
from statplan.plan.english import format_year_number
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone
from statplan.schedule.model import Meeting, TimeSlot

Outcome = Literal["held", "cancelled", "dropped", "not recorded", "ahead"]


@dataclass(frozen=True, slots=True)
class MeetingAccount:
    """What was promised of a meeting, and what became of it.

    `series` is the id of its series when it was published. `promised` is None for a meeting that
    was added after its year was first published. `slot` is where the meeting takes place or took
    place; where it is off, its last date. A meeting is "cancelled" by a decision, and "dropped" by
    an edit of the plan.
    """

    key: str
    series: str
    title: str
    promised: TimeSlot | None
    slot: TimeSlot
    outcome: Outcome
    is_bumped: bool = False

    @property
    def is_off(self) -> bool:
        """True if it does not take place."""
        return self.outcome in {"cancelled", "dropped"}

    @property
    def is_moved(self) -> bool:
        """True if it takes place on another day than was promised."""
        return bool(self.promised and self.promised.day != self.slot.day) and not self.is_off

    def is_due(self, today: date) -> bool:
        """Return whether it was promised by now: its promised day is over, or it was held."""
        return self.outcome == "held" or (self.promised or self.slot).day < today


@dataclass(frozen=True, slots=True)
class Account:
    """How many meetings were promised, and what became of them.

    `planned` are those that the plan still has, also where a decision cancelled them since. `due`
    are those whose promised day is over, or that were held. Of these, nothing is recorded of
    `unrecorded`, `postponed` are still ahead on another day, and `due_off` are off. `moved` take
    place on another day
    than promised, `bumped` of them on their backup date. `added` were not promised, and count in
    nothing else; `added_held` of them were held.
    """

    promised: int
    planned: int
    due: int
    held: int
    moved: int
    bumped: int
    cancelled: int
    dropped: int
    unrecorded: int
    postponed: int
    due_off: int = 0
    added: int = 0
    added_held: int = 0

    @property
    def off(self) -> int:
        """How many promised meetings do not take place, whoever took them off."""
        return self.cancelled + self.dropped

    @property
    def held_percent(self) -> int | None:
        """The share of the meetings due that is recorded as held; None where that is not known."""
        is_known = self.held or (self.due and not self.is_least)
        return self.held * 100 // self.due if is_known else None

    @property
    def is_least(self) -> bool:
        """True if the share may still rise: of some meetings due, the outcome is not recorded."""
        return bool(self.unrecorded or self.postponed)


@dataclass(frozen=True, slots=True)
class SeriesAccount:
    """The account of the meetings of a series, with the name that it had last."""

    series: str
    title: str
    account: Account


@dataclass(frozen=True, slots=True)
class YearAccount:
    """The account of a year, as of a day.

    `published_on` is the day of its first publish, None where nothing was published: then its
    meetings are those of the plan, and nothing is promised. `next_by` is the day by which the plan
    of the year promised the schedule of the next one, and `next_published_on` when that came.
    `notice` is what calendars gave of changes.
    """

    first: date
    last: date
    as_of: date
    meetings: tuple[MeetingAccount, ...]
    published_on: date | None = None
    next_by: date | None = None
    next_published_on: date | None = None
    notice: NoticeGiven = NO_CHANGES

    @property
    def total(self) -> Account:
        """The account of all meetings of the year."""
        return count_meetings(self.meetings, self.as_of)

    def list_series(self) -> list[SeriesAccount]:
        """Return the account of each series, in the order of their ids."""
        groups = groupby(self.meetings, key=lambda meeting: meeting.series)
        return [self._count_series(series, list(meetings)) for series, meetings in groups]

    def _count_series(self, series: str, meetings: list[MeetingAccount]) -> SeriesAccount:
        last_meeting = max(meetings, key=lambda meeting: meeting.slot)
        return SeriesAccount(series, last_meeting.title, count_meetings(meetings, self.as_of))

    @property
    def is_next_on_time(self) -> bool | None:
        """True if the next schedule came by its day; None where none was set, or it is not due."""
        if self.next_by is None or (self.next_published_on is None and self.as_of <= self.next_by):
            return None
        return self.next_published_on is not None and self.next_published_on <= self.next_by


def count_meetings(meetings: Iterable[MeetingAccount], today: date) -> Account:
    """Return the account of some meetings as of a day."""
    listed = tuple(meetings)
    promised = [meeting for meeting in listed if meeting.promised]
    added = [meeting for meeting in listed if not meeting.promised]
    due = [meeting for meeting in promised if meeting.is_due(today)]
    return Account(
        promised=len(promised),
        planned=len(promised) - _count_outcome(promised, "dropped"),
        due=len(due),
        held=_count_outcome(promised, "held"),
        moved=sum(meeting.is_moved for meeting in promised),
        bumped=sum(meeting.is_bumped for meeting in promised),
        cancelled=_count_outcome(promised, "cancelled"),
        dropped=_count_outcome(promised, "dropped"),
        unrecorded=_count_outcome(due, "not recorded"),
        postponed=_count_outcome(due, "ahead"),
        due_off=sum(meeting.is_off for meeting in due),
        added=len(added),
        added_held=_count_outcome(added, "held"),
    )


def _count_outcome(meetings: Iterable[MeetingAccount], outcome: Outcome) -> int:
    return sum(meeting.outcome == outcome for meeting in meetings)


def choose_year(years: Iterable[PublishedYear], today: date) -> PublishedYear | None:
    """Return the latest year that began by a day, or else the first; None where there is none."""
    listed = list(years)
    begun = [year for year in listed if year.first <= today]
    chosen = begun[-1:] or listed[:1]
    return chosen[0] if chosen else None


def find_years(years: Iterable[PublishedYear], name: str) -> list[PublishedYear]:
    """Return the years of a name: "2027", "2027-28", or the first day, as 2027-07-01.

    A number alone names the years that begin in that calendar year, and one that is called so
    before the others.
    """
    listed = list(years)
    plain_name = name.replace("\u2013", "-")
    called_so = [year for year in listed if name_year(year.first, year.last) == plain_name]
    return called_so or [
        year for year in listed if plain_name in {str(year.first.year), year.first.isoformat()}
    ]


def name_year(first: date, last: date) -> str:
    """Return what a year is called, in letters that anybody can type: "2027", or "2027-28".

    One that is shorter than a year is called by the year in which it begins.
    """
    return format_year_number(first, last).replace("\u2013", "-") or str(first.year)


def count_year(
    plan: Plan,
    context: DecisionContext,
    ledger: Ledger,
    year_state: YearState,
    year: PublishedYear | None,
) -> YearAccount:
    """Return the account of a year.

    Args:
        plan: the plan, which says how much notice it asks for.
        context: the planned year, its date rules, and the day.
        ledger: the ledger, which has the promises.
        year_state: every meeting of the plan or the ledger, with every decision.
        year: one of the years of the ledger; None where nothing was published.
    """
    today, zone = context.as_of, context.schedule.zone
    if year is None:
        meetings = _list_planned(year_state, today)
        return YearAccount(context.schedule.first, context.schedule.last, today, tuple(meetings))
    records = _list_records(ledger, year)
    next_year = next((other for other in ledger.years if other.first > year.first), None)
    return YearAccount(
        year.first,
        year.last,
        today,
        tuple(_list_meetings(records, ledger, year_state, today)),
        _find_publish_day(year, zone),
        year.next_by,
        _find_publish_day(next_year, zone) if next_year else None,
        measure_notice(
            ledger,
            records,
            context.date_rules.open_days,
            zone,
            plan.frequency.moving.notice_days,
        ),
    )


def _find_publish_day(year: PublishedYear, zone: str) -> date:
    return year.published_at.astimezone(load_timezone(zone)).date()


def _list_records(ledger: Ledger, year: PublishedYear) -> list[MeetingRecord]:
    """Return the records of the meetings of a year; what was promised in it stays in it."""
    return [
        record
        for record in index_records(ledger).values()
        if choose_year(ledger.years, _find_counted_day(record)) == year
    ]


def _find_counted_day(record: MeetingRecord) -> date:
    return record.promise.counted_day if record.promise else record.counted_day


def _list_planned(year_state: YearState, today: date) -> list[MeetingAccount]:
    """Return the account of each meeting of a plan as it is now, as nothing else was promised."""
    accounts = [
        _build_account(state.meeting, state.history, state.history.planned_slot, today)
        for state in year_state.meeting_states
        if state.is_shown
    ]
    return sorted(accounts, key=_order_meeting)


def _list_meetings(
    records: Iterable[MeetingRecord], ledger: Ledger, year_state: YearState, today: date
) -> list[MeetingAccount]:
    states, ledger_index = year_state.index_by_key(), index_ledger(ledger)
    accounts = []
    for record in records:
        state = states.get(record.key)
        history = state.history if state else build_recorded_history(record, ledger_index)
        promised = record.promise.slot if record.promise else None
        accounts.append(
            _build_account(record.planned, history, promised, today, has_left=state is None)
        )
    return sorted(accounts, key=_order_meeting)


def _order_meeting(meeting: MeetingAccount) -> tuple[str, TimeSlot, str]:
    return meeting.series, meeting.promised or meeting.slot, meeting.key


def _build_account(
    meeting: Meeting,
    history: DecisionHistory,
    promised: TimeSlot | None,
    today: date,
    *,
    has_left: bool = False,
) -> MeetingAccount:
    """Return the account of a meeting.

    Args:
        meeting: the meeting as the plan last had it.
        history: its dates, with every decision.
        promised: the slot that was promised; None where it was added later.
        today: today's date in the plan's zone.
        has_left: whether it is ahead, and the plan has it no more.
    """
    return MeetingAccount(
        str(meeting.key),
        meeting.key.series,
        meeting.title,
        promised,
        history.last_slot,
        _find_outcome(history, today, has_left=has_left),
        history.active_role is Role.BACKUP and not has_left,
    )


def _find_outcome(history: DecisionHistory, today: date, *, has_left: bool) -> Outcome:
    if history.is_held:
        return "held"
    if history.active_role is None and not history.is_dropped:
        return "cancelled"
    if history.is_dropped or has_left:
        return "dropped"
    return "not recorded" if history.last_slot.day < today else "ahead"
