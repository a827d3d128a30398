"""Nominal days, with dateutil's recurrence rules as the oracle."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.plan.time_phrases import parse_interval, parse_weekday_rule
from statplan.schedule.recurrence import Recurrence, find_nth_weekday, iter_nominal_days
from tests.support.sampling import count_examples
from tests.support.schedules import FIRST, LAST, periods

WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
checked = settings(max_examples=count_examples(50, 200))


def found(every: str, on: str, anchor: date = FIRST, **more: int) -> list[date]:
    rhythm = Recurrence(parse_interval(every), parse_weekday_rule(on), anchor, **more)
    return [each.day for each in iter_nominal_days(rhythm, FIRST, LAST) if each.day]


def oracle(first: date, last: date, **rule: object) -> list[date]:
    start = datetime.combine(first, time())
    every = rrule.rrule(dtstart=start, until=datetime.combine(last, time()), **rule)  # type: ignore[arg-type]
    return [each.date() for each in every]


@checked
@given(
    st.integers(1990, 2090),
    st.integers(1, 12),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3, 4, 5, -1]),
)
def test_the_nth_weekday_of_a_month(year: int, month: int, weekday: int, ordinal: int) -> None:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    wanted = oracle(first, last, freq=rrule.MONTHLY, byweekday=WEEKDAYS[weekday](ordinal))
    assert find_nth_weekday(year, month, weekday, ordinal) == (wanted[0] if wanted else None)


@checked
@given(st.integers(1, 52), st.integers(0, 6), st.dates(date(2015, 1, 1), date(2027, 12, 31)))
def test_every_so_many_weeks_from_the_first_date(count: int, weekday: int, anchor: date) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    every = "week" if count == 1 else f"{count} weeks"
    # A rule of n weeks counts whole weeks from the first such day, wherever the week begins.
    first = anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    wanted = oracle(first, LAST, freq=rrule.DAILY, interval=count * 7)
    assert found(every, names[weekday], anchor) == [day for day in wanted if day >= FIRST]


@checked
@given(st.integers(1, 24), st.integers(1, 12))
def test_every_so_many_months_from_the_month_of_the_first(count: int, month: int) -> None:
    every = "month" if count == 1 else f"{count} months"
    anchor = date(2027, month, 1)
    months = {(2027 * 12 + month + step * count) % 12 or 12 for step in range(-30, 30)}
    wanted = oracle(FIRST, LAST, freq=rrule.MONTHLY, byweekday=rrule.TH(2))
    got = found(every, "second Thursday", anchor)
    if count <= 12 and 12 % count == 0:
        assert got == [day for day in wanted if day.month in months]
    assert set(got) <= set(wanted)
    assert count > 12 - month or len(got) >= 1


@pytest.mark.parametrize(
    ("month", "wanted"), [(1, "2027-01-05"), (2, "2027-02-02"), (3, "2027-03-02")]
)
def test_a_quarter_has_its_meeting_in_the_month_that_is_said(month: int, wanted: str) -> None:
    days = found("quarter", "first Tuesday", in_month=month)
    assert str(days[0]) == wanted
    assert [day.month - month for day in days] == [0, 3, 6, 9]


def test_periods_are_months_quarters_and_weeks() -> None:
    assert periods("month", "second Thursday")[:2] == ["2027-01", "2027-02"]
    assert periods("quarter", "first Tuesday") == ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
    assert periods("2 weeks", "Wednesday")[:2] == ["2027-W01", "2027-W03"]
