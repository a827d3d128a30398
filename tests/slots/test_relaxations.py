"""Easier terms are offered that help, the best first, and what they lead to is counted."""

from datetime import datetime, time
from typing import Any

import pytest

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, find_relaxations, make_problem, search_slots
from tests.support.plans import plan

JANUARY_AND_MARCH = Preferences(first=time(8), last=time(10), step=60)
AWAY = (datetime(2027, 1, 25), datetime(2027, 3, 9))  # noqa: DTZ001 - local time


def make_busy(*people: str) -> BusyTimes:
    """Calendars of people who are away in February and some days before and after it."""
    return BusyTimes(
        tuple(BusyCalendar(("person", each), (BusyInterval(*AWAY),)) for each in people)
    )


def relax(busy: BusyTimes, *required: str, **more: Any) -> list[str]:
    """What would help a monthly series of three months, in words."""
    series = {"id": "stat", "every": "month", "required": list(required), "minutes": 60, **more}
    other = {"id": "other", "every": "month", "required": ["law"], "minutes": 60}
    made = plan(other, series, months=3, backup={"keep": "no"})
    problem = make_problem(made, busy, JANUARY_AND_MARCH)
    answer = search_slots(problem)
    return [str(each) for each in find_relaxations(made, problem, answer, "stat")]


def test_it_is_enough_to_do_without_the_one_who_is_away() -> None:
    assert relax(make_busy("finance"), "mayor", "finance") == [
        "without requiring the Finance: 3 of 3"
    ]


def test_two_people_are_spared_together_where_no_single_term_is_enough() -> None:
    assert relax(make_busy("finance", "mayor"), "mayor", "finance", "law") == [
        "without requiring the Finance and the Mayor: 3 of 3"
    ]


def test_nobody_is_spared_where_sparing_two_is_not_enough() -> None:
    busy = make_busy("finance", "mayor", "law")
    assert relax(busy, "mayor", "finance", "law") == []


@pytest.mark.parametrize(
    ("minutes", "terms"),
    [
        (45, []),
        (60, ["30 minutes instead of 60: 3 of 3"]),
        (90, ["60 minutes instead of 90: 3 of 3", "30 minutes instead of 90: 3 of 3"]),
        (120, ["60 minutes instead of 120: 3 of 3"]),
    ],
)
def test_a_shorter_meeting_is_offered_where_it_fits(minutes: int, terms: list[str]) -> None:
    """The mayor is free from 8:00 to 9:00 alone; no meeting is under half an hour."""
    days = [datetime(2027, month, day, 9) for month in (1, 2, 3) for day in range(1, 29)]  # noqa: DTZ001
    busy = BusyTimes(
        (
            BusyCalendar(
                ("person", "mayor"), tuple(BusyInterval(day, day.replace(hour=18)) for day in days)
            ),
        )
    )
    offered = relax(busy, "mayor", minutes=minutes)
    assert [words for words in offered if "minutes" in words] == terms
