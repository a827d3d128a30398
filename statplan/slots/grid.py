"""The year as cells: one bit for each stretch of some minutes of each working day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from statplan.slots.busy import Span

_ONE = timedelta(days=1)


def minute(at: time) -> int:
    """The minutes of a day up to a time."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True)
class Grid:
    """Working days, closed ones too, of `cells` cells each; a set of cells is one int.

    Cell `n` begins `since + (n % cells) * width` minutes into the day `days[n // cells]`. Every
    meeting that is placed begins and ends where a cell does, so that nothing is lost by counting a
    cell as busy of which a part is.
    """

    days: tuple[date, ...]
    since: int
    width: int
    cells: int
    index: dict[date, int] = field(repr=False)

    @classmethod
    def of(cls, days: Iterable[date], since: int, until: int, width: int) -> "Grid":
        """The grid of some days in order, from and up to a minute of the day."""
        all_days = tuple(days)
        index = {day: number for number, day in enumerate(all_days)}
        return cls(all_days, since, width, -(-(until - since) // width), index)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.days) * self.cells

    def cell(self, at: time) -> int:
        """The cell of the day that begins at a time."""
        return (minute(at) - self.since) // self.width

    def at(self, cell: int) -> time:
        """When a cell begins."""
        minutes = self.since + cell % self.cells * self.width
        return time(minutes // 60, minutes % 60)

    def day(self, cell: int) -> date:
        """The day of a cell."""
        return self.days[cell // self.cells]

    def every_day(self, starts: Iterable[int], days: Iterable[int]) -> int:
        """The given cells of the given days."""
        daily = sum(1 << cell for cell in set(starts))
        return sum(daily << day * self.cells for day in set(days))

    def taken(self, spans: Iterable[Span]) -> int:
        """The cells of which some part is busy."""
        mask = 0
        for span in spans:
            mask |= self._span(span.start, span.end) if span.start < span.end else 0
        return mask

    def _span(self, start: datetime, end: datetime) -> int:
        mask, day = 0, start.date()
        last = (end - timedelta.resolution).date() if end > start else day
        while day <= last:
            number = self.index.get(day)
            if number is not None:
                least = minute(start.time()) if day == start.date() else 0
                most = _minutes_up(end.time()) if day == end.date() else 24 * 60
                mask |= self._stretch(least, most) << number * self.cells
            day += _ONE
        return mask

    def _stretch(self, least: int, most: int) -> int:
        since = max((least - self.since) // self.width, 0)
        until = min(-(-(most - self.since) // self.width), self.cells)
        return (1 << until) - (1 << since) if until > since else 0


def _minutes_up(at: time) -> int:
    """The minutes of a day up to a time, a part of a minute counted as one."""
    return minute(at) + bool(at.second or at.microsecond)


def spread(mask: int, span: int) -> int:
    """The cells in which a meeting of `span` cells would begin that takes a cell of the mask."""
    done = 1
    while done < span:
        step = min(done, span - done)
        mask |= mask >> step
        done += step
    return mask
