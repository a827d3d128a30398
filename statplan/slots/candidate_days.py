"""The days on which a series could stand: for each weekday, ordinal, month or week, its year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from statplan.plan.series import ClosedDayPolicy, Series
from statplan.plan.time_phrases import WeekdayRule
from statplan.schedule.open_days import OpenDays
from statplan.schedule.recurrence import NominalDay, Recurrence, iter_nominal_days
from statplan.slots.grid import Grid

_ORDINALS = (1, 2, 3, 4, -1)
# Below so many weeks from one meeting to the next, so many working days.
_SHIFT_LIMITS = ((2, 2), (4, 4), (9, 5), (1000, 8))
_DEPARTMENT_ORDINALS = (1, 2, 3, 4)  # what `for_each` spreads over


@dataclass(frozen=True, slots=True)
class CandidateMeeting:
    """One meeting of a candidate: its period, the index of its nominal day, where it may move.

    `days` are the open days on which it may stand, the nominal day among them where that is open;
    nearest first. `window` are the first and the last day of its window, open or not.
    `closed_reason` names what closes the nominal day.
    """

    period: str
    day: int
    days: tuple[int, ...]
    window: tuple[int, int]
    closed_reason: str = ""


@dataclass(frozen=True, slots=True)
class CandidateDays:
    """The candidate days of a series on a weekday: every meeting of the year in order.

    `next_day` is the index of the nominal day that follows the year, None where none does;
    `skipped` counts the periods in which it does not meet although another candidate of the series
    would, or because the day is closed.
    """

    on: WeekdayRule
    month: int
    phase: int
    meetings: tuple[CandidateMeeting, ...]
    next_day: int | None = None
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class DateBounds:
    """The limits on the meetings of a candidate besides its recurrence.

    `shift` counts the working days by which a meeting may move; `max_shift` those by which one may
    whose day is closed and whose policy is `use back-up`, from `min_shift` on.
    """

    first: date
    last: date
    policy: ClosedDayPolicy
    avoid_beside: bool
    shift: int
    max_shift: int
    min_shift: int
    weekdays: frozenset[int]
    called_off: frozenset[date] = frozenset()


def find_shift(series: Series) -> tuple[int, int]:
    """Find the working days by which a meeting may move, and those from one to the next.

    2 where it meets each week, 4 up to three weeks, 5 up to two months, else 8
    [ours]: too little for two meetings of a series to change their order.
    """
    every = series.every
    if every is None:
        return 0, 0
    weeks = {"week": 1, "month": 4, "quarter": 12}[every.unit] * every.count
    return next(shift for below, shift in _SHIFT_LIMITS if weeks < below), 5 * weeks


def list_recurrences(series: Series, first: date, weekdays: frozenset[int]) -> Iterator[Recurrence]:
    """List every recurrence that a series could have, from what it states and leaves open."""
    every, on = series.every, series.on
    if every is None:
        return
    anchor = series.starts or first
    days = [weekday for weekday in (on.weekdays if on else range(7)) if weekday in weekdays]
    if every.unit == "week":
        for phase in range(1 if series.starts else every.count):
            for day in days:
                yield Recurrence(every, WeekdayRule((day,)), anchor, week_offset=phase)
        return
    ordinals = _list_ordinals(series)
    months = 3 if every.unit == "quarter" else every.count
    fixed_month = series.in_month if every.unit == "quarter" else series.starts and 1
    for month in [fixed_month] if fixed_month else range(1, months + 1):
        for ordinal in ordinals:
            for day in days:
                yield _place_in_month(
                    every.unit == "quarter",
                    month,
                    Recurrence(every, WeekdayRule((day,), ordinal), anchor),
                )


def _list_ordinals(series: Series) -> tuple[int, ...]:
    if series.on and series.on.ordinal:
        return (series.on.ordinal,)
    return _DEPARTMENT_ORDINALS if series.on and series.for_each else _ORDINALS


def _place_in_month(quarterly: bool, month: int, recurrence: Recurrence) -> Recurrence:  # noqa: FBT001
    """Place a recurrence in a month, from 1, of the quarter or of the months from its anchor."""
    if quarterly:
        return Recurrence(recurrence.every, recurrence.on, recurrence.anchor, month)
    if month == 1:
        return recurrence
    year, index = divmod(recurrence.anchor.year * 12 + recurrence.anchor.month - 1 + month - 1, 12)
    return Recurrence(recurrence.every, recurrence.on, date(year, index + 1, 1), month)


def find_candidate_days(
    recurrence: Recurrence, bounds: DateBounds, opened: OpenDays, grid: Grid
) -> CandidateDays:
    """Find the meetings of a recurrence between the bounds, and where each may move."""
    meetings: list[CandidateMeeting] = []
    period_counts: dict[str, int] = {}
    next_day, skipped = None, 0
    for nominal in iter_nominal_days(recurrence, bounds.first, opened.last):
        if nominal.day is None or nominal.day in bounds.called_off:
            continue
        if nominal.day > bounds.last:
            next_day = grid.day_indices.get(nominal.day)
            break
        meeting = _build_meeting(nominal, nominal.day, bounds, opened, grid)
        period_counts[meeting.period] = period_counts.get(meeting.period, 0) + 1
        if period_counts[meeting.period] > 1:
            meeting = replace(meeting, period=f"{meeting.period}-{period_counts[meeting.period]}")
        if meeting.closed_reason and bounds.policy == "skip":
            skipped += 1
        else:
            meetings.append(meeting)
    month = recurrence.in_month
    return CandidateDays(
        recurrence.on, month, recurrence.week_offset, tuple(meetings), next_day, skipped
    )


def _build_meeting(
    nominal: NominalDay, day: date, bounds: DateBounds, opened: OpenDays, grid: Grid
) -> CandidateMeeting:
    closed_reason = opened.find_closed_reason(day, avoid_near_holidays=bounds.avoid_beside) or ""
    nominal_index, days = grid.day_indices[day], grid.days
    least, most = _get_shift_range(bounds) if closed_reason else (-bounds.shift, bounds.shift)
    window = range(max(nominal_index + least, 0), min(nominal_index + most, len(days) - 1) + 1)
    if closed_reason and bounds.policy == "same week":
        week = [number for number in window if _get_week(days[number]) == _get_week(day)]
        window = range(week[0], week[-1] + 1)
    allowed_days = [number for number in window if _is_allowed_day(days[number], bounds, opened)]
    allowed_days.sort(key=lambda number: (abs(number - nominal_index), -number))
    return CandidateMeeting(
        nominal.period,
        nominal_index,
        tuple(allowed_days),
        (window.start, window.stop - 1),
        closed_reason,
    )


def _is_allowed_day(day: date, bounds: DateBounds, opened: OpenDays) -> bool:
    if day < bounds.first or day.weekday() not in bounds.weekdays:
        return False
    return opened.find_closed_reason(day, avoid_near_holidays=bounds.avoid_beside) is None


def _get_shift_range(bounds: DateBounds) -> tuple[int, int]:
    """Return from and up to how many working days a meeting on a closed day moves."""
    match bounds.policy:
        case "next working day":
            return 1, bounds.shift
        case "previous working day":
            return -bounds.shift, -1
        case "use back-up":
            return bounds.min_shift, bounds.max_shift
        case "same week" | "skip":
            return -bounds.shift, bounds.shift


def _get_week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
