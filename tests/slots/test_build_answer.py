"""An answer says what keeps each meeting, and each back-up, from where it should stand."""

from datetime import datetime, time

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, make_problem, search_slots
from tests.support.plans import plan


def test_each_day_that_a_back_up_could_take_has_one_reason_why_it_does_not() -> None:
    """Two people are required who are in town on January 14 alone."""
    away = tuple(
        BusyInterval(datetime(2027, 1, first), datetime(2027, 1, last))  # noqa: DTZ001 - local time
        for first, last in ((1, 14), (15, 31))
    )
    people = ("mayor", "finance")
    busy = BusyTimes(tuple(BusyCalendar(("person", person), away) for person in people))
    series = {
        "id": "stat",
        "every": "month",
        "on": "second Thursday",
        "required": list(people),
        "minutes": 60,
        "backup": {"within": 3},
    }
    problem = make_problem(
        plan(series, months=1), busy, Preferences(first=time(9), last=time(10), step=60)
    )
    (answer,) = search_slots(problem).series_answers
    (meeting,) = answer.meetings
    assert meeting.slot == meeting.nominal
    assert meeting.backup is None
    assert [(obstacle.day.day, obstacle.need) for obstacle in meeting.obstacles] == [
        (day, ("person", "mayor")) for day in (15, 18, 19)
    ]
