"""Turn what was found into an answer: every meeting with its place, its back-up and the reasons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from statplan.schedule import Stand
from statplan.schedule.taken import Resource
from statplan.slots.answer import Answer, Line, Obstacle, Placed
from statplan.slots.busy import Span
from statplan.slots.chain import Seat, Year
from statplan.slots.ground import Ground
from statplan.slots.problem import Fixed, Problem
from statplan.slots.together import together

_BACKUP = "the back-up of "


def make_answer(ground: Ground, years: Sequence[Year | None], bound: float) -> Answer:
    """The answer of a year for each series; None for a series that is left out of the answer."""
    problem = ground.problem
    found = {number: year for number, year in enumerate(years) if year}
    standing = _Standing(problem, found)
    lines = tuple(_line(problem, number, year, standing) for number, year in found.items())
    parts = _parts(ground, found)
    return Answer(lines, sum(cost for _, cost in parts), bound, parts)


def held(problem: Problem, number: int, year: Year) -> Iterator[Fixed]:
    """What a series on its pattern holds: its meetings and their back-ups."""
    series = problem.wanted[number]
    for turn, seat in enumerate(year.seats):
        group = problem.groups[series.group(turn)]
        needs = tuple(problem.resources[need] for need in group.needs)
        name = f"{series.title} ({problem.key(number, year.line, turn)})"
        for cell, label in zip(seat, (name, _BACKUP + name), strict=True):
            if cell >= 0:
                yield Fixed(problem.stand(number, cell), label, needs)


class _Standing:
    """Who holds which hours of a day: the fixed meetings, and those that were placed."""

    def __init__(self, problem: Problem, years: dict[int, Year]) -> None:
        self.busy = problem.busy
        self.by_need: dict[Resource, tuple[Span, ...]] = {}
        self.by_day: defaultdict[object, list[Fixed]] = defaultdict(list)
        for each in problem.fixed:
            self._add(each)
        for number, year in years.items():
            for each in held(problem, number, year):
                self._add(each)

    def _add(self, fixed: Fixed) -> None:
        self.by_day[fixed.stand.day].append(fixed)

    def firm(self, need: Resource) -> tuple[Span, ...]:
        """The time of a person or room that cannot be taken."""
        if need not in self.by_need:
            self.by_need[need] = tuple(each for each in self.busy.of(need) if each.firm)
        return self.by_need[need]

    def against(
        self, stand: Stand, needs: Sequence[Resource], own: str
    ) -> Iterator[tuple[Resource, str, Stand]]:
        """The other meetings that hold somebody who is needed at that hour."""
        for each in self.by_day[stand.day]:
            if own in each.label or each.stand.start >= stand.end or each.stand.end <= stand.start:
                continue
            for need in needs:
                if need in each.needs:
                    yield need, each.label, each.stand
                    break


def _line(problem: Problem, number: int, year: Year, standing: _Standing) -> Line:
    series = problem.wanted[number]
    meetings: list[Placed] = []
    for turn, (cell, backup) in enumerate(year.seats):
        meeting = series.lines[year.line].turns[turn]
        key = problem.key(number, year.line, turn)
        nominal = problem.stand(number, meeting.day * problem.grid.cells + year.start)
        stand = problem.stand(number, cell) if cell >= 0 else None
        seat = problem.stand(number, backup) if backup >= 0 else None
        group = problem.groups[series.group(turn)]
        needs = tuple(problem.resources[need] for need in group.needs)
        name = f"({key})"
        if stand != nominal:
            against = _obstacles(nominal, needs, name, standing, why=meeting.why)
        elif seat is None and series.keeps_backups:
            days = [day for day, _ in series.backup_days[meeting.day]]
            stands = [Stand(problem.grid.days[day], nominal.at, nominal.minutes) for day in days]
            against = tuple(
                each for other in stands for each in _obstacles(other, needs, name, standing)[:1]
            )
        else:
            against = ()
        meetings.append(Placed(key, nominal, stand, seat, against))
    return Line(series.id, problem.pattern(number, year.line, year.start), tuple(meetings))


def _obstacles(
    stand: Stand,
    needs: Sequence[Resource],
    own: str,
    standing: _Standing,
    *,
    why: str = "",
) -> tuple[Obstacle, ...]:
    """What keeps a meeting from a place, each person or room once."""
    if why:
        return (Obstacle(stand.day, what=why),)
    found: list[Obstacle] = []
    start, end = stand.start, stand.end
    for need in needs:
        for span in standing.firm(need):
            if span.start < end and span.end > start:
                whole = span.all_day or span.start.date() < stand.day < span.end.date()
                since = None if whole else max(span.start, start).time()
                until = None if whole else min(span.end, end).time()
                found.append(Obstacle(stand.day, need, "", since, until))
                break
    for need, label, other in standing.against(stand, needs, own):
        found.append(Obstacle(stand.day, need, label, other.at, other.end.time()))
    return tuple(found)


def _parts(ground: Ground, years: dict[int, Year]) -> tuple[tuple[str, int], ...]:
    """What each weight contributes, in the order of the weights."""
    problem = ground.problem
    weights = problem.wishes.weights
    total: dict[str, int] = dict.fromkeys(weights.__slots__, 0)
    for number, year in years.items():
        series = problem.wanted[number]
        total["exception"] += weights.exception * series.lines[year.line].lost
        for turn, seat in enumerate(year.seats):
            for name, cost in _seat_parts(ground, number, year, turn, seat):
                total[name] += cost
    for name, cost in together(problem, {number: year.line for number, year in years.items()}):
        total[name] += cost
    return tuple((name, cost) for name, cost in total.items() if cost)


def _seat_parts(
    ground: Ground, number: int, year: Year, turn: int, seat: Seat
) -> Iterator[tuple[str, int]]:
    problem, weights = ground.problem, ground.problem.wishes.weights
    series, cells = problem.wanted[number], problem.grid.cells
    cell, backup = seat
    if cell < 0:
        yield "unplaced", weights.unplaced
        return
    day, at = divmod(cell, cells)
    meeting = series.lines[year.line].turns[turn]
    if (day, at) != (meeting.day, year.start):
        yield "exception", weights.exception
        yield "farther", weights.farther * abs(day - meeting.day)
        yield "other_time", weights.other_time * (at != year.start)
    yield from _liked(ground, number, turn, cell)
    if not series.keeps_backups:
        return
    if backup < 0:
        yield "no_backup", weights.no_backup
        return
    rank = dict(series.backup_days[day])[backup // cells]
    yield "backup_farther", weights.backup_farther * rank
    yield "other_time", weights.other_time * (backup % cells != year.start)
    yield from _liked(ground, number, turn, backup)


def _liked(ground: Ground, number: int, turn: int, cell: int) -> Iterator[tuple[str, int]]:
    problem = ground.problem
    weekday, hour = problem.liked(number, cell)
    yield "weekday", weekday
    yield "hour", hour
    soft = ground.soft(number, problem.wanted[number].group(turn))[cell]
    yield "disturbed", soft - weekday - hour
