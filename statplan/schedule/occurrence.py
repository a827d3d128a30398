"""The meetings that the rules of a series give, before they have a date of their own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from statplan.plan.holidays import ClosedDayPolicy
from statplan.schedule.bookings import Booking, Resource
from statplan.schedule.gaps import describe_gap, find_gap
from statplan.schedule.identity import choose_periods
from statplan.schedule.model import MeetingKey, MeetingPlace, Move, OmittedMeeting, TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.overrides import MeetingOverride
from statplan.schedule.published_facts import PublishedMeeting
from statplan.schedule.recurrence import (
    NominalDay,
    RelativeRecurrence,
    iter_nominal_days,
    shift_day,
)
from statplan.schedule.series_rules import SeriesRule

DEFAULT_REASON = "as the plan says"
_ONE_DAY = timedelta(days=1)
_MOST_FARTHER = timedelta(days=6)  # by which a closed day moves a meeting away from its base


@dataclass(slots=True)
class Occurrence:
    """A nominal day that is to become a meeting; `slot` is None until it has one.

    `period` has the first and the last day of the meeting's own month, quarter, or weeks;
    `base_day` the nominal day of the meeting that it goes by, where it goes by one, and
    `before_day` the date of that meeting where it must precede it. `key` is the one that calendars
    have, `plan_key` the one that the plan gives: they differ only where the series has gained or
    lost a day since it was published.
    """

    rule: SeriesRule
    key: MeetingKey
    plan_key: MeetingKey
    nominal_day: date
    period: tuple[date, date]
    start_time: time
    base_day: date | None = None
    before_day: date | None = None
    subject_ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    optional_people: tuple[str, ...] = ()
    needs: tuple[Resource, ...] = ()
    slot: TimeSlot | None = None
    closed_reason: str | None = None
    cause: str = ""
    policy: ClosedDayPolicy = "meets anyway"
    suggested_days: tuple[date, ...] = ()
    move: Move | None = None
    override: MeetingOverride | None = None
    is_attended: bool = False
    previous: "Occurrence | None" = field(default=None, repr=False)
    following: "Occurrence | None" = field(default=None, repr=False)

    @property
    def counted_day(self) -> date:
        """The day that decides to which year it belongs: its nominal day, or its base's before."""
        return min(self.nominal_day, self.base_day or self.nominal_day)

    @property
    def next_day(self) -> date | None:
        """The day that its backup must precede: of the next meeting, or of the one it goes by."""
        following_slot = self.following.slot if self.following else None
        days = (self.before_day, following_slot and following_slot.day)
        return min((day for day in days if day), default=None)

    @property
    def planned_time(self) -> time:
        """The start time that the plan gives it: that of its exception, else that of its rule."""
        return (self.override and self.override.start_time) or self.start_time

    @property
    def planned_slot(self) -> TimeSlot:
        """The slot that the plan gives it: that of its exception, else its nominal one."""
        chosen_day = self.override.day if self.override else None
        return TimeSlot(chosen_day or self.nominal_day, self.planned_time, self.minutes)

    @property
    def current_slot(self) -> TimeSlot:
        """The slot that it has; until it has one, that which the plan gives it."""
        return self.slot or self.planned_slot

    @property
    def minutes(self) -> int:
        """The minutes that the plan gives it."""
        return (self.override and self.override.minutes) or self.rule.minutes

    @property
    def place(self) -> MeetingPlace:
        """Where the plan has it held."""
        return self.override.change_place(self.rule.place) if self.override else self.rule.place

    @property
    def chair(self) -> str | None:
        """The id of the person whom the plan has chair it."""
        return (self.override and self.override.chair) or self.rule.chair

    @property
    def must_move(self) -> bool:
        """True if its day is closed, and the plan chose no day for it."""
        is_chosen = self.nominal_day in self.rule.dates or (self.override and self.override.day)
        return self.closed_reason is not None and not is_chosen

    @property
    def booking(self) -> Booking:
        """What its time slot is booked for."""
        return Booking(self.key, self.rule.title)

    @property
    def backup_booking(self) -> Booking:
        """What the time slot of its backup date is booked for."""
        return Booking(self.key, self.rule.title, is_backup=True)


@dataclass(slots=True)
class SeriesYear:
    """What a series has: its meetings, and the periods without one."""

    rule: SeriesRule
    occurrences: list[Occurrence]
    omitted: list[OmittedMeeting]


@dataclass(frozen=True, slots=True)
class _RuledDay:
    """A nominal day with its start time, and what it has of the meeting that it goes by."""

    nominal: NominalDay
    start_time: time
    base_day: date | None = None
    before_day: date | None = None


def list_occurrences(
    rule: SeriesRule,
    open_days: OpenDays,
    years_by_series: dict[str, SeriesYear],
    published: Sequence[PublishedMeeting] = (),
) -> SeriesYear:
    """List the meetings that a series has by its rules, and the periods without one.

    Args:
        rule: the series.
        open_days: the days that are planned.
        years_by_series: the series that it may follow, each meeting with its slot.
        published: the meetings of the series that calendars have, which keep their keys.
    """
    year = SeriesYear(rule, [], [])
    ruled_days = list(_iter_ruled_days(rule, open_days, years_by_series))
    nominal_days = [ruled_day.nominal for ruled_day in ruled_days]
    plan_periods = list(_iter_unique_periods(nominal_days))
    periods = choose_periods(nominal_days, plan_periods, published, open_days.first)
    for ruled_day, period, plan_period in zip(ruled_days, periods, plan_periods, strict=True):
        keys = MeetingKey(rule.id, period), MeetingKey(rule.id, plan_period)
        override = rule.overrides.get(period)
        if override is None and plan_period not in periods:  # an exception may name either key
            override = rule.overrides.get(plan_period)
        _add_ruled_day(year, ruled_day, keys, override, open_days)
    return year


def _add_ruled_day(
    year: SeriesYear,
    ruled_day: _RuledDay,
    keys: tuple[MeetingKey, MeetingKey],
    override: MeetingOverride | None,
    open_days: OpenDays,
) -> None:
    """Add a nominal day to a year: as a meeting, or as a period without one.

    Args:
        year: the series.
        ruled_day: the day.
        keys: the key that calendars have, and the one that the plan gives.
        override: the exception of the plan for it.
        open_days: the days that are planned.
    """
    rule, nominal, day = year.rule, ruled_day.nominal, ruled_day.nominal.day
    key, plan_key = keys
    omission = OmittedMeeting(
        key, rule.title, day, nominal.reason, period_first=nominal.first, plan_key=plan_key
    )
    gap = find_gap(rule.gaps, day, open_days.is_working_day) if day else None
    cancellation = _find_cancellation(rule, day, override)
    if day is None:
        is_off = bool(override and override.is_cancelled)
        year.omitted.append(replace(omission, is_called_off=is_off))
    elif gap:
        reason = f"the series {describe_gap(gap)}"
        year.omitted.append(replace(omission, reason=reason, is_in_gap=True))
    elif cancellation:
        reason = f"called off: {cancellation}"
        year.omitted.append(replace(omission, reason=reason, is_called_off=True))
    else:
        occurrence = Occurrence(
            rule,
            key,
            plan_key,
            day,
            (nominal.first, nominal.last),
            ruled_day.start_time,
            ruled_day.base_day,
            ruled_day.before_day,
            override=override,
        )
        year.occurrences.append(occurrence)


def _iter_unique_periods(nominal_days: Iterable[NominalDay]) -> Iterator[str]:
    """Yield the periods of nominal days; a second one in the same period has `-2` behind it."""
    period_counts: dict[str, int] = {}
    for nominal in nominal_days:
        period = nominal.period
        count = period_counts[period] = period_counts.get(period, 0) + 1
        yield period if count == 1 else f"{period}-{count}"


def _find_cancellation(
    rule: SeriesRule, day: date | None, override: MeetingOverride | None
) -> str | None:
    """Return why the plan calls a meeting off, or None where it does not."""
    reason = rule.cancelled_days.get(day) if day else None
    if override and override.is_cancelled:
        return reason or override.reason or DEFAULT_REASON
    return reason


def _iter_ruled_days(
    rule: SeriesRule, open_days: OpenDays, years_by_series: dict[str, SeriesYear]
) -> Iterator[_RuledDay]:
    first, last = open_days.first, open_days.last
    for day in sorted(set(rule.dates)):
        if first <= day <= last:
            yield _RuledDay(NominalDay(day.isoformat(), day, day, day), rule.start_time)
    for rule_period in rule.rule_periods:
        recurrence, start_time = rule_period.recurrence, rule_period.start_time
        period_first = max(first, rule_period.starts)
        period_last = min(last, rule_period.until or last)
        if isinstance(recurrence, RelativeRecurrence):
            base_year = years_by_series[recurrence.series]
            yield from _iter_relative_days(
                recurrence, base_year, period_first, period_last, start_time
            )
            continue
        for nominal in iter_nominal_days(
            recurrence, period_first, period_last, open_days.is_working_day
        ):
            yield _RuledDay(nominal, start_time)


def _iter_relative_days(
    recurrence: RelativeRecurrence, base_year: SeriesYear, first: date, last: date, start_time: time
) -> Iterator[_RuledDay]:
    """Yield the days from `first` to `last` that are so far from the meetings of another series.

    Where that series leaves a meeting out, there is none to follow; two that give one day give one
    meeting. A closed day never moves a meeting past the one that it follows, and at most 6 days
    farther out of its period.
    """
    used_days: set[date] = set()
    placed = [
        (occurrence.slot.day, occurrence)
        for occurrence in base_year.occurrences
        if occurrence.slot is not None
    ]
    for base_day, occurrence in sorted(placed, key=lambda pair: pair[0]):
        day = shift_day(base_day, recurrence.shift)
        period_first, period_last = occurrence.period
        if recurrence.shift.count < 0:
            bounds = min(period_first, day - _MOST_FARTHER), base_day - _ONE_DAY
        else:
            bounds = base_day + _ONE_DAY, max(period_last, day + _MOST_FARTHER)
        if day in used_days:
            reason = "it falls on the day of another of its meetings"
            yield _RuledDay(NominalDay(occurrence.key.period, None, day, day, reason), start_time)
        elif first <= day <= last:
            used_days.add(day)
            nominal = NominalDay(occurrence.key.period, day, *bounds)
            before_day = base_day if recurrence.shift.count < 0 else None
            yield _RuledDay(nominal, start_time, occurrence.nominal_day, before_day)
    for omission in base_year.omitted:
        usual_day = omission.nominal_day or omission.period_first
        if usual_day and first <= usual_day <= last:
            reason = f"{omission.title} does not meet ({omission.reason})"
            nominal = NominalDay(omission.key.period, None, usual_day, usual_day, reason)
            yield _RuledDay(nominal, start_time)
