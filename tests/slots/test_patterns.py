"""The patterns of a series: how many of its meetings stand where each puts them."""

from datetime import datetime, time

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, make_problem
from statplan.slots.availability import Availability
from statplan.slots.patterns import SeriesPatterns
from tests.support.plans import plan


def test_the_open_meetings_of_a_pattern_are_counted_for_whoever_each_needs() -> None:
    """Departments take turns, and their heads are away on different days."""
    away = {
        "finance": ((1, 12), (3, 10)),
        "works-head": ((2, 9), (4, 14)),
        "mayor": ((5, 4), (5, 6)),
    }
    busy = BusyTimes(
        tuple(
            BusyCalendar(
                ("person", person),
                tuple(
                    BusyInterval(datetime(2027, *day, 8), datetime(2027, *day, 18))  # noqa: DTZ001
                    for day in days
                ),
            )
            for person, days in away.items()
        )
    )
    series = {"id": "stat", "every": "month", "rotate": "departments", "required": ["mayor"]}
    made = plan(series, months=6, backup={"keep": "no"})
    problem = make_problem(made, busy, Preferences(first=time(8), last=time(11), step=60))
    availability = Availability(problem)
    (placed,) = problem.series
    free_starts = {group: availability.find_free_starts(0, group) for group in set(placed.groups)}
    patterns = SeriesPatterns(availability, 0)
    counts = [
        sum(
            not meeting.closed_reason
            and free_starts[placed.get_group(turn)]
            >> (meeting.day * problem.grid.cells_per_day + start)
            & 1
            for turn, meeting in enumerate(placed.candidates[candidate].meetings)
        )
        for candidate, start in patterns.pairs
    ]
    assert len(set(placed.groups)) > 1
    assert len(set(counts)) > 1
    assert patterns.count_open_meetings(free_starts) == patterns.open_counts == counts
