"""The clock around a meeting: on open days, before it and after it."""

from datetime import date, time

import pytest

from statplan.ledger import DeadlineKind
from statplan.ledger.deadlines import find_deadlines, subtract_working_days
from statplan.plan.preparation import Preparation
from statplan.schedule import TimeSlot
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from statplan.schedule.open_days import OpenDays
from tests.support.plans import HOLIDAYS, monthly, plan


@pytest.fixture(scope="module")
def opened() -> OpenDays:
    made = plan(monthly(), holidays={"country": "US", "listed": HOLIDAYS})
    return build_date_rules(made, make_schedule(made)).open_days


def at(day: str, hour: int = 8) -> TimeSlot:
    return TimeSlot(date.fromisoformat(day), time(hour), 90)


def test_working_days_are_counted_over_weekends_and_holidays(opened: OpenDays) -> None:
    assert subtract_working_days(date(2027, 6, 2), 1, opened) == date(2027, 6, 1)
    assert subtract_working_days(date(2027, 6, 2), 2, opened) == date(2027, 5, 28)  # Memorial Day
    assert subtract_working_days(date(2027, 6, 2), 0, opened) == date(2027, 6, 2)


@pytest.mark.parametrize(
    ("day", "hours", "out"),
    [
        ("2027-03-11", 48, "2027-03-09"),
        ("2027-03-08", 48, "2027-03-05"),  # two days before a Monday is a Saturday
        ("2027-03-11", 1, "2027-03-11"),
        ("2027-03-11", 9, "2027-03-10"),
    ],
)
def test_the_memo_goes_out_on_an_open_day(opened: OpenDays, day: str, hours: int, out: str) -> None:
    found = find_deadlines(Preparation(memo_hours=hours), at(day), None, opened)
    assert found == {DeadlineKind.MEMO: date.fromisoformat(out)}


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        ("2027-03-10", 2, "2027-03-12"),
        ("2027-03-11", 2, "2027-03-12"),  # the second day after a Thursday is a Saturday
        ("2027-03-12", 2, "2027-03-14"),  # nothing is open between a Friday and a Sunday
        ("2027-03-12", 0, "2027-03-12"),
    ],
)
def test_follow_up_is_due_within_its_days(opened: OpenDays, day: str, days: int, due: str) -> None:
    found = find_deadlines(Preparation(follow_up_days=days), at(day), None, opened)
    assert found == {DeadlineKind.FOLLOW_UP: date.fromisoformat(due)}


def test_answers_are_due_before_the_next_meeting_where_there_is_one(opened: OpenDays) -> None:
    said = Preparation(responses_due=3)
    assert find_deadlines(said, at("2027-03-11"), None, opened) == {}
    found = find_deadlines(said, at("2027-03-11"), at("2027-04-08"), opened)
    assert found == {DeadlineKind.RESPONSE: date(2027, 4, 5)}


def test_what_the_plan_does_not_state_is_not_due(opened: OpenDays) -> None:
    assert find_deadlines(Preparation(), at("2027-03-11"), at("2027-04-08"), opened) == {}
