"""Nominal days: where a rule puts a series before anything closes or collides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.plan.times import ORDINALS, WEEKDAYS, Every, On

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule in force from `anchor` on: every so many weeks, months or quarters, on a day.

    `in_month` counts the months of a quarter from 1. `phase` shifts a rule of weeks by whole weeks,
    where one series is made for each department and their turns are spread.
    """

    every: Every
    on: On
    anchor: date
    in_month: int = 1
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Nominal:
    """A period of a rule with its day; no day where the period has none, such as a fifth Friday."""

    period: str
    day: date | None
    why: str = ""


def nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> date | None:
    """The nth weekday of a month (-1: the last), or None where the month has no such day.

    Args:
        year: the year.
        month: from 1.
        weekday: 0 for Monday.
        ordinal: 1 to 5, or -1.
    """
    if ordinal < 0:
        last = _first_of_next(year, month) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % _WEEK)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * (ordinal - 1))
    return day if day.month == month else None


def _first_of_next(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def nominal_days(rhythm: Rhythm, first: date, last: date) -> Iterator[Nominal]:
    """Every nominal day from `first` to `last`, both included, in order.

    Periods are `2027-03` for months, `2027-Q1` for calendar quarters, `2027-W15` for ISO weeks.
    """
    if rhythm.every.unit == "week":
        yield from _weekly(rhythm, first, last)
    else:
        yield from _monthly(rhythm, first, last)


def _weekly(rhythm: Rhythm, first: date, last: date) -> Iterator[Nominal]:
    step = rhythm.every.count * _WEEK
    to_weekday = (rhythm.on.weekdays[0] - rhythm.anchor.weekday()) % _WEEK
    day = rhythm.anchor + timedelta(days=to_weekday + rhythm.phase * _WEEK)
    if day < first:
        day += timedelta(days=-((day - first).days // step) * step)
    while day <= last:
        year, week, _ = day.isocalendar()
        yield Nominal(f"{year}-W{week:02}", day)
        day += timedelta(days=step)


def _monthly(rhythm: Rhythm, first: date, last: date) -> Iterator[Nominal]:
    quarterly = rhythm.every.unit == "quarter"
    step = 3 if quarterly else rhythm.every.count
    anchor = rhythm.anchor.year * 12 + rhythm.anchor.month - 1
    wanted = rhythm.in_month - 1 if quarterly else anchor % step
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if index % step != wanted:
            continue
        year, month = divmod(index, 12)
        period = f"{year}-Q{month // 3 + 1}" if quarterly else f"{year}-{month + 1:02}"
        ordinal = rhythm.on.ordinal or 1
        day = nth_weekday(year, month + 1, rhythm.on.weekdays[0], ordinal)
        if day is None:
            word = next(word for word, number in ORDINALS.items() if number == ordinal)
            weekday = WEEKDAYS[rhythm.on.weekdays[0]]
            yield Nominal(period, None, f"the month has no {word} {weekday}")
        elif first <= day <= last:
            yield Nominal(period, day)
