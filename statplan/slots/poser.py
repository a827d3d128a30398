"""The makings of a problem: lines, back-up days, groups and masks; what many share is made once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from math import gcd
from operator import or_

from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.schedule import rotation
from statplan.schedule.backup import backup_days
from statplan.schedule.cadence import Rhythm
from statplan.schedule.closed import OpenDays, days
from statplan.schedule.rules import SeriesRule
from statplan.schedule.taken import Resource, resources
from statplan.slots.busy import Busy, Span
from statplan.slots.grid import Grid, minute
from statplan.slots.lines import Bounds, YearLine, rhythms, shift_of, year_line
from statplan.slots.problem import Fixed, Group, Problem, Wanted
from statplan.slots.wishes import Wishes

_NOWHERE = "none of the allowed days and hours is one on which it may stand"
_BackupDays = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(slots=True)
class Poser:
    """The makings of a problem; what many series share is made once."""

    plan: Plan
    busy: Busy
    wishes: Wishes
    opened: OpenDays
    last: date
    fixed: tuple[Fixed, ...]
    spared: frozenset[Resource] = frozenset()
    grid: Grid = field(init=False)
    weekdays: frozenset[int] = field(init=False)
    resources: dict[Resource, int] = field(default_factory=dict)
    groups: dict[tuple[tuple[Resource, ...], tuple[str, ...]], int] = field(default_factory=dict)
    made: list[Group] = field(default_factory=list)
    lines: dict[tuple[Rhythm, Bounds], YearLine] = field(default_factory=dict)
    backups: dict[object, _BackupDays] = field(default_factory=dict)
    masks: dict[Resource, tuple[int, int]] = field(default_factory=dict)
    by_need: defaultdict[Resource, list[Fixed]] = field(init=False)

    def __post_init__(self) -> None:
        self.weekdays = self.opened.working & frozenset(self.wishes.days)
        self.by_need = defaultdict(list)
        for each in self.fixed:
            for need in each.needs:
                self.by_need[need].append(each)

    def pose(
        self, pairs: list[tuple[Series, SeriesRule]], left_out: tuple[tuple[str, str], ...] = ()
    ) -> Problem:
        """The problem of some series, each with its rule."""
        self.grid = self._grid(pairs)
        made = [self._wanted(each, rule) for each, rule in pairs]
        nowhere = [each for each in made if not each.lines or not each.starts]
        return Problem(
            self.grid,
            self.opened.first,
            self.last,
            tuple(each for each in made if each not in nowhere),
            tuple(self.resources),
            tuple(self.made),
            self.fixed,
            self.busy,
            self.wishes,
            self.opened,
            (*left_out, *((each.id, _NOWHERE) for each in nowhere)),
        )

    def _grid(self, pairs: list[tuple[Series, SeriesRule]]) -> Grid:
        wishes = self.wishes
        times = [wishes.first, *(each.at for each, _ in pairs if each.at)]
        times += [at for _, rule in pairs for at in rule.backup.times]
        longest = max((rule.minutes for _, rule in pairs), default=0)
        since = min(map(minute, times))
        until = max(minute(wishes.last), *(minute(each) + longest for each in times))
        offsets = [minute(each) - since for each in times]
        width = gcd(wishes.step, *offsets, *(rule.minutes for _, rule in pairs))
        return Grid.of(self._days(), since, min(until, 24 * 60), width)

    def _days(self) -> Iterator[date]:
        everything = days(self.opened.first, self.opened.last)
        return (day for day in everything if day.weekday() in self.opened.working)

    def _wanted(self, series: Series, rule: SeriesRule) -> Wanted:
        span = rule.minutes // self.grid.width
        others = self._starts(rule.minutes)
        stated: tuple[int, ...] = (self.grid.cell(series.at),) if series.at else ()
        if series.at and series.for_each:
            stated += tuple(self.grid.cell(each) for each in series.times or ())
        backup_times = tuple(self.grid.cell(each) for each in rule.backup.times)
        every = series.every
        assert every is not None  # noqa: S101 - else it was left out
        return Wanted(
            id=rule.id,
            title=rule.title,
            path=rule.path,
            every=every,
            minutes=rule.minutes,
            span=span,
            lines=self._lines(series, rule),
            starts=stated or others,
            others=others,
            backup_starts=backup_times or others,
            backup_days=self._backup_days(rule),
            shift=shift_of(series)[0],
            backup=rule.backup,
            avoid_beside=rule.avoid_beside,
            groups=self._groups(rule),
        )

    def _starts(self, minutes: int) -> tuple[int, ...]:
        first, last = minute(self.wishes.first), minute(self.wishes.last)
        return tuple(
            (start - self.grid.since) // self.grid.width
            for start in range(first, last - minutes + 1, self.wishes.step)
        )

    def _lines(self, series: Series, rule: SeriesRule) -> tuple[YearLine, ...]:
        shift, period = shift_of(series)
        bounds = Bounds(
            first=max(self.opened.first, series.starts or self.opened.first),
            last=min(self.last, series.until or self.last),
            policy=rule.policy,
            avoid_beside=rule.avoid_beside,
            shift=shift,
            far=min(rule.backup.within, period - 1 - shift),
            after=rule.backup.after,
            weekdays=self.weekdays,
            called_off=frozenset(rule.called_off),
        )
        found: list[YearLine] = []
        for rhythm in rhythms(series, self.opened.first, self.weekdays):
            if (rhythm, bounds) not in self.lines:
                self.lines[rhythm, bounds] = year_line(rhythm, bounds, self.opened, self.grid)
            found.append(self.lines[rhythm, bounds])
        most = max((len(each.turns) + each.lost for each in found), default=0)
        if series.every and series.every.unit != "week":
            found = [
                replace(each, lost=most - len(each.turns)) if len(each.turns) < most else each
                for each in found
            ]
        return tuple(each for each in found if each.turns)

    def _backup_days(self, rule: SeriesRule) -> _BackupDays:
        window = rule.backup
        if not window.keep:
            return ()
        key = (replace(window, times=()), rule.avoid_beside)
        if key not in self.backups:
            self.backups[key] = tuple(
                tuple(
                    (self.grid.index[found], rank)
                    for rank, found in enumerate(backup_days(day, window, self.opened))
                    if found.weekday() in self.weekdays
                    and self.opened.why_not(found, avoid_beside=rule.avoid_beside) is None
                )
                for day in self.grid.days
            )
        return self.backups[key]

    def _groups(self, rule: SeriesRule) -> tuple[int, ...]:
        heads = rotation.heads(self.plan)
        found: list[int] = []
        for about in rotation.turns(rule.turns, max(len(rule.turns), 1)):
            concerned = [head for each in about for head in heads.get(each, ())]
            people = dict.fromkeys((*rule.people, *concerned, *rule.unlisted))
            needs = resources(rule.room, people)
            kept = tuple(each for each in needs if each not in self.spared)
            found.append(self._group(kept, rule.optional))
        return tuple(found)

    def _group(self, needs: tuple[Resource, ...], optional: tuple[str, ...]) -> int:
        key = (needs, optional)
        if key not in self.groups:
            self.groups[key] = len(self.made)
            numbers = tuple(self.resources.setdefault(each, len(self.resources)) for each in needs)
            soft = [self._masks(each)[1] for each in needs]
            firm = reduce(or_, (self._masks(each)[0] for each in needs), 0)
            others = [each for each in resources(None, optional) if each not in needs]
            soft += [one | other for one, other in map(self._masks, others)]
            self.made.append(Group(numbers, firm, tuple(mask for mask in soft if mask)))
        return self.groups[key]

    def _masks(self, owner: Resource) -> tuple[int, int]:
        """The firm and the other busy cells of one person or room."""
        if owner not in self.masks:
            spans = self.busy.of(owner)
            firm = self.grid.taken(
                [each for each in spans if each.firm]
                + [Span(each.stand.start, each.stand.end) for each in self.by_need[owner]]
            )
            self.masks[owner] = firm, self.grid.taken(each for each in spans if not each.firm)
        return self.masks[owner]
