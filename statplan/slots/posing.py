"""Make the problem from the plan: who is needed, which days and hours are allowed, what blocks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from math import gcd
from operator import or_

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.plan.series import Series
from statplan.schedule import Backup, make_schedule, rotation
from statplan.schedule.backup import backup_days
from statplan.schedule.cadence import Rhythm
from statplan.schedule.closed import OpenDays, days, open_days
from statplan.schedule.rules import SeriesRule, rules_without_place, unlisted
from statplan.schedule.taken import Resource, resources
from statplan.schedule.year import BEYOND, last_day
from statplan.slots.busy import Busy, Span
from statplan.slots.grid import Grid, minute
from statplan.slots.lines import Bounds, YearLine, rhythms, shift_of, year_line
from statplan.slots.problem import Fixed, Group, Problem, Wanted
from statplan.slots.wishes import Wishes

_NOWHERE = "none of the allowed days and hours is one on which it may stand"
_BackupDays = tuple[tuple[tuple[int, int], ...], ...]


def make_problem(
    plan: Plan, busy: Busy, wishes: Wishes, *, series: Iterable[str] | None = None
) -> Problem:
    """Ask for places for the series of a plan.

    Args:
        plan: a plan without faults, with its first day and its time zone.
        busy: what people's and rooms' calendars hold.
        wishes: the days and hours that are allowed and liked.
        series: the ids of series that are asked anew, weekday and time; None asks for what the
            plan leaves open, and keeps what it states. All other series that stand are fixed.

    Raises:
        StatplanError: the plan has no first day or no zone, or a series is not in the plan.
    """
    first = plan.frequency.first_day
    if first is None or plan.program.timezone is None:
        missing = "frequency.first_day" if first is None else "program.timezone"
        raise StatplanError(f"{missing} is not stated: there is no year in which to look.")
    sought, left_out = _sought(plan, None if series is None else tuple(series))
    last = last_day(first, plan.frequency.months)
    opened, _, _ = open_days(plan.frequency, first, last + BEYOND)
    poser = _Poser(plan, busy, wishes, opened, last, _fixed(plan, sought))
    return poser.pose(sought, left_out)


def _sought(
    plan: Plan, asked: tuple[str, ...] | None
) -> tuple[list[Series], tuple[tuple[str, str], ...]]:
    """The series to be placed as the search may change them, and those that cannot be."""
    known = {each.id: each for each in plan.frequency.series or ()}
    unknown = [each for each in asked or () if each not in known]
    if unknown:
        raise StatplanError(
            f"the plan has no series '{unknown[0]}'.", hint=f"It has {', '.join(known)}."
        )
    found: list[Series] = []
    left: list[tuple[str, str]] = []
    for each in known.values():
        if asked is not None and each.id not in asked:
            continue
        if asked is None and each.at is not None and (each.on is not None or each.dates):
            continue
        why = _why_left(plan, each)
        if why:
            left.append((each.id, why))
        else:
            found.append(each)
    return found, tuple(left)


def _why_left(plan: Plan, series: Series) -> str:
    if series.dates:
        return "its dates are listed one by one"
    if series.every is None:
        return "the plan does not say how often it meets"
    if series.changes:
        return "its rule changes during the year"
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for said in (series.rotate, series.for_each):
        if isinstance(said, str) and not lists[said]:
            return f"the plan lists no {said}"
    return ""


def _fixed(plan: Plan, sought: list[Series]) -> tuple[Fixed, ...]:
    """The meetings and back-ups of all other series, as the scheduler places them."""
    ids = {each.id for each in sought}
    others = tuple(each for each in plan.frequency.series or () if each.id not in ids)
    frequency = plan.frequency.model_copy(update={"series": others})
    schedule = make_schedule(plan.model_copy(update={"frequency": frequency}))
    always = unlisted(plan)
    found: list[Fixed] = []
    for meeting in schedule.meetings:
        needs = resources(meeting.room, (*meeting.required, *always))
        found.append(Fixed(meeting.stand, f"{meeting.title} ({meeting.key})", needs))
        if isinstance(meeting.backup, Backup):
            label = f"the back-up of {meeting.title} ({meeting.key})"
            found.append(Fixed(meeting.backup.stand, label, needs))
    return tuple(found)


@dataclass(slots=True)
class _Poser:
    """The makings of a problem; what many series share is made once."""

    plan: Plan
    busy: Busy
    wishes: Wishes
    opened: OpenDays
    last: date
    fixed: tuple[Fixed, ...]
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

    def pose(self, sought: list[Series], left_out: tuple[tuple[str, str], ...]) -> Problem:
        """The problem of some series."""
        first = self.opened.first
        pairs = [
            (each, rule) for each in sought for rule in rules_without_place(self.plan, each, first)
        ]
        self.grid = self._grid(pairs)
        made = [self._wanted(each, rule) for each, rule in pairs]
        wanted = tuple(each for each in made if each.lines and each.starts)
        left_out += tuple((each.id, _NOWHERE) for each in made if not (each.lines and each.starts))
        return Problem(
            self.grid,
            first,
            self.last,
            wanted,
            tuple(self.resources),
            tuple(self.made),
            self.fixed,
            self.busy,
            self.wishes,
            dict(self.opened.closed),
            left_out,
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
            before_next=rule.backup.before_next,
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
            found.append(self._group(resources(rule.room, people), rule.optional))
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
