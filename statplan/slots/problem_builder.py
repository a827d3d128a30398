"""The builder of a slot problem: its grid, its series with their candidate days, and its groups."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from math import gcd
from operator import or_

from statplan.busy.intervals import BusyInterval, BusyTimes
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.schedule import rotation
from statplan.schedule.backup import list_backup_days
from statplan.schedule.bookings import Resource, list_resources
from statplan.schedule.open_days import OpenDays, iter_days
from statplan.schedule.recurrence import Recurrence
from statplan.schedule.series_rules import SeriesRule
from statplan.slots.candidate_days import (
    CandidateDays,
    DateBounds,
    find_candidate_days,
    find_shift,
    list_rhythms,
)
from statplan.slots.grid import Grid, to_minutes
from statplan.slots.model import AttendeeGroup, FixedMeeting, SeriesToPlace, SlotProblem
from statplan.slots.preferences import Preferences

_NO_CANDIDATE = "none of the allowed days and hours is one on which it may stand"

_BackupDays = tuple[tuple[tuple[int, int], ...], ...]


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
            (*left_out, *((series.id, _NO_CANDIDATE) for series in unplaceable)),
        )

    def _build_grid(self, series_with_rules: list[tuple[Series, SeriesRule]]) -> Grid:
        preferences = self.preferences
        times = [preferences.first, *(series.at for series, _ in series_with_rules if series.at)]
        times += [
            backup_time for _, rule in series_with_rules for backup_time in rule.backup_window.times
        ]
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
            stated_starts += tuple(
                self.grid.to_cell(start_time) for start_time in series.times or ()
            )
        backup_times = tuple(self.grid.to_cell(each) for each in rule.backup_window.times)
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
            backup_starts=backup_times or other_starts,
            backup_days=self._list_backup_days(rule),
            shift=find_shift(series)[0],
            backup=rule.backup_window,
            avoid_beside=rule.avoid_near_holidays,
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
            policy=rule.closed_day_policy,
            avoid_beside=rule.avoid_near_holidays,
            shift=shift,
            max_shift=min(rule.backup_window.within, period - 1 - shift),
            min_shift=rule.backup_window.after,
            weekdays=self.weekdays,
            called_off=frozenset(rule.cancelled_days),
        )
        candidates: list[CandidateDays] = []
        for rhythm in list_rhythms(series, self.opened.first, self.weekdays):
            if (rhythm, bounds) not in self.candidates:
                self.candidates[rhythm, bounds] = find_candidate_days(
                    rhythm, bounds, self.opened, self.grid
                )
            candidates.append(self.candidates[rhythm, bounds])
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
        if not window.keep:
            return ()
        window_key = (replace(window, times=()), rule.avoid_near_holidays)
        if window_key not in self.backup_days_by_window:
            self.backup_days_by_window[window_key] = tuple(
                tuple(
                    (self.grid.day_indices[backup_day], rank)
                    for rank, backup_day in enumerate(list_backup_days(day, window, self.opened))
                    if backup_day.weekday() in self.weekdays
                    and self.opened.closed_reason(
                        backup_day, avoid_near_holidays=rule.avoid_near_holidays
                    )
                    is None
                )
                for day in self.grid.days
            )
        return self.backup_days_by_window[window_key]

    def _list_groups(self, rule: SeriesRule) -> tuple[int, ...]:
        heads = rotation.find_heads(self.plan)
        indices: list[int] = []
        for turn_topics in rotation.list_turns(rule.turns, max(len(rule.turns), 1)):
            topic_heads = [head for topic in turn_topics for head in heads.get(topic, ())]
            people = dict.fromkeys((*rule.people, *topic_heads, *rule.unlisted_people))
            needs = list_resources(rule.room, people)
            required = tuple(need for need in needs if need not in self.spared_resources)
            indices.append(self._add_group(required, rule.optional))
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
            firm = self.grid.find_busy_cells(
                [interval for interval in intervals if interval.is_firm]
                + [
                    BusyInterval(meeting.slot.start, meeting.slot.end)
                    for meeting in self.by_need[owner]
                ]
            )
            self.busy_masks[owner] = (
                firm,
                self.grid.find_busy_cells(
                    interval for interval in intervals if not interval.is_firm
                ),
            )
        return self.busy_masks[owner]
