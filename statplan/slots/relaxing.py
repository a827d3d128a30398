"""What would make it possible: easier terms for a series, each tried by solving it anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain, combinations, islice

from statplan.plan import Plan, roster
from statplan.plan.times import WEEKDAYS
from statplan.schedule.taken import Resource
from statplan.slots.answer import Answer, Line, Placed
from statplan.slots.answering import make_answer
from statplan.slots.chain import Year
from statplan.slots.grid import minute
from statplan.slots.ground import Ground
from statplan.slots.impossible import held
from statplan.slots.patterns import Patterns
from statplan.slots.posing import Terms, pose_alone
from statplan.slots.problem import Problem, Wanted

_SHORTER = (30, 60)  # minutes less
_SHORTEST = 30
_HOUR = 60
_PATTERNS = 20  # the cheapest patterns among which one without a gap is looked for


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Easier terms, in words, and the series on its best pattern under them.

    `complete` of `total` meetings then have a place and, where the plan keeps them, a back-up.
    """

    words: str
    terms: Terms
    line: Line
    complete: int
    total: int

    @property
    def is_enough(self) -> bool:
        """Whether every meeting is complete."""
        return self.complete == self.total

    def __str__(self) -> str:
        return f"{self.words}: {self.complete} of {self.total}"


def relaxations(
    plan: Plan, problem: Problem, answer: Answer, series: str
) -> tuple[Relaxation, ...]:
    """Easier terms under which more of a series' meetings are complete, best and smallest first.

    One term at a time is eased; where none is enough, two people at a time are spared. All other
    series stay where the answer has them. Each is solved, over all patterns of the series.
    """
    wanted = next(each for each in problem.wanted if each.id == series)
    now = next((each for each in answer.lines if each.series == series), None)
    before = _complete(wanted, now.meetings) if now else 0
    singles = [
        _solved(plan, problem, answer, wanted, *each) for each in _eased(plan, problem, wanted)
    ]
    found = [each for each in singles if each]
    if not any(each.is_enough for each in found):
        pairs = (
            _solved(plan, problem, answer, wanted, words, terms)
            for words, terms in _two_spared(plan, problem, wanted)
        )
        found += [each for each in pairs if each and each.is_enough]
    better = [each for each in found if each.complete > before or each.is_enough]
    return tuple(sorted(better, key=lambda each: each.complete - each.total, reverse=True))


def _complete(wanted: Wanted, meetings: tuple[Placed, ...]) -> int:
    keeps = wanted.keeps_backups
    return sum(
        each.stand is not None and (each.backup is not None or not keeps) for each in meetings
    )


def _needs(problem: Problem, wanted: Wanted) -> list[Resource]:
    """The people first and the room last, each once."""
    groups = [problem.groups[number] for number in wanted.groups]
    found = {problem.resources[need] for group in groups for need in group.needs}
    return sorted(found, key=lambda each: (each[0] == "room", each[1]))


def _eased(plan: Plan, problem: Problem, wanted: Wanted) -> Iterator[tuple[str, Terms]]:
    """Each easier term with its words."""
    wishes, window = problem.wishes, wanted.backup
    for need in _needs(problem, wanted):
        yield _without(plan, (need,)), Terms(frozenset((need,)))
    for less in _SHORTER:
        if wanted.minutes - less >= _SHORTEST:
            minutes = wanted.minutes - less
            yield f"{minutes} minutes instead of {wanted.minutes}", Terms(minutes=minutes)
    for day in sorted(problem.opened.working - set(wishes.days)):
        eased = replace(wishes, days=(*wishes.days, day))
        yield f"also {WEEKDAYS[day]}s", Terms(wishes=eased)
    for first, last, words in _hours(minute(wishes.first), minute(wishes.last)):
        yield words, Terms(wishes=replace(wishes, first=first, last=last))
    if window.keep:
        within = 2 * window.within
        yield (
            f"back-ups within {within} working days instead of {window.within}",
            Terms(within=within),
        )
        yield "without back-ups", Terms(keep=False)


def _hours(first: int, last: int) -> Iterator[tuple[time, time, str]]:
    if first >= _HOUR:
        at = _clock(first - _HOUR)
        yield at, _clock(last), f"from {at:%H:%M} on"
    if last < 23 * _HOUR:
        at = _clock(last + _HOUR)
        yield _clock(first), at, f"until {at:%H:%M}"


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _two_spared(plan: Plan, problem: Problem, wanted: Wanted) -> Iterator[tuple[str, Terms]]:
    people = [each for each in _needs(problem, wanted) if each[0] == "person"]
    for pair in combinations(people, 2):
        yield _without(plan, pair), Terms(frozenset(pair))


def _without(plan: Plan, needs: tuple[Resource, ...]) -> str:
    names = [
        f"the {roster.office(plan, name)}" if kind == "person" else f"the room '{name}'"
        for kind, name in needs
    ]
    return f"without requiring {' and '.join(names)}"


def _solved(
    plan: Plan, problem: Problem, answer: Answer, wanted: Wanted, words: str, terms: Terms
) -> Relaxation | None:
    """The best pattern of the series under easier terms, beside all others."""
    others = tuple(chain(problem.fixed, held(problem, answer, wanted.id)))
    eased = pose_alone(plan, problem, wanted.id, others, terms)
    if not eased.wanted:
        return None
    ground, keeps = Ground(eased), eased.wanted[0].keeps_backups
    years = islice(Patterns(ground, 0).cheapest(), _PATTERNS)
    best = min(years, key=lambda year: _gaps(year, keeps=keeps))
    line = make_answer(ground, [best], best.cost).lines[0]
    total = len(line.meetings)
    return Relaxation(words, terms, line, total - _gaps(best, keeps=keeps), total)


def _gaps(year: Year, *, keeps: bool) -> int:
    """How many meetings lack a place or a back-up that the plan keeps."""
    return sum(cell < 0 or (backup < 0 and keeps) for cell, backup in year.seats)
