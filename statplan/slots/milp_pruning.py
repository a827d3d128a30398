"""The choices of one series that are cheap enough for a better answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from statplan.slots.availability import Availability
from statplan.slots.model import SeriesToPlace
from statplan.slots.series_cost import SeriesEvaluator

_NO_NEXT_DAY = 1 << 60  # a day after every day: no next meeting is looked at

GroupDay = tuple[int, int]  # a group, and the index of a day


@dataclass(slots=True)
class PrunedSeries:
    """The choices of one series whose year costs at most so much more than its bound.

    `room` is by how much the series may cost more than on its cheapest pattern. A place is kept
    where the cheapest year that has it, if the order of meetings were of no account, costs no more
    than that. `cell_limits` and `backup_limits` say for each group and day what a meeting on it
    may pay for its cell, and for its back-up.
    """

    availability: Availability
    series_index: int
    costs: Mapping[tuple[int, int], int]
    bound: int
    room: int
    hits: set[tuple[int, int, int]] = field(default_factory=set)
    offs: set[tuple[int, int, int]] = field(default_factory=set)
    drops: set[tuple[int, int]] = field(default_factory=set)
    cell_limits: dict[GroupDay, int] = field(default_factory=dict)
    backup_limits: dict[GroupDay, int] = field(default_factory=dict)
    series: SeriesToPlace = field(init=False)
    _evaluator: SeriesEvaluator = field(init=False)

    def __post_init__(self) -> None:
        self.series = self.availability.problem.series[self.series_index]
        free_starts = {
            group: self.availability.find_free_starts(self.series_index, group)
            for group in set(self.series.groups)
        }
        self._evaluator = SeriesEvaluator(self.availability, self.series_index, free_starts)
        for candidate, start in self.costs:
            self._add_pattern(candidate, start)

    def _add_pattern(self, candidate: int, start: int) -> None:
        weights = self.availability.problem.preferences.weights
        turns = range(len(self.series.candidates[candidate].meetings))
        days = [dict(self._iter_days(candidate, start, turn)) for turn in turns]
        least = [min([weights.unplaced, *map(sum, day_costs.values())]) for day_costs in days]
        skipped_cost = weights.exception * self.series.candidates[candidate].skipped
        spare = self.room + self.bound - skipped_cost - sum(least)
        for turn in turns:
            self._keep_choices(candidate, start, turn, days[turn], spare + least[turn])

    def _iter_days(
        self, candidate: int, start: int, turn: int
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Iterate over the days of a meeting: what it pays for its cell and for its back-up."""
        for day in self.series.candidates[candidate].meetings[turn].days:
            cost, cell = self._evaluator.find_cheapest_start(candidate, start, turn, day)
            if cell >= 0:
                backup_cost, _ = self._evaluator.find_cheapest_backup(
                    start, turn, day, _NO_NEXT_DAY
                )
                yield day, (cost, backup_cost)

    def _keep_choices(
        self, candidate: int, start: int, turn: int, days: dict[int, tuple[int, int]], most: int
    ) -> None:
        """Keep what a meeting may choose that may cost up to `most`, with its back-up."""
        weights = self.availability.problem.preferences.weights
        meeting = self.series.candidates[candidate].meetings[turn]
        group = self.series.get_group(turn)
        if weights.unplaced <= most:
            self.drops.add((candidate, turn))
        for day, (cost, backup_cost) in days.items():
            if cost + backup_cost > most:
                continue
            self._raise_limit(self.backup_limits, (group, day), most - cost)
            if day == meeting.day:
                self.hits.add((candidate, start, turn))
            moved_cost = weights.exception + weights.farther * abs(day - meeting.day)
            if moved_cost + backup_cost <= most:
                self.offs.add((candidate, turn, day))
                self._raise_limit(self.cell_limits, (group, day), most - backup_cost - moved_cost)

    @staticmethod
    def _raise_limit(limits: dict[GroupDay, int], group_day: GroupDay, most: int) -> None:
        limits[group_day] = max(limits.get(group_day, most), most)
