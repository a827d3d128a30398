"""Nominal days, with dateutil's recurrence rules as the oracle."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.plan.phrases import read_day_rule, read_interval
from statplan.schedule.recurrence import (
    Recurrence,
    RruleRecurrence,
    find_nth_weekday,
    iter_nominal_days,
)
from tests.support.sampling import count_examples
from tests.support.schedules import FIRST, LAST, periods

WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
SATURDAY = 5
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
PLACES |= {"second to last": -2, "third to last": -3}
places = st.sampled_from(sorted(PLACES))
numbers = st.integers(0, 6)
checked = settings(max_examples=count_examples(50, 200))


def found(every: str, on: str, anchor: date = FIRST, **more: int) -> list[date]:
    rhythm = Recurrence(read_interval(every), read_day_rule(on), anchor, **more)
    nominal_days = iter_nominal_days(rhythm, FIRST, LAST, lambda day: day.weekday() < SATURDAY)
    return [each.day for each in nominal_days if each.day]


def oracle(first: date, last: date, **rule: object) -> list[date]:
    start = datetime.combine(first, time())
    every = rrule.rrule(dtstart=start, until=datetime.combine(last, time()), **rule)  # type: ignore[arg-type]
    return [each.date() for each in every]


@checked
@given(
    st.integers(1990, 2090),
    st.integers(1, 12),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3]),
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


@checked
@given(st.lists(places, min_size=2, max_size=3, unique=True), numbers)
def test_several_weeks_of_a_month_are_a_list_of_byday(words: list[str], weekday: int) -> None:
    on = f"{' and '.join((', '.join(words[:-1]), words[-1]))} {NAMES[weekday]}"
    days = [WEEKDAYS[weekday](PLACES[word]) for word in words]
    assert found("month", on) == oracle(FIRST, LAST, freq=rrule.MONTHLY, byweekday=days)


@checked
@given(places, numbers, numbers)
def test_days_with_their_own_weeks_are_a_list_of_byday(word: str, one: int, other: int) -> None:
    on = f"first {NAMES[one]} and {word} {NAMES[other]}"
    if on != f"first {NAMES[one]} and first {NAMES[one]}":
        days = [WEEKDAYS[one](1), WEEKDAYS[other](PLACES[word])]
        assert found("month", on) == oracle(FIRST, LAST, freq=rrule.MONTHLY, byweekday=days)


@checked
@given(st.sampled_from([each for each in sorted(PLACES) if PLACES[each] < 5]))
def test_a_working_day_is_a_place_in_a_set(word: str) -> None:
    wanted = oracle(
        FIRST, LAST, freq=rrule.MONTHLY, byweekday=WEEKDAYS[:SATURDAY], bysetpos=PLACES[word]
    )
    assert found("month", f"{word} working day") == wanted


@pytest.mark.parametrize("number", [1, 2, 15, 28, 29, 30, 31])
def test_a_day_of_the_month_is_there_where_the_month_has_it(number: int) -> None:
    word = {1: "1st", 2: "2nd", 31: "31st"}.get(number, f"{number}th")
    assert found("month", word) == oracle(FIRST, LAST, freq=rrule.MONTHLY, bymonthday=number)


@pytest.mark.parametrize(("word", "number"), [("last day", -1), ("second to last day", -2)])
def test_a_day_from_the_end_of_the_month(word: str, number: int) -> None:
    assert found("month", word) == oracle(FIRST, LAST, freq=rrule.MONTHLY, bymonthday=number)


@checked
@given(
    st.integers(1, 9),
    st.lists(numbers, min_size=2, max_size=4, unique=True),
    st.dates(date(2015, 1, 1), date(2027, 12, 31)),
)
def test_several_days_of_a_week(count: int, weekdays: list[int], anchor: date) -> None:
    every = "week" if count == 1 else f"{count} weeks"
    names = [NAMES[weekday] for weekday in weekdays]
    on = f"{', '.join(names[:-1])} and {names[-1]}"
    # The first week is that of the first such day; an RRULE counts from the week of its start.
    first = min(anchor + timedelta(days=(weekday - anchor.weekday()) % 7) for weekday in weekdays)
    days = [WEEKDAYS[weekday] for weekday in weekdays]
    wanted = oracle(first, LAST, freq=rrule.WEEKLY, interval=count, byweekday=days)
    assert found(every, on, anchor) == [day for day in wanted if day >= FIRST]


@checked
@given(st.sampled_from(["first", "second", "third", "fourth"]), numbers, places, numbers)
def test_a_day_after_another_is_counted_from_it(
    word: str, weekday: int, place: str, base: int
) -> None:
    got = found("month", f"{word} {NAMES[weekday]} after the {place} {NAMES[base]}")
    wanted = []
    span = (FIRST - timedelta(days=62), LAST)
    for day in oracle(*span, freq=rrule.MONTHLY, byweekday=WEEKDAYS[base](PLACES[place])):
        later = [day + timedelta(days=number) for number in range(1, 36)]
        wanted.append([each for each in later if each.weekday() == weekday][PLACES[word] - 1])
    assert got == [day for day in wanted if FIRST <= day <= LAST]


@checked
@given(numbers, places, numbers)
def test_a_day_before_another_may_be_in_the_month_before(
    weekday: int, place: str, base: int
) -> None:
    got = found("month", f"{NAMES[weekday]} before the {place} {NAMES[base]}")
    span = (FIRST, LAST + timedelta(days=31))
    bases = oracle(*span, freq=rrule.MONTHLY, byweekday=WEEKDAYS[base](PLACES[place]))
    wanted = [
        next(
            day - timedelta(days=number)
            for number in range(1, 8)
            if (day - timedelta(days=number)).weekday() == weekday
        )
        for day in bases
    ]
    assert got == [day for day in wanted if FIRST <= day <= LAST]


@pytest.mark.parametrize(
    ("every", "on", "wanted"),
    [
        ("month", "first and third Tuesday", ["2027-01.1", "2027-01.3", "2027-02.1"]),
        ("month", "first and last Tuesday", ["2027-01.1", "2027-01.last", "2027-02.1"]),
        ("month", "first Monday and first Thursday", ["2027-01.1mon", "2027-01.1thu"]),
        ("month", "1st of the month and last working day", ["2027-01.d1", "2027-01.wlast"]),
        ("month", "second to last Tuesday", ["2027-01", "2027-02", "2027-03"]),
        ("month", "third Tuesday after the first Monday", ["2027-01", "2027-02"]),
        ("week", "Tuesday and Thursday", ["2027-01-05", "2027-01-07", "2027-01-12"]),
        ("quarter", "first and third Tuesday", ["2027-Q1.1", "2027-Q1.3", "2027-Q2.1"]),
    ],
)
def test_a_key_says_which_day_of_the_rule_it_is(every: str, on: str, wanted: list[str]) -> None:
    rhythm = Recurrence(read_interval(every), read_day_rule(on), FIRST)
    nominal_days = iter_nominal_days(rhythm, FIRST, LAST, lambda day: day.weekday() < SATURDAY)
    assert [each.period for each in nominal_days][: len(wanted)] == wanted


def test_two_days_of_a_rule_that_fall_together_are_one_meeting() -> None:
    rhythm = Recurrence(read_interval("month"), read_day_rule("fourth and last Friday"), FIRST)
    nominal_days = list(iter_nominal_days(rhythm, FIRST, LAST))
    omitted = [each for each in nominal_days if each.day is None]
    assert [each.period for each in omitted][:2] == ["2027-02.last", "2027-03.last"]
    assert {each.reason for each in omitted} == {"it falls on the same day as the fourth Friday"}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=3", ["2027-01-12", "2027-02-09"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2027-01-31", "2027-02-28"]),
    ],
)
def test_an_rrule_has_its_days_as_periods(rule: str, wanted: list[str]) -> None:
    nominal_days = iter_nominal_days(RruleRecurrence(rule, FIRST), FIRST, LAST)
    assert [each.period for each in nominal_days][:2] == wanted
