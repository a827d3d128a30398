"""A yearly change of clocks is said by one weekday of its month, where that names the same days."""

from datetime import timedelta

import pytest

from statplan.calendars.posix_tz import YearlyChange


@pytest.mark.parametrize(
    ("month", "first_day", "rule"),
    [
        (3, 1, "BYDAY=1SU"),
        (3, 8, "BYDAY=2SU"),
        (3, 15, "BYDAY=3SU"),
        (3, 22, "BYDAY=4SU"),
        (3, 25, "BYDAY=-1SU"),
        (4, 24, "BYDAY=-1SU"),
        (2, 22, "BYDAY=4SU"),  # the last in most years alone
        (3, 2, "BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU"),
        (3, 23, "BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=SU"),
    ],
)
def test_a_change_is_on_a_weekday_of_seven_days(month: int, first_day: int, rule: str) -> None:
    hour = timedelta(hours=1)
    change = YearlyChange(month, first_day, 0, 2 * hour, -6 * hour, -5 * hour, "CDT")
    assert change.rrule == f"FREQ=YEARLY;BYMONTH={month};{rule}"
