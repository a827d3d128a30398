"""The whole problem as a linear model: columns for what can be chosen, rows for what must hold.

For each series one pattern is chosen of those that are given. A meeting stands where its pattern
puts it, or off it on some day, or nowhere; which cell it then takes, and which its back-up, is
chosen for each day, whatever the pattern: a cell at the pattern's time is then made cheaper by as
much as another time costs [ours]. What each choice costs is what the search counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from statplan.slots.chain import Seat, Year
from statplan.slots.ground import Ground
from statplan.slots.linear import Linear
from statplan.slots.problem import Wanted
from statplan.slots.pruning import Day, Pruned

Spot = tuple[int, int]  # a group, and a cell


@dataclass(slots=True)
class Sheet:
    """The columns and rows of one series.

    Columns by what they say: `patterns` (line, start) is chosen; `hits` (line, start, turn) stands
    where the pattern puts it; `offs` (line, turn, day) stands off it on that day, and `drops`
    (line, turn) nowhere; `cells` (group, cell) is taken by a meeting off its pattern, `even` at the
    pattern's time; `later` (group, day, later) the meeting of a day has its back-up on a later one,
    `bare` (group, day) none; `backups` (group, cell) is taken by one, `level` at the pattern's
    time.
    """

    linear: Linear
    pruned: Pruned
    patterns: dict[tuple[int, int], int] = field(default_factory=dict)
    hits: dict[tuple[int, int, int], int] = field(default_factory=dict)
    offs: dict[tuple[int, int, int], int] = field(default_factory=dict)
    drops: dict[tuple[int, int], int] = field(default_factory=dict)
    cells: dict[Spot, int] = field(default_factory=dict)
    even: dict[Spot, int] = field(default_factory=dict)
    later: dict[tuple[int, int, int], int] = field(default_factory=dict)
    bare: dict[tuple[int, int], int] = field(default_factory=dict)
    backups: dict[Spot, int] = field(default_factory=dict)
    level: dict[Spot, int] = field(default_factory=dict)
    ground: Ground = field(init=False)
    series: int = field(init=False)
    each: Wanted = field(init=False)
    width: int = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.ground, self.series = self.pruned.ground, self.pruned.series
        self.each = self.pruned.each
        self.width = self.ground.problem.grid.cells
        self.first = len(self.linear.costs)
        self._patterns()
        self._meetings()
        self._off()
        self._backups()
        self._order()
        self.last = len(self.linear.costs)

    def columns(self) -> range:
        """All columns of the series."""
        return range(self.first, self.last)

    def _patterns(self) -> None:
        weights = self.ground.problem.wishes.weights
        for line, start in sorted(self.pruned.costs):
            lost = weights.exception * self.each.lines[line].lost
            self.patterns[line, start] = self.linear.column(lost, whole=True)
        self.linear.row(((each, 1.0) for each in self.patterns.values()), 1, 1)

    def _on(self, line: int) -> list[int]:
        """The columns of the patterns on a line."""
        return [column for (other, _), column in self.patterns.items() if other == line]

    def _at(self, start: int) -> list[int]:
        """The columns of the patterns at a time."""
        return [column for (_, other), column in self.patterns.items() if other == start]

    def lines(self) -> dict[int, list[int]]:
        """The columns of the patterns, by their lines."""
        return {line: self._on(line) for line, _ in self.patterns}

    def _meetings(self) -> None:
        """Every meeting of the line that is chosen stands on its pattern, off it, or nowhere."""
        linear, weights = self.linear, self.ground.problem.wishes.weights
        for line, chosen in self.lines().items():
            starts = [start for other, start in self.patterns if other == line]
            for turn, meeting in enumerate(self.each.lines[line].turns):
                ways: list[int] = []
                if (line, turn) in self.pruned.drops:
                    ways.append(linear.column(weights.unplaced))
                    self.drops[line, turn] = ways[0]
                ways += [each for start in starts for each in self._hit(line, start, turn)]
                for day in meeting.days:
                    if (line, turn, day) in self.pruned.offs:
                        far = weights.farther * abs(day - meeting.day)
                        column = linear.column(weights.exception + far, whole=True)
                        self.offs[line, turn, day] = column
                        ways.append(column)
                linear.same(ways, chosen)

    def _hit(self, line: int, start: int, turn: int) -> Iterator[int]:
        meeting, group = self.each.lines[line].turns[turn], self.each.group(turn)
        cell = meeting.day * self.width + start
        if (line, start, turn) in self.pruned.hits and self.ground.free(
            self.series, group
        ) >> cell & 1:
            soft = self.ground.soft(self.series, group)[cell]
            column = self.linear.column(soft, whole=True)
            self.hits[line, start, turn] = column
            self.linear.at_most([column], [self.patterns[line, start]])
            yield column

    def _free(self, day: Day, times: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
        """The cells of a day in which a meeting may begin for a price, and what they cost.

        It begins at one of the times, or for less at the pattern's.
        """
        group, number = day
        free = self.ground.free(self.series, group) >> number * self.width
        soft, starts = self.ground.soft(self.series, group), {start for _, start in self.patterns}
        other = self.ground.problem.wishes.weights.other_time
        for at in sorted({*times, *starts}):
            cell = number * self.width + at
            if free >> at & 1 and soft[cell] + (0 if at in starts else other) <= most:
                yield cell, soft[cell]

    def _off(self) -> None:
        """A meeting off its pattern takes one cell of its day."""
        days: defaultdict[Day, list[int]] = defaultdict(list)
        for (_, turn, day), column in self.offs.items():
            days[self.each.group(turn), day].append(column)
        for (group, day), columns in days.items():
            most = self.pruned.stands[group, day]
            taken = self._takers((group, day), self.each.others, most, self.cells, self.even)
            self.linear.same(taken, columns)

    def _takers(
        self,
        day: Day,
        times: tuple[int, ...],
        most: int,
        cells: dict[Spot, int],
        even: dict[Spot, int],
    ) -> list[int]:
        """A column for each cell of a day that costs no more, cheaper at the pattern's time."""
        linear, other = self.linear, self.ground.problem.wishes.weights.other_time
        starts, found = {start for _, start in self.patterns}, []
        for cell, soft in self._free(day, times, most):
            at = cell % self.width
            column = cells[day[0], cell] = linear.column(soft + other, whole=True)
            found.append(column)
            if at in starts:
                same = even[day[0], cell] = linear.column(-other)
                linear.at_most([same], [column])
                linear.at_most([same], self._at(at))
                if at not in times or soft + other > most:
                    linear.at_most([column], self._at(at))
        return found

    def stands(self) -> dict[Day, list[int]]:
        """The columns of the meetings that stand on a day, by group and day."""
        found: defaultdict[Day, list[int]] = defaultdict(list)
        for (line, _, turn), column in self.hits.items():
            day = self.each.lines[line].turns[turn].day
            found[self.each.group(turn), day].append(column)
        for (_, turn, day), column in self.offs.items():
            found[self.each.group(turn), day].append(column)
        return dict(found)

    def _backups(self) -> None:
        """Every meeting that stands has a back-up on one of the days it may have, or none."""
        if not self.each.keeps_backups:
            return
        linear, weights = self.linear, self.ground.problem.wishes.weights
        times = self.each.backup_starts
        holds: defaultdict[Day, list[int]] = defaultdict(list)
        dear: defaultdict[Day, int] = defaultdict(int)
        for (group, day), columns in self.stands().items():
            ways: list[int] = []
            most = self.pruned.backups[group, day]
            if weights.no_backup <= most:
                ways.append(linear.column(weights.no_backup))
                self.bare[group, day] = ways[0]
            for later, rank in self.each.backup_days[day]:
                left = most - weights.backup_farther * rank
                if any(True for _ in self._free((group, later), times, left)):
                    column = linear.column(weights.backup_farther * rank, whole=True)
                    self.later[group, day, later] = column
                    holds[group, later].append(column)
                    dear[group, later] = max(dear[group, later], left)
                    ways.append(column)
            linear.same(ways, columns)
        for place, columns in holds.items():
            taken = self._takers(place, times, dear[place], self.backups, self.level)
            linear.same(taken, columns)

    def _order(self) -> None:
        """A back-up precedes the next meeting: where that stands, or would if it had a place."""
        after: defaultdict[int, list[int]] = defaultdict(list)
        for (_, day), columns in self.stands().items():
            after[day] += columns
        for (line, turn), column in self.drops.items():
            after[self.each.lines[line].turns[turn].day].append(column)
        for line, columns in self.lines().items():
            then = self.each.lines[line].then
            if then is not None:
                after[then] += columns
        least = self.each.before_next
        for day, columns in after.items():
            late = [
                column
                for (_, stand, later), column in self.later.items()
                if stand < day < later + least
            ]
            if late:
                self.linear.at_most([*late, *columns])

    def takes(self) -> Iterator[tuple[int, int, int]]:
        """Every column that takes cells: its group, the first cell, the column."""
        for (line, start, turn), column in self.hits.items():
            day = self.each.lines[line].turns[turn].day
            yield self.each.group(turn), day * self.width + start, column
        for spots in (self.cells, self.backups):
            for (group, cell), column in spots.items():
                yield group, cell, column

    def chosen(self, year: Year) -> Iterator[int]:
        """The columns that are 1 where the series has a year."""
        yield self.patterns[year.line, year.start]
        for turn, (cell, backup) in enumerate(year.seats):
            group, day = self.each.group(turn), cell // self.width
            if cell < 0:
                yield self.drops[year.line, turn]
                continue
            nominal = self.each.lines[year.line].turns[turn].day * self.width + year.start
            if cell == nominal:
                yield self.hits[year.line, year.start, turn]
            else:
                yield self.offs[year.line, turn, day]
                yield self.cells[group, cell]
                yield from self._same(self.even, group, cell, year.start)
            if backup >= 0:
                yield self.later[group, day, backup // self.width]
                yield self.backups[group, backup]
                yield from self._same(self.level, group, backup, year.start)
            elif self.each.keeps_backups:
                yield self.bare[group, day]

    def _same(self, same: dict[Spot, int], group: int, cell: int, start: int) -> Iterator[int]:
        if cell % self.width == start:
            yield same[group, cell]

    def year(self, chosen: frozenset[int]) -> Year:
        """The year of the series that a solution says; its cost is not known."""
        line, start = next(key for key, column in self.patterns.items() if column in chosen)
        seats = [self._seat(chosen, line, start, turn) for turn in self._turns(line)]
        return Year(line, start, 0, tuple(seats))

    def _turns(self, line: int) -> range:
        return range(len(self.each.lines[line].turns))

    def _seat(self, chosen: frozenset[int], line: int, start: int, turn: int) -> Seat:
        group, meeting = self.each.group(turn), self.each.lines[line].turns[turn]
        cell = -1
        if self.hits.get((line, start, turn)) in chosen:
            cell = meeting.day * self.width + start
        for day in meeting.days:
            if self.offs.get((line, turn, day)) in chosen:
                cell = self._of_day(self.cells, chosen, group, day)
        if cell < 0 or not self.each.keeps_backups:
            return cell, -1
        day = cell // self.width
        for later, _ in self.each.backup_days[day]:
            if self.later.get((group, day, later)) in chosen:
                return cell, self._of_day(self.backups, chosen, group, later)
        return cell, -1

    def _of_day(self, spots: dict[Spot, int], chosen: frozenset[int], group: int, day: int) -> int:
        cells = range(day * self.width, (day + 1) * self.width)
        return next(cell for cell in cells if spots.get((group, cell)) in chosen)
