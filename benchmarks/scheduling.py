"""Scheduling against the date arithmetic alone, and how it grows with the number of series."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from benchmarks import plans
from benchmarks.measure import Ratio, functions
from benchmarks.table import Row, Section
from statplan.plan import Plan
from statplan.schedule import Backup, Meeting, MeetingKey, TimeSlot, make_schedule
from statplan.schedule.recurrence import NominalDay, Recurrence, iter_nominal_days
from statplan.schedule.series_rules import build_series_rules

_COUNT = 1000
_GROWTH = (250, 500, 1000)
_LEAST = 125
_WEEK = timedelta(days=7)
_LAST = plans.FIRST + timedelta(days=364)


def section() -> Section:
    """In CPU time within one process; the plan is read already, back-ups are found too."""
    title = "Scheduling, 30 dates a series, CPU time over the date arithmetic alone"
    return Section(title, _rows())


def growth() -> Section:
    """Whether the time for each series stays what it is."""
    return Section(f"CPU time for each series over that of {_LEAST} series", _growing())


def _rows() -> Iterator[Row]:
    plan = Plan.model_validate(plans.many(_COUNT))
    rules, _, _ = build_series_rules(plan, plans.FIRST)
    rhythms = [
        stretch.recurrence
        for rule in rules
        for stretch in rule.rule_periods
        if isinstance(stretch.recurrence, Recurrence)
    ]
    meetings = make_schedule(plan).meetings
    for what, call, budget, stretch in (
        ("floor: the same days named by their periods", partial(periods, rhythms), None, None),
        ("floor: the same meetings made as records", partial(records, meetings), None, None),
        (f"{_COUNT:,} series", partial(make_schedule, plan), 20, 5),
    ):
        yield Row(what, functions(call, partial(arithmetic, _COUNT)), None, budget, stretch)


def _growing() -> Iterator[Row]:
    made = {count: Plan.model_validate(plans.many(count)) for count in (_LEAST, *_GROWTH)}
    for count in _GROWTH:
        found = functions(partial(make_schedule, made[count]), partial(make_schedule, made[_LEAST]))
        share = _LEAST / count
        each = Ratio(found.middle * share, found.least * share, found.most * share)
        yield Row(f"{count:,} series", each, None, 1)


def periods(rhythms: list[Recurrence]) -> list[NominalDay]:
    """The nominal days with the periods that give meetings their identity."""
    return [each for one in rhythms for each in iter_nominal_days(one, plans.FIRST, _LAST)]


def records(meetings: tuple[Meeting, ...]) -> list[Meeting]:
    """The same meetings made again from their parts, with nothing to be found out."""
    return [
        Meeting(
            MeetingKey(each.key.series, each.key.period),
            each.title,
            _copy(each.slot),
            each.subject_ids,
            each.subject,
            each.number,
            each.move,
            Backup(_copy(each.backup.slot)) if isinstance(each.backup, Backup) else each.backup,
            each.required,
            each.optional,
            each.place,
            each.chair,
        )
        for each in meetings
    ]


def _copy(stand: TimeSlot) -> TimeSlot:
    return TimeSlot(stand.day, stand.start_time, stand.minutes)


def arithmetic(count: int) -> list[date]:
    """The nominal days of the same series, and nothing else."""
    found: list[date] = []
    for index in range(count):
        every, _ = plans.RHYTHMS[index % len(plans.RHYTHMS)]
        found += _monthly(index % 5) if every == "month" else _weekly(every, index % 5)
    return found


def _weekly(every: str, weekday: int) -> Iterator[date]:
    step = _WEEK * (2 if every.startswith("2") else 1)
    day = plans.FIRST + timedelta(days=(weekday - plans.FIRST.weekday()) % 7)
    while day <= _LAST:
        yield day
        day += step


def _monthly(weekday: int) -> Iterator[date]:
    for month in range(1, 13):
        first = date(plans.FIRST.year, month, 1)
        yield first + timedelta(days=(weekday - first.weekday()) % 7 + 7)
