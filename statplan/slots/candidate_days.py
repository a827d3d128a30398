"""The days on which a series could stand: for each weekday, ordinal, month or week, its year."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from statplan.plan.holidays import ClosedDayPolicy
from statplan.plan.series import Series
from statplan.plan.time_values import DayRule, Gap, make_weekday_rule
from statplan.schedule.closed_days import ClosedDayRules
from statplan.schedule.gaps import find_gap
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

    on: DayRule
    month: int
    phase: int
    meetings: tuple[CandidateMeeting, ...]
    next_day: int | None = None
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class DateBounds:
    """The limits on the meetings of a candidate besides its recurrence.

    `shift` counts the working days by which a meeting may move; `max_shift` those by which one may
    whose day is closed and whose policy is `use backup`, from `min_shift` on.
    """

    first: date
    last: date
    closed_day_rules: ClosedDayRules
    shift: int
    max_shift: int
    min_shift: int
    weekdays: frozenset[int]
    called_off: frozenset[date] = frozenset()
    gaps: tuple[Gap, ...] = ()


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
                yield Recurrence(every, make_weekday_rule((day,)), anchor, week_offset=phase)
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
                    Recurrence(every, make_weekday_rule((day,), ordinal), anchor),
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
        if find_gap(bounds.gaps, nominal.day, opened.is_working_day):
            continue
        if nominal.day > bounds.last:
            next_day = grid.day_indices.get(nominal.day)
            break
        count = period_counts[nominal.period] = period_counts.get(nominal.period, 0) + 1
        period = nominal.period if count == 1 else f"{nominal.period}-{count}"
        numbered = replace(nominal, period=period)
        meeting = _build_meeting(numbered, nominal.day, bounds, opened, grid)
        if meeting:
            meetings.append(meeting)
        else:
            skipped += 1
    month = recurrence.in_month
    return CandidateDays(
        recurrence.on, month, recurrence.week_offset, tuple(meetings), next_day, skipped
    )


def _build_meeting(
    nominal: NominalDay, day: date, bounds: DateBounds, opened: OpenDays, grid: Grid
) -> CandidateMeeting | None:
    """Return a meeting and where it may stand; None where its day is closed and it is left out."""
    closed_reason = opened.find_closed_reason(day, bounds.closed_day_rules) or ""
    index = grid.day_indices[day]
    window = range(max(index - bounds.shift, 0), min(index + bounds.shift + 1, len(grid.days)))
    if closed_reason:
        windows = _list_closed_day_windows(nominal, day, bounds, opened, grid)
        open_windows = (each for each in windows if _has_open_day(each, bounds, opened, grid))
        window = next(open_windows, range(0))
        if not window:
            return None
    allowed_days = [
        number for number in window if _is_allowed_day(grid.days[number], bounds, opened)
    ]
    allowed_days.sort(key=lambda number: (abs(number - index), -number))
    return CandidateMeeting(
        nominal.period, index, tuple(allowed_days), (window.start, window.stop - 1), closed_reason
    )


def _has_open_day(window: range, bounds: DateBounds, opened: OpenDays, grid: Grid) -> bool:
    rules = bounds.closed_day_rules
    return any(
        grid.days[number] >= bounds.first
        and opened.is_working_day(grid.days[number])
        and opened.find_closed_reason(grid.days[number], rules) is None
        for number in window
    )


def _is_allowed_day(day: date, bounds: DateBounds, opened: OpenDays) -> bool:
    if day < bounds.first or day.weekday() not in bounds.weekdays:
        return False
    return opened.find_closed_reason(day, bounds.closed_day_rules) is None


def _list_closed_day_windows(
    nominal: NominalDay, day: date, bounds: DateBounds, opened: OpenDays, grid: Grid
) -> list[range]:
    """List the windows into which a meeting moves off a closed day: its policy's, and before it.

    A window stays in the meeting's own period, or within `shift` where it may leave that.
    """
    rules, index = bounds.closed_day_rules, grid.day_indices[day]
    policy = opened.find_policy(day, rules)
    if policy in {"skip", "meets anyway"}:
        return []
    if rules.leaves_period:
        least, most = index - bounds.shift, index + bounds.shift
    else:
        least = bisect_left(grid.days, nominal.first)
        most = bisect_right(grid.days, nominal.last) - 1
    later, earlier = _get_policy_window(policy, day, bounds, grid), range(least, index)
    return [
        range(max(window.start, least, 0), min(window.stop, most + 1, len(grid.days)))
        for window in (later, earlier)
    ]


def _get_policy_window(policy: ClosedDayPolicy, day: date, bounds: DateBounds, grid: Grid) -> range:
    """Return the window of a policy, as far as the days of the grid go."""
    index = grid.day_indices[day]
    match policy:
        case "next working day":
            return range(index + 1, len(grid.days))
        case "use backup":
            return range(index + bounds.min_shift, index + bounds.max_shift + 1)
        case "a week later":
            week_later = grid.day_indices.get(day + timedelta(days=7), len(grid.days))
            return range(week_later, week_later + 1)
        case "same week":
            monday = day - timedelta(days=day.weekday())
            return range(
                bisect_left(grid.days, monday),
                bisect_right(grid.days, monday + timedelta(days=6)),
            )
        case "previous working day" | "skip" | "meets anyway":
            return range(index)
