"""The verifier sees what is wrong: every kind of broken answer is caught."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.schedule import TimeSlot
from statplan.slots import Preferences, SearchAnswer, SeriesAnswer, make_problem, search_slots
from tests.support.plans import HOLIDAYS, monthly, plan
from tests.support.slot_verifier import Case, faults

MAYOR = ("person", "mayor")


def case(*series: dict[str, Any], **frequency: Any) -> Case:
    made = plan(
        *series, monthly("fixed", required=["mayor"]), holidays={"listed": HOLIDAYS}, **frequency
    )
    begins = datetime.combine(date(2027, 3, 8), time(8))
    busy = BusyTimes((BusyCalendar(MAYOR, (BusyInterval(begins, begins + timedelta(hours=4)),)),))
    ids = tuple(each["id"] for each in series)
    return Case(made, busy, Preferences(), ids)


TWO = [{"id": name, "every": "month", "required": ["mayor"]} for name in ("a", "b")]


def altered(answer: SearchAnswer, number: int, **change: Any) -> SearchAnswer:
    """The answer with its first series' meeting of that number changed."""
    line = answer.series_answers[0]
    meetings = list(line.meetings)
    meetings[number] = replace(meetings[number], **change)
    return replace(
        answer, series_answers=(replace(line, meetings=tuple(meetings)), *answer.series_answers[1:])
    )


def at(day: date, hour: int) -> TimeSlot:
    return TimeSlot(day, time(hour), 90)


@pytest.fixture(scope="module")
def found() -> tuple[Case, SearchAnswer]:
    made = case(*TWO)
    answer = search_slots(make_problem(made.plan, made.busy, made.wishes), budget=20)
    assert not faults(made, answer)
    return made, answer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"slot": at(date(2027, 3, 8), 9)}, "breaks a rule"),  # the mayor is busy
        ({"slot": at(date(2027, 3, 6), 9)}, "breaks a rule"),  # a Saturday
        ({"slot": at(date(2027, 3, 30), 9)}, "breaks a rule"),  # too far
        ({"slot": at(date(2027, 3, 11), 7)}, "breaks a rule"),  # too early
        ({"slot": at(date(2027, 3, 11), 8)}, "breaks a rule"),  # another series stands there
        ({"backup": at(date(2027, 3, 31), 9)}, "breaks a rule"),
        ({"slot": None}, "a back-up of nothing"),
        ({"backup": None}, "the cost is"),
        ({"nominal": at(date(2027, 3, 2), 9)}, "nominal"),
    ],
)
def test_a_broken_meeting_is_seen(
    found: tuple[Case, SearchAnswer], change: dict[str, Any], fault: str
) -> None:
    made, answer = found
    assert any(fault in each for each in faults(made, altered(answer, 2, **change)))


def test_an_overlap_is_seen(found: tuple[Case, SearchAnswer]) -> None:
    made, answer = found
    other = answer.series_answers[1]
    twin = SeriesAnswer(
        "a",
        other.pattern,
        tuple(replace(each, meeting_key=other.meetings[0].meeting_key) for each in other.meetings),
    )
    assert any(
        "overlap" in each for each in faults(made, replace(answer, series_answers=(twin, other)))
    )


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"cost": 1}, {"bound": 10**9}, {"parts": (("hour", 3),)}])
def test_a_wrong_sum_is_seen(found: tuple[Case, SearchAnswer], change: dict[str, Any]) -> None:
    made, answer = found
    assert faults(made, replace(answer, **change))
