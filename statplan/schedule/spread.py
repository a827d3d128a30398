"""Spread the series of many departments over the period, so that each has its own place in it."""

from dataclasses import dataclass
from datetime import time

from statplan.plan.series import Series

_WEEKS_OF_MONTH = 4  # every month has four of each weekday


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the period: month (of a quarter or of several), week, weekday, time; from 0."""

    month: int
    week: int
    weekday: int
    at: time


def places(series: Series, count: int) -> list[Place]:
    """Give each of `count` departments a place, as evenly as the period allows.

    Only as many of the series' start times are used as are needed.

    Raises:
        LookupError: they do not fit; its arguments are the fact and the remedy.
    """
    if series.every is None or series.on is None or series.at is None:
        return []
    every, on = series.every, series.on
    months = 3 if every.unit == "quarter" else 1
    wanted = series.in_month if months > 1 else None
    choice = [wanted - 1] if wanted else list(range(months))
    weeks = every.count if every.unit == "week" else _WEEKS_OF_MONTH
    days = [(month, week, day) for month in choice for week in range(weeks) for day in on.weekdays]
    times = (series.at, *(series.times or ()))
    needed = -(-count // len(days))
    if needed > len(times):
        fact = f"{count} {series.for_each} do not fit into {len(days) * len(times)} places."
        raise LookupError(fact, "Name more weekdays in on, or more start times in times.")
    free = [Place(*day, at) for at in times[:needed] for day in days]
    return [free[index * len(free) // count] for index in range(count)]
