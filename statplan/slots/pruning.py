"""What cannot be part of a better year, because it costs too much even where a series is alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statplan.slots.chain import Chain
from statplan.slots.ground import Ground
from statplan.slots.problem import Wanted

_FOREVER = 1 << 60  # a day after every day: no next meeting is looked at

Day = tuple[int, int]  # a group, and the index of a day


@dataclass(slots=True)
class Pruned:
    """Of one series what may be chosen where the year costs at most so much more than its bound.

    `room` is by how much the series may cost more than on its cheapest pattern. A place is kept
    where the cheapest year that has it, if the order of meetings were of no account, costs no more
    than that. `stands` and `backups` say for each day what a meeting on it may pay for its cell,
    and for its back-up.
    """

    ground: Ground
    series: int
    costs: Mapping[tuple[int, int], int]
    bound: int
    room: int
    hits: set[tuple[int, int, int]] = field(default_factory=set)
    offs: set[tuple[int, int, int]] = field(default_factory=set)
    drops: set[tuple[int, int]] = field(default_factory=set)
    stands: dict[Day, int] = field(default_factory=dict)
    backups: dict[Day, int] = field(default_factory=dict)
    each: Wanted = field(init=False)
    _chain: Chain = field(init=False)

    def __post_init__(self) -> None:
        self.each = self.ground.problem.wanted[self.series]
        free = {group: self.ground.free(self.series, group) for group in set(self.each.groups)}
        self._chain = Chain(self.ground, self.series, free)
        for line, start in self.costs:
            self._pattern(line, start)

    def _pattern(self, line: int, start: int) -> None:
        weights = self.ground.problem.wishes.weights
        turns = range(len(self.each.lines[line].turns))
        days = [dict(self._days(line, start, turn)) for turn in turns]
        least = [min([weights.unplaced, *map(sum, each.values())]) for each in days]
        lost = weights.exception * self.each.lines[line].lost
        spare = self.room + self.bound - lost - sum(least)
        for turn in turns:
            self._turn(line, start, turn, days[turn], spare + least[turn])

    def _days(self, line: int, start: int, turn: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """Each day on which a meeting may stand: what it pays for its cell and for its back-up."""
        for day in self.each.lines[line].turns[turn].days:
            stand, cell = self._chain.stand(line, start, turn, day)
            if cell >= 0:
                yield day, (stand, self._chain.backup(start, turn, day, _FOREVER)[0])

    def _turn(
        self, line: int, start: int, turn: int, days: dict[int, tuple[int, int]], most: int
    ) -> None:
        """Keep what a meeting may choose that may cost up to `most`, with its back-up."""
        weights, meeting = self.ground.problem.wishes.weights, self.each.lines[line].turns[turn]
        group = self.each.group(turn)
        if weights.unplaced <= most:
            self.drops.add((line, turn))
        for day, (stand, backup) in days.items():
            if stand + backup > most:
                continue
            self._raise(self.backups, (group, day), most - stand)
            if day == meeting.day:
                self.hits.add((line, start, turn))
            off = weights.exception + weights.farther * abs(day - meeting.day)
            if off + backup <= most:
                self.offs.add((line, turn, day))
                self._raise(self.stands, (group, day), most - backup - off)

    @staticmethod
    def _raise(allowed: dict[Day, int], key: Day, most: int) -> None:
        allowed[key] = max(allowed.get(key, most), most)
