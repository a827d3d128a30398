"""The days that are closed, and those beside them, as rules look at them."""

from datetime import date, timedelta
from functools import cached_property

from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.plan.times import WEEKDAYS
from statplan.schedule.meeting import Schedule


class DayContext:
    """The closed days and working days of a plan and its schedule."""

    plan: Plan
    schedule: Schedule

    @cached_property
    def closed_days(self) -> dict[date, str]:
        """The name of what closes each day: a holiday, a closure, or a civic date."""
        return {closed_day.day: closed_day.name for closed_day in self.schedule.closed_days}

    @cached_property
    def civic_dates(self) -> dict[date, str]:
        """The civic dates of the year with their names."""
        return {
            closed_day.day: closed_day.name
            for closed_day in self.schedule.closed_days
            if closed_day.kind == "civic date"
        }

    @cached_property
    def working_weekdays(self) -> frozenset[int]:
        """The weekdays on which people work; Monday is 0."""
        return frozenset(WEEKDAYS.index(weekday) for weekday in self.plan.frequency.working_days)

    @cached_property
    def days_beside_holidays(self) -> dict[date, str]:
        """The nearest working day on each side of every holiday, with the holiday's name."""
        holiday_names: dict[date, str] = {}
        for closed_day in self.schedule.closed_days:
            if closed_day.kind == "holiday":
                for step in (-1, 1):
                    holiday_names.setdefault(
                        self.shift_by_workdays(closed_day.day, step), closed_day.name
                    )
        return {day: name for day, name in holiday_names.items() if day not in self.closed_days}

    def shift_by_workdays(self, day: date, count: int) -> date:
        """Return the `count`th working day after a day, or before it where `count` is negative."""
        step = timedelta(days=1 if count > 0 else -1)
        working_weekdays = self.working_weekdays
        remaining = abs(count) if working_weekdays else 0
        while remaining:
            day += step
            remaining -= day.weekday() in working_weekdays
        return day

    def should_avoid_holidays(self, series: Series) -> bool:
        """Return whether a series avoids the days next to a holiday."""
        own = series.avoid_near_holidays
        return self.plan.frequency.avoid_near_holidays if own is None else own
