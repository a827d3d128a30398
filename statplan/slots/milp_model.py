"""The linear model of all series: nothing is double-booked, and the wishes for all series."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statplan.slots.availability import Availability
from statplan.slots.joint_costs import find_week
from statplan.slots.milp_pruning import PrunedSeries
from statplan.slots.milp_solver import LinearModel
from statplan.slots.milp_variables import SeriesVariables
from statplan.slots.series_cost import SeriesPlacement


@dataclass(slots=True)
class MilpModel:
    """The linear model of a problem, with the choices that are left of each series."""

    availability: Availability
    pruned_series: Sequence[PrunedSeries]
    linear_model: LinearModel = field(default_factory=LinearModel)
    variables: dict[int, SeriesVariables] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pruned in self.pruned_series:
            self.variables[pruned.series_index] = SeriesVariables(self.linear_model, pruned)
        self._add_lower_bounds()
        for columns in self._find_clashes():
            self.linear_model.add_at_most(columns)
        preferences = self.availability.problem.preferences
        if preferences.spread:
            self._add_bunched_pairs()
        if preferences.same_day:
            self._add_same_day()

    def _find_clashes(self) -> list[frozenset[int]]:
        """Find, for each person or room and each cell, the columns of which only one can be chosen.

        Meetings and back-ups of one series never clash with each other: they keep their order.
        Those that begin in a cell, or hold it, clash; no other set of them does that is not a part
        of one of these.
        """
        clashes: dict[frozenset[int], None] = {}
        for columns_by_cell in self._group_by_need().values():
            for cell in columns_by_cell:
                occupants = [
                    (series_index, column)
                    for start_cell in range(cell - self._find_longest_span() + 1, cell + 1)
                    for series_index, column in columns_by_cell.get(start_cell, ())
                    if start_cell + self.availability.problem.series[series_index].span > cell
                ]
                if len({series_index for series_index, _ in occupants}) > 1:
                    clashes[frozenset(column for _, column in occupants)] = None
        return list(clashes)

    def _find_longest_span(self) -> int:
        return max(series.span for series in self.availability.problem.series)

    def _group_by_need(self) -> dict[int, dict[int, list[tuple[int, int]]]]:
        """Group the columns that would begin in a cell, by person or room and cell: series, column.

        Of those who are always needed together one is enough.
        """
        groups = self.availability.problem.groups
        groups_by_need: defaultdict[int, list[int]] = defaultdict(list)
        for number, attendee_group in enumerate(groups):
            for need in attendee_group.needs:
                groups_by_need[need].append(number)
        separate_needs = set(
            {tuple(numbers): need for need, numbers in groups_by_need.items()}.values()
        )
        columns_by_need: defaultdict[int, defaultdict[int, list[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for series_index, series_variables in self.variables.items():
            for group, cell, column in series_variables.iter_taken_cells():
                for need in separate_needs.intersection(groups[group].needs):
                    columns_by_need[need][cell].append((series_index, column))
        return {need: dict(cells) for need, cells in columns_by_need.items()}

    def _add_bunched_pairs(self) -> None:
        """Let each pair of series in one week cost: rows bound the number of pairs from below."""
        problem, linear_model = self.availability.problem, self.linear_model
        weeks: defaultdict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
        for series_index, series_variables in self.variables.items():
            for candidate, columns in series_variables.group_by_candidate().items():
                week = find_week(problem, series_index, candidate)
                if week[0] != 1:
                    weeks[week] += [(series_index, column) for column in columns]
        for week_columns in weeks.values():
            most = len({series_index for series_index, _ in week_columns})
            weight = problem.preferences.weights.bunched
            pairs = linear_model.add_column(weight, upper=most * (most - 1) // 2)
            for count in range(1, most):
                # count * (count + 1) / 2 more than count times those beyond the first
                terms = [(column, -float(count)) for _, column in week_columns]
                linear_model.add_row([(pairs, 1.0), *terms], least=-count * (count + 1) / 2)

    def _add_same_day(self) -> None:
        """Choose one weekday on which most stand; each series on another one costs."""
        problem, linear_model = self.availability.problem, self.linear_model
        columns_by_weekday: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
        for series_index, series_variables in self.variables.items():
            for candidate, columns in series_variables.group_by_candidate().items():
                weekday = problem.series[series_index].candidates[candidate].on.weekdays[0]
                columns_by_weekday[weekday].setdefault(series_index, []).extend(columns)
        chosen_weekdays = {
            weekday: linear_model.add_column(is_whole=True) for weekday in columns_by_weekday
        }
        linear_model.add_row(
            ((weekday_column, 1.0) for weekday_column in chosen_weekdays.values()), 1, 1
        )
        weight = problem.preferences.weights.apart
        apart = {series_index: linear_model.add_column(weight) for series_index in self.variables}
        for weekday, by_series in columns_by_weekday.items():
            for series_index in self.variables:
                # the weekday is that of most, and this series stands on another
                terms = [(column, -1.0) for column in by_series.get(series_index, [])]
                linear_model.add_row(
                    [(chosen_weekdays[weekday], 1.0), (apart[series_index], -1.0), *terms], most=0
                )

    def _add_lower_bounds(self) -> None:
        """Let a series cost at least what the pattern that is chosen costs where it is alone.

        This follows from the other rows, but only where every column is 0 or 1: it makes the bound
        as high as if each series were sought by itself, from the start.
        """
        for series_variables in self.variables.values():
            terms = {
                own_column: float(self.linear_model.costs[own_column])
                for own_column in series_variables.list_columns()
            }
            for pattern, column in series_variables.patterns.items():
                terms[column] -= series_variables.pruned.costs[pattern]
            self.linear_model.add_row([term for term in terms.items() if term[1]], least=0)

    def list_chosen_columns(self, placements: Mapping[int, SeriesPlacement]) -> frozenset[int]:
        """List the columns that are 1 where each series has its placement, wishes for all aside."""
        columns = [
            column
            for series_index, placement in placements.items()
            for column in self.variables[series_index].iter_chosen_columns(placement)
        ]
        return frozenset(columns)

    def iter_placements(self, chosen: frozenset[int]) -> Iterator[tuple[int, SeriesPlacement]]:
        """Iterate over the placements that a solution says, by series."""
        for series_index, series_variables in self.variables.items():
            yield series_index, series_variables.read_placement(chosen)
