"""The cheapest year of one series on one pattern, given what is free: exact.

Meetings of a series hang together only by their order: a back-up precedes the next meeting. So the
cheapest place of each meeting is sought by itself; only where two of them then stand in each
other's way, all days of all meetings are weighed against each other.
"""

from dataclasses import dataclass, field

from statplan.slots.ground import Ground
from statplan.slots.problem import Option, Wanted
from statplan.slots.wishes import Weights

_NONE = 1 << 60

Seat = tuple[int, int]  # the cells of a meeting and of its back-up; -1 where it has none


@dataclass(frozen=True, slots=True)
class Year:
    """A series on a pattern: its cost, and where each meeting and its back-up begin."""

    line: int
    start: int
    cost: int
    seats: tuple[Seat, ...]


@dataclass(slots=True)
class Chain:
    """One series against what is free for each of its groups; answers are kept while that holds."""

    ground: Ground
    series: int
    free: dict[int, int]
    each: Wanted = field(init=False)
    cells: int = field(init=False)
    others: int = field(init=False)
    backup_others: int = field(init=False)
    anywhere: int = field(init=False)
    bits: dict[int, str] = field(init=False)  # `free` once more, for single cells
    soft: dict[int, list[int]] = field(init=False)
    weights: Weights = field(init=False)
    _least: dict[tuple[int, int, int], Option] = field(default_factory=dict)
    _backups: dict[tuple[int, int, int, int], Option] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.each = self.ground.problem.wanted[self.series]
        self.cells = self.ground.problem.grid.cells
        self.others = sum(1 << at for at in set(self.each.others))
        self.backup_others = sum(1 << at for at in set(self.each.backup_starts))
        own = sum(1 << at for at in set(self.each.starts))
        self.anywhere = self.others | self.backup_others | own
        self.weights = self.ground.problem.wishes.weights
        size = self.ground.problem.grid.size
        self.bits = {group: f"{cells:0{size}b}"[::-1] for group, cells in self.free.items()}
        self.soft = {group: self.ground.soft(self.series, group) for group in self.free}

    def year(self, line: int, start: int) -> Year:
        """The cheapest year on a pattern."""
        each = self.each
        turns = each.lines[line].turns
        found = [self._cheapest(line, start, turn, _NONE) for turn in range(len(turns))]
        if not self._in_order(line, [seat for _, seat in found]):
            found = self._weighed(line, start)
        cost = sum(cost for cost, _ in found) + self.weights.exception * each.lines[line].lost
        return Year(line, start, cost, tuple(seat for _, seat in found))

    def least_backup(self, group: int, day: int) -> int:
        """What the back-up of a meeting on a day costs at least, or having none."""
        key = (group, -1, day, _NONE)
        if key not in self._backups:
            weights = self.weights
            best = weights.no_backup if self.each.keeps_backups else 0
            for later, rank in self.each.backup_days[day] if best else ():
                if weights.backup_farther * rank >= best:
                    break
                cost, _ = self._least_of(group, later, self.anywhere)
                best = min(best, weights.backup_farther * rank + cost)
            self._backups[key] = best, -1
        return self._backups[key][0]

    def least_off(self, line: int, turn: int) -> int:
        """What a meeting of a line costs at least that does not stand where it should."""
        weights, meeting = self.weights, self.each.lines[line].turns[turn]
        group, best = self.each.group(turn), weights.unplaced
        for day in meeting.days:
            off = weights.exception + weights.farther * abs(day - meeting.day)
            if off >= best:
                break
            cost, at = self._least_of(group, day, self.anywhere)
            if at >= 0:
                best = min(best, off + cost + self.least_backup(group, day))
        return best

    def _in_order(self, line: int, seats: list[Seat]) -> bool:
        """Whether every back-up precedes the next meeting as early as the plan asks."""
        found = self.each.lines[line]
        for number, (_, backup) in enumerate(seats):
            if backup < 0:
                continue
            last = number + 1 == len(seats)
            if last and found.then is None:
                continue
            stand = -1 if last else seats[number + 1][0]
            day = stand // self.cells if stand >= 0 else self._expected(line, number + 1)
            if backup // self.cells > day - self.each.before_next:
                return False
        return True

    def _expected(self, line: int, turn: int) -> int:
        """The day of a meeting that has no place, or lies beyond the year."""
        found = self.each.lines[line]
        if turn < len(found.turns):
            return found.turns[turn].day
        return _NONE if found.then is None else found.then

    def _cheapest(self, line: int, start: int, turn: int, before: int) -> tuple[int, Seat]:
        """The cheapest place of a meeting, with its back-up on a day up to `before`."""
        weights, meeting = self.weights, self.each.lines[line].turns[turn]
        group = self.each.group(turn)
        best, seat = weights.unplaced, (-1, -1)
        for day in meeting.days:
            least = weights.farther * abs(day - meeting.day)
            if day != meeting.day and least + weights.exception >= best:
                break
            stand, cell = self.stand(line, start, turn, day)
            if cell < 0 or stand + self.least_backup(group, day) >= best:
                continue
            extra, backup = self.backup(start, turn, day, before)
            if stand + extra < best:
                best, seat = stand + extra, (cell, backup)
        return best, seat

    def stand(self, line: int, start: int, turn: int, day: int) -> Option:
        """The cheapest cost of a meeting on a day, and the cell in which it begins there."""
        weights, meeting = self.weights, self.each.lines[line].turns[turn]
        group = self.each.group(turn)
        cell = day * self.cells + start
        own = self.soft[group][cell] if self.bits[group][cell] == "1" else _NONE
        if day == meeting.day and own < weights.exception:
            return own, cell
        off = weights.exception + weights.farther * abs(day - meeting.day)
        cost, at = self._least_of(group, day, self.others)
        other = off + weights.other_time + cost if at >= 0 else _NONE
        own += 0 if day == meeting.day else off
        if own >= _NONE and other >= _NONE:
            return _NONE, -1
        return (own, cell) if own <= other else (other, at)

    def backup(self, start: int, turn: int, day: int, before: int) -> Option:
        """The cost of the cheapest back-up of a meeting on a day, or of none, and its cell."""
        key = (self.each.group(turn), start, day, before)
        found = self._backups.get(key)
        if found is None:
            found = self._backups[key] = self._find_backup(*key)
        return found

    def _find_backup(self, group: int, start: int, day: int, before: int) -> Option:
        if not self.each.keeps_backups:
            return 0, -1
        rank_cost, other_time = self.weights.backup_farther, self.weights.other_time
        bits, soft, cells = self.bits[group], self.soft[group], self.cells
        best, place = self.weights.no_backup, -1
        for later, rank in self.each.backup_days[day]:
            farther = rank_cost * rank
            if later > before:
                continue
            if farther >= best:
                break
            cell = later * cells + start
            if bits[cell] == "1" and farther + soft[cell] < best:
                best, place = farther + soft[cell], cell
            if farther + other_time < best:
                cost, at = self._least_of(group, later, self.backup_others)
                if at >= 0 and farther + other_time + cost < best:
                    best, place = farther + other_time + cost, at
        return best, place

    def _least_of(self, group: int, day: int, times: int) -> Option:
        """The place of a day that costs least at any of some times, and what it costs."""
        key = (group, day, times)
        if key not in self._least:
            bits = self.free[group] >> day * self.cells & times
            soft, best, place = self.soft[group], _NONE, -1
            while bits:
                low = bits & -bits
                cell = day * self.cells + low.bit_length() - 1
                if soft[cell] < best:
                    best, place = soft[cell], cell
                bits ^= low
            self._least[key] = best, place
        return self._least[key]

    def _weighed(self, line: int, start: int) -> list[tuple[int, Seat]]:
        """The cheapest places of all meetings together, from the last to the first."""
        found = self.each.lines[line]
        beyond = self._expected(line, len(found.turns))
        # What follows: for each day on which the next meeting may stand, the rest's cost and seats.
        after: dict[int, tuple[int, tuple[tuple[int, Seat], ...]]] = {beyond: (0, ())}
        for turn in reversed(range(len(found.turns))):
            here: dict[int, tuple[int, tuple[tuple[int, Seat], ...]]] = {}
            for own_day, cost, seat in self._days(line, start, turn):
                rest = min(
                    (
                        self._followed(start, turn, cost, seat, next_day, later)
                        for next_day, later in after.items()
                    ),
                    key=lambda each: each[0],
                )
                if own_day not in here or rest[0] < here[own_day][0]:
                    here[own_day] = rest
            after = here
        return list(min(after.values(), key=lambda each: each[0])[1])

    def _days(self, line: int, start: int, turn: int) -> list[tuple[int, int, int]]:
        """Each day on which a meeting may stand, what that costs, and its cell; and none at all."""
        meeting = self.each.lines[line].turns[turn]
        found = [(day, *self.stand(line, start, turn, day)) for day in meeting.days]
        placed = [(day, cost, cell) for day, cost, cell in found if cell >= 0]
        return [*placed, (meeting.day, self.weights.unplaced, -1)]

    def _followed(
        self,
        start: int,
        turn: int,
        cost: int,
        cell: int,
        next_day: int,
        later: tuple[int, tuple[tuple[int, Seat], ...]],
    ) -> tuple[int, tuple[tuple[int, Seat], ...]]:
        """The cost and the seats from a meeting on, where the next stands on a day."""
        backup = -1
        if cell >= 0:
            before = next_day - self.each.before_next
            extra, backup = self.backup(start, turn, cell // self.cells, before)
            cost += extra
        return cost + later[0], ((cost, (cell, backup)), *later[1])
