"""The verifier sees what is wrong: every kind of broken answer is caught."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from statplan.schedule import Stand
from statplan.slots import Answer, Busy, BusyCalendar, Line, Span, Wishes, make_problem, search
from tests.plans_for_tests import HOLIDAYS, monthly, plan
from tests.slots.verifier import Case, faults

MAYOR = ("person", "mayor")


def case(*series: dict[str, Any], **frequency: Any) -> Case:
    made = plan(
        *series, monthly("fixed", required=["mayor"]), holidays={"listed": HOLIDAYS}, **frequency
    )
    begins = datetime.combine(date(2027, 3, 8), time(8))
    busy = Busy((BusyCalendar(MAYOR, (Span(begins, begins + timedelta(hours=4)),)),))
    ids = tuple(each["id"] for each in series)
    return Case(made, busy, Wishes(), ids)


TWO = [{"id": name, "every": "month", "required": ["mayor"]} for name in ("a", "b")]


def altered(answer: Answer, number: int, **change: Any) -> Answer:
    """The answer with its first series' meeting of that number changed."""
    line = answer.lines[0]
    meetings = list(line.meetings)
    meetings[number] = replace(meetings[number], **change)
    return replace(answer, lines=(replace(line, meetings=tuple(meetings)), *answer.lines[1:]))


def at(day: date, hour: int) -> Stand:
    return Stand(day, time(hour), 90)


@pytest.fixture(scope="module")
def found() -> tuple[Case, Answer]:
    made = case(*TWO)
    answer = search(make_problem(made.plan, made.busy, made.wishes), budget=20)
    assert not faults(made, answer)
    return made, answer


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"stand": at(date(2027, 3, 8), 9)}, "breaks a rule"),  # the mayor is busy
        ({"stand": at(date(2027, 3, 6), 9)}, "breaks a rule"),  # a Saturday
        ({"stand": at(date(2027, 3, 30), 9)}, "breaks a rule"),  # too far
        ({"stand": at(date(2027, 3, 11), 7)}, "breaks a rule"),  # too early
        ({"stand": at(date(2027, 3, 11), 8)}, "breaks a rule"),  # another series stands there
        ({"backup": at(date(2027, 3, 31), 9)}, "breaks a rule"),
        ({"stand": None}, "a back-up of nothing"),
        ({"backup": None}, "the cost is"),
        ({"nominal": at(date(2027, 3, 2), 9)}, "nominal"),
    ],
)
def test_a_broken_meeting_is_seen(
    found: tuple[Case, Answer], change: dict[str, Any], fault: str
) -> None:
    made, answer = found
    assert any(fault in each for each in faults(made, altered(answer, 2, **change)))


def test_an_overlap_is_seen(found: tuple[Case, Answer]) -> None:
    made, answer = found
    other = answer.lines[1]
    twin = Line(
        "a",
        other.pattern,
        tuple(replace(each, key=other.meetings[0].key) for each in other.meetings),
    )
    assert any("overlap" in each for each in faults(made, replace(answer, lines=(twin, other))))


@pytest.mark.parametrize("change", [{"cost": 1}, {"bound": 10**9}, {"parts": (("hour", 3),)}])
def test_a_wrong_sum_is_seen(found: tuple[Case, Answer], change: dict[str, Any]) -> None:
    made, answer = found
    assert faults(made, replace(answer, **change))
