"""A year that is being searched: which series stands where, and what that leaves to the others."""

from collections.abc import Callable
from dataclasses import dataclass, field

from statplan.slots.chain import Chain, Year
from statplan.slots.grid import spread
from statplan.slots.ground import Ground
from statplan.slots.patterns import Patterns
from statplan.slots.together import together

_TRIED = 3


@dataclass(slots=True)
class State:
    """The years of all series so far; None for a series that is not placed now."""

    ground: Ground
    series: list[Patterns] = field(init=False)
    years: list[Year | None] = field(init=False)
    taken: list[int] = field(init=False)
    classes: list[tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.ground.problem
        count = len(problem.wanted)
        self.series = [Patterns(self.ground, number) for number in range(count)]
        self.years = [None] * count
        self.classes = self._classes()
        self.taken = [0] * (max((each for many in self.classes for each in many), default=-1) + 1)

    def _classes(self) -> list[tuple[int, ...]]:
        """For each group the classes of those it needs; who is always needed together is one."""
        groups = self.ground.problem.groups
        where: dict[int, list[int]] = {}
        for number, group in enumerate(groups):
            for need in group.needs:
                where.setdefault(need, []).append(number)
        classes: dict[tuple[int, ...], int] = {}
        named = {need: classes.setdefault(tuple(in_), len(classes)) for need, in_ in where.items()}
        return [tuple(dict.fromkeys(named[need] for need in group.needs)) for group in groups]

    @property
    def bound(self) -> int:
        """What no year can cost less than: every series as cheap as it would be alone."""
        return sum(each.bound for each in self.series)

    @property
    def cost(self) -> int:
        """What the year costs as it is."""
        return sum(each.cost for each in self.years if each) + self.joint_cost()

    def joint_cost(self) -> int:
        """What the wishes for all series together cost."""
        wishes = self.ground.problem.wishes
        if not wishes.spread and not wishes.same_day:
            return 0
        lines = {number: each.line for number, each in enumerate(self.years) if each}
        return sum(cost for _, cost in together(self.ground.problem, lines))

    def free(self, series: int) -> dict[int, int]:
        """For each group of a series the cells in which a meeting may begin now."""
        each = self.ground.problem.wanted[series]
        found: dict[int, int] = {}
        for group in each.groups:
            if group not in found:
                taken = 0
                for number in self.classes[group]:
                    taken |= self.taken[number]
                found[group] = self.ground.free(series, group) & ~spread(taken, each.span)
        return found

    def remove(self, series: int) -> None:
        """Take a series out of the year."""
        year = self.years[series]
        if year:
            self._toggle(series, year)
            self.years[series] = None

    def put(self, series: int, year: Year) -> None:
        """Place a series that is not placed."""
        self.years[series] = year
        self._toggle(series, year)

    def _toggle(self, series: int, year: Year) -> None:
        """Take or give back the cells of a year: no two series ever hold the same."""
        each = self.ground.problem.wanted[series]
        block = (1 << each.span) - 1
        masks: dict[int, int] = {}
        for turn, seat in enumerate(year.seats):
            group = each.group(turn)
            for cell in seat:
                if cell >= 0:
                    masks[group] = masks.get(group, 0) | block << cell
        for group, mask in masks.items():
            for number in self.classes[group]:
                self.taken[number] ^= mask

    def best(self, series: int, noise: Callable[[], float] | None = None) -> Year | None:
        """The cheapest year that is found for a series beside all others.

        Args:
            series: one that is not placed now.
            noise: what is added to the glance at each pattern.
        """
        free, patterns = self.free(series), self.series[series]
        exception = self.ground.problem.wishes.weights.exception
        glances = [
            least + exception * (most - now)
            for least, most, now in zip(
                patterns.least, patterns.hits, patterns.counts(free), strict=True
            )
        ]
        ranked = sorted(range(len(glances)), key=glances.__getitem__)[: 2 * _TRIED]
        if noise:
            ranked.sort(key=lambda each: glances[each] + noise())
        chain = Chain(self.ground, series, free)
        joint = self._joint(series)
        found, lowest = None, 1 << 60
        for each in ranked[:_TRIED]:
            if glances[each] < lowest:
                patterns.settle(each)
                line, start = patterns.pairs[each]
                year = chain.year(line, start)
                if year.cost + joint(line) < lowest:
                    found, lowest = year, year.cost + joint(line)
        return found

    def _joint(self, series: int) -> Callable[[int], int]:
        """What a line of a series would add to what all series cost together."""
        wishes = self.ground.problem.wishes
        if not wishes.spread and not wishes.same_day:
            return lambda _: 0
        lines = {number: each.line for number, each in enumerate(self.years) if each}
        return lambda line: sum(
            cost for _, cost in together(self.ground.problem, lines | {series: line})
        )

    def excess(self, series: int) -> int:
        """By how much a series costs more than it would alone."""
        year = self.years[series]
        return year.cost - self.series[series].bound if year else 0

    def neighbors(self) -> list[list[int]]:
        """For each series the others that need some person or room that it needs."""
        wanted = self.ground.problem.wanted
        needs = [{each for group in one.groups for each in self.classes[group]} for one in wanted]
        return [
            [other for other, theirs in enumerate(needs) if other != one and theirs & own]
            for one, own in enumerate(needs)
        ]

    def greedy(self) -> None:
        """Place every series, those with the highest bound first."""
        order = sorted(range(len(self.years)), key=lambda each: (-self.series[each].bound, each))
        for series in order:
            year = self.best(series)
            if year:
                self.put(series, year)
