"""The problem made from the plan: who is needed, what days and hours are allowed, what blocks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import reduce
from math import gcd
from operator import or_

from statplan.busy.intervals import BusyInterval, BusyTimes
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.schedule import turns
from statplan.schedule.attendees import list_attendees
from statplan.schedule.backup import list_backup_days
from statplan.schedule.bookings import Booking, Resource, list_resources
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.model import Backup
from statplan.schedule.open_days import BEYOND, OpenDays, build_open_days, find_last_day, iter_days
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.schedule.recurrence import Recurrence
from statplan.schedule.series_rules import SeriesRule, build_unplaced_rules
from statplan.slots.candidate_days import (
    CandidateDays,
    DateBounds,
    find_candidate_days,
    find_shift,
    list_recurrences,
)
from statplan.slots.grid import Grid, to_minutes
from statplan.slots.model import AttendeeGroup, FixedMeeting, SeriesToPlace, SlotProblem
from statplan.slots.preferences import Preferences

NO_INTERVAL = "the plan does not say how often it meets"
NO_CANDIDATE = "none of the allowed days and hours is one on which it may stand"
_NO_SLOT = {"on": None, "at": None, "in_month": None}
_BackupDays = tuple[tuple[tuple[int, int], ...], ...]


def make_problem(
    plan: Plan,
    busy: BusyTimes,
    preferences: Preferences,
    *,
    series_ids: Iterable[str] | None = None,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> SlotProblem:
    """Make the problem of finding slots for the series of a plan.

    Args:
        plan: a plan without faults, with its first day and its time zone.
        busy: what people's and rooms' calendars hold.
        preferences: the days and hours that are allowed and liked.
        series_ids: the ids of series whose weekday and time are sought anew; None seeks what the
            plan leaves open, and keeps what it states. All other series that stand are fixed.
        published: what the ledger of a published year has of it.

    Raises:
        StatplanError: the plan has no first day or no zone, or a series is not in the plan.
    """
    first = plan.frequency.first_day
    if first is None or plan.program.timezone is None:
        missing = "frequency.first_day" if first is None else "program.timezone"
        raise StatplanError(
            f"{missing} is not stated: there is no year in which to look.",
            remedy=Remedy("Answer it: ", Command("init", "--ask", missing), "."),
        )
    asked_ids = None if series_ids is None else tuple(series_ids)
    open_series, left_out = _select_series(plan, asked_ids)
    last = find_last_day(first, plan.frequency.months)
    source = HolidaySource(published.holiday_lists)
    opened, _ = build_open_days(plan.frequency, first, last + BEYOND, source)
    fixed_meetings = _list_fixed_meetings(plan, open_series, published)
    builder = ProblemBuilder(plan, busy, preferences, opened, last, fixed_meetings)
    problem = builder.build_problem(_pair_with_rules(plan, open_series, first), left_out)
    return replace(problem, anew=frozenset(() if asked_ids is None else asked_ids))


def _pair_with_rules(
    plan: Plan, open_series: list[Series], first: date
) -> list[tuple[Series, SeriesRule]]:
    return [
        (series, rule)
        for series in open_series
        for rule in build_unplaced_rules(plan, series, first)
    ]


def _list_backup_times(rule: SeriesRule) -> tuple[time, ...]:
    """Return the times of day that the plan states for back-ups."""
    window = rule.backup_window
    return (*((window.start_time,) if window.start_time else ()), *window.times)


def clear_slot(series: Series) -> Series:
    """Return a series without its weekday, time, and month of the quarter."""
    return series.model_copy(update=_NO_SLOT)


def _select_series(
    plan: Plan, asked_ids: tuple[str, ...] | None
) -> tuple[list[Series], tuple[tuple[str, str], ...]]:
    """Return the series to place, as the search may change them, and those that cannot be."""
    series_by_id = {series.id: series for series in plan.frequency.series or ()}
    unknown_ids = [series_id for series_id in asked_ids or () if series_id not in series_by_id]
    if unknown_ids:
        raise StatplanError(
            f"the plan has no series '{unknown_ids[0]}'.",
            remedy=f"It has {', '.join(series_by_id)}.",
        )
    open_series: list[Series] = []
    left_out: list[tuple[str, str]] = []
    for series in series_by_id.values():
        if asked_ids is not None and series.id not in asked_ids:
            continue
        if (
            asked_ids is None
            and series.at is not None
            and (series.on is not None or series.dates is not None)
        ):
            continue
        reason = _explain_left_out(plan, series)
        if reason:
            left_out.append((series.id, reason))
        else:
            open_series.append(series if asked_ids is None else clear_slot(series))
    return open_series, tuple(left_out)


def _explain_left_out(plan: Plan, series: Series) -> str:
    reason = explain_fixed_rule(series)
    if reason or series.every is None:
        return reason or NO_INTERVAL
    if series.changes:
        return "its rule changes during the year"
    if series.groups:
        return "its groups have rhythms of their own"
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for list_name in (series.rotate, series.for_each):
        if isinstance(list_name, str) and not lists[list_name]:
            return f"the plan lists no {list_name}"
    return ""


def explain_fixed_rule(series: Series) -> str:
    """Return why a series has days for which no other place can be sought; empty where it can."""
    if series.dates is not None:
        return "its dates are listed one by one"
    if series.rule:
        return "its dates follow an RRULE"
    if series.on and series.on.series:
        return f"it follows the meetings of {series.on.series}"
    if series.on and not series.for_each and not series.on.is_one_weekday:
        return f"its rule, {series.on}, is more than one weekday"
    return ""


def _list_fixed_meetings(
    plan: Plan, open_series: list[Series], published: PublishedFacts
) -> tuple[FixedMeeting, ...]:
    """List the meetings and back-ups of all other series, as the scheduler places them.

    The meetings of earlier years that were moved into this one are among them.
    """
    ids = {series.id for series in open_series}
    other_series = tuple(series for series in plan.frequency.series or () if series.id not in ids)
    frequency = plan.frequency.model_copy(update={"series": other_series})
    schedule = make_schedule(plan.model_copy(update={"frequency": frequency}), published)
    fixed_meetings: list[FixedMeeting] = []
    for meeting in (*published.list_earlier_meetings(schedule.first), *schedule.meetings):
        needs = list_resources(meeting.room, meeting.required)
        booking = Booking(meeting.key, meeting.title)
        fixed_meetings.append(FixedMeeting(meeting.slot, booking, needs))
        if isinstance(meeting.backup, Backup):
            backup_booking = replace(booking, is_backup=True)
            fixed_meetings.append(FixedMeeting(meeting.backup.slot, backup_booking, needs))
    return tuple(fixed for fixed in fixed_meetings if fixed.slot.day >= schedule.first)


@dataclass(slots=True)
class ProblemBuilder:
    """A builder of a problem; what many series share is made once."""

    plan: Plan
    busy: BusyTimes
    preferences: Preferences
    opened: OpenDays
    last: date
    fixed_meetings: tuple[FixedMeeting, ...]
    spared_resources: frozenset[Resource] = frozenset()
    grid: Grid = field(init=False)
    weekdays: frozenset[int] = field(init=False)
    resources: dict[Resource, int] = field(default_factory=dict)
    group_indices: dict[tuple[tuple[Resource, ...], tuple[str, ...]], int] = field(
        default_factory=dict
    )
    attendee_groups: list[AttendeeGroup] = field(default_factory=list)
    candidates: dict[tuple[Recurrence, DateBounds], CandidateDays] = field(default_factory=dict)
    backup_days_by_window: dict[object, _BackupDays] = field(default_factory=dict)
    busy_masks: dict[Resource, tuple[int, int]] = field(default_factory=dict)
    by_need: defaultdict[Resource, list[FixedMeeting]] = field(init=False)

    def __post_init__(self) -> None:
        self.weekdays = self.opened.working_weekdays & frozenset(self.preferences.days)
        self.by_need = defaultdict(list)
        for meeting in self.fixed_meetings:
            for need in meeting.needs:
                self.by_need[need].append(meeting)

    def build_problem(
        self,
        series_with_rules: list[tuple[Series, SeriesRule]],
        left_out: tuple[tuple[str, str], ...] = (),
    ) -> SlotProblem:
        """Build the problem of some series, each with its rule."""
        self.grid = self._build_grid(series_with_rules)
        all_series = [self._build_series(series, rule) for series, rule in series_with_rules]
        unplaceable = [
            series for series in all_series if not series.candidates or not series.starts
        ]
        return SlotProblem(
            self.grid,
            self.opened.first,
            self.last,
            tuple(series for series in all_series if series not in unplaceable),
            tuple(self.resources),
            tuple(self.attendee_groups),
            self.fixed_meetings,
            self.busy,
            self.preferences,
            self.opened,
            (*left_out, *((series.id, NO_CANDIDATE) for series in unplaceable)),
            optional_people=self._list_optional_people(),
        )

    def _list_optional_people(self) -> tuple[Resource, ...]:
        names = dict.fromkeys(name for _, optional in self.group_indices for name in optional)
        return list_resources(None, names)

    def _build_grid(self, series_with_rules: list[tuple[Series, SeriesRule]]) -> Grid:
        preferences = self.preferences
        times = [preferences.first, *(series.at for series, _ in series_with_rules if series.at)]
        for _, rule in series_with_rules:
            times += _list_backup_times(rule)
        longest = max((rule.minutes for _, rule in series_with_rules), default=0)
        since = min(map(to_minutes, times))
        until = max(
            to_minutes(preferences.last),
            *(to_minutes(start_time) + longest for start_time in times),
        )
        offsets = [to_minutes(start_time) - since for start_time in times]
        cell_minutes = gcd(
            preferences.step, *offsets, *(rule.minutes for _, rule in series_with_rules)
        )
        return Grid.from_days(self._list_working_days(), since, min(until, 24 * 60), cell_minutes)

    def _list_working_days(self) -> Iterator[date]:
        all_days = iter_days(self.opened.first, self.opened.last)
        return (day for day in all_days if day.weekday() in self.opened.working_weekdays)

    def _build_series(self, series: Series, rule: SeriesRule) -> SeriesToPlace:
        span = rule.minutes // self.grid.cell_minutes
        other_starts = self._list_starts(rule.minutes)
        stated_starts: tuple[int, ...] = (self.grid.to_cell(series.at),) if series.at else ()
        if series.at and series.for_each:
            stated_starts += tuple(map(self.grid.to_cell, series.times or ()))
        backup_starts = tuple(map(self.grid.to_cell, _list_backup_times(rule)))
        every = series.every
        assert every is not None  # noqa: S101 - else it was left out
        return SeriesToPlace(
            id=rule.id,
            title=rule.title,
            plan_path=rule.path,
            every=every,
            minutes=rule.minutes,
            span=span,
            candidates=self._list_candidates(series, rule),
            starts=stated_starts or other_starts,
            other_starts=other_starts,
            backup_starts=backup_starts or other_starts,
            has_backup_time=rule.backup_window.start_time is not None,
            backup_days=self._list_backup_days(rule),
            latest_backups=self._list_latest_backups(rule.backup_window.before_next),
            shift=find_shift(series)[0],
            backup=rule.backup_window,
            closed_day_rules=rule.closed_day_rules,
            groups=self._list_groups(rule),
        )

    def _list_starts(self, minutes: int) -> tuple[int, ...]:
        first, last = to_minutes(self.preferences.first), to_minutes(self.preferences.last)
        return tuple(
            (start - self.grid.since) // self.grid.cell_minutes
            for start in range(first, last - minutes + 1, self.preferences.step)
        )

    def _list_candidates(self, series: Series, rule: SeriesRule) -> tuple[CandidateDays, ...]:
        shift, period = find_shift(series)
        bounds = DateBounds(
            first=max(self.opened.first, series.starts or self.opened.first),
            last=min(self.last, series.until or self.last),
            closed_day_rules=rule.closed_day_rules,
            shift=shift,
            max_shift=min(rule.backup_window.within, period - 1 - shift),
            min_shift=rule.backup_window.after,
            weekdays=self.weekdays,
            called_off=frozenset(rule.cancelled_days),
            gaps=rule.gaps,
        )
        candidates: list[CandidateDays] = []
        for recurrence in list_recurrences(series, self.opened.first, self.weekdays):
            if (recurrence, bounds) not in self.candidates:
                self.candidates[recurrence, bounds] = find_candidate_days(
                    recurrence, bounds, self.opened, self.grid
                )
            candidates.append(self.candidates[recurrence, bounds])
        most = max(
            (len(candidate.meetings) + candidate.skipped for candidate in candidates), default=0
        )
        if series.every and series.every.unit != "week":
            candidates = [
                replace(candidate, skipped=most - len(candidate.meetings))
                if len(candidate.meetings) < most
                else candidate
                for candidate in candidates
            ]
        return tuple(candidate for candidate in candidates if candidate.meetings)

    def _list_backup_days(self, rule: SeriesRule) -> _BackupDays:
        window = rule.backup_window
        if not window.keep or window.is_shared:  # a reserve day is settled, and not sought
            return ()
        window_key = (replace(window, start_time=None, times=()), rule.closed_day_rules)
        if window_key not in self.backup_days_by_window:
            self.backup_days_by_window[window_key] = tuple(
                tuple(
                    (self.grid.day_indices[backup_day], rank)
                    for rank, backup_day in enumerate(list_backup_days(day, window, self.opened))
                    if backup_day.weekday() in self.weekdays
                    and self.opened.find_closed_reason(backup_day, rule.closed_day_rules) is None
                )
                for day in self.grid.days
            )
        return self.backup_days_by_window[window_key]

    def _list_latest_backups(self, before_next: int) -> tuple[int, ...]:
        """List for each day the last day that is so many working days before it; -1 for none."""
        days = self.grid.days
        working_counts = [self.opened.count_working_days(days[0], day) for day in days]
        return tuple(
            bisect_right(working_counts, count - before_next) - 1 for count in working_counts
        )

    def _list_groups(self, rule: SeriesRule) -> tuple[int, ...]:
        is_attended = self.plan.leadership.attends == "every"
        indices: list[int] = []
        for turn_topics in turns.list_turns(rule.turns, max(len(rule.turns), 1)):
            attendees = list_attendees(self.plan, rule.series, turn_topics, is_attended=is_attended)
            people = [attendee.id for attendee in attendees if attendee.is_required]
            optional = tuple(attendee.id for attendee in attendees if not attendee.is_required)
            needs = list_resources(rule.place.room, people)
            required = tuple(need for need in needs if need not in self.spared_resources)
            indices.append(self._add_group(required, optional))
        return tuple(indices)

    def _add_group(self, needs: tuple[Resource, ...], optional: tuple[str, ...]) -> int:
        group_key = (needs, optional)
        if group_key not in self.group_indices:
            self.group_indices[group_key] = len(self.attendee_groups)
            need_indices = tuple(
                self.resources.setdefault(need, len(self.resources)) for need in needs
            )
            soft = [self._get_busy_masks(need)[1] for need in needs]
            firm = reduce(or_, (self._get_busy_masks(need)[0] for need in needs), 0)
            others = [need for need in list_resources(None, optional) if need not in needs]
            soft += [
                firm_mask | soft_mask for firm_mask, soft_mask in map(self._get_busy_masks, others)
            ]
            self.attendee_groups.append(
                AttendeeGroup(need_indices, firm, tuple(mask for mask in soft if mask))
            )
        return self.group_indices[group_key]

    def _get_busy_masks(self, owner: Resource) -> tuple[int, int]:
        """Return the firm and the other busy cells of one person or room."""
        if owner not in self.busy_masks:
            intervals = self.busy.list_intervals(owner)
            booked = [
                BusyInterval(meeting.slot.start, meeting.slot.end)
                for meeting in self.by_need[owner]
            ]
            firm = [interval for interval in intervals if interval.is_firm]
            others = [interval for interval in intervals if not interval.is_firm]
            find_cells = self.grid.find_busy_cells
            self.busy_masks[owner] = find_cells(firm + booked), find_cells(others)
        return self.busy_masks[owner]
