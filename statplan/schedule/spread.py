"""Spread the series of many departments over the period, so that each has its own place in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from statplan.plan.exceptions import OwnPlace
from statplan.plan.series import Series

_WEEKS_OF_MONTH = 4  # every month has four of each weekday


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the period: month of several, week, weekday, time; from 0; a last week is -1."""

    month: int
    week: int
    weekday: int
    at: time


def places(series: Series, ids: Sequence[str]) -> list[Place]:
    """Give each department or subject its own place, or one as evenly as the period allows.

    Only as many of the series' start times are used as are needed. One's own place leaves those of
    the others as they are.

    Raises:
        LookupError: they do not fit; its arguments are the fact and the remedy.
    """
    own = {each.of: each for each in series.places or ()}
    if all(_is_whole(own.get(each), series) for each in ids):
        spread = [Place(0, 0, 0, series.at or time())] * len(ids)
    else:
        spread = _spread(series, len(ids))
    return [
        _own(place, own[each]) if each in own else place
        for each, place in zip(ids, spread, strict=True)
    ]


def _is_whole(own: OwnPlace | None, series: Series) -> bool:
    """Whether a place says all that there is to say of one."""
    if own is None or own.on is None or own.at is None or series.every is None:
        return False
    every = series.every
    if every.unit == "week":
        return every.count == 1 or own.week is not None
    return str(every) == "month" or own.in_month is not None


def _own(place: Place, own: OwnPlace) -> Place:
    """A place with what is stated of it instead."""
    if own.on:
        ordinal = own.on.ordinal
        week = place.week if ordinal is None else ordinal - 1 if ordinal > 0 else -1
        place = replace(place, weekday=own.on.weekdays[0], week=week)
    return replace(
        place,
        at=own.at or place.at,
        month=own.in_month - 1 if own.in_month else place.month,
        week=own.week - 1 if own.week else place.week,
    )


def _spread(series: Series, count: int) -> list[Place]:
    """Spread `count` places over the period.

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
