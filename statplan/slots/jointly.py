"""What holds series together in the linear model: nothing is double-booked, and wishes for all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from statplan.slots.chain import Year
from statplan.slots.formula import Sheet
from statplan.slots.ground import Ground
from statplan.slots.linear import Linear
from statplan.slots.pruning import Pruned
from statplan.slots.together import week_of


@dataclass(slots=True)
class Formula:
    """The linear model of a problem, of what is left of each series."""

    ground: Ground
    series: Sequence[Pruned]
    linear: Linear = field(default_factory=Linear)
    sheets: dict[int, Sheet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.series:
            self.sheets[each.series] = Sheet(self.linear, each)
        self._least()
        for columns in self._clashes():
            self.linear.at_most(columns)
        wishes = self.ground.problem.wishes
        if wishes.spread:
            self._spread()
        if wishes.same_day:
            self._same_day()

    def _clashes(self) -> list[frozenset[int]]:
        """For each person or room and each cell the columns of which only one can be chosen.

        Meetings and back-ups of one series never clash with each other: they keep their order.
        Those that begin in a cell, or hold it, clash; no other set of them does that is not a part
        of one of these.
        """
        found: dict[frozenset[int], None] = {}
        for starting in self._by_need().values():
            for cell in starting:
                held = [
                    (series, column)
                    for since in range(cell - self._longest() + 1, cell + 1)
                    for series, column in starting.get(since, ())
                    if since + self.ground.problem.wanted[series].span > cell
                ]
                if len({series for series, _ in held}) > 1:
                    found[frozenset(column for _, column in held)] = None
        return list(found)

    def _longest(self) -> int:
        return max(each.span for each in self.ground.problem.wanted)

    def _by_need(self) -> dict[int, dict[int, list[tuple[int, int]]]]:
        """For each person or room and each cell who would begin there: series, column.

        Of those who are always needed together one is enough.
        """
        groups = self.ground.problem.groups
        of: defaultdict[int, list[int]] = defaultdict(list)
        for number, each in enumerate(groups):
            for need in each.needs:
                of[need].append(number)
        alone = set({tuple(numbers): need for need, numbers in of.items()}.values())
        found: defaultdict[int, defaultdict[int, list[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for series, sheet in self.sheets.items():
            for group, cell, column in sheet.takes():
                for need in alone.intersection(groups[group].needs):
                    found[need][cell].append((series, column))
        return {need: dict(cells) for need, cells in found.items()}

    def _spread(self) -> None:
        """Pairs of series in one week: at least what lies on each chord of the pairs' curve."""
        problem, linear = self.ground.problem, self.linear
        weeks: defaultdict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
        for series, sheet in self.sheets.items():
            for line, columns in sheet.lines().items():
                week = week_of(problem, series, line)
                if week[0] != 1:
                    weeks[week] += [(series, column) for column in columns]
        for here in weeks.values():
            most = len({series for series, _ in here})
            weight = problem.wishes.weights.bunched
            pairs = linear.column(weight, upper=most * (most - 1) // 2)
            for count in range(1, most):
                # count * (count + 1) / 2 more than count times those beyond the first
                terms = [(column, -float(count)) for _, column in here]
                linear.row([(pairs, 1.0), *terms], least=-count * (count + 1) / 2)

    def _same_day(self) -> None:
        """One weekday is the one on which most stand; each series on another one costs."""
        problem, linear = self.ground.problem, self.linear
        days: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
        for series, sheet in self.sheets.items():
            for line, columns in sheet.lines().items():
                weekday = problem.wanted[series].lines[line].on.weekdays[0]
                days[weekday].setdefault(series, []).extend(columns)
        chosen = {weekday: linear.column(whole=True) for weekday in days}
        linear.row(((each, 1.0) for each in chosen.values()), 1, 1)
        weight = problem.wishes.weights.apart
        apart = {series: linear.column(weight) for series in self.sheets}
        for weekday, by_series in days.items():
            for series in self.sheets:
                # the weekday is that of most, and this series stands on another
                terms = [(column, -1.0) for column in by_series.get(series, [])]
                linear.row([(chosen[weekday], 1.0), (apart[series], -1.0), *terms], most=0)

    def _least(self) -> None:
        """A series costs at least what the pattern that is chosen costs where it is alone.

        This follows from the other rows, but only where every column is 0 or 1: it makes the bound
        as high as if each series were sought by itself, from the start.
        """
        for sheet in self.sheets.values():
            terms = {each: float(self.linear.costs[each]) for each in sheet.columns()}
            for key, column in sheet.patterns.items():
                terms[column] -= sheet.pruned.costs[key]
            self.linear.row([each for each in terms.items() if each[1]], least=0)

    def chosen(self, years: Mapping[int, Year]) -> frozenset[int]:
        """The columns of a series that are 1 where each has its year, the wishes for all aside."""
        found = [
            each for series, year in years.items() for each in self.sheets[series].chosen(year)
        ]
        return frozenset(found)

    def years(self, chosen: frozenset[int]) -> Iterator[tuple[int, Year]]:
        """The years that a solution says, by series."""
        for series, sheet in self.sheets.items():
            yield series, sheet.year(chosen)
