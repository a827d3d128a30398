"""The periods of a series: from one change of its rule to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from statplan.plan.series import Series
from statplan.plan.series_dates import StatedRule
from statplan.schedule.recurrence import (
    AnyRecurrence,
    Recurrence,
    RelativeRecurrence,
    RruleRecurrence,
)


@dataclass(frozen=True, slots=True)
class RulePeriod:
    """A period of a series in which one recurrence and one start time apply."""

    starts: date
    until: date | None
    recurrence: AnyRecurrence
    start_time: time


def iter_rule_periods(series: Series, first: date) -> Iterator[RulePeriod]:
    """Yield the periods of a series, up to the first whose rule lacks an answer.

    A rule that another one replaces on its own first day has no period.

    Args:
        series: the series.
        first: the first day of the year, from which it counts if it states no start.
    """
    rules = series.list_stated_rules()
    starts = [series.starts or first, *(change.from_ for change in series.changes or ())]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    for rule, start, end in zip(rules, starts, [*ends, series.until], strict=True):
        recurrence = _build_recurrence(rule, start, series.in_month or 1)
        if recurrence is None or rule.at is None:
            return
        if end is None or start <= end or len(starts) == 1:
            yield RulePeriod(start, end, recurrence, rule.at)


def _build_recurrence(rule: StatedRule, anchor: date, in_month: int) -> AnyRecurrence | None:
    """Return the recurrence of a rule; None where an answer is missing."""
    if rule.rule:
        return RruleRecurrence(rule.rule, anchor)
    if rule.on and rule.on.series and rule.on.shift:
        return RelativeRecurrence(rule.on.shift, rule.on.series)
    if rule.every is None or rule.on is None:
        return None
    return Recurrence(rule.every, rule.on, anchor, in_month)
