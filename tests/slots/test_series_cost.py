"""A meeting that cannot stand where its pattern says gets the cheapest slot that is open."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.slots import Preferences, make_problem, search_slots
from tests.support.plans import plan

# On the second Thursday of each month the mayor is free at 8:00, but not in February.
USUAL = ("2027-01-14 08:00", "2027-03-11 08:00")
ALWAYS = tuple(
    f"{day} 08:00"
    for month in ("2027-01", "2027-02", "2027-03")
    for day in (
        f"{month}-{number}" for number in ((14, 15, 18) if month == "2027-01" else (11, 12, 15))
    )
)


def keep_busy(*free: str) -> BusyTimes:
    """The calendar of the mayor, who is busy but for 90 minutes from each of some moments."""
    begins = datetime(2027, 1, 1)  # noqa: DTZ001 - local time
    spans = []
    for moment in sorted(map(datetime.fromisoformat, free)):
        spans.append(BusyInterval(begins, moment))
        begins = moment + timedelta(minutes=90)
    spans.append(BusyInterval(begins, datetime(2027, 5, 1)))  # noqa: DTZ001 - local time
    return BusyTimes((BusyCalendar(("person", "mayor"), tuple(spans)),))


@pytest.fixture
def find_slots() -> Callable[..., list[str]]:
    """A function that finds the slots of a monthly meeting at 8:00 with the mayor."""

    def find(preferences: Preferences, *free: str) -> list[str]:
        made = plan(
            {"id": "stat", "every": "month", "at": "08:00", "required": ["mayor"]},
            months=3,
            backup={"keep": "no"},
        )
        found = search_slots(make_problem(made, keep_busy(*free), preferences))
        (series,) = found.series_answers
        return [
            str(meeting.slot.start)[:16] if meeting.slot else "none" for meeting in series.meetings
        ]

    return find


NO_OTHER_TIME = Preferences(first=time(13), last=time(14))
ONE_O_CLOCK = Preferences(first=time(13), last=time(15), step=60)


def test_it_moves_to_another_day_where_no_other_time_is_allowed(
    find_slots: Callable[..., list[str]],
) -> None:
    slots = find_slots(NO_OTHER_TIME, *USUAL, "2027-02-12 08:00")
    assert slots == ["2027-01-14 08:00", "2027-02-12 08:00", "2027-03-11 08:00"]


def test_it_moves_to_another_time_where_its_own_is_taken(
    find_slots: Callable[..., list[str]],
) -> None:
    slots = find_slots(ONE_O_CLOCK, *USUAL, "2027-02-11 13:00")
    assert slots == ["2027-01-14 08:00", "2027-02-11 13:00", "2027-03-11 08:00"]


def test_another_day_is_better_than_another_time_on_another_day(
    find_slots: Callable[..., list[str]],
) -> None:
    slots = find_slots(ONE_O_CLOCK, *USUAL, "2027-02-12 08:00", "2027-02-12 13:00")
    assert slots[1] == "2027-02-12 08:00"


def test_it_has_no_slot_where_nothing_is_open(find_slots: Callable[..., list[str]]) -> None:
    assert find_slots(ONE_O_CLOCK, *USUAL)[1] == "none"


def test_a_back_up_a_day_later_is_better_than_one_that_disturbs_somebody() -> None:
    """On the day after each meeting an optional person is busy."""
    days = [date(2027, 1, 15), date(2027, 2, 12), date(2027, 3, 12)]
    spans = [
        BusyInterval(datetime.combine(day, time()), datetime.combine(day, time(23))) for day in days
    ]
    busy = BusyTimes(
        (*keep_busy(*ALWAYS).calendars, BusyCalendar(("person", "finance"), tuple(spans)))
    )
    made = plan(
        {
            "id": "stat",
            "every": "month",
            "at": "08:00",
            "required": ["mayor"],
            "optional": ["finance"],
        },
        months=3,
        backup={"keep": "yes"},
    )
    found = search_slots(make_problem(made, busy, Preferences(first=time(8), last=time(9, 30))))
    (series,) = found.series_answers
    assert [str(meeting.backup and meeting.backup.day) for meeting in series.meetings] == [
        "2027-01-18",
        "2027-02-15",
        "2027-03-15",
    ]
