"""A pattern, its exceptions and their reasons are said in sentences."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from statplan.busy.intervals import BusyTimes
from statplan.plan.time_values import make_weekday_rule
from statplan.schedule import TimeSlot
from statplan.schedule.model import MeetingKey
from statplan.slots import (
    Obstacle,
    Pattern,
    PlacedMeeting,
    Preferences,
    SeriesAnswer,
    describe_series,
    make_problem,
)
from statplan.slots.explain import describe_obstacles, format_pattern
from tests.support.plans import plan

EIGHT = time(8)
THURSDAY = make_weekday_rule((3,), 2)
CITY = plan({"id": "s", "every": "month", "required": ["finance"]}, months=12)
PROBLEM = make_problem(CITY, BusyTimes(), Preferences())


@pytest.mark.parametrize(
    ("every", "month", "phase", "said"),
    [
        ("month", 1, 0, "Second Thursday 08:00"),
        ("quarter", 1, 0, "Second Thursday 08:00, first month"),
        ("quarter", 3, 0, "Second Thursday 08:00, third month"),
        ("2 months", 1, 0, "Second Thursday 08:00"),
        ("2 months", 2, 0, "Second Thursday 08:00, second month"),
        ("6 months", 6, 0, "Second Thursday 08:00"),
        ("2 weeks", 1, 0, "Second Thursday 08:00"),
        ("2 weeks", 1, 1, "Second Thursday 08:00, from week 2"),
    ],
)
def test_a_pattern_is_said_with_its_month_or_week(
    every: str, month: int, phase: int, said: str
) -> None:
    assert format_pattern(Pattern(THURSDAY, EIGHT, month, phase), every) == said


def build_meeting(month: int, days: int | None = 0, start: time = EIGHT) -> PlacedMeeting:
    """A meeting on the 11th of a month, moved by some days; None where it has no place."""
    nominal = TimeSlot(date(2027, month, 11), EIGHT, 90)
    slot = None if days is None else TimeSlot(nominal.day + timedelta(days=days), start, 90)
    return PlacedMeeting(MeetingKey("s", f"2027-{month:02}"), nominal, slot)


def describe(*meetings: PlacedMeeting) -> str:
    answer = SeriesAnswer("s", Pattern(THURSDAY, EIGHT), meetings)
    return describe_series(CITY, PROBLEM, answer).removeprefix("Second Thursday 08:00: ")


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (build_meeting(2), "1 of 1 at the usual time; no back-ups"),
        (
            build_meeting(2, 1),
            "0 of 1 at the usual time; February 11 moves to February 12; no back-ups",
        ),
        (
            build_meeting(2, 1, time(9)),
            "0 of 1 at the usual time; February 11 moves to February 12 at 09:00; no back-ups",
        ),
        (
            build_meeting(2, 0, time(9)),
            "0 of 1 at the usual time; February 11 starts at 09:00; no back-ups",
        ),
        (build_meeting(2, None), "0 of 1 at the usual time; February 11 has no place"),
    ],
)
def test_an_exception_is_said(meeting: PlacedMeeting, said: str) -> None:
    assert describe(meeting) == said


@pytest.mark.parametrize(
    ("months", "more"),
    [
        ((2, 3, 5), ""),
        ((2, 3, 5, 6), "; 1 more moves or has no place"),
        ((2, 3, 5, 6, 8), "; 2 more move or have no place"),
    ],
)
def test_three_exceptions_are_said_and_the_rest_counted(months: tuple[int, ...], more: str) -> None:
    words = describe(*(build_meeting(month, None) for month in months))
    assert words == (
        f"0 of {len(months)} at the usual time; February 11 has no place; March 11 has no place; "
        f"May 11 has no place{more}"
    )


def test_back_ups_are_counted_by_working_days() -> None:
    """February 11, 2027, is a Thursday: two working days later is a Monday."""
    meeting, other, lost = build_meeting(2), build_meeting(3), build_meeting(5, None)
    near = replace(meeting, backup=TimeSlot(date(2027, 2, 12), EIGHT, 90))
    far = replace(other, backup=TimeSlot(date(2027, 3, 15), EIGHT, 90))
    assert describe(near) == "1 of 1 at the usual time; all back-ups within 1 working day"
    assert describe(near, far) == "2 of 2 at the usual time; all back-ups within 2 working days"
    assert (
        describe(far, meeting)
        == "2 of 2 at the usual time; 1 back-up within 2 working days, 1 without"
    )
    assert describe(near, lost).endswith("; all back-ups within 1 working day")


@pytest.mark.parametrize(
    ("obstacles", "said"),
    [
        ([], ""),
        ([("finance", "")], "the Finance is busy"),
        ([("finance", ""), ("finance", "")], "the Finance is busy"),
        ([("finance", ""), ("mayor", "")], "the Finance and the Mayor are busy"),
        ([("finance", "FireStat")], "FireStat needs the Finance"),
        ([("finance", "FireStat"), ("mayor", "")], "the Mayor is busy; FireStat needs the Finance"),
        ([(None, "Founders' Day")], "closed: Founders' Day"),
        ([(None, "Founders' Day"), (None, "Founders' Day")], "closed: Founders' Day"),
    ],
)
def test_an_obstacle_is_said(obstacles: list[tuple[str | None, str]], said: str) -> None:
    day = date(2027, 2, 11)
    given = [
        Obstacle(day, ("person", person) if person else None, name) for person, name in obstacles
    ]
    assert describe_obstacles(CITY, given) == said
    assert describe_obstacles(CITY, [Obstacle(day, ("room", "a"))]) == "the room 'a' is busy"


def test_a_pattern_is_of_the_first_month_and_week_unless_it_says_another() -> None:
    assert format_pattern(Pattern(THURSDAY, EIGHT), "quarter") == (
        "Second Thursday 08:00, first month"
    )
