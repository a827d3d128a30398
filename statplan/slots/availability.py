"""The free slots and their costs, as masks and tables that the search asks for repeatedly."""

from dataclasses import dataclass, field

from statplan.slots.grid import find_blocked_starts
from statplan.slots.model import CellCost, SlotProblem


@dataclass(slots=True)
class Availability:
    """The slots of each series before any other series that is sought takes one.

    For a series and a group: the cells in which a meeting may begin (`find_free_starts`), what it
    costs to stand in each (`calculate_start_costs`). Tables are made when they are first asked for.
    """

    problem: SlotProblem
    _free_starts: dict[tuple[int, int], int] = field(default_factory=dict)
    _start_costs: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _daily_masks: dict[tuple[int, ...], int] = field(default_factory=dict)

    def find_free_starts(self, series_index: int, group: int) -> int:
        """Find the cells in which a meeting of the series could begin, if no other were sought."""
        cache_key = (series_index, group)
        if cache_key not in self._free_starts:
            problem, series = self.problem, self.problem.series[series_index]
            all_starts = tuple(
                sorted({*series.starts, *series.other_starts, *series.backup_starts})
            )
            if all_starts not in self._daily_masks:
                all_days = range(len(problem.grid.days))
                self._daily_masks[all_starts] = problem.grid.build_daily_mask(all_starts, all_days)
            blocked_starts = find_blocked_starts(problem.groups[group].firm_cells, series.span)
            self._free_starts[cache_key] = self._daily_masks[all_starts] & ~blocked_starts
        return self._free_starts[cache_key]

    def calculate_start_costs(self, series_index: int, group: int) -> list[int]:
        """Calculate the cost of each cell in which a meeting of the series could begin."""
        cache_key = (series_index, group)
        if cache_key not in self._start_costs:
            problem, span = self.problem, self.problem.series[series_index].span
            size, weight = problem.grid.size, problem.preferences.weights.disturbed
            counts = count_bits(
                [find_blocked_starts(mask, span) for mask in problem.groups[group].soft_masks], size
            )
            costs = [weight * count for count in counts]
            preferences = problem.preferences
            if preferences.shunned or preferences.liked_from or preferences.liked_until:
                costs = [
                    cost + sum(problem.calculate_preference_costs(series_index, cell))
                    for cell, cost in enumerate(costs)
                ]
            self._start_costs[cache_key] = costs
        return self._start_costs[cache_key]

    def list_slots(
        self, series_index: int, candidate: int, start: int, turn: int
    ) -> list[CellCost]:
        """List every slot of a meeting on a pattern, with its cost; others sought do not count."""
        series, weights = self.problem.series[series_index], self.problem.preferences.weights
        cells_per_day, group = self.problem.grid.cells_per_day, series.get_group(turn)
        free_starts = self.find_free_starts(series_index, group)
        start_costs = self.calculate_start_costs(series_index, group)
        meeting = series.candidates[candidate].meetings[turn]
        options: list[CellCost] = []
        for day in meeting.days:
            for cell_of_day in sorted({start, *series.other_starts}):
                cell = day * cells_per_day + cell_of_day
                if free_starts >> cell & 1:
                    moved_cost = weights.exception + weights.farther * abs(day - meeting.day)
                    cost = weights.other_time * (cell_of_day != start)
                    cost += moved_cost if (day, cell_of_day) != (meeting.day, start) else 0
                    options.append((cell, cost + start_costs[cell]))
        return options

    def list_backup_slots(
        self, series_index: int, start: int, turn: int, day: int, before: int
    ) -> list[CellCost]:
        """List every slot of the back-up of a meeting on a day of the grid, with its cost.

        Args:
            series_index: index of the series.
            start: the pattern's start, a cell of the day.
            turn: the number of the meeting, which says who is needed.
            day: the index of the day on which the meeting stands.
            before: the index of the last day on which its back-up may stand.
        """
        series, weights = self.problem.series[series_index], self.problem.preferences.weights
        cells_per_day, group = self.problem.grid.cells_per_day, series.get_group(turn)
        free_starts = self.find_free_starts(series_index, group)
        start_costs = self.calculate_start_costs(series_index, group)
        options: list[CellCost] = []
        for later, rank in series.backup_days[day] if series.backup_days else ():
            if later > before:
                continue
            for cell_of_day in sorted({start, *series.backup_starts}):
                cell = later * cells_per_day + cell_of_day
                if free_starts >> cell & 1:
                    cost = weights.backup_farther * rank + weights.other_time * (
                        cell_of_day != start
                    )
                    options.append((cell, cost + start_costs[cell]))
        return options


def count_bits(masks: list[int], size: int) -> bytes:
    """Count in how many of at most 255 masks each bit is set, bit 0 first."""
    total = 0
    for mask in masks[:255]:
        digits = f"{mask:b}".replace("1", "x").replace("0", "00").replace("x", "01")
        total += int(digits, 16)
    return total.to_bytes(size, "little")
