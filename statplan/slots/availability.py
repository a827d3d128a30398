"""The free slots and their costs, as masks and tables that the search asks for repeatedly."""

from dataclasses import dataclass, field

from statplan.slots.grid import find_blocked_starts
from statplan.slots.model import SlotProblem


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


def count_bits(masks: list[int], size: int) -> bytes:
    """Count in how many of at most 255 masks each bit is set, bit 0 first."""
    total = 0
    for mask in masks[:255]:
        digits = f"{mask:b}".replace("1", "x").replace("0", "00").replace("x", "01")
        total += int(digits, 16)
    return total.to_bytes(size, "little")
