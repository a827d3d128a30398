"""The judge of a date: each reason why one will not do, and the first day on which it will."""

from datetime import date, time, timedelta

import pytest

from statplan.schedule import TimeSlot, make_schedule
from statplan.schedule.bookings import Booking, Bookings
from statplan.schedule.date_rules import DateRules, build_date_rules
from statplan.schedule.model import MeetingKey
from tests.support.plans import monthly, plan

LISTED = {"country": "US", "listed": {"2027-05-31": "Memorial Day"}}
PLAN = plan(monthly(backup={"times": ["10:00", "13:00"]}, room="Room 1"), holidays=LISTED, months=6)
SCHEDULE = make_schedule(PLAN)
NEEDS = (("room", "room 1"),)


@pytest.fixture
def rules() -> DateRules:
    return build_date_rules(PLAN, SCHEDULE)


def slot(day: date | str, start: str = "08:00", minutes: int = 90) -> TimeSlot:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return TimeSlot(day, time.fromisoformat(start), minutes)


def last_working_day(rules: DateRules) -> date:
    day = rules.open_days.last
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def test_the_first_and_the_last_day_that_are_planned_will_do(rules: DateRules) -> None:
    first, last = rules.open_days.first, last_working_day(rules)
    assert rules.find_rejection(slot(first), NEEDS, Bookings()) is None
    assert rules.find_rejection(slot(last), NEEDS, Bookings()) is None
    for day in (first - timedelta(days=1), rules.open_days.last + timedelta(days=1)):
        rejection = rules.find_rejection(slot(day), NEEDS, Bookings())
        assert rejection
        assert rejection.kind == "outside"


@pytest.mark.parametrize(
    ("day", "start", "minutes", "kind"),
    [
        ("2027-05-31", "08:00", 90, "closed"),
        ("2027-05-29", "08:00", 90, "closed"),
        ("2027-03-15", "23:00", 90, "midnight"),
        ("2027-03-15", "22:30", 90, None),
        ("2027-03-16", "08:00", 90, None),
    ],
)
def test_why_a_date_will_not_do(
    rules: DateRules, day: str, start: str, minutes: int, kind: str | None
) -> None:
    rejection = rules.find_rejection(slot(day, start, minutes), NEEDS, Bookings())
    assert (rejection.kind if rejection else None) == kind


@pytest.mark.parametrize(
    ("start", "minutes", "kind"),
    [
        ("02:00", 30, "clock change"), ("01:00", 90, "clock change"), ("01:00", 45, None),
        ("03:00", 30, None),
    ],
)  # fmt: skip
def test_no_meeting_begins_or_ends_in_an_hour_that_is_skipped(
    start: str, minutes: int, kind: str | None
) -> None:
    made = plan(monthly(), working_days=["Sunday"])
    sundays = build_date_rules(made, make_schedule(made))
    rejection = sundays.find_rejection(slot("2027-03-14", start, minutes), (), Bookings())
    assert (rejection.kind if rejection else None) == kind


def test_a_backup_comes_after_its_meeting_and_long_enough_before_the_next(
    rules: DateRules,
) -> None:
    def kind(day: str, least_days_before: int) -> str | None:
        rejection = rules.find_rejection(
            slot(day), NEEDS, Bookings(), after=date(2027, 3, 11), before=date(2027, 3, 18),
            least_days_before=least_days_before,
        )  # fmt: skip
        return rejection.kind if rejection else None

    assert kind("2027-03-11", 0) == "not after"
    assert kind("2027-03-12", 0) is None
    assert kind("2027-03-18", 0) == "not before"
    assert kind("2027-03-17", 0) is None
    assert kind("2027-03-16", 2) is None
    assert kind("2027-03-17", 2) == "too close"


def test_what_is_booked_is_named_with_what_both_need(rules: DateRules) -> None:
    bookings = Bookings()
    booking = Booking(MeetingKey("other", "2027-03"), "Other")
    bookings.add(slot("2027-03-15", "09:30"), NEEDS, booking)
    assert rules.find_rejection(slot("2027-03-15"), NEEDS, bookings) is None
    assert rules.find_rejection(slot("2027-03-15", "11:00"), NEEDS, bookings) is None
    rejection = rules.find_rejection(slot("2027-03-15", "08:01"), NEEDS, bookings)
    assert rejection
    assert (rejection.kind, str(rejection)) == (
        "clash",
        "it is taken by Other (other/2027-03), which needs the same room (room 1)",
    )


def test_each_day_is_offered_once_at_the_first_time_that_is_free(rules: DateRules) -> None:
    meeting, following = SCHEDULE.meetings[2:4]
    bookings = Bookings()
    booking = Booking(MeetingKey("other", "2027-03"), "Other")
    bookings.add(slot("2027-03-15"), NEEDS, booking)
    offered = list(rules.iter_free_slots(meeting, meeting.slot.day, following.slot.day, bookings))
    days = [each.day for each in offered]
    assert days == sorted(set(days))
    assert days[0] > meeting.slot.day
    assert days[-1] < following.slot.day
    times = {str(each.day): each.start_time.isoformat("minutes") for each in offered}
    assert (times["2027-03-12"], times["2027-03-15"]) == ("08:00", "10:00")
