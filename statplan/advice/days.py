"""The days that are closed, and those beside them, as rules look at them."""

from datetime import date, timedelta
from functools import cached_property

from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.plan.times import WEEKDAYS
from statplan.schedule.meeting import Schedule


class Days:
    """What a plan and its schedule say of days."""

    plan: Plan
    schedule: Schedule

    @cached_property
    def closed(self) -> dict[date, str]:
        """What closes each day that a holiday, a closure or a civic date closes."""
        return {each.day: each.name for each in self.schedule.closed}

    @cached_property
    def civic(self) -> dict[date, str]:
        """The civic dates of the year with their names."""
        return {each.day: each.name for each in self.schedule.closed if each.kind == "civic date"}

    @cached_property
    def working(self) -> frozenset[int]:
        """The weekdays on which people work; Monday is 0."""
        return frozenset(WEEKDAYS.index(each) for each in self.plan.frequency.working_days)

    @cached_property
    def beside(self) -> dict[date, str]:
        """The nearest working day on each side of every holiday, with the holiday's name."""
        found: dict[date, str] = {}
        for each in self.schedule.closed:
            if each.kind == "holiday":
                for step in (-1, 1):
                    found.setdefault(self.workday(each.day, step), each.name)
        return {day: name for day, name in found.items() if day not in self.closed}

    def workday(self, day: date, count: int) -> date:
        """The `count`th working day after a day, or before it where `count` is negative."""
        step = timedelta(days=1 if count > 0 else -1)
        working = self.working
        left = abs(count) if working else 0
        while left:
            day += step
            left -= day.weekday() in working
        return day

    def avoids_holidays(self, series: Series) -> bool:
        """Whether a series avoids the days next to a holiday."""
        own = series.avoid_near_holidays
        return self.plan.frequency.avoid_near_holidays if own is None else own
