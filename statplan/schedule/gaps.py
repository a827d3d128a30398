"""The gaps of a series: the months and days on which it never meets."""

from collections.abc import Iterable
from datetime import date

from statplan.plan.time_values import MONTHS, Gap
from statplan.schedule.recurrence import WorkingDayTest, find_rule_day


def find_gap(gaps: Iterable[Gap], day: date, is_working_day: WorkingDayTest) -> Gap | None:
    """Return the gap of a series that contains a day, or None where none does."""
    for gap in gaps:
        if day.month == gap.month and (
            gap.day is None or find_rule_day(day.year, day.month, gap.day, is_working_day) == day
        ):
            return gap
    return None


def describe_gap(gap: Gap) -> str:
    """Say that there is no meeting in a gap: "does not meet in July"."""
    return f"does not meet {f'on the {gap}' if gap.day else f'in {MONTHS[gap.month - 1]}'}"
