"""The days on which a series could stand: for each weekday, ordinal, month or week, its year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from statplan.plan.series import ClosedDayPolicy, Series
from statplan.plan.times import On
from statplan.schedule.cadence import Nominal, Rhythm, nominal_days
from statplan.schedule.closed import OpenDays
from statplan.slots.grid import Grid

_ORDINALS = (1, 2, 3, 4, -1)
_SHIFTS = ((2, 2), (4, 4), (9, 5), (1000, 8))  # weeks from one meeting to the next, working days
_SPREAD_ORDINALS = (1, 2, 3, 4)  # what `for_each` spreads over


@dataclass(frozen=True, slots=True)
class Turn:
    """One meeting of a line: its period, the index of its nominal day, and where it may move.

    `days` are the open days on which it may stand, the nominal day among them where that is open;
    nearest first. `reach` are the first and the last day of its window, open or not. `why` names
    what closes the nominal day.
    """

    period: str
    day: int
    days: tuple[int, ...]
    reach: tuple[int, int]
    why: str = ""


@dataclass(frozen=True, slots=True)
class YearLine:
    """A series on a weekday: every meeting of the year in order.

    `then` is the index of the nominal day that follows the year, None where none does; `lost`
    counts the periods in which it does not meet although another line of the series would.
    """

    on: On
    month: int
    phase: int
    turns: tuple[Turn, ...]
    then: int | None = None
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What decides the meetings of a line besides the rhythm.

    `shift` counts the working days by which a meeting may move; `far` those by which one may whose
    day is closed and whose policy is `use back-up`, from `after` on.
    """

    first: date
    last: date
    policy: ClosedDayPolicy
    avoid_beside: bool
    shift: int
    far: int
    after: int
    weekdays: frozenset[int]
    called_off: frozenset[date] = frozenset()


def shift_of(series: Series) -> tuple[int, int]:
    """By how many working days a meeting may move, and the working days from one to the next.

    2 where it meets each week, 4 up to three weeks, 5 up to two months, else 8
    [ours]: too little for two meetings of a series to change their order.
    """
    every = series.every
    if every is None:
        return 0, 0
    weeks = {"week": 1, "month": 4, "quarter": 12}[every.unit] * every.count
    return next(shift for below, shift in _SHIFTS if weeks < below), 5 * weeks


def rhythms(series: Series, first: date, weekdays: frozenset[int]) -> Iterator[Rhythm]:
    """Every rhythm in which a series could stand, by what it states and what it leaves open."""
    every, on = series.every, series.on
    if every is None:
        return
    anchor = series.starts or first
    days = [each for each in (on.weekdays if on else range(7)) if each in weekdays]
    if every.unit == "week":
        for phase in range(1 if series.starts else every.count):
            for day in days:
                yield Rhythm(every, On((day,)), anchor, phase=phase)
        return
    ordinals = _ordinals(series)
    months = 3 if every.unit == "quarter" else every.count
    fixed = series.in_month if every.unit == "quarter" else series.starts and 1
    for month in [fixed] if fixed else range(1, months + 1):
        for ordinal in ordinals:
            for day in days:
                yield _monthly(
                    every.unit == "quarter", month, Rhythm(every, On((day,), ordinal), anchor)
                )


def _ordinals(series: Series) -> tuple[int, ...]:
    if series.on and series.on.ordinal:
        return (series.on.ordinal,)
    return _SPREAD_ORDINALS if series.on and series.for_each else _ORDINALS


def _monthly(quarterly: bool, month: int, rhythm: Rhythm) -> Rhythm:  # noqa: FBT001
    """The rhythm in a month, from 1, of the quarter or of the months from its anchor."""
    if quarterly:
        return Rhythm(rhythm.every, rhythm.on, rhythm.anchor, month)
    if month == 1:
        return rhythm
    year, index = divmod(rhythm.anchor.year * 12 + rhythm.anchor.month - 1 + month - 1, 12)
    return Rhythm(rhythm.every, rhythm.on, date(year, index + 1, 1), month)


def year_line(rhythm: Rhythm, bounds: Bounds, opened: OpenDays, grid: Grid) -> YearLine:
    """The meetings of a rhythm between the bounds, and where each may move."""
    turns: list[Turn] = []
    seen: dict[str, int] = {}
    then, lost = None, 0
    for nominal in nominal_days(rhythm, bounds.first, opened.last):
        if nominal.day is None or nominal.day in bounds.called_off:
            continue
        if nominal.day > bounds.last:
            then = grid.index.get(nominal.day)
            break
        turn = _turn(nominal, nominal.day, bounds, opened, grid)
        seen[turn.period] = seen.get(turn.period, 0) + 1
        if seen[turn.period] > 1:
            turn = replace(turn, period=f"{turn.period}-{seen[turn.period]}")
        if turn.why and bounds.policy == "skip":
            lost += 1
        else:
            turns.append(turn)
    month = rhythm.in_month
    return YearLine(rhythm.on, month, rhythm.phase, tuple(turns), then, lost)


def _turn(nominal: Nominal, day: date, bounds: Bounds, opened: OpenDays, grid: Grid) -> Turn:
    why = opened.why_not(day, avoid_beside=bounds.avoid_beside) or ""
    here, days = grid.index[day], grid.days
    least, most = _reach(bounds) if why else (-bounds.shift, bounds.shift)
    window = range(max(here + least, 0), min(here + most, len(days) - 1) + 1)
    if why and bounds.policy == "same week":
        week = [number for number in window if _week(days[number]) == _week(day)]
        window = range(week[0], week[-1] + 1)
    found = [number for number in window if _may_stand(days[number], bounds, opened)]
    found.sort(key=lambda number: (abs(number - here), -number))
    return Turn(nominal.period, here, tuple(found), (window.start, window.stop - 1), why)


def _may_stand(day: date, bounds: Bounds, opened: OpenDays) -> bool:
    if day < bounds.first or day.weekday() not in bounds.weekdays:
        return False
    return opened.why_not(day, avoid_beside=bounds.avoid_beside) is None


def _reach(bounds: Bounds) -> tuple[int, int]:
    """From and up to how many working days a meeting moves whose day is closed, by its policy."""
    match bounds.policy:
        case "next working day":
            return 1, bounds.shift
        case "previous working day":
            return -bounds.shift, -1
        case "use back-up":
            return bounds.after, bounds.far
        case "same week" | "skip":
            return -bounds.shift, bounds.shift


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
