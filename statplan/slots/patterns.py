"""The patterns of one series with what each costs at least: what the search chooses from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from operator import add

from statplan.slots.chain import Chain, Year
from statplan.slots.ground import Ground


@dataclass(slots=True)
class Patterns:
    """All patterns of a series, numbered; `least` is what each costs at least, whatever others do.

    A pattern's cost is at first only glanced at; `settle` makes it exact.
    """

    ground: Ground
    series: int
    pairs: list[tuple[int, int]] = field(init=False)
    least: list[int] = field(init=False)
    masks: list[list[tuple[int, int]]] = field(init=False)
    hits: list[int] = field(init=False)
    bound: int = field(init=False)
    _alone: Chain = field(init=False)
    _exact: dict[int, Year] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.ground.problem
        each = problem.wanted[self.series]
        self.pairs = list(problem.patterns(self.series))
        free = {group: self.ground.free(self.series, group) for group in set(each.groups)}
        self._alone = Chain(self.ground, self.series, free)
        self.masks = [self._nominal(line) for line in range(len(each.lines))]
        self.least = [cost for line in range(len(each.lines)) for cost in self._glances(line)]
        self.hits = self.counts(free)
        first = next(self.cheapest(), None)
        self.bound = first.cost if first else 0

    def _nominal(self, line: int) -> list[tuple[int, int]]:
        """For each group the cells at which the days begin on which its meetings stand."""
        each, cells = self.ground.problem.wanted[self.series], self.ground.problem.grid.cells
        found: dict[int, int] = {}
        for number, turn in enumerate(each.lines[line].turns):
            group = each.group(number)
            found[group] = found.get(group, 0) | (0 if turn.why else 1 << turn.day * cells)
        return list(found.items())

    def counts(self, free: dict[int, int]) -> list[int]:
        """How many meetings of each pattern may stand where it puts them."""
        starts = self.ground.problem.wanted[self.series].starts
        shifted = {group: [cells >> start for start in starts] for group, cells in free.items()}
        found: list[int] = []
        for masks in self.masks:
            (group, mask), *others = masks
            line = [(cells & mask).bit_count() for cells in shifted[group]]
            for group, mask in others:
                more = [(cells & mask).bit_count() for cells in shifted[group]]
                line = list(map(add, line, more))
            found += line
        return found

    def _glances(self, line: int) -> list[int]:
        """What each pattern of a line costs at least: other times are not told from its own."""
        problem, alone = self.ground.problem, self._alone
        each, cells = problem.wanted[self.series], problem.grid.cells
        totals = [problem.wishes.weights.exception * each.lines[line].lost] * len(each.starts)
        for number, turn in enumerate(each.lines[line].turns):
            group = each.group(number)
            off = alone.least_off(line, number)
            extra = alone.least_backup(group, turn.day)
            cell, soft = turn.day * cells, self.ground.soft(self.series, group)
            if turn.why:
                totals = [total + off for total in totals]
                continue
            bits = alone.bits[group]
            totals = [
                total + (min(soft[at] + extra, off) if bits[at] == "1" else off)
                for total, at in zip(totals, [cell + start for start in each.starts], strict=True)
            ]
        return totals

    def settle(self, pattern: int) -> Year:
        """The cheapest year on a pattern where no other series is sought: exact."""
        if pattern not in self._exact:
            self._exact[pattern] = self._alone.year(*self.pairs[pattern])
            self.least[pattern] = self._exact[pattern].cost
        return self._exact[pattern]

    def cheapest(self) -> Iterator[Year]:
        """The cheapest year of every pattern where no other series is sought, cheapest first."""
        glances = sorted(range(len(self.pairs)), key=lambda each: (self.least[each], each))
        known: list[tuple[int, int]] = []
        for pattern in glances:
            while known and known[0][0] <= self.least[pattern]:
                yield self._exact[heappop(known)[1]]
            heappush(known, (self.settle(pattern).cost, pattern))
        while known:
            yield self._exact[heappop(known)[1]]
