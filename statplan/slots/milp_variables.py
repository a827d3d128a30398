"""The variables of one series in the linear model, without choices that cost too much."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from statplan.slots.availability import Availability
from statplan.slots.milp_pruning import GroupDay, PrunedSeries
from statplan.slots.milp_solver import LinearModel
from statplan.slots.model import SeriesToPlace
from statplan.slots.series_cost import CellPair, SeriesPlacement

GroupCell = tuple[int, int]  # a group, and a cell


@dataclass(frozen=True, slots=True)
class DayTimes:
    """The cells of the day in which a meeting may begin off its pattern.

    In the `starts` of patterns it costs less, where the pattern chosen is that one.
    """

    others: frozenset[int]
    starts: frozenset[int]


@dataclass(slots=True)
class SeriesVariables:
    """The columns and rows of one series.

    Columns by what they say: `patterns` (candidate, start) is chosen; `hits` (candidate, start,
    turn) is where the pattern puts it; `offs` (candidate, turn, day) is off it on that day, and
    `drops` (candidate, turn) nowhere; `cells` (group, cell) is taken by a meeting off its pattern,
    `even` at the pattern's time; `later` (group, day, later) the meeting of a day has its back-up
    on a later one, `bare` (group, day) none; `backups` (group, cell) is taken by one, `level` at
    the pattern's time.
    """

    linear_model: LinearModel
    pruned: PrunedSeries
    patterns: dict[tuple[int, int], int] = field(default_factory=dict)
    hits: dict[tuple[int, int, int], int] = field(default_factory=dict)
    offs: dict[tuple[int, int, int], int] = field(default_factory=dict)
    drops: dict[tuple[int, int], int] = field(default_factory=dict)
    cells: dict[GroupCell, int] = field(default_factory=dict)
    even: dict[GroupCell, int] = field(default_factory=dict)
    later: dict[tuple[int, int, int], int] = field(default_factory=dict)
    bare: dict[tuple[int, int], int] = field(default_factory=dict)
    backups: dict[GroupCell, int] = field(default_factory=dict)
    level: dict[GroupCell, int] = field(default_factory=dict)
    availability: Availability = field(init=False)
    series_index: int = field(init=False)
    series: SeriesToPlace = field(init=False)
    cells_per_day: int = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.availability, self.series_index = self.pruned.availability, self.pruned.series_index
        self.series = self.pruned.series
        self.cells_per_day = self.availability.problem.grid.cells_per_day
        self.first = len(self.linear_model.costs)
        self._add_patterns()
        self._add_meetings()
        self._add_moved_meetings()
        self._add_backups()
        self._add_order()
        self.last = len(self.linear_model.costs)

    def list_columns(self) -> range:
        """List all columns of the series."""
        return range(self.first, self.last)

    def _add_patterns(self) -> None:
        weights = self.availability.problem.preferences.weights
        for candidate, start in sorted(self.pruned.costs):
            skipped_cost = weights.exception * self.series.candidates[candidate].skipped
            self.patterns[candidate, start] = self.linear_model.add_column(
                skipped_cost, is_whole=True
            )
        self.linear_model.add_row(
            ((pattern_column, 1.0) for pattern_column in self.patterns.values()), 1, 1
        )

    def _list_candidate_columns(self, candidate: int) -> list[int]:
        """List the columns of the patterns on the days of a candidate."""
        return [column for (other, _), column in self.patterns.items() if other == candidate]

    def _list_start_columns(self, start: int) -> list[int]:
        """List the columns of the patterns at a time."""
        return [column for (_, other), column in self.patterns.items() if other == start]

    def group_by_candidate(self) -> dict[int, list[int]]:
        """Group the columns of the patterns by their candidate days."""
        return {
            candidate: self._list_candidate_columns(candidate) for candidate, _ in self.patterns
        }

    def _add_meetings(self) -> None:
        """Let every meeting that is chosen stand on its pattern, off it, or nowhere."""
        linear_model, weights = self.linear_model, self.availability.problem.preferences.weights
        for candidate, chosen in self.group_by_candidate().items():
            starts = [start for other, start in self.patterns if other == candidate]
            for turn, meeting in enumerate(self.series.candidates[candidate].meetings):
                option_columns: list[int] = []
                if (candidate, turn) in self.pruned.drops:
                    option_columns.append(linear_model.add_column(weights.unplaced))
                    self.drops[candidate, turn] = option_columns[0]
                for start in starts:
                    option_columns += self._add_hit(candidate, start, turn)
                for day in meeting.days:
                    if (candidate, turn, day) in self.pruned.offs:
                        moved_cost = weights.exception + weights.farther * abs(day - meeting.day)
                        column = linear_model.add_column(moved_cost, is_whole=True)
                        self.offs[candidate, turn, day] = column
                        option_columns.append(column)
                linear_model.add_equality(option_columns, chosen)

    def _add_hit(self, candidate: int, start: int, turn: int) -> Iterator[int]:
        meeting = self.series.candidates[candidate].meetings[turn]
        group = self.series.get_group(turn)
        cell = meeting.day * self.cells_per_day + start
        if (candidate, start, turn) in self.pruned.hits and self.availability.find_free_starts(
            self.series_index, group
        ) >> cell & 1:
            start_cost = self.availability.calculate_start_costs(self.series_index, group)[cell]
            column = self.linear_model.add_column(start_cost, is_whole=True)
            self.hits[candidate, start, turn] = column
            self.linear_model.add_at_most([column], [self.patterns[candidate, start]])
            yield column

    def _iter_free_cells(
        self, group_day: GroupDay, times: DayTimes, most: int
    ) -> Iterator[tuple[int, int]]:
        """Iterate over the cells of a day in which a meeting may begin at a cost, with the cost.

        It begins at one of the other times, or for less at the pattern's.
        """
        group, day = group_day
        first_cell = day * self.cells_per_day
        free_starts = self.availability.find_free_starts(self.series_index, group) >> first_cell
        start_costs = self.availability.calculate_start_costs(self.series_index, group)
        other_time_cost = self.availability.problem.preferences.weights.other_time
        for cell_of_day in sorted(times.others | times.starts):
            cell = first_cell + cell_of_day
            if (
                free_starts >> cell_of_day & 1
                and start_costs[cell] + (0 if cell_of_day in times.starts else other_time_cost)
                <= most
            ):
                yield cell, start_costs[cell]

    def _add_moved_meetings(self) -> None:
        """Let a meeting off its pattern take one cell of its day."""
        days: defaultdict[GroupDay, list[int]] = defaultdict(list)
        for (_, turn, day), column in self.offs.items():
            days[self.series.get_group(turn), day].append(column)
        starts = frozenset(start for _, start in self.patterns)
        times = DayTimes(frozenset(self.series.other_starts), starts)
        for (group, day), columns in days.items():
            most = self.pruned.cell_limits[group, day]
            cell_columns = self._add_cells((group, day), times, most, self.cells, self.even)
            self.linear_model.add_equality(cell_columns, columns)

    def _add_cells(
        self,
        group_day: GroupDay,
        times: DayTimes,
        most: int,
        cells: dict[GroupCell, int],
        even: dict[GroupCell, int],
    ) -> list[int]:
        """Add a column for each cell of a day that costs no more, cheaper at the pattern's time."""
        linear_model, (group, _) = self.linear_model, group_day
        other_time_cost = self.availability.problem.preferences.weights.other_time
        columns = []
        for cell, start_cost in self._iter_free_cells(group_day, times, most):
            cell_of_day = cell % self.cells_per_day
            column = cells[group, cell] = linear_model.add_column(
                start_cost + other_time_cost, is_whole=True
            )
            columns.append(column)
            if cell_of_day in times.starts:
                even_column = even[group, cell] = linear_model.add_column(-other_time_cost)
                linear_model.add_at_most([even_column], [column])
                linear_model.add_at_most([even_column], self._list_start_columns(cell_of_day))
                if cell_of_day not in times.others or start_cost + other_time_cost > most:
                    linear_model.add_at_most([column], self._list_start_columns(cell_of_day))
        return columns

    def group_by_day(self) -> dict[GroupDay, list[int]]:
        """Group the columns of the meetings that stand on a day, by attendee group and day."""
        columns_by_day: defaultdict[GroupDay, list[int]] = defaultdict(list)
        for (candidate, _, turn), column in self.hits.items():
            day = self.series.candidates[candidate].meetings[turn].day
            columns_by_day[self.series.get_group(turn), day].append(column)
        for (_, turn, day), column in self.offs.items():
            columns_by_day[self.series.get_group(turn), day].append(column)
        return dict(columns_by_day)

    def _add_backups(self) -> None:
        """Give every meeting that stands a back-up on one of the days it may have, or none."""
        if not self.series.keeps_backups:
            return
        linear_model, weights = self.linear_model, self.availability.problem.preferences.weights
        starts = filter(self.series.may_back_up_at, (start for _, start in self.patterns))
        times = DayTimes(frozenset(self.series.backup_starts), frozenset(starts))
        backup_columns: defaultdict[GroupDay, list[int]] = defaultdict(list)
        most_by_day: defaultdict[GroupDay, int] = defaultdict(int)
        for (group, day), columns in self.group_by_day().items():
            option_columns: list[int] = []
            most = self.pruned.backup_limits[group, day]
            if weights.no_backup <= most:
                option_columns.append(linear_model.add_column(weights.no_backup))
                self.bare[group, day] = option_columns[0]
            for later, rank in self.series.backup_days[day]:
                remaining_cost = most - weights.backup_farther * rank
                if any(True for _ in self._iter_free_cells((group, later), times, remaining_cost)):
                    column = linear_model.add_column(weights.backup_farther * rank, is_whole=True)
                    self.later[group, day, later] = column
                    backup_columns[group, later].append(column)
                    most_by_day[group, later] = max(most_by_day[group, later], remaining_cost)
                    option_columns.append(column)
            linear_model.add_equality(option_columns, columns)
        for group_day, columns in backup_columns.items():
            cell_columns = self._add_cells(
                group_day, times, most_by_day[group_day], self.backups, self.level
            )
            linear_model.add_equality(cell_columns, columns)

    def _add_order(self) -> None:
        """Keep a back-up before the next meeting: where that stands, or would if it had a slot."""
        columns_by_day: defaultdict[int, list[int]] = defaultdict(list)
        for (_, day), columns in self.group_by_day().items():
            columns_by_day[day] += columns
        for (candidate, turn), column in self.drops.items():
            columns_by_day[self.series.candidates[candidate].meetings[turn].day].append(column)
        for candidate, columns in self.group_by_candidate().items():
            next_day = self.series.candidates[candidate].next_day
            if next_day is not None:
                columns_by_day[next_day] += columns
        for day, columns in columns_by_day.items():
            late = [
                column
                for (_, meeting_day, later), column in self.later.items()
                if meeting_day < day and later > self.series.find_latest_backup(day)
            ]
            if late:
                self.linear_model.add_at_most([*late, *columns])

    def iter_taken_cells(self) -> Iterator[tuple[int, int, int]]:
        """Iterate over every column that takes cells: its group, the first cell, the column."""
        for (candidate, start, turn), column in self.hits.items():
            day = self.series.candidates[candidate].meetings[turn].day
            yield self.series.get_group(turn), day * self.cells_per_day + start, column
        for columns_by_cell in (self.cells, self.backups):
            for (group, cell), column in columns_by_cell.items():
                yield group, cell, column

    def iter_chosen_columns(self, placement: SeriesPlacement) -> Iterator[int]:
        """Iterate over the columns that are 1 where the series has a placement."""
        yield self.patterns[placement.candidate, placement.start]
        for turn, (cell, backup) in enumerate(placement.cell_pairs):
            group, day = self.series.get_group(turn), cell // self.cells_per_day
            if cell < 0:
                yield self.drops[placement.candidate, turn]
                continue
            meeting = self.series.candidates[placement.candidate].meetings[turn]
            if cell == meeting.day * self.cells_per_day + placement.start:
                yield self.hits[placement.candidate, placement.start, turn]
            else:
                yield self.offs[placement.candidate, turn, day]
                yield self.cells[group, cell]
                yield from self._iter_even_column(self.even, group, cell, placement.start)
            if backup >= 0:
                yield self.later[group, day, backup // self.cells_per_day]
                yield self.backups[group, backup]
                yield from self._iter_even_column(self.level, group, backup, placement.start)
            elif self.series.keeps_backups:
                yield self.bare[group, day]

    def _iter_even_column(
        self, even_columns: dict[GroupCell, int], group: int, cell: int, start: int
    ) -> Iterator[int]:
        if cell % self.cells_per_day == start:
            yield even_columns[group, cell]

    def read_placement(self, chosen: frozenset[int]) -> SeriesPlacement:
        """Read the placement of the series from a solution; its cost is not known."""
        candidate, start = next(
            pattern for pattern, column in self.patterns.items() if column in chosen
        )
        cell_pairs = [
            self._read_cell_pair(chosen, candidate, start, turn)
            for turn in self._list_turns(candidate)
        ]
        return SeriesPlacement(candidate, start, 0, tuple(cell_pairs))

    def _list_turns(self, candidate: int) -> range:
        return range(len(self.series.candidates[candidate].meetings))

    def _read_cell_pair(
        self, chosen: frozenset[int], candidate: int, start: int, turn: int
    ) -> CellPair:
        meeting = self.series.candidates[candidate].meetings[turn]
        group = self.series.get_group(turn)
        cell = -1
        if self.hits.get((candidate, start, turn)) in chosen:
            cell = meeting.day * self.cells_per_day + start
        for day in meeting.days:
            if self.offs.get((candidate, turn, day)) in chosen:
                cell = self._find_chosen_cell(self.cells, chosen, group, day)
        if cell < 0 or not self.series.keeps_backups:
            return cell, -1
        day = cell // self.cells_per_day
        for later, _ in self.series.backup_days[day]:
            if self.later.get((group, day, later)) in chosen:
                return cell, self._find_chosen_cell(self.backups, chosen, group, later)
        return cell, -1

    def _find_chosen_cell(
        self, columns_by_cell: dict[GroupCell, int], chosen: frozenset[int], group: int, day: int
    ) -> int:
        cells = range(day * self.cells_per_day, (day + 1) * self.cells_per_day)
        return next(cell for cell in cells if columns_by_cell.get((group, cell)) in chosen)
