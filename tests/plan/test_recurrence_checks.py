"""RRULEs of a plan: only those that say days which some year has."""

import pytest

from statplan.plan.recurrence_checks import check_rrule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=3",
        "FREQ=MONTHLY;BYDAY=+1TU,-1TU;BYMONTH=1,2",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU;COUNT=12",
        "FREQ=MONTHLY;BYMONTHDAY=15,-1;UNTIL=20270601T000000Z",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20301231",
    ],
)
def test_a_rule_of_days_is_read(rule: str) -> None:
    assert not list(check_rrule(rule, ("rule",)))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=9TU",  # no month has nine weeks
        "FREQ=YEARLY;BYMONTH=2;BYDAY=6TU",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=MONTHLY;BYDAY=0TU",
        "FREQ=DAILY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTH=13",
        "FREQ=WEEKLY;BYSETPOS=8;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9,14",  # a series has its own time of day
        "FREQ=MONTHLY;BYDAY=1TU;UNTIL=2027",  # would end on today's day of that year
        "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20271340",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=5;UNTIL=20270601",
        "FREQ=WEEKLY;BYDAY=TU;BYDAY=TH",
        "FREQ=WEEKLY;BYDAY=TU;INTERVAL=0",
        "FREQ=HOURLY",
        "BYDAY=TU",
        "",
    ],
)
def test_what_no_year_has_is_no_rule(rule: str) -> None:
    assert [fault.fact for fault in check_rrule(rule, ("rule",))]
