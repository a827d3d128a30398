"""What is free and what it costs, as masks and tables that the search asks over and over."""

from dataclasses import dataclass, field

from statplan.slots.grid import spread
from statplan.slots.problem import Option, Problem


@dataclass(slots=True)
class Ground:
    """Places of each series before any other series that is sought takes one.

    For a series and a group: the cells in which a meeting may begin (`free`), what it costs to
    stand in each (`soft`). Tables are made when they are first asked for.
    """

    problem: Problem
    _free: dict[tuple[int, int], int] = field(default_factory=dict)
    _soft: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _daily: dict[tuple[int, ...], int] = field(default_factory=dict)

    def free(self, series: int, group: int) -> int:
        """The cells in which a meeting of the series could begin, if no other were sought."""
        key = (series, group)
        if key not in self._free:
            problem, each = self.problem, self.problem.wanted[series]
            starts = tuple(sorted({*each.starts, *each.others, *each.backup_starts}))
            if starts not in self._daily:
                everything = range(len(problem.grid.days))
                self._daily[starts] = problem.grid.every_day(starts, everything)
            busy = spread(problem.groups[group].firm, each.span)
            self._free[key] = self._daily[starts] & ~busy
        return self._free[key]

    def soft(self, series: int, group: int) -> list[int]:
        """What the wishes make of each cell in which a meeting of the series could begin."""
        key = (series, group)
        if key not in self._soft:
            problem, span = self.problem, self.problem.wanted[series].span
            size, weight = problem.grid.size, problem.wishes.weights.disturbed
            counts = counted([spread(each, span) for each in problem.groups[group].soft], size)
            found = [weight * count for count in counts]
            wishes = problem.wishes
            if wishes.shunned or wishes.liked_from or wishes.liked_until:
                found = [each + sum(problem.liked(series, cell)) for cell, each in enumerate(found)]
            self._soft[key] = found
        return self._soft[key]

    def stands(self, series: int, line: int, start: int, turn: int) -> list[Option]:
        """Every place of a meeting on a pattern, with its cost; others sought are not looked at."""
        each, weights = self.problem.wanted[series], self.problem.wishes.weights
        cells, group = self.problem.grid.cells, each.group(turn)
        free, soft = self.free(series, group), self.soft(series, group)
        meeting = each.lines[line].turns[turn]
        found: list[Option] = []
        for day in meeting.days:
            for at in sorted({start, *each.others}):
                cell = day * cells + at
                if free >> cell & 1:
                    off = weights.exception + weights.farther * abs(day - meeting.day)
                    cost = weights.other_time * (at != start)
                    cost += off if (day, at) != (meeting.day, start) else 0
                    found.append((cell, cost + soft[cell]))
        return found

    def backups(self, series: int, start: int, turn: int, day: int, before: int) -> list[Option]:
        """Every place of the back-up of a meeting on a day of the grid, with its cost.

        Args:
            series: index of the series.
            start: the pattern's start, a cell of the day.
            turn: the number of the meeting, which says who is needed.
            day: the index of the day on which the meeting stands.
            before: the index of the last day on which its back-up may stand.
        """
        each, weights = self.problem.wanted[series], self.problem.wishes.weights
        cells, group = self.problem.grid.cells, each.group(turn)
        free, soft = self.free(series, group), self.soft(series, group)
        found: list[Option] = []
        for later, rank in each.backup_days[day] if each.backup_days else ():
            if later > before:
                continue
            for at in sorted({start, *each.backup_starts}):
                cell = later * cells + at
                if free >> cell & 1:
                    cost = weights.backup_farther * rank + weights.other_time * (at != start)
                    found.append((cell, cost + soft[cell]))
        return found


def counted(masks: list[int], size: int) -> bytes:
    """In how many of at most 255 masks each bit is set, bit 0 first."""
    total = 0
    for mask in masks[:255]:
        digits = f"{mask:b}".replace("1", "x").replace("0", "00").replace("x", "01")
        total += int(digits, 16)
    return total.to_bytes(size, "little")
