"""The assignment of series to slots during a search, and what it leaves free for the others."""

from collections.abc import Callable
from dataclasses import dataclass, field

from statplan.slots.availability import Availability
from statplan.slots.grid import find_blocked_starts
from statplan.slots.joint_costs import iter_joint_costs
from statplan.slots.patterns import SeriesPatterns
from statplan.slots.series_cost import SeriesEvaluator, SeriesPlacement

_TRIED_COUNT = 3


@dataclass(slots=True)
class Assignment:
    """The placements of all series so far; None for a series that is not placed now."""

    availability: Availability
    patterns: list[SeriesPatterns] = field(init=False)
    placements: list[SeriesPlacement | None] = field(init=False)
    taken_cells: list[int] = field(init=False)
    resource_classes: list[tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.availability.problem
        count = len(problem.series)
        self.patterns = [SeriesPatterns(self.availability, number) for number in range(count)]
        self.placements = [None] * count
        self.resource_classes = self._group_resources()
        class_indices = {index for indices in self.resource_classes for index in indices}
        self.taken_cells = [0] * len(class_indices)

    def _group_resources(self) -> list[tuple[int, ...]]:
        """Group those that each group needs into classes; who is always needed together is one."""
        groups = self.availability.problem.groups
        groups_by_need: dict[int, list[int]] = {}
        for number, group in enumerate(groups):
            for need in group.needs:
                groups_by_need.setdefault(need, []).append(number)
        classes: dict[tuple[int, ...], int] = {}
        class_by_need = {
            need: classes.setdefault(tuple(group_numbers), len(classes))
            for need, group_numbers in groups_by_need.items()
        }
        return [
            tuple(dict.fromkeys(class_by_need[need] for need in group.needs)) for group in groups
        ]

    @property
    def bound(self) -> int:
        """The least cost of any year: every series as cheap as it would be alone."""
        return sum(patterns.bound for patterns in self.patterns)

    @property
    def cost(self) -> int:
        """The cost of the year as it is."""
        return (
            sum(placement.cost for placement in self.placements if placement)
            + self.calculate_joint_cost()
        )

    def calculate_joint_cost(self) -> int:
        """Calculate what the wishes for all series together cost."""
        preferences = self.availability.problem.preferences
        if not preferences.spread and not preferences.same_day:
            return 0
        candidates = {
            number: placement.candidate
            for number, placement in enumerate(self.placements)
            if placement
        }
        return sum(cost for _, cost in iter_joint_costs(self.availability.problem, candidates))

    def find_free_starts(self, series_index: int) -> dict[int, int]:
        """Find, for each group of a series, the cells in which a meeting may begin now."""
        series = self.availability.problem.series[series_index]
        free_starts: dict[int, int] = {}
        for group in series.groups:
            if group not in free_starts:
                taken_cells = 0
                for number in self.resource_classes[group]:
                    taken_cells |= self.taken_cells[number]
                free_starts[group] = self.availability.find_free_starts(
                    series_index, group
                ) & ~find_blocked_starts(taken_cells, series.span)
        return free_starts

    def remove_series(self, series_index: int) -> None:
        """Take a series out of the year."""
        placement = self.placements[series_index]
        if placement:
            self._toggle_cells(series_index, placement)
            self.placements[series_index] = None

    def place_series(self, series_index: int, placement: SeriesPlacement) -> None:
        """Place a series that is not placed."""
        self.placements[series_index] = placement
        self._toggle_cells(series_index, placement)

    def _toggle_cells(self, series_index: int, placement: SeriesPlacement) -> None:
        """Take the cells of a placement or give them back: no two series ever hold the same."""
        series = self.availability.problem.series[series_index]
        block = (1 << series.span) - 1
        masks: dict[int, int] = {}
        for turn, cell_pair in enumerate(placement.cell_pairs):
            group = series.get_group(turn)
            for cell in cell_pair:
                if cell >= 0:
                    masks[group] = masks.get(group, 0) | block << cell
        for group, mask in masks.items():
            for number in self.resource_classes[group]:
                self.taken_cells[number] ^= mask

    def find_best_placement(
        self, series_index: int, noise: Callable[[], float] | None = None
    ) -> SeriesPlacement | None:
        """Find the cheapest placement of a series beside all others, of those that are tried.

        Args:
            series_index: one that is not placed now.
            noise: draws what is added to the estimate of each pattern.
        """
        free_starts, patterns = self.find_free_starts(series_index), self.patterns[series_index]
        exception = self.availability.problem.preferences.weights.exception
        estimates = [
            least + exception * (open_alone - open_now)
            for least, open_alone, open_now in zip(
                patterns.lower_bounds,
                patterns.open_counts,
                patterns.count_open_meetings(free_starts),
                strict=True,
            )
        ]
        ranked_patterns = sorted(range(len(estimates)), key=estimates.__getitem__)[
            : 2 * _TRIED_COUNT
        ]
        if noise:
            ranked_patterns.sort(key=lambda pattern: estimates[pattern] + noise())
        evaluator = SeriesEvaluator(self.availability, series_index, free_starts)
        find_joint_cost = self._make_joint_cost(series_index)
        best_placement, lowest_cost = None, 1 << 60
        for pattern in ranked_patterns[:_TRIED_COUNT]:
            if estimates[pattern] < lowest_cost:
                patterns.settle_placement(pattern)
                candidate, start = patterns.pairs[pattern]
                placement = evaluator.find_cheapest_placement(candidate, start)
                cost = placement.cost + find_joint_cost(candidate)
                if cost < lowest_cost:
                    best_placement, lowest_cost = placement, cost
        return best_placement

    def _make_joint_cost(self, series_index: int) -> Callable[[int], int]:
        """Make a function that finds the joint cost with a series on a candidate."""
        preferences = self.availability.problem.preferences
        if not preferences.spread and not preferences.same_day:
            return lambda _: 0
        candidates = {
            number: placement.candidate
            for number, placement in enumerate(self.placements)
            if placement
        }
        return lambda candidate: sum(
            cost
            for _, cost in iter_joint_costs(
                self.availability.problem, candidates | {series_index: candidate}
            )
        )

    def calculate_excess(self, series_index: int) -> int:
        """Calculate by how much a series costs more than it would alone."""
        placement = self.placements[series_index]
        return placement.cost - self.patterns[series_index].bound if placement else 0

    def list_neighbors(self) -> list[list[int]]:
        """List for each series the others that need some person or room that it needs."""
        all_series = self.availability.problem.series
        needs = [
            {class_index for group in series.groups for class_index in self.resource_classes[group]}
            for series in all_series
        ]
        return [
            [
                other
                for other, other_needs in enumerate(needs)
                if other != series_index and other_needs & own_needs
            ]
            for series_index, own_needs in enumerate(needs)
        ]

    def place_all(self) -> None:
        """Place every series, those with the highest bound first."""
        order = sorted(
            range(len(self.placements)), key=lambda number: (-self.patterns[number].bound, number)
        )
        for series_index in order:
            placement = self.find_best_placement(series_index)
            if placement:
                self.place_series(series_index, placement)
