"""The patterns of one series with what each costs at least: what the search chooses from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from operator import add

from statplan.slots.availability import Availability
from statplan.slots.series_cost import SeriesEvaluator, SeriesPlacement


@dataclass(slots=True)
class SeriesPatterns:
    """All patterns of a series, numbered; `lower_bounds` holds the least that each costs.

    A pattern's cost is at first an estimate; `settle_placement` makes it exact.
    """

    availability: Availability
    series_index: int
    pairs: list[tuple[int, int]] = field(init=False)
    lower_bounds: list[int] = field(init=False)
    nominal_masks: list[list[tuple[int, int]]] = field(init=False)
    open_counts: list[int] = field(init=False)
    bound: int = field(init=False)
    _evaluator: SeriesEvaluator = field(init=False)
    _exact_placements: dict[int, SeriesPlacement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.availability.problem
        series = problem.series[self.series_index]
        self.pairs = list(problem.iter_patterns(self.series_index))
        free_starts = {
            group: self.availability.find_free_starts(self.series_index, group)
            for group in set(series.groups)
        }
        self._evaluator = SeriesEvaluator(self.availability, self.series_index, free_starts)
        self.nominal_masks = [
            self._build_nominal_masks(candidate) for candidate in range(len(series.candidates))
        ]
        self.lower_bounds = [
            cost
            for candidate in range(len(series.candidates))
            for cost in self._estimate_costs(candidate)
        ]
        self.open_counts = self.count_open_meetings(free_starts)
        cheapest = next(self.iter_cheapest(), None)
        self.bound = cheapest.cost if cheapest else 0

    def _build_nominal_masks(self, candidate: int) -> list[tuple[int, int]]:
        """Build, for each group, the mask of the cells at which the days of its meetings begin."""
        series = self.availability.problem.series[self.series_index]
        cells_per_day = self.availability.problem.grid.cells_per_day
        masks: dict[int, int] = {}
        for number, meeting in enumerate(series.candidates[candidate].meetings):
            group = series.get_group(number)
            masks[group] = masks.get(group, 0) | (
                0 if meeting.closed_reason else 1 << meeting.day * cells_per_day
            )
        return list(masks.items())

    def count_open_meetings(self, free_starts: dict[int, int]) -> list[int]:
        """Count how many meetings of each pattern may stand where it puts them."""
        starts = self.availability.problem.series[self.series_index].starts
        shifted = {
            group: [cells >> start for start in starts] for group, cells in free_starts.items()
        }
        counts: list[int] = []
        for masks in self.nominal_masks:
            (group, mask), *others = masks
            candidate_counts = [(cells & mask).bit_count() for cells in shifted[group]]
            for group, mask in others:
                added_counts = [(cells & mask).bit_count() for cells in shifted[group]]
                candidate_counts = list(map(add, candidate_counts, added_counts))
            counts += candidate_counts
        return counts

    def _estimate_costs(self, candidate: int) -> list[int]:
        """Estimate the least cost of each pattern; other times cost no more than its own."""
        problem, evaluator = self.availability.problem, self._evaluator
        series, cells_per_day = problem.series[self.series_index], problem.grid.cells_per_day
        totals = [
            problem.preferences.weights.exception * series.candidates[candidate].skipped
        ] * len(series.starts)
        for number, meeting in enumerate(series.candidates[candidate].meetings):
            group = series.get_group(number)
            moved_cost = evaluator.find_least_moved_cost(candidate, number)
            backup_cost = evaluator.find_least_backup_cost(group, meeting.day)
            first_cell = meeting.day * cells_per_day
            start_costs = self.availability.calculate_start_costs(self.series_index, group)
            if meeting.closed_reason:
                totals = [total + moved_cost for total in totals]
                continue
            free_bits = evaluator.free_bits[group]
            totals = [
                total
                + (
                    min(start_costs[start_cell] + backup_cost, moved_cost)
                    if free_bits[start_cell] == "1"
                    else moved_cost
                )
                for total, start_cell in zip(
                    totals, [first_cell + start for start in series.starts], strict=True
                )
            ]
        return totals

    def settle_placement(self, pattern: int) -> SeriesPlacement:
        """Find the cheapest placement on a pattern where no other series is sought: exact."""
        if pattern not in self._exact_placements:
            self._exact_placements[pattern] = self._evaluator.find_cheapest_placement(
                *self.pairs[pattern]
            )
            self.lower_bounds[pattern] = self._exact_placements[pattern].cost
        return self._exact_placements[pattern]

    def iter_cheapest(self) -> Iterator[SeriesPlacement]:
        """Iterate over the best placement on each pattern without other series, cheapest first."""
        estimate_order = sorted(
            range(len(self.pairs)), key=lambda number: (self.lower_bounds[number], number)
        )
        settled: list[tuple[int, int]] = []
        for pattern in estimate_order:
            while settled and settled[0][0] <= self.lower_bounds[pattern]:
                yield self._exact_placements[heappop(settled)[1]]
            heappush(settled, (self.settle_placement(pattern).cost, pattern))
        while settled:
            yield self._exact_placements[heappop(settled)[1]]
