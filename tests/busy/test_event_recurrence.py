"""Rules repeat an entry as RFC 5545, 3.3.10, says, also where dateutil departs from it."""

from datetime import UTC, datetime
from functools import cache
from random import random

import pytest

from statplan.busy.budget import Budget
from statplan.busy.event_recurrence import TooOftenError, expand_rule
from statplan.busy.moment import Moment
from tests.support.random_rules import LIMIT, Case, draw_cases
from tests.support.rrule_oracle import find_times
from tests.support.sampling import REPEATABLE, count_examples

AT = datetime.fromisoformat
SEED = "rules" if REPEATABLE else str(random())  # noqa: S311 - nothing secret

# A rule, its DTSTART, and its times by the RFC; before each the sentence that decides.
DEPARTURES = [
    # A weekday without a number means all days of this type in the month or year; the values of
    # BYDAY are a list, of which each adds its days. dateutil takes the days that are both.
    ("FREQ=MONTHLY;COUNT=5;BYDAY=MO,2TU", "2027-07-05T09:00",
     "2027-07-05T09:00 2027-07-12T09:00 2027-07-13T09:00 2027-07-19T09:00 2027-07-26T09:00"),
    ("FREQ=YEARLY;COUNT=4;BYDAY=FR,2MO", "2027-01-01T09:00",
     "2027-01-01T09:00 2027-01-08T09:00 2027-01-11T09:00 2027-01-15T09:00"),
    # In a YEARLY rule the number is an offset within the month where BYMONTH is present.
    ("FREQ=YEARLY;COUNT=5;BYMONTH=3;BYDAY=SA,-1MO", "2027-03-06T09:00",
     "2027-03-06T09:00 2027-03-13T09:00 2027-03-20T09:00 2027-03-27T09:00 2027-03-29T09:00"),
    # Note 1: BYDAY limits where BYMONTHDAY is present.
    ("FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,6,9,13;BYDAY=FR,1MO", "2027-08-02T09:00",
     "2027-08-02T09:00 2027-08-06T09:00 2027-08-13T09:00 2027-09-06T09:00"),
    # A part that is missing is retrieved from DTSTART: the weekday. dateutil takes all seven.
    ("FREQ=YEARLY;COUNT=3;BYWEEKNO=20", "2027-05-17T09:00",
     "2027-05-17T09:00 2028-05-15T09:00 2029-05-14T09:00"),
    # A part that is missing is retrieved from DTSTART: the month. dateutil takes all twelve.
    ("FREQ=YEARLY;COUNT=3;BYMONTHDAY=20", "2027-08-20T09:00",
     "2027-08-20T09:00 2028-08-20T09:00 2029-08-20T09:00"),
    ("FREQ=YEARLY;COUNT=3;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=TU", "2027-11-02T09:00",
     "2027-11-02T09:00 2028-11-07T09:00 2029-11-06T09:00"),
    # -52 is the first week of a year with 52, and the second of one with 53. The first week of 2025
    # begins in 2024, which dateutil overlooks where the week is counted from the end.
    ("FREQ=YEARLY;COUNT=3;BYWEEKNO=-52;BYDAY=MO", "2024-12-30T09:00",
     "2024-12-30T09:00 2026-01-05T09:00 2027-01-04T09:00"),
    # A set of instances starts at the beginning of the interval, not at DTSTART: Monday is first.
    ("FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE,FR;BYSETPOS=2", "2027-03-03T09:00",
     "2027-03-03T09:00 2027-03-10T09:00 2027-03-17T09:00"),
    ("FREQ=WEEKLY;COUNT=3;BYHOUR=9,17;BYSETPOS=-1", "2027-03-03T17:00",
     "2027-03-03T17:00 2027-03-10T17:00 2027-03-17T17:00"),
    # Seconds are 0 to 60; a program without leap seconds takes 60 for 59 (3.3.12).
    ("FREQ=DAILY;COUNT=2;BYSECOND=60,59", "2027-03-03T09:00:59",
     "2027-03-03T09:00:59 2027-03-04T09:00:59"),
]  # fmt: skip

# From the examples of 3.8.5.3.
EXAMPLES = [
    ("FREQ=YEARLY;COUNT=3;BYDAY=20MO", "1997-05-19T09:00",
     "1997-05-19T09:00 1998-05-18T09:00 1999-05-17T09:00"),
    ("FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO", "1997-05-12T09:00",
     "1997-05-12T09:00 1998-05-11T09:00 1999-05-17T09:00"),
    ("FREQ=MONTHLY;COUNT=4;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29T09:00",
     "1997-09-29T09:00 1997-10-30T09:00 1997-11-27T09:00 1997-12-30T09:00"),
    ("FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200", "1997-01-01T09:00",
     "1997-01-01T09:00 1997-04-10T09:00 1997-07-19T09:00 2000-01-01T09:00 2000-04-09T09:00"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00",
     "1997-08-05T09:00 1997-08-10T09:00 1997-08-19T09:00 1997-08-24T09:00"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00",
     "1997-08-05T09:00 1997-08-17T09:00 1997-08-19T09:00 1997-08-31T09:00"),
    ("FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1", "1997-09-30T09:00",
     "1997-09-30T09:00 1997-10-01T09:00 1997-10-31T09:00 1997-11-01T09:00 1997-11-30T09:00"),
    ("FREQ=YEARLY;INTERVAL=4;COUNT=3;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
     "1996-11-05T09:00", "1996-11-05T09:00 2000-11-07T09:00 2004-11-02T09:00"),
    ("FREQ=YEARLY;COUNT=3;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05T09:00",
     "1997-06-05T09:00 1997-06-12T09:00 1997-06-19T09:00"),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13", "1998-02-13T09:00",
     "1998-02-13T09:00 1998-03-13T09:00 1998-11-13T09:00"),
    ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000", "1997-09-02T09:00",
     "1997-09-02T09:00 1997-09-02T12:00 1997-09-02T15:00"),
    ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "1997-09-02T09:00",
     "1997-09-02T09:00 1997-09-02T10:30 1997-09-02T12:00 1997-09-02T13:30"),
]  # fmt: skip
FAR = AT("2040-01-01T00:00")


@cache
def draw_all() -> list[Case]:
    return draw_cases(SEED, count_examples(150, 2_000))


def expand(rule: str, start: datetime, low: datetime, high: datetime) -> list[datetime]:
    return list(expand_rule(rule, Moment(start, UTC), low, high, Budget(10**7)))


@pytest.mark.parametrize(("rule", "start", "expected"), [*DEPARTURES, *EXAMPLES])
def test_a_rule_gives_the_times_of_the_rfc(rule: str, start: str, expected: str) -> None:
    times = [AT(word) for word in expected.split()]
    assert expand(rule, AT(start), AT(start), FAR) == times
    assert expand(rule, AT(start), times[1], FAR) == times[1:]


@pytest.mark.parametrize(("rule", "start", "expected"), [*DEPARTURES[:-1], *EXAMPLES])
def test_the_oracle_gives_the_times_of_the_rfc(rule: str, start: str, expected: str) -> None:
    assert find_times(rule, AT(start), FAR, LIMIT) == [AT(word) for word in expected.split()]


def test_hours_of_an_entry_of_whole_days_are_ignored() -> None:
    day = AT("2027-03-03")
    rule = "FREQ=DAILY;COUNT=2;BYHOUR=9,17;BYMINUTE=30;BYSECOND=1"
    found = list(expand_rule(rule, Moment(day, UTC, is_whole_day=True), day, FAR, Budget()))
    assert found == [day, AT("2027-03-04")]


@pytest.mark.slow
def test_random_rules_give_the_times_of_the_rfc() -> None:
    wrong = []
    for case in draw_all():
        high = case.times[-1] if len(case.times) == LIMIT else case.end
        middle = case.times[len(case.times) // 2]
        for low in (case.start, middle):
            found = expand(case.rule, case.start, low, high)
            if found != [moment for moment in case.times if moment >= low]:
                wrong.append((case.rule, case.start, low, found))
    assert wrong == []


def test_random_rules_are_of_each_kind() -> None:
    rules = [dict(part.split("=") for part in case.rule.split(";")) for case in draw_all()]
    yearly = [rule for rule in rules if rule["FREQ"] == "YEARLY"]
    drawn = {
        "weekdays with a number and without": sum(
            len({len(word) > 2 for word in rule.get("BYDAY", "").split(",")}) > 1 for rule in rules
        ),
        "weeks without a weekday": sum(
            "BYWEEKNO" in rule and "BYDAY" not in rule for rule in yearly
        ),
        "days of no month": sum("BYMONTHDAY" in rule and "BYMONTH" not in rule for rule in yearly),
        "places in a week": sum(rule["FREQ"] == "WEEKLY" and "BYSETPOS" in rule for rule in rules),
    }
    assert {kind: count for kind, count in drawn.items() if count < 2} == {}
    assert len({rule["FREQ"] for rule in rules}) == 7
    assert len({name for rule in rules for name in rule}) == 14


def test_weeks_of_years_that_nobody_needs_are_not_worked_out() -> None:
    start, low, high = (AT(f"{year}-01-01T00:00") for year in (1601, 2027, 2028))
    for rule in ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=YEARLY;BYWEEKNO=-53;BYDAY=TU"):
        assert list(expand_rule(rule, Moment(start, UTC), low, high, Budget(20))) == []


def test_lists_that_are_read_for_each_year_are_paid_for() -> None:
    days = ",".join(map(str, range(1, 100_000)))
    rule = f"FREQ=YEARLY;BYWEEKNO=1;BYMONTHDAY={days};COUNT=9999"
    start = AT("1601-01-01T00:00")
    with pytest.raises(TooOftenError):
        list(expand_rule(rule, Moment(start, UTC), start, FAR, Budget()))


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_weeks_of_every_other_year_keep_to_the_years_of_their_start(year: int) -> None:
    rule, start = "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20", AT("2016-02-29T09:00")
    low, high = AT(f"{year}-01-01T00:00"), AT(f"{year + 1}-01-01T00:00")
    assert expand(rule, start, low, high) == [
        moment for moment in find_times(rule, start, high, LIMIT) if moment >= low
    ]
