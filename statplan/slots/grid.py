"""The year as cells: one bit for each stretch of some minutes of each working day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from statplan.busy.intervals import BusyInterval

_DAY = timedelta(days=1)


def to_minutes(clock_time: time) -> int:
    """Convert a time to the minutes of its day."""
    return clock_time.hour * 60 + clock_time.minute


@dataclass(frozen=True, slots=True)
class Grid:
    """Working days, closed ones too, of `cells_per_day` cells each; a set of cells is one int.

    Cell `n` begins `since + (n % cells_per_day) * cell_minutes` minutes into the day
    `days[n // cells_per_day]`. Every meeting that is placed begins and ends where a cell does, so
    that nothing is lost by counting a cell as busy of which a part is.
    """

    days: tuple[date, ...]
    since: int
    cell_minutes: int
    cells_per_day: int
    day_indices: dict[date, int] = field(repr=False)

    @classmethod
    def from_days(cls, days: Iterable[date], since: int, until: int, cell_minutes: int) -> "Grid":
        """Make the grid of some days in order, from and up to a minute of the day."""
        all_days = tuple(days)
        day_indices = {day: number for number, day in enumerate(all_days)}
        return cls(all_days, since, cell_minutes, -(-(until - since) // cell_minutes), day_indices)

    @property
    def size(self) -> int:
        """The number of cells."""
        return len(self.days) * self.cells_per_day

    def to_cell(self, clock_time: time) -> int:
        """Convert a time to the cell of the day that begins then."""
        return (to_minutes(clock_time) - self.since) // self.cell_minutes

    def to_time(self, cell: int) -> time:
        """Return when a cell begins."""
        minutes = self.since + cell % self.cells_per_day * self.cell_minutes
        return time(minutes // 60, minutes % 60)

    def to_day(self, cell: int) -> date:
        """Return the day of a cell."""
        return self.days[cell // self.cells_per_day]

    def build_daily_mask(self, starts: Iterable[int], days: Iterable[int]) -> int:
        """Build the mask of the given cells of the given days."""
        daily = sum(1 << cell for cell in set(starts))
        return sum(daily << day * self.cells_per_day for day in set(days))

    def find_busy_cells(self, intervals: Iterable[BusyInterval]) -> int:
        """Find the cells of which some part is busy."""
        mask = 0
        for interval in intervals:
            if interval.start < interval.end:
                mask |= self._build_interval_mask(interval.start, interval.end)
        return mask

    def _build_interval_mask(self, start: datetime, end: datetime) -> int:
        mask, day = 0, start.date()
        last = (end - timedelta.resolution).date() if end > start else day
        while day <= last:
            number = self.day_indices.get(day)
            if number is not None:
                least = to_minutes(start.time()) if day == start.date() else 0
                most = _round_up_minutes(end.time()) if day == end.date() else 24 * 60
                mask |= self._build_minutes_mask(least, most) << number * self.cells_per_day
            day += _DAY
        return mask

    def _build_minutes_mask(self, least: int, most: int) -> int:
        since = max((least - self.since) // self.cell_minutes, 0)
        until = min(-(-(most - self.since) // self.cell_minutes), self.cells_per_day)
        return (1 << until) - (1 << since) if until > since else 0


def _round_up_minutes(clock_time: time) -> int:
    """Convert a time to the minutes of its day, a part of a minute counted as one."""
    return to_minutes(clock_time) + bool(clock_time.second or clock_time.microsecond)


def find_blocked_starts(mask: int, span: int) -> int:
    """Find the cells in which a meeting of `span` cells would begin that takes a masked cell."""
    covered = 1
    while covered < span:
        step = min(covered, span - covered)
        mask |= mask >> step
        covered += step
    return mask
