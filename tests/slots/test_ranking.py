"""The patterns of a series are ranked by what they cost, whatever keeps a meeting from its day."""

from datetime import datetime, time

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, make_problem, rank_patterns
from tests.support.plans import plan


def test_a_closed_day_that_is_in_somebodys_calendar_as_well_counts_once() -> None:
    """The mayor is away on January 5, which is closed, and in the week of January 11."""
    away = tuple(
        BusyInterval(datetime(2027, 1, first), datetime(2027, 1, last))  # noqa: DTZ001 - local time
        for first, last in ((5, 6), (11, 16))
    )
    busy = BusyTimes((BusyCalendar(("person", "mayor"), away),))
    made = plan(
        {"id": "stat", "every": "month", "required": ["mayor"], "minutes": 60},
        months=1,
        closures=[{"day": "2027-01-05", "why": "Founders' Day"}],
        backup={"keep": "no"},
    )
    problem = make_problem(made, busy, Preferences(first=time(8), last=time(9)))
    ranked = [
        (pattern.cost, str(pattern.series_answer.pattern.on))
        for pattern in rank_patterns(problem, "stat", 100)
        if pattern.cost
    ]
    assert ranked == [
        (104, "first Tuesday"),
        (104, "second Monday"),
        (104, "third Friday"),
        (108, "second Tuesday"),
        (108, "second Thursday"),
        (112, "second Wednesday"),
    ]
