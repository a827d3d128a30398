"""Why a meeting has no place, or no back-up: the smallest sets of reasons that together keep it.

Every place that could be is named with what keeps the meeting from it: people, a room, other
series, days and hours that are not allowed, the window. Some reasons together make it impossible
where each place is kept by one of them; a set is minimal where none of them can be left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import Literal

from statplan.plan.times import WEEKDAYS
from statplan.schedule import MeetingKey, Stand
from statplan.schedule.backup import backup_days
from statplan.schedule.taken import Resource
from statplan.slots.answer import Answer, Line, Placed
from statplan.slots.grid import minute
from statplan.slots.lines import YearLine
from statplan.slots.problem import Fixed, Problem, Wanted

_MORE_HOURS = 2  # beyond the allowed ones, in which a place is looked for
_AT_MOST = 3  # reasons that are set aside together


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One thing that keeps a meeting from some places.

    `name` is the id of a person, the room, the key of the other series, the weekday; empty for the
    allowed hours and for the window within which a meeting moves, or its back-up follows.
    """

    kind: Literal["person", "room", "series", "weekday", "hours", "window"]
    name: str = ""


Reasons = tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A meeting without a place or without a back-up, and why.

    `together` are minimal sets of reasons that make it impossible, none sharing a reason with
    another: it becomes possible where all are set aside. `releases` are the smallest sets of which
    it is enough to set one aside. Both are empty where no open day is near. `days` are those that
    were looked at under the plan's rules.
    """

    key: MeetingKey
    missing: Literal["place", "back-up"]
    days: tuple[date, ...]
    together: tuple[Reasons, ...]
    releases: tuple[Reasons, ...]


def gaps(problem: Problem, answer: Answer) -> tuple[Gap, ...]:
    """Every meeting of an answer without a place or without its back-up, and why."""
    return tuple(
        _gap(problem, answer, line, number)
        for line in answer.lines
        for number in range(len(line.meetings))
        if _missing(problem, line, line.meetings[number])
    )


def _missing(problem: Problem, line: Line, placed: Placed) -> bool:
    wanted = _wanted(problem, line.series)
    return placed.stand is None or (placed.backup is None and wanted.keeps_backups)


def _wanted(problem: Problem, series: str) -> Wanted:
    return next(each for each in problem.wanted if each.id == series)


def _gap(problem: Problem, answer: Answer, line: Line, number: int) -> Gap:
    wanted, placed = _wanted(problem, line.series), line.meetings[number]
    group = problem.groups[wanted.group(number)]
    needs = tuple(problem.resources[need] for need in group.needs)
    candidates = _days(problem, wanted, line, number)
    near = {day for day, _ in candidates}
    others = chain(problem.fixed, held(problem, answer, line.series))
    holding = list(_holding(problem, needs, others, near))
    places = [
        rules | {why for why, start, end in holding if start < stand.end and stand.start < end}
        for day, found in candidates
        for stand, rules in _stands(problem, wanted, placed, day, found)
    ]
    missing: Literal["place", "back-up"] = "back-up" if placed.stand else "place"
    days = tuple(day for day, found in candidates if not found)
    return Gap(placed.key, missing, days, tuple(_together(places)), smallest(places))


def held(problem: Problem, answer: Answer, own: str) -> Iterator[Fixed]:
    """What the other series of an answer hold."""
    for line in answer.lines:
        wanted = _wanted(problem, line.series)
        for number, placed in enumerate(line.meetings if line.series != own else ()):
            group = problem.groups[wanted.group(number)]
            needs = tuple(problem.resources[need] for need in group.needs)
            for stand in (placed.stand, placed.backup):
                if stand:
                    yield Fixed(stand, f"({placed.key})", needs)


def _days(
    problem: Problem, wanted: Wanted, line: Line, number: int
) -> list[tuple[date, frozenset[Reason]]]:
    """The open days near a meeting, each with the rules that keep it from them."""
    placed, grid = line.meetings[number], problem.grid
    own = next(each for each in wanted.lines if _is(each, line))
    last = len(grid.days) - 1
    if placed.stand:
        here = grid.index[placed.stand.day]
        wide = 2 * wanted.backup.within
        before = _next_day(problem, own, line, number, last + wanted.before_next)
        allowed = set(backup_days(placed.stand.day, wanted.backup, problem.opened))
        near = range(here + 1, min(here + wide, before - wanted.before_next, last) + 1)
    else:
        here = grid.index[placed.nominal.day]
        least, most = own.turns[number].reach
        allowed = set(grid.days[least : most + 1])
        wide = 2 * wanted.shift
        near = range(max(min(here - wide, least), 0), min(max(here + wide, most), last) + 1)
    found: list[tuple[date, frozenset[Reason]]] = []
    for day in grid.days[near.start : near.stop]:
        if not problem.opened.why_not(day, avoid_beside=wanted.avoid_beside):
            shut = day.weekday() not in problem.wishes.days
            reasons = {Reason("weekday", WEEKDAYS[day.weekday()])} if shut else set()
            reasons |= set() if day in allowed else {Reason("window")}
            found.append((day, frozenset(reasons)))
    return found


def _is(each: YearLine, line: Line) -> bool:
    found = line.pattern
    return (each.on, each.month, each.phase) == (found.on, found.month, found.phase)


def _next_day(problem: Problem, own: YearLine, line: Line, number: int, beyond: int) -> int:
    """The index of the day of the next meeting, or of where it should stand."""
    if number + 1 < len(line.meetings):
        following = line.meetings[number + 1]
        return problem.grid.index[(following.stand or following.nominal).day]
    return beyond if own.then is None else own.then


def _stands(
    problem: Problem, wanted: Wanted, placed: Placed, day: date, rules: frozenset[Reason]
) -> Iterator[tuple[Stand, frozenset[Reason]]]:
    """The places of a day: at the pattern's time, at the allowed ones, and just beyond those."""
    grid, wishes = problem.grid, problem.wishes
    starts = wanted.backup_starts if placed.stand else wanted.others
    allowed = {grid.at(cell) for cell in starts} | {placed.nominal.at}
    first = max(minute(wishes.first) % wishes.step, minute(wishes.first) - _MORE_HOURS * 60)
    last = min(minute(wishes.last) + _MORE_HOURS * 60, 24 * 60) - wanted.minutes
    more = {time(each // 60, each % 60) for each in range(first, last + 1, wishes.step)}
    for at in sorted(allowed | more):
        hours = frozenset() if at in allowed else frozenset((Reason("hours"),))
        yield Stand(day, at, wanted.minutes), rules | hours


def _holding(
    problem: Problem, needs: tuple[Resource, ...], others: Iterable[Fixed], near: set[date]
) -> Iterator[tuple[Reason, datetime, datetime]]:
    """What holds somebody or something that is needed, near some days: the reason, from, until."""
    if not near:
        return
    first, last = min(near), max(near)
    for kind, name in needs:
        reason = Reason("room" if kind == "room" else "person", name)
        for span in problem.busy.of((kind, name)):
            if span.firm and span.end.date() >= first and span.start.date() <= last:
                yield reason, span.start, span.end
    for each in others:
        if each.stand.day in near and set(each.needs) & set(needs):
            series = each.label.rpartition("(")[2].partition("/")[0]
            yield Reason("series", series), each.stand.start, each.stand.end


def smallest(places: list[frozenset[Reason]]) -> tuple[Reasons, ...]:
    """The smallest sets of reasons with which at least one place is free of any other."""
    found: list[frozenset[Reason]] = []
    for each in sorted(set(places), key=lambda one: (len(one), sorted(one))):
        if len(each) <= _AT_MOST and not any(other <= each for other in found):
            found.append(each)
    return tuple(tuple(sorted(each)) for each in found)


def _together(places: list[frozenset[Reason]]) -> Iterator[Reasons]:
    """Minimal sets of reasons that keep every place, one after the other, none sharing a reason."""
    left = {reason for each in places for reason in each}
    while places and all(each & left for each in places):
        core = _minimal(places, left)
        yield tuple(sorted(core))
        left -= core


def _minimal(places: list[frozenset[Reason]], reasons: set[Reason]) -> set[Reason]:
    """A minimal part of some reasons that still keeps every place: the deletion filter.

    Rules are left out before people are, so that people are named where they alone suffice.
    """
    order = ("window", "hours", "weekday", "series", "room", "person")
    core = set(reasons)
    for each in sorted(reasons, key=lambda one: (order.index(one.kind), one.name)):
        if all(place & (core - {each}) for place in places):
            core.discard(each)
    return core
