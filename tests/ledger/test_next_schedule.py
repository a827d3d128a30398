"""The schedule of the next year is due once, from 60 days before its day until it is published."""

from datetime import UTC, date, datetime, timedelta

import pytest

from statplan.ledger.model import PublishedYear
from statplan.ledger.next_schedule import REMINDER, NextSchedule, find_next_schedule
from statplan.plan import Plan
from statplan.schedule.next_year import EARLY
from tests.support.plans import Answers, answers, monthly

FIRST, LAST, BY = date(2027, 1, 1), date(2027, 12, 31), date(2027, 12, 1)
ONE_DAY = timedelta(days=1)
PUBLISHED_AT = datetime(2026, 12, 10, 12, tzinfo=UTC)
STAT = monthly()


def year(next_by: date | None = BY, first: date = FIRST, last: date = LAST) -> PublishedYear:
    return PublishedYear(first, last, PUBLISHED_AT, next_by)


def plan(*series: Answers, program: Answers | None = None, **frequency: object) -> Plan:
    data = answers(*(series or (STAT,)), **frequency)
    data["program"] |= program or {}
    return Plan.model_validate(data)


def test_nothing_is_due_before_a_year_is_published() -> None:
    assert find_next_schedule((), plan(release={"by": BY}), BY) is None


@pytest.mark.parametrize(
    ("next_by", "stated", "due", "is_promised"),
    [
        (BY, None, BY, True),
        (BY, date(2027, 11, 1), BY, True),  # the promise stays, whatever the plan says since
        (None, date(2027, 11, 1), date(2027, 11, 1), True),
        (None, None, LAST, False),
        (None, date(2026, 12, 1), LAST, False),  # that is when this year's schedule came out
        (date(2026, 12, 1), date(2027, 11, 1), date(2027, 11, 1), True),
    ],
)
def test_it_is_due_on_the_day_that_was_promised(
    next_by: date | None, stated: date | None, due: date, is_promised: bool
) -> None:
    release = {"by": stated} if stated else {}
    years, current = (year(next_by),), plan(release=release)
    begins = due - REMINDER
    assert find_next_schedule(years, current, begins - ONE_DAY) is None
    for day in (begins, due, due + ONE_DAY, date(2028, 3, 1)):
        found = find_next_schedule(years, current, day)
        first = date(2028, 1, 1)
        assert found == NextSchedule(first, due, is_promised, False, False, day, False)
        assert found.is_late == (day > due)


def test_the_reminder_begins_60_days_before() -> None:
    assert timedelta(days=60) == REMINDER


def test_once_the_next_year_is_published_it_is_silent() -> None:
    later = date(2028, 1, 1), date(2028, 12, 31)
    current = plan(first_day=later[0])
    for day in (BY, LAST, date(2028, 2, 1), date(2028, 10, 31)):
        assert find_next_schedule((year(), year(None, *later)), current, day) is None


def test_a_plan_that_has_the_next_year_is_only_to_be_published() -> None:
    current = plan(first_day=date(2028, 1, 1), release={"by": date(2028, 12, 1)})
    for next_by, due in ((BY, BY), (None, LAST)):
        found = find_next_schedule((year(next_by),), current, BY)
        assert found
        assert (found.is_planned, found.lacks_dates, found.due) == (True, False, due)


def test_a_next_year_without_a_date_lacks_dates() -> None:
    board = {"id": "board", "dates": [], "at": "08:00"}
    for series, lacks_dates in (((board,), True), ((board, STAT), False)):
        found = find_next_schedule((year(),), plan(*series, first_day=date(2028, 1, 1)), BY)
        assert found
        assert found.lacks_dates == lacks_dates
    found = find_next_schedule((year(),), plan(board), BY)
    assert found
    assert not found.lacks_dates


@pytest.mark.parametrize(
    "current",
    [
        plan(program={"term": {"ends": LAST}}),
        plan(STAT | {"until": LAST}),
        plan(
            STAT | {"until": date(2027, 6, 1)},
            {"id": "eve", "on": "the Monday before stat", "at": "09:00"},
        ),
    ],
)
def test_a_program_that_ends_has_no_next_schedule(current: Plan) -> None:
    assert find_next_schedule((year(),), current, BY) is None


@pytest.mark.parametrize(
    "current",
    [
        plan(program={"term": {"ends": LAST + ONE_DAY}}),
        plan(STAT | {"until": LAST}, monthly("other", "third Friday")),
    ],
)
def test_a_program_that_goes_on_has_one(current: Plan) -> None:
    assert find_next_schedule((year(),), current, BY)


def test_nothing_is_said_before_the_year_has_begun() -> None:
    by = date(2027, 1, 15)
    assert find_next_schedule((year(by),), plan(), FIRST - ONE_DAY) is None
    found = find_next_schedule((year(by),), plan(), FIRST)
    assert found
    assert found.needs_year


def test_the_year_is_named_only_while_it_is_far_away() -> None:
    by = date(2027, 7, 1)
    far, near = (
        find_next_schedule((year(by),), plan(), LAST - EARLY - days)
        for days in (ONE_DAY, timedelta(0))
    )
    assert far
    assert near
    assert (far.needs_year, near.needs_year) == (True, False)
