"""The nominal days of a series: where its rule puts it, before closed days and collisions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from statplan.plan.time_values import DayRule, DayShift, RepeatInterval, RuleDay

WorkingDayTest = Callable[[date], bool]
_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule in force from `anchor` on: every so many weeks, months or quarters, on some days.

    `in_month` counts the months of a quarter from 1. `week_offset` shifts a rule of weeks by whole
    weeks, where one series is made for each department and their turns are spread.
    """

    every: RepeatInterval
    on: DayRule
    anchor: date
    in_month: int = 1
    week_offset: int = 0


@dataclass(frozen=True, slots=True)
class RruleRecurrence:
    """An RRULE (RFC 5545, 3.3.10) in force from `anchor` on, which is the first day it counts."""

    rule: str
    anchor: date


@dataclass(frozen=True, slots=True)
class RelativeRecurrence:
    """A rule that follows another series: so far from each of its meetings."""

    shift: DayShift
    series: str


AnyRecurrence = Recurrence | RruleRecurrence | RelativeRecurrence


@dataclass(frozen=True, slots=True)
class NominalDay:
    """A period of a rule with its day; no day where the period has none, such as a fifth Friday.

    `first` and `last` bound the days of the period: of its month, its quarter, or its weeks.
    """

    period: str
    day: date | None
    first: date
    last: date
    reason: str = ""


def find_nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> date | None:
    """Return the nth weekday of a month (-1: the last), or None where the month has no such day.

    Args:
        year: the year.
        month: from 1.
        weekday: 0 for Monday.
        ordinal: from 1, or from -1 backward from the end.
    """
    first, last = _find_month_bounds(year, month)
    if ordinal < 0:
        day = last - timedelta(days=(last.weekday() - weekday) % 7) + _WEEK * (ordinal + 1)
    else:
        day = first + timedelta(days=(weekday - first.weekday()) % 7) + _WEEK * (ordinal - 1)
    return day if day.month == month else None


def find_rule_day(
    year: int, month: int, rule_day: RuleDay, is_working_day: WorkingDayTest
) -> date | None:
    """Return a day of a rule in a month, or None where the month has no such day.

    Args:
        year: the year.
        month: from 1.
        rule_day: the day, which has an ordinal.
        is_working_day: whether the offices work on a day; asked for the nth working day alone.
    """
    ordinal = rule_day.ordinal or 1
    if rule_day.weekday is not None:
        return find_nth_weekday(year, month, rule_day.weekday, ordinal)
    first, last = _find_month_bounds(year, month)
    days = [first + timedelta(days=count) for count in range(last.day)]
    if rule_day.kind == "working day":
        days = [day for day in days if is_working_day(day)]
    if not -len(days) <= ordinal <= len(days):
        return None
    return days[ordinal - 1 if ordinal > 0 else ordinal]


def _find_month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - _ONE_DAY


def shift_day(day: date, shift: DayShift) -> date:
    """Return the day that is so far from another: the Monday before it, the second day after it."""
    step = _ONE_DAY if shift.count > 0 else -_ONE_DAY
    if shift.weekday is None:
        return day + shift.count * _ONE_DAY
    day += step
    while day.weekday() != shift.weekday:
        day += step
    return day + (abs(shift.count) - 1) * 7 * step


def _lack_working_days(day: date) -> bool:
    """Stand in for the working days where the days of a rule are known not to need them."""
    raise ValueError(day)


def iter_nominal_days(
    recurrence: Recurrence | RruleRecurrence,
    first: date,
    last: date,
    is_working_day: WorkingDayTest = _lack_working_days,
) -> Iterator[NominalDay]:
    """Yield every nominal day from `first` to `last`, both included, in order.

    Periods are `2027-03` for months, `2027-Q1` for calendar quarters, `2027-W15` for ISO weeks. A
    rule with several days in a month adds which one it is, as in `2027-03.1` and `2027-03.last`;
    one with several in a week, and an RRULE, have the day itself.

    Args:
        recurrence: the rule.
        first: the first day.
        last: the last day.
        is_working_day: whether the offices work on a day, for rules that count working days.
    """
    if isinstance(recurrence, RruleRecurrence):
        for day in list_rrule_days(recurrence.rule, recurrence.anchor, first, last):
            yield NominalDay(day.isoformat(), day, day, day)
    elif recurrence.every.unit == "week":
        yield from _iter_weekly(recurrence, first, last)
    else:
        yield from _iter_monthly(recurrence, first, last, is_working_day)


def list_rrule_days(rule: str, anchor: date, first: date, last: date) -> list[date]:
    """Return the days of an RRULE from `first` to `last`, read by dateutil.

    Args:
        rule: the rule (RFC 5545, 3.3.10).
        anchor: the day from which it counts.
        first: the first day.
        last: the last day.
    """
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=") for part in rule.removeprefix("RRULE:").split(";"))
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    until = min(parts.get("UNTIL", "")[:8] or f"{last:%Y%m%d}", f"{last:%Y%m%d}")
    parts["UNTIL"] = until  # else a rule that never fits is sought to year 9999
    moments = rrulestr(
        ";".join(f"{name}={value}" for name, value in parts.items()),
        dtstart=datetime.combine(anchor, time()),
    )
    days = [moment.date() for moment in islice(moments, count)]
    return [day for day in days if day >= first]


def _iter_weekly(recurrence: Recurrence, first: date, last: date) -> Iterator[NominalDay]:
    """Yield the days of every nth week from that of the first such day on or after the anchor."""
    step, anchor = recurrence.every.count * _WEEK, recurrence.anchor
    weekdays = sorted(recurrence.on.weekdays)
    start = anchor + timedelta(days=min((weekday - anchor.weekday()) % 7 for weekday in weekdays))
    start += recurrence.week_offset * _WEEK
    monday = start - timedelta(days=start.weekday())
    if monday < first:
        monday += (first - monday) // step * step
    while monday <= last:
        year, week, _ = monday.isocalendar()
        for day in (monday + timedelta(days=weekday) for weekday in weekdays):
            if max(first, start) <= day <= last:
                period = f"{year}-W{week:02}" if len(weekdays) == 1 else day.isoformat()
                yield NominalDay(period, day, monday, monday + step - _ONE_DAY)
        monday += step


@dataclass(frozen=True, slots=True)
class _MonthDay:
    """A day of a rule in one month: its code in keys, and its date, or why there is none."""

    rule_day: RuleDay
    code: str
    day: date | None
    reason: str = ""


def _iter_monthly(
    recurrence: Recurrence, first: date, last: date, is_working_day: WorkingDayTest
) -> Iterator[NominalDay]:
    quarterly = recurrence.every.unit == "quarter"
    step = 3 if quarterly else recurrence.every.count
    anchor = recurrence.anchor.year * 12 + recurrence.anchor.month - 1
    remainder = recurrence.in_month - 1 if quarterly else anchor % step
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    margin = _count_shift_months(recurrence.on)
    previous: _MonthDay | None = None
    for index in range(months.start - margin, months.stop + margin):
        if index % step != remainder:
            continue
        year, month = divmod(index, 12)
        period, period_first, period_last = _find_period(year, month + 1, quarterly=quarterly)
        for month_day in _list_month_days(recurrence.on, year, month + 1, is_working_day):
            day, reason = month_day.day, month_day.reason
            own_period = f"{period}.{month_day.code}" if recurrence.on.days[1:] else period
            if day is None:
                if index in months:
                    yield NominalDay(own_period, None, period_first, period_last, reason)
                continue
            if first <= day <= last:
                bounds = min(period_first, day), max(period_last, day)
                if previous and previous.day == day:
                    reason = f"it falls on the same day as the {previous.rule_day}"
                yield NominalDay(own_period, None if reason else day, *bounds, reason)
            previous = month_day


def _count_shift_months(on: DayRule) -> int:
    """Count the months by which the days of a rule may lie outside their own, rounded up."""
    if on.shift is None:
        return 0
    days = abs(on.shift.count) * (1 if on.shift.weekday is None else 7)
    return days // 28 + 1


def _find_period(year: int, month: int, *, quarterly: bool) -> tuple[str, date, date]:
    """Return the period of a month, with its first and last day: its quarter's if need be."""
    if not quarterly:
        return f"{year}-{month:02}", *_find_month_bounds(year, month)
    quarter = (month - 1) // 3 + 1
    first, _ = _find_month_bounds(year, quarter * 3 - 2)
    _, last = _find_month_bounds(year, quarter * 3)
    return f"{year}-Q{quarter}", first, last


def _list_month_days(
    on: DayRule, year: int, month: int, is_working_day: WorkingDayTest
) -> list[_MonthDay]:
    """List the days of a rule in a month in order, those that the month lacks last."""
    month_days: list[_MonthDay] = []
    for rule_day, code in zip(on.days, on.codes, strict=True):
        day = find_rule_day(year, month, rule_day, is_working_day)
        reason = "" if day else f"the month has no {rule_day}"
        shifted_day = shift_day(day, on.shift) if day and on.shift else day
        month_days.append(_MonthDay(rule_day, code, shifted_day, reason))
    return sorted(month_days, key=lambda month_day: month_day.day or date.max)
