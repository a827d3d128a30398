"""The nominal days of a series: where its rule puts it, before closed days and collisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.plan.time_phrases import ORDINALS, WEEKDAYS, RepeatInterval, WeekdayRule

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule in force from `anchor` on: every so many weeks, months or quarters, on a day.

    `in_month` counts the months of a quarter from 1. `week_offset` shifts a rule of weeks by whole
    weeks, where one series is made for each department and their turns are spread.
    """

    every: RepeatInterval
    on: WeekdayRule
    anchor: date
    in_month: int = 1
    week_offset: int = 0


@dataclass(frozen=True, slots=True)
class NominalDay:
    """A period of a rule with its day; no day where the period has none, such as a fifth Friday."""

    period: str
    day: date | None
    reason: str = ""


def find_nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> date | None:
    """Return the nth weekday of a month (-1: the last), or None where the month has no such day.

    Args:
        year: the year.
        month: from 1.
        weekday: 0 for Monday.
        ordinal: 1 to 5, or -1.
    """
    if ordinal < 0:
        last = _find_next_month_start(year, month) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * (ordinal - 1))
    return day if day.month == month else None


def _find_next_month_start(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def iter_nominal_days(recurrence: Recurrence, first: date, last: date) -> Iterator[NominalDay]:
    """Yield every nominal day from `first` to `last`, both included, in order.

    Periods are `2027-03` for months, `2027-Q1` for calendar quarters, `2027-W15` for ISO weeks.
    """
    if recurrence.every.unit == "week":
        yield from _iter_weekly(recurrence, first, last)
    else:
        yield from _iter_monthly(recurrence, first, last)


def _iter_weekly(recurrence: Recurrence, first: date, last: date) -> Iterator[NominalDay]:
    step = recurrence.every.count * _WEEK
    to_weekday = (recurrence.on.weekdays[0] - recurrence.anchor.weekday()) % _WEEK
    day = recurrence.anchor + timedelta(days=to_weekday + recurrence.week_offset * _WEEK)
    if day < first:
        day += timedelta(days=-((day - first).days // step) * step)
    while day <= last:
        year, week, _ = day.isocalendar()
        yield NominalDay(f"{year}-W{week:02}", day)
        day += timedelta(days=step)


def _iter_monthly(recurrence: Recurrence, first: date, last: date) -> Iterator[NominalDay]:
    quarterly = recurrence.every.unit == "quarter"
    step = 3 if quarterly else recurrence.every.count
    anchor = recurrence.anchor.year * 12 + recurrence.anchor.month - 1
    remainder = recurrence.in_month - 1 if quarterly else anchor % step
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if index % step != remainder:
            continue
        year, month = divmod(index, 12)
        period = f"{year}-Q{month // 3 + 1}" if quarterly else f"{year}-{month + 1:02}"
        ordinal = recurrence.on.ordinal or 1
        day = find_nth_weekday(year, month + 1, recurrence.on.weekdays[0], ordinal)
        if day is None:
            word = next(word for word, number in ORDINALS.items() if number == ordinal)
            weekday = WEEKDAYS[recurrence.on.weekdays[0]]
            yield NominalDay(period, None, f"the month has no {word} {weekday}")
        elif first <= day <= last:
            yield NominalDay(period, day)
