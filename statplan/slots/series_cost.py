"""The cheapest year of one series on one pattern, given what is free: exact.

Meetings of a series depend on each other only by order: a back-up precedes the next meeting. So the
cheapest slot of each meeting is sought by itself; only where that order is then broken, all days
of all meetings are compared with each other.
"""

from dataclasses import dataclass, field

from statplan.slots.availability import Availability
from statplan.slots.model import CellCost, SeriesToPlace
from statplan.slots.preferences import Weights

_NONE = 1 << 60

CellPair = tuple[int, int]  # the cells of a meeting and of its back-up; -1 where it has none


@dataclass(frozen=True, slots=True)
class SeriesPlacement:
    """A series on a pattern: its cost, and where each meeting and its back-up begin."""

    candidate: int
    start: int
    cost: int
    cell_pairs: tuple[CellPair, ...]


@dataclass(slots=True)
class SeriesEvaluator:
    """The costs of one series, given what is free for each of its groups; they are cached."""

    availability: Availability
    series_index: int
    free_starts: dict[int, int]
    series: SeriesToPlace = field(init=False)
    cells_per_day: int = field(init=False)
    other_starts: int = field(init=False)
    backup_starts: int = field(init=False)
    all_starts: int = field(init=False)
    free_bits: dict[int, str] = field(init=False)  # `free_starts` once more, for single cells
    start_costs: dict[int, list[int]] = field(init=False)
    weights: Weights = field(init=False)
    _cheapest_cells: dict[tuple[int, int, int], CellCost] = field(default_factory=dict)
    _cheapest_backups: dict[tuple[int, int, int, int], CellCost] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.series = self.availability.problem.series[self.series_index]
        self.cells_per_day = self.availability.problem.grid.cells_per_day
        self.other_starts = sum(1 << start for start in set(self.series.other_starts))
        self.backup_starts = sum(1 << start for start in set(self.series.backup_starts))
        own_starts = sum(1 << start for start in set(self.series.starts))
        self.all_starts = self.other_starts | self.backup_starts | own_starts
        self.weights = self.availability.problem.preferences.weights
        cell_count = self.availability.problem.grid.size
        self.free_bits = {
            group: f"{cells:0{cell_count}b}"[::-1] for group, cells in self.free_starts.items()
        }
        self.start_costs = {
            group: self.availability.calculate_start_costs(self.series_index, group)
            for group in self.free_starts
        }

    def find_cheapest_placement(self, candidate: int, start: int) -> SeriesPlacement:
        """Find the cheapest placement on a pattern."""
        series = self.series
        meetings = series.candidates[candidate].meetings
        costs_and_cells = [
            self._find_cheapest_pair(candidate, start, turn, _NONE) for turn in range(len(meetings))
        ]
        if not self._is_in_order(candidate, [cell_pair for _, cell_pair in costs_and_cells]):
            costs_and_cells = self._solve_in_order(candidate, start)
        cost = (
            sum(cost for cost, _ in costs_and_cells)
            + self.weights.exception * series.candidates[candidate].skipped
        )
        return SeriesPlacement(
            candidate, start, cost, tuple(cell_pair for _, cell_pair in costs_and_cells)
        )

    def find_least_backup_cost(self, group: int, day: int) -> int:
        """Find the least cost of the back-up of a meeting on a day, or of having none."""
        cache_key = (group, -1, day, _NONE)
        if cache_key not in self._cheapest_backups:
            weights = self.weights
            best = weights.no_backup if self.series.keeps_backups else 0
            for later, rank in self.series.backup_days[day] if best else ():
                if weights.backup_farther * rank >= best:
                    break
                cost, _ = self._find_cheapest_cell(group, later, self.all_starts)
                best = min(best, weights.backup_farther * rank + cost)
            self._cheapest_backups[cache_key] = best, -1
        return self._cheapest_backups[cache_key][0]

    def find_least_moved_cost(self, candidate: int, turn: int) -> int:
        """Find the least cost of a meeting that does not stand where it should."""
        weights, meeting = self.weights, self.series.candidates[candidate].meetings[turn]
        group, best = self.series.get_group(turn), weights.unplaced
        for day in meeting.days:
            moved_cost = weights.exception + weights.farther * abs(day - meeting.day)
            if moved_cost >= best:
                break
            cost, cell = self._find_cheapest_cell(group, day, self.all_starts)
            if cell >= 0:
                best = min(best, moved_cost + cost + self.find_least_backup_cost(group, day))
        return best

    def _is_in_order(self, candidate: int, cell_pairs: list[CellPair]) -> bool:
        """Return whether every back-up precedes the next meeting as early as the plan asks."""
        candidate_days = self.series.candidates[candidate]
        for number, (_, backup) in enumerate(cell_pairs):
            if backup < 0:
                continue
            is_last = number + 1 == len(cell_pairs)
            if is_last and candidate_days.next_day is None:
                continue
            next_cell = -1 if is_last else cell_pairs[number + 1][0]
            day = (
                next_cell // self.cells_per_day
                if next_cell >= 0
                else self._find_expected_day(candidate, number + 1)
            )
            if backup // self.cells_per_day > self.series.find_latest_backup(day):
                return False
        return True

    def _find_expected_day(self, candidate: int, turn: int) -> int:
        """Find the day of a meeting that has no slot, or lies beyond the year."""
        candidate_days = self.series.candidates[candidate]
        if turn < len(candidate_days.meetings):
            return candidate_days.meetings[turn].day
        return _NONE if candidate_days.next_day is None else candidate_days.next_day

    def _find_cheapest_pair(
        self, candidate: int, start: int, turn: int, before: int
    ) -> tuple[int, CellPair]:
        """Find the cheapest slot of a meeting, with its back-up on a day up to `before`."""
        weights, meeting = self.weights, self.series.candidates[candidate].meetings[turn]
        group = self.series.get_group(turn)
        best, cell_pair = weights.unplaced, (-1, -1)
        for day in meeting.days:
            least = weights.farther * abs(day - meeting.day)
            if day != meeting.day and least + weights.exception >= best:
                break
            cost, cell = self.find_cheapest_start(candidate, start, turn, day)
            if cell < 0 or cost + self.find_least_backup_cost(group, day) >= best:
                continue
            backup_cost, backup = self.find_cheapest_backup(start, turn, day, before)
            if cost + backup_cost < best:
                best, cell_pair = cost + backup_cost, (cell, backup)
        return best, cell_pair

    def find_cheapest_start(self, candidate: int, start: int, turn: int, day: int) -> CellCost:
        """Find the cheapest cost of a meeting on a day, and the cell in which it begins there."""
        weights, meeting = self.weights, self.series.candidates[candidate].meetings[turn]
        group = self.series.get_group(turn)
        cell = day * self.cells_per_day + start
        own_cost = self.start_costs[group][cell] if self.free_bits[group][cell] == "1" else _NONE
        if day == meeting.day and own_cost < weights.exception:
            return own_cost, cell
        moved_cost = weights.exception + weights.farther * abs(day - meeting.day)
        cost, other_cell = self._find_cheapest_cell(group, day, self.other_starts)
        other_cost = moved_cost + weights.other_time + cost if other_cell >= 0 else _NONE
        own_cost += 0 if day == meeting.day else moved_cost
        if own_cost >= _NONE and other_cost >= _NONE:
            return _NONE, -1
        return (own_cost, cell) if own_cost <= other_cost else (other_cost, other_cell)

    def find_cheapest_backup(self, start: int, turn: int, day: int, before: int) -> CellCost:
        """Find the cost of the cheapest back-up of a meeting on a day, or of none, and its cell."""
        cache_key = (self.series.get_group(turn), start, day, before)
        option = self._cheapest_backups.get(cache_key)
        if option is None:
            option = self._cheapest_backups[cache_key] = self._search_backup_days(*cache_key)
        return option

    def _search_backup_days(self, group: int, start: int, day: int, before: int) -> CellCost:
        if not self.series.keeps_backups:
            return 0, -1
        rank_cost, other_time = self.weights.backup_farther, self.weights.other_time
        free_bits, start_costs = self.free_bits[group], self.start_costs[group]
        best, best_cell = self.weights.no_backup, -1
        may_start = self.series.may_back_up_at(start)
        for later, rank in self.series.backup_days[day]:
            farther = rank_cost * rank
            if later > before:
                continue
            if farther >= best:
                break
            cell = later * self.cells_per_day + start
            if may_start and free_bits[cell] == "1" and farther + start_costs[cell] < best:
                best, best_cell = farther + start_costs[cell], cell
            if farther + other_time < best:
                cost, other_cell = self._find_cheapest_cell(group, later, self.backup_starts)
                if other_cell >= 0 and farther + other_time + cost < best:
                    best, best_cell = farther + other_time + cost, other_cell
        return best, best_cell

    def _find_cheapest_cell(self, group: int, day: int, times: int) -> CellCost:
        """Find the slot of a day that costs least at any of some times, and what it costs."""
        cache_key = (group, day, times)
        if cache_key not in self._cheapest_cells:
            free_mask = self.free_starts[group] >> day * self.cells_per_day & times
            start_costs, best, best_cell = self.start_costs[group], _NONE, -1
            while free_mask:
                lowest_bit = free_mask & -free_mask
                cell = day * self.cells_per_day + lowest_bit.bit_length() - 1
                if start_costs[cell] < best:
                    best, best_cell = start_costs[cell], cell
                free_mask ^= lowest_bit
            self._cheapest_cells[cache_key] = best, best_cell
        return self._cheapest_cells[cache_key]

    def _solve_in_order(self, candidate: int, start: int) -> list[tuple[int, CellPair]]:
        """Find the cheapest slots of all meetings together, from the last to the first."""
        candidate_days = self.series.candidates[candidate]
        day_after = self._find_expected_day(candidate, len(candidate_days.meetings))
        # For each day on which the next meeting may be: the cost of the rest, and its cell pairs.
        costs_from_next: dict[int, tuple[int, tuple[tuple[int, CellPair], ...]]] = {
            day_after: (0, ())
        }
        for turn in reversed(range(len(candidate_days.meetings))):
            costs_from_turn: dict[int, tuple[int, tuple[tuple[int, CellPair], ...]]] = {}
            for own_day, cost, cell in self._list_days(candidate, start, turn):
                rest = min(
                    (
                        self._add_following(start, turn, cost, cell, next_day, following)
                        for next_day, following in costs_from_next.items()
                    ),
                    key=lambda option: option[0],
                )
                if own_day not in costs_from_turn or rest[0] < costs_from_turn[own_day][0]:
                    costs_from_turn[own_day] = rest
            costs_from_next = costs_from_turn
        return list(min(costs_from_next.values(), key=lambda option: option[0])[1])

    def _list_days(self, candidate: int, start: int, turn: int) -> list[tuple[int, int, int]]:
        """List each day on which a meeting may stand, its cost, and its cell; and none at all."""
        meeting = self.series.candidates[candidate].meetings[turn]
        options = [
            (day, *self.find_cheapest_start(candidate, start, turn, day)) for day in meeting.days
        ]
        open_options = [(day, cost, cell) for day, cost, cell in options if cell >= 0]
        return [*open_options, (meeting.day, self.weights.unplaced, -1)]

    def _add_following(
        self,
        start: int,
        turn: int,
        cost: int,
        cell: int,
        next_day: int,
        following: tuple[int, tuple[tuple[int, CellPair], ...]],
    ) -> tuple[int, tuple[tuple[int, CellPair], ...]]:
        """Add a meeting to those after it, where the next one stands on a given day."""
        backup = -1
        if cell >= 0:
            before = self.series.find_latest_backup(next_day)
            backup_cost, backup = self.find_cheapest_backup(
                start, turn, cell // self.cells_per_day, before
            )
            cost += backup_cost
        return cost + following[0], ((cost, (cell, backup)), *following[1])
