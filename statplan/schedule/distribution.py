"""The distribution of a series over its period: each department or topic gets its own place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from statplan.errors import StatplanError
from statplan.plan.english import format_count
from statplan.plan.member_rhythms import OwnPlace
from statplan.plan.series import Series

_WEEKS_OF_MONTH = 4  # every month has four of each weekday


@dataclass(frozen=True, slots=True)
class PlaceInPeriod:
    """A place in the period: month of several, week, weekday, time; from 0; a last week is -1."""

    month: int
    week: int
    weekday: int
    start_time: time


def distribute_places(series: Series, subject_ids: Sequence[str]) -> list[PlaceInPeriod]:
    """Give each department or subject its own place, or one as evenly as the period allows.

    Only as many of the series' start times are used as are needed. One's own place leaves those of
    the others as they are.

    Raises:
        StatplanError: they do not fit.
    """
    own_places = {own_place.of: own_place for own_place in series.places or ()}
    if all(_is_complete(own_places.get(subject_id), series) for subject_id in subject_ids):
        places = [PlaceInPeriod(0, 0, 0, series.at or time())] * len(subject_ids)
    else:
        places = _distribute_evenly(series, len(subject_ids))
    return [
        _apply_own_place(place, own_places[subject_id], series)
        if subject_id in own_places
        else place
        for subject_id, place in zip(subject_ids, places, strict=True)
    ]


def _is_complete(own_place: OwnPlace | None, series: Series) -> bool:
    """Return whether a place states everything that it can state."""
    if own_place is None or own_place.on is None or own_place.at is None or series.every is None:
        return False
    every = series.every
    if every.unit == "week":
        return every.count == 1 or own_place.week is not None
    return str(every) == "month" or own_place.in_month is not None


def _apply_own_place(place: PlaceInPeriod, own_place: OwnPlace, series: Series) -> PlaceInPeriod:
    """Return a place with the plan's own answers in place of the distributed ones.

    A week or a month that the period lacks is left out: a change of the series may have another
    period than the one for which it was written.
    """
    every = series.every
    if every is None:
        return place
    is_weekly = every.unit == "week"
    week, month = place.week, place.month
    if own_place.on and own_place.on.ordinal and not is_weekly:
        week = own_place.on.ordinal - 1 if own_place.on.ordinal > 0 else -1
    if own_place.week and is_weekly and own_place.week <= every.count:
        week = own_place.week - 1
    months = 3 if every.unit == "quarter" else every.count
    if own_place.in_month and not is_weekly and own_place.in_month <= months:
        month = own_place.in_month - 1
    return PlaceInPeriod(
        month,
        week,
        own_place.on.weekdays[0] if own_place.on else place.weekday,
        own_place.at or place.start_time,
    )


def _distribute_evenly(series: Series, count: int) -> list[PlaceInPeriod]:
    """Distribute `count` places evenly over the period.

    Raises:
        StatplanError: they do not fit.
    """
    if series.every is None or series.on is None or series.at is None:
        return []
    every, on = series.every, series.on
    months = 3 if every.unit == "quarter" else 1
    fixed_month = series.in_month if months > 1 else None
    month_choices = [fixed_month - 1] if fixed_month else list(range(months))
    weeks = every.count if every.unit == "week" else _WEEKS_OF_MONTH
    days = [
        (month, week, day)
        for month in month_choices
        for week in range(weeks)
        for day in on.weekdays
    ]
    times = (series.at, *(series.times or ()))
    needed_times = -(-count // len(days))
    if needed_times > len(times):
        place_count = len(days) * len(times)
        fact = f"{count} {series.for_each} do not fit into {format_count(place_count, 'place')}."
        raise StatplanError(fact, remedy="Name more weekdays in on, or more start times in times.")
    places = [PlaceInPeriod(*day, start) for start in times[:needed_times] for day in days]
    return [places[index * len(places) // count] for index in range(count)]
