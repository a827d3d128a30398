"""The schedule of the next year: by which day it is to be published, and whether that is soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from statplan.ledger.model import PublishedYear
from statplan.plan.model import Plan
from statplan.schedule.next_series import find_ended_series
from statplan.schedule.next_year import find_earliest_day

REMINDER = timedelta(days=60)  # before the day by which a schedule is to be published [ours]
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextSchedule:
    """The schedule of a year that is due, and not published yet.

    Attributes:
        first: the first day of the year.
        due: the day by which the schedule is to be published; the last day of the year before it
            where the plan promised no day.
        is_promised: whether the plan promised that day.
        is_planned: whether the plan has the year already.
        lacks_dates: whether the plan has it without any date, because none is adopted yet.
        as_of: the day on which this is so.
        needs_year: whether the year is planned only by a person who names it, as it is far away.
    """

    first: date
    due: date
    is_promised: bool
    is_planned: bool
    lacks_dates: bool
    as_of: date
    needs_year: bool

    @property
    def is_late(self) -> bool:
        """True once the day by which it was to be published is over."""
        return self.as_of > self.due


def find_next_schedule(
    years: Sequence[PublishedYear], plan: Plan, today: date
) -> NextSchedule | None:
    """Return the schedule that is to be published next, from 60 days before it is due.

    None means that there is nothing to say: no year is published, the schedule is not due yet, or
    the program ends with the last year that is published.

    Args:
        years: the published years of the ledger, in order.
        plan: the plan.
        today: the day that it is in the plan's time zone.
    """
    if not years:
        return None
    latest = years[-1]
    first = latest.last + _ONE_DAY
    begins = plan.frequency.first_day
    is_planned = begins is not None and begins > latest.last
    if not is_planned and _ends_before(plan, first):
        return None
    stated_days = (latest.next_by, None if is_planned else plan.frequency.release.by)
    promised = next((day for day in stated_days if day and day >= latest.first), None)
    due = promised or latest.last
    if today < max(due - REMINDER, latest.first):
        return None
    lacks_dates = is_planned and all(series.dates == () for series in plan.frequency.series or ())
    old_first = latest.first if begins is None or is_planned else begins
    needs_year = today < find_earliest_day(old_first, latest.last)
    return NextSchedule(
        first, due, promised is not None, is_planned, lacks_dates, today, needs_year
    )


def _ends_before(plan: Plan, first: date) -> bool:
    """Return whether the program, or every recurring meeting of it, ends before a day."""
    ends = plan.program.term.ends
    ended_series = find_ended_series(plan, first)
    is_over = all(series.id in ended_series for series in plan.frequency.series or ())
    return is_over or (ends is not None and ends < first)
