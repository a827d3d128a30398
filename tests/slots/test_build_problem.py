"""Which series the search can place, and what it says of the others."""

from dataclasses import replace
from datetime import date, time

import pytest

from statplan.busy.intervals import BusyTimes
from statplan.schedule.bookings import Booking
from statplan.schedule.model import Backup, Meeting, MeetingKey, TimeSlot
from statplan.schedule.published_facts import PublishedFacts
from statplan.slots import Preferences, make_problem
from tests.support.plans import Answers, monthly, plan

RRULE = {"every": None, "on": None, "rule": "FREQ=WEEKLY;BYDAY=TU", "starts": "2027-01-05"}


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"on": "first and third Tuesday"}, "its rule, first and third Tuesday, is more than one"),
        ({"on": "last working day"}, "its rule, last working day, is more than one weekday"),
        ({"on": "Monday before the first Thursday"}, "is more than one weekday"),
        ({"every": None, "on": "Monday before other"}, "it follows the meetings of other"),
        (RRULE, "its dates follow an RRULE"),
    ],
)
def test_a_series_with_no_single_weekday_is_left_out_with_the_reason(
    rule: Answers, reason: str
) -> None:
    made = plan(monthly(**rule), monthly(on="second Friday") | {"id": "other"})
    problem = make_problem(made, BusyTimes(()), Preferences(), series_ids=["stat"])
    ((series_id, why),) = problem.left_out
    assert (series_id, problem.series) == ("stat", ())
    assert reason in why


def test_the_search_places_no_meeting_where_the_series_never_meets() -> None:
    series = {"id": "stat", "every": "month", "not_in": ["July", "August"]}
    problem = make_problem(plan(series), BusyTimes(()), Preferences())
    (placed,) = problem.series
    for candidate in placed.candidates:
        months = {meeting.period for meeting in candidate.meetings}
        assert len(months) == 10
        assert not {"2027-07", "2027-08"} & months


def test_a_meeting_that_was_moved_into_the_new_year_keeps_its_place() -> None:
    key = MeetingKey("stat", "2026-12")
    moved = Meeting(
        key,
        "TestStat",
        TimeSlot(date(2027, 1, 5), time(9), 60),
        backup=Backup(TimeSlot(date(2027, 1, 6), time(9), 60)),
        required=("mayor",),
        counted_day=date(2026, 12, 10),
    )
    over = replace(moved, slot=TimeSlot(date(2026, 12, 10), time(9), 60))
    published = PublishedFacts(current_meetings=(moved, over))
    series = {"id": "stat", "every": "month"}
    problem = make_problem(plan(series), BusyTimes(()), Preferences(), published=published)
    booked = [(fixed.slot.day, fixed.booking) for fixed in problem.fixed_meetings]
    assert booked == [
        (date(2027, 1, 5), Booking(key, "TestStat")),
        (date(2027, 1, 6), Booking(key, "TestStat", is_backup=True)),
        (date(2027, 1, 6), Booking(key, "TestStat", is_backup=True)),
    ]
    assert ("person", "mayor") in problem.fixed_meetings[0].needs
