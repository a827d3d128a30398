"""What is wished for all series together counts, each wish by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, make_problem, search_slots
from statplan.slots.assignment import Assignment
from statplan.slots.availability import Availability
from tests.support.plans import plan

DAYS = [date(2027, 1, 1) + timedelta(days=number) for number in range(120)]
TUESDAY, THURSDAY = 1, 3
WISHES = Preferences(days=(TUESDAY, THURSDAY), first=time(8), last=time(9, 30))


def is_tuesday(day: date) -> bool:
    return day.weekday() == TUESDAY


def is_thursday(day: date) -> bool:
    return day.weekday() == THURSDAY


def is_second_thursday(day: date) -> bool:
    return is_thursday(day) and 8 <= day.day <= 14


def keep_free(**is_free_by_person: Callable[[date], bool]) -> BusyTimes:
    """Calendars of people who have time on some days alone."""
    return BusyTimes(
        tuple(
            BusyCalendar(
                ("person", person),
                tuple(
                    BusyInterval(
                        datetime.combine(day, time()), datetime.combine(day + timedelta(1), time())
                    )
                    for day in DAYS
                    if not is_free(day)
                ),
            )
            for person, is_free in is_free_by_person.items()
        )
    )


def place_two_series(busy: BusyTimes, preferences: Preferences) -> tuple[list[str], int]:
    """The days of two monthly series, one with the mayor and one with finance, and the cost."""
    series = [
        {"id": person, "every": "month", "required": [person]} for person in ("mayor", "finance")
    ]
    made = plan(*series, months=3, backup={"keep": "no"})
    assignment = Assignment(Availability(make_problem(made, busy, preferences)))
    assignment.place_all()
    days = [
        str(series.candidates[placement.candidate].on)
        for series, placement in zip(
            assignment.availability.problem.series, assignment.placements, strict=True
        )
        if placement
    ]
    return days, assignment.cost


def test_series_are_on_the_same_weekday_where_that_alone_is_wished() -> None:
    days, cost = place_two_series(keep_free(mayor=is_thursday), replace(WISHES, same_day=True))
    assert [day.split()[-1] for day in days] == ["Thursday", "Thursday"]
    assert cost == 0


def test_series_are_in_different_weeks_where_that_alone_is_wished() -> None:
    busy = keep_free(mayor=is_thursday, finance=is_thursday)
    days, cost = place_two_series(busy, replace(WISHES, spread=True))
    assert len({day.split()[0] for day in days}) == 2
    assert cost == 0


@pytest.mark.parametrize(("same_day", "count"), [(True, 1), (False, 0)])
def test_a_series_on_another_weekday_costs_where_one_weekday_is_wished(
    same_day: bool, count: int
) -> None:
    preferences = replace(WISHES, same_day=same_day)
    days, cost = place_two_series(keep_free(mayor=is_thursday, finance=is_tuesday), preferences)
    assert [day.split()[-1] for day in days] == ["Thursday", "Tuesday"]
    assert cost == count * preferences.weights.apart


@pytest.mark.parametrize(("spread", "count"), [(True, 1), (False, 0)])
def test_two_series_in_one_week_cost_where_they_are_to_be_spread(spread: bool, count: int) -> None:
    preferences = replace(WISHES, spread=spread)
    busy = keep_free(mayor=is_second_thursday, finance=is_second_thursday)
    days, cost = place_two_series(busy, preferences)
    assert days == ["second Thursday", "second Thursday"]
    assert cost == count * preferences.weights.bunched


@pytest.mark.parametrize("at", ["07:00", "16:00"])
def test_a_time_that_the_plan_states_may_be_outside_the_hours_that_are_sought(at: str) -> None:
    made = plan({"id": "s", "every": "month", "at": at}, months=3, backup={"keep": "no"})
    found = search_slots(make_problem(made, BusyTimes(), WISHES))
    (series,) = found.series_answers
    starts = [meeting.slot and f"{meeting.slot.start_time:%H:%M}" for meeting in series.meetings]
    assert starts == [at] * 3
