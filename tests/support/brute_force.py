"""The cheapest year by trying everything; for very small cases."""

from dataclasses import dataclass, field
from datetime import date
from itertools import product

from statplan.schedule import TimeSlot
from statplan.schedule.bookings import Resource
from statplan.slots import Pattern, SeriesAnswer
from tests.support.slot_verifier import (
    Case,
    backups,
    joint_cost,
    lost,
    overlap,
    patterns,
    stands,
    turns,
)  # fmt: skip

Choice = tuple[int, TimeSlot | None, TimeSlot | None]


@dataclass
class Meetings:
    """The meetings of one pattern in order, and what each costs in each place."""

    case: Case
    series: str
    pattern: Pattern
    days: list[date] = field(init=False)
    then: date | None = field(init=False)
    base: int = field(init=False)

    def __post_init__(self) -> None:
        line = SeriesAnswer(self.series, self.pattern, ())
        self.days, self.then, _ = turns(self.case, line)
        weights = self.case.wishes.weights
        self.base = lost(self.case, line) * weights.exception
        series, rule = self.case.rules[self.series]
        self.needs = [self.case.needs(rule, number) for number in range(len(self.days))]
        self.nominal = [TimeSlot(day, self.pattern.start_time, rule.minutes) for day in self.days]
        self.rule = rule
        self.stands = [
            stands(self.case, series, rule, nominal, needs)
            for nominal, needs in zip(self.nominal, self.needs, strict=True)
        ]

    def choices(self, number: int) -> list[Choice]:
        """Every place of a meeting with every back-up, cheapest first."""
        weights = self.case.wishes.weights
        found: list[Choice] = [(weights.unplaced, None, None)]
        for stand, cost in self.stands[number].items():
            bare = weights.no_backup if self.rule.backup_window.keep else 0
            found.append((cost + bare, stand, None))
            options = backups(
                self.case, self.rule, self.nominal[number], stand.day, None, self.needs[number]
            )
            found += [(cost + more, stand, backup) for backup, more in options.items()]
        return sorted(found, key=lambda each: each[0])

    def in_order(self, backup: TimeSlot | None, following: date | None) -> bool:
        """Whether a back-up precedes the next meeting early enough."""
        if backup is None or following is None:
            return True
        return (
            self.case.opened.count_working_days(backup.day, following)
            >= self.rule.backup_window.before_next
        )


def cheapest(case: Case, names: tuple[str, ...], most: int) -> int:
    """The cost of the cheapest year of some series together; `most` and one more if none is."""
    best = most + 1
    options = [
        [made for each in patterns(case, name) if (made := Meetings(case, name, each)).days]
        for name in names
    ]
    tables = {
        id(each): [each.choices(number) for number in range(len(each.days))]
        for many in options
        for each in many
    }
    least = {key: sum(table[0][0] for table in many) for key, many in tables.items()}
    combined = sorted(
        product(*options), key=lambda many: sum(each.base + least[id(each)] for each in many)
    )
    for many in combined:
        lines = tuple(SeriesAnswer(each.series, each.pattern, ()) for each in many)
        if sum(each.base + least[id(each)] for each in many) >= best:
            break
        base = sum(each.base for each in many) + joint_cost(case, lines)
        jobs = [(each, number) for each in many for number in reversed(range(len(each.days)))]
        best = _Descent(jobs, tables, best).go(0, base, [], None)
    return best


Held = list[tuple[TimeSlot, tuple[Resource, ...]]]


@dataclass
class _Descent:
    """Place the meetings one by one, each series from its last to its first."""

    jobs: list[tuple[Meetings, int]]
    tables: dict[int, list[list[Choice]]]
    best: int

    def __post_init__(self) -> None:
        least = [self.tables[id(each)][number][0][0] for each, number in self.jobs]
        self.rest = [sum(least[depth:]) for depth in range(len(least) + 1)]

    def go(self, depth: int, cost: int, held: Held, following: date | None) -> int:
        """The least cost found from a depth on, or the best so far."""
        if depth == len(self.jobs):
            self.best = min(self.best, cost)
            return self.best
        each, number = self.jobs[depth]
        if number == len(each.days) - 1:
            following = each.then
        needs = each.needs[number]
        for more, stand, backup in self.tables[id(each)][number]:
            if cost + more + self.rest[depth + 1] >= self.best:
                break
            places = [place for place in (stand, backup) if place]
            clash = any(
                set(needs) & set(theirs) and overlap(place, other)
                for place in places
                for other, theirs in held
            )
            if not clash and each.in_order(backup, following):
                taken = [*held, *((place, needs) for place in places)]
                self.go(depth + 1, cost + more, taken, stand.day if stand else each.days[number])
        return self.best
