"""Periods, days, and meetings of a schedule."""

from datetime import date

from statplan.plan.phrases import read_day_rule, read_interval
from statplan.schedule import Meeting, Schedule
from statplan.schedule.recurrence import Recurrence, iter_nominal_days

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)


def periods(every: str, on: str, first: date = FIRST, last: date = LAST) -> list[str]:
    rhythm = Recurrence(read_interval(every), read_day_rule(on), first)
    return [each.period for each in iter_nominal_days(rhythm, first, last)]


def days(schedule: Schedule, series: str = "stat") -> list[str]:
    return [str(each.slot.day) for each in schedule.meetings if each.key.series == series]


def meeting(schedule: Schedule, key: str) -> Meeting:
    return next(each for each in schedule.meetings if str(each.key) == key)
